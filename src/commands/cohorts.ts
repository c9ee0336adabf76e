import { cohort, type CohortState } from '../domain/assessment/cohort';
import type { AssessmentOpened } from '../domain/assessment/facts';
import type { AssessmentRules } from '../domain/programme-rules';
import type { Requirement } from '../domain/people';
import { cohortStream, type Desk } from './desk';
import type { Authority, World } from './world';
import { NotFoundError } from './errors';
import type { Loaded } from './streams';
import type { Sender } from './use-case';

/** The world by the version that an assessment of several pinned. Error: NotFoundError. */
export async function worldOfCohort(desk: Desk, id: string): Promise<World> {
  const { programme, version, adoptions } = openedCohort((await desk.streams.load(cohort, cohortStream(id))).state);
  return desk.world({ programme, version, adoptions });
}

/** Error: NotFoundError. */
export function openedCohort(state: CohortState): AssessmentOpened['data'] {
  if (state.opened === null) throw new NotFoundError('assessment', state.id);
  return state.opened;
}

/** Whoever concludes it carries it through, at the body that assesses. */
export function authorityOverCohort(world: World, sender: Sender, { state }: Loaded<CohortState>): Authority {
  const { code, assessor } = openedCohort(state);
  const rules = world.programme?.assessments.find((entry) => entry.code === code);
  return world.authority(sender, rules === undefined ? [] : [assessing(rules)], assessor);
}

export function assessing({ post, level, clause, onPaper }: AssessmentRules): Requirement {
  return { post, level, clause, ...(onPaper === undefined ? {} : { onPaper }) };
}
