import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, byClauseOf, needed, refused } from '../decision';
import type { Decision, JsonObject, NominationId, TeacherId } from '../facts';
import { ruleReference } from '../programme-rules';
import type { RoundFact } from './facts';
import { currentList } from './ranking';
import { gateOfOfficer, openedRound, tierOf, type RoundState } from './round';

export interface PublicityRow {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly hash: string;
  /** The row as published (序号, 姓名, 单位, 学科, 称号) and its salt; goes to her private part. */
  readonly row: JsonObject;
  readonly salt: string;
}

export interface OpenPublicityCommand {
  readonly publicity: string;
  /** In rank order, exactly those proposed. */
  readonly rows: readonly PublicityRow[];
  readonly listHash: string;
  readonly places: readonly string[];
  readonly openedOn?: BusinessDate;
}

export interface ClosePublicityCommand {
  readonly proofs: readonly { readonly place: string; readonly file: string | null }[];
  readonly objections: number;
  /** Of the list that the proofs show; left out where it was not read back. */
  readonly listHash?: string;
}

/** Posts the list of those proposed; its last day follows from the working calendar. */
export function decideOpenPublicity(state: RoundState, command: OpenPublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const calendar = needed(context, 'calendar');
  const wrong = gateOfOfficer(state, 'RANKED', context);
  if (wrong) return wrong;
  const { publicity, rows, listHash, places, openedOn = context.today } = command;
  const rules = tierOf(state, programme).publicity;
  if (!rules) return refused('noPublicityStated', { tier: openedRound(state).tier });
  if (openedOn > context.today) return refused('inTheFuture', { day: openedOn, today: context.today });
  if (state.ranking && openedOn < state.ranking.on) return refused('datesOutOfOrder', { earlier: 'ranking', first: state.ranking.on, later: 'openedOn', second: openedOn });
  if (places.length === 0) return refused('noPlace');
  const proposed = currentList(state);
  if (rows.length !== proposed.length || rows.some((row, index) => row.nomination !== proposed[index])) return refused('listDiffers', { expected: proposed.length, given: rows.length });
  const { firstDay, lastDay, provisional, calendar: version } = calendar.window(openedOn, rules.workingDays, rules.countFirstDay);
  return {
    kind: 'events',
    events: [
      {
        type: 'PublicityOpened',
        data: { publicity, listHash, rows: rows.map(({ nomination, teacher, hash }) => ({ nomination, teacher, hash })), openedOn, workingDays: rules.workingDays, countFirstDay: rules.countFirstDay, firstDay, lastDay, calendar: version, provisional, places },
        private: Object.fromEntries(rows.map(({ teacher, row, salt }) => [teacher, { row, salt }])),
        effectiveOn: openedOn,
        rule: ruleReference(programme, rules.clause),
      },
    ],
  };
}

/** Due by date: told to subscribers once, on whatever day the reactor comes by (design, section 6). */
export function decideWindowEnded(state: RoundState, context: DecisionContext): Decision<RoundFact> {
  const { publicity } = state;
  if (!publicity || publicity.windowEnded || context.today <= lastPublicDay(state, context)) return alreadySo;
  const lastDay = lastPublicDay(state, context);
  return { kind: 'events', events: [{ type: 'PublicityWindowEnded', data: { publicity: publicity.publicity, lastDay }, effectiveOn: lastDay }] };
}

/** A person's act with its proofs: not before the last day has ended, one proof per place, of the list that was published. */
export function decideClosePublicity(state: RoundState, command: ClosePublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'PUBLICITY_OPENED', context);
  if (wrong) return wrong;
  const { publicity } = state;
  if (!publicity) throw new Error(`round ${state.id} has no publicity`);
  const lastDay = lastPublicDay(state, context);
  if (context.today <= lastDay) return refused('publicityRunning', { lastDay, today: context.today });
  const proposed = currentList(state);
  const published = publicity.rows.map((row) => row.nomination);
  if ((command.listHash !== undefined && command.listHash !== publicity.listHash) || published.length !== proposed.length || published.some((nomination, index) => nomination !== proposed[index])) {
    return refused('listDiffers', { expected: published.length, given: proposed.length });
  }
  const unproved = publicity.places.filter((place) => !command.proofs.some((proof) => proof.place === place));
  if (unproved.length > 0) return refused('proofMissing', { places: unproved });
  const { proofs, objections } = command;
  return { kind: 'events', events: [{ type: 'PublicityClosed', data: { publicity: publicity.publicity, proofs, objections }, ...byClauseOf(context, 'ClosePublicity') }] };
}

/** A window computed before its year's holidays were known is computed again; it may only grow (E19). */
export function lastPublicDay(state: RoundState, context: DecisionContext): BusinessDate {
  const { publicity } = state;
  if (!publicity) throw new Error(`round ${state.id} has no publicity`);
  if (!publicity.provisional || !context.calendar) return publicity.lastDay;
  const again = context.calendar.window(publicity.openedOn, publicity.workingDays, publicity.countFirstDay).lastDay;
  return again > publicity.lastDay ? again : publicity.lastDay;
}
