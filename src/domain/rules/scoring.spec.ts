import * as fc from 'fast-check';
import type { ScoringScheme } from '../programme-rules';
import { rank, sheetFaults, type CandidateSheets } from './scoring';

const component = (code: string, weight: number, max = 100) => ({ code, names: { zh: code, en: code }, weight, max });
const scheme: ScoringScheme = {
  clause: 'W12', components: [component('LESSON', 50), component('DESIGN', 30), component('PORTFOLIO', 20)],
  dropHighest: 1, dropLowest: 1, minimumSheets: 5, decimals: 2, passLine: null, tieBreak: ['LESSON', 'DESIGN'],
};
const plain: ScoringScheme = { ...scheme, components: [component('ALL', 100)], dropHighest: 0, dropLowest: 0, minimumSheets: 1, tieBreak: [] };

/** One candidate with one sheet for each triple of scores. */
function candidate(id: string, ...sheets: readonly (readonly [number, number, number])[]): CandidateSheets {
  return { nomination: id, teacher: `t-${id}`, unit: 'school-7', sheets: sheets.map(([LESSON, DESIGN, PORTFOLIO], index) => ({ expert: `e-${index + 1}`, components: { LESSON, DESIGN, PORTFOLIO } })) };
}
/** One candidate with one sheet of one component. */
function single(id: string, score: number): CandidateSheets {
  return { nomination: id, teacher: `t-${id}`, unit: 'school-7', sheets: [{ expert: 'e-1', components: { ALL: score } }] };
}
const places = (ranking: ReturnType<typeof rank>) => (ranking.kind === 'tooFewSheets' || ranking.kind === 'notATie' ? [] : ranking.lines.map((line) => [line.nomination, line.rank, line.proposed]));

