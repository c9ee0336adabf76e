import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { needed, refused } from '../decision';
import type { Decision, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import { dayFault, entryFault } from './career';
import type { TeacherFact } from './facts';
import type { TeacherState } from './teacher';
import { titleOf } from './held-title';
import { notInService } from './place';
import { isHeld } from './title-status';
import { view } from './view';

export interface NoteTrackingCommand {
  /** Code of the assessment whose tracking it is. */
  readonly code: string;
  readonly title: TitleId | null;
  readonly on: BusinessDate;
  readonly text: string;
}

/** An entry of a day on which she held the title, by the unit of that day; it has no grade and concludes nothing. */
export function decideNoteTracking(state: TeacherState, { code, title, on, text }: NoteTrackingCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const fault = entryFault(state, context) ?? dayFault('on', on, context.today);
  if (fault) return fault;
  const tracking = programme.assessments.find((entry) => entry.code === code)?.tracking;
  if (tracking === undefined) return refused('trackingNotKept', { programme: programme.id, code });
  const held = title === null ? null : titleOf(state, title, on);
  if (title !== null && !held) return refused('unknownTitle', { title });
  if (held && !isHeld(held.status)) return refused('titleNotHeld', { title, status: held.status, day: on }, { clause: tracking.clause });
  const then = view(state.facts, on);
  const gone = notInService(then);
  if (gone) return gone;
  const { unit } = then;
  if (unit === null) return refused('unknownTeacher', { teacher: state.id });
  return { kind: 'events', events: [{ type: 'TrackingNoted', data: { programme: programme.id, code, title, unit }, private: { [state.id]: { text } }, effectiveOn: on, rule: ruleReference(programme, tracking.clause), standsOn: held ? [held.conferral] : [] }] };
}
