import { partyBoard, supervisionCounts, supervisionIn } from './party-board';
import { parties, type PartiesState } from './state';

const names = { zh: '督导', en: 'supervision' };
const unit = (org: string, from: string, ended: string | null = null) => [org, { org, level: 'SCHOOL', from, ended: ended === null ? null : { on: ended, how: 'MERGED', event: 'e' }, parents: [1], codes: [1], traits: [1] }] as const;
const tree = { orgs: new Map([unit('s-1', '2017-01-01'), unit('s-2', '2023-05-01')]) } as never;
const programme = { supervision: [{ code: 'YEARLY', names, clause: 'Z22', levels: ['SCHOOL'], everyYears: 1, from: '2022-01-01', to: null }, { code: 'ON_CALL', names, clause: 'Z22', levels: ['SCHOOL'], everyYears: null, from: '2022-01-01', to: null }] } as never;

function found(...facts: readonly { readonly supervision?: string; readonly unit: string; readonly period: string | null; readonly on: string; readonly finding?: string }[]): PartiesState {
  return facts.reduce((held, { on, supervision = 'YEARLY', finding = 'IN_ORDER', ...where }, index) => parties.evolve(held, { type: 'SupervisionRecorded', id: `e${index}`, data: { programme: 'p', supervision, finding, on, ...where }, private: {}, meta: { effectiveOn: on, actor: 'p' } } as never), parties.initial('duties-p'));
}

describe('supervision on the board', () => {
  const held = found(
    { unit: 's-1', period: '2022-01-01', on: '2022-12-20', finding: 'TO_REMEDY' }, { unit: 's-1', period: '2022-01-01', on: '2022-12-01' },
    { supervision: 'ON_CALL', unit: 's-1', period: null, on: '2022-06-01' },
  );
  const board = (asOf: string) => partyBoard(held, programme, tree, asOf).supervision;
  const told = (lines: ReturnType<typeof board>) => lines.map((line) => `${line.unit} ${line.supervision} ${line.period?.from ?? '-'} ${line.status} ${line.finding ?? '-'}`);

  test('each unit has a line for every year that has begun, with what was found last; who was not there yet has none', () => {
    expect(told(board('2023-06-01'))).toEqual(['s-1 YEARLY 2022-01-01 DONE TO_REMEDY', 's-1 YEARLY 2023-01-01 DUE -', 's-2 YEARLY 2023-01-01 DUE -', 's-1 ON_CALL - DONE IN_ORDER']);
    expect(told(board('2022-12-10'))).toEqual(['s-1 YEARLY 2022-01-01 DONE IN_ORDER', 's-1 ON_CALL - DONE IN_ORDER']);
  });

  test('E32 what a unit that has ended was found at stays, and what it was to be found at by then; of what came after nothing is asked', () => {
    const on = (ended: string) => told(partyBoard(held, programme, { orgs: new Map([unit('s-1', '2017-01-01', ended)]) } as never, '2024-02-01').supervision);
    expect(on('2024-02-02')).toEqual(['s-1 YEARLY 2022-01-01 DONE TO_REMEDY', 's-1 YEARLY 2023-01-01 OVERDUE -', 's-1 YEARLY 2024-01-01 DUE -', 's-1 ON_CALL - DONE IN_ORDER']);
    expect(on('2024-01-01')).toEqual(['s-1 YEARLY 2022-01-01 DONE TO_REMEDY', 's-1 YEARLY 2023-01-01 OVERDUE -', 's-1 ON_CALL - DONE IN_ORDER']);
    expect(on('2023-12-31')).toEqual(['s-1 YEARLY 2022-01-01 DONE TO_REMEDY', 's-1 ON_CALL - DONE IN_ORDER']);
  });

  test('shown are the years that began last, or those asked for; the counts are of all', () => {
    const lines = board('2024-02-01');
    expect(told(supervisionIn(lines, undefined))).toEqual(['s-1 YEARLY 2024-01-01 DUE -', 's-2 YEARLY 2024-01-01 DUE -', 's-1 ON_CALL - DONE IN_ORDER']);
    expect(told(supervisionIn(lines, '2023-01-01'))).toEqual(['s-1 YEARLY 2023-01-01 OVERDUE -', 's-2 YEARLY 2023-01-01 OVERDUE -']);
    expect(supervisionCounts(lines).map(({ supervision, period, done, toRemedy, dueYet, overdue }) => [supervision, period?.from ?? null, done, toRemedy, dueYet, overdue])).toEqual([
      ['YEARLY', '2022-01-01', 1, 1, 0, 0], ['YEARLY', '2023-01-01', 0, 0, 0, 2], ['YEARLY', '2024-01-01', 0, 0, 2, 0], ['ON_CALL', null, 1, 0, 0, 0],
    ]);
  });
});
