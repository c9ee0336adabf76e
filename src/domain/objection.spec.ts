import { act, District } from '../../test/domain/district';
import { Story } from '../../test/domain/story';
import type { DecisionContext } from './context';
import { decideAnswerObjector, decideAssignObjection, decideExtendObjection, decideFileObjection, decideObjection, objection } from './objection';
import { people } from './people';
import type { Post } from './registry-facts';
import { handlerFault } from './round/objections';

/** a of school-1, recommended by her school and then by the bureau; officers of the bureau and a clerk of each school. */
class Objected extends District {
  readonly people = new Story(people, 'people');
  readonly objection = new Story(objection, 'objection-o-1');

  constructor() {
    super();
    this.open();
    const path = [{ level: 'SCHOOL' as const, unit: 'school-1' }, { level: 'DISTRICT' as const, unit: 'bureau' }];
    for (const { level, unit } of path) {
      const reservation = `reserved-${level}`;
      const at = this.about(this.round, '2019-05-20', `recommender-${level}`);
      const line = { ledger: 'RECOMMENDATION' as const, nomination: 'n-a' };
      this.round.take({ kind: 'events', events: [{ id: reservation, type: 'SeatReserved', data: { ...line, level, unit, teacher: 'a', path, version: 1, countsTo: [] }, act: act() }] }, at);
      this.round.take({ kind: 'events', events: [{ type: 'SeatConfirmed', data: { ...line, reservation, outcome: 'x' } }] }, at);
    }
    for (const [person, post, org, to] of [['officer-1', 'BureauOfficer', 'bureau', null], ['officer-2', 'BureauOfficer', 'bureau', null], ['clerk-1', 'SchoolAdmin', 'school-1', null], ['clerk-2', 'SchoolAdmin', 'school-2', null], ['retired', 'BureauOfficer', 'bureau', '2019-06-01']] as const) this.appoint(person, post, org, to);
  }

  private appoint(person: string, post: Post, org: string, to: string | null): void {
    this.people.take({ kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment: `post-of-${person}`, person, post, org, from: '2018-09-01', to } }] }, this.people.on('2018-09-01'));
  }

  at(today: string, person = 'officer-1'): DecisionContext {
    return { ...this.about(this.objection, today, person), people: this.people.state };
  }

  fault(person: string, nomination = 'n-a') {
    return handlerFault(this.round.state, { kind: 'NOMINATION', nomination }, person, this.at('2019-06-12'));
  }

  file(): this {
    const at = this.at('2019-06-12');
    this.objection.take(decideFileObjection(this.objection.state, { round: 'r-2019', registration: 'e', about: { kind: 'NOMINATION', nomination: 'n-a' }, objectionType: 'EVIDENCE', realName: true, receivedAt: '2019-06-12T10:00', particulars: {} }, this.round.state, at), at);
    return this;
  }

  assign(handler: string, today = '2019-06-12') {
    return this.objection.take(decideAssignObjection(this.objection.state, { handler }, this.round.state, this.at(today)), this.at(today));
  }

  extend(today: string) {
    return this.objection.take(decideExtendObjection(this.objection.state, { act: act() }, this.round.state, this.at(today)), this.at(today));
  }
}

describe('who handles an objection', () => {
  test('nobody of the candidate\'s own unit; the bureau that recommended her last is not that unit', () => {
    const story = new Objected();
    expect(story.fault('clerk-1')).toMatchObject({ refusal: { rule: 'handlerOfTheUnit', inputs: { person: 'clerk-1', unit: 'school-1' } } });
    expect(story.fault('officer-1')).toBeNull();
    expect(story.fault('clerk-2')).toBeNull();
  });

  test('nobody who recommended her, and nobody without a post on that day', () => {
    const story = new Objected();
    expect(story.fault('recommender-SCHOOL')).toMatchObject({ refusal: { rule: 'separationOfDuties', inputs: { holds: 'RECOMMENDER' } } });
    expect(story.fault('retired')).toMatchObject({ refusal: { rule: 'handlerWithoutPost', inputs: { person: 'retired', day: '2019-06-12' } } });
    expect(story.file().assign('nobody')).toMatchObject({ rule: 'handlerWithoutPost' });
  });

  test('it is handed on to another, and to nobody who has it already', () => {
    const story = new Objected().file();
    expect(story.assign('officer-1')).toEqual(['ObjectionAssigned']);
    expect(story.assign('officer-1')).toMatchObject({ rule: 'assignedAlready', inputs: { objection: 'o-1', handler: 'officer-1' } });
    expect(story.assign('officer-2')).toEqual(['ObjectionAssigned']);
  });
});

