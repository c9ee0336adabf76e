import { waitingDues, type AssessmentDue } from '../domain/assessment/due';
import { firstYearsOf, milestonesAsked, type FirstYears } from '../domain/assessment/first-years';
import { owedBy, type OwedFor } from '../domain/assessment/owed';
import { askingFor, unitOn, waitingIn } from '../domain/assessment/owed-spans';
import type { BusinessDate } from '../domain/dates';
import { lineOf, type OrgsState } from '../domain/orgs';
import type { OrgId, PersonId, TitleId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { LifeFact } from '../domain/teacher/view';
import { view } from '../domain/teacher/view';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { TrainingDocument } from '../../projections/trainings/document';
import { ENTERED_ROWS, enteredWhere, type EnteredRow } from '../../projections/trainings/entered';
import { assessedLife, OWED_ROWS, owedWhere, TRAININGS, type OwedRow } from '../../projections/trainings/trainings';
import type { Comparison, Document } from '../read-models/document-store';
import { RosterPlaces } from './places';
import { carriedOutOn } from './programmes-in-force';
import type { Labelled, Reading } from './reading';
import { listsWorkedOut, whileViewsStand } from './worked-out';

const CHUNK = 500;

/** An assessment that a title, or the years of a teacher, ask for, and that nobody has concluded by the day. */
export interface AskedAssessment {
  readonly teacher: PersonId;
  readonly programme: string;
  readonly code: string;
  readonly names: Labelled;
  /** null: of her own years. */
  readonly title: TitleId | null;
  /** As its verdict will have it. */
  readonly period: string;
  /** The year that is told beside its name; null where the name says it all. */
  readonly year: string | null;
  readonly due: BusinessDate;
  /** Last day in time; null where the programme states none. */
  readonly by: BusinessDate | null;
  readonly overdue: boolean;
  /** Where she is on the day, and where she was at the end of the period. */
  readonly unit: OrgId;
  readonly then: OrgId;
}

export interface AssessmentsAskedOf {
  readonly asOf: BusinessDate;
  /** Where those are who are looked through; null: everywhere. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly programmes: readonly EffectiveProgramme[];
}

/** Of a day and of whoever asks alike: ids and days alone. */
const worked = listsWorkedOut<readonly AskedAssessment[]>(({ length }) => length);
const placed = listsWorkedOut<ReadonlyMap<PersonId, OrgId | null>>(({ size }) => size);

/** Of whoever is in these units on the day, and of whoever was in them when a period ended and is elsewhere: what is above them concludes it still. */
export async function assessmentsConcerning(reading: Reading, asked: AssessmentsAskedOf): Promise<readonly AskedAssessment[]> {
  const { asOf, units, programmes } = asked;
  if (units?.size === 0) return [];
  const asking = programmes.filter(({ assessments }) => assessments.length > 0);
  return (await Promise.all(asking.map(async (rules) => carriedOut(reading, rules, asOf, await whileViewsStand(reading, worked(reading), keyOf({ asOf, units, programmes: [rules] }), () => concerning(reading, rules, asOf, units)))))).flat();
}

/** What is asked by her years alone is asked by the programmes of the bureau that she was under when they were full; a title is of its programme wherever she went. The tree is no view: it may move while these stand. */
async function carriedOut(reading: Reading, { id }: EffectiveProgramme, asOf: BusinessDate, asked: readonly AskedAssessment[]): Promise<readonly AskedAssessment[]> {
  if (asked.every(({ title }) => title !== null)) return asked;
  const isFor = await carriedOutOn(reading, id, asOf);
  return asked.filter(({ title, then }) => title !== null || isFor(then));
}

/** Where each of whom something is asked is today, whatever the day asked about: who may read of her goes by that. */
export function placesOfAsked(reading: Reading, asked: AssessmentsAskedOf): Promise<ReadonlyMap<PersonId, OrgId | null>> {
  return whileViewsStand(reading, placed(reading), `${reading.today()} ${keyOf(asked)}`, async () => {
    const teachers = (await assessmentsConcerning(reading, asked)).map(({ teacher }) => teacher);
    const places = new RosterPlaces(reading);
    await places.learn(teachers);
    return new Map(teachers.map((teacher) => [teacher, places.unitOf(teacher)]));
  });
}

function keyOf({ asOf, units, programmes }: AssessmentsAskedOf): string {
  return JSON.stringify([asOf, units === null ? null : [...units].sort(), ...programmes.map(({ id, version, adoptions }) => [id, version, adoptions])]);
}

/** By date alone, from rows that hold what is asked of her on such a day: of those alone of whom something may be owed. */
async function concerning(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): Promise<readonly AskedAssessment[]> {
  const by = owedBy(rules, await versionsOf(reading, rules));
  return [
    ...(by === null ? await fromDossiers(reading, rules, asOf, units) : await fromSpans(reading, rules, by, asOf, units)),
    ...(await fromEntries(reading, rules, asOf, units)),
    ...(units === null ? [] : await ofThoseElsewhere(reading, rules, asOf, units)),
  ];
}

/** Of whoever held a title of the programme in these units by the day and is in none of them. */
async function ofThoseElsewhere(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId>): Promise<readonly AskedAssessment[]> {
  const were = new Set<PersonId>();
  const here = new Set<PersonId>();
  for await (const { body } of reading.all(ROSTER_ROWS, [{ field: 'programme', eq: rules.id }, { field: 'unit', in: [...units] }, { field: 'from', lte: asOf }])) {
    const { teacher, to } = body as RosterRow;
    (to > asOf ? here : were).add(teacher);
  }
  const gone = [...were].filter((teacher) => !here.has(teacher));
  const places = new RosterPlaces(reading, asOf);
  await places.learn(gone);
  const elsewhere = gone.filter((teacher) => {
    const unit = places.unitOf(teacher);
    return unit !== null && !units.has(unit);
  });
  const found: AskedAssessment[] = [];
  for (let at = 0; at < elsewhere.length; at += CHUNK) {
    const chunk = elsewhere.slice(at, at + CHUNK);
    const documents = await reading.sources.documents.get(reading.collection(TRAININGS), chunk);
    for (const teacher of chunk) found.push(...ofDossier(teacher, documents.get(teacher), asOf, [rules]).filter(({ title, then }) => title !== null && units.has(then)));
  }
  return found;
}

/** Of one teacher, from her own dossier. */
export async function assessmentsAskedOf(reading: Reading, teacher: PersonId, asOf: BusinessDate, programmes: readonly EffectiveProgramme[]): Promise<readonly AskedAssessment[]> {
  const document = (await reading.sources.documents.get(reading.collection(TRAININGS), [teacher])).get(teacher);
  return (await Promise.all(programmes.map((rules) => carriedOut(reading, rules, asOf, ofDossier(teacher, document, asOf, [rules]))))).flat();
}

function ofDossier(teacher: PersonId, document: Document | undefined, asOf: BusinessDate, programmes: readonly EffectiveProgramme[]): readonly AskedAssessment[] {
  if (document === undefined || document.gone === true) return [];
  const life = assessedLife(document.body as TrainingDocument);
  const { unit } = view(life, asOf);
  const years = firstYearsOf(life);
  return unit === null ? [] : programmes.flatMap((rules) => [...ofTitles(teacher, unit, life, rules, asOf), ...(years === null ? [] : ofYears(teacher, years, rules, asOf))]);
}

export interface ConcludingBody {
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly post: string | null;
}

/** Who concludes it, by its code, above the unit where she was at the end of the period; looked up once for all of one unit. */
export function concludingBodies(reading: Reading, tree: OrgsState, asOf: BusinessDate): (rules: EffectiveProgramme, asked: Pick<AskedAssessment, 'code' | 'then'>) => ConcludingBody {
  const bodies = new Map<string, ConcludingBody>();
  return (rules, { code, then }) => {
    const key = `${rules.id}/${code}/${then}`;
    const known = bodies.get(key);
    if (known !== undefined) return known;
    const stated = rules.assessments.find((one) => (one.code ?? one.kind) === code);
    const unit = stated === undefined ? then : (lineOf(tree, then, asOf).find((org) => tree.orgs.get(org)?.level === stated.level) ?? then);
    const body = { unit, unitName: reading.unitName(tree, unit, asOf), post: stated?.post ?? null };
    bodies.set(key, body);
    return body;
  };
}

/** Every version that was published, as it is adopted now. */
export async function versionsOf(reading: Reading, { id }: Pick<EffectiveProgramme, 'id'>): Promise<readonly EffectiveProgramme[]> {
  const { programmes } = reading.sources.application.desk;
  return Promise.all([...(await programmes.load(id)).state.versions.keys()].map((version) => programmes.effective(id, version)));
}

/** From rows that hold what is asked of her titles on such a day: no dossier is read, no life folded. */
async function fromSpans(reading: Reading, rules: EffectiveProgramme, by: readonly OwedFor[], asOf: BusinessDate, units: ReadonlySet<OrgId> | null): Promise<readonly AskedAssessment[]> {
  const asking = new Map(by.map((one) => [one, askingFor(rules, one)]));
  const found: AskedAssessment[] = [];
  if (by.length === 0) return found;
  for (const where of owedWhere({ programme: rules.id, by, asOf, units })) {
    for await (const { body } of reading.all(OWED_ROWS, where)) {
      const { teacher, asks, by: owed } = body as OwedRow;
      for (const { due, unit, then } of waitingIn(asks, asking.get(owed) ?? rules, asOf)) found.push(ofTitle(teacher, due, unit, then));
    }
  }
  return found;
}

/** Of every holder, where the file tells its assessments apart by more than the rows do. */
async function fromDossiers(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): Promise<readonly AskedAssessment[]> {
  const told = new Set<PersonId>();
  const found: AskedAssessment[] = [];
  for await (const rows of chunksOf(reading, rosterWhere({ asOf, programme: rules.id }))) {
    const chunk = rows.filter(({ title, status, unit, teacher }) => {
      // One row for each title that she holds or held.
      const first = title !== null && status !== 'PENDING' && (units === null || units.has(unit)) && !told.has(teacher);
      if (first) told.add(teacher);
      return first;
    });
    const documents = await reading.sources.documents.get(reading.collection(TRAININGS), chunk.map(({ teacher }) => teacher));
    for (const { teacher, unit } of chunk) {
      const document = documents.get(teacher);
      if (document !== undefined && document.gone !== true) found.push(...ofTitles(teacher, unit, assessedLife(document.body as TrainingDocument), rules, asOf));
    }
  }
  return found;
}

/** Milestones, of those alone who are in the years that these ask about; with those who were in these units when the years were over. */
async function fromEntries(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): Promise<readonly AskedAssessment[]> {
  const where = enteredWhere(rules, asOf);
  const found: AskedAssessment[] = [];
  if (where === null) return found;
  for await (const { body } of reading.all(ENTERED_ROWS, where)) {
    const { teacher, of } = body as EnteredRow;
    if (units === null) found.push(...ofYears(teacher, of, rules, asOf));
    else if (of.units.some(({ unit }) => units.has(unit))) found.push(...ofYears(teacher, of, rules, asOf).filter(({ unit, then }) => units.has(unit) || units.has(then)));
  }
  return found;
}

function ofTitles(teacher: PersonId, unit: OrgId, life: readonly LifeFact[], rules: EffectiveProgramme, asOf: BusinessDate): readonly AskedAssessment[] {
  const now = view(life, asOf);
  return waitingDues(now, rules).map((due) => {
    // Where nothing was told of her since the period ended, she is where she was.
    const then = life.some(({ meta }) => meta.effectiveOn > due.assessedOn) ? view(life, due.assessedOn) : now;
    return ofTitle(teacher, due, unit, then.unit ?? unit);
  });
}

function ofTitle(teacher: PersonId, { programme, code, names, title, period, term, due, by, status }: AssessmentDue, unit: OrgId, then: OrgId): AskedAssessment {
  return { teacher, programme, code, names, title, period: period ?? `term-${term}`, year: period, due, by, overdue: status === 'OVERDUE', unit, then };
}

function ofYears(teacher: PersonId, of: FirstYears, rules: EffectiveProgramme, asOf: BusinessDate): readonly AskedAssessment[] {
  return milestonesAsked(of, rules, asOf).flatMap(({ milestone, names, due, by, status }): readonly AskedAssessment[] => {
    const code = rules.milestones?.find((one) => one.code === milestone)?.assessment?.value;
    const unit = unitOn(of.units, asOf);
    const called = rules.assessments.find((one) => one.code === code)?.names ?? names;
    return code === undefined || unit === null ? [] : [{ teacher, programme: rules.id, code, names: called, title: null, period: milestone, year: null, due, by, overdue: status === 'OVERDUE', unit, then: unitOn(of.units, due) ?? unit }];
  });
}

async function* chunksOf(reading: Reading, where: readonly Comparison[]): AsyncIterable<readonly RosterRow[]> {
  let chunk: RosterRow[] = [];
  for await (const { body } of reading.all(ROSTER_ROWS, where)) {
    chunk.push(body as RosterRow);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}
