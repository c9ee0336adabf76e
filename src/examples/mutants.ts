import type { Json, JsonObject } from '../domain/facts';
import { adoptionProblems, isWholeWith } from '../domain/programme';
import { clausePlaces } from '../domain/rules/clause-places';
import { codeOf, leavesOf, type PlacedLeaf } from '../domain/rules/leaves';
import { clauseOf, isOpenLeaf, type LeafType, type ProgrammeDefinition } from '../domain/rules/programme-definition';
import { leafTypeAt, leafValues } from '../domain/rules/programme-schema';
import type { Place } from '../domain/rules/problems';
import { readDefinition } from '../domain/rules/programme-text';
import { argumentType } from '../domain/rules/rule-check';
import type { SampleChoice } from '../domain/rules/sample-text';
import { vocabulary } from '../domain/rules/vocabulary';
import { alterationsOf, type Alteration } from './alterations';
import type { Programme } from './play';

/** A programme with one value of a round's rules altered or left out: some worked example ought to notice. */
export interface Mutant {
  /** As an adoption names it: `tiers.RISING_STAR.publicity.workingDays`. */
  readonly path: string;
  /** `5 → 6`; `dropped`. The same for the same file, so that a survivor can be listed under it. */
  readonly change: string;
  readonly programme: Programme;
}

/** Stages of the authority map that are no part of a round. */
const BESIDE_THE_ROUND = new Set(['RecordTraining', 'ConcludeAssessment', 'NoteTracking', 'OpenAssessment', 'ProposeGrades', 'NotifyResults', 'RequestReview', 'DecideReview', 'ConcludeCohort', 'DeferAssessment', 'RevokeTitle', 'CorrectFact']);
/** Leaves of a tier that say what it is and not how its round runs. */
const SHAPE_OF_A_TIER = new Set(['rank', 'stageGroup', 'cadenceYears', 'onCorrection', 'renewal', 'reinstatement', 'lifetime', 'exits', 'absorbs']);

/**
 * Every value that a round of these tiers is run by, altered in each way that the file's check lets pass, and dropped
 * where the file may be without it. An open value is altered in the sample; an eligibility rule is dropped whole.
 *
 * @param tiers those that the worked examples open rounds of.
 */
export function mutantsOf(programme: Programme, tiers: ReadonlySet<string>): readonly Mutant[] {
  const { definition } = programme;
  const mutants = leavesOf(definition).flatMap((leaf) => (bearsOnARound(leaf.place, tiers) ? changesOf(programme, leaf) : []));
  for (const [code, tier] of Object.entries(definition.tiers)) {
    if (!tiers.has(code)) continue;
    for (const [index, rule] of (tier.eligibility ?? []).entries()) add(mutants, programme, `tiers.${code}.eligibility.${rule.code}`, 'dropped', without(definition, ['tiers', code, 'eligibility', index]));
    for (const part of ['scoring', 'publicity'] as const) if (tier[part] !== undefined) add(mutants, programme, `tiers.${code}.${part}`, 'dropped', without(definition, ['tiers', code, part]));
  }
  return mutants;
}

/**
 * Every value that stands on one of the clauses, wherever in the file, altered and dropped likewise; conditions and things
 * that the text names are dropped whole.
 */
export function mutantsOfClauses(programme: Programme, clauses: ReadonlySet<string>, paths?: ReadonlySet<string>): readonly Mutant[] {
  const wanted = (path: string, clause: string): boolean => clauses.has(clause) && (paths === undefined || paths.has(path));
  const mutants = leavesOf(programme.definition).flatMap((placed) => (wanted(placed.path, clauseOf(placed.leaf)) ? changesOf(programme, placed) : []));
  for (const { kind, clause, place, path } of clausePlaces(programme.definition)) {
    if ((kind !== 'CONDITION' && kind !== 'NAMED') || !wanted(path, clause)) continue;
    const count: unknown = Reflect.get(held(programme.definition, place) ?? {}, 'count');
    // An entry of a list, such as a kind of task: how many of it is the entry's own.
    if (typeof count === 'number') add(mutants, programme, path, `count ${count} → ${count + 1}`, replacedAt(programme.definition, [...place, 'count'], count + 1));
    add(mutants, withoutCriterion(programme, path), path, 'dropped', without(programme.definition, place));
  }
  return mutants;
}

