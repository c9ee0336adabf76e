import type { AssessmentKind, Grade } from '../teacher/facts';
import { addDecimals, compareDecimals, decimal, showDecimal, ZERO } from './decimal';
import { bounded, refers, sumOf } from './leaf-checks';
import { isOpenLeaf, type Leaf, type ProgrammeDefinition } from './programme-definition';
import type { Finding, Place } from './problems';
import { choiceWords } from './schema-findings';

/** Of a programme whose weights are all known; while one is open there is nothing to sum. */
export function checkAssessments(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.assessments ?? {}).flatMap(([code, { criteria = {}, earliestMonthsBefore, cap, grades, reviewWorkingDays }]): readonly Finding[] => {
    const early = [
      ...bounded(earliestMonthsBefore, ['assessments', code, 'earliestMonthsBefore'], 0, 60),
      // A share is one of several, and without days for reviews each is concluded by herself.
      ...(cap !== undefined && reviewWorkingDays === undefined ? [{ code: 'missingKey' as const, place: ['assessments', code], also: [['assessments', code, 'cap']], with: { key: 'reviewWorkingDays' } }] : []),
      ...bounded(cap?.percent, ['assessments', code, 'cap', 'percent'], 0, 100),
      ...(cap === undefined || isOpenLeaf(cap.grade) || isOpenLeaf(grades) || grades.value.includes(cap.grade.value) ? [] : [gradeNotGiven([code], cap.grade.value, grades.value, ['assessments', code, 'cap', 'grade', 'value'], [['assessments', code, 'grades']])]),
    ];
    const weights = Object.entries(criteria).flatMap(([name, { weight }]): readonly (readonly [string, number])[] => (isOpenLeaf(weight) ? [] : [[name, weight.value]]));
    if (weights.length === 0 || weights.length < Object.keys(criteria).length) return early;
    const sum = weights.reduce((total, [, weight]) => addDecimals(total, decimal(weight)), ZERO);
    return compareDecimals(sum, decimal(100)) === 0 ? early : [...early, { code: 'weights', place: ['assessments', code, 'criteria'], also: weights.map(([name]) => ['assessments', code, 'criteria', name, 'weight']), with: { working: sumOf(weights), sum: showDecimal(sum) } }];
  });
}

/** A milestone is reached by the verdict of an assessment that is asked of somebody's own years. */
export function checkMilestones(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.milestones ?? {}).flatMap(([code, milestone]) => [
    ...ofAnotherKind(definition, milestone.assessment, ['milestones', code, 'assessment']),
    ...bounded(milestone.years, ['milestones', code, 'years'], 0, 60),
    ...refers(milestone.assessment, ['milestones', code, 'assessment'], definition.assessments ?? {}, 'unknownAssessment'),
    ...refers(milestone.tier, ['milestones', code, 'tier'], definition.tiers, 'unknownTier'),
  ]);
}

function ofAnotherKind({ assessments = {} }: ProgrammeDefinition, leaf: Leaf<string> | undefined, place: Place): readonly Finding[] {
  if (leaf === undefined || isOpenLeaf(leaf)) return [];
  const kind = Object.hasOwn(assessments, leaf.value) ? assessments[leaf.value]?.kind : undefined;
  return kind === undefined || isOpenLeaf(kind) || kind.value === 'MILESTONE' ? [] : [{ code: 'notOfMilestones', place: [...place, 'value'], also: [['assessments', leaf.value, 'kind']], with: { code: leaf.value, kind: kind.value } }];
}

/** Worst first. */
const HEIGHT: readonly string[] = ['UNQUALIFIED', 'BASICALLY_QUALIFIED', 'QUALIFIED', 'EXCELLENT'];

/** That a verdict of the kind may have the grade, or with `orBetter` a better one, and that there is an assessment of the kind at all. While one's kind or grades are open, nobody can say. */
export function givesGrade({ assessments = {} }: ProgrammeDefinition, kind: AssessmentKind, grade: Grade, place: Place, orBetter = false): readonly Finding[] {
  const of = Object.entries(assessments).filter(([, entry]) => isOpenLeaf(entry.kind) || entry.kind.value === kind);
  if (of.length === 0) return [{ code: 'noAssessmentOfKind', place, with: { kind } }];
  if (of.some(([, entry]) => isOpenLeaf(entry.kind) || isOpenLeaf(entry.grades))) return [];
  const given = of.flatMap(([, { grades }]) => (isOpenLeaf(grades) ? [] : grades.value));
  if (given.some((one) => (orBetter ? HEIGHT.indexOf(one) >= HEIGHT.indexOf(grade) : one === grade))) return [];
  return [gradeNotGiven(of.map(([code]) => code), grade, [...new Set(given)], place, of.map(([code]) => ['assessments', code, 'grades']))];
}

function gradeNotGiven(codes: readonly string[], grade: Grade, given: readonly Grade[], place: Place, also: readonly Place[]): Finding {
  return { code: 'gradeNotOfAssessment', place, also, with: { code: codes.join(', '), grade, ...choiceWords(given, 'grade') } };
}
