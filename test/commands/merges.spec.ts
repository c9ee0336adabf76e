import type { Application } from '../../src/application';
import { readHistory } from '../../src/audit/history';
import { replay } from '../../src/audit/replay';
import { appointmentsOf, people } from '../../src/domain/people';
import { teacher } from '../../src/domain/teacher/teacher';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { MemoryEventStore } from '../../src/event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { conflictsOfPanel } from '../../src/queries/conflicts';
import { Whereabouts } from '../../src/feed/whereabouts';
import type { Town } from './town';
import { act, clerk, done, OFFICER, openRound, putForward, register, send, settledTown } from './town';

describe('E6 a merger that is asked for again under its key', () => {
  it('after its undoing does nothing, whether or not the other dossier had ever taken it in', async () => {
    const town = await settledTown(1);
    const first = town.boot();
    const [a, x, y] = [await register(first, 1, 'school-1'), await register(first, 2, 'school-1'), await register(first, 3, 'school-1')];
    const merge = (app = town.boot()) => send(app, OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() }, 'merge-a');
    const stateOf = async (person: string) => (await town.boot().desk.streams.load(teacher, `teacher-${person}`)).state;
    // given: the process dies before the other dossier took it in, which is then itself merged into a third
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' ? 'crash' : undefined))) });
    await expect(merge(dying)).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: y }, { absorbed: x, reason: '重复建档', act: act() });
    expect(await merge()).toMatchObject({ kind: 'refused', refusal: { rule: 'dossierMerged', inputs: { into: y } } });
    expect((await stateOf(a)).absorbedInto).toBeNull();
    await done(town.boot(), OFFICER, 'UndoMerge', { teacher: y, absorbed: x }, { reason: '系两人', act: act() });
    // then
    const before = town.log.events.length;
    expect(await merge()).toMatchObject({ kind: 'refused', refusal: { rule: 'notMerged' } });
    expect(town.log.events).toHaveLength(before);
    expect([(await stateOf(a)).absorbedInto, [...(await stateOf(x)).absorbed.keys()]]).toEqual([null, []]);
    // and of one that was taken in, undone and is asked for again
    const again = () => send(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() }, 'merge-again');
    expect(await again()).toMatchObject({ kind: 'accepted' });
    await done(town.boot(), OFFICER, 'UndoMerge', { teacher: x, absorbed: a }, { reason: '系两人', act: act() });
    const undone = town.log.events.length;
    expect(await again()).toMatchObject({ kind: 'accepted', repeated: true });
    expect(town.log.events).toHaveLength(undone);
    expect((await stateOf(a)).absorbedInto).toBeNull();
  });
});

