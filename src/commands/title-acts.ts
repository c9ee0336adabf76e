import type { TitleId } from '../domain/facts';
import type { Requirement } from '../domain/people';
import type { Competent, TitleLifeRules } from '../domain/programme-titles';
import { lifeOf } from '../domain/teacher/held-title';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import type { TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import type { World } from './world';
import { requirementsOf } from './requirements';

/** Whom the tier of the title names; where it names nobody, whoever revokes hears from the decision that nothing is provided. */
export function competentFor({ programme }: World, state: TeacherState, title: TitleId, named: (life: TitleLifeRules) => Competent | undefined): readonly Requirement[] {
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  const by = held === undefined || programme === undefined ? undefined : named(lifeOf(programme, held));
  return by === undefined ? requirementsOf(programme, 'RevokeTitle') : [by];
}
