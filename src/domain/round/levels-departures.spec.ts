import { District } from '../../../test/domain/district';
import { again, Levels, twoLevels } from '../../../test/domain/levels';
import { decideVoid } from '../teacher/correction';
import { decideRegisterWithdrawal } from './departures';
import { decideChangeList } from './publicity-clock';
import { seatsOf } from './round';

describe('two levels, when a nomination is returned, completed or withdrawn', () => {
  test('a recommendation of a version that has changed meanwhile is declined, and the seat comes back', () => {
    const story = new Levels(again);
    story.register('a');
    story.reserve('a', 'SCHOOL');
    story.giveBack('a');
    story.tell('a');
    story.complete('a');
    story.answer(0);
    expect(story.district.teacher('a').lastOf('RecommendationDeclined').data).toMatchObject({ rule: 'nominationChanged', inputs: { read: 1, version: 2 } });
    story.rest(['a']);
    expect(seatsOf(story.round, 'school-1')).toEqual({ seats: 2, reserved: 0, confirmed: 0, lapsed: 0 });
    expect(story.reserve('a', 'SCHOOL')).toEqual(['SeatReserved']);
  });

  test('nominations do not close over a seat that is being given up, nor over a return', () => {
    const story = new Levels();
    story.register('a');
    story.reserve('a', 'SCHOOL');
    story.rest(['a']);
    story.giveBack('a', '2019-05-31T23:59');
    expect(story.district.closeNominations()).toMatchObject({ rule: 'returnsOpen', inputs: { count: 1, due: '2019-05-31T23:59' } });
    story.withdraw('a', '2019-06-01');
    expect(story.district.closeNominations()).toMatchObject({ rule: 'reservationsPending' });
    story.rest(['a']);
    expect(story.district.round.lastOf('SeatLapsed').data).toMatchObject({ level: 'SCHOOL', unit: 'school-1', was: 'CONFIRMED' });
    expect(story.district.closeNominations()).toEqual(['NominationsClosed']);
  });

  test('a seat on its way when she withdraws after the deadline lapses, whatever her stream says of the reservation first', () => {
    const story = new Levels();
    story.register('a');
    story.reserve('a', 'SCHOOL', '2019-05-31');
    story.withdraw('a', '2019-06-01');
    story.depart('a');
    story.answer(0);
    expect(story.district.teacher('a').lastOf('RecommendationDeclined').data).toMatchObject({ rule: 'nominationNotOpen', inputs: { status: 'WITHDRAWN' } });
    story.seat(0);
    expect(seatsOf(story.round, 'school-1')).toMatchObject({ reserved: 1, lapsed: 0 });
    story.departSeats('a');
    expect(seatsOf(story.round, 'school-1')).toMatchObject({ reserved: 0, confirmed: 0, lapsed: 1 });
    expect(story.district.round.lastOf('SeatLapsed').data).toMatchObject({ was: 'RESERVED' });
  });

  test('a withdrawal during a publicity takes her off the list, which is changed before it is closed; after the decision it comes too late', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    const withdraw = (id: string) => {
      const context = district.about(district.round, '2019-06-12', id);
      return district.round.take(decideRegisterWithdrawal(district.round.state, { nomination: `n-${id}`, teacher: id, school: 'school-1', since: '2019-01-01' }, context), context);
    };
    district.publish();
    expect(withdraw('b')).toEqual(['WithdrawalRegistered']);
    expect(district.closePublicity('2019-06-18')).toMatchObject({ rule: 'listChanged', inputs: { count: 1, nominations: ['n-b'] } });
    const context = district.about(district.round, '2019-06-18', 'officer');
    const rows = [{ nomination: 'n-a', teacher: 'a', hash: 'hash-a', row: {}, salt: 'salt' }];
    expect(district.round.take(decideChangeList(district.round.state, { rows, listHash: 'list-1', today: new Map() }, context), context)).toEqual(['PublicityListChanged']);
    expect(district.closePublicity('2019-06-26')).toEqual(['PublicityClosed']);
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data).toMatchObject({ conferrals: [{ nomination: 'n-a' }], notSelected: [{ nomination: 'n-c' }] });
    expect(withdraw('c')).toMatchObject({ rule: 'withdrawalTooLate' });
  });

  const overdue = (story: Levels, id: string) => {
    story.register(id);
    story.reserve(id, 'SCHOOL');
    story.rest([id]);
    story.giveBack(id);
    story.tell(id);
    story.lapse(id);
    story.endReturn(id);
  };

  test('E23 a completion received by the due minute and entered after it brings back her seat, and the round goes on with the new version', () => {
    const story = new Levels();
    overdue(story, 'a');
    expect(story.nominated('a')?.status).toBe('NOT_RECOMMENDED');
    expect(story.reopen('a', { receivedAt: '2019-05-24T17:01' })).toMatchObject({ rule: 'paperReceivedLate', inputs: { deadline: '2019-05-24T17:00' } });
    expect(story.reopen('a', { receivedAt: '2019-05-19T17:00' })).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(story.reopen('a', { approver: 'clerk-1' })).toMatchObject({ rule: 'approverIsClerk' });
    expect(story.reopen('a', {}, '2019-05-24')).toMatchObject({ rule: 'paperNotLate' });
    expect(story.reopen('a')).toEqual(['ReturnReopened']);
    // Between the two streams: not to be closed over, and nobody enters it twice.
    expect(story.district.closeNominations()).toMatchObject({ rule: 'returnsOpen' });
    expect(story.reopen('a')).toMatchObject({ rule: 'nominationReturned' });
    expect(seatsOf(story.round, 'school-1')).toMatchObject({ confirmed: 1 });
    story.completeLate('a');
    expect(story.district.teacher('a').last()).toMatchObject({ type: 'NominationCompleted', data: { late: { receipt: '88' }, unit: 'school-1' }, meta: { effectiveOn: '2019-05-24' } });
    story.rest(['a']);
    expect(story.district.round.lastOf('ReturnEnded').data).toMatchObject({ how: 'COMPLETED' });
    expect(story.nominated('a')).toMatchObject({ status: 'RECOMMENDED', version: 2, returns: [{ ended: 'COMPLETED' }] });
    expect(story.reserve('a', 'DISTRICT', '2019-05-28')).toEqual(['SeatReserved']);
    expect(story.reopen('a')).toMatchObject({ rule: 'nothingReturned' });
  });

  test('E23 a seat that came back and was given to another is not taken from her; one that lapsed is still there', () => {
    const story = new Levels(twoLevels, { recommendationSeats: [{ unit: 'school-1', seats: 1 }, { unit: 'bureau', seats: 1 }] });
    overdue(story, 'a');
    story.register('b');
    expect(story.reserve('b', 'SCHOOL', '2019-05-25')).toEqual(['SeatReserved']);
    expect(story.reopen('a')).toMatchObject({ rule: 'givenUpSeatTaken', inputs: { unit: 'school-1', seats: 1, reserved: 1, confirmed: 0, lapsed: 0 } });
    // Past the school's deadline by the due minute: the seat lapsed, so nobody can have it.
    const lapsed = new Levels(twoLevels, { deadlines: [{ level: 'SCHOOL', at: '2019-05-22T17:00', printed: null }], recommendationSeats: [{ unit: 'school-1', seats: 1 }, { unit: 'bureau', seats: 1 }] });
    overdue(lapsed, 'a');
    expect(seatsOf(lapsed.round, 'school-1')).toMatchObject({ confirmed: 0, lapsed: 1 });
    expect(lapsed.reopen('a')).toEqual(['ReturnReopened']);
    expect(lapsed.district.round.lastOf('ReturnReopened').data.lines).toMatchObject([{ was: 'LAPSED' }]);
    expect(seatsOf(lapsed.round, 'school-1')).toMatchObject({ confirmed: 1, lapsed: 0 });
  });

  test('E23 where a completed nomination is recommended again no seat is given back, and what her stream refuses gives up the seats as at the due minute', () => {
    const story = new Levels(again);
    overdue(story, 'a');
    story.reopen('a');
    story.rest(['a']);
    expect(story.district.round.lastOf('ReturnReopened').data.lines).toEqual([]);
    expect(story.nominated('a')).toMatchObject({ status: 'OPEN', version: 2 });
    expect(story.reserve('a', 'SCHOOL', '2019-05-28')).toEqual(['SeatReserved']);
    const refused = new Levels();
    overdue(refused, 'b');
    refused.reopen('b');
    // Her consent turns out to be none before her stream is asked.
    const hers = refused.district.teacher('b');
    const at = refused.district.about(hers, '2019-05-27', 'officer');
    hers.take(decideVoid(hers.state, { event: hers.lastOf('ConsentGiven').id, reasonCode: 'FORGED', reason: '代签', rounds: [{ round: refused.round, programme: twoLevels }] }, at), at);
    refused.rest(['b']);
    expect(refused.district.round.lastOf('ReturnEnded').data).toMatchObject({ how: 'OVERDUE' });
    expect(refused.nominated('b')?.status).toBe('NOT_RECOMMENDED');
    expect(seatsOf(refused.round, 'school-1')).toEqual({ seats: 2, reserved: 0, confirmed: 0, lapsed: 0 });
  });
});
