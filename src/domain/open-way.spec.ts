import type { JsonObject } from './facts';
import { adoptionProblems, effectiveProgramme, programmeHead } from './programme';

const of = (value: unknown) => ({ value, stated: 'P1' });
const open = (type: string) => ({ open: { zh: '？', en: '?' }, type, clause: 'P2' });
const tier = { names: { zh: '层', en: 'Tier' }, stated: 'P1', rank: of(1), stageGroup: of('G'), tracks: of(['T']), seats: of(400), onCorrection: of('REVIEW'), conferringBody: of({ post: 'BureauOfficer', level: 'CITY' }) };
const pool = { convertsTo: open('integerOrNone'), batches: of('YEARLY'), cultivationYears: of(3), endsAfterYears: of(null), refill: of(false), confirmedBy: of({ post: 'BureauOfficer', level: 'CITY' }) };

/** A text that says "selected and cultivated" and not whether the title is held meanwhile. */
function published(tiers: object): JsonObject {
  const named = { names: { zh: '名', en: 'Name' }, stated: 'P1' };
  return JSON.parse(JSON.stringify({
    format: 1, id: 'p', version: 1, programme: named,
    basis: [{ document: named.names, kind: 'OFFICIAL_DOCUMENT', number: '1号', issuer: named.names, issuedOn: '2024-01-01', source: 'p.txt' }],
    effective: { from: of('2024-01-01'), to: of('2030-12-31') }, termsOutlive: of(true),
    stageGroups: { G: named }, tracks: { T: { ...named, holder: of('PERSON') } }, tiers, authority: {}, revocationGrounds: of([{ code: 'FRAUD', names: named.names }]),
  })) as JsonObject;
}

const definition = published({ A: { ...tier, way: open('way'), pool } });
const adopted = (value: string) => ({ path: 'tiers.A.way', value, sample: false });
const read = (...values: { path: string; value: string | number; sample: boolean }[]) => effectiveProgramme({ programme: 'p', version: 1, definition }, values, values.length);

describe('a way that the text leaves open', () => {
  test('is nothing yet, and asked beside what its pool leaves open', () => {
    expect(read().tiers[0]).toMatchObject({ way: null });
    expect(read().tiers[0]?.pool).toBeUndefined();
    expect(read().open.map(({ path }) => path)).toEqual(['tiers.A.pool.convertsTo', 'tiers.A.way']);
    expect(programmeHead(definition, []).open).toBe(2);
  });

  test('adopted as an award, it leaves no pool and asks nothing of one', () => {
    expect(adoptionProblems(definition, [], 'tiers.A.way', 'AWARD')).toEqual([]);
    expect(read(adopted('AWARD')).tiers[0]).toMatchObject({ way: 'AWARD' });
    expect(read(adopted('AWARD')).tiers[0]?.pool).toBeUndefined();
    expect(read(adopted('AWARD')).open).toEqual([]);
    expect(programmeHead(definition, [adopted('AWARD')]).open).toBe(0);
    // What it would be cultivated by may still be decided, for the day on which the answer is another.
    expect(adoptionProblems(definition, [adopted('AWARD')], 'tiers.A.pool.convertsTo', 300)).toEqual([]);
  });

  test('what stands ready for another answer is held to what it says itself', () => {
    const ready = published({ A: { ...tier, way: open('way'), pool: { ...pool, confirmedBy: open('acting') } } });
    const by = (level: string) => adoptionProblems(ready, [adopted('AWARD')], 'tiers.A.pool.confirmedBy', { post: 'BureauOfficer', level });
    expect(by('CITY')).toEqual([]);
    expect(by('LEAD')).toMatchObject([{ code: 'leadNotHere', path: 'tiers.A.pool.confirmedBy' }]);
  });

  test('adopted as a candidacy, its pool holds and what that leaves open is asked', () => {
    expect(read(adopted('CANDIDATE')).tiers[0]).toMatchObject({ way: 'CANDIDATE', pool: { cultivationYears: { value: 3, clause: 'P1' } } });
    expect(read(adopted('CANDIDATE')).open.map(({ path }) => path)).toEqual(['tiers.A.pool.convertsTo']);
    expect(read(adopted('AWARD'), adopted('CANDIDATE')).tiers[0]?.pool).toBeDefined();
  });

  test('a sample choice for a pool that came to nothing makes no demonstration of the programme', () => {
    const idle = [{ path: 'tiers.A.pool.convertsTo', value: 300, sample: true }, adopted('AWARD')];
    expect([read(...idle).demonstrationOnly, programmeHead(definition, idle).demonstrationOnly]).toEqual([false, false]);
    const held = [{ path: 'tiers.A.pool.convertsTo', value: 300, sample: true }, adopted('CANDIDATE')];
    expect([read(...held).demonstrationOnly, programmeHead(definition, held).demonstrationOnly]).toEqual([true, true]);
  });

  test('a version that was published before a check grew stricter still has its values adopted', () => {
    const old = published({ A: { ...tier, seats: open('integerOrNone'), way: of('CANDIDATE') } });
    expect(adoptionProblems(old, [], 'tiers.A.seats', 50)).toEqual([]);
    expect(adoptionProblems(old, [], 'tiers.A.seats', 'fifty')).toMatchObject([{ code: 'wrongType' }]);
  });

  test('cannot be adopted as a candidacy where the file has no pool', () => {
    expect(adoptionProblems(published({ A: { ...tier, way: open('way') } }), [], 'tiers.A.way', 'CANDIDATE')).toMatchObject([{ code: 'candidatesWithoutPool', path: 'tiers.A.way', en: expect.stringContaining('By clause P2 tier A') as string }]);
  });
});
