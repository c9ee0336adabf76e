import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { OPEN_END } from '../roster/rows';
import { rounds, ROUNDS, type RoundDocument } from '../rounds/rounds';
import { due, DUE_ROWS, type TaskRow } from './due';
import { dueOn, standsIn } from './query';
import { taskKinds } from './tasks';

const at = (type: GivenEvent['type'], on: string, data: GivenEvent['data'], more: Partial<GivenEvent> = {}): GivenEvent => ({ type, stream: 'round-r1', on, data, ...more });
const opened = at('RoundOpened', '2019-05-01', {
  round: 'r1', names: { zh: '教坛新秀', en: 'Rising Star' }, programme: 'weihai', version: 1, adoptions: 3, tier: 'RISING_STAR', track: 'TEACHER', calendar: 'cn', demonstration: true,
  parameters: { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-02', nominationsTo: '2019-05-20', awardSeats: 2, requiredAttachments: [], recommendationSeats: [{ unit: 'u1', seats: 1 }, { unit: 'u2', seats: 1 }, { unit: 'u3', seats: 0 }] },
});
const nominated = (id: string, on: string, more: Partial<GivenEvent> = {}): GivenEvent => ({
  type: 'Nominated', stream: `teacher-${id}`, on, data: { nomination: `n-${id}`, round: 'r1', programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', unit: 'u1', stage: 'PRIMARY', subject: 'CHINESE', verdicts: [] }, ...more,
});
const recommended = (id: string, on: string): readonly GivenEvent[] => [
  at('SeatReserved', on, { ledger: 'RECOMMENDATION', unit: 'u1', nomination: `n-${id}`, teacher: id, level: 'SCHOOL', path: [{ level: 'SCHOOL', unit: 'u1' }], version: 1, countsTo: [] }, { id: `seat-${id}` }),
  { type: 'SchoolRecommended', stream: `teacher-${id}`, on, data: { nomination: `n-${id}`, round: 'r1', reservation: `seat-${id}`, unit: 'u1' } },
  at('SeatConfirmed', on, { ledger: 'RECOMMENDATION', reservation: `seat-${id}`, nomination: `n-${id}`, outcome: 'o' }),
];
const formed: GivenEvent = { type: 'PanelFormed', stream: 'panel-r1-1', on: '2019-05-22', data: { panel: 'p1', round: 'r1', group: 'G', experts: ['x', 'y'], candidates: [{ nomination: 'n-a', teacher: 'a' }, { nomination: 'n-b', teacher: 'b' }] } };
const sheet = (expert: string, teacher: string, on: string): GivenEvent => ({ type: 'ScoreSubmitted', stream: 'panel-r1-1', on, data: { sheet: `${expert}${teacher}${on}`, check: 'c', panel: 'p1', nomination: `n-${teacher}`, teacher, expert } });
const publicity = (on: string, lastDay: string): GivenEvent => at('PublicityOpened', on, { publicity: 'pub', level: null, unit: null, listHash: 'h', rows: [], openedOn: on, workingDays: 5, countFirstDay: false, firstDay: on, lastDay, calendar: 'cn', provisional: true, places: [] });
const ranked = (on: string): GivenEvent => at('CandidatesRanked', on, { panels: [], scheme: {}, lines: [{ nomination: 'n-a', teacher: 'a', unit: 'u1', rank: 1, proposed: true }] });
const rows = (bodies: readonly unknown[]): readonly TaskRow[] => bodies as readonly TaskRow[];
const spans = (bodies: readonly unknown[]): readonly string[] => rows(bodies).map(({ kind, unit, person, from, until }) => `${kind} ${unit ?? '-'} ${person ?? '-'} ${from} ${until === OPEN_END ? '' : until}`.trim()).sort();

describe('due', () => {
  describeProjection([due, rounds], [
    {
      name: 'a round that opens waits for each unit with seats, and for its officer to close it',
      given: [opened, nominated('a', '2019-05-10'), nominated('a', '2019-05-11', { meta: { corrects: 'e2' } }), nominated('b', '2019-05-12'), ...recommended('a', '2019-05-13')],
      then: ({ bodies, body }) => {
        expect(spans(bodies(DUE_ROWS))).toEqual(['CLOSE_NOMINATIONS edz officer-1 2019-05-01', 'NOMINATE u1 - 2019-05-01', 'NOMINATE u2 - 2019-05-01', 'RECOMMEND u1 - 2019-05-10 2019-05-13', 'RECOMMEND u1 - 2019-05-12']);
        const round = body(ROUNDS, 'r1') as RoundDocument;
        const of = (kind: string, unit: string): TaskRow => rows(bodies(DUE_ROWS)).find((row) => row.kind === kind && row.unit === unit) ?? (() => { throw new Error(kind); })();
        expect(['NOMINATE u1', 'NOMINATE u2'].map((one) => standsIn(of(one.split(' ')[0] ?? '', one.split(' ')[1] ?? ''), round, '2019-05-13'))).toEqual([false, true]);
        expect(standsIn(of('NOMINATE', 'u1'), round, '2019-05-12')).toBe(true);
        expect(dueOn(of('RECOMMEND', 'u1'), round)).toBe('2019-05-20');
        expect(dueOn(of('CLOSE_NOMINATIONS', 'edz'), round)).toBe('2019-05-21');
      },
    },
    {
      name: 'one that was never recommended waits no longer once nominations are closed',
      given: [opened, nominated('b', '2019-05-12'), at('NominationsClosed', '2019-05-21', { recommended: 1 })],
      then: ({ bodies, body }) => {
        const [left] = rows(bodies(DUE_ROWS)).filter(({ kind }) => kind === 'RECOMMEND');
        const round = body(ROUNDS, 'r1') as RoundDocument;
        expect(left === undefined ? [] : [standsIn(left, round, '2019-05-20'), standsIn(left, round, '2019-05-21')]).toEqual([true, false]);
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('NOMINATE') || line.startsWith('CLOSE'))).toEqual(['CLOSE_NOMINATIONS edz officer-1 2019-05-01 2019-05-21', 'NOMINATE u1 - 2019-05-01 2019-05-21', 'NOMINATE u2 - 2019-05-01 2019-05-21']);
      },
    },
    {
      name: 'an expert is waited for until her last candidate is scored, a second sheet for one counts once',
      given: [opened, at('NominationsClosed', '2019-05-21', { recommended: 2 }), at('PanelCommissioned', '2019-05-22', { panel: 'p1', n: 1, stream: 'panel-r1-1', group: 'G', experts: ['x', 'y'], candidates: [{ nomination: 'n-a', teacher: 'a' }, { nomination: 'n-b', teacher: 'b' }] }), formed, sheet('x', 'a', '2019-05-23'), sheet('x', 'a', '2019-05-24'), sheet('y', 'a', '2019-05-24'), sheet('x', 'b', '2019-05-25'), { type: 'PanelClosed', stream: 'panel-r1-1', on: '2019-05-28', data: { panel: 'p1', digest: 'd', sheets: 3 } }],
      then: ({ bodies, body }) => {
        expect(spans(bodies(DUE_ROWS)).filter((line) => /SCORE |PANEL/u.test(line))).toEqual(['CLOSE_PANEL edz officer-1 2019-05-22 2019-05-28', 'FORM_PANELS edz officer-1 2019-05-21', 'SCORE edz x 2019-05-22 2019-05-25', 'SCORE edz y 2019-05-22 2019-05-28']);
        const round = body(ROUNDS, 'r1') as RoundDocument;
        const panels = rows(bodies(DUE_ROWS)).find(({ kind }) => kind === 'FORM_PANELS');
        expect(panels === undefined ? [] : [standsIn(panels, round, '2019-05-21'), standsIn(panels, round, '2019-05-22')]).toEqual([true, false]);
        expect(spans(bodies(DUE_ROWS))).toContain('OPEN_SCORES edz officer-1 2019-05-28');
      },
    },
    {
      name: 'a list that is ranked again is waited for again; the window moves with its real last day',
      given: [opened, ranked('2019-06-10'), publicity('2019-06-11', '2019-06-18'), at('PublicityWindowEnded', '2019-06-21', { publicity: 'pub', lastDay: '2019-06-20' }), at('PublicityClosed', '2019-06-22', { publicity: 'pub', proofs: [], objections: 0 }), ranked('2019-06-25')],
      then: ({ bodies }) => {
        expect(spans(bodies(DUE_ROWS)).filter((line) => /PUBL|CONFER/u.test(line))).toEqual(['CLOSE_PUBLICITY edz officer-1 2019-06-11 2019-06-22', 'CONFER edz officer-1 2019-06-22', 'PUBLISH edz officer-1 2019-06-10 2019-06-11', 'PUBLISH edz officer-1 2019-06-25']);
        expect(rows(bodies(DUE_ROWS)).find(({ kind }) => kind === 'CLOSE_PUBLICITY')?.due).toBe('2019-06-21');
      },
    },
    {
      name: "a school's publicity says nothing of the list, and what no post did waits for nobody by name",
      given: [opened, ranked('2019-06-10'), at('PublicityOpened', '2019-06-11', { ...publicity('2019-06-11', '2019-06-18').data, publicity: 'of-u1', level: 'SCHOOL', unit: 'u1' }, { meta: { actor: 'system', appointment: null, capacity: null } })],
      then: ({ bodies }) => expect(spans(bodies(DUE_ROWS)).filter((line) => line.includes('PUBL'))).toEqual(['CLOSE_PUBLICITY - - 2019-06-11', 'PUBLISH edz officer-1 2019-06-10']),
    },
  ]);

  it('every kind of task is opened by something and ended by something', () => {
    for (const { kind, opens, ends } of taskKinds) expect([kind, Object.keys(opens).length > 0, Object.keys(ends).length > 0]).toEqual([kind, true, true]);
    expect(new Set(taskKinds.map(({ kind }) => kind)).size).toBe(taskKinds.length);
  });
});
