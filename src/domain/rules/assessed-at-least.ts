import { compareDates } from '../dates';
import type { Grade } from '../teacher/facts';
import { isOpen, stillOpen, textArgument } from './arguments';
import type { HeldVerdict, RuleWord } from './rule';

/** Worst first; a grade's place is its height. */
const GRADES: readonly Grade[] = ['UNQUALIFIED', 'BASICALLY_QUALIFIED', 'QUALIFIED', 'EXCELLENT'];

/**
 * The latest verdict of the kind (and period, where one is named) in this programme, concluded by the day, is at least
 * the grade. No verdict is no: what a teacher was never assessed for is not passed.
 */
export const assessedAtLeast1: RuleWord = {
  name: 'assessedAtLeast',
  version: 1,
  scope: 'TEACHER',
  arguments: { kind: { type: 'assessmentKind', required: true }, grade: { type: 'grade', required: true }, period: { type: 'text', required: false } },
  evaluate: (spec, candidate, { programme, on }) => {
    if (isOpen(spec, 'kind', 'grade', 'period')) return stillOpen({ on });
    const kind = textArgument(spec, 'kind');
    const grade = textArgument(spec, 'grade');
    const period = spec.arguments['period'] === undefined ? null : textArgument(spec, 'period');
    let latest: HeldVerdict | undefined;
    for (const verdict of candidate.verdicts) {
      if (verdict.programme !== programme.id || verdict.kind !== kind || (period !== null && verdict.period !== period)) continue;
      if (compareDates(verdict.effectiveOn, on) > 0) continue;
      // Of two of one day the later in the given order stands: the view sorts by (effectiveOn, term, revision).
      if (latest === undefined || compareDates(verdict.effectiveOn, latest.effectiveOn) >= 0) latest = verdict;
    }
    const high = latest !== undefined && GRADES.indexOf(latest.grade) >= GRADES.findIndex((known) => known === grade);
    return {
      verdict: high ? 'holds' : 'fails',
      bound: { kind, grade, period, on },
      inputs: { grade: latest?.grade ?? null, period: latest?.period ?? null, concludedOn: latest?.effectiveOn ?? null },
      standsOn: latest === undefined ? [] : [latest.event],
    };
  },
};
