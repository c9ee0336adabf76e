import type { EffectiveProgramme, Sourced } from './programme-rules';
import { clauseOf, isOpenLeaf, wordingTold, type Leaf, type ProgrammeDefinition, type TrainingEntry } from './rules/programme-definition';
import { ruleSpecs } from './rules/rule-specs';
import type { HoursAsked, TrainingRequirement } from './training/requirements';

/** What a definition asks of training; nothing where it asks for none, so that what earlier versions came to stays as it was. */
export function trainingRules({ training, bases }: ProgrammeDefinition): Pick<EffectiveProgramme, 'training' | 'bases'> {
  return {
    ...(training === undefined ? {} : { training: Object.entries(training).map(([code, entry]) => requirement(code, entry)).sort((a, b) => (a.code < b.code ? -1 : 1)) }),
    ...(bases === undefined
      ? {}
      // While a number is open no base of the kind can be told to be one too many.
      : { bases: Object.entries(bases).map(([code, { names, count }]) => ({ code, names, clause: clauseOf(count), count: isOpenLeaf(count) ? null : count.value })).sort((a, b) => (a.code < b.code ? -1 : 1)) }),
  };
}

function requirement(code: string, entry: TrainingEntry): TrainingRequirement {
  const { names, who, chain, perYear, year, each, alsoCounts, by } = entry;
  const courses = chain === undefined ? null : sourced(chain.courses);
  const qualification = chain === undefined ? null : sourced(chain.qualification);
  const [held, external] = [sourced(perYear), sourced(entry.external)];
  return {
    code,
    names,
    clause: clauseOf(entry),
    population: isOpenLeaf(entry.population) ? null : wordingTold(entry.population.value),
    who: (who ?? []).flatMap(ruleSpecs),
    hours: hoursAsked(entry),
    tasks: sourced(entry.tasks),
    phases: sourced(entry.phases),
    chain: courses === null || qualification === null ? null : { clause: courses.clause, qualification: qualification.value, courses: courses.value },
    withinMonths: sourced(entry.withinMonths),
    activities: held === null ? null : { clause: held.clause, perYear: held.value, year: sourced(year)?.value ?? 'CALENDAR_YEAR', each: sourced(each)?.value ?? null },
    external: external === null ? null : { ...external, value: wordingTold(external.value) },
    alsoCounts: sourced(alsoCounts)?.value ?? [],
    at: sourced(entry.at),
    documentDays: sourced(entry.documentDays),
    by: isOpenLeaf(by) ? null : { ...by.value, clause: clauseOf(by) },
  };
}

/** Hours need a topic, a number and the years they are counted over; which years, somebody may still have to adopt. */
function hoursAsked({ topic, periods, years, window, windowFrom, term }: TrainingEntry): HoursAsked | null {
  const [about, asked, over] = [sourced(topic), sourced(periods), sourced(years)];
  if (about === null || asked === null || over === null) return null;
  return { clause: asked.clause, topic: about.value, periods: asked.value, years: over.value, window: sourced(window)?.value ?? null, from: sourced(windowFrom)?.value ?? null, tier: sourced(term)?.value ?? null };
}

function sourced<T>(leaf: Leaf<T> | undefined): Sourced<T> | null {
  return leaf === undefined || isOpenLeaf(leaf) ? null : { value: leaf.value, clause: clauseOf(leaf) };
}
