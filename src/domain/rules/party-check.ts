import { isOpenLeaf, type Leaf, type ProgrammeDefinition } from './programme-definition';
import type { Finding, Place, ProblemCode } from './problems';

/** Of those who carry the programme together: a duty is one party's, and a gate asks for duties and gates that there are. */
export function checkParties({ parties = {}, gates = {}, supervision = {} }: ProgrammeDefinition): readonly Finding[] {
  const known = new Set<string>();
  const twice = Object.entries(parties).flatMap(([party, { duties }]) => (isOpenLeaf(duties) ? [] : duties.value).flatMap(({ code }, index): readonly Finding[] => {
    const again = known.has(code);
    known.add(code);
    return again ? [{ code: 'duplicateCode', place: ['parties', party, 'duties', 'value', index], with: { code } }] : [];
  }));
  // What a party has to do while its list is open, nobody can say yet.
  const open = Object.values(parties).some(({ duties }) => isOpenLeaf(duties));
  return [
    ...twice,
    ...Object.entries(gates).flatMap(([gate, { duties, after }]) => [
      ...(open ? [] : names(duties, ['gates', gate, 'duties'], known, 'unknownDuty')),
      ...names(after, ['gates', gate, 'after'], new Set(Object.keys(gates).filter((other) => !reaches(gates, other, gate))), 'unknownGate'),
    ]),
    ...Object.entries(supervision).flatMap(([code, { everyYears }]): readonly Finding[] =>
      isOpenLeaf(everyYears) || everyYears.value === null || (everyYears.value >= 1 && everyYears.value <= 50) ? [] : [{ code: 'outOfBounds', place: ['supervision', code, 'everyYears', 'value'], with: { value: everyYears.value, min: 1, max: 50 } }]),
  ];
}

function names(leaf: Leaf<readonly string[]> | undefined, place: Place, known: ReadonlySet<string>, code: ProblemCode): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) ? [] : leaf.value.flatMap((value, index): readonly Finding[] => (known.has(value) ? [] : [{ code, place: [...place, 'value', index], with: { code: value } }]));
}

/** Whether a gate waits for the other, itself or through those it waits for: then the other could never wait for it. */
function reaches(gates: NonNullable<ProgrammeDefinition['gates']>, from: string, to: string, seen: ReadonlySet<string> = new Set()): boolean {
  if (from === to) return true;
  const after = gates[from]?.after;
  return after !== undefined && !isOpenLeaf(after) && after.value.some((next) => !seen.has(next) && reaches(gates, next, to, new Set([...seen, from])));
}
