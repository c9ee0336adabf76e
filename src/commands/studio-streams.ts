import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId, StreamName } from '../domain/facts';
import { studios, type StudiosState } from '../domain/studio/studios';
import type { ReadOfPersons } from '../domain/studio/opening';
import { view } from '../domain/teacher/view';
import { ConflictError } from '../event-store/event-store';
import type { Desk } from './desk';
import type { Authority, World } from './world';
import { dossierOf, loadDossiers, type DossiersRead } from './holders';
import { namedOrAbove } from './requirements';
import type { Sender } from './use-case';

export const studiosStream = (programme: string): StreamName => `studios-${programme}`;
export const mentorsStream = (programme: string): StreamName => `mentors-${programme}`;

/** What a decision on studios reads beside their own stream: dossiers, and which tiers of other programmes the city confers. */
export interface StudioReads {
  readonly world: World;
  readonly read: DossiersRead;
  readonly persons: ReadOfPersons;
}

/**
 * The world of a studio: the dossiers of everybody who ever hosted it, and of whom the command names.
 *
 * @param studio null: it is only being opened. Error: NotFoundError.
 * @param of MEMBERS: those of its members too.
 */
export async function readStudio(desk: Desk, programme: string, studio: string | null, named: readonly PersonId[], of: 'HOSTS' | 'MEMBERS' = 'HOSTS'): Promise<StudioReads> {
  const { state } = await desk.streams.load(studios, studiosStream(programme));
  const hosts = studio === null ? [] : (state.studios.get(studio)?.hosts.map(({ host }) => host) ?? []);
  const members = studio === null || of === 'HOSTS' ? [] : (state.studios.get(studio)?.members.flatMap(({ member, until }) => (until === null ? [member] : [])) ?? []);
  const read = await loadDossiers(desk, [...hosts, ...members, ...named]);
  const world = await desk.world({ programme, goesOn: studio !== null }, readsOf(read));
  const titles = [...read.values()].flatMap(({ loaded }) => view(loaded.state.facts, world.today).titles);
  const others = [...new Set(titles.flatMap((title) => (title.programme === programme ? [] : [title.programme])))];
  const ofCity = new Set((await Promise.all(others.map((id) => desk.programmes.effective(id)))).flatMap(({ id, tiers }) => tiers.flatMap(({ code, conferringBody }) => (conferringBody?.level === 'CITY' ? [`${id} ${code}`] : []))));
  return { world, read, persons: { dossierOf: dossierOf(read), isOfCity: (id, tier) => ofCity.has(`${id} ${tier}`) } };
}

/** Where another host was appointed after the dossiers were read, they are read again. Error: ConflictError. */
export function requireHostsRead(state: StudiosState, studio: string, programme: string, { read }: StudioReads): void {
  if (state.studios.get(studio)?.hosts.some(({ host }) => !read.has(host)) === true) throw new ConflictError(studiosStream(programme), -1, undefined);
}

/** Whom the programme names to open studios of the kind, or a bureau above, over the unit in which it has its seat. */
export function authorityOverStudio(world: World, sender: Sender, kind: string | undefined, org: OrgId | undefined): Authority {
  const by = world.programme?.studios?.find(({ code }) => code === kind)?.openedBy;
  return world.authority(sender, namedOrAbove(by), org !== undefined && world.orgs.state.orgs.has(org) ? org : null);
}

/** Of somebody who was read: her unit on the day. */
export function unitIn(read: DossiersRead, person: PersonId, day: BusinessDate): OrgId | null {
  const facts = read.get(person)?.loaded.state.facts;
  return facts === undefined ? null : view(facts, day).unit;
}

/** Of those who have a dossier. */
export function readsOf(read: DossiersRead): readonly { readonly stream: StreamName; readonly loaded: { readonly state: unknown; readonly revision: number } }[] {
  return [...read.values()].filter(({ loaded }) => loaded.revision >= 0).map(({ stream, loaded }) => ({ stream, loaded }));
}
