import type { BusinessDate } from './dates';
import type { Json, JsonObject } from './facts';
import { standardObjections, type EffectiveProgramme, type LeadOf, type LeadRules, type ObjectionRules, type OpenValue, type PanelRules, type PublicityRules, type RuleSpec, type ScoringScheme, type Sourced, type Stage, type TierRules } from './programme-rules';
import { assessmentAsks } from './programme-assessments';
import { titleLifeRules } from './programme-titles';
import { feederLeans, feederSpecs, milestoneRules, waysOf } from './programme-ways';
import { dutiesOf } from './targets/compliance';
import { fundsOf } from './targets/funds';
import { figuresOf } from './targets/figures';
import { targetsOf } from './targets/targets';
import { partyRules } from './parties/rules';
import { trainingRules } from './programme-training';
import { studioRules } from './studio/kinds';
import { leanRules, type LeanRule } from './rules/lean-rules';
import { ruleSpecs } from './rules/rule-specs';
import { fillOpen, openLeaves, type PlacedOpen } from './rules/leaves';
import { askedStill, openOf, withoutIdle } from './rules/left-open';
import { clauseOf, isOpenLeaf, type LeadEntry, type Leaf, type ProgrammeDefinition, type PublicityEntry, type RuleEntry, type TierEntry } from './rules/programme-definition';
import { programmeErrors, valueErrors } from './rules/programme-schema';
import { pathOf, readFilled, type ProgrammeReading } from './rules/programme-text';
import { problem, type Problem } from './rules/problems';
import { findingsOf } from './rules/schema-findings';

/** One `OpenValueAdopted`, as far as the rules of a version read it. */
export interface AdoptedValue {
  readonly path: string;
  readonly value: Json;
  readonly sample: boolean;
}

/** A published version, as `ProgrammeVersionPublished` holds it. */
export interface PublishedVersion {
  readonly programme: string;
  readonly version: number;
  readonly definition: JsonObject;
}

/**
 * What decisions read: the definition with adopted values in place of what it leaves open.
 *
 * @param adopted of this version, in log order; the last of a path counts.
 * @param adoptions revision of the programme's stream up to which `adopted` was read.
 * @param sample values for a demonstration, for paths that nobody has adopted.
 * @throws RangeError where the definition is not of format 1; a published one always is.
 */
export function effectiveProgramme(published: PublishedVersion, adopted: readonly AdoptedValue[], adoptions: number, sample: readonly AdoptedValue[] = []): EffectiveProgramme {
  const stored = shaped(published);
  const values = new Map([...sample, ...adopted].map((value) => [value.path, value] as const));
  const open = openOf(published.definition);
  const filled = fillOpen(stored, new Map([...values].map(([path, { value }]) => [path, value])), open);
  const definition = withoutIdle(filled, open);
  const tiers = Object.entries(definition.tiers).map(([code, tier]) => tierRules(definition, code, tier, [...leanRules(definition, code), ...feederLeans(tier)]));
  return {
    id: published.programme,
    version: published.version,
    adoptions,
    names: definition.programme.names,
    demonstrationOnly: isDemonstrationOnly(stored, askedStill(filled, open), values),
    // What was filled is open no more, and nothing else became open.
    open: asked(askedStill(filled, open).filter(({ path }) => !values.has(path))),
    tracks: Object.entries(definition.tracks).map(([code, track]) => ({ code, names: track.names, holder: structural(track.holder), clause: clauseOf(track.holder) })),
    // Maps have no order in canonical JSON: from the foot of the pyramid up, then by code.
    tiers: tiers.sort((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1)),
    ...validityOf(definition),
    authority: authorityOf(definition),
    ...(definition.lead === undefined ? {} : { lead: leadRules(definition.lead) }),
    assessments: Object.entries(definition.assessments ?? {}).flatMap(([code, { names, kind, grades, by, ...more }]) =>
      isOpenLeaf(kind) || isOpenLeaf(grades) || isOpenLeaf(by) ? [] : [{ code, names, kind: kind.value, clause: clauseOf(kind), grades: grades.value, ...by.value, ...assessmentAsks(more) }],
    ),
    revocationGrounds: isOpenLeaf(definition.revocationGrounds) ? [] : definition.revocationGrounds.value.map((ground) => ({ ...ground, clause: clauseOf(definition.revocationGrounds) })),
    ...figuresOf(definition),
    ...targetsOf(definition),
    ...dutiesOf(definition),
    ...fundsOf(definition),
    ...trainingRules(definition),
    ...partyRules(definition),
    ...milestoneRules(definition),
    ...studioRules(definition),
  };
}

