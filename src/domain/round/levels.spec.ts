import fc from 'fast-check';
import { act, District, openRound, parameters, weihai, risingStar } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { alreadySo } from '../decision';
import { orgs } from '../orgs';
import { decideRegisterOrg } from '../orgs';
import { decideRecordAppointment, people } from '../people';
import type { EffectiveProgramme } from '../programme-rules';
import { decideComplete, decideCompleteLate, decideDepart, decideLapse, decideReturn, returnOutcome, settlementOfDeparture } from '../teacher/application';
import { decideVoid } from '../teacher/correction';
import { LAST_DAY, nominationIn } from '../teacher/nomination-view';
import { decideSettleRecommendation, settlementOfRecommendation } from '../teacher/recommendation';
import { view } from '../teacher/view';
import { decideRegisterRejection, decideRegisterWithdrawal, decideSettleDeparture } from './departures';
import type { LatePaper, PathStep, RoundParameters } from './facts';
import { nextStep, readyForLevel } from './levels';
import { decideReserveSeats, MOST_SELECTED, readyAt } from './mass';
import { lineReservation, pathOf } from './path';
import { decideClosePublicity, decideOpenPublicity } from './publicity';
import { decideChangeList } from './publicity-clock';
import { decideReopenReturn } from './reopening';
import { decideEndReturn, decideRegisterReturn } from './returns';
import { seatsOf } from './round';
import { candidateOf, candidatesOf, linesOf, pendingRecommendations } from './recommendation-lines';
import { decideReserveSeat, decideSettleSeat } from './seats';

const levels = ['SCHOOL', 'DISTRICT'] as const;
const twoLevels: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, levels: { clause: 'W12', value: levels } }] };
const again: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, levels: { clause: 'W12', value: levels }, endorsementAfterCompletion: { clause: 'W12', value: 'AGAIN' } }] };
const path: readonly PathStep[] = [{ level: 'SCHOOL', unit: 'school-1' }, { level: 'DISTRICT', unit: 'bureau' }];
const FORM = [{ kind: 'FORM', file: null, type: null, size: null, print: null }];
const SEATS = { SCHOOL: 2, DISTRICT: 1 } as const;

/** Two recommending levels over one school; every step of every protocol by itself, as two processes would take them. */
class Levels {
  readonly district: District;

  readonly posts = new Story(people, 'people');

  constructor(programme: EffectiveProgramme = twoLevels, more: Partial<RoundParameters> = {}) {
    this.district = new District(programme);
    this.district.open({ parameters: { ...parameters, recommendationSeats: [{ unit: 'school-1', seats: SEATS.SCHOOL }, { unit: 'bureau', seats: SEATS.DISTRICT }], ...more } });
    for (const [person, post, org] of [['officer', 'BureauOfficer', 'bureau'], ['chief', 'BureauOfficer', 'bureau'], ['clerk-1', 'SchoolAdmin', 'school-1']] as const) {
      const context = this.posts.on('2018-01-01', { orgs: this.district.orgs.state, acting: { person: 'officer', appointment: null } });
      this.posts.take(decideRecordAppointment(this.posts.state, { appointment: `post-of-${person}`, person, post, org, from: '2018-01-01', to: null, firstOfficer: 'officer' }, context), context);
    }
  }

  get round() {
    return this.district.round.state;
  }

  register(id: string): void {
    this.district.register(id);
    this.district.consent(id);
    this.district.nominate(id);
  }

  nominated(id: string) {
    return nominationIn(view(this.district.teacher(id).state.facts, LAST_DAY).nominations, 'r-2019');
  }

  onRound(decide: (context: ReturnType<District['about']>) => Parameters<District['round']['take']>[0], today = '2019-05-20', person = 'clerk-1') {
    const context = this.district.about(this.district.round, today, person);
    return this.district.round.take(decide(context), context);
  }

  reserve(id: string, level: 'SCHOOL' | 'DISTRICT', today = '2019-05-20') {
    const unit = level === 'SCHOOL' ? 'school-1' : 'bureau';
    const version = this.nominated(id)?.version ?? 1;
    return this.onRound((context) => decideReserveSeat(this.round, { nomination: `n-${id}`, teacher: id, level, unit, path, version, school: 'school-1', stage: 'PRIMARY', subject: '语文', act: act() }, context), today, `recommender-${level}`);
  }

