import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import type { PeopleState } from '../domain/people';
import { assessmentTasks } from './due-assessments';
import { paperTasks } from './due-papers';
import { reviewTasks } from './due-reviews';
import { endedUnitTasks } from './due-rounds';
import { studioTasks } from './due-studios';
import { listed, type Listed, type Waiting } from './due-task';
import { compareValues } from './place-cursor';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';
import { listsWorkedOut, whileNothingIsRecorded, type Mark } from './worked-out';

export interface OutsideAsked {
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  /** Those asked about: where a task waits, or where whom it is about is on the day; null: all. */
  readonly within: ReadonlySet<OrgId> | null;
  readonly people: PeopleState;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

export interface OutsideTasks {
  /** Seen at their unit, and by whom they wait for. */
  readonly atUnits: readonly Listed[];
  /** Who may read them goes by where she is today, and not by where the line has her on the day: these are the asker's to see. */
  readonly ofPersons: readonly Listed[];
}

/** Of a day and of whoever sees the same units: the list with which everybody's day begins. */
const worked = listsWorkedOut<OutsideTasks>(({ atUnits, ofPersons }) => atUnits.length + ofPersons.length);

/**
 * What waits in no round and is the same for all who see these units; worked out once until something is recorded.
 * @param mark of before anything was read that is asked with.
 */
export function outsideTasks(reading: Reading, mark: Mark, asked: OutsideAsked): Promise<OutsideTasks> {
  const { asOf, kind = null, units, within, programmes } = asked;
  const rules = programmes.map(({ rules: { id, version, adoptions } }) => [id, version, adoptions]);
  const key = JSON.stringify([reading.today(), asOf, kind, rules, ...[units, within].map((some) => (some === null ? null : [...some].sort()))]);
  return whileNothingIsRecorded(reading, worked(reading), mark, key, () => tasksOf(reading, asked));
}

async function tasksOf(reading: Reading, asked: OutsideAsked): Promise<OutsideTasks> {
  const atUnits = [...(await endedUnitTasks(reading, asked))];
  for await (const task of studioTasks(reading, asked)) atUnits.push(task);
  for await (const task of paperTasks(reading, asked)) atUnits.push(task);
  return { atUnits: inOrder(atUnits), ofPersons: inOrder([...(await reviewTasks(reading, asked)), ...(await assessmentTasks(reading, asked))]) };
}

/** What is in order already is merged with the rest in one pass. */
function inOrder(tasks: readonly Waiting[]): readonly Listed[] {
  return tasks.map(listed).sort((a, b) => compareValues(a.place, b.place));
}