function changesOf(programme: Programme, { place, path, leaf }: PlacedLeaf): Mutant[] {
  const { definition, choices } = programme;
  if (isOpenLeaf(leaf)) {
    const choice = choices.find((one) => one.path === path);
    const left: Mutant[] = choice === undefined ? [] : [...otherChoices(programme, choice)];
    // Whether there is anything to decide stands in the file; with the question goes its choice.
    const gone = isFeeder(place) ? withoutFeeder(definition, place) : without(definition, place);
    // Without its number a bonus, chosen elsewhere, is none.
    if (isWholeWith(gone as JsonObject, choices)) add(left, programme, path, 'dropped', gone);
    return left;
  }
  const mutants: Mutant[] = [];
  const value = leaf.value as Json;
  for (const { change, value: other } of alterations(value, typeAt(definition, place), programme, place.at(-1))) add(mutants, programme, path, change, beside(replacedAt(definition, [...place, 'value'], other), place, other, clauseOf(leaf)));
  add(mutants, programme, path, 'dropped', isFeeder(place) ? withoutFeeder(definition, place) : without(definition, place));
  return mutants;
}

/** What the check lets an altered value stand beside: a way without cultivation has no pool, a group of stages is one of the file's, a bonus is of some points and a preference of none, what is done every year has no day, a level that is gone posts and covers nothing. */
function beside(altered: unknown, place: Place, value: Json, stated: string): unknown {
  const holder = held(altered, place.slice(0, -1)) as Record<string, unknown> | null;
  if (holder === null) return altered;
  const key = place.at(-1);
  if (key === 'way' && value !== 'CANDIDATE') delete holder['pool'];
  if (key === 'way' && value === 'POST') holder['termYears'] = { value: 1, stated };
  const groups = held(altered, ['stageGroups']) as Record<string, unknown> | null;
  if (key === 'stageGroup' && groups !== null) groups[String(value)] ??= { names: { zh: '其他', en: 'Other' }, stated };
  if (key === 'form' && value === 'BONUS') holder['points'] ??= { value: 10, stated };
  if (key === 'form' && value === 'TIE_BREAK') delete holder['points'];
  if (key === 'levels' && Array.isArray(value)) {
    narrow(holder, 'publicityAt', (posts) => value.includes(posts));
    const covered = held(holder, ['coverage', 'levels']) as { value: Json } | null;
    if (covered !== null && Array.isArray(covered.value)) covered.value = covered.value.filter((level) => value.includes(level));
    if (covered !== null && Array.isArray(covered.value) && covered.value.length === 0) delete holder['coverage'];
  }
  if (key === 'everyYears' && value !== null) for (const once of ['due', 'before']) Reflect.deleteProperty(holder, once);
  return altered;
}

/** The map under a key without the entries that are not kept, and without the key where none is. */
function narrow(holder: Record<string, unknown>, key: string, keep: (entry: string) => boolean): void {
  const entries = Object.entries((holder[key] ?? {}) as object).filter(([entry]) => keep(entry));
  if (entries.length > 0) holder[key] = Object.fromEntries(entries);
  else Reflect.deleteProperty(holder, key);
}

/** Of a leaf that has a value: what an open one says itself. */
function typeAt(definition: ProgrammeDefinition, place: Place): LeafType | null {
  const rule: unknown = Reflect.get(held(definition, place.slice(0, -2)) ?? {}, 'rule');
  return leafTypeAt(place) ?? (typeof rule === 'string' ? argumentType(rule, String(place.at(-1)), vocabulary) : null);
}

function isFeeder([top, , part]: Place): boolean {
  return top === 'tiers' && part === 'feeders';
}

/** The last one takes the key with it, which the check lets nobody write empty. */
function withoutFeeder(definition: ProgrammeDefinition, place: Place): unknown {
  const rest = without(definition, place);
  const key = place.slice(0, -1);
  return Object.keys(held(rest, key) ?? {}).length === 0 ? without(definition, key) : rest;
}

function bearsOnARound([top, code, part]: Place, tiers: ReadonlySet<string>): boolean {
  if (top === 'lead') return code !== 'byTier' || tiers.has(String(part));
  if (top === 'authority') return !BESIDE_THE_ROUND.has(String(code));
  return top === 'tiers' && tiers.has(String(code)) && !SHAPE_OF_A_TIER.has(String(part));
}

function otherChoices(programme: Programme, choice: SampleChoice): readonly Mutant[] {
  const { definition, choices } = programme;
  const open = leavesOf(definition).find(({ path }) => path === choice.path)?.leaf;
  const type = open !== undefined && isOpenLeaf(open) ? open.type : null;
  const balance = balanceOf(choice, choices);
  const made = ({ change, value }: Alteration): readonly Mutant[] => {
    const changed = choices.map((one) => (one.path === choice.path ? { ...one, value } : one === balance ? { ...one, value: Number(one.value) + Number(choice.value) - Number(value) } : one));
    // A value of the right type that the file as a whole refuses (a lean of 0 points) cannot be adopted, and needs no example.
    if (adoptionProblems(definition as unknown as JsonObject, changed.flatMap((one) => (one.path === choice.path ? [] : [{ ...one, sample: true }])), choice.path, value).length > 0) return [];
    return [{ path: choice.path, change: `${change}${balance === null ? '' : ` (${balance.path})`}`, programme: { ...programme, choices: changed } }];
  };
  const others = alterations(choice.value, type, programme, choice.path.split('.').at(-1));
  const passing = others.flatMap(made);
  if (passing.length > 0 || choice.value !== null || others.every(({ value }) => value !== 1)) return passing;
  // None at all may be beside more than one: a place in cultivation lasts longer than the cultivation.
  return [2, 3, 4, 5, 6].map((value) => made({ change: `null → ${value}`, value })).find((mutants) => mutants.length > 0) ?? [];
}

