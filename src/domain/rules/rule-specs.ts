import type { RuleSpec } from '../programme-rules';
import { APPLIES } from './eligibility';
import { clauseOf, isOpenLeaf, type RuleEntry } from './programme-definition';

/** None where an adopted `applies` is false; a rule whose `applies` is still open stays and answers "open". */
export function ruleSpecs(entry: RuleEntry): readonly RuleSpec[] {
  if (entry.applies !== undefined && !isOpenLeaf(entry.applies) && !entry.applies.value) return [];
  const given = Object.entries(entry.with ?? {}).map(([name, leaf]) => [name, isOpenLeaf(leaf) ? null : leaf.value] as const);
  const undecided = entry.applies !== undefined && isOpenLeaf(entry.applies) ? { [APPLIES]: null } : {};
  const spec: RuleSpec = {
    rule: entry.rule,
    clause: entry.stated ?? entry.implied ?? (entry.applies === undefined ? '' : clauseOf(entry.applies)),
    arguments: { ...undecided, ...Object.fromEntries(given), ...(entry.of === undefined ? {} : { of: entry.of.flatMap(ruleSpecs).map((of) => ({ ...of })) }) },
  };
  return [spec];
}
