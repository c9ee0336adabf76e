import type { BusinessDate } from '../domain/dates';
import type { HolderKind, OrgId, PersonId, RoundId, StreamName, TeacherId, TeamId, TitleId } from '../domain/facts';
import { holderKindOf, round } from '../domain/round/round';
import { membersToday } from '../domain/team/review';
import { applicantOf, type Dossiers } from '../domain/teacher/nomination';
import type { NominationView } from '../domain/teacher/nomination-view';
import { isRegistered, personsBehind, teacher, type TeacherState } from '../domain/teacher/teacher';
import { ConflictError } from '../event-store/event-store';
import { holderStream, roundStream, type Desk } from './desk';
import type { Read } from './world';
import { unitOf } from './dossiers';
import { survivingDossier, type DossierRead } from './surviving-dossier';

/** Of a use case about one holder: the path names a teacher or a team. */
export type HolderTarget = { readonly teacher: TeacherId } | { readonly team: TeamId };

export function holderOfTarget(target: HolderTarget): { readonly kind: HolderKind; readonly id: string; readonly stream: StreamName } {
  const [kind, id] = 'team' in target ? (['TEAM', target.team] as const) : (['PERSON', target.teacher] as const);
  return { kind, id, stream: holderStream(kind, id) };
}

/** What names the holder in an answer. */
export function namedInAnswer({ kind, id }: { readonly kind: HolderKind; readonly id: string }): { readonly [field: string]: string } {
  return kind === 'TEAM' ? { team: id } : { teacher: id };
}

/** Whom a round is for never changes once it is open, so that no step of thousands reads it again. */
const kinds = new WeakMap<Desk['streams'], Map<RoundId, HolderKind>>();

async function kindOfRound({ streams }: Pick<Desk, 'streams'>, id: RoundId): Promise<HolderKind> {
  const known = kinds.get(streams) ?? new Map<RoundId, HolderKind>();
  const kind = known.get(id);
  if (kind !== undefined) return kind;
  const { state } = await streams.load(round, roundStream(id));
  if (state.opened !== null) kinds.set(streams, known.set(id, holderKindOf(state)));
  return holderKindOf(state);
}

/** The biography of somebody put forward in a round: the round's track says whether a teacher's or a team's. */
export async function candidateStream(desk: Pick<Desk, 'streams'>, id: RoundId, candidate: TeacherId | TeamId): Promise<StreamName> {
  return holderStream(await kindOfRound(desk, id), candidate);
}

/** Whether the id is one of the other kind's: asked only where it is none of the round's own. */
export async function isOfOtherKind(desk: Pick<Desk, 'streams'>, id: RoundId, candidate: TeacherId | TeamId): Promise<boolean> {
  const kind = await kindOfRound(desk, id);
  const own = await desk.streams.load(teacher, holderStream(kind, candidate));
  if (isRegistered(own.state)) return false;
  return isRegistered((await desk.streams.load(teacher, holderStream(kind === 'TEAM' ? 'PERSON' : 'TEAM', candidate))).state);
}

export interface MembersRead {
  readonly dossiers: Dossiers;
  readonly reads: readonly Read[];
}

export const NO_MEMBERS: MembersRead = { dossiers: new Map(), reads: [] };

/** What is so of everybody in a team, by the id under which she is in it; nothing of a person. */
export async function readMembers(desk: Pick<Desk, 'streams'>, state: TeacherState, more: readonly PersonId[] = []): Promise<MembersRead> {
  if (state.kind === 'PERSON' && more.length === 0) return NO_MEMBERS;
  const members = [...new Set([...membersToday(state), ...more])];
  const read = await Promise.all(members.map(async (person) => ({ person, ...(await survivingDossier(desk.streams, person)) })));
  return { dossiers: new Map(read.map(({ person, state: { facts } }) => [person, facts])), reads: read.flatMap(({ reads }) => reads) };
}

/** Under whose names the files of a candidate are filed: her own, or those of anybody in the team. */
export async function fileOwners(desk: Pick<Desk, 'streams'>, id: RoundId, candidate: TeacherId | TeamId): Promise<readonly PersonId[]> {
  return personsBehind((await desk.streams.load(teacher, await candidateStream(desk, id, candidate))).state);
}

/** Where somebody came into the team after its members were read, they are read again. Error: ConflictError. */
export function requireAllRead(state: TeacherState, stream: StreamName, { dossiers }: MembersRead): void {
  if (state.kind === 'TEAM' && membersToday(state).some((member) => !dossiers.has(member))) throw new ConflictError(stream, -1, undefined);
}

export type DossiersRead = ReadonlyMap<PersonId, DossierRead>;

/** By the ids that are asked for: of a dossier that was given up, the one that goes on (E6). */
export async function loadDossiers(desk: Pick<Desk, 'streams'>, persons: readonly PersonId[]): Promise<DossiersRead> {
  return new Map(await Promise.all([...new Set(persons)].map(async (person) => [person, (await survivingDossier(desk.streams, person)).told] as const)));
}

/** Units of those who are put into a team, on the day; of somebody without a dossier there is none. */
export function unitsOfMembers(read: DossiersRead, day: BusinessDate): readonly OrgId[] {
  return [...read.values()].flatMap(({ loaded: { state } }) => (isRegistered(state) ? (unitOf(state, day) ?? []) : []));
}

/** What her dossier says, of those that were read; null where she has none. */
export function dossierOf(read: DossiersRead): (person: PersonId) => TeacherState['facts'] | null {
  return (person) => {
    const state = read.get(person)?.loaded.state;
    return state !== undefined && isRegistered(state) ? state.facts : null;
  };
}

export type TitleTarget = HolderTarget & { readonly title: TitleId };

/** Whose round it is besides: everybody in the team as it was nominated. */
export function ofTeam({ members }: Pick<NominationView, 'members'>): { readonly members?: readonly PersonId[] } {
  return members === undefined ? {} : { members };
}

/** Who speaks for a candidate: she herself, or whoever leads the team. */
export async function applicantIn(desk: Pick<Desk, 'streams'>, id: RoundId, candidate: TeacherId | TeamId): Promise<PersonId> {
  return applicantOf((await desk.streams.load(teacher, await candidateStream(desk, id, candidate))).state);
}
