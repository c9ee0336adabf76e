import { addDays, addYears, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { alreadySo, isSameAct, needed, refused, sameJson, type Refused } from '../decision';
import type { DecisionContext } from '../context';
import type { Aggregate, Decision, EventId, JsonObject, OfficialAct, OrgId } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';
import { clauseOf, isOpenLeaf, type Bilingual, type ProgrammeDefinition, type TargetEntry } from '../rules/programme-definition';
import type { NumberWord } from '../approximate';
import type { OutputRecorded, TargetFact, TargetSet, TargetWaived } from './facts';
import { numberOf, quoteOf, stated } from './figures';
import type { PeopleMetric } from './honours';
import { firstDay, lastDay } from './printed-day';

/** A number to be reached, from the file or from a notice beside it. */
export interface Target {
  readonly code: string;
  readonly names: Bilingual;
  /** null of a notice. */
  readonly clause: string | null;
  readonly quote: string | null;
  readonly number: number;
  readonly word: NumberWord | null;
  readonly percent: number | null;
  /** null: what is recorded as made. */
  readonly counts: PeopleMetric | null;
  /** First day that counts. */
  readonly from: BusinessDate;
  /** Last day; null where it comes again every so many years. */
  readonly due: BusinessDate | null;
  readonly everyYears: number | null;
  /** Whose it is; null: of the whole programme. */
  readonly unit: OrgId | null;
  /** Who records what was made; null: a bureau. */
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string } | null;
}