describe('E6 what is written of the other dossier while the two are one', () => {
  it('stays under the other person\'s key: after the parting hers to read until she is erased, and nobody else\'s erasure touches it', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const written = async (person: string) => (await town.boot().desk.streams.load(teacher, `teacher-${person}`)).state.facts.flatMap((fact) => (fact.type === 'CredentialRecorded' || fact.type === 'FactVoided' ? [fact.private] : []));
    const credential = (level: string) => ({ kind: 'PROFESSIONAL_TITLE', level, subject: null, obtainedOn: '2018-09-01', validTo: null, number: 'Z-1', issuer: '某局' });
    expect(await send(app, clerk('school-1'), 'RecordCredential', { teacher: a }, credential('TITLE_FIRST'))).toMatchObject({ kind: 'accepted' });
    const [recorded] = (await town.boot().desk.streams.load(teacher, `teacher-${a}`)).state.facts.slice(-1);
    await done(app, OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    // when her bureau puts the other dossier's paper right, and then has it void, on the one that goes on
    await done(app, OFFICER, 'CorrectFact', { teacher: x }, { event: recorded?.id, personal: { number: 'Z-2', issuer: '某市某局' }, act: act() });
    await done(app, OFFICER, 'VoidFact', { teacher: x }, { event: recorded?.id, reasonCode: 'WRONG_PERSON', reason: '系他人证书', act: act() });
    // then all of it lies under that person's key
    const parts = [{ [a]: { number: 'Z-1', issuer: '某局' } }, { [a]: { number: 'Z-2', issuer: '某市某局' } }, { [a]: { reason: '系他人证书' } }];
    expect(await written(x)).toEqual(parts);
    // and her history reads it
    const read = async (person: string) => {
      const sources = { events: new MemoryEventStore(town.log), keys: new MemoryKeyStore(town.held, () => Buffer.alloc(32)) };
      return replay(await readHistory(sources, person), '2030-01-01').entries.flatMap(({ type, personal }) => (type === 'CredentialRecorded' || type === 'FactVoided' ? [personal] : []));
    };
    const words = parts.map((part) => part[a]);
    expect(await read(x)).toEqual(words);
    const stored = town.log.events.filter(({ envelope }) => envelope.meta.about === `teacher-${a}`).map(({ envelope }) => [envelope.stream, envelope.type, Object.keys(envelope.private)]);
    expect(stored).toEqual([[`teacher-${x}`, 'CredentialRecorded', [a]], [`teacher-${x}`, 'FactVoided', [a]]]);
    await done(app, OFFICER, 'UndoMerge', { teacher: x, absorbed: a }, { reason: '系两人', act: act() });
    expect([await written(x), await written(a)]).toEqual([[], parts]);
    expect([await read(x), await read(a)]).toEqual([[], words]);
    await done(app, OFFICER, 'ErasePersonalData', { person: x }, { basis: 'CONSENT_WITHDRAWN' });
    expect(await written(a)).toEqual(parts);
    await done(app, OFFICER, 'ErasePersonalData', { person: a }, { basis: 'CONSENT_WITHDRAWN' });
    expect(await written(a)).toEqual(parts.map(() => ({ [a]: null })));
  });
});

describe('E6 a list that was cut short, while a dossier on it was merged into another', () => {
  /** A process that dies before it writes about anybody on the list; what is left is the list. */
  const dying = (town: Town) => town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'before' && point.subject.startsWith('teacher-') ? 'crash' : undefined))) });
  const facts = (town: Town, type: string) => town.log.events.filter(({ envelope }) => envelope.type === type).map(({ envelope }) => envelope);
  const outcomes = (town: Town) => facts(town, 'BatchTargetsSettled').flatMap(({ data }) => data['outcomes']);

  it('of earlier titles goes on at the dossier that stands, each title once', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const rows = [a, x].map((person, row) => ({ teacher: person, name: '市级骨干教师', level: 'CITY', conferredOn: '2015-06', number: null, programme: null, row: row + 2 }));
    await expect(send(dying(town), OFFICER, 'ImportLegacyTitles', {}, { file: 'list', rows })).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    await town.boot().reactor.rest();
    const titles = facts(town, 'LegacyTitleImported');
    expect(titles.map(({ stream, meta }) => [stream, meta.about])).toEqual([[`teacher-${x}`, undefined]]);
    expect(outcomes(town)).toEqual([0, 1].map((n) => ({ target: `${[a, x][n]}/${n}`, outcome: 'DONE', event: titles[0]?.id, rule: null })));
  });

  it('of transfers moves the one person once, by whichever of her dossiers is listed', async () => {
    const town = await settledTown(2);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    await done(app, OFFICER, 'MergeOrgs', {}, { into: 'school-2', from: ['school-1'], on: '2019-05-10', act: act() });
    await expect(send(dying(town), OFFICER, 'TransferTeachers', {}, { from: 'school-1', to: 'school-2', teachers: [a, x], on: '2019-05-10', act: act() })).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    await town.boot().reactor.rest();
    const moves = facts(town, 'Transferred');
    expect(moves.map(({ stream }) => stream)).toEqual([`teacher-${x}`]);
    expect(outcomes(town)).toEqual([a, x].map((target) => ({ target, outcome: 'DONE', event: moves[0]?.id, rule: null })));
  });

  it('of transfers, where she was moved before the merger, tells so and does not call it a refusal', async () => {
    const town = await settledTown(2);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-2')];
    const moved = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' && point.subject.startsWith('teacher-') ? 'crash' : undefined))) });
    await expect(send(moved, OFFICER, 'TransferTeachers', {}, { from: 'school-1', to: 'school-2', teachers: [a], on: '2019-05-10', act: act() })).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    await town.boot().reactor.rest();
    expect(outcomes(town)).toEqual([{ target: a, outcome: 'DONE', event: facts(town, 'Transferred')[0]?.id, rule: null }]);
    expect(facts(town, 'Transferred')).toHaveLength(1);
  });

  it('of nominations puts nobody forward by a dossier that is another one\'s now', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const round = await openRound(app, { 'school-1': 2 }, 1);
    await done(app, a, 'GiveConsent', { round }, { teacher: a });
    await expect(send(dying(town), clerk('school-1'), 'SubmitNominations', { round }, { rows: [{ teacher: a, attachments: ['申报表'] }], mode: 'ALL' })).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    await town.boot().reactor.rest();
    expect(facts(town, 'Nominated')).toEqual([]);
    expect(outcomes(town)).toEqual([{ target: a, outcome: 'DECLINED', event: null, rule: 'dossierMerged' }]);
  });
});

