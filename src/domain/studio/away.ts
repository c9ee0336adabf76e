import type { BusinessDate } from '../dates';
import type { PersonId } from '../facts';
import type { DossierOf } from '../teacher/dossier';
import { outOfService, type OutOfService } from '../teacher/place';
import { holderView } from '../teacher/view';
import type { HostEnd } from './facts';
import { covers, type Span } from './studios';

/** As the end of a post or of a pair says it: to another territory she is transferred, wherever that is. */
const awayAs = { RETIRED: 'RETIRED', DECEASED: 'DECEASED', DEPARTED: 'TRANSFERRED' } as const satisfies Record<OutOfService, HostEnd>;

/** Who is in no studio and no pair any more, whatever its record says, and since when where that is known; null: she is there. */
export interface Away {
  readonly reason: 'ERASED' | (typeof awayAs)[OutOfService];
  readonly since: BusinessDate | null;
}

/** As her dossier says on the day; null too of somebody who has none. */
export function awayOn(facts: ReturnType<DossierOf>, day: BusinessDate): Away | null {
  if (facts === null) return null;
  const now = holderView(facts, day);
  if (now.erased) return { reason: 'ERASED', since: null };
  const gone = outOfService(now);
  return gone === null ? null : { reason: awayAs[gone.status], since: gone.on };
}

/** The most that are there together on any day from `from` on, those left out who are out of service on it. */
export function mostInService<S extends Span>(spans: readonly S[], from: BusinessDate, { dossierOf, personIn }: { readonly dossierOf: DossierOf; readonly personIn: (span: S) => PersonId }): number {
  // Whoever returns is there again from that day on.
  const back = spans.flatMap((one) => (dossierOf(personIn(one)) ?? []).flatMap(({ type, meta }) => (type === 'Reemployed' ? [meta.effectiveOn] : [])));
  const days = [from, ...[...spans.map((one) => one.from), ...back].filter((day) => day > from)];
  return Math.max(0, ...days.map((day) => spans.filter((one) => covers(one, day) && awayOn(dossierOf(personIn(one)), day) === null).length));
}