  /** Those of a selection who pass, as `PASSING` has it; nobody: nothing. */
  reserveMany(ids: readonly string[], level: 'SCHOOL' | 'DISTRICT', batch: string) {
    const unit = level === 'SCHOOL' ? 'school-1' : 'bureau';
    const people = ids.map((id) => ({ teacher: id, nomination: `n-${id}`, asked: { nomination: `n-${id}`, unit, path, version: this.nominated(id)?.version ?? 1, school: 'school-1', stage: 'PRIMARY', subject: '语文' } }));
    const before = JSON.stringify([...this.round.recommendations, ...this.round.taken, ...this.round.live, ...this.round.candidates]);
    return this.onRound((context) => {
      const { verdicts, decision } = decideReserveSeats(this.round, { batch, level, people, act: act(), unordered: false }, context);
      expect(JSON.stringify([...this.round.recommendations, ...this.round.taken, ...this.round.live, ...this.round.candidates])).toBe(before);
      return decision.kind === 'refused' || verdicts.some(({ refusal }) => refusal === null) ? decision : alreadySo;
    }, '2019-05-20', `recommender-${level}`);
  }

  /** Step two of the oldest reservation that her stream has not answered; then, separately, the seat. */
  answer(index: number): void {
    const open = [...this.round.recommendations.values()].filter((line) => settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation) === null);
    const line = open[index % Math.max(open.length, 1)];
    if (!line) return;
    const story = this.district.teacher(line.teacher);
    story.take(decideSettleRecommendation(story.state, { round: 'r-2019', line }, this.district.about(story, '2019-05-20')), this.district.about(story, '2019-05-20'));
  }

  seat(index: number): void {
    const answered = [...this.round.recommendations.values()].filter((line) => settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation) !== null);
    const line = answered[index % Math.max(answered.length, 1)];
    if (!line) return;
    const settlement = settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation);
    if (settlement) this.onRound(() => decideSettleSeat(this.round, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: line.nomination, settlement }));
  }

  withdraw(id: string, today = '2019-05-20') {
    return this.onRound((context) => decideRegisterWithdrawal(this.round, { nomination: `n-${id}`, teacher: id, school: 'school-1', since: '2019-01-01' }, context), today, id);
  }

  reject(id: string) {
    return this.onRound((context) => decideRegisterRejection(this.round, { nomination: `n-${id}`, teacher: id, step: nextStep(this.round, `n-${id}`, path) ?? { level: 'DISTRICT', unit: 'bureau' }, reason: '理由', act: act() }, context), '2019-05-20', 'officer');
  }

  depart(id: string): void {
    for (const departure of this.round.departures.values()) {
      if (departure.teacher !== id) continue;
      const story = this.district.teacher(id);
      story.take(decideDepart(story.state, { round: this.round, departure }), this.district.about(story, '2019-05-20'));
    }
  }

  departSeats(id: string): void {
    for (const departure of this.round.departures.values()) {
      const settlement = settlementOfDeparture(this.district.teacher(departure.teacher).state, departure.registration);
      if (departure.teacher === id && settlement) this.onRound(() => decideSettleDeparture(this.round, { registration: departure.registration, outcome: settlement.outcome }));
    }
  }

  giveBack(id: string, due = '2019-05-24T17:00') {
    return this.onRound((context) => decideRegisterReturn(this.round, { nomination: `n-${id}`, teacher: id, level: 'DISTRICT', items: ['FORM'], due }, context), '2019-05-20', 'officer');
  }

  tell(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open) story.take(decideReturn(story.state, { round: this.round, open }), this.district.about(story, '2019-05-20'));
  }

  complete(id: string, today = '2019-05-21') {
    const story = this.district.teacher(id);
    const context = this.district.about(story, today);
    return story.take(decideComplete(story.state, { round: this.round, attachments: FORM }, context), context);
  }

  lapse(id: string, today = '2019-05-25'): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open) story.take(decideLapse(story.state, { round: this.round, open }, this.district.about(story, today)), this.district.about(story, today));
  }

  endReturn(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const ended = open ? returnOutcome(this.district.teacher(id).state, open) : null;
    if (open && open.reopened === undefined && ended && ended.how !== 'LEFT') {
      const { how, outcome, on } = ended;
      this.onRound((context) => decideEndReturn(this.round, { registration: open.registration, nomination: open.nomination, how, outcome, on }, context));
    }
  }

  /** Paper received by the due minute and entered on the 27th, let in by the chief. */
  reopen(id: string, more: Partial<LatePaper> = {}, today = '2019-05-27') {
    const hers = this.district.teacher(id).state;
    const late: LatePaper = { receivedAt: '2019-05-24T16:00', receipt: '88', approver: 'chief', act: { ...act() }, ...more };
    return this.onRound((context) => decideReopenReturn(this.round, {
      nomination: `n-${id}`, taker: { unit: 'school-1', stage: 'PRIMARY', subject: '语文' }, attachments: FORM, late,
      recommended: (reservation) => settlementOfRecommendation(hers, reservation)?.kind === 'CONFIRMED',
    }, { ...context, people: this.posts.state }), today);
  }

  completeLate(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open?.reopened === undefined) return;
    const context = this.district.about(story, '2019-05-27');
    story.take(decideCompleteLate(story.state, { round: this.round, open, attachments: open.reopened.attachments, late: open.reopened.late, reopened: open.reopened.event }, context), context);
  }

  /** As `settleReopening`: only once her stream has said what it has to say. */
  endReopened(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    if (open?.reopened === undefined) return;
    this.completeLate(id);
    const { facts } = this.district.teacher(id).state;
    const ended = returnOutcome(this.district.teacher(id).state, open);
    if (ended === null || ended.how === 'LEFT' || facts.some(({ type }) => type === 'NominationWithdrawn' || type === 'NominationRejected')) return;
    const { how, outcome } = ended;
    this.onRound((context) => decideEndReturn(this.round, { registration: open.registration, nomination: open.nomination, how, outcome, on: open.reopened?.on ?? '', reopened: open.reopened?.event ?? '' }, context));
  }

  /** What a reactor does until nothing is left. */
  rest(ids: readonly string[]): void {
    for (let turn = 0; turn < 12; turn += 1) {
      for (const id of ids) {
        this.tell(id);
        this.depart(id);
        this.departSeats(id);
        this.endReturn(id);
        this.endReopened(id);
      }
      for (let index = 0; index < this.round.recommendations.size; index += 1) {
        this.answer(index);
        this.seat(index);
      }
    }
  }

  private again(line: { status: string } | undefined, was: 'RELEASED' | 'LAPSED'): void {
    if (line?.status !== was.toLowerCase()) throw new Error('a line is held again that was not given up');
    line.status = 'confirmed';
  }

  /** Seats by level, counted from the log and from nothing else. */
  recount(): { readonly [level: string]: { reserved: number; confirmed: number; lapsed: number } } {
    const lines = new Map<string, { readonly level: string; status: 'reserved' | 'confirmed' | 'lapsed' | 'released' }>();
    for (const fact of this.district.round.log) {
      if (fact.type === 'SeatsReserved') for (const { nomination } of fact.data.lines) lines.set(lineReservation(fact.id, nomination), { level: fact.data.level, status: 'reserved' });
      if (fact.type === 'SeatReserved') lines.set(fact.id, { level: fact.data.level, status: 'reserved' });
      if (fact.type === 'ReturnReopened') for (const { reservation, was } of fact.data.lines) this.again(lines.get(reservation), was);
      if (fact.type !== 'SeatConfirmed' && fact.type !== 'SeatReleased' && fact.type !== 'SeatLapsed') continue;
      const line = lines.get(fact.data.reservation);
      if (!line || line.status === 'released' || line.status === 'lapsed') throw new Error(`${fact.type} of a line that is gone`);
      line.status = fact.type === 'SeatConfirmed' ? 'confirmed' : fact.type === 'SeatLapsed' ? 'lapsed' : 'released';
    }
    const counted = (level: string) => {
      const of = (status: string) => [...lines.values()].filter((line) => line.level === level && line.status === status).length;
      return { reserved: of('reserved'), confirmed: of('confirmed'), lapsed: of('lapsed') };
    };
    return { SCHOOL: counted('SCHOOL'), DISTRICT: counted('DISTRICT') };
  }
}