describe('E6 what is read of a merged dossier', () => {
  it('is on record with how far each stream was read, also where the decision stands on the round', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const [a, x] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    await done(app, OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() });
    const round = await openRound(app, { 'school-1': 1 }, 1);
    await putForward(app, round, x, 'school-1');
    const [reserved] = town.log.events.filter(({ envelope }) => envelope.type === 'SeatReserved');
    expect(reserved?.envelope.meta.context.streams).toMatchObject({ [`teacher-${x}`]: expect.any(Number), [`teacher-${a}`]: expect.any(Number) });
  });
});

describe('E6 what is about a dossier that was given up', () => {
  it('is told to who oversees where the one that stands for it is, and no longer once the two are parted', async () => {
    const town = await settledTown(2);
    const app = town.boot();
    const [given, stands] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-2')];
    const placeOf = (subject: string) => new Whereabouts(app.desk.streams, app.desk.ports.store, town.clock).of({ stream: `teacher-${subject}`, units: [], subject, tree: -1, everybodys: false });
    expect(await placeOf(given)).toBe('school-1');
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act: act() });
    expect([await placeOf(given), await placeOf(stands)]).toEqual(['school-2', 'school-2']);
    await done(app, OFFICER, 'UndoMerge', { teacher: stands, absorbed: given }, { reason: '系两人', act: act() });
    expect(await placeOf(given)).toBe('school-1');
  });
});

describe('E6 what names a person by an id that was given up', () => {
  const WEIHAI = { programme: 'weihai-edz-2017' };
  const studio = (host: string, members: readonly string[]) => ({ studio: 's-1', kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '工作室', en: 'Studio' }, org: 'school-1', host, members, from: '2019-05-10' });
  const merged = async () => {
    const app = (await settledTown(1)).boot();
    const [given, survivor, other] = [await register(app, 34, 'school-1'), await register(app, 45, 'school-1'), await register(app, 56, 'school-1')];
    return { app, given, survivor, other, merge: () => done(app, OFFICER, 'MergeDossiers', { teacher: survivor }, { absorbed: given, reason: '重复建档', act: act() }) };
  };

  it('takes her into no studio, pair or team: she would be there twice', async () => {
    const { app, given, survivor, other, merge } = await merged();
    await merge();
    const tried = [
      await send(app, OFFICER, 'OpenStudio', WEIHAI, studio(given, [])),
      await send(app, OFFICER, 'OpenStudio', WEIHAI, studio(other, [given])),
      await send(app, OFFICER, 'PairMentor', WEIHAI, { pair: 'p-1', purpose: 'SUPPORT', mentor: given, mentee: survivor, from: '2019-05-10' }),
      await send(app, OFFICER, 'PairMentor', WEIHAI, { pair: 'p-1', purpose: 'SUPPORT', mentor: other, mentee: given, from: '2019-05-10' }),
      await send(app, clerk('school-1'), 'RegisterTeam', {}, { names: { zh: '语文团队', en: 'Chinese Team' }, unit: 'school-1', stage: 'PRIMARY', subject: '语文', leader: other, members: [{ person: given, role: 'MEMBER' }], effectiveOn: '2018-09-01' }),
    ];
    for (const one of tried) expect(one).toMatchObject({ kind: 'refused', refusal: { rule: 'dossierMerged', inputs: { teacher: given, into: survivor } } });
    expect(await send(app, OFFICER, 'OpenStudio', WEIHAI, studio(survivor, [other]))).toMatchObject({ kind: 'accepted' });
  });

  it('E40 is looked up in the dossier that goes on: a studio whose host retires by it takes nobody in, and goes on when the two are parted', async () => {
    const { app, given, survivor, other, merge } = await merged();
    await done(app, OFFICER, 'OpenStudio', WEIHAI, studio(given, []));
    await merge();
    await done(app, clerk('school-1'), 'RecordRetirement', { teacher: survivor }, { on: '2019-05-10' });
    const join = () => send(app, OFFICER, 'JoinStudio', { ...WEIHAI, studio: 's-1' }, { member: other, on: '2019-05-10' });
    expect(await join()).toMatchObject({ kind: 'refused', refusal: { rule: 'studioHostLost' } });
    await done(app, OFFICER, 'UndoMerge', { teacher: survivor, absorbed: given }, { reason: '系两人', act: act() });
    expect(await join()).toMatchObject({ kind: 'accepted' });
  });
});

