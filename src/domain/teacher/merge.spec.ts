import fc from 'fast-check';
import { act, District } from '../../../test/domain/district';
import { decideRecordAppraisal, decideRecordTeaching } from './career';
import { decideCorrect } from './correction';
import { decideAbsorb, decideMerge, decidePart, decideUndoMerge, dossierOn, eachOnce, joinFacts, standsAs, withAbout } from './merge';
import type { Decision } from '../facts';
import type { TeacherFact } from './facts';
import { impactOf } from './impact';
import { personsBehind, teacher, type TeacherState } from './teacher';
import { decideRevoke } from './title-revocation';
import { resolve, view } from './view';

/** Two dossiers of one person: a holds a title, b is younger. */
function two() {
  const district = new District();
  district.concluded();
  district.register('x', { unit: 'school-1', subject: '科学' });
  const [a, b] = [district.teacher('a'), district.teacher('x')];
  const at = (story: typeof a, today: string) => district.about(story, today);
  /** As the handlers do: the surviving dossier takes in what stands on the other before each decision. */
  const joined = (): TeacherState => {
    joinFacts(b.state, b.state.absorbed.has('a') ? [a.state] : []);
    return b.state;
  };
  /** Once parted, a's has what was decided meanwhile about it. */
  const hers = (): TeacherState => {
    joinFacts(a.state, a.state.parted.has('x') ? [b.state] : []);
    return a.state;
  };
  const decided = (story: typeof a, decision: Decision<TeacherFact>, today: string) => story.take({ ...decision, events: withAbout(story.state, decision.events) }, at(story, today));
  const merge = (today = '2020-01-06') => {
    const asked = a.take(decideMerge(a.state, { into: b.state, reason: '重复建档', act: act() }, at(a, today)), at(a, today));
    const { id } = a.last();
    const taken = decideAbsorb(b.state, a.state, id, act());
    if (taken !== null) b.take(taken, at(b, today));
    return asked;
  };
  const undo = (today = '2020-06-01') => {
    const asked = decided(b, decideUndoMerge(joined(), { from: 'a', reason: '系两人', act: act() }, at(b, today)), today);
    const undone = b.lastOf('MergeUndone');
    a.take(decidePart(a.state, 'x', undone.data.merge, undone.id, act()), at(a, today));
    return asked;
  };
  return { district, a, b, at, joined, hers, decided, merge, undo };
}

/** A fact on one of two streams, each counting its own revisions. */
const on = (stream: string, revision: number, recordedAt: string, type: TeacherFact['type'], data: object, meta: object = {}): TeacherFact =>
  ({ id: `${stream}#${revision}`, type, version: 1, stream, revision, recordedAt, data, private: {}, meta: { effectiveOn: '2020-01-06', context: { today: '2020-01-06' }, actor: 'p', ...meta } }) as TeacherFact;

const folded = (log: readonly Parameters<typeof teacher.evolve>[1][], stream: string): TeacherState => log.reduce((state, fact) => teacher.evolve(state, fact), teacher.initial(stream));
const without = (log: ReturnType<typeof two>['a']['log']) => log.filter(({ type, data }) => !['IdentitiesMerged', 'MergeUndone'].includes(type) && !(type === 'ReviewRequired' && data.rule === 'mergeUndone'));

