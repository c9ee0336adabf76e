import { orgs, tell, type OrgsState } from '../orgs';
import { fundBoard, fundTotals, type FundMoved } from './fund-board';
import type { Fund } from './funds';

const nearly400: Fund = {
  code: 'CITY_FUND', names: { zh: '经费', en: 'Fund' }, clause: 'Q19', quote: null, kind: 'FIXED', of: null, percent: null, amount: 400, word: 'NEARLY', tolerance: 5,
  purposes: null, by: { post: 'BureauOfficer', level: 'CITY', clause: 'Q19' }, years: null,
};
const given: { readonly [unit: string]: number } = { a: 396, b: 412, c: 520, d: 100, e: 0 };
const units = Object.keys(given);
const moved = [2024, 2025].flatMap((year) => units.flatMap((unit): readonly FundMoved[] => (given[unit] === 0 ? [] : [{ fund: 'CITY_FUND', unit, year, allocated: given[unit] ?? 0, spent: 0 }])));

function totals(funds: readonly Fund[]) {
  const city = { parent: null, kind: 'BUREAU', level: 'CITY', stages: [], code: null, rural: false } as const;
  const tree = units.reduce<OrgsState>((grown, org) => tell(grown, { type: 'OrgRegistered', data: { ...city, org, names: { zh: org, en: org } } }, '2020-01-01', `e-${org}`), orgs.initial('orgs'));
  return fundTotals(fundBoard({ funds, budgets: [], moved, tree, asOf: '2025-06-30', asked: undefined }));
}

describe('totals of a fund', () => {
  const none = { met: 0, warned: 0, over: 0, short: 0, running: 0, none: 0, open: 0 };

  it('E17 count the units by each status that a line can have: 396 of nearly 400 meets it, 412 is warned of, 520 is over; less is short once the year is over', () => {
    expect(totals([nearly400])).toMatchObject([
      { ...none, year: 2024, units: 4, met: 1, warned: 1, over: 1, short: 1 },
      { ...none, year: 2025, units: 5, met: 1, warned: 1, over: 1, running: 2 },
    ]);
    expect(totals([{ ...nearly400, tolerance: null }])).toMatchObject([{ ...none, units: 4, open: 4 }, { ...none, units: 5, open: 5 }]);
    expect(totals([{ ...nearly400, kind: 'EARMARK', amount: null, word: null, tolerance: null }])).toMatchObject([{ ...none, units: 4, met: 4 }, { ...none, units: 5, met: 4, none: 1 }]);
  });
});
