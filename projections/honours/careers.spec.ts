import { countNew, type PeopleMetric } from '../../src/domain/targets/honours';
import { foldBatches, logOf, type Folded, type GivenEvent } from '../../test/projector/given';
import { conferred, DAYS, history } from '../../test/projector/honoured';
import { Random } from '../../test/projector/random';
import { careers, honoursOfCareer, type Career } from './careers';
import { HONOURS, honours, honoursAsOf, type HonoursDocument } from './honours';

const METRICS: readonly PeopleMetric[] = [
  { of: 'TITLES', tiers: ['STAR'] },
  { of: 'TITLES', tiers: ['STAR', 'MASTER'], earlier: ['名师'] },
  { of: 'LEGACY', names: ['名师'] },
  { of: 'RECOGNITIONS', kinds: ['GRADE', 'MODEL'] },
];
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
