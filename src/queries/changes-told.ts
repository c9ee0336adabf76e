import { changesIn, type Change } from '../audit/changes';
import { readDossiers } from '../audit/history';
import type { EventId, HolderKind, OrgId, PersonId } from '../domain/facts';
import type { Reader } from './reader';
import type { Reading } from './reading';
import { historyFor } from './withheld';

/** Of whom something was put right, and where she is today. */
export interface PutRight {
  readonly id: PersonId;
  readonly kind: HolderKind;
  readonly unit: OrgId | null;
}

/** What corrections of these dossiers changed, before and after; of those whom the reader does not oversee nothing is read. */
export async function changesTold(reading: Reading, reader: Reader, holders: readonly PutRight[]): Promise<ReadonlyMap<EventId, readonly Change[]>> {
  const overseen = [...new Map(holders.map((holder) => [`${holder.kind} ${holder.id}`, holder])).values()].filter(({ unit }) => reader.overseesUnit(unit));
  const dossiers = await readDossiers(reading.sources, overseen);
  return new Map(dossiers.flatMap((history, index) => [...changesIn(historyFor(reader, history, history.teacher, overseen[index]?.unit ?? null))]));
}
