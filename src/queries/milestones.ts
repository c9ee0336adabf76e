import type { BusinessDate } from '../domain/dates';
import { milestonesOf, type MilestoneStanding } from '../domain/teacher/milestones';
import { view, type LifeFact } from '../domain/teacher/view';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import { carriedOutOn } from './programmes-in-force';
import type { Reading } from './reading';

/** Where she stands on a day with the milestones of every programme that is carried out where she was when they were due, and of what was concluded; a team has none. */
export async function milestonesIn(reading: Reading, facts: readonly LifeFact[], asOf: BusinessDate): Promise<readonly MilestoneStanding[]> {
  const programmes: EffectiveProgramme[] = [];
  for await (const { body } of reading.all(PROGRAMMES, [{ field: 'version', gt: 0 }])) {
    const rules = await reading.sources.application.desk.programmes.effective((body as ProgrammeDocument).programme);
    if (rules.milestones !== undefined) programmes.push(rules);
  }
  const now = view(facts, asOf).unit;
  const found = await Promise.all(programmes.map(async (rules): Promise<readonly MilestoneStanding[]> => {
    const isFor = await carriedOutOn(reading, rules.id, asOf);
    return milestonesOf(facts, [rules], asOf).filter(({ event, due }) => {
      const unit = (due < asOf ? view(facts, due).unit : null) ?? now;
      return event !== null || unit === null || isFor(unit);
    });
  }));
  return found.flat();
}
