import type { WindowSoFar } from '../calendar';
import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { alreadySo, byClauseOf, citing, needed, refused, type Refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct, TeacherId } from '../facts';
import { candidateAsOfficer } from '../people';
import { ruleReference, type EffectiveProgramme, type PublicityRules, type TierRules } from '../programme-rules';
import type { OrgLevel } from '../registry-facts';
import type { ListedRow, RoundFact } from './facts';
import { listChangedSince, notVetted, receivedInWindow, toPublish } from './holds';
import { columnsOf, saysTheSame } from './public-row';
import { keyOfEdition, keyOfPosting, keyOfShown, type PublicityPick, type PublicityState, type PublishedRow } from './publicity-state';
import { atGate, gateOfOfficer, openedRound, rolesIn, tierOf, type Gate, type RoundState } from './round';
import { candidatesOf, confirmedRecommendations, pendingRecommendations } from './recommendation-lines';

export const FINAL: PublicityPick = { level: null, unit: null };
/** At most so many rows in one event: a usual row takes 640 bytes with its private part, and rows three times as long still fit into an append's 1 MiB. */
export const ROWS_IN_ONE = 500;

export interface PublicityRow {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly hash: string;
  /** The row as published (序号, 姓名, 单位, 学科, 称号) and its salt; goes to her private part. */
  readonly row: JsonObject;
  readonly salt: string;
}

export interface OpenPublicityCommand {
  /** The final one where it is not said. */
  readonly pick?: PublicityPick;
  readonly publicity: string;
  /** In the order of `listToPost`, exactly those; empty where `parts` of them are stored. */
  readonly rows: readonly PublicityRow[];
  readonly parts?: number;
  readonly listHash: string;
  readonly places: readonly string[];
  readonly openedOn?: BusinessDate;
  readonly contact?: { readonly office: string; readonly phone: string };
  readonly signedBy?: string;
}

export interface ClosePublicityCommand {
  readonly pick?: PublicityPick;
  readonly proofs: readonly { readonly place: string; readonly file: string | null }[];
  readonly objections: number;
  /** Of the list that the proofs show; left out where it was not read back. */
  readonly listHash?: string;
  /** The rows as they would be posted today; left out where nobody asked the dossiers. */
  readonly today?: ReadonlyMap<NominationId, JsonObject>;
  /** The stamped 公示情况说明. */
  readonly statement?: OfficialAct;
}

/** What the programme states for a posting at a level; null: none is made there. */
export function publicityRules(state: RoundState, programme: EffectiveProgramme, level: OrgLevel | null): PublicityRules | null {
  const tier = tierOf(state, programme);
  return level === null ? tier.publicity : (tier.publicityAt?.[level] ?? null);
}

/** The last posting of a level and unit, or the final one. */
export function publicityOf(state: RoundState, pick: PublicityPick): PublicityState | null {
  const id = state.postings.latest.get(keyOfPosting(pick));
  return (id === undefined ? undefined : state.publicities.get(id)) ?? null;
}

/** Whether a level has shown her for its whole window, with proof: what the next level asks before it takes her on. */
export function shownAndClosed(state: RoundState, nomination: NominationId, level: OrgLevel): boolean {
  return state.postings.shown.has(keyOfShown(nomination, level));
}

/** Nothing is asked of a level that the programme has post no list. */
export function shownAtLevel(state: RoundState, tier: TierRules, nomination: NominationId, level: OrgLevel): boolean {
  return tier.publicityAt?.[level] === undefined || shownAndClosed(state, nomination, level);
}

/** Who belongs on a list: of a unit those it recommended and has not shown yet, of the round those on the list who are to be shown. */
export function listToPost(state: RoundState, pick: PublicityPick, tier: TierRules): readonly { readonly nomination: NominationId; readonly teacher: TeacherId }[] {
  const { level, unit } = pick;
  if (level !== null) return confirmedRecommendations(state).filter((line) => line.level === level && line.unit === unit && line.leaving === null && !shownAndClosed(state, line.nomination, level));
  const teachers = new Map((state.ranking?.lines ?? []).map((line) => [line.nomination, line.teacher]));
  return toPublish(state, tier).flatMap((nomination) => {
    const teacher = teachers.get(nomination);
    return teacher === undefined ? [] : [{ nomination, teacher }];
  });
}

