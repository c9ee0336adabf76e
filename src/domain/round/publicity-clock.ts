import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { alreadySo, byClauseOf, citing, needed, refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct, PrivatePart, TeacherId } from '../facts';
import type { TierRules } from '../programme-rules';
import type { ListChange, RoundFact } from './facts';
import { differsToday, FINAL, grown, halfPicked, inClear, notTheList, outgrown, partsOf, privately, publicityOf, publicityRules, running, shownOn, windowOf, type PublicityRow } from './publicity';
import { keyOfPosting, type PublicityPick, type PublicityState, type PublishedRow } from './publicity-state';
import { tierOf, type RoundState } from './round';

export interface SuspendClockCommand {
  readonly pick?: PublicityPick;
  /** Whom the investigation is about. */
  readonly nomination: NominationId;
  readonly reason: string;
  readonly staysPosted: boolean;
  readonly act: OfficialAct;
  readonly on?: BusinessDate;
}

/** An investigation stops the clock (E22); the reason is told to nobody who does not run or oversee the round. */
export function decideSuspendClock(state: RoundState, command: SuspendClockCommand, context: DecisionContext): Decision<RoundFact> {
  const { pick = FINAL, nomination, reason, staysPosted, act, on = context.today } = command;
  const found = running(state, pick, context);
  if (found.kind === 'refused') return found;
  const { posting } = found;
  if (posting.suspended) return refused('clockSuspended', { on: posting.suspended.on });
  const about = posting.rows.find((row) => row.nomination === nomination);
  if (!about) return refused('notPosted', { nomination });
  const since = posting.stretches.at(-1)?.from ?? posting.openedOn;
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (on < since) return outOfOrder('clock', since, 'on', on);
  if (on > grown(posting, context)) return refused('windowOver', { lastDay: posting.lastDay });
  const { counted } = windowOf({ ...posting, stretches: upTo(posting, on) }, context);
  const secret: PrivatePart = { reason };
  return {
    kind: 'events',
    events: [{ type: 'PublicityClockSuspended', data: { publicity: posting.publicity, on, counted, left: posting.workingDays - counted, staysPosted }, private: { [about.teacher]: secret }, effectiveOn: on, act, ...byClauseOf(context, 'ClosePublicity') }],
  };
}

/** The days that were left run on from here; the day itself counts where a posting day does. */
export function decideResumeClock(state: RoundState, command: { readonly pick?: PublicityPick; readonly act?: OfficialAct; readonly on?: BusinessDate }, context: DecisionContext): Decision<RoundFact> {
  const { pick = FINAL, act, on = context.today } = command;
  const found = running(state, pick, context);
  if (found.kind === 'refused') return found;
  const { posting } = found;
  if (!posting.suspended) return refused('clockRunning', { lastDay: posting.lastDay });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (on < posting.suspended.on) return outOfOrder('suspension', posting.suspended.on, 'on', on);
  const { counted } = windowOf(posting, context);
  const { lastDay, provisional, calendar } = windowOf({ ...posting, stretches: [...posting.stretches, { from: on, until: null }] }, context);
  if (lastDay === null) throw new Error(`publicity ${posting.publicity} has no last day`);
  return {
    kind: 'events',
    events: [{ type: 'PublicityClockResumed', data: { publicity: posting.publicity, on, left: Math.max(0, posting.workingDays - counted), lastDay, calendar, provisional }, effectiveOn: on, ...(act === undefined ? {} : { act }), ...byClauseOf(context, 'ClosePublicity') }],
  };
}

/** Counts again what was counted before the year's holidays were known; what was announced is never cut short (E19). */
export function decideRecompute(state: RoundState, command: { readonly pick?: PublicityPick }, context: DecisionContext): Decision<RoundFact> {
  const found = running(state, command.pick ?? FINAL, context);
  if (found.kind === 'refused') return found;
  const { posting } = found;
  if (!posting.provisional) return refused('windowCertain', { lastDay: posting.lastDay });
  if (posting.suspended) return refused('clockSuspended', { on: posting.suspended.on });
  const { firstDay, provisional, calendar } = windowOf(posting, context);
  if (provisional) return refused('holidaysUnknown', { year: posting.lastDay.slice(0, 4), lastYear: needed(context, 'calendar').lastYear });
  const lastDay = grown(posting, context);
  return { kind: 'events', events: [{ type: 'PublicityRecomputed', data: { publicity: posting.publicity, calendar, firstDay: firstDay ?? posting.firstDay, lastDay, provisional }, ...byClauseOf(context, 'ClosePublicity') }] };
}

export interface ChangeListCommand {
  readonly pick?: PublicityPick;
  /** As `OpenPublicityCommand`: the list as it stands now, or `parts` of it already stored. */
  readonly rows: readonly PublicityRow[];
  readonly parts?: number;
  readonly listHash: string;
  /** The rows as they would be posted today, by nomination. */
  readonly today: ReadonlyMap<NominationId, JsonObject>;
  readonly on?: BusinessDate;
}

