import type { BusinessDate } from '../domain/dates';
import { milestonesOf, type MilestoneStanding } from '../domain/teacher/milestones';
import type { LifeFact } from '../domain/teacher/view';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import type { Reading } from './reading';

/** Where she stands on a day with the milestones of every programme; a team has none. */
export async function milestonesIn(reading: Reading, facts: readonly LifeFact[], asOf: BusinessDate): Promise<readonly MilestoneStanding[]> {
  const programmes: EffectiveProgramme[] = [];
  for await (const { body } of reading.all(PROGRAMMES, [{ field: 'version', gt: 0 }])) {
    const rules = await reading.sources.application.desk.programmes.effective((body as ProgrammeDocument).programme);
    if (rules.milestones !== undefined) programmes.push(rules);
  }
  return milestonesOf(facts, programmes, asOf);
}
