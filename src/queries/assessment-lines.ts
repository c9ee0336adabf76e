import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import { isWithin, type OrgsState } from '../domain/orgs';
import type { Grade } from '../domain/teacher/facts';
import type { Comparison } from '../read-models/document-store';
import type { RosterPlaces } from './places';
import type { Asker, Reader } from './reader';
import type { Labelled, Reading } from './reading';

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

/** Of lines already looked through. */
export function linesOf(all: readonly Placed[], stage: DeskStage | undefined): Lines {
  const counts: { [stage: string]: number } = {};
  for (const { line } of all) counts[line.stage] = (counts[line.stage] ?? 0) + 1;
  const sorted = all.filter(({ line }) => stage === undefined || line.stage === stage).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { counts, page: (after, need) => Promise.resolve(sorted.filter(({ key }) => after === undefined || key > after).slice(0, need)) };
}

/** Where they are today and where they were on the day. */
export async function learnPlaces({ places, then }: Asking, teachers: readonly PersonId[]): Promise<void> {
  await places.learn(teachers);
  if (then !== places) await then.learn(teachers);
}

/** Below the unit that was asked for. */
export function isAskedOf({ asked: { unit: within }, tree, asOf }: Asking, unit: OrgId | null): boolean {
  return within === undefined || (unit !== null && isWithin(tree, unit, within, asOf));
}

export function equal(asked: { readonly [field: string]: string | undefined }): readonly Comparison[] {
  return Object.entries(asked).flatMap(([field, value]) => (value === undefined ? [] : [{ field, eq: value }]));
}

export async function bodiesOf(reading: Reading, logical: string, where: readonly Comparison[]): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for await (const { body } of reading.all(logical, where)) found.push(body);
  return found;
}
