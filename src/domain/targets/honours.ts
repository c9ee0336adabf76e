import type { BusinessDate } from '../dates';
import type { OrgId, TeacherId } from '../facts';
import { firstDay, type PrintedDay } from './printed-day';

/** A title of this system, or one of the time before as a list has it: what numbers of people are counted from. */
export interface Honour {
  readonly teacher: TeacherId;
  /** RECOGNITION: what another body calls her, on evidence; its kind is the name. */
  readonly kind: 'TITLE' | 'LEGACY' | 'RECOGNITION';
  /** Of a legacy title null, or the programme that the list names. */
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  /** As the list calls it; null of a title of this system. */
  readonly name: string | null;
  readonly level: string | null;
  /** 文号 or certificate number, where there is one. */
  readonly number: string | null;
  /** As precise as it is known. */
  readonly conferredOn: PrintedDay;
  /** First day on which it was no longer held because it was revoked. */
  readonly revokedOn: BusinessDate | null;
  /** Her unit when it was conferred; of a legacy title that of the day asked about, null where she had none. */
  readonly unit: OrgId | null;
  /** How many have been given exactly the same, where one stands for all of them; absent: herself. */
  readonly persons?: number;
}

/** What a number of people counts. `earlier`: names under which lists hold the titles of earlier rounds. */
export type PeopleMetric =
  | { readonly of: 'TITLES'; readonly tiers: readonly string[]; readonly earlier?: readonly string[] }
  | { readonly of: 'LEGACY'; readonly names: readonly string[] }
  | { readonly of: 'RECOGNITIONS'; readonly kinds: readonly string[] };

/**
 * 新增: distinct persons whose first title of the kind was conferred within the days, both in (E52). Whoever held one
 * before adds nothing, whatever became of it; two tracks add one. One that was revoked by the last day is not counted.
 * A list's title is checked by nobody: it can take somebody out of what is new, and never puts one in.
 */
export function countNew(honours: readonly Honour[], metric: PeopleMetric, programme: string, days: { readonly from: BusinessDate | null; readonly to: BusinessDate }): number {
  const before = new Set<TeacherId>();
  const within = new Map<TeacherId, number>();
  for (const honour of honours) {
    // A date that is known to the year or month only stands for its first day, as in the dossier.
    const on = firstDay(honour.conferredOn);
    if (isCounted(honour, metric, programme)) {
      if (days.from !== null && on < days.from) before.add(honour.teacher);
      else if (on <= days.to && (honour.revokedOn === null || honour.revokedOn > days.to)) within.set(honour.teacher, honour.persons ?? 1);
    } else if (metric.of === 'TITLES' && honour.kind === 'LEGACY' && honour.name !== null && metric.earlier?.includes(honour.name) === true && days.from !== null && on < days.from) {
      before.add(honour.teacher);
    }
  }
  return [...within].reduce((sum, [teacher, persons]) => sum + (before.has(teacher) ? 0 : persons), 0);
}

function isCounted({ kind, name, programme: of, tier }: Honour, metric: PeopleMetric, programme: string): boolean {
  if (metric.of === 'RECOGNITIONS') return kind === 'RECOGNITION' && of === programme && name !== null && metric.kinds.includes(name);
  if (metric.of === 'LEGACY') return kind === 'LEGACY' && name !== null && metric.names.includes(name);
  return kind === 'TITLE' && of === programme && tier !== null && metric.tiers.includes(tier);
}
