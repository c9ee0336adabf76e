import type { BusinessDate } from '../../src/domain/dates';
import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { OrgLevel } from '../../src/domain/registry-facts';
import type { DeadlineExtended, LatePaper, NoticeSupplemented, RoundOpened, RoundParameters, SeatReserved, SeatsTransferred } from '../../src/domain/round/facts';
import { climbing, numberOf } from '../../src/domain/round/parameters';
import { reservingEvent } from '../../src/domain/round/path';
import { rowsOf } from '../../src/domain/round/seat-table';
import type { ConsentGiven, Nominated, NominationCompleted, NominationWithdrawn } from '../../src/domain/teacher/facts';
import type { DayCounts, Projected } from '../facts-of';
import { plus, sumAsOf } from '../facts-of';

/** A paper that was let in after its deadline. */
export interface LateLine extends JsonObject {
  readonly event: string;
  readonly type: string;
  readonly teacher: string;
  /** null: her consent, before there was a nomination. */
  readonly nomination: string | null;
  readonly unit: string | null;
  /** Day from which it holds, and when it was recorded. */
  readonly on: string;
  readonly recordedAt: string;
  readonly late: LatePaper;
}

/** What was said of the round after its notice: a supplement, an extension, a transfer of seats. */
export interface NoticeChange extends JsonObject {
  readonly type: string;
  readonly event: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly number: string | null;
  readonly details: JsonObject;
}

/** The notice as it stood on every day. */
export interface NoticeDocument extends JsonObject {
  readonly wordings: readonly { readonly on: string; readonly parameters: RoundParameters }[];
  readonly extensions: readonly { readonly on: string; readonly level: OrgLevel; readonly unit: string | null; readonly until: string }[];
  readonly changes: readonly NoticeChange[];
  /** Codes given up by an act, from the day of it. */
  readonly waived: readonly { readonly on: string; readonly limit: string }[];
  /** Live seats by limit and unit, by day. */
  readonly counted: { readonly [limit: string]: { readonly [unit: string]: DayCounts } };
  /** Live reservations that count to a limit: reservation → unit and limits. */
  readonly counting: { readonly [reservation: string]: { readonly unit: string; readonly limits: readonly string[] } };
  readonly late: readonly LateLine[];
}

export const NO_NOTICE: NoticeDocument = { wordings: [], extensions: [], changes: [], waived: [], counted: {}, counting: {}, late: [] };

/** Facts that this part of the document is made of. */
export type NoticeEvent = RoundOpened | NoticeSupplemented | DeadlineExtended | SeatsTransferred;

export function noticed(notice: NoticeDocument, event: Projected<NoticeEvent>): NoticeDocument {
  const on = event.meta.effectiveOn;
  const change = (details: JsonObject): readonly NoticeChange[] => [...notice.changes, { type: event.type, event: event.id, on, recordedAt: event.recordedAt, number: event.meta.act?.number ?? null, details }];
  switch (event.type) {
    case 'RoundOpened':
    case 'NoticeSupplemented': {
      const { parameters, waiver } = event.data;
      const common = { ...notice, wordings: [...notice.wordings, { on, parameters }], waived: [...notice.waived, ...(waiver?.limits ?? []).map((limit) => ({ on, limit }))] };
      if (event.type === 'RoundOpened') return common;
      const { changes, becomesEligible, becomesIneligible } = event.data;
      return { ...common, changes: change({ changed: Object.keys(changes).sort(), becomesEligible, becomesIneligible }) };
    }
    case 'DeadlineExtended': {
      const { level, unit, before, until } = event.data;
      return { ...notice, extensions: [...notice.extensions, { on, level, unit, until }], changes: change({ level, unit, before, until }) };
    }
    case 'SeatsTransferred': {
      const { level, fromUnit, toUnit, n } = event.data;
      return { ...notice, changes: change({ level, fromUnit, toUnit, n }) };
    }
  }
}

/** A seat that begins to count to limits of the table. */
type SeatCounted = Pick<Projected<SeatReserved>, 'id'> & { readonly data: Pick<SeatReserved['data'], 'unit' | 'countsTo'>; readonly meta: { readonly effectiveOn: string } };

export function seatCounts(notice: NoticeDocument, { id, data: { unit, countsTo = [] }, meta }: SeatCounted): NoticeDocument {
  if (countsTo.length === 0) return notice;
  return { ...notice, counted: shifted(notice.counted, unit, countsTo, meta.effectiveOn, 1), counting: { ...notice.counting, [id]: { unit, limits: countsTo } } };
}

/** A seat that came back counts to nothing any more. */
export function seatReturned(notice: NoticeDocument, reservation: string, on: string): NoticeDocument {
  const { [reservation]: line, ...counting } = notice.counting;
  return line === undefined ? notice : { ...notice, counted: shifted(notice.counted, line.unit, line.limits, on, -1), counting };
}

