import type { BusinessDate } from '../domain/dates';
import type { NominationId, OrgId, PersonId, RoundId } from '../domain/facts';
import { TASK_KINDS, taskName, taskSays } from './due-words';
import type { Labelled } from './reading';

export interface Task {
  readonly task: string;
  readonly kind: string;
  readonly name: Labelled;
  readonly says: Labelled;
  readonly round: RoundId | null;
  readonly roundNames: Labelled | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  /** Where whom it is about is, where another unit may have to act. */
  readonly teacherUnit?: OrgId;
  readonly post: string | null;
  /** Whose it is today; null: whoever holds the post at the unit. */
  readonly person: PersonId | null;
  /** From whom it came to her by a handover. */
  readonly handedOverBy: PersonId | null;
  readonly teacher: PersonId | null;
  readonly nomination: NominationId | null;
  /** null where nothing says since when. */
  readonly since: BusinessDate | null;
  readonly due: BusinessDate | null;
  readonly overdue: boolean;
}

/** A task as far as it is counted, filtered and put in order. Most are only counted: the rest is told of those on the page. */
export interface Waiting extends Pick<Task, 'task' | 'kind' | 'unit' | 'teacherUnit' | 'post' | 'person' | 'teacher' | 'due' | 'overdue'> {
  readonly tell: (page: TaskPage) => Told | Promise<Told>;
}

/** The rest of a task; `says` left out: what its kind says. */
export type Told = Pick<Task, 'since'> & Partial<Pick<Task, 'says' | 'round' | 'roundNames' | 'nomination' | 'handedOverBy'>>;

/** On which tasks are told, and to whom: what has to be read for their words is read once for all on it. */
export interface TaskPage {
  readonly tasks: readonly Waiting[];
  readonly asker: PersonId;
}

/** @param unitName of where it waits. */
export async function toldOn(page: TaskPage, { tell, ...bare }: Waiting, unitName: Labelled | null): Promise<Task> {
  return { round: null, roundNames: null, nomination: null, handedOverBy: null, name: taskName(bare.kind), says: taskSays(bare.kind), unitName, ...bare, ...(await tell(page)) };
}

const NO_DAY: BusinessDate = '9999-12-31';
const ranks = new Map(TASK_KINDS.map((kind, index) => [kind, index]));

/** Where a task stands in the list: first what falls due first, then in the order in which a round meets them. */
export type Place = readonly [due: BusinessDate, kind: number, unit: string, task: string];

function placeOf({ due, kind, unit, task }: Pick<Waiting, 'due' | 'kind' | 'unit' | 'task'>): Place {
  return [due ?? NO_DAY, ranks.get(kind) ?? -1, unit ?? '', task];
}

/** A task with its place in the list. */
export interface Listed {
  readonly task: Waiting;
  readonly place: Place;
}

export function listed(task: Waiting): Listed {
  return { task, place: placeOf(task) };
}

export function isPlace(value: unknown): value is Place {
  return Array.isArray(value) && value.length === 4 && (value as readonly unknown[]).every((part, index) => typeof part === (index === 1 ? 'number' : 'string'));
}

/** Where it waits, and where whom it is about is. */
export function unitsOf({ unit, teacherUnit }: Pick<Waiting, 'unit' | 'teacherUnit'>): readonly OrgId[] {
  return [...(unit === null ? [] : [unit]), ...(teacherUnit === undefined || teacherUnit === unit ? [] : [teacherUnit])];
}