/** A part of a long list, stored before the posting that will name it. Of a change that was given up, and is made again with other names, the later wording counts. */
export function decideListPart(_state: RoundState, part: { readonly publicity: string; readonly edition: number; readonly part: number; readonly rows: readonly PublicityRow[] }): Decision<RoundFact> {
  const { publicity, edition, part: n, rows } = part;
  return { kind: 'events', events: [{ type: 'PublicityListed', data: { publicity, edition, part: n, rows: rows.map(inClear) }, private: privately(rows) }] };
}

/** Posts a list; its last day follows from the working calendar. */
export function decideOpenPublicity(state: RoundState, command: OpenPublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const calendar = needed(context, 'calendar');
  const { pick = FINAL, publicity, listHash, places, openedOn = context.today, contact, signedBy } = command;
  const wrong = halfPicked(pick) ?? (pick.level === null ? gateOfFinal(state, programme, context) : gateOfLevel(state, context));
  if (wrong) return wrong;
  const rules = publicityRules(state, programme, pick.level);
  if (!rules) return refused('noPublicityStated', { tier: openedRound(state).tier, level: pick.level });
  const standing = pick.level === null ? null : publicityOf(state, pick);
  if (standing && standing.closedOn === null) return refused('publicityOpen', { publicity: standing.publicity, openedOn: standing.openedOn });
  if (openedOn > context.today) return refused('inTheFuture', { day: openedOn, today: context.today });
  if (places.length === 0) return refused('noPlace');
  const early = pick.level === null ? beforeTheRanking(state, openedOn) ?? notShown(state, programme) ?? notSettled(state, tierOf(state, programme)) : beforeTheRecommendation(state, pick, openedOn);
  if (early) return early;
  const listed = command.parts === undefined ? command.rows.map(inClear) : partsOf(state, publicity, 1, command.parts);
  const tier = tierOf(state, programme);
  if (pick.level !== null && listToPost(state, pick, tier).length === 0) return refused('nobodyToPost', { level: pick.level, unit: pick.unit });
  const differs = notTheList(state, pick, listed, tier);
  if (differs) return differs;
  const { firstDay, lastDay, provisional, calendar: version } = calendar.window(openedOn, rules.workingDays, rules.countFirstDay);
  return {
    kind: 'events',
    events: [
      {
        type: 'PublicityOpened',
        data: {
          publicity, level: pick.level, unit: pick.unit, listHash, rows: command.rows.map(inClear), ...(command.parts === undefined ? {} : { listed: { parts: command.parts, count: listed.length } }),
          openedOn, workingDays: rules.workingDays, countFirstDay: rules.countFirstDay, firstDay, lastDay, calendar: version, provisional, places,
          ...(contact === undefined ? {} : { contact }), ...(signedBy === undefined ? {} : { signedBy }),
        },
        private: privately(command.rows),
        effectiveOn: openedOn,
        rule: ruleReference(programme, rules.clause),
      },
    ],
  };
}

/** Due by date: told to subscribers once for every last day, on whatever day the reactor comes by (design, section 6). */
export function decideWindowEnded(state: RoundState, context: DecisionContext, publicity = state.publicity?.publicity): Decision<RoundFact> {
  const posting = publicity === undefined ? undefined : state.publicities.get(publicity);
  // Before the year's holidays are known nobody can say that the window has ended.
  if (!posting || posting.suspended || posting.provisional || posting.superseded || posting.windowEnded === posting.lastDay || context.today <= posting.lastDay) return alreadySo;
  return { kind: 'events', events: [{ type: 'PublicityWindowEnded', data: { publicity: posting.publicity, lastDay: posting.lastDay }, effectiveOn: posting.lastDay }] };
}

/** A person's act with its proofs: not before the last day has ended, one proof per place, of the list that was published. */
export function decideClosePublicity(state: RoundState, command: ClosePublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const { pick = FINAL, proofs, objections, listHash, today, statement } = command;
  const found = running(state, pick, context);
  if (found.kind === 'refused') return found;
  const { posting } = found;
  if (posting.suspended) return refused('clockSuspended', { on: posting.suspended.on });
  const lastDay = grown(posting, context);
  const tier = tierOf(state, needed(context, 'programme'));
  const by = citing(publicityRules(state, needed(context, 'programme'), posting.level));
  if (context.today <= lastDay) return refused('publicityRunning', { lastDay, today: context.today }, by);
  if (posting.provisional) return refused('windowProvisional', { lastDay: posting.lastDay }, by);
  const differs = listHash !== undefined && listHash !== posting.listHash ? refused('listDiffers', { expected: posting.rows.length, given: posting.rows.length }) : outgrown(state, posting, tier);
  if (differs) return differs;
  const changed = posting.rows.filter((row) => differsToday(row, today?.get(row.nomination)));
  if (changed.length > 0) return refused('listOutdated', { count: changed.length, nominations: changed.map(({ nomination }) => nomination) });
  const unproved = posting.places.filter((place) => !proofs.some((proof) => proof.place === place));
  if (unproved.length > 0) return refused('proofMissing', { places: unproved });
  const registered = receivedInWindow(state, posting);
  // 公示情况说明 cannot say fewer than the desk holds; more may be on paper still.
  if (objections < registered) return refused('objectionsUncounted', { registered, given: objections }, by);
  return { kind: 'events', events: [{ type: 'PublicityClosed', data: { publicity: posting.publicity, ...(posting.level === null ? {} : { level: posting.level }), proofs, objections }, ...byClauseOf(context, 'ClosePublicity'), ...(statement === undefined ? {} : { act: statement }) }] };
}