/** Those whose number and days are not open. */
export function targetsOf({ targets, effective }: ProgrammeDefinition): { readonly targets?: readonly Target[] } {
  if (targets === undefined) return {};
  const began = stated(effective.from);
  return { targets: Object.entries(targets).flatMap(([code, entry]) => targetOf(code, entry, began)).sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

function targetOf(code: string, entry: TargetEntry, began: BusinessDate | null): readonly Target[] {
  const { names, number, counts, from, due, everyYears, by } = entry;
  const first = from === undefined ? began : stated(from);
  if (isOpenLeaf(number) || first === null || (due !== undefined && isOpenLeaf(due)) || (everyYears !== undefined && isOpenLeaf(everyYears))) return [];
  return [{
    code, names, clause: clauseOf(number), quote: quoteOf(number) ?? quoteOf(entry), number: number.value, ...numberOf(entry), counts: stated(counts),
    from: firstDay(first), due: due === undefined ? null : lastDay(due.value), everyYears: stated(everyYears), unit: null,
    by: by === undefined || isOpenLeaf(by) ? null : { ...by.value, clause: clauseOf(by) },
  }];
}

export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** The stretches over which a target is counted, those that have begun by the day. */
export function periodsOf({ from, due, everyYears }: Pick<Target, 'from' | 'due' | 'everyYears'>, asOf: BusinessDate): readonly Period[] {
  if (everyYears === null) return from > asOf ? [] : [{ from, to: due ?? '9999-12-31' }];
  const periods: Period[] = [];
  for (let turn = 0; ; turn += 1) {
    const begins = addYears(from, turn * everyYears);
    if (begins > asOf || (due !== null && begins > due)) return periods;
    periods.push({ from: begins, to: addDays(addYears(from, (turn + 1) * everyYears), -1) });
  }
}

/** Stream `targets-<programme>`. */
export interface TargetsState {
  readonly set: Map<string, TargetSet['data']>;
  /** By its first wording's event. */
  readonly outputs: Map<EventId, OutputRecorded['data']>;
  readonly originOf: Map<EventId, EventId>;
  readonly waived: Map<string, { readonly count: number; readonly act: OfficialAct | null }>;
}

export const targets: Aggregate<TargetsState, TargetFact> = {
  initial: () => ({ set: new Map(), outputs: new Map(), originOf: new Map(), waived: new Map() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'TargetSet':
        state.set.set(fact.data.target, fact.data);
        return state;
      case 'OutputRecorded': {
        const origin = fact.meta.corrects ?? fact.id;
        state.originOf.set(fact.id, origin);
        state.outputs.set(origin, fact.data);
        return state;
      }
      case 'TargetWaived':
        state.waived.set(waiverKey(fact.data), { count: fact.data.count, act: fact.meta.act ?? null });
        return state;
    }
  },
};

export function waiverKey({ target, period }: Pick<TargetWaived['data'], 'target' | 'period'>): string {
  return `${target} ${period}`;
}

export function targetOfNotice({ target, names, number, word, percent, from, due, tiers, unit }: TargetSet['data']): Target {
  return { code: target, names, clause: null, quote: null, number, word, percent, counts: tiers === null ? null : { of: 'TITLES', tiers }, from, due, everyYears: null, unit, by: null };
}

/** Of the file, or of a notice; undefined where there is none. */
export function targetNamed(programme: EffectiveProgramme, state: TargetsState, code: string): Target | undefined {
  const noticed = state.set.get(code);
  return programme.targets?.find((target) => target.code === code) ?? (noticed === undefined ? undefined : targetOfNotice(noticed));
}

/** Of the file and of notices. */
function targetCodes(programme: EffectiveProgramme, state: TargetsState): readonly string[] {
  return [...new Set([...(programme.targets ?? []).map(({ code }) => code), ...state.set.keys()])];
}

export function decideSetTarget(state: TargetsState, command: TargetSet['data'], act: OfficialAct, context: DecisionContext): Decision<TargetFact> {
  const programme = needed(context, 'programme');
  const { target, from, due, tiers, unit } = command;
  const ofFile = programme.targets?.find(({ code }) => code === target);
  if (ofFile !== undefined) return refused('targetOfFile', { target, programme: programme.id }, ofFile.clause === null ? {} : { clause: ofFile.clause });
  if (due < from) return outOfOrder('from', from, 'due', due);
  if (unit !== null && !needed(context, 'orgs').orgs.has(unit)) return refused('unknownOrg', { org: unit });
  const none = tiers?.find((tier) => !programme.tiers.some(({ code }) => code === tier));
  if (none !== undefined) return refused('unknownTier', { programme: programme.id, tier: none });
  if (sameJson(state.set.get(target) as JsonObject | undefined, command as JsonObject)) return alreadySo;
  return { kind: 'events', events: [{ type: 'TargetSet', data: command, act }] };
}

export interface RecordOutputCommand extends Omit<OutputRecorded['data'], 'programme'> {
  readonly on: BusinessDate;
  /** The record that this one takes the place of. */
  readonly corrects?: EventId;
}

export function decideRecordOutput(state: TargetsState, command: RecordOutputCommand, context: DecisionContext): Decision<TargetFact> {
  const programme = needed(context, 'programme');
  const { on, corrects, ...made } = command;
  const target = targetNamed(programme, state, made.target);
  if (target === undefined) return refused('targetUnknown', { target: made.target, programme: programme.id, targets: targetCodes(programme, state) });
  const clause = target.clause === null ? {} : { clause: target.clause };
  if (target.counts !== null) return refused('targetCounted', { target: target.code }, clause);
  if (!needed(context, 'orgs').orgs.has(made.unit)) return refused('unknownOrg', { org: made.unit });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  const entry = corrected(state.originOf, corrects);
  if (entry.kind === 'refused') return entry;
  const data = { programme: programme.id, ...made };
  if (entry.origin !== undefined && state.outputs.get(entry.origin)?.target !== made.target) return refused('entryUnknown', { event: corrects ?? '' });
  return { kind: 'events', events: [{ type: 'OutputRecorded', data, effectiveOn: on, ...(entry.origin === undefined ? {} : { corrects: entry.origin }), ...(target.clause === null ? {} : { rule: ruleReference(programme, target.clause) }) }] };
}

/** The first wording that a restatement names, whichever wording it names. */
export function corrected(originOf: ReadonlyMap<EventId, EventId>, event: EventId | undefined): { readonly kind: 'found'; readonly origin: EventId | undefined } | Refused {
  const origin = event === undefined ? undefined : originOf.get(event);
  return event !== undefined && origin === undefined ? refused('entryUnknown', { event }) : { kind: 'found', origin };
}

export function decideWaiveTarget(state: TargetsState, command: Omit<TargetWaived['data'], 'programme'>, act: OfficialAct, context: DecisionContext): Decision<TargetFact> {
  const programme = needed(context, 'programme');
  const target = targetNamed(programme, state, command.target);
  if (target === undefined) return refused('targetUnknown', { target: command.target, programme: programme.id, targets: targetCodes(programme, state) });
  const clause = target.clause === null ? {} : { clause: target.clause };
  const periods = periodsOf(target, context.today);
  if (!periods.some(({ from }) => from === command.period)) return refused('periodUnknown', { target: target.code, period: command.period, periods: periods.map(({ from }) => from) }, clause);
  const before = state.waived.get(waiverKey(command));
  if (before?.count === command.count && before.act !== null && isSameAct(before.act, act)) return alreadySo;
  return { kind: 'events', events: [{ type: 'TargetWaived', data: { programme: programme.id, ...command }, act, ...(target.clause === null ? {} : { rule: ruleReference(programme, target.clause) }) }] };
}
