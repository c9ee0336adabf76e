import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import type { JsonObject } from '../../src/domain/facts';
import { ROUND_HEADS, stageOn, type RoundHead } from './head';
import { roundAsOf } from './query';
import { ROUNDS, rounds, type RoundDocument } from './rounds';

const opened: GivenEvent = {
  type: 'RoundOpened', stream: 'round-r1', on: '2019-05-01',
  data: {
    round: 'r1', names: { zh: '教坛新秀', en: 'Rising Star' }, programme: 'weihai', version: 1, adoptions: 3, tier: 'RISING_STAR', track: 'TEACHER', calendar: 'cn-2026', demonstration: true,
    parameters: {
      bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-02', nominationsTo: '2019-05-20', awardSeats: 2, requiredAttachments: [],
      recommendationSeats: [{ unit: 'u1', seats: 2 }, { unit: 'u2', seats: 1 }],
    },
  },
};
const nominated = (id: string, on: string, more: Partial<GivenEvent> = {}): GivenEvent => ({
  type: 'Nominated', stream: `teacher-${id}`, on,
  data: { nomination: `n-${id}`, round: 'r1', programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', unit: 'u1', stage: 'PRIMARY', subject: 'CHINESE', verdicts: [] },
  ...more,
});
const reserved = (id: string, unit: string, on: string): GivenEvent => ({ type: 'SeatReserved', version: 1, stream: 'round-r1', on, id: `seat-${id}`, data: { ledger: 'RECOMMENDATION', unit, nomination: `n-${id}`, teacher: id } });
const settled = (type: 'SeatConfirmed' | 'SeatReleased', ledger: 'RECOMMENDATION' | 'AWARD', reservation: string, on: string): GivenEvent => ({ type, stream: 'round-r1', on, data: { ledger, reservation, nomination: 'n', outcome: 'o' } });
const decided: GivenEvent = {
  type: 'ConferralDecided', stream: 'round-r1', on: '2019-07-01', id: 'decision',
  data: {
    batch: 'b1', conferredOn: '2019-07-01', notSelected: [], held: [],
    conferrals: [{ nomination: 'n-a', teacher: 'a', title: 'ti-a', certificate: 'C1', rank: 1 }, { nomination: 'n-b', teacher: 'b', title: 'ti-b', certificate: 'C2', rank: 2 }],
  },
};
const round = (body: unknown) => body as RoundDocument;

describe('rounds', () => {
  describeProjection([rounds], [
    {
      name: 'the notice as of any day: supplements, extensions, transfers, limits and late papers',
      given: [
        { ...opened, data: { ...opened.data, parameters: { ...(opened.data['parameters'] as JsonObject), deadlines: [{ level: 'SCHOOL', at: '2019-05-15T17:00', printed: null }], limits: [{ code: 'SAME', kind: 'CAP', level: 'SCHOOL', of: {}, by: ['STAGE'], amount: { n: 1 }, per: 'UNIT', unitSeats: null }] } } },
        { ...reserved('a', 'u1', '2019-05-12'), version: 2, data: { ...reserved('a', 'u1', '2019-05-12').data, level: 'SCHOOL', path: [{ level: 'SCHOOL', unit: 'u1' }], version: 1, countsTo: ['SAME/PRIMARY'] } },
        { type: 'SeatsTransferred', stream: 'round-r1', on: '2019-05-13', data: { level: 'SCHOOL', fromUnit: 'u2', toUnit: 'u3', n: 1 } },
        settled('SeatReleased', 'RECOMMENDATION', 'seat-a', '2019-05-14'),
        { type: 'DeadlineExtended', stream: 'round-r1', on: '2019-05-15', data: { level: 'SCHOOL', unit: 'u1', before: '2019-05-15T17:00', until: '2019-05-17T12:00' } },
        nominated('b', '2019-05-15', { id: 'late', data: { ...nominated('b', '').data, late: { receivedAt: '2019-05-15T16:00', receipt: '88', approver: 'p-2', act: { body: 'edz', kind: '批示', number: null, date: '2019-05-16', file: null } } } }),
        {
          type: 'NoticeSupplemented', stream: 'round-r1', on: '2019-05-16',
          data: { changes: { awardSeats: 3 }, becomesEligible: [], becomesIneligible: [], parameters: { ...(opened.data['parameters'] as JsonObject), awardSeats: 3, recommendationSeats: [{ unit: 'u1', seats: 4 }, { unit: 'u3', seats: 1 }] } },
        },
      ],
      then: ({ body }) => {
        const document = round(body(ROUNDS, 'r1'));
        const seats = (day: string) => Object.fromEntries(roundAsOf(document, day).recommendation.map((ledger) => [ledger.unit, ledger.seats]));
        expect([seats('2019-05-12'), seats('2019-05-13'), seats('2019-05-16')]).toEqual([{ u1: 2, u2: 1, u3: 0 }, { u1: 2, u2: 0, u3: 1 }, { u1: 4, u2: 0, u3: 1 }]);
        expect([roundAsOf(document, '2019-05-15').award.seats, roundAsOf(document, '2019-05-16').award.seats]).toEqual([2, 3]);
        expect(roundAsOf(document, '2019-05-12').limits).toMatchObject([{ code: 'SAME', n: null, counted: { 'u1 PRIMARY': 1 } }]);
        expect(roundAsOf(document, '2019-05-14').limits).toMatchObject([{ counted: {} }]);
        expect(roundAsOf(document, '2019-05-14').deadlines).toEqual([{ level: 'SCHOOL', unit: null, at: '2019-05-15T17:00', extended: false }]);
        expect(roundAsOf(document, '2019-05-15').deadlines).toMatchObject([{ unit: null, at: '2019-05-15T17:00' }, { unit: 'u1', at: '2019-05-17T12:00' }]);
        expect(roundAsOf(document, '2019-05-15').late).toMatchObject([{ event: 'late', teacher: 'b', late: { receipt: '88' } }]);
        expect(roundAsOf(document, '2019-05-16').changes.map(({ type }) => type)).toEqual(['SeatsTransferred', 'DeadlineExtended', 'NoticeSupplemented']);
        expect(roundAsOf(document, '2019-05-16').parameters?.recommendationSeats).toEqual([{ unit: 'u1', seats: 4 }, { unit: 'u2', seats: 0 }, { unit: 'u3', seats: 1 }]);
        expect(roundAsOf(document, '2019-04-30').parameters).toBeNull();
      },
    },
    {
      name: 'two ledgers, by unit and by day',
      given: [
        opened, nominated('a', '2019-05-10'), reserved('a', 'u1', '2019-05-12'), reserved('b', 'u2', '2019-05-13'),
        settled('SeatConfirmed', 'RECOMMENDATION', 'seat-a', '2019-05-12'), settled('SeatReleased', 'RECOMMENDATION', 'seat-b', '2019-05-14'),
        { type: 'NominationsClosed', stream: 'round-r1', on: '2019-05-21', data: { recommended: 1 } },
        decided, settled('SeatConfirmed', 'AWARD', 'decision', '2019-07-01'), settled('SeatReleased', 'AWARD', 'decision', '2019-07-02'),
      ],
      then: ({ body }) => {
        const document = round(body(ROUNDS, 'r1'));
        expect(roundAsOf(document, '2019-04-30')).toMatchObject({ stage: null, recommendation: [], award: { seats: 0 } });
        expect(roundAsOf(document, '2019-05-13')).toMatchObject({
          stage: 'RoundOpened',
          recommendation: [
            { unit: 'u1', seats: 2, reserved: 0, confirmed: 1, free: 1 },
            { unit: 'u2', seats: 1, reserved: 1, confirmed: 0, free: 0 },
          ],
          recommendationTotal: { seats: 3, reserved: 1, confirmed: 1, free: 1 },
          counts: { nominated: 1 },
        });
        expect(roundAsOf(document, '2019-05-21')).toMatchObject({ stage: 'NominationsClosed', recommendationTotal: { seats: 3, reserved: 0, confirmed: 1, free: 2 } });
        expect(roundAsOf(document, '2019-07-01').award).toEqual({ seats: 2, reserved: 1, confirmed: 1, lapsed: 0, free: 0 });
        expect(roundAsOf(document, '2019-07-02').award).toEqual({ seats: 2, reserved: 0, confirmed: 1, lapsed: 0, free: 1 });
        expect(document.pending).toEqual({});
      },
    },
    {
      name: "a teacher's side of the round is counted once, whatever is corrected, and may be read before the opening",
      given: [
        nominated('a', '2019-05-10', { id: 'nom-a' }), opened, nominated('a', '2019-05-11', { meta: { corrects: 'nom-a' } }),
        { type: 'NominationRefused', stream: 'teacher-z', on: '2019-05-11', data: { round: 'r1', programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', useCase: 'SubmitNomination', rule: 'bornOnOrAfter', clause: 'W12', inputs: {}, verdicts: [], read: {} } },
        teacher('a').conferred('2019-07-01', 'ti-a', 'RISING_STAR'),
        { type: 'ScoreSubmitted', stream: 'panel-r1-1', on: '2019-06-01', data: { sheet: 's', check: 'c', panel: 'p1', nomination: 'n-a', teacher: 'a', expert: 'x' } },
        { type: 'ScoreSubmitted', stream: 'panel-r1-1', on: '2019-06-02', data: { sheet: 's', check: 'c', panel: 'p1', nomination: 'n-b', teacher: 'b', expert: 'x' } },
      ],
      then: ({ body }) => {
        expect(roundAsOf(round(body(ROUNDS, 'r1')), '2019-05-31').counts).toEqual({ nominated: 1, nominationsRefused: 1, conferred: 0, scores: 0 });
        expect(roundAsOf(round(body(ROUNDS, 'r1')), '2019-07-01').counts).toEqual({ nominated: 1, nominationsRefused: 1, conferred: 1, scores: 2 });
        expect(body(ROUNDS, 'r1')).toMatchObject({ names: { zh: '教坛新秀' }, tier: 'RISING_STAR', openedOn: '2019-05-01', concludedOn: null });
      },
    },
    {
      name: 'gates stand in the order in which they were passed, with what they said',
      given: [
        opened,
        { type: 'CandidatesRanked', stream: 'round-r1', on: '2019-06-10', data: { panels: [], scheme: {}, listed: null, supersedes: null, lines: [{ nomination: 'n-a', teacher: 'a', unit: 'u1', group: 'ARTS', rank: 1, proposed: true }, { nomination: 'n-b', teacher: 'b', unit: 'u1', group: 'ARTS', rank: 2, proposed: false }] } },
        { type: 'PublicityOpened', stream: 'round-r1', on: '2019-06-11', data: { publicity: 'pub', level: null, unit: null, listHash: 'h', rows: [{ nomination: 'n-a', teacher: 'a', hash: 'h' }], openedOn: '2019-06-11', workingDays: 5, countFirstDay: false, firstDay: '2019-06-12', lastDay: '2019-06-18', calendar: 'cn', provisional: false, places: [] } },
        { type: 'PublicityWindowEnded', stream: 'round-r1', on: '2019-06-19', data: { publicity: 'pub', lastDay: '2019-06-18' } },
        { type: 'PublicityClosed', stream: 'round-r1', on: '2019-06-20', data: { publicity: 'pub', proofs: [], objections: 0 } },
        decided,
        { type: 'RoundConcluded', stream: 'round-r1', on: '2019-07-02', data: { conferred: 1, declined: 1, notSelected: 0 } },
      ],
      then: ({ body }) => {
        const { gates, concludedOn } = round(body(ROUNDS, 'r1'));
        const head = body(ROUND_HEADS, 'r1') as RoundHead;
        expect(head).toMatchObject({ round: 'r1', names: { zh: '教坛新秀' }, programme: 'weihai', openedOn: '2019-05-01', concludedOn: '2019-07-02' });
        for (const day of ['2019-04-30', ...gates.map(({ on }) => on), '2019-06-15']) expect(stageOn(head.stages, day)).toBe(roundAsOf(round(body(ROUNDS, 'r1')), day).stage);
        expect(gates.map(({ type }) => type)).toEqual(['RoundOpened', 'CandidatesRanked', 'PublicityOpened', 'PublicityWindowEnded', 'PublicityClosed', 'ConferralDecided', 'RoundConcluded']);
        expect(gates[1]?.details).toEqual({ candidates: 2, proposed: 1, proposedByGroup: { ARTS: 1 } });
        expect(gates[2]?.details).toMatchObject({ firstDay: '2019-06-12', lastDay: '2019-06-18', rows: 1 });
        expect(concludedOn).toBe('2019-07-02');
      },
    },
    {
      name: 'of gates of one type in a row a list keeps the first day, also where the paper of the second is older',
      given: [
        opened,
        { type: 'PanelCommissioned', stream: 'round-r1', on: '2019-06-03', data: { panel: 'p1', group: null, experts: [], candidates: [] } },
        { type: 'PanelCommissioned', stream: 'round-r1', on: '2019-06-01', data: { panel: 'p2', group: null, experts: [], candidates: [] } },
        { type: 'PanelCommissioned', stream: 'round-r1', on: '2019-06-05', data: { panel: 'p3', group: null, experts: [], candidates: [] } },
      ],
      then: ({ body }) => {
        const { stages } = body(ROUND_HEADS, 'r1') as RoundHead;
        expect(stages).toEqual([{ type: 'RoundOpened', on: '2019-05-01' }, { type: 'PanelCommissioned', on: '2019-06-01' }]);
        for (const day of ['2019-05-31', '2019-06-01', '2019-06-02', '2019-06-04']) expect(stageOn(stages, day)).toBe(roundAsOf(round(body(ROUNDS, 'r1')), day).stage);
      },
    },
  ]);
});
