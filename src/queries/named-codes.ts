import { holderStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import type { HolderKind, JsonObject } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { clausePlaces } from '../domain/rules/clause-places';
import { SCHOOL_STAGES } from '../domain/rules/programme-schema';
import { teacher as holders } from '../domain/teacher/teacher';
import { ASSESSMENT_COUNTS } from '../../projections/assessments/assessments';
import { PROGRAMME_HEADS, type ProgrammeHeadDocument } from '../../projections/programmes/programmes';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { ROUNDS } from '../../projections/rounds/rounds';
import type { Reading } from './reading';

/** What a list is narrowed to, as far as it is a name of something that has to be there. */
export interface Named {
  readonly unit?: string;
  readonly programme?: string;
  readonly round?: string;
  /** Id of an assessment that goes by list. */
  readonly cohort?: string;
  /** A school stage. */
  readonly stage?: string;
  readonly clause?: string;
  readonly teacher?: string;
  /** Anybody who is registered, with a dossier or without. */
  readonly person?: string;
  /** A teacher or a team. */
  readonly holder?: string;
  /** Codes of a rule file. */
  readonly codes: readonly NamedCode[];
}

interface NamedCode {
  readonly what: 'tier' | 'track' | 'stage group' | 'requirement' | 'fund' | 'studio kind' | 'kind of mentoring';
  /** The part of the rule file that it is a key of. */
  readonly section: 'tiers' | 'tracks' | 'stageGroups' | 'training' | 'compliance' | 'funding' | 'studios' | 'mentoring';
  readonly code: string;
}

/**
 * Whether a filter names what there is: a mistyped one must not read as one under which there is nothing. A code of a rule file is
 * one that some published version had, and so is a clause; it is looked for in the programme that is named beside it, else in all. Errors: NotFoundError, ViewNotReadyError.
 */
export async function requireNamed(reading: Reading, { unit, programme, round, cohort, stage, clause, teacher, person, holder, codes }: Named): Promise<void> {
  if (unit !== undefined && !(await reading.registry()).tree.orgs.has(unit)) throw new NotFoundError('unit', unit);
  if (programme !== undefined && (await reading.one(PROGRAMME_HEADS, programme)) === undefined) throw new NotFoundError('programme', programme);
  if (round !== undefined && (await reading.one(ROUNDS, round)) === undefined) throw new NotFoundError('round', round);
  if (cohort !== undefined && !(await isThere(reading, ASSESSMENT_COUNTS, 'cohort', cohort))) throw new NotFoundError('assessment', cohort);
  if (stage !== undefined && !(await isTaught(reading, stage))) throw new NotFoundError('stage', stage);
  if (clause !== undefined && !(await isCited(reading, clause, programme))) throw new NotFoundError('clause', clause);
  if (teacher !== undefined && !(await isRegistered(reading, 'PERSON', teacher))) throw new NotFoundError('teacher', teacher);
  if (person !== undefined && !(await isKnown(reading, person))) throw new NotFoundError('person', person);
  if (holder !== undefined && !(await isRegistered(reading, 'PERSON', holder)) && !(await isRegistered(reading, 'TEAM', holder))) throw new NotFoundError('holder', holder);
  for (const named of codes) if (!(await isPublished(reading, named, programme))) throw new NotFoundError(named.what, named.code);
}

function isPublished(reading: Reading, { section, code }: NamedCode, programme: string | undefined): Promise<boolean> {
  return someVersion(reading, programme, ({ [section]: all }) => typeof all === 'object' && all !== null && Object.hasOwn(all, code));
}

function isCited(reading: Reading, clause: string, programme: string | undefined): Promise<boolean> {
  return someVersion(reading, programme, (definition) => clausePlaces(definition).some((place) => place.clause === clause));
}

async function someVersion(reading: Reading, programme: string | undefined, is: (definition: JsonObject) => boolean): Promise<boolean> {
  for (const id of programme === undefined ? await published(reading) : [programme]) {
    const { versions } = (await reading.sources.application.desk.programmes.load(id)).state;
    if ([...versions.values()].some(({ definition }) => is(definition))) return true;
  }
  return false;
}

async function isKnown(reading: Reading, person: string): Promise<boolean> {
  const { people } = await reading.registry();
  // The first officer of all is appointed before anybody is registered.
  return people.persons.has(person) || people.ofPerson.has(person) || isRegistered(reading, 'PERSON', person);
}

async function isRegistered(reading: Reading, kind: HolderKind, id: string): Promise<boolean> {
  return (await reading.sources.application.desk.streams.load(holders, holderStream(kind, id))).revision >= 0;
}

/** One that schools have, that a unit was registered with, or, as a unit may name none, that somebody teaches at. */
async function isTaught(reading: Reading, stage: string): Promise<boolean> {
  if (SCHOOL_STAGES.some((one) => one === stage) || isOfUnit((await reading.registry()).tree, stage)) return true;
  return isThere(reading, ROSTER_ROWS, 'stage', stage);
}

function isOfUnit({ orgs }: OrgsState, stage: string): boolean {
  return [...orgs.values()].some(({ traits }) => traits.some(({ value }) => value.stages.includes(stage)));
}

async function isThere(reading: Reading, collection: string, field: string, value: string): Promise<boolean> {
  return (await reading.find(collection, { where: [{ field, eq: value }], sort: [], limit: 1 })).documents.length > 0;
}

async function published(reading: Reading): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { body } of reading.all(PROGRAMME_HEADS, [])) ids.push((body as ProgrammeHeadDocument).programme);
  return ids;
}