/** The weights of an assessment's criteria make up 100: what one gains another loses. Null of everything else. */
function balanceOf({ path }: SampleChoice, choices: readonly SampleChoice[]): SampleChoice | null {
  const of = WEIGHT.exec(path)?.[1];
  return of === undefined ? null : (choices.find((other) => other.path !== path && WEIGHT.exec(other.path)?.[1] === of) ?? null);
}

const WEIGHT = /^(assessments\.[^.]+)\.criteria\.[^.]+\.weight$/u;

/** A criterion that is left out leaves its weight to another. */
function withoutCriterion(programme: Programme, path: string): Programme {
  const gone = programme.choices.find((choice) => choice.path === `${path}.weight`);
  const heir = gone === undefined ? null : balanceOf(gone, programme.choices);
  return { ...programme, choices: programme.choices.map((one) => (one === heir ? { ...one, value: Number(one.value) + Number(gone?.value) } : one)) };
}

/** Only what the check lets pass: what it refuses needs no example. A choice of a value that is gone goes with it. */
function add(mutants: Mutant[], programme: Programme, path: string, change: string, definition: unknown): void {
  const reading = readDefinition(definition);
  if (reading.kind === 'refused') return;
  const paths = new Set(leavesOf(reading.definition).flatMap((one) => (isOpenLeaf(one.leaf) ? [one.path] : [])));
  mutants.push({ path, change, programme: { text: JSON.stringify(reading.definition), definition: reading.definition, choices: programme.choices.filter((choice) => paths.has(choice.path)) } });
}

/** The order of these lists says something, of others nothing. */
const IN_ORDER: ReadonlySet<LeafType | null> = new Set(['levels', 'precedence', 'publicFields', 'trainingSteps']);

function alterations(value: Json, type: LeafType | null, programme: Programme, key: string | number | undefined): readonly Alteration[] {
  if (key === 'rank' && typeof value === 'number') return ranksBut(value, programme.definition).map((rank) => ({ change: `${value} → ${rank}`, value: rank }));
  return alterationsOf(value, { schema: type === null ? undefined : leafValues[type], ordered: IN_ORDER.has(type) || key === 'tieBreak', families: familiesOf(programme) });
}

/** Every rung of the ladder and the one above it: a tier may pass several others at once. */
function ranksBut(own: number, { tiers }: ProgrammeDefinition): readonly number[] {
  const top = Math.max(...Object.values(tiers).flatMap(({ rank }) => (isOpenLeaf(rank) ? [] : [rank.value])));
  return Array.from({ length: top + 1 }, (_, index) => index + 1).filter((rank) => rank !== own);
}

const families = new WeakMap<Programme, readonly ReadonlySet<string>[]>();

/** The codes of each map by code and of each list of things that have one, of the choices as well. */
function familiesOf(programme: Programme): readonly ReadonlySet<string>[] {
  const known = families.get(programme) ?? [...codesWithin([programme.definition, programme.choices])];
  families.set(programme, known);
  return known;
}

function* codesWithin(value: unknown): Iterable<ReadonlySet<string>> {
  if (typeof value !== 'object' || value === null) return;
  const codes = Array.isArray(value) ? value.map(codeOf).filter((code) => code !== null) : Object.keys(value).filter((key) => CODE.test(key));
  if (codes.length > 0) yield new Set(codes);
  for (const part of Object.values(value)) yield* codesWithin(part);
}

/** As a rule file writes its codes. */
export const CODE = /^[A-Z][A-Z0-9_]*$/u;

function replacedAt(whole: unknown, place: Place, value: Json): unknown {
  const copy: unknown = structuredClone(whole);
  const holder = held(copy, place.slice(0, -1));
  const last = place.at(-1);
  if (last !== undefined && holder !== null) Reflect.set(holder, last, value);
  return copy;
}

function without(whole: unknown, place: Place): unknown {
  const copy: unknown = structuredClone(whole);
  const holder = held(copy, place.slice(0, -1));
  const last = place.at(-1);
  if (Array.isArray(holder) && typeof last === 'number') holder.splice(last, 1);
  else if (holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
  return copy;
}

function held(value: unknown, place: Place): object | null {
  let here: unknown = value;
  for (const step of place) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  return typeof here === 'object' ? here : null;
}