describe('E6 E41 an expert whose dossier was merged into another', () => {
  const EXPERTS = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
  const OWN = { kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { role: 'SCORER', holds: 'CANDIDATE' } } };
  const sheet = (teacher: string) => ({ teacher, components: { LESSON: 99, DESIGN: 99, PORTFOLIO: 99 } });

  /** `given` has the post of an expert; `survivor` is recommended. */
  async function closedRound() {
    const town = await settledTown(1);
    const app = town.boot();
    const [given, survivor, other] = [await register(app, 34, 'school-1'), await register(app, 45, 'school-1'), await register(app, 56, 'school-1')];
    await done(app, OFFICER, 'RecordAppointment', {}, { person: given, post: 'Expert', org: 'edz', from: '2018-01-01', to: null });
    const round = await openRound(app, { 'school-1': 2 }, 1);
    for (const teacher of [survivor, other]) await putForward(app, round, teacher, 'school-1');
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    const merge = () => done(app, OFFICER, 'MergeDossiers', { teacher: survivor }, { absorbed: given, reason: '重复建档', act: act() });
    return { app, given, survivor, other, round, merge };
  }

  it('comes onto no panel of a round that she stands in under the other id', async () => {
    const { app, given, survivor, other, round, merge } = await closedRound();
    await merge();
    const form = (experts: readonly string[], candidates: readonly string[]) => send(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates });
    expect(await form([given, ...EXPERTS], [survivor])).toMatchObject(OWN);
    expect(await form([given, ...EXPERTS], [other])).toMatchObject(OWN);
    expect(await form(EXPERTS, [survivor, other])).toMatchObject({ kind: 'accepted' });
    expect(await send(app, OFFICER, 'ExtendPanel', { round, panel: 1 }, { experts: [given] })).toMatchObject(OWN);
  });

  it('has one seat on a panel, whichever of her ids are named', async () => {
    const { app, given, survivor, round } = await closedRound();
    const second = await register(app, 67, 'school-1');
    await done(app, OFFICER, 'MergeDossiers', { teacher: second }, { absorbed: given, reason: '重复建档', act: act() });
    expect(await send(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: [second, given, ...EXPERTS], candidates: [survivor] })).toMatchObject({ kind: 'refused', refusal: { rule: 'namedTwice' } });
  });

  it('scores nobody from a merger during the round on, on paper neither, and the panel closes on nothing that she scored before', async () => {
    const { app, given, survivor, other, round, merge } = await closedRound();
    const panel = { round, panel: 1 };
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: [given, ...EXPERTS], candidates: [survivor, other] });
    for (const expert of [given, ...EXPERTS]) await done(app, expert, 'SubmitScore', panel, sheet(survivor));
    for (const expert of EXPERTS) await done(app, expert, 'SubmitScore', panel, sheet(other));
    await merge();
    expect(await send(app, given, 'SubmitScore', panel, sheet(other))).toMatchObject(OWN);
    expect(await send(app, OFFICER, 'EnterMarks', panel, { ...sheet(other), expert: given })).toMatchObject(OWN);
    expect(await send(app, OFFICER, 'ClosePanel', panel, {})).toMatchObject(OWN);
    for (const teacher of [survivor, other]) await done(app, OFFICER, 'RecuseReviewer', panel, { expert: given, teacher, ground: 'DECLARED' });
    expect(await send(app, OFFICER, 'ClosePanel', panel, {})).toMatchObject({ kind: 'accepted' });
  });

  it('has worked where either of her dossiers says, and whoever is tied to either of her ids is tied to her, as long as the two are one', async () => {
    const town = await settledTown(4);
    const app = town.boot();
    const [given, stands, ofTwo, ofThree, tied] = [await register(app, 34, 'school-1'), await register(app, 45, 'school-2'), await register(app, 56, 'school-2'), await register(app, 67, 'school-3'), await register(app, 78, 'school-4')];
    await done(app, OFFICER, 'RecordAppointment', {}, { person: given, post: 'Expert', org: 'edz', from: '2018-01-01', to: null });
    await done(app, OFFICER, 'TransferTeacher', { teacher: stands }, { to: 'school-3', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-02-01' });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: stands, post: 'PartyOrg', org: 'school-4', from: '2018-01-01', to: null });
    await done(app, OFFICER, 'RecordRelation', {}, { kind: 'COAUTHOR', a: stands, b: tied, from: '2018-09-01', to: null });
    const round = await openRound(app, { 'school-2': 1, 'school-3': 1, 'school-4': 1 }, 1);
    for (const [teacher, unit] of [[ofTwo, 'school-2'], [ofThree, 'school-3'], [tied, 'school-4']] as const) await putForward(app, round, teacher, unit);
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: [given, ...EXPERTS], candidates: [ofTwo, ofThree, tied] });
    const met = async () => ((await conflictsOfPanel(app.desk, app.desk.ports.store, round, 1, '2019-06-03'))?.conflicts ?? []).map(({ expert, teacher, kind }) => [expert, teacher, kind]).sort();
    expect(await met()).toEqual([]);
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act: act() });
    expect(await met()).toEqual([[given, ofTwo, 'SAME_UNIT'], [given, ofThree, 'SAME_UNIT'], [given, tied, 'COAUTHOR'], [given, tied, 'SAME_UNIT']].sort());
    await done(app, OFFICER, 'UndoMerge', { teacher: stands, absorbed: given }, { reason: '系两人', act: act() });
    expect(await met()).toEqual([]);
  });

  it('is met by candidates under the ids that they gave up; where a dossier placed her ends with its being given up', async () => {
    const town = await settledTown(3);
    const app = town.boot();
    const [expert, given, stands, late] = [await register(app, 34, 'school-1'), await register(app, 45, 'school-1'), await register(app, 56, 'school-2'), await register(app, 67, 'school-2')];
    await done(app, OFFICER, 'RecordAppointment', {}, { person: expert, post: 'Expert', org: 'edz', from: '2018-01-01', to: null });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'expert-5', post: 'ResearchCentre', org: 'school-3', from: '2019-05-20', to: null });
    await done(app, OFFICER, 'RecordRelation', {}, { kind: 'MENTOR', a: 'expert-1', b: given, from: '2018-09-01', to: null });
    await done(app, OFFICER, 'TransferTeacher', { teacher: given }, { to: 'school-3', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-05-01' });
    const round = await openRound(app, { 'school-2': 2 }, 1);
    for (const teacher of [stands, late]) await putForward(app, round, teacher, 'school-2');
    await done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act: act() });
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: [expert, ...EXPERTS], candidates: [stands, late] });
    const { conflicts } = (await conflictsOfPanel(app.desk, app.desk.ports.store, round, 1, '2019-06-03')) ?? { conflicts: [] };
    // Since 10 May she is at school 2 alone, so whoever came to school 3 on the 20th never met her there.
    expect(conflicts.map(({ expert: who, teacher, kind }) => [who, teacher, kind]).sort()).toEqual([[expert, stands, 'SAME_UNIT'], ['expert-1', stands, 'MENTOR']].sort());
  });
});

