import type { ProgrammeDefinition, TierEntry } from './programme-definition';
import { checkWays } from './ways-check';

const of = <T>(value: T) => ({ value, stated: 'P1' });
const tier = (more: Partial<TierEntry> = {}): TierEntry => ({ names: { zh: '层', en: 'Tier' }, stated: 'P1', rank: of(1), stageGroup: of('G'), tracks: of(['T']), way: of('AWARD'), onCorrection: of('REVIEW'), conferringBody: of({ post: 'BureauOfficer', level: 'CITY' }), ...more });
const pool = (convertsTo: number | null): NonNullable<TierEntry['pool']> => ({ convertsTo: of(convertsTo), batches: of('YEARLY'), cultivationYears: of(null), endsAfterYears: of(null), refill: of(false), confirmedBy: of({ post: 'BureauOfficer', level: 'CITY' }) });
const found = (tiers: { readonly [code: string]: TierEntry }, recognitions?: ProgrammeDefinition['recognitions']) =>
  checkWays({ tiers, ...(recognitions === undefined ? {} : { recognitions }) } as ProgrammeDefinition).map(({ code, place, with: more }) => ({ code, at: place.join('.'), ...(more === undefined ? {} : { with: more }) }));

describe('the ways to a title', () => {
  test('tiers that feed each other in a circle are told once, with the circle', () => {
    const feeds = (feeder: string) => tier({ feeders: { [feeder]: of('REQUIRED') } });
    expect(found({ A: feeds('C'), B: feeds('A'), C: feeds('B'), D: feeds('A') })).toEqual([{ code: 'feederCycle', at: 'tiers.A.feeders', with: { cycle: 'A → C → B → A' } }]);
    expect(found({ A: tier(), B: feeds('A'), C: tier({ feeders: { A: of('PREFERRED'), B: of('REQUIRED') } }) })).toEqual([]);
  });

  test('a pool is of a candidate tier, gives no more titles than it takes people, and knows the recognitions it names', () => {
    const cultivated = (more: Partial<TierEntry>) => tier({ way: of('CANDIDATE'), ...more });
    expect(found({ A: tier({ way: of('AWARD'), pool: pool(1) }) })).toEqual([{ code: 'poolWithoutCandidates', at: 'tiers.A.pool', with: { way: 'AWARD' } }]);
    expect(found({ A: cultivated({ seats: of(500), pool: pool(501) }) })).toEqual([{ code: 'convertsToAbovePool', at: 'tiers.A.pool.convertsTo.value', with: { seats: 500, convertsTo: 501 } }]);
    expect(found({ A: cultivated({ seats: of(100), pool: pool(100) }) })).toEqual([]);
    expect(found({ A: cultivated({ feederRecognitions: of(['STAR']), pool: { ...pool(null), recognitions: of(['GRADE']) } }) }).map(({ code, at }) => `${code} ${at}`)).toEqual(['unknownRecognition tiers.A.feederRecognitions.value.0', 'unknownRecognition tiers.A.pool.recognitions.value.0']);
  });

  test('who is cultivated first has a pool to be in, told with the clause of the way; while the way is open, a pool may stand ready', () => {
    expect(found({ A: tier({ way: of('CANDIDATE') }) })).toEqual([{ code: 'candidatesWithoutPool', at: 'tiers.A.way', with: { tier: 'A', clause: 'P1' } }]);
    const open: TierEntry['way'] = { open: { zh: '入选即授予吗？', en: 'Is it given by the selection?' }, type: 'way', clause: 'P2' };
    expect(found({ A: tier({ way: open }), B: tier({ way: open, pool: pool(null) }) })).toEqual([]);
  });

  test('a post has a term', () => {
    expect(found({ A: tier({ way: of('POST') }), B: tier({ way: of('POST'), termYears: of(null) }), C: tier({ way: of('POST'), termYears: of(3) }) }).map(({ code, at }) => `${code} ${at}`)).toEqual(['postWithoutTerm tiers.A.way', 'postWithoutTerm tiers.B.way']);
  });
});
