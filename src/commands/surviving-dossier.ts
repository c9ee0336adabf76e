import type { PersonId } from '../domain/facts';
import { tellingOf } from '../domain/teacher/merge';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import type { Loaded, Streams } from './streams';
import type { Read } from './world';

export interface SurvivingDossier {
  /** Of whichever of her dossiers tells what is so of her. */
  readonly state: TeacherState;
  /** Her own, and the one that hers was merged into: what is told changes with either. */
  readonly reads: readonly Read[];
}

/** What is so of somebody: told by her own dossier, or by the one that took hers in (E6). */
export async function survivingDossier(streams: Pick<Streams, 'load'>, person: PersonId): Promise<SurvivingDossier> {
  const own = await dossierOf(streams, person);
  const { absorbedInto } = own.loaded.state;
  if (absorbedInto === null) return { state: own.loaded.state, reads: [own] };
  const other = await dossierOf(streams, absorbedInto);
  return { state: tellingOf(own.loaded.state, other.loaded.state), reads: [own, other] };
}

async function dossierOf(streams: Pick<Streams, 'load'>, person: PersonId): Promise<Read & { readonly loaded: Loaded<TeacherState> }> {
  const stream = `teacher-${person}`;
  return { stream, loaded: await streams.load(teacher, stream) };
}
