import type { PersonId, StreamName } from '../domain/facts';
import type { IdsOf } from '../domain/people';
import { standingStream, tellingOf } from '../domain/teacher/merge';
import { personsBehind, teacher, type TeacherState } from '../domain/teacher/teacher';
import type { Loaded, Streams } from './streams';
import type { Read } from './world';

export type DossierRead = Read & { readonly loaded: Loaded<TeacherState> };

export interface SurvivingDossier {
  /** Of whichever of her dossiers tells what is so of her. */
  readonly state: TeacherState;
  /** Where that is, as it was read. */
  readonly told: DossierRead;
  /** Her own, and the one that hers was merged into: what is told changes with either. */
  readonly reads: readonly Read[];
}

/** A dossier or, where it was given up, the one that stands for it: everything since is recorded there (E6). */
export async function standingDossier<L extends { readonly state: Pick<TeacherState, 'absorbedInto'> }>(load: (stream: StreamName) => Promise<L>, stream: StreamName): Promise<L> {
  const own = await load(stream);
  const standing = standingStream(stream, own.state);
  return standing === stream ? own : load(standing);
}

/** What is so of somebody: told by her own dossier, or by the one that took hers in (E6). */
export async function survivingDossier(streams: Pick<Streams, 'load'>, person: PersonId): Promise<SurvivingDossier> {
  const own = await dossierOn(streams, `teacher-${person}`);
  const standing = standingStream(own.stream, own.loaded.state);
  if (standing === own.stream) return { state: own.loaded.state, told: own, reads: [own] };
  const other = await dossierOn(streams, standing);
  const state = tellingOf(own.loaded.state, other.loaded.state);
  return { state, told: state === own.loaded.state ? own : other, reads: [own, other] };
}

/** Who somebody is under every id of hers, for those who are asked about; somebody without a dossier has the one. */
export async function readIds(streams: Pick<Streams, 'load'>, persons: readonly PersonId[]): Promise<{ readonly idsOf: IdsOf; readonly reads: readonly Read[] }> {
  const read = await Promise.all(persons.map(async (person) => ({ person, ...(await survivingDossier(streams, person)) })));
  const ids = new Map(read.map(({ person, state }) => [person, personsBehind(state)]));
  return { idsOf: (person) => ids.get(person) ?? [person], reads: read.flatMap(({ reads }) => reads).filter(({ loaded }) => loaded.revision >= 0) };
}

async function dossierOn(streams: Pick<Streams, 'load'>, stream: StreamName): Promise<DossierRead> {
  return { stream, loaded: await streams.load(teacher, stream) };
}
