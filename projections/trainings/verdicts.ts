import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Assessed, Grade } from '../../src/domain/teacher/facts';
import { gradeOf, resolve, type LifeFact } from '../../src/domain/teacher/view';
import type { CollectionSpec } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import { trainingLife, type TrainingDocument } from './document';

/** A verdict that stands and was concluded singly; those of several are counted with their assessment. */
export interface VerdictRow extends JsonObject {
  /** `day/teacher/event`: the order in which they are listed. */
  readonly line: string;
  readonly teacher: string;
  readonly title: string | null;
  readonly programme: string;
  readonly code: string;
  readonly kind: string;
  readonly period: string;
  readonly assessor: string;
  readonly grade: Grade;
  readonly on: BusinessDate;
}

export interface VerdictCount extends JsonObject {
  readonly programme: string;
  readonly days: DayCounts;
}

export const VERDICT_ROWS = 'trainings_v7_verdicts';
/** How many were concluded singly on each day, one for each programme. */
export const VERDICT_COUNTS = 'trainings_v7_verdict_counts';

export const verdictSpecs: readonly CollectionSpec[] = [
  { name: VERDICT_ROWS, indexes: [{ field: 'line', type: 'text' }, { field: 'teacher', type: 'text' }, { field: 'programme', type: 'text', alone: false }], compound: [['programme', 'line']] },
  { name: VERDICT_COUNTS, indexes: [{ field: 'programme', type: 'text' }] },
];

const VERDICTS = ['AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified'] as const satisfies readonly EventType[];
export const VERDICT_TURNS: ReadonlySet<string> = new Set<EventType>([...VERDICTS, 'FactVoided', 'IdentitiesMerged', 'MergeUndone']);

export function verdictDeltas(before: TrainingDocument | undefined, after: TrainingDocument): readonly Delta[] {
  const [was, is] = [before === undefined ? new Map<string, VerdictRow>() : rowsOf(before), rowsOf(after)];
  const [gone, come] = [changed(was, is), changed(is, was)];
  const cells = new Map<string, { [day: string]: number }>();
  const count = ({ programme, on }: VerdictRow, n: 1 | -1): void => {
    const days = cells.get(programme) ?? {};
    cells.set(programme, days);
    days[on] = (days[on] ?? 0) + n;
  };
  for (const [, row] of gone) count(row, -1);
  for (const [, row] of come) count(row, 1);
  return [
    ...gone.filter(([id]) => !is.has(id)).map(([id]): Delta => ({ kind: 'put', collection: VERDICT_ROWS, id, body: null })),
    ...come.map(([id, body]): Delta => ({ kind: 'put', collection: VERDICT_ROWS, id, body })),
    ...[...cells].flatMap(([programme, days]): readonly Delta[] => {
      const add = Object.fromEntries(Object.entries(days).filter(([, n]) => n !== 0));
      return Object.keys(add).length === 0 ? [] : [{ kind: 'add', collection: VERDICT_COUNTS, id: programme, key: { programme }, add }];
    }),
  ];
}

function changed(rows: ReadonlyMap<string, VerdictRow>, other: ReadonlyMap<string, VerdictRow>): readonly (readonly [string, VerdictRow])[] {
  return [...rows].filter(([id, row]) => JSON.stringify(row) !== JSON.stringify(other.get(id)));
}

/** By the event that first told it: a corrected one is the same line, as it now reads. */
function rowsOf(document: TrainingDocument): ReadonlyMap<string, VerdictRow> {
  const { teacher } = document;
  return new Map(resolve(trainingLife(document).filter(({ type }) => VERDICT_TURNS.has(type))).flatMap(({ fact, origin }): readonly (readonly [string, VerdictRow])[] => {
    const grade = gradeOf(fact.type);
    if (!isVerdict(fact) || grade === null || fact.data.cohort !== undefined) return [];
    const { programme, kind, period, title, assessor, code = kind } = fact.data;
    const on = fact.meta.effectiveOn;
    return [[`${teacher}/${origin}`, { line: `${on}/${teacher}/${origin}`, teacher, title, programme, code, kind, period, assessor, grade, on }]];
  }));
}

function isVerdict(fact: LifeFact): fact is LifeFact & Assessed {
  return VERDICTS.some((type) => type === fact.type);
}
