import { booleanArgument, integerArgument, isOpen, stillOpen, textArgument } from './arguments';
import type { RuleWord } from './rule';

/** Worst first; a grade's place is its height. 不定等次 has none. */
const GRADES: readonly string[] = ['UNQUALIFIED', 'BASICALLY_QUALIFIED', 'QUALIFIED', 'EXCELLENT'];

/**
 * 年度考核 of the last n calendar years before the day: none below the grade and, where `excellent` says so, at least so
 * many 优秀. 不定等次 is below every grade unless `noGradePasses`. A year without a record cannot be decided, for the
 * employer must have graded it: only where another year fails already is the answer no.
 */
export const appraisedAtLeast1: RuleWord = {
  name: 'appraisedAtLeast',
  version: 1,
  scope: 'TEACHER',
  arguments: {
    years: { type: 'integer', required: true }, grade: { type: 'appraisalGrade', required: true },
    excellent: { type: 'integer', required: false }, noGradePasses: { type: 'boolean', required: false },
  },
  evaluate: (spec, candidate, { on }) => {
    if (isOpen(spec, 'years', 'grade', 'excellent', 'noGradePasses')) return stillOpen({ on });
    const years = integerArgument(spec, 'years');
    const grade = textArgument(spec, 'grade');
    const excellent = spec.arguments['excellent'] === undefined ? 0 : integerArgument(spec, 'excellent');
    const noGradePasses = booleanArgument(spec, 'noGradePasses', false);
    const last = Number(on.slice(0, 4)) - 1;
    const asked = Array.from({ length: years }, (_, index) => last - years + 1 + index);
    const found = asked.map((year) => ({ year, appraisal: candidate.career.appraisals.find((one) => one.year === year) }));
    const below = found.filter(({ appraisal }) => appraisal !== undefined && (appraisal.grade === 'NO_GRADE' ? !noGradePasses : GRADES.indexOf(appraisal.grade) < GRADES.indexOf(grade)));
    const missing = found.filter(({ appraisal }) => appraisal === undefined);
    const best = found.filter(({ appraisal }) => appraisal?.grade === 'EXCELLENT').length;
    const short = best + missing.length < excellent;
    const undecided = below.length === 0 && !short && missing.length > 0;
    return {
      verdict: below.length > 0 || short ? 'fails' : undecided ? 'cannotDecide' : 'holds',
      ...(undecided ? { undecided: 'notRecorded' as const } : {}),
      bound: { years, grade, excellent, noGradePasses, from: asked[0] ?? last, to: last },
      inputs: { excellent: best, grades: found.map(({ appraisal }) => appraisal?.grade ?? null), appraisals: found.map(({ year, appraisal }) => ({ year, grade: appraisal?.grade ?? null })) },
      standsOn: found.flatMap(({ appraisal }) => appraisal?.stated ?? []),
    };
  },
};