describe('the path of a nomination', () => {
  const tree = new Story(orgs, 'orgs');
  const context = tree.on('2010-01-01');
  const unit = (org: string, level: 'CITY' | 'DISTRICT' | 'SCHOOL', kind: 'BUREAU' | 'SCHOOL' | 'RESEARCH_CENTRE', parent: string | null) =>
    tree.take(decideRegisterOrg(tree.state, { org, names: { zh: org, en: org }, level, kind, parent, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, context), context);
  unit('city', 'CITY', 'BUREAU', null);
  unit('county', 'DISTRICT', 'BUREAU', 'city');
  unit('zone', 'DISTRICT', 'BUREAU', 'city');
  unit('school', 'SCHOOL', 'SCHOOL', 'county');
  unit('zone-school', 'SCHOOL', 'SCHOOL', 'zone');
  unit('attached', 'SCHOOL', 'SCHOOL', 'city');
  unit('centre', 'DISTRICT', 'RESEARCH_CENTRE', 'county');

  test.each([
    ['school', [{ level: 'SCHOOL', unit: 'school' }, { level: 'DISTRICT', unit: 'county' }]],
    ['zone-school', [{ level: 'SCHOOL', unit: 'zone-school' }, { level: 'DISTRICT', unit: 'zone' }]],
    ['attached', [{ level: 'SCHOOL', unit: 'attached' }]],
    ['centre', [{ level: 'DISTRICT', unit: 'county' }]],
  ] as const)('of %s passes every level that a bureau of stands above it', (from, expected) => {
    expect(pathOf(tree.state, levels, from, '2019-05-01')).toEqual(expected);
  });

  test('a unit that no level of the list fits recommends for itself', () => {
    expect(pathOf(tree.state, ['DISTRICT'], 'attached', '2019-05-01')).toEqual([{ level: 'SCHOOL', unit: 'attached' }]);
    expect(pathOf(tree.state, ['SCHOOL'], 'centre', '2019-05-01')).toEqual([{ level: 'SCHOOL', unit: 'centre' }]);
  });

  test('before a bureau exists, nobody passes it', () => {
    expect(pathOf(tree.state, levels, 'school', '1999-12-31')).toEqual([{ level: 'SCHOOL', unit: 'school' }]);
  });
});

describe('two levels', () => {
  test('given the school has recommended her, the county may; before that it may not, and afterwards not again', () => {
    const story = new Levels();
    story.register('a');
    expect(nextStep(story.round, 'n-a', path)).toEqual(path[0]);
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notRecommendedBelow', inputs: { level: 'SCHOOL', unit: 'school-1' } });
    story.reserve('a', 'SCHOOL');
    // Taken and not settled is not recommended yet.
    expect(readyForLevel(story.round, { nomination: 'n-a', path }, 'DISTRICT', risingStar)).toMatchObject({ refusal: { rule: 'notRecommendedBelow' } });
    story.rest(['a']);
    expect(candidatesOf(story.round)).toEqual([]);
    expect(story.reserve('a', 'DISTRICT')).toEqual(['SeatReserved']);
    story.rest(['a']);
    expect(candidatesOf(story.round)).toMatchObject([{ nomination: 'n-a', level: 'DISTRICT' }]);
    expect(nextStep(story.round, 'n-a', path)).toBeNull();
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'alreadyRecommended' });
    expect(readyForLevel(story.round, { nomination: 'n-a', path }, 'CITY', risingStar)).toMatchObject({ refusal: { rule: 'levelNotOnPath' } });
  });

  test('where the school has to post its list, the county waits until she was shown to the end of it', () => {
    const tier = { ...risingStar, levels: { clause: 'W12', value: levels }, publicityAt: { SCHOOL: { clause: 'W12', workingDays: 5, countFirstDay: true } } };
    const story = new Levels({ ...weihai, tiers: [tier] });
    story.register('a');
    story.reserve('a', 'SCHOOL');
    story.rest(['a']);
    const pick = { level: 'SCHOOL', unit: 'school-1' } as const;
    const rows = [{ nomination: 'n-a', teacher: 'a', hash: 'h', row: {}, salt: 's' }];
    const { round } = story.district;
    const opening = story.district.about(round, '2019-05-20', 'officer');
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notShownBelow', inputs: { level: 'SCHOOL', unit: 'school-1' } });
    expect(round.take(decideOpenPublicity(round.state, { pick, publicity: 'pub-s', rows, listHash: 'l', places: ['gate'] }, opening), opening)).toEqual(['PublicityOpened']);
    expect(story.reserve('a', 'DISTRICT')).toMatchObject({ rule: 'notShownBelow' });
    const closing = story.district.about(round, '2019-05-27', 'officer');
    expect(round.take(decideClosePublicity(round.state, { pick, proofs: [{ place: 'gate', file: null }], objections: 0 }, closing), closing)).toEqual(['PublicityClosed']);
    expect(story.reserve('a', 'DISTRICT')).toEqual(['SeatReserved']);
  });

  test('E13 a list longer than the seats: those before have theirs, those after are told so, and the order of the list decides', () => {
    const story = new Levels();
    for (const id of ['a', 'b', 'c']) story.register(id);
    expect(story.reserveMany(['c', 'a', 'b'], 'SCHOOL', 'b-1')).toEqual(['SeatsReserved']);
    expect(story.district.round.lastOf('SeatsReserved').data).toMatchObject({ lines: [{ nomination: 'n-c' }, { nomination: 'n-a' }], leftOut: [{ teacher: 'b', nomination: 'n-b', rule: 'noSeatLeft' }] });
    expect(seatsOf(story.round, 'school-1')).toEqual({ seats: 2, reserved: 2, confirmed: 0, lapsed: 0 });
    story.rest(['a', 'b', 'c']);
    expect(readyAt(story.round, 'DISTRICT').map(({ nomination }) => nomination)).toEqual(['n-c', 'n-a']);
    story.giveBack('c');
    expect(readyAt(story.round, 'DISTRICT').map(({ nomination }) => nomination)).toEqual(['n-a']);
    story.withdraw('a');
    expect(readyAt(story.round, 'DISTRICT')).toEqual([]);
    expect(story.district.teacher('c').lastOf('SchoolRecommended').meta.cause).toBe(story.district.round.lastOf('SeatsReserved').id);
  });

  test('one act recommends so many at most, and a return asks for something', () => {
    const story = new Levels();
    const many = Array.from({ length: MOST_SELECTED + 1 }, (_, index) => `t-${index}`);
    expect(story.reserveMany(many, 'SCHOOL', 'b-1')).toMatchObject({ rule: 'selectionTooLarge', inputs: { count: 501, most: 500 } });
    story.register('a');
    const asked = (items: readonly string[], words?: string) => story.onRound((context) => decideRegisterReturn(story.round, { nomination: 'n-a', teacher: 'a', level: 'SCHOOL', items, due: '2019-05-24T17:00', ...(words === undefined ? {} : { words }) }, context), '2019-05-20', 'officer');
    expect(asked([])).toMatchObject({ rule: 'nothingAskedFor' });
    expect(asked([], '缺盖章')).toEqual(['ReturnRegistered']);
  });

  test('a reservation for another unit than that of her path is declined, and so is one that the round does not know', () => {
    const story = new Levels();
    story.register('a');
    const teacher = story.district.teacher('a');
    story.reserve('a', 'SCHOOL');
    const [line] = pendingRecommendations(story.round);
    if (!line) throw new Error('nothing was reserved');
    const at = story.district.about(teacher, '2019-05-20');
    teacher.take(decideSettleRecommendation(teacher.state, { round: 'r-2019', line: { ...line, unit: 'school-2' } }, at), at);
    expect(teacher.lastOf('RecommendationDeclined').data).toMatchObject({ rule: 'nominationOfAnotherUnit', inputs: { unit: 'school-1' } });
    const settlement = { outcome: 'e', kind: 'CONFIRMED' as const };
    expect(decideSettleSeat(story.round, { ledger: 'RECOMMENDATION', reservation: 'none', nomination: 'n-a', settlement })).toMatchObject({ refusal: { rule: 'unknownReservation' } });
    expect(decideSettleSeat(story.round, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: 'n-b', settlement })).toMatchObject({ refusal: { rule: 'unknownReservation', inputs: { nomination: 'n-b' } } });
  });

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

  test('property: no interleaving of reserve, reserve many, settle, withdraw, reject and return takes a seat twice or loses one', () => {
    const ids = ['a', 'b', 'c'];
    const kind = fc.constantFrom('school', 'county', 'schoolMany', 'countyMany', 'answer', 'seat', 'withdraw', 'withdrawLate', 'reject', 'depart', 'departSeats', 'return', 'tell', 'complete', 'lapse', 'endReturn', 'reopen', 'completeLate', 'endReopened');
    fc.assert(
      fc.property(fc.constantFrom(twoLevels, again), fc.array(fc.tuple(kind, fc.nat(5)), { maxLength: 60, size: 'max' }), (programme, steps) => {
        const story = new Levels(programme);
        for (const id of ids) story.register(id);
        for (const [step, n] of steps) {
          const id = ids[n % ids.length] ?? 'a';
          switch (step) {
            case 'school': story.reserve(id, 'SCHOOL'); break;
            case 'county': story.reserve(id, 'DISTRICT'); break;
            case 'schoolMany': story.reserveMany(ids.slice(n % 2), 'SCHOOL', `b-${n}`); break;
            case 'countyMany': story.reserveMany([...ids].reverse(), 'DISTRICT', `b-${n}`); break;
            case 'answer': story.answer(n); break;
            case 'seat': story.seat(n); break;
            case 'withdraw': story.withdraw(id); break;
            case 'withdrawLate': story.withdraw(id, '2019-06-01'); break;
            case 'reject': story.reject(id); break;
            case 'depart': story.depart(id); break;
            case 'departSeats': story.departSeats(id); break;
            case 'return': story.giveBack(id); break;
            case 'tell': story.tell(id); break;
            case 'complete': story.complete(id); break;
            case 'lapse': story.lapse(id); break;
            case 'endReturn': story.endReturn(id); break;
            case 'reopen': story.reopen(id); break;
            case 'completeLate': story.completeLate(id); break;
            case 'endReopened': story.endReopened(id); break;
          }
          // At every instant: the ledger is what the log says, within the seats, one line per nomination and level.
          const counted = story.recount();
          for (const level of levels) {
            const { seats, ...taken } = seatsOf(story.round, level === 'SCHOOL' ? 'school-1' : 'bureau', level);
            expect(taken).toEqual(counted[level]);
            expect(taken.reserved + taken.confirmed + taken.lapsed).toBeLessThanOrEqual(seats ?? 0);
          }
          for (const nomination of ids.map((one) => `n-${one}`)) {
            // Looked up by level, they are all the lines that are not ended: never two at one level.
            const unended = [...story.round.recommendations.values()].filter((line) => line.nomination === nomination && ['RESERVED', 'CONFIRMED'].includes(line.status));
            expect(new Set(linesOf(story.round, nomination))).toEqual(new Set(unended));
            expect(candidateOf(story.round, nomination)).toBe(candidatesOf(story.round).find((line) => line.nomination === nomination) ?? null);
          }
        }
        story.rest(ids);
        // At rest: nothing pending, and her stream says of her what the round says.
        expect(pendingRecommendations(story.round)).toEqual([]);
        for (const { lines } of story.round.departures.values()) {
          for (const { reservation, fate } of lines) expect(story.round.recommendations.get(reservation)?.status).toBe(fate === 'RELEASE' ? 'RELEASED' : 'LAPSED');
        }
        for (const id of ids) {
          const nominated = story.nominated(id);
          const held = linesOf(story.round, `n-${id}`).map((line) => line.level);
          if (story.round.left.has(`n-${id}`)) {
            expect(held).toEqual([]);
            expect(['WITHDRAWN', 'NOT_RECOMMENDED']).toContain(nominated?.status);
          } else {
            expect(nominated?.recommendedBy.map((entry) => entry.level)).toEqual(held);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('one round, two rounds', () => {
  test('E38 one person in two tracks of a tier, where the programme allows one: refused, with what stands in the way', () => {
    const programme: EffectiveProgramme = { ...twoLevels, tiers: [{ ...risingStar, tracks: ['TEACHER', 'CLASS_TEACHER'], exclusivity: { clause: 'W12', value: 'TRACK' } }] };
    const district = new District(programme);
    district.open();
    district.register('a');
    district.consent('a');
    district.nominate('a');
    const other = new District(programme);
    other.teachers.set('a', district.teacher('a'));
    other.open({ ...openRound, round: 'r-2019', track: 'CLASS_TEACHER' });
    // The other track is another round of the same tier.
    const second = { ...other.round.state, id: 'r-2020', opened: other.round.state.opened ? { ...other.round.state.opened, round: 'r-2020' } : null };
    Object.assign(other.round.state, second);
    expect(other.nominate('a')).toMatchObject({ rule: 'exclusiveNomination', clause: 'W12', inputs: { round: 'r-2019', track: 'TEACHER', exclusivity: 'TRACK' } });
    expect(district.teacher('a').last().type).toBe('NominationRefused');
  });
});
