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
const openedWith = (more: object): GivenEvent => ({ ...opened, data: { ...opened.data, parameters: { ...(opened.data['parameters'] as object), ...more } } });
const nominated = (id: string, on: string, more: Partial<GivenEvent> = {}): GivenEvent => ({
  type: 'Nominated', stream: `teacher-${id}`, on, data: { nomination: `n-${id}`, round: 'r1', programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', unit: 'u1', stage: 'PRIMARY', subject: 'CHINESE', verdicts: [], path: [{ level: 'SCHOOL', unit: 'u1' }] }, ...more,
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
const returned = (id: string, on: string): GivenEvent => ({ type: 'NominationReturned', stream: `teacher-${id}`, on, data: { nomination: `n-${id}`, round: 'r1', registration: 'reg', level: 'SCHOOL', items: ['材料'], due: '2019-05-18T17:00', overdue: 'GOES_ON' } });
const asked = (on: string, nominations: readonly string[]): GivenEvent => at('VettingRequested', on, { bodies: [{ code: 'TAX', org: 'tax' }], nominations, due: '2019-06-20' });
const answered = (on: string, nominations: readonly string[]): GivenEvent => at('VettingAnswered', on, { body: 'TAX', answers: nominations.map((nomination) => ({ nomination, holds: false })), late: false });
const assigned = (on: string, handler: string, day: string): GivenEvent => ({ type: 'ObjectionAssigned', stream: 'objection-o1', on, data: { objection: 'o1', round: 'r1', handler, due: day } });
const closed = (id: string, on: string, level?: string): GivenEvent => at('PublicityClosed', on, { publicity: id, ...(level === undefined ? {} : { level }), proofs: ['site', 'gate'].map((place) => ({ place, file: null })), objections: 0 });
const posted = (id: string, on: string, lastDay: string, level: 'SCHOOL' | null, more: object = {}): GivenEvent => at('PublicityOpened', on, { ...publicity(on, lastDay).data, publicity: id, level, unit: level === null ? null : 'u1', provisional: false, places: ['site', 'gate'], ...more });
/** Of a school below a county below a city. */
const climbing = (on: string): GivenEvent => { const event = nominated('a', on); return { ...event, data: { ...event.data, path: [{ level: 'SCHOOL', unit: 'u1' }, { level: 'DISTRICT', unit: 'county' }, { level: 'CITY', unit: 'city' }] } }; };
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
        expect(dueOn(of('RECOMMEND', 'u1'), round, '2019-05-13')).toBe('2019-05-20');
        expect(dueOn(of('CLOSE_NOMINATIONS', 'edz'), round, '2019-05-13')).toBe('2019-05-21');
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

  describeProjection([due, rounds], [
    {
      name: 'a return waits for the teacher herself until she completes it, and gone with her',
      given: [opened, nominated('a', '2019-05-10'), returned('a', '2019-05-11'), { type: 'NominationCompleted', stream: 'teacher-a', on: '2019-05-12', data: { nomination: 'n-a', round: 'r1', registration: 'reg', version: 2, verdicts: [], attachments: [], endorsements: 'STAYS' } },
        returned('a', '2019-05-13'), { type: 'NominationWithdrawn', stream: 'teacher-a', on: '2019-05-14', data: { nomination: 'n-a', round: 'r1', registration: 'reg-2' } }],
      then: ({ bodies }) => {
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('COMPLETE') || line.startsWith('RECOMMEND'))).toEqual(['COMPLETE_RETURN - a 2019-05-11 2019-05-12', 'COMPLETE_RETURN - a 2019-05-13 2019-05-14', 'RECOMMEND u1 - 2019-05-10 2019-05-14']);
        expect(rows(bodies(DUE_ROWS)).find(({ kind }) => kind === 'COMPLETE_RETURN')?.due).toBe('2019-05-18');
      },
    },
    {
      name: 'a body answers about everybody it was asked about, in one letter or several, asked once or again',
      given: [opened, asked('2019-06-10', ['n-a', 'n-b']), asked('2019-06-11', ['n-c']), answered('2019-06-12', ['n-a', 'n-b']), answered('2019-06-13', ['n-c'])],
      then: ({ bodies }) => expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('ANSWER'))).toEqual(['ANSWER_VETTING tax - 2019-06-10 2019-06-13']),
    },
    {
      name: 'an objection waits for whoever assigns it, then for its handler, who may be another later',
      given: [opened, at('ObjectionRegistered', '2019-06-10', { objection: 'o1', about: { kind: 'ROUND' }, objectionType: 'RESULT', realName: true, receivedAt: '2019-06-10T09:00', timing: 'IN_WINDOW', holds: true }),
        assigned('2019-06-11', 'h1', '2019-06-20'), assigned('2019-06-12', 'h2', '2019-06-21'), { type: 'ObjectionExtended', stream: 'objection-o1', on: '2019-06-13', data: { objection: 'o1', round: 'r1', due: '2019-06-28' } }],
      then: ({ bodies }) => {
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.includes('OBJECTION'))).toEqual(['ANSWER_OBJECTION edz h1 2019-06-11 2019-06-12', 'ANSWER_OBJECTION edz h2 2019-06-12', 'ASSIGN_OBJECTION edz officer-1 2019-06-10 2019-06-11']);
        expect(rows(bodies(DUE_ROWS)).find(({ person }) => person === 'h2')?.due).toBe('2019-06-28');
      },
    },
    {
      name: 'a list comes down at each place after its window, closed or not, by whoever posted it',
      given: [opened, ranked('2019-06-10'), posted('pub', '2019-06-11', '2019-06-18', null), posted('of-u1', '2019-06-12', '2019-06-19', 'SCHOOL'), posted('of-u2', '2019-06-12', '2019-06-19', 'SCHOOL', { provisional: true }), posted('of-u3', '2019-06-12', '2019-06-19', 'SCHOOL'),
        at('PublicityClockSuspended', '2019-06-14', { publicity: 'of-u3', on: '2019-06-14', counted: 2, left: 3, staysPosted: true }), closed('pub', '2019-06-19'), closed('of-u1', '2019-06-20', 'SCHOOL'),
        at('ListTakenDown', '2019-06-21', { publicity: 'pub', on: '2019-06-21', places: ['gate'] }), at('ListTakenDown', '2019-06-22', { publicity: 'pub', on: '2019-06-22', places: ['site'] })],
      then: ({ bodies, body }) => {
        // The window of one may still be counted anew, the clock of another stands still: they hang until somebody says for how long.
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('TAKE') || line.startsWith('CONFER'))).toEqual(['CONFER edz officer-1 2019-06-19', 'TAKE_DOWN edz officer-1 2019-06-19 2019-06-22', 'TAKE_DOWN edz officer-1 2019-06-20', `TAKE_DOWN edz officer-1 ${OPEN_END}`, `TAKE_DOWN edz officer-1 ${OPEN_END}`]);
        const hanging = rows(bodies(DUE_ROWS)).find(({ kind, from }) => kind === 'TAKE_DOWN' && from === '2019-06-20');
        expect(hanging?.due).toBe('2019-06-20');
        expect(hanging && standsIn(hanging, body(ROUNDS, 'r1') as RoundDocument, '2019-06-25')).toBe(true);
      },
    },
    {
      name: 'a suspended clock and a window counted anew move the day on which the list comes down; of a final list that another took the place of nothing is asked',
      given: [opened, ranked('2019-06-10'), posted('old', '2019-06-11', '2019-06-18', null), at('PublicityClockSuspended', '2019-06-14', { publicity: 'old', on: '2019-06-14', counted: 2, left: 3, staysPosted: true }),
        at('PublicityClockResumed', '2019-06-20', { publicity: 'old', on: '2019-06-20', left: 3, lastDay: '2019-06-24', calendar: 'cn', provisional: false }), posted('new', '2019-06-26', '2019-07-02', null)],
      then: ({ bodies, body }) => {
        const [old, anew] = rows(bodies(DUE_ROWS)).filter(({ kind }) => kind === 'TAKE_DOWN').sort((one, other) => (one.from < other.from ? -1 : 1));
        expect([old?.from, anew?.from]).toEqual(['2019-06-25', '2019-07-03']);
        const round = body(ROUNDS, 'r1') as RoundDocument;
        expect([old, anew].map((row) => row && standsIn(row, round, '2019-07-05'))).toEqual([false, true]);
        expect(old && standsIn(old, round, '2019-06-25')).toBe(true);
      },
    },
    {
      name: 'each level is waited for when the one below it has recommended, until its own deadline',
      given: [openedWith({ deadlines: [{ level: 'DISTRICT', at: '2019-05-16T17:00' }] }), climbing('2019-05-10'), ...recommended('a', '2019-05-13'), { type: 'LevelRecommended', stream: 'teacher-a', on: '2019-05-15', data: { nomination: 'n-a', round: 'r1', reservation: 'x', level: 'DISTRICT', unit: 'county' } }],
      then: ({ bodies, body }) => {
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('RECOMMEND'))).toEqual(['RECOMMEND city - 2019-05-15', 'RECOMMEND county - 2019-05-13 2019-05-15', 'RECOMMEND u1 - 2019-05-10 2019-05-13']);
        const round = body(ROUNDS, 'r1') as RoundDocument;
        const of = (unit: string) => rows(bodies(DUE_ROWS)).find((row) => row.kind === 'RECOMMEND' && row.unit === unit);
        expect(['u1', 'county'].map((unit) => { const row = of(unit); return row && [row.post, dueOn(row, round, '2019-05-15')]; })).toEqual([['SchoolAdmin', '2019-05-20'], ['BureauOfficer', '2019-05-16']]);
      },
    },
    {
      name: 'a completion whose recommendations do not stay is recommended from the foot again, and nobody above it is waited for before',
      given: [opened, climbing('2019-05-10'), ...recommended('a', '2019-05-11'), returned('a', '2019-05-12'), { type: 'NominationCompleted', stream: 'teacher-a', on: '2019-05-13', data: { nomination: 'n-a', round: 'r1', registration: 'reg', version: 2, verdicts: [], attachments: [], endorsements: 'AGAIN' } }],
      then: ({ bodies }) => expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('RECOMMEND') && !line.includes(` ${OPEN_END}`))).toEqual(['RECOMMEND county - 2019-05-11 2019-05-13', 'RECOMMEND u1 - 2019-05-10 2019-05-11', 'RECOMMEND u1 - 2019-05-13']),
    },
    {
      name: 'a list that another ranking made void is not to be closed, and the ranking made anew is to be published',
      given: [opened, ranked('2019-06-10'), publicity('2019-06-11', '2019-06-18'), at('RankingReopened', '2019-06-13', { ranking: 'e2', objection: null }), ranked('2019-06-14')],
      then: ({ bodies, body }) => {
        const round = body(ROUNDS, 'r1') as RoundDocument;
        const stands = rows(bodies(DUE_ROWS)).filter((row) => row.until === OPEN_END && standsIn(row, round, '2019-06-15')).map(({ kind }) => kind);
        expect(stands).toContain('PUBLISH');
        expect(stands).not.toContain('CLOSE_PUBLICITY');
        expect(spans(bodies(DUE_ROWS)).filter((line) => line.startsWith('RANK'))).toEqual(['RANK edz officer-1 2019-06-13 2019-06-14']);
      },
    },
  ]);

  it('every kind of task is opened by something and ended by something', () => {
    for (const { kind, opens, ends } of taskKinds) expect([kind, Object.keys(opens).length > 0, Object.keys(ends).length > 0]).toEqual([kind, true, true]);
    expect(new Set(taskKinds.map(({ kind }) => kind)).size).toBe(taskKinds.length);
  });
});