/** The posting that a person goes on with; a candidate of the round does not. */
export function running(state: RoundState, pick: PublicityPick, context: DecisionContext): { readonly kind: 'posting'; readonly posting: PublicityState } | Refused {
  const wrong = halfPicked(pick) ?? (pick.level === null ? gateOfOfficer(state, openNow(state) ? state.gate : 'PUBLICITY_OPENED', context) : unknownRound(state) ?? candidateAsOfficer(rolesIn(state), context.acting));
  if (wrong) return wrong;
  const posting = pick.level === null ? state.publicity : publicityOf(state, pick);
  if (!posting) return refused('nothingPosted', { level: pick.level, unit: pick.unit });
  return posting.closedOn === null ? { kind: 'posting', posting } : refused('publicityClosed', { closedOn: posting.closedOn });
}

/** How far the window of a posting has come by the calendar at hand. */
export function windowOf(posting: PublicityState, context: DecisionContext): WindowSoFar {
  return needed(context, 'calendar').windowOver(posting.stretches, posting.workingDays, posting.countFirstDay);
}

/** Last day of the final publicity: by the last fact that counted it; null while its clock is suspended. */
export function lastPublicDay(state: RoundState, context: DecisionContext): BusinessDate | null {
  const { publicity } = state;
  if (!publicity) throw new Error(`round ${state.id} has no publicity`);
  return lastDayOf(publicity, context);
}

/** Last day of a posting, as `lastPublicDay`. */
export function lastDayOf(posting: PublicityState, context: DecisionContext): BusinessDate | null {
  return posting.suspended ? null : grown(posting, context);
}

/** A window counted before its year's holidays were known may only grow (E19): what was announced is never cut short. */
export function grown(posting: PublicityState, context: DecisionContext): BusinessDate {
  if (!posting.provisional || !context.calendar) return posting.lastDay;
  const again = windowOf(posting, context).lastDay;
  return again !== null && again > posting.lastDay ? again : posting.lastDay;
}

/** The public sees it from its posting to the end of its last day, unless it was taken down for as long as its clock stands still. */
export function shownOn(posting: PublicityState, today: BusinessDate): boolean {
  if (posting.closedOn !== null || posting.superseded || posting.down.size === posting.places.length || today < posting.openedOn) return false;
  return posting.suspended ? posting.suspended.staysPosted : posting.provisional || today <= posting.lastDay;
}

/** What the public sees of it that day: the heads that the programme allows, and the rows as posted while it is up. */
export function postedOn(posting: PublicityState, state: RoundState, programme: EffectiveProgramme, day: BusinessDate): { readonly columns: readonly string[]; readonly rows: readonly (JsonObject | null)[] } {
  const rows = shownOn(posting, day) ? posting.rows.map(({ row }) => row) : [];
  return { columns: columnsOf(rows, publicityRules(state, programme, posting.level)?.fieldsShown), rows };
}

export function differsToday({ row }: PublishedRow, today: JsonObject | undefined): boolean {
  return row !== null && today !== undefined && !saysTheSame(row, today);
}

export const inClear = ({ nomination, teacher, hash }: PublicityRow): ListedRow => ({ nomination, teacher, hash });
export const privately = (rows: readonly PublicityRow[]): { readonly [teacher: TeacherId]: JsonObject } => Object.fromEntries(rows.map(({ teacher, row, salt }) => [teacher, { row, salt }]));
export const partsOf = (state: RoundState, publicity: string, edition: number, parts: number): readonly PublishedRow[] => (state.postings.parts.get(keyOfEdition(publicity, edition)) ?? []).slice(0, parts).flat();

