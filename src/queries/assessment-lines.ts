import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import { answersFor, unitsUnder, type OrgsState } from '../domain/orgs';
import type { Grade } from '../domain/teacher/facts';
import type { Comparison } from '../read-models/document-store';
import type { RosterPlaces } from './places';
import type { Asker, Reader } from './reader';
import type { Labelled, Reading } from './reading';
import { listsWorkedOut, whileViewsStand } from './worked-out';

/** What waits for nobody's list yet and what is late, then the steps of a list; CONCLUDED on a list or singly. */
export const ASSESSMENT_STAGES = ['DUE', 'OVERDUE', 'OPENED', 'PROPOSED', 'NOTIFIED', 'CONCLUDED'] as const;
export type DeskStage = (typeof ASSESSMENT_STAGES)[number];

export interface AssessmentsAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly cohort?: string;
  readonly teacher?: PersonId;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  readonly stage?: DeskStage;
  readonly limit?: number;
  readonly after?: string;
}

export interface AssessmentLine {
  /** The assessment of several; null where it is assessed singly, or by nobody yet. */
  readonly cohort: string | null;
  readonly teacher: PersonId;
  /** null: of no title, as a milestone of her first years. */
  readonly title: string | null;
  readonly programme: string;
  readonly code: string;
  /** By the newest version that has it; its code where none has. */
  readonly names: Labelled;
  readonly kind: string;
  readonly period: string;
  /** Who concludes it, or concluded it. */
  readonly assessor: OrgId;
  readonly assessorName: Labelled;
  /** Last day on which a review may be asked for. */
  readonly lastDay: BusinessDate | null;
  /** null when erased. */
  readonly name: string | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly stage: DeskStage;
  readonly since: BusinessDate;
  /** Last day in time, of what is due; null where the programme states none. */
  readonly by: BusinessDate | null;
  /** Proposed, or concluded. Before the notification for those who run or oversee it alone. */
  readonly grade: Grade | null;
  readonly review: 'ASKED' | 'DECIDED' | null;
  /** What waits, and for whom; of a notified one how she asks for a review. */
  readonly says: Labelled;
}

export type Unnamed = Omit<AssessmentLine, 'name' | 'names'>;

/** Who asks what, of which day, and where everybody is. */
export interface Asking {
  readonly asker: Asker;
  readonly reader: Reader;
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  /** Today: who may read of her. */
  readonly places: RosterPlaces;
  /** On the day asked about: whose she is shown as, and whose she is where a unit is asked about. */
  readonly then: RosterPlaces;
  readonly asked: AssessmentsAsked;
  /** Whose lines alone she may ask for; undefined: everybody's whom she oversees. */
  readonly teacher: PersonId | undefined;
  /** Everybody's, unit by unit: no line has to be looked at to count it. */
  readonly whole: boolean;
}

/** A line with what it is listed by. */
export interface Placed {
  readonly key: string;
  readonly stage: DeskStage;
  readonly line: Unnamed;
}

/** One kind of lines, in an order of its own. */
export interface Lines {
  /** Of all that was asked for, whatever the stage. */
  readonly counts: { readonly [stage: string]: number };
  /** Those of the stage asked for after a line, as many as `need` or all that are left. */
  page(after: string | undefined, need: number): Promise<readonly Placed[]>;
}

/** Nothing of this kind was asked for. */
export const NO_LINES: Lines = { counts: {}, page: () => Promise.resolve([]) };

/** Of lines already looked through; `tell` says of those on a page what is told of them. */
export function linesOf<T extends { readonly key: string; readonly stage: DeskStage }>(all: readonly T[], stage: DeskStage | undefined, tell: (page: readonly T[]) => readonly Placed[] | Promise<readonly Placed[]>): Lines {
  const counts: { [stage: string]: number } = {};
  for (const one of all) counts[one.stage] = (counts[one.stage] ?? 0) + 1;
  const sorted = all.filter((one) => stage === undefined || one.stage === stage).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { counts, page: async (after, need) => tell(sorted.filter(({ key }) => after === undefined || key > after).slice(0, need)) };
}

/** Where they are today and where they were on the day. */
export async function learnPlaces({ places, then }: Asking, teachers: readonly PersonId[]): Promise<void> {
  await places.learn(teachers);
  if (then !== places) await then.learn(teachers);
}

/** What stands of somebody, with where she is today and where she was on the day. */
export interface Found<D> {
  readonly document: D;
  readonly today: OrgId | null;
  readonly unit: OrgId | null;
}

/**
 * Those of the documents that have to do with what she asks: of whoever was in the units asked about on the day or is, today,
 * in those whose teachers she reads of; and of what one of these bodies concludes. Where nobody in particular is asked about,
 * all are looked through, once while no view is told anything new.
 */
export function foundIn<D extends JsonObject & { readonly teacher: string; readonly assessor: string }>(): (reading: Reading, asking: Asking, logical: string, where: readonly Comparison[]) => Promise<readonly Found<D>[]> {
  const worked = listsWorkedOut<readonly Found<D>[]>(({ length }) => length);
  return async (reading, asking, logical, where) => {
    const { asker, reader, asOf, places, then, teacher, asked } = asking;
    const look = async (concerns: (found: Found<D>) => boolean): Promise<readonly Found<D>[]> => {
      const documents = (await bodiesOf(reading, logical, where)).map((body) => body as D);
      await learnPlaces(asking, documents.map((one) => one.teacher));
      return documents.map((document) => ({ document, today: places.unitOf(document.teacher), unit: then.unitOf(document.teacher) })).filter(concerns);
    };
    if (teacher !== undefined) return look(() => true);
    const [within, read] = [asked.unit === undefined ? null : unitsWithin(asking, asked.unit), reader.rosterUnits('assessments')];
    const key = JSON.stringify([logical, where, asker.person, asOf, reading.today(), ...[within, read].map((units) => (units === null ? null : [...units].sort()))]);
    return whileViewsStand(reading, worked(reading), key, () => look(({ document, today, unit }) =>
      (within === null || within.has(unit ?? '') || within.has(document.assessor)) && (read === null || read.has(today ?? '') || read.has(document.assessor) || document.teacher === asker.person)));
  };
}

/** A unit with everything below it on the day. */
export function unitsWithin({ tree, asOf }: Pick<Asking, 'tree' | 'asOf'>, top: OrgId): ReadonlySet<OrgId> {
  return new Set(unitsUnder(tree, top, asOf));
}

/** Below the unit that was asked for. */
export function isAskedOf({ asked: { unit: within }, tree, asOf }: Asking, unit: OrgId | null): boolean {
  return within === undefined || (unit !== null && answersFor(tree, within, unit, asOf));
}

export function equal(asked: { readonly [field: string]: string | undefined }): readonly Comparison[] {
  return Object.entries(asked).flatMap(([field, value]) => (value === undefined ? [] : [{ field, eq: value }]));
}

export async function bodiesOf(reading: Reading, logical: string, where: readonly Comparison[]): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for await (const { body } of reading.all(logical, where)) found.push(body);
  return found;
}