/** Posts the list as it stands now in the place of the one that no longer holds; the window begins anew (E20). */
export function decideChangeList(state: RoundState, command: ChangeListCommand, context: DecisionContext): Decision<RoundFact> {
  const { pick = FINAL, rows, parts, listHash, today, on = context.today } = command;
  const found = running(state, pick, context);
  if (found.kind === 'refused') return found;
  const { posting } = found;
  if (posting.suspended) return refused('clockSuspended', { on: posting.suspended.on });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  const since = posting.stretches.at(-1)?.from ?? posting.openedOn;
  if (on < since) return outOfOrder('openedOn', since, 'on', on);
  const edition = posting.edition + 1;
  const listed = parts === undefined ? rows.map(inClear) : partsOf(state, posting.publicity, edition, parts);
  const differs = notTheList(state, pick, listed, tierOf(state, needed(context, 'programme')));
  if (differs) return differs;
  const changes = changesOf(posting.rows, listed, today);
  if (changes.length === 0) return refused('listUnchanged', { publicity: posting.publicity });
  const { firstDay, lastDay, provisional, calendar } = needed(context, 'calendar').window(on, posting.workingDays, posting.countFirstDay);
  return {
    kind: 'events',
    events: [
      {
        type: 'PublicityListChanged',
        data: { publicity: posting.publicity, edition, changes, listHash, rows: rows.map(inClear), ...(parts === undefined ? {} : { listed: { parts, count: listed.length } }), restarted: true, openedOn: on, firstDay, lastDay, calendar, provisional },
        private: privately(rows),
        effectiveOn: on,
        ...byClauseOf(context, 'OpenPublicity'),
      },
    ],
  };
}

/** Whether a posting no longer shows the list as it stands. */
export function isOutdated(state: RoundState, posting: PublicityState, today: ReadonlyMap<NominationId, JsonObject>, tier: TierRules): boolean {
  return outgrown(state, posting, tier) !== null || posting.rows.some((row) => differsToday(row, today.get(row.nomination)));
}

export interface TakeDownCommand {
  readonly pick?: PublicityPick;
  /** One list by its id: of a level and unit, or of the final ones, another may hang in its place by now. The last where it is not said. */
  readonly publicity?: string;
  readonly places?: readonly string[];
  readonly on?: BusinessDate;
}

/** After the window the list comes down, place by place; not before. One that another ranking replaced may come down at once. */
export function decideTakeDown(state: RoundState, command: TakeDownCommand, context: DecisionContext): Decision<RoundFact> {
  const { pick = FINAL, publicity, on = context.today } = command;
  const half = halfPicked(pick);
  if (half) return half;
  const posting = publicity === undefined ? publicityOf(state, pick) : (state.publicities.get(publicity) ?? null);
  if (!posting) return publicity === undefined ? refused('nothingPosted', { level: pick.level, unit: pick.unit }) : refused('unknownPublicity', { publicity, round: state.id });
  if (pick.level !== null && keyOfPosting(posting) !== keyOfPosting(pick)) return refused('nothingPosted', { level: pick.level, unit: pick.unit });
  const stranger = command.places?.find((place) => !posting.places.includes(place));
  if (stranger !== undefined) return refused('placeNotPosted', { place: stranger, places: posting.places });
  const places = (command.places ?? posting.places).filter((place) => !posting.down.has(place));
  if (places.length === 0) return alreadySo;
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (on < posting.openedOn) return outOfOrder('openedOn', posting.openedOn, 'on', on);
  if (posting.suspended && !posting.suspended.staysPosted && !posting.superseded) return refused('clockSuspended', { on: posting.suspended.on });
  if (shownOn(posting, on)) return refused('publicityRunning', { lastDay: posting.lastDay, today: on }, citing(context.programme === undefined ? null : publicityRules(state, context.programme, posting.level)));
  return { kind: 'events', events: [{ type: 'ListTakenDown', data: { publicity: posting.publicity, on, places }, effectiveOn: on, ...byClauseOf(context, 'ClosePublicity') }] };
}

function upTo(posting: PublicityState, on: BusinessDate): PublicityState['stretches'] {
  return posting.stretches.map((stretch) => (stretch.until === null ? { from: stretch.from, until: addDays(on, -1) } : stretch));
}

function changesOf(posted: readonly PublishedRow[], listed: readonly { readonly nomination: NominationId; readonly teacher: TeacherId }[], today: ReadonlyMap<NominationId, JsonObject>): readonly ListChange[] {
  const now = new Set(listed.map(({ nomination }) => nomination));
  const before = new Map(posted.map((row) => [row.nomination, row]));
  const line = (kind: ListChange['kind'], { nomination, teacher }: { readonly nomination: NominationId; readonly teacher: TeacherId }): ListChange => ({ kind, nomination, teacher });
  const stayed = posted.filter(({ nomination }) => now.has(nomination));
  const order = listed.filter(({ nomination }) => before.has(nomination));
  return [
    ...posted.filter(({ nomination }) => !now.has(nomination)).map((row) => line('REMOVED', row)),
    ...listed.filter(({ nomination }) => !before.has(nomination)).map((row) => line('ADDED', row)),
    ...stayed.filter((row) => differsToday(row, today.get(row.nomination))).map((row) => line('CORRECTED', row)),
    ...order.filter(({ nomination }, index) => stayed[index]?.nomination !== nomination).map((row) => line('MOVED', row)),
  ];
}
