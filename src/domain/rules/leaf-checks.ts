import { isOpenLeaf, type Leaf, type ProgrammeDefinition, type Wording } from './programme-definition';
import type { Finding, Place, ProblemCode } from './problems';
import { lastDay, type Before, type PrintedDay } from '../targets/printed-day';

/** Of a list of tiers beneath a leaf. */
export function unknownTiers(definition: ProgrammeDefinition, tiers: readonly string[], place: Place): readonly Finding[] {
  return tiers.flatMap((tier, index) => (Object.hasOwn(definition.tiers, tier) ? [] : [{ code: 'unknownTier' as const, place: [...place, index], with: { code: tier } }]));
}

export function mayNotBeOpen(leaf: Leaf<unknown>, place: Place): readonly Finding[] {
  return isOpenLeaf(leaf) ? [{ code: 'mayNotBeOpen', place }] : [];
}

export function refers(leaf: Leaf<string> | undefined, place: Place, known: object, code: ProblemCode): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || Object.hasOwn(known, leaf.value) ? [] : [{ code, place: [...place, 'value'], with: { code: leaf.value } }];
}

export function refersAll(leaf: Leaf<readonly string[]> | undefined, place: Place, known: object, code: ProblemCode): readonly Finding[] {
  if (leaf === undefined || isOpenLeaf(leaf)) return [];
  return leaf.value.flatMap((value, index) => (Object.hasOwn(known, value) ? [] : [{ code, place: [...place, 'value', index], with: { code: value } }]));
}

/** Of a number, where one is given. */
export function bounded(leaf: Leaf<number | null> | undefined, place: Place, min: number, max: number): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || leaf.value === null || (leaf.value >= min && leaf.value <= max) ? [] : [{ code: 'outOfBounds', place: [...place, 'value'], with: { value: leaf.value, min, max } }];
}

/** What the text does not say is said by the file, to readers of both languages. */
export function inBothLanguages(leaf: Leaf<Wording> | undefined, place: Place): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || typeof leaf.value !== 'string' || !Object.hasOwn(leaf, 'implied') ? [] : [{ code: 'oneLanguage', place: [...place, 'value'] }];
}

/** What lies between two numbers of the file; `places` are those of the floor and of the cap. */
export function ordered(floor: Leaf<unknown> | undefined, cap: Leaf<unknown> | undefined, places: readonly [Place, Place]): readonly Finding[] {
  if (floor === undefined || cap === undefined || isOpenLeaf(floor) || isOpenLeaf(cap) || Number(floor.value) <= Number(cap.value)) return [];
  return [{ code: 'floorAboveCap', place: [...places[1], 'value'], also: [places[0]], with: { floor: Number(floor.value), cap: Number(cap.value) } }];
}

/** Of what is due by a day: none is in time where that day lies before the programme's first. */
export function beforeBeginning({ effective: { from } }: ProgrammeDefinition, due: Leaf<PrintedDay> | undefined, place: Place, before?: Leaf<Before>): readonly Finding[] {
  if (due === undefined || isOpenLeaf(due) || isOpenLeaf(from)) return [];
  const last = lastDay(due.value, before === undefined || isOpenLeaf(before) ? 'INCLUSIVE' : before.value);
  return last >= from.value ? [] : [{ code: 'dueBeforeBeginning', place: [...place, 'value'], also: [['effective', 'from']], with: { due: last, from: from.value } }];
}

/** A number of something asked for: nothing of it is no demand. */
export function asksSome(leaf: Leaf<unknown> | undefined, place: Place): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || leaf.value !== 0 ? [] : [{ code: 'asksNothing', place: [...place, 'value'] }];
}

/** `LESSON 50 + VOTE 40`: what a sum is made of. */
export function sumOf(parts: readonly (readonly [string, number])[]): string {
  return parts.map(([code, weight]) => `${code} ${weight}`).join(' + ');
}

export function duplicates(codes: readonly string[], place: Place): readonly Finding[] {
  return codes.flatMap((code, index) => (codes.indexOf(code) < index ? [{ code: 'duplicateCode' as const, place: [...place, index], also: [[...place, codes.indexOf(code)]], with: { code } }] : []));
}
