import type { DecisionContext } from '../context';
import { isBusinessDate } from '../dates';
import { refused } from '../decision';
import type { Decision } from '../facts';
import type { CompletedTraining, TeacherFact } from './facts';
import { isRegistered, ownDossier, standingFacts, type TeacherState } from './teacher';
import { standingOf } from './view';

export type RecordTrainingCommand = CompletedTraining['data'] & {
  /** Title of the activity and the provider's own key, as they came: private to her. */
  readonly personal: { readonly activity: string; readonly source: string };
};

/** Holds from the day it was completed; the same training of a provider counts once (E10). */
export function decideRecordTraining(state: TeacherState, command: RecordTrainingCommand, context: DecisionContext): Decision<TeacherFact> {
  const { training, topic, periods, provider, completedOn, source, personal } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  if (!isBusinessDate(completedOn)) return refused('notADate', { name: 'completedOn', date: completedOn });
  if (completedOn > context.today) return refused('inTheFuture', { day: completedOn, today: context.today });
  if (!(periods > 0)) return refused('periodsNotPositive', { periods });
  const counted = standingOf(standingFacts(state), 'CompletedTraining').find(({ fact }) => fact.data.source === source);
  if (counted) return refused('trainingCounted', { training: counted.fact.data.training, completedOn: counted.fact.data.completedOn });
  return { kind: 'events', events: [{ type: 'CompletedTraining', data: { training, topic, periods, provider, completedOn, source }, private: { [state.id]: { ...personal } }, effectiveOn: completedOn }] };
}
