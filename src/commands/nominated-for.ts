import { holderOfStream, type OrgId, type TeacherId } from '../domain/facts';
import { inTheSelection, nextStep } from '../domain/round/levels';
import type { RoundState } from '../domain/round/round';
import { isRunning } from '../domain/teacher/nomination-view';
import type { StoredEnvelope } from '../event-store/event-store';
import type { Desk } from './desk';
import { chosen, nominatedIn } from './mass';

const NOMINATED: ReadonlySet<string> = new Set(['Nominated']);

/**
 * Who waits for her own school's recommendation, in the order in which they were nominated. The round does not know them
 * before they hold a seat, so it is one pass over the nominations of the log, for an act that a school does once or twice.
 */
export async function nominatedFor(desk: Desk, state: RoundState, mine: (unit: OrgId) => boolean): Promise<readonly TeacherId[]> {
  const { store } = desk.ports;
  const streams = new Set<string>();
  const take = ({ type, stream, data }: StoredEnvelope): void => {
    if (NOMINATED.has(type) && data['round'] === state.id && typeof data['unit'] === 'string' && mine(data['unit'])) streams.add(stream);
  };
  if (store.readTypes !== undefined) {
    for await (const { events } of store.readTypes(null, NOMINATED)) for (const { envelope } of events) take(envelope);
  } else {
    for await (const page of store.readAll(null)) for (const { envelope } of page) take(envelope);
  }
  const people = await chosen(desk, state.id, [...streams].flatMap((stream) => holderOfStream(stream)?.id ?? []));
  return people.flatMap((one) => {
    const nominated = nominatedIn(one, state.id);
    if (nominated === undefined || !isRunning(nominated) || inTheSelection(state, nominated.nomination) !== null) return [];
    return nextStep(state, nominated.nomination, nominated.path)?.level === 'SCHOOL' ? [one.teacher] : [];
  });
}