describe('the term of an objection', () => {
  test('is extended once, and not after it has ended', () => {
    const story = new Objected().file();
    story.assign('officer-1');
    // Ten working days from 12 June, that day not counted.
    expect(story.objection.lastOf('ObjectionAssigned').data.due).toBe('2019-06-26');
    expect(story.extend('2019-06-27')).toMatchObject({ rule: 'termEnded', inputs: { due: '2019-06-26', today: '2019-06-27' } });
    expect(story.extend('2019-06-26')).toEqual(['ObjectionExtended']);
    expect(story.extend('2019-06-26')).toMatchObject({ rule: 'extendedAlready' });
  });

  test('runs anew where it is handed on', () => {
    const story = new Objected().file();
    story.assign('officer-1');
    story.extend('2019-06-20');
    story.assign('officer-2', '2019-06-21');
    expect(story.objection.lastOf('ObjectionAssigned').data.due).toBe('2019-07-05');
    expect(story.extend('2019-07-01')).toEqual(['ObjectionExtended']);
  });
});

/** Paper signed on the one day and entered on the other. */
const onPaper = (context: DecisionContext, enteredOn: string): DecisionContext => ({ ...context, now: `${enteredOn}T09:00`, acting: { ...context.acting, enteredBy: 'clerk-2' } });

test('what is done about an objection on paper is signed neither before it was filed nor before it was given to her', () => {
  const story = new Objected().file();
  const { state } = story.round;
  const signed = (day: string) => onPaper(story.at(day), '2019-06-18');
  expect(decideAssignObjection(story.objection.state, { handler: 'officer-1' }, state, signed('2019-06-11'))).toMatchObject({ refusal: { rule: 'signedBeforeIt', inputs: { signedOn: '2019-06-11', since: '2019-06-12' } } });
  expect(decideAssignObjection(story.objection.state, { handler: 'officer-1' }, state, signed('2019-06-12'))).toMatchObject({ kind: 'events' });
  story.assign('officer-1', '2019-06-14');
  const decision = { outcome: 'MAINTAINED' as const, effect: 'PERSON' as const, reasons: '', corrections: [], act: act() };
  for (const decide of [(day: string) => decideObjection(story.objection.state, decision, state, signed(day)), (day: string) => decideExtendObjection(story.objection.state, { act: act() }, state, signed(day))]) {
    expect(decide('2019-06-13')).toMatchObject({ refusal: { rule: 'signedBeforeIt', inputs: { since: '2019-06-14' } } });
    expect(decide('2019-06-14')).toMatchObject({ kind: 'events' });
  }
});

test('a term is held against the day of entry, whatever day stands on the paper', () => {
  const story = new Objected().file();
  const { state } = story.round;
  story.assign('officer-1');
  const decision = { outcome: 'MAINTAINED' as const, effect: 'PERSON' as const, reasons: '', corrections: [], act: act() };
  const entered = (day: string) => onPaper(story.at('2019-06-13'), day);
  expect(decideObjection(story.objection.state, decision, state, entered('2019-06-26'))).toMatchObject({ events: [{ data: { inTime: true } }] });
  expect(decideObjection(story.objection.state, decision, state, entered('2019-06-27'))).toMatchObject({ events: [{ data: { inTime: false } }] });
  expect(decideExtendObjection(story.objection.state, { act: act() }, state, entered('2019-06-27'))).toMatchObject({ refusal: { rule: 'termEnded', inputs: { today: '2019-06-27' } } });
  expect(decideExtendObjection(story.objection.state, { act: act() }, state, entered('2019-06-26'))).toMatchObject({ kind: 'events' });
});

test('nothing is done about an objection that nobody filed', () => {
  const story = new Objected();
  const unknown = { refusal: { rule: 'unknownObjection', inputs: { objection: 'o-1' } } };
  const { state } = story.objection;
  expect(story.assign('officer-1')).toMatchObject(unknown.refusal);
  expect(story.extend('2019-06-20')).toMatchObject(unknown.refusal);
  expect(decideObjection(state, { outcome: 'MAINTAINED', effect: 'PERSON', reasons: '', corrections: [], act: act() }, story.round.state, story.at('2019-06-20'))).toMatchObject(unknown);
  expect(decideAnswerObjector(state, { channel: 'LETTER', sentOn: '2019-06-20' }, story.round.state, story.at('2019-06-20'))).toMatchObject(unknown);
});
