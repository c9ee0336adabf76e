import { addDays, isBusinessDate } from '../domain/dates';
import type { Json, JsonObject } from '../domain/facts';
import { clausePlaces } from '../domain/rules/clause-places';
import { fillOpen, leavesOf, openLeaves, type PlacedLeaf } from '../domain/rules/leaves';
import { withoutIdlePools } from '../domain/rules/left-open';
import { clauseOf, isOpenLeaf, type LeafType, type ProgrammeDefinition } from '../domain/rules/programme-definition';
import { leafTypeAt, leafValues, valueErrors } from '../domain/rules/programme-schema';
import type { Place } from '../domain/rules/problems';
import { readDefinition, readFilled } from '../domain/rules/programme-text';
import { argumentType } from '../domain/rules/rule-check';
import type { SampleChoice } from '../domain/rules/sample-text';
import { vocabulary } from '../domain/rules/vocabulary';
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
    // Whether a title feeds another stands in the file; only how much it counts may be open.
    if (isFeeder(place)) add(left, programme, path, 'dropped', withoutFeeder(definition, place));
    return left;
  }
  const mutants: Mutant[] = [];
  const value = leaf.value as Json;
  for (const other of alterations(value, typeAt(definition, place), definition, place.at(-1))) add(mutants, programme, path, `${told(value)} → ${told(other)}`, replacedAt(definition, [...place, 'value'], other));
  add(mutants, programme, path, 'dropped', isFeeder(place) ? withoutFeeder(definition, place) : without(definition, place));
  return mutants;
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
  const others = alterations(choice.value, type, definition, choice.path.split('.').at(-1)).filter((value) => type === null || valueErrors(type, value).length === 0);
  return others.flatMap((value) => {
    const changed = choices.map((one) => (one.path === choice.path ? { ...one, value } : one === balance ? { ...one, value: Number(one.value) + Number(choice.value) - Number(value) } : one));
    // A value of the right type that the file as a whole refuses (a lean of 0 points) cannot be adopted, and needs no example.
    if (readFilled(withoutIdlePools(fillOpen(definition, new Map(changed.map((one) => [one.path, one.value]))), openLeaves(definition))).kind === 'refused') return [];
    return [{ path: choice.path, change: `${told(choice.value)} → ${told(value)}${balance === null ? '' : ` (${balance.path})`}`, programme: { ...programme, choices: changed } }];
  });
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

/** Lists whose order says nothing. */
const IN_NO_ORDER: ReadonlySet<string | number | undefined> = new Set(['tracks', 'grades', 'leaveCounts', 'opensFor', 'alsoCounts', 'at']);

/** Near misses of a value: a border moved by one, a word of the same list, the other answer. */
function alterations(value: Json, type: LeafType | null, definition: ProgrammeDefinition, key: string | number | undefined): readonly Json[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return value >= 1 ? [value + 1, value - 1] : [value + 1];
  if (value === null) return type === 'integerOrNone' || type === 'decimalOrNone' ? [1] : [];
  if (typeof value === 'string') return isBusinessDate(value) ? [addDays(value, 1), addDays(value, -1)] : otherWord(value, type, definition);
  if (Array.isArray(value)) return otherList(value, !IN_NO_ORDER.has(key));
  return otherObject(value as JsonObject);
}

/** REVIEW is a word of several lists: the type says which. A code may be that of a tier or of a track. */
function otherWord(value: string, type: LeafType | null, definition: ProgrammeDefinition): readonly Json[] {
  const own: unknown = type === null ? undefined : leafValues[type]['enum'];
  const lists = Array.isArray(own) ? [own as readonly string[]] : [Object.keys(definition.tiers), Object.keys(definition.tracks)];
  const other = lists.find((words) => words.includes(value))?.find((word) => word !== value);
  return other === undefined ? [] : [other];
}

function otherList(value: readonly Json[], ordered: boolean): readonly Json[] {
  const shorter = value.length > 1 ? [value.slice(0, -1)] : [];
  const swapped = ordered && value.length > 1 && value.every((one) => typeof one === 'string') ? [[...value].reverse()] : [];
  const [first, second, ...rest] = value;
  if (!isObject(first) || !isObject(second)) return [...shorter, ...swapped];
  const [a, b] = [first['weight'], second['weight']];
  // Weights still sum to what they summed to.
  return typeof a === 'number' && typeof b === 'number' && b > 10 ? [[{ ...first, weight: a + 10 }, { ...second, weight: b - 10 }, ...rest]] : [...shorter];
}

const LEVELS = ['CITY', 'DISTRICT', 'SCHOOL'];
const POSTS = ['BureauOfficer', 'SchoolAdmin', 'PartyOrg', 'ResearchCentre', 'Expert'];

function otherObject(value: JsonObject): readonly Json[] {
  const { post, level, onPaper } = value;
  if (typeof post !== 'string' || typeof level !== 'string') return [];
  return [
    ...(typeof onPaper === 'boolean' ? [{ ...value, onPaper: !onPaper }] : []),
    { ...value, post: POSTS[(POSTS.indexOf(post) + 1) % POSTS.length] ?? post },
    { ...value, level: LEVELS[(LEVELS.indexOf(level) + 1) % LEVELS.length] ?? level },
  ];
}

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

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(value: Json): string {
  return JSON.stringify(value);
}
