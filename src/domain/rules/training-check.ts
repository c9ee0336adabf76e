import { asksSome, bounded, duplicates, inBothLanguages, refers, refersAll } from './leaf-checks';
import { isOpenLeaf, type ProgrammeDefinition, type RuleEntry, type TrainingEntry } from './programme-definition';
import type { Finding, Place } from './problems';
import { checkRule } from './rule-check';
import type { Vocabulary } from './vocabulary';

/**
 * Rules that say whom a training is for are asked for whole districts, of views that hold her own part under its key: they
 * read no birth date, no kind of leave, no notice, and not what another training comes to.
 */
const NOT_OF_A_POPULATION: ReadonlySet<string> = new Set(['consented', 'evidenceOnce', 'noSanction', 'trainingMet', 'hoursOfTopic', 'trainedPeriods', 'bornOnOrAfter', 'bornBetween', 'whenBorn']);
const OF_HER_OWN_PART: ReadonlySet<string> = new Set(['leaveCounts', 'lessLeave']);

/** Hours are whole, what is named is there, and whom it is for can be asked of a district. */
export function checkTraining(definition: ProgrammeDefinition, code: string, training: TrainingEntry, vocabulary: Vocabulary): readonly Finding[] {
  const place: Place = ['training', code];
  const { who = [], topic, periods, years, window, windowFrom, term, perYear, tasks, phases, chain } = training;
  const findings: Finding[] = [
    ...inBothLanguages(training.population, [...place, 'population']),
    ...inBothLanguages(training.external, [...place, 'external']),
    ...asksSome(periods, [...place, 'periods']),
    ...bounded(periods, [...place, 'periods'], 0, 10_000),
    ...bounded(years, [...place, 'years'], 1, 50),
    ...bounded(perYear, [...place, 'perYear'], 1, 1_000),
    ...bounded(training.withinMonths, [...place, 'withinMonths'], 1, 240),
    ...bounded(training.documentDays, [...place, 'documentDays'], 0, 3_660),
    ...refers(term, [...place, 'term'], definition.tiers, 'unknownTier'),
    ...refersAll(training.alsoCounts, [...place, 'alsoCounts'], definition.training ?? {}, 'unknownTraining'),
    ...refersAll(training.at, [...place, 'at'], definition.bases ?? {}, 'unknownBaseKind'),
    ...duplicates(who.map((rule) => rule.code), [...place, 'who']),
    ...who.flatMap((rule, index) => [...checkRule(definition, rule, [...place, 'who', index], vocabulary), ...checkPopulation(rule, [...place, 'who', index])]),
  ];
  const lacking = (keys: readonly string[]): void => void (keys.length > 0 && findings.push({ code: 'trainingIncomplete', place, with: { keys: keys.join(', ') } }));
  // Hours are a topic, a number, the years and how these are counted, all of them or none.
  const hours = { topic, periods, years, window };
  if (periods !== undefined || years !== undefined || window !== undefined) lacking(Object.entries(hours).flatMap(([key, leaf]) => (leaf === undefined ? [key] : [])));
  const counted = window === undefined || isOpenLeaf(window) ? null : window.value;
  if (counted === 'FIXED' && windowFrom === undefined) lacking(['windowFrom']);
  if (counted === 'PER_TERM' && term === undefined) lacking(['term']);
  for (const [key, leaf] of [['tasks', tasks], ['phases', phases]] as const) if (leaf !== undefined && !isOpenLeaf(leaf)) findings.push(...duplicates(leaf.value.map((one) => one.code), [...place, key, 'value']));
  if (chain !== undefined && !isOpenLeaf(chain.courses)) {
    const [courses, at]: readonly [readonly string[], Place] = [chain.courses.value.map((one) => one.code), [...place, 'chain', 'courses', 'value']];
    const own = isOpenLeaf(chain.qualification) ? -1 : courses.indexOf(chain.qualification.value);
    findings.push(...duplicates(courses, at), ...(own < 0 ? [] : [{ code: 'duplicateCode' as const, place: [...at, own], with: { code: courses[own] ?? '' } }]));
  }
  return findings;
}

function checkPopulation(rule: RuleEntry, place: Place): readonly Finding[] {
  const [name = ''] = rule.rule.split('@');
  const readsNotice = Object.values(rule.with ?? {}).some((leaf) => !isOpenLeaf(leaf) && typeof leaf.value === 'object' && leaf.value !== null && Object.hasOwn(leaf.value, 'parameter'));
  const own: readonly Finding[] = NOT_OF_A_POPULATION.has(name) || readsNotice || Object.keys(rule.with ?? {}).some((key) => OF_HER_OWN_PART.has(key)) || rule.waiver !== undefined ? [{ code: 'notOfAPopulation', place: [...place, 'rule'], with: { rule: rule.rule } }] : [];
  return [...own, ...(rule.of ?? []).flatMap((other, index) => checkPopulation(other, [...place, 'of', index]))];
}