/** What a list of programmes shows of one. */
export interface ProgrammeHead {
  readonly names: EffectiveProgramme['names'];
  /** How many values nobody has adopted. */
  readonly open: number;
  readonly demonstrationOnly: boolean;
}

/** As `effectiveProgramme` says it, without reading the rules of every tier. The publishing checked the definition. */
export function programmeHead(definition: JsonObject, adopted: readonly AdoptedValue[]): ProgrammeHead {
  const checked: unknown = definition;
  const stored = checked as ProgrammeDefinition;
  const values = new Map(adopted.map((value) => [value.path, value] as const));
  const open = openOf(definition);
  const still = askedStill(fillOpen(stored, new Map(adopted.map(({ path, value }) => [path, value])), open), open);
  return { names: stored.programme.names, open: still.filter(({ path }) => !values.has(path)).length, demonstrationOnly: isDemonstrationOnly(stored, still, values) };
}

/** @param open what bears on anything: a sample choice for a pool that is idle makes nothing a demonstration. */
function isDemonstrationOnly(stored: ProgrammeDefinition, open: readonly PlacedOpen[], values: ReadonlyMap<string, AdoptedValue>): boolean {
  return open.some(({ path }) => values.get(path)?.sample === true) || !stored.basis.some(({ kind }) => kind === 'OFFICIAL_DOCUMENT');
}

function validityOf({ effective: { from, to }, termsOutlive }: ProgrammeDefinition): Pick<EffectiveProgramme, 'validity'> {
  if (isOpenLeaf(from) || isOpenLeaf(to) || isOpenLeaf(termsOutlive)) return {};
  return { validity: { from: from.value, to: to.value, clause: clauseOf(to), fromClause: clauseOf(from), termsOutlive: termsOutlive.value } };
}

/** Whether a day lies within the programme's own validity; null where a bound of it is left open. */
export function validOn(published: PublishedVersion, adopted: readonly AdoptedValue[], day: BusinessDate): boolean | null {
  const stored = shaped(published);
  const { from, to } = fillOpen(stored, new Map(adopted.map(({ path, value }) => [path, value])), openOf(published.definition)).effective;
  return isOpenLeaf(from) || isOpenLeaf(to) ? null : from.value <= day && day <= to.value;
}

/** What a definition leaves open, in the order of its paths. */
export function openValues(definition: ProgrammeDefinition): readonly OpenValue[] {
  return asked(openLeaves(definition));
}