describe('E6 an officer who has a second id since two dossiers were merged', () => {
  /** `given` is an officer of the bureau and has a dossier; `stands` is recommended. */
  async function oneRound() {
    const town = await settledTown(1);
    const app = town.boot();
    const [given, stands, other] = [await register(app, 34, 'school-1'), await register(app, 45, 'school-1'), await register(app, 56, 'school-1')];
    await done(app, OFFICER, 'RecordAppointment', {}, { person: given, post: 'BureauOfficer', org: 'edz', from: '2018-01-01', to: null });
    const round = await openRound(app, { 'school-1': 2 }, 1);
    for (const teacher of [stands, other]) await putForward(app, round, teacher, 'school-1');
    const merge = () => done(app, OFFICER, 'MergeDossiers', { teacher: stands }, { absorbed: given, reason: '重复建档', act: act() });
    const part = () => done(app, OFFICER, 'UndoMerge', { teacher: stands, absorbed: given }, { reason: '系两人', act: act() });
    return { town, app, given, stands, other, round, merge, part };
  }

  it('moves no round on in which she is put forward under the other, by herself or for another, until the two are parted', async () => {
    const { town, app, given, stands, round, merge, part } = await oneRound();
    await done(app, given, 'RecordDelegation', {}, { appointment: await postOf(app, given), delegate: 'deputy-1', matters: ['CloseNominations'], from: '2019-05-10', to: '2019-12-31' });
    town.clock.set('2019-06-03');
    await merge();
    for (const officer of [given, 'deputy-1']) expect(await send(app, officer, 'CloseNominations', { round }, {})).toMatchObject({ kind: 'refused', refusal: { rule: 'separationOfDuties', inputs: { person: stands, role: 'OFFICER', holds: 'CANDIDATE' } } });
    await part();
    expect(await send(app, given, 'CloseNominations', { round }, {})).toMatchObject({ kind: 'accepted' });
  });

  it('decides nothing about herself under the other, nor of what names her by it; what she decides about others stands under the id that she acted with', async () => {
    const { town, app, given, stands, other, merge } = await oneRound();
    const guiding = (mentee: string, pair: string) => send(app, given, 'PairMentor', { programme: 'weihai-edz-2017' }, { pair, purpose: 'SUPPORT', mentor: stands, mentee, from: '2019-05-10' });
    await merge();
    expect(await send(app, given, 'RecordSanction', { teacher: stands }, { kind: 'OTHER_MEASURE', scopes: ['ALL'], from: '2019-05-10', to: '2019-06-10', releaseBy: 'AUTOMATIC', barMonths: 0, measure: '提醒', basis: '规定', reason: '其他', act: act() })).toMatchObject({ kind: 'refused', refusal: { rule: 'ownDossier' } });
    expect(await guiding(other, 'p-1')).toMatchObject({ kind: 'refused', refusal: { rule: 'ownDossier', inputs: { person: stands } } });
    await done(app, given, 'ChangeSubject', { teacher: other }, { on: '2019-05-10', subject: '数学' });
    const changed = town.log.events.at(-1)?.envelope;
    expect(changed?.meta.actor).toBe(given);
    // How far it was read who she is, is on record.
    expect(changed?.meta.context.streams).toMatchObject({ [`teacher-${given}`]: expect.any(Number), [`teacher-${stands}`]: expect.any(Number) });
  });
});

async function postOf(app: Application, person: string): Promise<string> {
  const { state } = await app.desk.streams.load(people, 'people');
  return appointmentsOf(state, person)[0]?.appointment ?? '';
}
