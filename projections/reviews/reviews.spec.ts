import { teacherStream } from '../../src/commands/desk';
import type { TeacherFact } from '../../src/domain/teacher/facts';
import { dossierOn } from '../../src/domain/teacher/merge';
import { view } from '../../src/domain/teacher/view';
import { describeProjection, foldBatches, logOf, type Folded, type GivenEvent } from '../../test/projector/given';
import { Random } from '../../test/projector/random';
import { REVIEW_ROWS, reviews, type ReviewRow } from './reviews';

const DAYS = ['2020-01-01', '2020-07-01', '2021-01-01', '2021-07-01', '2022-01-01'];
const review = (outcome: string, more: { readonly outcomeType?: string; readonly title?: string | null } = {}) => ({ outcome, outcomeType: 'TitleConferred', title: null, rule: 'bornOnOrAfter', clause: 'Z8', facts: ['e2'], inputs: {}, ...more });
const revoked = (title: string) => ({ title, programme: 'p', tier: 'STAR', ground: 'ETHICS', authority: 'b1', certificateRecovered: true });
const conferred = (title: string) => ({ title, programme: 'p', tier: 'STAR', track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', nomination: `n-${title}`, reservation: 'x', batch: 'b', certificate: title, term: { number: 1, from: '2019-06-01', to: null } });
const admitted = (nomination: string) => ({ nomination, programme: 'p', tier: 'STAR', track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', reservation: 'x', batch: 'b', cohort: 'c', from: '2020-01-01', to: null });
const nominated = (nomination: string) => ({ nomination, programme: 'p', tier: 'STAR', track: 'TEAM', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', verdicts: [], attachments: [], path: [] });
const lapsed = (registration: string, nomination: string) => ({ registration, nomination, round: 'r', overdue: 'NOT_RECOMMENDED' });
const found = ({ bodies }: Folded) => bodies(REVIEW_ROWS).map(({ review: id, holder, endedOn }) => [id, holder, endedOn]).sort();
const OPEN = '9999-12-31';

/** Lives of four teachers and a team in which outcomes are put in doubt and every way there is ends that, or comes to nothing. */
function history(random: Random): readonly GivenEvent[] {
  const team: readonly GivenEvent[] = [{ type: 'TeamRegistered', stream: 'team-g', id: 'team', on: '2019-01-01', data: { names: { zh: '团队', en: 'Team' }, unit: 'u1', leader: 't0', members: [{ person: 't0', role: 'LEADER' }], stage: 'PRIMARY', subject: '语文' } }];
  const events: GivenEvent[] = [...team];
  const of = (stream: string, types: readonly string[]) => events.filter((event) => types.includes(event.type) && (event.stream === stream || event.meta?.about === stream));
  let merged: { readonly from: string; readonly into: string } | null = null;
  for (let n = 0; n < 45; n += 1) {
    const teacher = `t${random.below(4)}`;
    const about = random.chance(0.25) ? 'team-g' : `teacher-${teacher}`;
    // What is about a dossier that was merged into another is recorded there.
    const stream: string = merged !== null && about === `teacher-${merged.from}` ? `teacher-${merged.into}` : about;
    const one = { stream, id: `e${n}`, on: random.pick(DAYS), ...(stream === about ? {} : { meta: { about } }) };
    const outcomes = of(about, ['TitleConferred', 'TitleRevoked', 'AdmittedToPool', 'Nominated']);
    const outcome = outcomes.length === 0 ? undefined : random.pick(outcomes);
    const raised = of(about, ['ReviewRequired']);
    const title = `ti-${about}-${random.below(2)}`;
    const nomination = `n-${about}-${random.below(2)}`;
    const turn = random.below(16);
    if (turn < 2) events.push({ ...one, type: 'TitleConferred', data: conferred(title) });
    else if (turn < 3) events.push({ ...one, type: about === 'team-g' ? 'Nominated' : 'AdmittedToPool', data: about === 'team-g' ? nominated(nomination) : admitted(nomination) });
    else if (turn < 7 && outcome !== undefined) events.push({ ...one, type: 'ReviewRequired', data: review(outcome.id ?? '', { outcomeType: outcome.type, title: 'title' in outcome.data ? String(outcome.data['title']) : null }) });
    else if (turn < 8 && raised.length > 0) events.push({ ...one, type: 'ReviewConcluded', data: { review: random.pick(raised).id ?? '', outcome: 'x', outcomeType: 'TitleConferred', title: null, conclusion: 'STANDS' } });
    else if (turn < 9) events.push({ ...one, type: 'TitleRevoked', data: revoked(title) });
    else if (turn < 10 && about !== 'team-g') events.push({ ...one, type: 'LeftPool', data: { programme: 'p', tier: 'STAR', nomination, round: 'r', decision: 'x' } });
    else if (turn < 11 && about === 'team-g') events.push(random.chance(0.5) ? { ...one, type: 'ReturnLapsed', data: lapsed(`reg-${random.below(2)}`, nomination) } : { ...one, type: 'NominationCompleted', data: { registration: `reg-${random.below(2)}`, nomination, round: 'r', verdicts: [], attachments: [] } });
    else if (turn < 13) {
      const voidable = of(about, ['TitleConferred', 'TitleRevoked', 'ReviewConcluded', 'AdmittedToPool', 'LeftPool', 'Nominated']);
      const fact = voidable.length === 0 ? undefined : random.pick(voidable);
      if (fact !== undefined && random.chance(0.6)) events.push({ ...one, type: 'FactVoided', data: { event: fact.id ?? '', reasonCode: 'WRONG_PERSON' } });
      else if (fact?.type === 'TitleRevoked') events.push({ ...one, type: 'TitleRevoked', data: fact.data, meta: { ...one.meta, corrects: fact.id ?? '' } });
    } else if (turn < 14) {
      const revocations = of(about, ['TitleRevoked']);
      const lost = revocations.length === 0 ? undefined : random.pick(revocations);
      if (lost !== undefined) events.push({ ...one, type: 'RevocationOverturned', data: { title: lost.data['title'] ?? '', programme: 'p', tier: 'STAR', revocation: lost.id ?? '' } });
    } else if (merged === null && about !== 'team-g' && random.chance(0.5)) {
      const into = `t${(Number(teacher.slice(1)) + 1) % 4}`;
      merged = { from: teacher, into };
      for (const side of [teacher, into]) events.push({ type: 'IdentitiesMerged', stream: `teacher-${side}`, id: `e${n}-${side}`, on: one.on, data: merged });
    } else if (merged !== null && random.chance(0.5)) {
      for (const side of [merged.into, merged.from]) events.push({ type: 'MergeUndone', stream: `teacher-${side}`, id: `e${n}-${side}`, on: one.on, data: { ...merged, merge: 'm' } });
      merged = null;
    }
  }
  return events;
}

/** Every fact that is a dossier's now, as the domain reads it from the log. */
async function lifeOf(log: ReturnType<typeof logOf>, stream: string): Promise<readonly TeacherFact[]> {
  const on = (name: string) => log.flatMap(({ envelope }) => (envelope.stream === name ? [JSON.parse(JSON.stringify(envelope)) as TeacherFact] : []));
  const own = on(stream);
  if (!stream.startsWith('teacher-')) return own;
  const id = stream.slice('teacher-'.length);
  if (own.some(({ type }) => type === 'IdentitiesMerged' || type === 'MergeUndone') && own.findLast((fact) => (fact.type === 'IdentitiesMerged' || fact.type === 'MergeUndone') && fact.data.from === id)?.type === 'IdentitiesMerged') return [];
  return dossierOn(id, own, (fact) => fact, (name) => Promise.resolve(on(name)));
}

describe('reviews', () => {
  it('whatever happens, a review that is open on a day is among those sought as open, and few that are not', async () => {
    let [open, ended, endedAndSought] = [0, 0, 0];
    for (let seed = 1; seed <= 60; seed += 1) {
      const log = logOf(history(new Random(seed)));
      const folded = await foldBatches([reviews], [log]);
      const rows = folded.bodies(REVIEW_ROWS) as readonly ReviewRow[];
      for (const stream of [...['t0', 't1', 't2', 't3'].map(teacherStream), 'team-g']) {
        const life = await lifeOf(log, stream);
        const its = rows.filter((row) => row.stream === stream);
        expect({ seed, rows: its.map((row) => row.review).sort() }).toEqual({ seed, rows: life.filter(({ type }) => type === 'ReviewRequired').map(({ id }) => id).sort() });
        for (const asOf of DAYS) {
          const candidates = new Set(its.filter((row) => row.on <= asOf && row.endedOn > asOf).map((row) => row.review));
          const told = view(life, asOf).reviews;
          const missed = told.filter((one) => one.open && !candidates.has(one.event));
          if (missed.length > 0) throw new Error(`seed ${seed}, ${stream}, ${asOf}: ${JSON.stringify(missed)} is open and not sought`);
          open += told.filter((one) => one.open).length;
          ended += told.filter((one) => one.ended !== null).length;
          endedAndSought += told.filter((one) => one.ended !== null && candidates.has(one.event)).length;
        }
      }
    }
    // Sought in vain is what a void came before, or a paper that had come in time made good later.
    expect({ open: open > 500, ended: ended > 500, soughtInVain: endedAndSought > ended / 5 }).toEqual({ open: true, ended: true, soughtInVain: false });
  });

  describeProjection([reviews], [
    {
      name: 'one row for each outcome in doubt, in the order of the log, and none for what else happens',
      given: [
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'first', data: review('e1') },
        { type: 'TitleRevoked', stream: 'teacher-t2', on: '2023-06-01', data: revoked('ti') },
        { type: 'ReviewRequired', stream: 'team-g1', on: '2023-04-01', id: 'second', data: review('e1') },
      ],
      then: ({ body, bodies }) => {
        expect(bodies(REVIEW_ROWS)).toHaveLength(2);
        expect(body(REVIEW_ROWS, 't1/first')).toEqual({ review: 'first', position: '0000000000000001', holder: 't1', stream: 'teacher-t1', on: '2023-05-01', clause: 'Z8', endedOn: OPEN });
        expect(body(REVIEW_ROWS, 'g1/second')).toMatchObject({ holder: 'g1', stream: 'team-g1', on: '2023-04-01' });
      },
    },
    {
      name: 'ended from the day of the conclusion, of the revocation, of leaving, or since it was raised where the outcome is voided',
      given: [
        { type: 'AdmittedToPool', stream: 'teacher-t1', on: '2020-01-01', id: 'in', data: admitted('n1') },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'a', data: review('e1') },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'b', data: review('e2', { title: 'ti' }) },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'c', data: review('e3') },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'd', data: review('in', { outcomeType: 'AdmittedToPool' }) },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'e', data: review('e5') },
        { type: 'ReviewConcluded', stream: 'teacher-t1', on: '2023-06-01', data: { review: 'a', outcome: 'e1', outcomeType: 'TitleConferred', title: null, conclusion: 'STANDS' } },
        { type: 'TitleRevoked', stream: 'teacher-t1', on: '2023-07-01', data: revoked('ti') },
        { type: 'FactVoided', stream: 'teacher-t1', on: '2023-08-01', data: { event: 'e3', reasonCode: 'WRONG_PERSON' } },
        { type: 'LeftPool', stream: 'teacher-t1', on: '2023-09-01', data: { programme: 'p', tier: 'STAR', nomination: 'n1', round: 'r', decision: 'x' } },
      ],
      then: (folded) => expect(found(folded)).toEqual([['a', 't1', '2023-06-01'], ['b', 't1', '2023-07-01'], ['c', 't1', '2023-05-01'], ['d', 't1', '2023-09-01'], ['e', 't1', OPEN]]),
    },
    {
      name: 'an end that never happened ends nothing',
      given: [
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'a', data: review('e1', { title: 'ti' }) },
        { type: 'TitleRevoked', stream: 'teacher-t1', on: '2023-07-01', id: 'mistake', data: revoked('ti') },
        { type: 'FactVoided', stream: 'teacher-t1', on: '2023-08-01', data: { event: 'mistake', reasonCode: 'WRONG_PERSON' } },
      ],
      then: (folded) => expect(found(folded)).toEqual([['a', 't1', OPEN]]),
    },
    {
      name: 'a team’s ends with the nomination that it is about, unless the paper had come in time after all',
      given: [
        { type: 'TeamRegistered', stream: 'team-g1', on: '2022-01-01', data: { names: { zh: '团队', en: 'Team' }, unit: 'u1', leader: 't0', members: [] } },
        ...['n1', 'n2'].flatMap((nomination): GivenEvent[] => [
          { type: 'Nominated', stream: 'team-g1', on: '2023-01-01', id: nomination, data: nominated(nomination) },
          { type: 'ReviewRequired', stream: 'team-g1', on: '2023-05-01', id: `of-${nomination}`, data: review(nomination, { outcomeType: 'Nominated' }) },
          { type: 'ReturnLapsed', stream: 'team-g1', on: '2023-06-01', data: lapsed(`reg-${nomination}`, nomination) },
        ]),
        { type: 'NominationCompleted', stream: 'team-g1', on: '2023-06-05', data: { registration: 'reg-n2', nomination: 'n2', round: 'r', verdicts: [], attachments: [] } },
        { type: 'Nominated', stream: 'teacher-t1', on: '2023-01-01', data: nominated('n3') },
      ],
      then: (folded) => {
        expect(found(folded)).toEqual([['of-n1', 'g1', '2023-06-01'], ['of-n2', 'g1', OPEN]]);
        expect(folded.body('reviews_v4', 't1')).toBeUndefined();
      },
    },
    {
      name: 'E6 a review goes with its dossier and is ended there; parted, it is back with its ending',
      given: [
        { type: 'ReviewRequired', stream: 'teacher-a', on: '2023-05-01', id: 'hers', data: review('e1') },
        { type: 'ReviewRequired', stream: 'teacher-a', on: '2023-05-01', id: 'later', data: review('e2') },
        { type: 'IdentitiesMerged', stream: 'teacher-a', on: '2023-06-01', data: { from: 'a', into: 'b' } },
        { type: 'IdentitiesMerged', stream: 'teacher-b', on: '2023-06-01', data: { from: 'a', into: 'b' } },
        { type: 'ReviewConcluded', stream: 'teacher-b', on: '2023-07-01', data: { review: 'hers', outcome: 'e1', outcomeType: 'TitleConferred', title: null, conclusion: 'STANDS' }, meta: { about: 'teacher-a' } },
      ],
      then: (folded) => expect(found(folded)).toEqual([['hers', 'b', '2023-07-01'], ['later', 'b', OPEN]]),
    },
    {
      name: 'E6 the same, parted',
      given: [
        { type: 'ReviewRequired', stream: 'teacher-a', on: '2023-05-01', id: 'hers', data: review('e1') },
        { type: 'IdentitiesMerged', stream: 'teacher-a', on: '2023-06-01', data: { from: 'a', into: 'b' } },
        { type: 'IdentitiesMerged', stream: 'teacher-b', on: '2023-06-01', data: { from: 'a', into: 'b' } },
        { type: 'ReviewConcluded', stream: 'teacher-b', on: '2023-07-01', data: { review: 'hers', outcome: 'e1', outcomeType: 'TitleConferred', title: null, conclusion: 'STANDS' }, meta: { about: 'teacher-a' } },
        { type: 'MergeUndone', stream: 'teacher-b', on: '2023-08-01', data: { from: 'a', into: 'b', merge: 'm' } },
        { type: 'MergeUndone', stream: 'teacher-a', on: '2023-08-01', data: { from: 'a', into: 'b', merge: 'm' } },
      ],
      then: (folded) => expect(found(folded)).toEqual([['hers', 'a', '2023-07-01']]),
    },
  ]);
});
