import { openedOutside, validityOn } from './validity';

const programme = { validity: { from: '2024-01-01', to: '2033-12-31', clause: 'Q1', fromClause: 'Q2', termsOutlive: true } };

describe('whether a programme is in force on a day', () => {
  it.each([
    ['2023-12-31', 'Q2', false], ['2024-01-01', 'Q1', true], ['2033-12-31', 'Q1', true], ['2034-01-01', 'Q1', false],
  ])('E51 on %s, by clause %s: %s', (day, clause, within) => {
    expect(validityOn(programme, day)).toEqual({ from: '2024-01-01', to: '2033-12-31', clause, within });
  });

  it('is not told while a day of it is open', () => {
    expect(validityOn({}, '2024-01-01')).toBeNull();
  });

  it('E51 warns with the days and the clause of the one that was passed over', () => {
    const early = validityOn(programme, '2023-12-31');
    const { zh, en } = early === null ? { zh: '', en: '' } : openedOutside(early, '2023-12-31');
    expect(zh).toMatch(/2024-01-01 至 2033-12-31（依据Q2条），本届于 2023-12-31 启动，不在其内/u);
    expect(en).toMatch(/2024-01-01 to 2033-12-31 \(clause Q2\), and the round opened on 2023-12-31, outside it/u);
  });
});
