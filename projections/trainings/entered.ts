import { firstYearsOf, type FirstYears } from '../../src/domain/assessment/first-years';
import type { EventType } from '../../src/domain/catalogue';
import { addDays, addYears, type BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { EffectiveProgramme } from '../../src/domain/programme-rules';
import type { CollectionSpec, Comparison } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import { trainingLife, type TrainingDocument } from './document';

/** One teacher whose day of entry is known, with all that milestones ask of her. */
export interface EnteredRow extends JsonObject {
  readonly teacher: string;
  readonly enteredOn: BusinessDate;
  readonly of: FirstYears;
}

export const ENTERED_ROWS = 'trainings_v7_entered';
export const enteredSpec: CollectionSpec = { name: ENTERED_ROWS, indexes: [{ field: 'enteredOn', type: 'text' }] };

/** What her first years, where she is in them, and what was concluded of them follow from. */
export const ENTERED_TURNS: ReadonlySet<string> = new Set<EventType>([
  'TeacherRegistered', 'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'IdentitiesMerged', 'MergeUndone',
  'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified', 'FactVoided',
]);

export function enteredDeltas(before: TrainingDocument | undefined, after: TrainingDocument): readonly Delta[] {
  const [was, is] = [before === undefined ? null : rowOf(before), rowOf(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  return [{ kind: 'put', collection: ENTERED_ROWS, id: after.teacher, body: is }];
}

function rowOf(document: TrainingDocument): EnteredRow | null {
  const of = firstYearsOf(trainingLife(document).filter(({ type }) => ENTERED_TURNS.has(type)));
  return of === null ? null : { teacher: document.teacher, enteredOn: of.enteredOn, of };
}

/**
 * Those of whom a milestone of the programme may have come due by the day: who entered so long before it, and not so long
 * before the programme began, or after its last day, that nobody asks. null where it has no milestone that is assessed.
 */
export function enteredWhere({ milestones = [], validity }: Pick<EffectiveProgramme, 'milestones' | 'validity'>, asOf: BusinessDate): readonly Comparison[] | null {
  const assessed = milestones.filter(({ assessment }) => assessment !== null);
  const [first] = assessed.map(({ years }) => years).sort((a, b) => a - b);
  if (first === undefined) return null;
  const [earliest] = assessed.map(({ since, years }) => (since === null ? '' : addDays(addYears(since, -years), -1))).sort();
  const latest = addDays(addYears(asOf, -first), 1);
  return [{ field: 'enteredOn', lte: validity !== undefined && validity.to < latest ? validity.to : latest }, ...(earliest === undefined || earliest === '' ? [] : [{ field: 'enteredOn', gt: addDays(earliest, -1) }])];
}
