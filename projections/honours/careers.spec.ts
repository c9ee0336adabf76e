import { countNew, type PeopleMetric } from '../../src/domain/targets/honours';
import { foldBatches, logOf, type Folded, type GivenEvent } from '../../test/projector/given';
import { Random } from '../../test/projector/random';
import { careers, honoursOfCareer, type Career } from './careers';
import { HONOURS, honours, honoursAsOf, type HonoursDocument } from './honours';

const METRICS: readonly PeopleMetric[] = [
  { of: 'TITLES', tiers: ['STAR'] },
  { of: 'TITLES', tiers: ['STAR', 'MASTER'], earlier: ['名师'] },
  { of: 'LEGACY', names: ['名师'] },
  { of: 'RECOGNITIONS', kinds: ['GRADE', 'MODEL'] },
];
const DAYS = ['2018-01-01', '2019-06-01', '2020-06-01', '2021-06-01', '2022-06-01', '2023-06-01'];
const conferred = (title: string, programme: string, tier: string) => ({ title, programme, tier, track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', nomination: `n-${title}`, reservation: 'x', batch: 'b', certificate: title, term: { number: 1, from: '2019-06-01', to: null } });
const listed = (name: string, conferredOn: string) => ({ name, level: 'CITY', conferredOn, number: null, programme: null, file: 'f', row: 2, verified: false });
const recognised = (programme: string, kind: string, number: string) => ({ programme, kind, level: 'PROVINCE', body: '省', number, evidence: { name: '名单', file: null } });

/** Few people, days and kinds, so that many share a career and many lose one: rounds, lists, recognitions, revocations, corrections, mergers. */
function history(random: Random): readonly GivenEvent[] {
  const events: GivenEvent[] = [];
  const titles: { teacher: string; title: string; programme: string; tier: string; revocation?: string }[] = [];
  for (let n = 0; n < 40; n += 1) {
    const teacher = `t${random.below(7)}`;
    const [stream, id, on] = [`teacher-${teacher}`, `e${n}`, random.pick(DAYS)];
    const before = events.length === 0 ? undefined : random.pick(events);
    const [programme, tier] = [random.pick(['p', 'q']), random.pick(['STAR', 'MASTER'])];
    const turn = random.below(12);
    const held = titles.find((one) => one.teacher === teacher);
    if (turn < 4) {
      titles.push({ teacher, title: `ti-${n}`, programme, tier });
      events.push({ type: 'TitleConferred', stream, id, on, data: conferred(`ti-${n}`, programme, tier) });
    } else if (turn < 6) events.push({ type: 'LegacyTitleImported', stream, id, on: '2015-01-01', data: listed(random.pick(['名师', '新秀']), random.pick(['2015', '2016-05'])) });
    else if (turn < 7) events.push({ type: 'ExternalRecognitionRecorded', stream, id, on, data: recognised(programme, random.pick(['GRADE', 'MODEL', 'OTHER']), `${n}`) });
    else if (turn < 8 && held !== undefined) {
      held.revocation = id;
      events.push({ type: 'TitleRevoked', stream, id, on, data: { title: held.title, programme: held.programme, tier: held.tier, ground: 'G', authority: 'b1', certificateRecovered: false } });
    } else if (turn < 9 && held?.revocation !== undefined) events.push({ type: 'RevocationOverturned', stream, id, on, data: { title: held.title, programme: held.programme, tier: held.tier, revocation: held.revocation } });
    else if (turn < 10 && before !== undefined && before.type !== 'FactVoided') events.push({ type: 'FactVoided', stream: before.stream, id, on, data: { event: before.id ?? '', reasonCode: 'ENTERED_IN_ERROR' } });
    else if (turn < 11 && before !== undefined && (before.type === 'TitleConferred' || before.type === 'LegacyTitleImported')) events.push({ ...before, id, on: random.pick(DAYS), meta: { corrects: before.id ?? '' } });
    else if (random.chance(0.4)) events.push({ type: random.chance(0.7) ? 'IdentitiesMerged' : 'MergeUndone', stream, id, on, data: { from: teacher, into: `t${random.below(7)}`, merge: 'm' } });
  }
  return events;
}

function honoursIn(folded: Folded, of: PeopleMetric['of'], programme: string, asOf: string) {
  const had = folded.all().filter(({ collection, gone }) => collection.startsWith(careers.name) && gone !== true).map(({ id, body }) => ({ id, body: body as Career }));
  return had.filter(({ body }) => body.of === of && body.programme === (of === 'LEGACY' ? null : programme)).flatMap(({ id, body }) => honoursOfCareer(id, body, asOf));
}

describe('careers', () => {
  it('E52 whatever is asked as of whatever day, they count as everybody’s honours do one by one', async () => {
    let counted = 0;
    for (let seed = 1; seed <= 25; seed += 1) {
      const folded = await foldBatches([honours], [logOf(history(new Random(seed)))]);
      for (const asOf of DAYS) {
        const oneByOne = (folded.bodies(HONOURS) as readonly HonoursDocument[]).flatMap((document) => honoursAsOf(document, asOf, null));
        for (const metric of METRICS) {
          for (const programme of ['p', 'q']) {
            const together = honoursIn(folded, metric.of, programme, asOf);
            for (const from of [null, '2019-01-01', '2021-06-01']) {
              for (const to of [asOf, '2020-12-31']) {
                const expected = countNew(oneByOne, metric, programme, { from, to });
                counted += expected;
                if (countNew(together, metric, programme, { from, to }) !== expected) throw new Error(`seed ${seed}: ${JSON.stringify({ metric, programme, from, to, asOf, expected })} and not ${countNew(together, metric, programme, { from, to })}`);
              }
            }
          }
        }
      }
    }
    expect(counted).toBeGreaterThan(1_000);
  });

  it('one line for all to whom a round gave the same, and none when it was entered by mistake', async () => {
    const given = ['a', 'b', 'c'].map((teacher): GivenEvent => ({ type: 'TitleConferred', stream: `teacher-${teacher}`, id: `e-${teacher}`, on: '2023-09-01', data: conferred(`ti-${teacher}`, 'p', 'STAR') }));
    const voided = (teacher: string): GivenEvent => ({ type: 'FactVoided', stream: `teacher-${teacher}`, on: '2023-10-01', data: { event: `e-${teacher}`, reasonCode: 'ENTERED_IN_ERROR' } });
    const of = async (events: readonly GivenEvent[]) => (await foldBatches([honours], [logOf(events)])).bodies(careers.name);
    expect(await of(given)).toMatchObject([{ of: 'TITLES', programme: 'p', days: { persons: 3 } }]);
    expect(await of([...given, voided('a')])).toMatchObject([{ days: { persons: 2 } }]);
    expect(await of([...given, ...['a', 'b', 'c'].map(voided)])).toEqual([]);
  });
});
