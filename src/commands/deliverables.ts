import type { EventId, TeacherId } from '../domain/facts';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { deliverableOf } from '../domain/teacher/deliverables';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { requirementOf } from '../domain/teacher/training';
import { teacherStream, type Desk } from './desk';
import type { World } from './world';
import { NotFoundError } from './errors';
import { bureau } from './requirements';

/** The world by the programme that a piece was handed in under. Error: NotFoundError. */
export async function worldOfDeliverable(desk: Desk, id: TeacherId, deliverable: EventId): Promise<World> {
  const { state } = await desk.streams.load(teacher, teacherStream(id));
  const piece = deliverableOf(state, deliverable);
  if (piece === null) throw new NotFoundError('event', deliverable);
  return desk.world({ programme: piece.programme, goesOn: true });
}

/** Who carries the requirement out judges what is handed in for it. */
export function whoJudges(programme: EffectiveProgramme | undefined, state: TeacherState, deliverable: EventId): readonly Requirement[] {
  const piece = deliverableOf(state, deliverable);
  const by = programme === undefined || piece === null ? null : (requirementOf(programme, piece.requirement)?.by ?? null);
  return by === null ? bureau : [by];
}