function asked(leaves: readonly PlacedOpen[]): readonly OpenValue[] {
  return leaves
    .map(({ path, open }) => ({ path, clause: open.clause, question: open.open, type: open.type, tier: /^tiers\.([^.]+)\./u.exec(path)?.[1] ?? null }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * What is wrong with adopting a value, beside what was adopted before: a path where nothing is open, a value of
 * another type, or one that breaks the file as a whole (weights that do not sum to 100). Empty where nothing is.
 */
export function adoptionProblems(definition: JsonObject, adopted: readonly AdoptedValue[], path: string, value: Json): readonly Problem[] {
  const stored = shaped({ programme: String(definition['id']), version: Number(definition['version']), definition });
  const leaves = openOf(definition);
  const open = leaves.find((leaf) => leaf.path === path)?.open;
  if (open === undefined) return [problem({ code: 'unknownOpenPath', place: [] }, path, null)];
  const wrong = findingsOf(valueErrors(open.type, value), [path]);
  if (wrong.length > 0) return wrong.map((finding) => problem(finding, [path, pathOf(value, { ...finding, place: finding.place.slice(1) })].filter((part) => part !== '').join('.'), null, [open.clause]));
  const filled = new Map(adopted.map((one) => [one.path, one.value] as const));
  const after = readWith(stored, new Map([...filled, [path, value]]), leaves);
  if (after.kind === 'programme') return isAsked(path, fillOpen(stored, filled, leaves), leaves) ? [] : standingReady(readFilled(fillOpen(stored, new Map([[path, value]]), leaves)), path);
  // What was wrong before this value is not this value's fault.
  const before = readWith(stored, filled, leaves);
  const known = new Set(before.kind === 'refused' ? before.problems.map((one) => `${one.code} ${one.path}`) : []);
  return after.problems.filter((one) => !known.has(`${one.code} ${one.path}`));
}

function isAsked(path: string, filled: ProgrammeDefinition, leaves: readonly PlacedOpen[]): boolean {
  return askedStill(filled, leaves).some((leaf) => leaf.path === path);
}

/** What stands ready for another answer is held to what it says itself: it has to be good once that answer is given. */
function standingReady(whole: ProgrammeReading, path: string): readonly Problem[] {
  return whole.kind === 'programme' ? [] : whole.problems.filter((one) => one.path === path || one.path.startsWith(`${path}.`));
}

/** Whether a definition holds together as a whole with these values in the place of what it leaves open; the last of a path counts. */
export function isWholeWith(definition: JsonObject, values: readonly Pick<AdoptedValue, 'path' | 'value'>[]): boolean {
  if (programmeErrors(definition).length > 0) return false;
  const [stored, open] = [shaped({ programme: String(definition['id']), version: Number(definition['version']), definition }), openOf(definition)];
  return readWith(stored, new Map(values.map(({ path, value }) => [path, value])), open).kind === 'programme';
}

function readWith(stored: ProgrammeDefinition, values: ReadonlyMap<string, Json>, leaves: readonly PlacedOpen[]): ProgrammeReading {
  return readFilled(withoutIdle(fillOpen(stored, values, leaves), leaves));
}

function tierRules({ stageGroups }: ProgrammeDefinition, code: string, tier: TierEntry, leans: readonly LeanRule[]): TierRules {
  const { publicity, publicityAt, onCorrection, conferringBody } = tier;
  return {
    code,
    names: tier.names,
    rank: structural(tier.rank),
    stageGroup: groupOf(structural(tier.stageGroup), stageGroups),
    tracks: structural(tier.tracks),
    tracksClause: clauseOf(tier.tracks),
    way: isOpenLeaf(tier.way) ? null : tier.way.value,
    seats: sourced(tier.seats),
    cadenceYears: sourced(tier.cadenceYears),
    termYears: sourced(tier.termYears),
    eligibility: [...(tier.eligibility ?? []).flatMap((entry) => ruleSpecs(entry).map((spec) => ({ ...spec, code: entry.code, ...waiverOf(entry) }))), ...feederSpecs(tier)],
    scoring: tier.scoring === undefined ? null : scoringScheme(tier.scoring, leans),
    panel: tier.panel === undefined ? null : panelRules(tier.panel),
    publicity: publicityRules(publicity),
    ...(publicityAt === undefined ? {} : { publicityAt: Object.fromEntries(Object.entries(publicityAt).flatMap(([level, entry]) => {
      const rules = publicityRules(entry);
      return rules === null ? [] : [[level, rules]];
    })) }),
    ...holdRules(tier),
    ...waysOf(tier),
    // While nobody has decided what a correction does, a person looks: the reading that takes nothing away by itself.
    onCorrection: { clause: clauseOf(onCorrection), do: isOpenLeaf(onCorrection) ? 'REVIEW' : onCorrection.value },
    conferringBody: isOpenLeaf(conferringBody) ? null : { clause: clauseOf(conferringBody), ...conferringBody.value },
    ...stated('levels', tier.levels),
    ...stated('exclusivity', tier.exclusivity),
    ...stated('overdueReturn', tier.overdueReturn),
    ...stated('endorsementAfterCompletion', tier.endorsementAfterCompletion),
    ...stated('onSupplement', tier.onSupplement),
    ...titleLifeRules(tier),
    ...stated('transferOut', tier.transferOut),
    ...stated('subjectChange', tier.subjectChange),
    ...stated('stageChange', tier.stageChange),
  };
}

function groupOf(code: string, groups: ProgrammeDefinition['stageGroups']): TierRules['stageGroup'] {
  const entry = groups[code];
  if (entry === undefined) throw new RangeError(`No such group of tiers: ${code}`);
  return { code, names: entry.names };
}

/** What holds a person back and who approves: left out where the file says nothing, and while it is open. */
function holdRules({ vetting, approval, objections }: TierEntry): Pick<TierRules, 'vetting' | 'approval' | 'objections'> {
  const asked = vetting === undefined || isOpenLeaf(vetting.bodies) || isOpenLeaf(vetting.answerWithinWorkingDays) || isOpenLeaf(vetting.before)
    ? null
    : { clause: clauseOf(vetting.bodies), bodies: vetting.bodies.value.map(({ code, names }) => ({ code, names: { ...names } })), answerWithinWorkingDays: vetting.answerWithinWorkingDays.value, before: vetting.before.value };
  const approved = approval === undefined || isOpenLeaf(approval.stage) || isOpenLeaf(approval.by) ? null : { clause: clauseOf(approval.stage), stage: approval.stage.value, ...approval.by.value };
  return { ...(asked === null ? {} : { vetting: asked }), ...(approved === null ? {} : { approval: approved }), ...(objections === undefined ? {} : { objections: objectionRules(objections) }) };
}

/** Each value by itself: what the file leaves out, or open, is as practice has it. */
function objectionRules(stated: NonNullable<TierEntry['objections']>): ObjectionRules {
  const { handlingWorkingDays, extendedWorkingDays, late, anonymous } = stated;
  const [first] = [handlingWorkingDays, extendedWorkingDays, late, anonymous].filter((leaf) => leaf !== undefined);
  return {
    clause: first === undefined ? null : clauseOf(first),
    handlingWorkingDays: valueOr(handlingWorkingDays, standardObjections.handlingWorkingDays),
    extendedWorkingDays: valueOr(extendedWorkingDays, standardObjections.extendedWorkingDays),
    late: valueOr(late, standardObjections.late),
    anonymous: valueOr(anonymous, standardObjections.anonymous),
  };
}

function valueOr<T>(leaf: Leaf<T> | undefined, otherwise: T): T {
  return leaf === undefined || isOpenLeaf(leaf) ? otherwise : leaf.value;
}

function publicityRules(entry: PublicityEntry | undefined): PublicityRules | null {
  if (entry === undefined || isOpenLeaf(entry.workingDays) || isOpenLeaf(entry.countFirstDay)) return null;
  const { workingDays, countFirstDay, fieldsShown } = entry;
  return { clause: clauseOf(workingDays), workingDays: workingDays.value, countFirstDay: countFirstDay.value, ...(fieldsShown === undefined || isOpenLeaf(fieldsShown) ? {} : { fieldsShown: fieldsShown.value }) };
}

function scoringScheme(scoring: NonNullable<TierEntry['scoring']>, leans: readonly LeanRule[]): ScoringScheme | null {
  const { components, dropHighest, dropLowest, minimumSheets, decimals, passLine, tieBreak, missing, ballot, groups } = scoring;
  if (isOpenLeaf(components) || isOpenLeaf(dropHighest) || isOpenLeaf(dropLowest) || isOpenLeaf(minimumSheets) || isOpenLeaf(decimals) || isOpenLeaf(passLine) || isOpenLeaf(tieBreak)) return null;
  if ([missing, ballot, groups].some((leaf) => leaf !== undefined && isOpenLeaf(leaf))) return null;
  return {
    clause: clauseOf(components),
    components: components.value,
    dropHighest: dropHighest.value,
    dropLowest: dropLowest.value,
    minimumSheets: minimumSheets.value,
    decimals: decimals.value,
    passLine: passLine.value,
    tieBreak: tieBreak.value,
    ...optional('missing', missing),
    ...optional('ballot', ballot),
    ...optional('groups', groups),
    ...(leans.length === 0 ? {} : { leans }),
  };
}

function optional<K extends string, T>(key: K, leaf: Leaf<T> | undefined): { readonly [key in K]?: T } {
  return leaf === undefined || isOpenLeaf(leaf) ? {} : ({ [key]: leaf.value } as { readonly [key in K]?: T });
}

/** What is open reads as if it were not said: experts are named and nothing keeps one away. */
function panelRules(panel: NonNullable<TierEntry['panel']>): PanelRules {
  const { formedBy, minimum, maxConsecutive, conflicts } = panel;
  const said = [formedBy, conflicts, maxConsecutive, minimum].find((leaf) => leaf !== undefined);
  return {
    clause: said === undefined ? '' : clauseOf(said),
    formedBy: valueOf(formedBy, 'NAMED'),
    minimum: valueOf(minimum, 1),
    maxConsecutive: valueOf(maxConsecutive, null),
    conflicts: valueOf(conflicts, []),
  };
}

function valueOf<T>(leaf: Leaf<T> | undefined, otherwise: T): T {
  return leaf === undefined || isOpenLeaf(leaf) ? otherwise : leaf.value;
}

/** While nobody has decided who may waive it, nobody may. */
function waiverOf({ waiver }: RuleEntry): Pick<RuleSpec, 'waiver'> {
  return waiver === undefined || isOpenLeaf(waiver) ? {} : { waiver: { ...waiver.value, clause: clauseOf(waiver) } };
}

function authorityOf(definition: ProgrammeDefinition): EffectiveProgramme['authority'] {
  const authority: { [stage in Stage]?: NonNullable<EffectiveProgramme['authority'][Stage]> } = {};
  for (const [stage, leaf] of Object.entries(definition.authority) as readonly [Stage, NonNullable<ProgrammeDefinition['authority'][Stage]>][]) {
    if (!isOpenLeaf(leaf)) authority[stage] = { ...leaf.value, clause: clauseOf(leaf) };
  }
  return authority;
}

function leadRules({ byTier = {}, byStage = {}, precedence }: LeadEntry): LeadRules {
  const table = (leaves: NonNullable<LeadEntry['byTier']>): { readonly [code: string]: LeadOf } =>
    Object.fromEntries(Object.entries(leaves).map(([code, leaf]) => [code, { level: isOpenLeaf(leaf) ? null : leaf.value, clause: clauseOf(leaf) }]));
  return {
    byTier: table(byTier),
    byStage: table(byStage),
    precedence: precedence === undefined ? null : { first: isOpenLeaf(precedence) ? null : precedence.value[0], clause: clauseOf(precedence) },
  };
}

function sourced(leaf: Leaf<number | null> | undefined): Sourced<number> | null {
  return leaf === undefined || isOpenLeaf(leaf) || leaf.value === null ? null : { value: leaf.value, clause: clauseOf(leaf) };
}

/** A key that a tier may leave out, or leave open: then the product's own default holds. */
function stated<K extends string, T>(key: K, leaf: Leaf<T> | undefined): { readonly [key in K]?: { readonly clause: string; readonly value: T } } {
  if (leaf === undefined || isOpenLeaf(leaf)) return {};
  const found: { [key in K]?: { readonly clause: string; readonly value: T } } = {};
  found[key] = { clause: clauseOf(leaf), value: leaf.value };
  return found;
}

/** Definitions that passed the schema. A published one never changes, and each adoption asks again. */
const known = new WeakSet<JsonObject>();

/** Shape only: a check that grows stricter must not stop an old version from being read. */
function shaped({ programme, version, definition }: PublishedVersion): ProgrammeDefinition {
  const error = known.has(definition) ? undefined : programmeErrors(definition)[0];
  if (error !== undefined) throw new RangeError(`Programme ${programme} version ${version}: ${error.instancePath} ${error.message ?? error.keyword}`);
  known.add(definition);
  const value: unknown = definition;
  return value as ProgrammeDefinition;
}

/** The check refuses a file that leaves such a value open. */
function structural<T>(leaf: Leaf<T>): T {
  if (isOpenLeaf(leaf)) throw new RangeError(`Open where the shape of the programme is decided: ${leaf.clause}`);
  return leaf.value;
}
