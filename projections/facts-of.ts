import type { EventType } from '../src/domain/catalogue';
import type { JsonObject, Recorded } from '../src/domain/facts';
import type { ProjectedEvent } from './projection';

/** A projected event narrowed by its type to the data that the domain gives it. */
export type Projected<F> = F extends Recorded<infer T, infer D> ? Omit<ProjectedEvent, 'type' | 'data'> & { readonly type: T; readonly data: D } : never;

/** Events of a projection that declares just these facts: the engine hands it no other. */
export function factOf<F extends Recorded<EventType, object>>(event: ProjectedEvent): Projected<F> {
  return event as ProjectedEvent & { readonly data: JsonObject } as Projected<F>;
}

/** Numbers by day: +n on the first day of what is counted, −n on the day after its last. */
export interface DayCounts extends JsonObject {
  readonly [day: string]: number;
}

export function plus(counts: DayCounts, day: string, n: number): DayCounts {
  const { [day]: before = 0, ...rest } = counts;
  return before + n === 0 ? rest : { ...rest, [day]: before + n };
}

export function sumAsOf(counts: DayCounts, day: string): number {
  let sum = 0;
  for (const at in counts) if (at <= day) sum += counts[at] ?? 0;
  return sum;
}