export function notTheList(state: RoundState, pick: PublicityPick, rows: readonly { readonly nomination: NominationId }[], tier: TierRules): Refused | null {
  const list = listToPost(state, pick, tier);
  return rows.length === list.length && rows.every((row, index) => row.nomination === list[index]?.nomination) ? null : refused('listDiffers', { expected: list.length, given: rows.length });
}

/**
 * Whether a posting can no longer be confirmed as it is. Who came on the final list while it was public is shown in a
 * publicity of her own and keeps nobody waiting; whoever left either list is still on the wall (E20).
 */
export function outgrown(state: RoundState, posting: PublicityState, tier: TierRules): Refused | null {
  if (posting.level !== null) return notTheList(state, posting, posting.rows, tier);
  const { left } = listChangedSince(state, posting);
  return left.length === 0 ? null : refused('listChanged', { count: left.length, nominations: left });
}

/** A level without a unit, or a unit without a level, means nothing. */
export function halfPicked({ level, unit }: PublicityPick): Refused | null {
  return (level === null) === (unit === null) ? null : refused('pickUnit');
}

/** From the first final publicity to the end of the round; a ranking that was reopened leaves it. */
const SHOWING: readonly Gate[] = ['PUBLICITY_OPENED', 'PUBLICITY_CLOSED', 'CONFERRAL_DECIDED'];

/** A final publicity is running, or has run out and is not confirmed. */
function openNow({ gate, publicity }: RoundState): boolean {
  return SHOWING.includes(gate) && publicity !== null && publicity.closedOn === null;
}

/** The first follows the ranking; a later one shows who came on the list since and was never shown (E18). */
function gateOfFinal(state: RoundState, programme: EffectiveProgramme, context: DecisionContext): Refused | null {
  const later = SHOWING.includes(state.gate) && state.publicity !== null && !openNow(state) && toPublish(state, tierOf(state, programme)).length > 0;
  return gateOfOfficer(state, later ? state.gate : 'RANKED', context);
}

/** What the programme asks for before the public sees the list. */
function notSettled(state: RoundState, tier: TierRules): Refused | null {
  const unasked = tier.vetting?.before === 'PUBLICITY' ? notVetted(state, tier) : [];
  if (unasked.length > 0) return refused('notVetted', { count: unasked.length, nominations: unasked }, citing(tier.vetting));
  return tier.approval?.stage === 'BEFORE' && !state.approval ? refused('listNotApproved', { round: state.id }, citing(tier.approval)) : null;
}

/** Until the list of the round is posted, which waits for those of the levels: a school that forgot hers would else keep it waiting for ever. */
const LEVELS_POST: readonly Gate[] = ['OPEN', 'NOMINATIONS_CLOSED', 'SCORES_OPENED', 'RANKED'];

function gateOfLevel(state: RoundState, context: DecisionContext): Refused | null {
  return (LEVELS_POST.includes(state.gate) ? null : atGate(state, 'OPEN')) ?? candidateAsOfficer(rolesIn(state), context.acting);
}

function unknownRound(state: RoundState): Refused | null {
  return state.gate === 'NONE' ? atGate(state, 'OPEN') : null;
}

function beforeTheRanking(state: RoundState, openedOn: BusinessDate): Refused | null {
  return state.ranking && openedOn < state.ranking.on ? outOfOrder('ranking', state.ranking.on, 'openedOn', openedOn) : null;
}

function beforeTheRecommendation(state: RoundState, { level, unit }: PublicityPick, openedOn: BusinessDate): Refused | null {
  const pending = pendingRecommendations(state).filter((line) => line.level === level && line.unit === unit);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending.map((line) => line.reservation) });
  const last = confirmedRecommendations(state).filter((line) => line.level === level && line.unit === unit).reduce<BusinessDate>((latest, line) => (line.on > latest ? line.on : latest), '');
  return openedOn < last ? outOfOrder('recommendation', last, 'openedOn', openedOn) : null;
}

/** Where the programme has the levels post their lists, nobody is proposed to the public whom hers did not show. */
function notShown(state: RoundState, programme: EffectiveProgramme): Refused | null {
  const tier = tierOf(state, programme);
  const proposed = new Set(listToPost(state, FINAL, tier).map(({ nomination }) => nomination));
  const missing = candidatesOf(state).filter((line) => proposed.has(line.nomination) && !shownAtLevel(state, tier, line.nomination, line.level));
  const [first] = missing;
  return first === undefined ? null : refused('notShownAtLevel', { count: missing.length, nominations: missing.map((line) => line.nomination) }, citing(tier.publicityAt?.[first.level]));
}