describe('two dossiers of one person', () => {
  test('E6 the surviving one has the titles of both, and its own place', () => {
    const { merge, joined, a } = two();
    expect(merge()).toEqual(['IdentitiesMerged']);
    expect(view(joined().facts, '2020-02-01')).toMatchObject({ unit: 'school-1', subject: '科学', titles: [{ unit: 'school-2', status: 'ACTIVE' }] });
    expect(a.state.absorbedInto).toBe('x');
    expect(joined().facts.filter(({ type }) => type === 'TeacherRegistered')).toHaveLength(1);
    // Read again, nothing comes in twice.
    const size = joined().facts.length;
    expect(joined().facts).toHaveLength(size);
  });

  test('E6 two ids name one person while the two are one, and whichever dossier is asked says so', () => {
    const { merge, undo, joined, a, b } = two();
    const named = ['b', 'a', 'x'];
    const once = () => ['x', 'a'].map((person) => eachOnce([...named, person], (one) => one, (one) => (one === 'b' ? [] : (one === person ? joined() : a.state).facts)));
    expect(once()).toEqual([named, named]);
    merge();
    expect(once()).toEqual([['b', 'a'], ['b', 'a']]);
    expect([standsAs('a', a.state.facts), standsAs('a', b.state.facts), standsAs('x', b.state.facts)]).toEqual(['x', 'x', 'x']);
    undo();
    expect([once(), standsAs('a', a.state.facts)]).toEqual([[named, named], 'a']);
  });

  describe('E6 E26 both with a title of one tier and track', () => {
    /** x is conferred a title of its own over the given days. */
    const both = ({ from = '2019-12-01', to = '2022-11-30', track = 'TEACHER' } = {}) => {
      const all = two();
      const { a, b, at } = all;
      const own = { ...a.lastOf('TitleConferred').data, title: 'second', track, nomination: 'n-x', certificate: 'c-x', term: { number: 1, from, to } };
      b.take({ kind: 'events', events: [{ type: 'TitleConferred', data: own, effectiveOn: from }] }, at(b, from));
      const reviews = () => view(all.joined().facts, '2020-03-01').reviews.map(({ rule, title, inputs, open, ended }) => ({ rule, title, inputs, open, how: ended?.how ?? null }));
      return { ...all, reviews };
    };

    test('which of them is hers, a person says; the other is voided, or goes back with its dossier', () => {
      const { a, b, merge, decided, reviews } = both();
      const first = a.lastOf('TitleConferred').data;
      merge();
      const asked = { rule: 'titleHeldTwice', title: 'second', inputs: { tier: 'RISING_STAR', track: 'TEACHER', certificate: 'c-x', other: first.certificate, from: '2019-12-01', to: '2022-11-30' }, open: true };
      expect(reviews()).toMatchObject([asked]);
      expect(b.lastOf('ReviewRequired')).toMatchObject({ stream: 'teacher-x', data: { facts: [a.lastOf('IdentitiesMerged').id, a.lastOf('TitleConferred').id] }, meta: { cause: a.lastOf('IdentitiesMerged').id } });
      expect(b.lastOf('ReviewRequired').meta.about).toBeUndefined();
      expect(decided(b, { kind: 'events', events: [{ type: 'FactVoided', data: { event: a.lastOf('TitleConferred').id, reasonCode: 'ENTERED_TWICE' } }] }, '2020-02-01')).toEqual(['FactVoided']);
      expect(reviews()).toMatchObject([{ open: false, how: 'GROUND_VOIDED' }]);
      const parted = both();
      parted.merge();
      expect(parted.undo('2020-02-01')).toEqual(['MergeUndone']);
      expect(parted.reviews()).toMatchObject([{ rule: 'titleHeldTwice', open: false, how: 'GROUND_VOIDED' }]);
    });

    test('one after the other, of two tracks, or ended by then, none is asked about', () => {
      const revoked = both();
      revoked.b.take(decideRevoke(revoked.b.state, { title: 'second', ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act('8', '2020-01-03') }, revoked.at(revoked.b, '2020-01-03')), revoked.at(revoked.b, '2020-01-03'));
      for (const one of [both({ from: '2016-07-01', to: '2019-06-30' }), both({ track: 'PRINCIPAL' }), revoked]) {
        one.merge();
        expect(one.reviews()).toEqual([]);
      }
      const meeting = both({ from: '2016-07-01', to: '2019-07-01' });
      meeting.merge();
      expect(meeting.reviews()).toMatchObject([{ inputs: { from: '2019-07-01', to: '2019-07-01' } }]);
    });
  });

  test('E6 mergers do not stack, and nobody merges her own dossier', () => {
    const { merge, a, b, at, district } = two();
    const third = district.teacher('b');
    const own = { ...at(a, '2020-01-06'), acting: { person: 'x', appointment: 'post' } };
    expect(decideMerge(a.state, { into: b.state, reason: '', act: act() }, own)).toMatchObject({ refusal: { rule: 'ownDossier' } });
    expect(decideMerge(a.state, { into: b.state, reason: '', act: act(null) }, at(a, '2020-01-06'))).toMatchObject({ refusal: { rule: 'actNumberRequired' } });
    merge();
    expect(decideMerge(a.state, { into: third.state, reason: '', act: act() }, at(a, '2020-01-06'))).toMatchObject({ refusal: { rule: 'dossierMerged', inputs: { into: 'x' } } });
    expect(decideMerge(b.state, { into: third.state, reason: '', act: act() }, at(b, '2020-01-06'))).toMatchObject({ refusal: { rule: 'mergeStacked', inputs: { other: 'a' } } });
    expect(decideMerge(third.state, { into: a.state, reason: '', act: act() }, at(third, '2020-01-06'))).toMatchObject({ refusal: { rule: 'dossierMerged' } });
    expect(decideAbsorb(a.state, third.state, 'another-merge', act())).toBeNull();
  });

  test('E6 a dossier with a nomination that still runs is not given up', () => {
    const { a, b, at } = two();
    const running: TeacherState = { ...b.state, facts: [...b.state.facts, ...a.state.facts.filter(({ type }) => type === 'Nominated')] };
    expect(decideMerge(running, { into: a.state, reason: '', act: act() }, at(b, '2020-01-06'))).toMatchObject({ refusal: { rule: 'mergeWhileRunning', inputs: { teacher: 'x' } } });
  });

  test('E6 the surviving dossier is its owner\'s under either id: she decides nothing about it and both ids\' posts end', () => {
    const { merge, joined, b, at } = two();
    merge();
    expect(personsBehind(joined())).toEqual(['x', 'a']);
    const asHerself = { ...at(b, '2020-02-01'), acting: { person: 'a', appointment: 'post' } };
    expect(decideRecordAppraisal(joined(), { year: 2018, grade: 'EXCELLENT', concludedOn: '2018-12-31' }, asHerself)).toMatchObject({ refusal: { rule: 'ownDossier' } });
  });

  test('E6 what was decided meanwhile about the other dossier goes back to it, and is looked at there by a person', async () => {
    const { merge, undo, joined, hers, decided, a, b, at } = two();
    merge();
    const [title] = view(joined().facts, '2020-02-01').titles;
    const conferral = a.lastOf('TitleConferred');
    expect(decided(b, decideCorrect(joined(), { event: conferral.id, data: { ...conferral.data, subject: '道德与法治' }, rounds: [] }, at(b, '2020-02-01')), '2020-02-01')).toContain('TitleConferred');
    expect(view(joined().facts, '2020-02-01').titles).toMatchObject([{ subject: '道德与法治' }]);
    expect(decided(b, decideRevoke(joined(), { title: title?.title ?? '', ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act() }, at(b, '2020-03-01')), '2020-03-01')).toEqual(['TitleRevoked']);
    expect(b.log.filter(({ meta }) => meta.about === 'teacher-a').map(({ type }) => type)).toEqual(['TitleConferred', 'TitleRevoked']);
    // Read anew, both streams come to what they came to step by step.
    const cold = folded(b.log, b.stream);
    joinFacts(cold, [folded(a.log, a.stream)]);
    for (const day of ['2020-02-01', '2020-03-02']) expect(view(cold.facts, day)).toEqual(view(joined().facts, day));
    expect(undo()).toEqual(['MergeUndone', 'ReviewRequired', 'ReviewRequired']);
    expect(view(hers().facts, '2020-07-01')).toMatchObject({
      titles: [{ status: 'REVOKED', subject: '道德与法治' }],
      reviews: [{ outcomeType: 'TitleConferred', inputs: { other: 'x' } }, { outcomeType: 'TitleRevoked', rule: 'mergeUndone', inputs: { other: 'x', facts: 1 }, open: true }],
    });
    expect(view(b.state.facts, '2020-07-01')).toMatchObject({ titles: [], reviews: [] });
    // Both read anew: the same, as a state, and as whoever reads the streams without one.
    const parted = folded(a.log, a.stream);
    joinFacts(parted, [folded(b.log, b.stream)]);
    expect(view(parted.facts, '2020-07-01')).toEqual(view(hers().facts, '2020-07-01'));
    const read = (stream: string): Promise<readonly TeacherFact[]> => Promise.resolve(stream === a.stream ? a.log : b.log);
    for (const [id, state] of [['a', hers()], ['x', b.state]] as const) {
      const told = await dossierOn(id, await read(`teacher-${id}`), (fact) => fact, read);
      expect(view(told, '2020-07-01')).toEqual(view(state.facts, '2020-07-01'));
    }
    expect(decideUndoMerge(b.state, { from: 'a', reason: '', act: act() }, at(b, '2020-07-01'))).toMatchObject({ refusal: { rule: 'notMerged' } });
  });

  test('E6 merged with the wrong dossier, parted, and merged with the right one: what was decided on the wrong one about hers comes along', async () => {
    const { merge, undo, joined, hers, decided, a, b, at, district } = two();
    merge();
    const [title] = view(joined().facts, '2020-02-01').titles;
    decided(b, decideRevoke(joined(), { title: title?.title ?? '', ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act() }, at(b, '2020-03-01')), '2020-03-01');
    undo();
    district.register('y', { unit: 'school-1', subject: '科学' });
    const right = district.teacher('y');
    a.take(decideMerge(hers(), { into: right.state, reason: '重复建档', act: act() }, at(a, '2020-07-01')), at(a, '2020-07-01'));
    right.take(decideAbsorb(right.state, a.state, a.last().id, act()) ?? { kind: 'events', events: [] }, at(right, '2020-07-01'));
    expect(teacher.joins?.(right.state)).toEqual(['teacher-a']);
    joinFacts(right.state, [a.state]);
    expect(teacher.joins?.(right.state)).toEqual(['teacher-a', 'teacher-x']);
    joinFacts(right.state, [a.state, b.state]);
    expect(view(right.state.facts, '2020-08-03').titles).toMatchObject([{ status: 'REVOKED' }]);
    const logs = new Map([a, b, right].map(({ stream, log }) => [stream, log]));
    const told = await dossierOn('y', right.log, (fact) => fact, (stream) => Promise.resolve(logs.get(stream) ?? []));
    expect(view(told, '2020-08-03').titles).toMatchObject([{ status: 'REVOKED' }]);
    // And once again with the first: both sides' facts, each once.
    expect(new Set(right.state.facts.map(({ id }) => id)).size).toBe(right.state.facts.length);
  });

  /** Corrects the title's subject on whichever dossier has it, and merges or parts, a step a day; what both say then, warm, read anew, and as whoever reads the streams. */
  const retold = async (steps: readonly ('CORRECT' | 'TURN')[]) => {
    const { merge, undo, joined, hers, decided, a, b, at } = two();
    const conferral = a.lastOf('TitleConferred');
    let [one, subject] = [false, conferral.data.subject];
    for (const [index, step] of steps.entries()) {
      const today = `2020-02-${String(index + 1).padStart(2, '0')}`;
      if (step === 'TURN') {
        if (one) undo(today);
        else merge(today);
        one = !one;
        continue;
      }
      subject = `科目${index}`;
      const [story, state] = one ? ([b, joined()] as const) : ([a, hers()] as const);
      expect(decided(story, decideCorrect(state, { event: conferral.id, data: { ...conferral.data, subject }, rounds: [] }, at(story, today)), today)).toContain('TitleConferred');
    }
    const [own, other, warm] = one ? [b, a, joined()] : [a, b, hers()];
    const cold = folded(own.log, own.stream);
    joinFacts(cold, [folded(other.log, other.stream)]);
    const read = (stream: string): Promise<readonly TeacherFact[]> => Promise.resolve(stream === a.stream ? a.log : b.log);
    const told = await dossierOn(one ? 'x' : 'a', own.log, (fact) => fact, read);
    return { subject, said: [warm.facts, cold.facts, told].map((facts) => view(facts, '2021-01-01').titles.map((title) => title.subject)) };
  };

  test('E6 corrected, merged, corrected there, parted and merged again: the last correction counts, wherever each was recorded', async () => {
    const { subject, said } = await retold(['CORRECT', 'TURN', 'CORRECT', 'TURN', 'TURN']);
    expect(said).toEqual([[subject], [subject], [subject]]);
  });

  test('E6 however corrections, mergers and partings follow each other, the last correction counts', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom<'CORRECT' | 'TURN'>('CORRECT', 'TURN'), { maxLength: 8 }), async (steps) => {
      const { subject, said } = await retold(steps);
      expect(said).toEqual([[subject], [subject], [subject]]);
    }), { numRuns: 25, examples: [[['TURN', 'CORRECT', 'TURN', 'CORRECT', 'TURN', 'CORRECT', 'TURN']]] });
  });

  test('E6 a correction whose recorder\'s clock was behind still rewords the first wording, whichever dossier comes first', () => {
    const appraisal = { year: 2018, grade: 'QUALIFIED', concludedOn: '2018-12-31' };
    const log = [
      on('teacher-a', 0, '2020-01-03T00:00:00.000Z', 'AppraisalRecorded', appraisal),
      on('teacher-x', 0, '2020-01-02T00:00:00.000Z', 'AppraisalRecorded', { ...appraisal, grade: 'EXCELLENT' }, { corrects: 'teacher-a#0', about: 'teacher-a' }),
      on('teacher-x', 1, '2020-01-05T00:00:00.000Z', 'FactVoided', { event: 'teacher-x#0', reasonCode: 'ENTRY_ERROR' }, { about: 'teacher-a' }),
    ];
    for (const known of [log, [...log].reverse()]) expect(resolve(known).map(({ origin }) => origin)).toEqual([]);
    const standing = log.slice(0, 2);
    for (const known of [standing, [...standing].reverse()]) expect(resolve(known)).toMatchObject([{ origin: 'teacher-a#0', fact: { data: { grade: 'EXCELLENT' } }, wordings: ['teacher-a#0', 'teacher-x#0'] }]);
  });

  test('E6 merged and parted, both views are on every day what they would be without, with what was recorded meanwhile on either stream kept there', () => {
    const entry = fc.record({ on: fc.constantFrom<'a' | 'b'>('a', 'b'), kind: fc.constantFrom('APPRAISAL', 'TEACHING'), year: fc.integer({ min: 2010, max: 2018 }) });
    fc.assert(fc.property(fc.array(entry, { maxLength: 4 }), fc.array(entry, { maxLength: 8 }), fc.array(entry, { maxLength: 4 }), fc.boolean(), (before, meanwhile, after, again) => {
      const { a, b, at, joined, merge, undo } = two();
      const record = (today: string) => ({ on, kind, year }: (typeof before)[number]): void => {
        const story = on === 'a' ? a : b;
        const state = on === 'a' ? a.state : joined();
        const context = at(story, today);
        story.take(kind === 'APPRAISAL' ? decideRecordAppraisal(state, { year, grade: 'QUALIFIED', concludedOn: `${year}-12-31` }, context) : decideRecordTeaching(state, { year, subject: '数学', stage: 'PRIMARY', periodsPerWeek: 8 }, context), context);
      };
      before.forEach(record('2019-12-30'));
      merge();
      // What settles on the absorbed stream is still told there.
      meanwhile.forEach(record('2020-03-02'));
      undo();
      if (again) {
        merge('2020-07-01');
        undo('2020-08-03');
      }
      after.forEach(record('2020-09-01'));
      for (const story of [a, b]) {
        const never = folded(without(story.log), story.stream);
        for (const day of ['2010-12-31', '2014-09-01', '2015-09-01', '2018-12-31', '2019-07-01', '2020-02-01', '2021-01-01']) expect(view(story.state.facts, day)).toEqual(view(never.facts, day));
        expect(story.state.facts.every(({ stream }) => stream === story.stream)).toBe(true);
        expect([...story.state.byId.keys()].sort()).toEqual(story.log.map(({ id }) => id).sort());
      }
    }), { numRuns: 25 });
  });

  test.each([
    ['later', '2020-01-03', true],
    ['earlier', '2020-01-01', false],
  ])('E6 a withdrawal on one of the two that was told %s than the consents takes back those on both, or none', (_when, withdrawn, spent) => {
    const consent = { round: 'r', form: 'CONSENTED' };
    const theirs = [on('teacher-a', 7, '2020-01-02T01:00:00.000Z', 'ConsentGiven', consent)];
    const given = on('teacher-x', 1, '2020-01-02T02:00:00.000Z', 'ConsentGiven', consent);
    const withdrawal = on('teacher-x', spent ? 2 : 0, `${withdrawn}T00:00:00.000Z`, 'NominationWithdrawn', { round: 'r', nomination: 'n', registration: 'w' });
    const hers = spent ? [given, withdrawal] : [withdrawal, given];
    for (const known of [[...theirs, ...hers], [...hers, ...theirs]]) expect(view(known, '2021-01-01').consents.map((one) => one.spent)).toEqual([spent, spent]);
  });

  test('E6 a withdrawal stands after what the same stream told before it, whatever the clock of its recorder said', () => {
    const log = [on('teacher-x', 0, '2020-01-02T02:00:00.000Z', 'ConsentGiven', { round: 'r', form: 'CONSENTED' }), on('teacher-a', 0, '2020-01-01T00:00:00.000Z', 'TitleExpired', { title: 'none' })];
    expect(view([...log, on('teacher-x', 1, '2020-01-02T01:00:00.000Z', 'NominationWithdrawn', { round: 'r', nomination: 'n', registration: 'w' })], '2021-01-01').consents).toMatchObject([{ spent: true }]);
  });

  test('E6 what was decided before a fact of the other dossier was changed is told so, whatever revision either has', () => {
    const training = { training: 't', topic: 'ETHICS', periods: 12, provider: 'p', completedOn: '2020-01-06', source: 's', credit: null, base: null, converted: null, late: false };
    const log = [
      on('teacher-a', 1, '2020-01-01T00:00:00.000Z', 'CompletedTraining', training),
      on('teacher-x', 9, '2020-01-02T00:00:00.000Z', 'AssessedQualified', { title: null }, { standsOn: ['teacher-a#1'] }),
      on('teacher-a', 2, '2020-01-03T00:00:00.000Z', 'FactVoided', { event: 'teacher-a#1', reasonCode: 'ENTRY_ERROR' }),
      on('teacher-x', 10, '2020-01-04T00:00:00.000Z', 'AssessedQualified', { title: null }, { standsOn: ['teacher-a#1'] }),
    ];
    expect(impactOf(log, 'teacher-a#1', '2021-01-01')?.outcomes.map(({ decided }) => decided)).toEqual(['BEFORE', 'AFTER']);
  });
});