function shifted(counted: NoticeDocument['counted'], unit: string, limits: readonly string[], on: string, by: 1 | -1): NoticeDocument['counted'] {
  return limits.reduce<NoticeDocument['counted']>((all, limit) => ({ ...all, [limit]: { ...all[limit], [unit]: plus(all[limit]?.[unit] ?? {}, on, by) } }), counted);
}

export function lateAccepted(notice: NoticeDocument, event: Projected<ConsentGiven | Nominated | NominationCompleted | NominationWithdrawn | SeatReserved>): NoticeDocument {
  const { late } = event.data;
  if (late === undefined) return notice;
  const teacher = 'teacher' in event.data ? event.data.teacher : (holderOfStream(event.stream)?.id ?? '');
  const [nomination, unit] = 'nomination' in event.data ? [event.data.nomination, event.data.unit ?? null] : [null, null];
  return { ...notice, late: [...notice.late, { event: reservingEvent(event.id), type: event.type, teacher, nomination, unit, on: event.meta.effectiveOn, recordedAt: event.recordedAt, late }] };
}

/** The notice in force on a day, with the seats that its units have then; null before the opening. */
export function parametersAsOf({ wordings }: NoticeDocument, ledgers: readonly { readonly unit: string; readonly seats: number }[], asOf: BusinessDate): RoundParameters | null {
  const wording = wordings.findLast(({ on }) => on <= asOf)?.parameters;
  if (wording === undefined) return null;
  const known = new Map(wording.recommendationSeats.map((row) => [row.unit, row]));
  return { ...wording, recommendationSeats: ledgers.map(({ unit, seats }) => ({ ...known.get(unit), unit, seats })) };
}

export interface DeadlineAsOf {
  readonly level: OrgLevel;
  /** null: every unit of the level that has none of its own. */
  readonly unit: string | null;
  readonly at: string;
  readonly extended: boolean;
}

/** Deadlines in force on a day: one per level, and one for each unit that has a later one of its own. */
export function deadlinesAsOf(notice: NoticeDocument, parameters: RoundParameters | null, asOf: BusinessDate): readonly DeadlineAsOf[] {
  if (parameters === null) return [];
  const { deadlines = [], recommendationSeats, nominationsTo } = parameters;
  const extensions = notice.extensions.filter(({ on }) => on <= asOf);
  const levels = climbing.filter((level) => level === 'SCHOOL' || deadlines.some((entry) => entry.level === level) || recommendationSeats.some((row) => row.level === level));
  return levels.flatMap((level): readonly DeadlineAsOf[] => {
    const stated = deadlines.find((entry) => entry.level === level)?.at ?? `${nominationsTo}T23:59`;
    const own = extensions.filter((entry) => entry.level === level);
    const all = own.filter(({ unit }) => unit === null).reduce((last, { until }) => (until > last ? until : last), stated);
    const units = [...new Set(own.flatMap(({ unit }) => (unit === null ? [] : [unit])))];
    const later = units.map((unit) => ({ level, unit, at: own.filter((entry) => entry.unit === unit).reduce((last, { until }) => (until > last ? until : last), all), extended: true })).filter(({ at }) => at > all);
    return [{ level, unit: null, at: all, extended: all > stated }, ...later];
  });
}

export interface LimitAsOf {
  readonly code: string;
  readonly kind: string;
  readonly level: OrgLevel;
  readonly per: 'ROUND' | 'UNIT';
  /** Of the whole round; null where each unit has its own. */
  readonly n: number | null;
  /** Of the programme's text, where the notice says that the limit comes from it. */
  readonly clause: string | null;
  readonly waived: boolean;
  /** Live seats that count to it, in all; by value where it holds once for each; by unit where it is per unit. */
  readonly counted: { readonly [counter: string]: number };
}

export function limitsAsOf(notice: NoticeDocument, parameters: RoundParameters | null, asOf: BusinessDate): readonly LimitAsOf[] {
  return (parameters?.limits ?? []).map((limit) => {
    const { code, kind, level, per } = limit;
    const seats = rowsOf(parameters?.recommendationSeats ?? [], level).reduce((sum, row) => sum + row.seats, 0);
    const counters = Object.entries(notice.counted).filter(([counter]) => counter === code || counter.startsWith(`${code}/`));
    const counted = counters.flatMap(([counter, units]) => {
      const each = Object.entries(units).map(([unit, days]) => [unit, sumAsOf(days, asOf)] as const);
      const value = counter === code ? '' : counter.slice(code.length + 1);
      if (per === 'UNIT') return each.map(([unit, n]) => [value === '' ? unit : `${unit} ${value}`, n] as const);
      return [[value === '' ? 'ALL' : value, each.reduce((sum, [, n]) => sum + n, 0)] as const];
    });
    return { code, kind, level, per, clause: limit.clause ?? null, n: per === 'UNIT' ? null : numberOf(limit, seats), waived: notice.waived.some((entry) => entry.limit === code && entry.on <= asOf), counted: Object.fromEntries(counted.filter(([, n]) => n !== 0)) };
  });
}
