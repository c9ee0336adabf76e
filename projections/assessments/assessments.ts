import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { CohortFact, CohortStage } from '../../src/domain/assessment/facts';
import type { Grade } from '../../src/domain/teacher/facts';
import { factOf, sumAsOf, type DayCounts } from '../facts-of';
import type { Delta, Projection } from '../projection';

/** One who is assessed with others: where her assessment stood when. Each day's grade is the last one of that day or before. */
export interface AssessmentDocument extends JsonObject {
  /** `cohort/teacher`: the order in which they are listed. */
  readonly line: string;
  readonly cohort: string;
  readonly teacher: string;
  readonly title: string | null;
  readonly programme: string;
  readonly code: string;
  readonly kind: string;
  readonly period: string;
  readonly assessor: string;
  readonly stages: readonly { readonly stage: CohortStage; readonly on: BusinessDate }[];
  readonly grades: readonly { readonly grade: Grade; readonly on: BusinessDate }[];
  /** Last day on which a review may be asked for. */
  readonly lastDay: BusinessDate | null;
  readonly reviewAskedOn: BusinessDate | null;
  readonly reviewDecidedOn: BusinessDate | null;
}

export interface AssessmentCount extends JsonObject {
  readonly programme: string;
  /** null: of all of the programme. */
  readonly cohort: string | null;
  readonly stage: CohortStage;
  /** +1 on the first day of somebody's stage, −1 on that of her next. */
  readonly days: DayCounts;
}

export const ASSESSMENTS = 'assessments_v2';
/** As many as there are stages, of each assessment and of all of a programme, however many are assessed. */
export const ASSESSMENT_COUNTS = 'assessments_v2_counts';

export const assessments: Projection<AssessmentDocument> = {
  name: 'assessments',
  version: 2,
  events: ['AssessmentOpened', 'GradesProposed', 'ResultsNotified', 'ReviewRequested', 'ReviewDecided', 'AssessmentConcluded'],
  collection: { name: ASSESSMENTS, indexes: [{ field: 'teacher', type: 'text' }, { field: 'cohort', type: 'text', alone: false }, { field: 'programme', type: 'text', alone: false }, { field: 'line', type: 'text' }], compound: [['programme', 'line'], ['cohort', 'line']] },
  derived: [{ name: ASSESSMENT_COUNTS, indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'cohort', type: 'text' }], compound: [['programme', 'cohort']] }],
  keys(event) {
    const { data } = factOf<CohortFact>(event);
    return membersOf(data).map((teacher) => `${data.cohort}/${teacher}`);
  },
  fold(body, event, key) {
    const fact = factOf<CohortFact>(event);
    const on = fact.meta.effectiveOn;
    const teacher = key.slice(fact.data.cohort.length + 1);
    if (fact.type === 'AssessmentOpened') {
      const { cohort, programme, code, kind, period, assessor, members } = fact.data;
      const title = members.find((member) => member.teacher === teacher)?.title ?? null;
      return { line: key, cohort, teacher, title, programme, code, kind, period, assessor, stages: [{ stage: 'OPENED', on }], grades: [], lastDay: null, reviewAskedOn: null, reviewDecidedOn: null };
    }
    if (body === undefined) return undefined;
    switch (fact.type) {
      case 'GradesProposed': {
        const grade = fact.data.grades.find((one) => one.teacher === teacher)?.grade;
        // Proposed anew after the notice: the days for reviews begin again.
        return { ...body, lastDay: null, reviewAskedOn: null, reviewDecidedOn: null, stages: [...body.stages, { stage: 'PROPOSED', on }], grades: grade === undefined ? body.grades : [...body.grades, { grade, on }] };
      }
      case 'ResultsNotified':
        return { ...body, stages: [...body.stages, { stage: 'NOTIFIED', on }], lastDay: fact.data.lastDay };
      case 'ReviewRequested':
        return { ...body, reviewAskedOn: on };
      case 'ReviewDecided':
        return { ...body, reviewDecidedOn: on, grades: [...body.grades, { grade: fact.data.grade, on }] };
      case 'AssessmentConcluded':
        return { ...body, stages: [...body.stages, { stage: 'CONCLUDED', on }] };
    }
  },
  derive(before, after) {
    const cells = new Map<string, { readonly key: JsonObject; readonly days: { [day: string]: number } }>();
    if (before !== undefined) lay(cells, before, -1);
    lay(cells, after, 1);
    return [...cells].flatMap(([id, { key, days }]): readonly Delta[] => {
      const add = Object.fromEntries(Object.entries(days).filter(([, n]) => n !== 0));
      return Object.keys(add).length === 0 ? [] : [{ kind: 'add', collection: ASSESSMENT_COUNTS, id, key, add }];
    });
  },
};

/** Where she stood from each day on, in the count of her assessment and of all. */
function lay(cells: Map<string, { readonly key: JsonObject; readonly days: { [day: string]: number } }>, document: AssessmentDocument, n: 1 | -1): void {
  const { programme, cohort } = document;
  const count = (stage: CohortStage, day: BusinessDate, by: number): void => {
    for (const counted of [cohort, null]) {
      const id = [programme, counted ?? '-', stage].join('/');
      const cell = cells.get(id) ?? { key: { programme, cohort: counted, stage }, days: {} };
      cells.set(id, cell);
      cell.days[day] = (cell.days[day] ?? 0) + by;
    }
  };
  let standing: CohortStage | null = null;
  for (const day of [...new Set(document.stages.map(({ on }) => on))].sort()) {
    const stage = assessmentAsOf(document, day)?.stage ?? null;
    if (stage === standing) continue;
    if (standing !== null) count(standing, day, -n);
    if (stage !== null) count(stage, day, n);
    standing = stage;
  }
}

/** How many stood in each stage on a day; none that nobody was in. */
export function countsAsOf(bodies: readonly JsonObject[], day: BusinessDate): { readonly [stage: string]: number } {
  const counts: { [stage: string]: number } = {};
  for (const body of bodies) {
    const { stage, days } = body as AssessmentCount;
    const n = sumAsOf(days, day);
    if (n !== 0) counts[stage] = (counts[stage] ?? 0) + n;
  }
  return counts;
}

/** Where it stood on a day; null before it was opened. */
export function assessmentAsOf({ stages, grades }: AssessmentDocument, day: BusinessDate): { readonly stage: CohortStage; readonly since: BusinessDate; readonly grade: Grade | null } | null {
  const last = stages.findLast(({ on }) => on <= day);
  return last === undefined ? null : { stage: last.stage, since: last.on, grade: grades.findLast(({ on }) => on <= day)?.grade ?? null };
}

function membersOf(data: CohortFact['data']): readonly string[] {
  if ('members' in data) return data.members.map(({ teacher }) => teacher);
  if ('grades' in data) return data.grades.map(({ teacher }) => teacher);
  if ('verdicts' in data) return data.verdicts.map(({ teacher }) => teacher);
  return 'teachers' in data ? data.teachers : [data.teacher];
}