describe('ranking', () => {
  it('shows every number from sheet to rank', () => {
    // By hand: weighted 81, 88.5, 90, 95.5, 70; dropped 95.5 and 70; (81 + 88.5 + 90) ÷ 3 = 86.5.
    const found = rank(scheme, [candidate('n-1', [80, 80, 85], [90, 85, 90], [90, 90, 90], [95, 100, 90], [70, 70, 70])], 1);
    expect(found).toEqual({
      kind: 'ranked',
      lines: [
        {
          nomination: 'n-1', teacher: 't-n-1', unit: 'school-7', rank: 1, proposed: true, apartBy: null,
          working: {
            sheets: [
              { expert: 'e-1', components: { LESSON: '80', DESIGN: '80', PORTFOLIO: '85' }, weighted: '81', dropped: null },
              { expert: 'e-2', components: { LESSON: '90', DESIGN: '85', PORTFOLIO: '90' }, weighted: '88.5', dropped: null },
              { expert: 'e-3', components: { LESSON: '90', DESIGN: '90', PORTFOLIO: '90' }, weighted: '90', dropped: null },
              { expert: 'e-4', components: { LESSON: '95', DESIGN: '100', PORTFOLIO: '90' }, weighted: '95.5', dropped: 'HIGHEST' },
              { expert: 'e-5', components: { LESSON: '70', DESIGN: '70', PORTFOLIO: '70' }, weighted: '70', dropped: 'LOWEST' },
            ],
            components: { LESSON: '86.67', DESIGN: '85.00', PORTFOLIO: '88.33' },
            kept: 3, mean: '86.5', total: '86.50',
          },
        },
      ],
    });
  });

  it('weighs a component by its own maximum and keeps thirds exact until the one rounding', () => {
    // 20 of 30 at weight 100 is 66.666…; three such sheets average to the same, rounded once.
    const thirds: ScoringScheme = { ...plain, components: [component('ALL', 100, 30)], minimumSheets: 3 };
    const sheets = ['a', 'b', 'c'].map((expert) => ({ expert, components: { ALL: 20 } }));
    const found = rank(thirds, [{ nomination: 'n-1', teacher: 't-1', unit: 'u', sheets }], 1);
    expect(found.kind === 'ranked' && found.lines[0]?.working).toMatchObject({ mean: '200/3', total: '66.67' });
  });

  it('drops from each end what the scheme says of that end', () => {
    const sheets = [10, 20, 40, 80].map((score, index) => ({ expert: `e-${index + 1}`, components: { ALL: score } }));
    const field = [{ nomination: 'n-1', teacher: 't-1', unit: 'u', sheets }];
    const total = (dropHighest: number, dropLowest: number) => {
      const found = rank({ ...plain, dropHighest, dropLowest }, field, 1);
      return found.kind === 'ranked' ? found.lines[0]?.working.total : found.kind;
    };
    expect([total(0, 0), total(2, 0), total(0, 2), total(1, 2), total(2, 1)]).toEqual(['37.50', '15.00', '60.00', '40.00', '20.00']);
  });

  it('does not lose a title to binary fractions', () => {
    // In floating point 0.1 × 3 exceeds 0.3, and n-2 would fall behind n-1.
    const found = rank({ ...plain, minimumSheets: 3, decimals: 6 }, [
      { nomination: 'n-1', teacher: 't-1', unit: 'u', sheets: [{ expert: 'a', components: { ALL: 0.1 } }, { expert: 'b', components: { ALL: 0.1 } }, { expert: 'c', components: { ALL: 0.1 } }] },
      { nomination: 'n-2', teacher: 't-2', unit: 'u', sheets: [{ expert: 'a', components: { ALL: 0.3 } }, { expert: 'b', components: { ALL: 0 } }, { expert: 'c', components: { ALL: 0 } }] },
    ], 2);
    expect(places(found)).toEqual([['n-1', 1, true], ['n-2', 1, true]]);
  });

  it('ranks what was published: totals that round to the same are equal', () => {
    expect(places(rank({ ...plain, decimals: 1 }, [single('n-1', 80.04), single('n-2', 80.0)], 2))).toEqual([['n-1', 1, true], ['n-2', 1, true]]);
    expect(places(rank({ ...plain, decimals: 2 }, [single('n-1', 80.0), single('n-2', 80.04)], 2))).toEqual([['n-2', 1, true], ['n-1', 2, true]]);
  });

  it('leaves the gap after an equal rank', () => {
    expect(places(rank(plain, [single('a', 90), single('b', 80), single('c', 80), single('d', 70)], 4))).toEqual([['a', 1, true], ['b', 2, true], ['c', 2, true], ['d', 4, true]]);
  });

  it('takes equal totals down the chain, and says by what they stand apart', () => {
    const flat: ScoringScheme = { ...scheme, dropHighest: 0, dropLowest: 0, minimumSheets: 1 };
    // All 80: lessons 86, 80, 80; of the last two, design 80 and 84.
    const found = rank(flat, [candidate('n-3', [80, 80, 80]), candidate('n-1', [86, 70, 80]), candidate('n-2', [80, 84, 74])], 1);
    expect(places(found)).toEqual([['n-1', 1, true], ['n-2', 2, false], ['n-3', 3, false]]);
    expect(found.kind === 'ranked' && found.lines.map((line) => [line.working.total, line.apartBy])).toEqual([['80.00', 'LESSON'], ['80.00', 'LESSON'], ['80.00', 'DESIGN']]);
  });

  it('E14: a tie that straddles the cut stops for a person, who decides within the group only', () => {
    const field = [single('a', 90), single('d', 80), single('c', 80), single('b', 80), single('e', 70)];
    const tied = rank(plain, field, 2);
    expect(tied).toMatchObject({ kind: 'tieAtTheCut', seats: 2, places: 1, group: ['b', 'c', 'd'] });
    expect(places(tied)).toEqual([['a', 1, true], ['b', 2, false], ['c', 2, false], ['d', 2, false], ['e', 5, false]]);

    const decided = rank(plain, field, 2, [['c', 'b', 'd']]);
    expect(decided.kind).toBe('ranked');
    expect(places(decided)).toEqual([['a', 1, true], ['c', 2, true], ['b', 3, false], ['d', 4, false], ['e', 5, false]]);
    expect(decided.kind === 'ranked' && decided.lines[1]?.apartBy).toBe('decided');
  });

  it.each([[['c', 'b']], [['a', 'b', 'c', 'd']], [['a', 'e']], [['x']], [[]]])('refuses a decided order that is not one whole tied group: %j', (group) => {
    expect(rank(plain, [single('a', 90), single('b', 80), single('c', 80), single('d', 80), single('e', 70)], 2, [group])).toEqual({ kind: 'notATie', group });
  });

  it('proposes nobody below the pass line, however many seats are left, and stops for no tie there', () => {
    const line: ScoringScheme = { ...plain, passLine: 80 };
    expect(places(rank(line, [single('a', 90), single('b', 80), single('c', 79.99)], 3))).toEqual([['a', 1, true], ['b', 2, true], ['c', 3, false]]);
    expect(rank(line, [single('a', 90), single('b', 70), single('c', 70)], 2).kind).toBe('ranked');
  });

  it('stops where a candidate has too few sheets, and always wants one more than it drops', () => {
    expect(rank(scheme, [candidate('n-2', [1, 1, 1]), candidate('n-1', [1, 1, 1], [2, 2, 2])], 1)).toEqual({ kind: 'tooFewSheets', required: 5, missing: [{ nomination: 'n-1', sheets: 2 }, { nomination: 'n-2', sheets: 1 }] });
    expect(rank({ ...scheme, minimumSheets: 1 }, [candidate('n-1', [1, 1, 1], [2, 2, 2])], 1)).toMatchObject({ kind: 'tooFewSheets', required: 3 });
  });

  it('says what is wrong with a sheet', () => {
    expect(sheetFaults(scheme, { LESSON: 90, DESIGN: 90, PORTFOLIO: 90 })).toEqual([]);
    expect(sheetFaults(scheme, { LESSON: 100.5, DESIGN: -1, OTHER: 3 })).toEqual([
      { kind: 'unknownComponent', component: 'OTHER' }, { kind: 'outOfRange', component: 'LESSON', max: 100 }, { kind: 'outOfRange', component: 'DESIGN', max: 100 }, { kind: 'missingComponent', component: 'PORTFOLIO' },
    ]);
    expect(sheetFaults(scheme, { LESSON: Number.NaN, DESIGN: 1e-10, PORTFOLIO: 0 })).toEqual([{ kind: 'outOfRange', component: 'LESSON', max: 100 }, { kind: 'notDecimal', component: 'DESIGN' }]);
  });

  it('refuses a candidate or an expert twice, and a sheet out of range', () => {
    expect(() => rank(plain, [single('a', 1), single('a', 2)], 1)).toThrow(RangeError);
    expect(() => rank(plain, [{ ...single('a', 1), sheets: [{ expert: 'e', components: { ALL: 1 } }, { expert: 'e', components: { ALL: 2 } }] }], 1)).toThrow(RangeError);
    expect(() => rank(plain, [single('a', 101)], 1)).toThrow(RangeError);
  });

  it('has no lines for no candidates', () => {
    expect(rank(plain, [], 50)).toEqual({ kind: 'ranked', lines: [] });
  });

  it('does not depend on the order of candidates or sheets, and never proposes more than there are seats', () => {
    const score = fc.integer({ min: 0, max: 6 }).map((step) => step * 2.5);
    const sheet = fc.tuple(score, score, score);
    const small: ScoringScheme = { ...scheme, minimumSheets: 3 };
    fc.assert(
      fc.property(fc.array(fc.array(sheet, { minLength: 3, maxLength: 5 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 8 }), (sheetLists, seats) => {
        const field = sheetLists.map((sheets, index) => candidate(`n-${index}`, ...sheets));
        const turned = [...field].reverse().map((entry) => ({ ...entry, sheets: [...entry.sheets].reverse() }));
        const found = rank(small, field, seats);
        expect(rank(small, turned, seats)).toEqual(found);
        if (found.kind === 'tooFewSheets' || found.kind === 'notATie') throw new Error('every candidate has enough sheets');
        const proposed = found.lines.filter((line) => line.proposed).length;
        expect(found.kind === 'ranked' ? proposed : proposed + found.places).toBe(Math.min(seats, field.length));
        for (const line of found.lines) if (line.proposed) expect(line.rank).toBeLessThanOrEqual(seats);
      }),
    );
  });
});

describe('leans', () => {
  const bonus = { code: 'RURAL', clause: 'Z27', form: 'BONUS', points: 1, because: { unit: 'village' } } as const;
  const first = { code: 'TRAINED', clause: 'A2', form: 'TIE_BREAK', points: null, because: { facts: ['v1'] } } as const;
  const leaning: ScoringScheme = { ...plain, tieBreak: ['ALL'], leans: [{ code: 'RURAL', names: { zh: '乡村', en: 'rural' }, clause: 'Z27', form: 'BONUS', points: 1, toward: { traits: ['RURAL'] }, who: [] }, { code: 'TRAINED', names: { zh: '突出', en: 'outstanding' }, clause: 'A2', form: 'TIE_BREAK', points: null, toward: null, who: [] }] };

  it('swap two scores only because of the bonus, which stands in the working with its clause', () => {
    expect(places(rank(leaning, [single('a', 90.5), single('b', 90)], 1))).toEqual([['a', 1, true], ['b', 2, false]]);
    const swapped = rank(leaning, [single('a', 90.5), { ...single('b', 90), leans: [bonus] }], 1);
    expect(places(swapped)).toEqual([['b', 1, true], ['a', 2, false]]);
    expect(swapped).toMatchObject({ lines: [{ working: { mean: '90', bonus: '1', total: '91.00', leans: [bonus] } }, {}] });
  });

  it('prefer between equal totals only, and say so', () => {
    const preferred = { ...single('b', 90), leans: [first] };
    expect(rank(leaning, [single('a', 90), preferred], 1)).toMatchObject({ kind: 'ranked', lines: [{ nomination: 'b', rank: 1, apartBy: 'TRAINED' }, { nomination: 'a', rank: 2 }] });
    expect(places(rank(leaning, [single('a', 90.01), preferred], 1))).toEqual([['a', 1, true], ['b', 2, false]]);
    // Two who are both preferred are equals still: a person decides.
    expect(rank(leaning, [{ ...single('a', 90), leans: [first] }, preferred], 1)).toMatchObject({ kind: 'tieAtTheCut', group: ['a', 'b'] });
  });

  it('lift nobody over a pass line', () => {
    const found = rank({ ...leaning, passLine: 90 }, [{ ...single('a', 89.5), leans: [bonus] }, single('b', 90)], 1);
    expect(found).toMatchObject({ lines: [{ nomination: 'a', rank: 1, proposed: false, working: { total: '90.50', below: ['total'] } }, { nomination: 'b', proposed: true }] });
  });

  it('never move anybody against a higher total by a preference', () => {
    fc.assert(fc.property(fc.array(fc.record({ score: fc.integer({ min: 0, max: 20 }), preferred: fc.boolean() }), { minLength: 2, maxLength: 12 }), (field) => {
      const found = rank(leaning, field.map(({ score, preferred }, index) => ({ ...single(`n${index}`, score), ...(preferred ? { leans: [first] } : {}) })), field.length);
      if (found.kind !== 'ranked') throw new Error(found.kind);
      const totals = found.lines.map(({ working }) => Number(working.total));
      expect(totals).toEqual([...totals].sort((a, b) => b - a));
    }));
  });
});
