import type { BusinessDate } from './dates';
import type { Json, JsonObject, Refusal } from './facts';
import { nameOn, type OrgsState } from './orgs';
import type { EffectiveProgramme } from './programme-rules';

type Both = { readonly zh: string; readonly en: string };

/** Where a decision was taken: whose codes and whose units its refusal speaks of. */
export interface Named {
  readonly programme?: EffectiveProgramme;
  readonly orgs?: OrgsState;
  readonly day: BusinessDate;
}

/** Keys under which a programme keeps what an input names, in the order in which it is looked for there; by rule where one input means several things. */
const KEPT_UNDER: { readonly [input: string]: readonly string[] } = {
  'awardSeatsTogether rounds': ['tracks'], 'awardSeatsGivenOut rounds': ['tracks'], 'groundWithoutVerdict assessment': ['assessments'], 'groundOfAnotherAssessment assessment': ['assessments'], concluded: ['assessments'], tier: ['tiers'], tiers: ['tiers'], titles: ['tiers'], track: ['tracks'], tracks: ['tracks'], terms: ['tracks'],
  ground: ['revocationGrounds'], grounds: ['revocationGrounds'], exit: ['exits'], exits: ['exits'], code: ['assessments'], codes: ['assessments'],
  criteria: ['criteria'], marked: ['criteria'], component: ['components'], components: ['components'], group: ['groups'], groups: ['groups'],
  requirement: ['training', 'compliance', 'funding'], requirements: ['compliance', 'training'], target: ['targets', 'compliance', 'supervision'], targets: ['targets'],
  fund: ['funding'], funds: ['funding'], purpose: ['purposeNames'], purposes: ['purposeNames'],
  party: ['parties'], parties: ['parties'], duty: ['duties'], duties: ['duties'], gate: ['gates'], gates: ['gates'], supervision: ['supervision'],
  step: ['phases', 'courses'], steps: ['phases', 'courses'], order: ['phases'], lacking: ['phases', 'tasks'], parts: ['tasks', 'phases', 'courses'], over: ['tasks'], asked: ['tasks'], found: ['tasks'],
  mission: ['missions'], missions: ['missions'], recognitions: ['recognitions'], recognised: ['recognitions'], milestone: ['milestones'],
  'unknownMentoring purpose': ['mentoring'], 'unknownMentoring purposes': ['mentoring'], 'topicNotAsked asked': [], 'topicNotAsked topic': [],
  'unknownBaseKind kind': ['bases'], 'unknownBaseKind kinds': ['bases'], 'basesFull kind': ['bases'], 'baseOfAnotherKind kind': ['bases'], 'baseOfAnotherKind kinds': ['bases'], 'baseNotNamed kinds': ['bases'],
  'unknownRecognition kind': ['recognitions'], 'unknownRecognition known': ['recognitions'], 'recognitionRecorded kind': ['recognitions'], 'evidenceWithoutNumber kind': ['recognitions'],
  'vettingBodiesMissing missing': ['bodies'], 'unknownVettingBody body': ['bodies'], 'unknownVettingBody bodies': ['bodies'], 'notAskedAbout body': ['bodies'],
  'unknownTaskKind kind': ['tasks'], 'unknownTaskKind kinds': ['tasks'], kind: ['studios', 'mentoring'], kinds: ['studios'],
};
/** What the refusal's own codes are called by the programme, and its units by the tree: by input, then by code. Nothing where neither knows one. */
export function calledIn({ rule, inputs, personal }: Refusal, { programme, orgs, day }: Named): NonNullable<Refusal['called']> {
  const kept: ReadonlyMap<string, ReadonlyMap<string, Both>> = programme === undefined ? new Map() : namesIn(programme);
  const called: { [input: string]: { readonly [code: string]: Both } } = {};
  for (const [input, value] of [...Object.entries(inputs), ...Object.values(personal ?? {}).flatMap(ownValues)]) {
    // The working of a lead is about tiers and units alike.
    const working = input === 'working';
    const under = working ? ['tiers'] : (KEPT_UNDER[`${rule} ${input}`] ?? KEPT_UNDER[input]);
    const tree = under === undefined || working ? orgs : undefined;
    const found = [...new Set(codesIn(value))].flatMap((code): readonly (readonly [string, Both])[] => {
      const name = (tree === undefined ? null : nameOn(tree, code, day)) ?? (under ?? []).map((key) => kept.get(key)?.get(code)).find((one) => one !== undefined) ?? null;
      return name === null ? [] : [[code, name]];
    });
    if (found.length > 0) called[input] = Object.fromEntries(found);
  }
  return called;
}

/** A refusal read back from the log holds the whole part of the fact, the decisive values under `refusal`. */
function ownValues(own: JsonObject): readonly (readonly [string, Json])[] {
  const decisive = own['refusal'];
  return Object.entries(typeof decisive === 'object' && decisive !== null && !Array.isArray(decisive) ? (decisive as JsonObject) : own);
}

/** A working (`NEW_EDGE → DISTRICT (Z24)`) names its codes between blanks. */
function codesIn(value: Json): readonly string[] {
  if (typeof value === 'string') return value.includes(' ') ? [value, ...value.split(' ')] : [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(codesIn);
  return typeof value === 'object' && value !== null ? Object.values(value as JsonObject).flatMap(codesIn) : [];
}

/** Every code that a programme gives a name, by the key that it stands under; the first of two of a kind. */
function namesIn(programme: EffectiveProgramme): ReadonlyMap<string, ReadonlyMap<string, Both>> {
  const names = new Map<string, Map<string, Both>>();
  collect(programme, [], names);
  return names;
}

function collect(value: unknown, under: readonly string[], into: Map<string, Map<string, Both>>): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, under, into);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const { code, names } = value as { readonly code?: unknown; readonly names?: unknown };
  const [key] = under;
  if (typeof code === 'string' && isBoth(names) && key !== undefined) {
    const known = into.get(key) ?? new Map<string, Both>();
    if (!known.has(code)) known.set(code, { zh: names.zh, en: names.en });
    into.set(key, known);
  }
  // A sourced list (`{ value: […], clause }`) stands under its own key.
  for (const [name, one] of Object.entries(value)) collect(one, name === 'value' ? under : [name], into);
}

function isBoth(value: unknown): value is Both {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'zh') === 'string' && typeof Reflect.get(value, 'en') === 'string';
}
