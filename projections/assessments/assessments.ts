import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { CohortFact, CohortStage } from '../../src/domain/assessment/facts';
import type { Grade } from '../../src/domain/teacher/facts';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** One who is assessed with others: where her assessment stood when. Each day's grade is the last one of that day or before. */
export interface AssessmentDocument extends JsonObject {
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

export const ASSESSMENTS = 'assessments_v1';

export const assessments: Projection<AssessmentDocument> = {
  name: 'assessments',
  version: 1,
  events: ['AssessmentOpened', 'GradesProposed', 'ResultsNotified', 'ReviewRequested', 'ReviewDecided', 'AssessmentConcluded'],
  collection: { name: ASSESSMENTS, indexes: [{ field: 'teacher', type: 'text' }, { field: 'cohort', type: 'text' }, { field: 'programme', type: 'text' }] },
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
      return { cohort, teacher, title, programme, code, kind, period, assessor, stages: [{ stage: 'OPENED', on }], grades: [], lastDay: null, reviewAskedOn: null, reviewDecidedOn: null };
    }
    if (body === undefined) return undefined;
    switch (fact.type) {
      case 'GradesProposed': {
        const grade = fact.data.grades.find((one) => one.teacher === teacher)?.grade;
        return { ...body, stages: [...body.stages, { stage: 'PROPOSED', on }], grades: grade === undefined ? body.grades : [...body.grades, { grade, on }] };
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
};

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
