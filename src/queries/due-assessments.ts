import { assessmentDues, type AssessmentDue } from '../domain/assessment/due';
import { owedBy } from '../domain/assessment/owed';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { lineOf, type OrgsState } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { view } from '../domain/teacher/view';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { assessedLife, OWED_ROWS, owedWhere, TRAININGS, type OwedRow, type TrainingDocument } from '../../projections/trainings/trainings';
import type { Comparison } from '../read-models/document-store';
import type { Task } from './due';
import { taskName } from './due-words';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';

const CHUNK = 500;
export interface AssessmentTasksAsked {
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

/**
 * Assessments that titles ask for and nobody has concluded by the day: of those holders alone of whom one may be owed. It
 * waits for the body that concludes it, above the unit where she was at the end of the period.
 */
export async function* assessmentTasks(reading: Reading, { asOf, kind, units, tree, programmes }: AssessmentTasksAsked): AsyncIterable<Task> {
  if ((kind !== undefined && kind !== 'ASSESS') || units?.size === 0) return;
  for (const { rules } of programmes) {
    if (rules.assessments.length === 0) continue;
    const told = new Set<PersonId>();
    for await (const rows of holdersThatMayOwe(reading, rules, asOf)) {
      const chunk = rows.filter(({ title, status, unit, teacher }) => {
        // One row for each title that she holds or held.
        const first = title !== null && status !== 'PENDING' && (units === null || units.has(unit)) && !told.has(teacher);
        if (first) told.add(teacher);
        return first;
      });
      yield* tasksOf(reading, rules, chunk, asOf, tree);
    }
  }
}

/** Chunks of the roster's rows; of every holder where the file tells its assessments apart by more than the rows do. */
async function* holdersThatMayOwe(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate): AsyncIterable<readonly RosterRow[]> {
  const where = rosterWhere({ asOf, programme: rules.id });
  const { programmes } = reading.sources.application.desk;
  const versions = await Promise.all([...(await programmes.load(rules.id)).state.versions.keys()].map((version) => programmes.effective(rules.id, version)));
  const by = owedBy(rules, versions);
  if (by === null) {
    yield* chunksOf(reading, where);
    return;
  }
  if (by.length === 0) return;
  const owing = new Set<PersonId>();
  for (const owed of owedWhere({ programme: rules.id, by, asOf })) for await (const { body } of reading.all(OWED_ROWS, owed)) owing.add((body as OwedRow).teacher);
  const all = [...owing];
  for (let from = 0; from < all.length; from += CHUNK) yield* chunksOf(reading, [...where, { field: 'teacher', in: all.slice(from, from + CHUNK) }]);
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

async function* tasksOf(reading: Reading, rules: EffectiveProgramme, rows: readonly RosterRow[], asOf: BusinessDate, tree: OrgsState): AsyncIterable<Task> {
  const documents = await reading.sources.documents.get(reading.collection(TRAININGS), rows.map(({ teacher }) => teacher));
  for (const row of rows) {
    const document = documents.get(row.teacher);
    if (document === undefined || document.gone === true) continue;
    const life = assessedLife(document.body as TrainingDocument);
    const now = view(life, asOf);
    for (const due of assessmentDues(now, rules)) {
      if (due.status !== 'DUE' && due.status !== 'OVERDUE') continue;
      // Where nothing was told of her since the period ended, she is where she was.
      const then = life.some(({ meta }) => meta.effectiveOn > due.assessedOn) ? view(life, due.assessedOn) : now;
      yield taskOf(reading, rules, { row, then: then.unit ?? row.unit, due }, asOf, tree);
    }
  }
}

function taskOf(reading: Reading, rules: EffectiveProgramme, { row, then, due }: { readonly row: RosterRow; readonly then: OrgId; readonly due: AssessmentDue }, asOf: BusinessDate, tree: OrgsState): Task {
  const { code, names, title, period, term, by } = due;
  const stated = rules.assessments.find((one) => (one.code ?? one.kind) === code);
  const unit = stated === undefined ? then : (lineOf(tree, then, asOf).find((org) => tree.orgs.get(org)?.level === stated.level) ?? then);
  const of = period === null ? { zh: '', en: '' } : { zh: `（${period}）`, en: ` (${period})` };
  return {
    task: `ASSESS/${row.teacher}/${title}/${code}/${period ?? `term-${term}`}`, kind: 'ASSESS', name: taskName('ASSESS'),
    says: { zh: `${names.zh}${of.zh}尚无结论，请${by === null ? '' : `在 ${by} 前`}考核并作出结论。`, en: `${names.en}${of.en} is not concluded: assess and conclude it${by === null ? '' : ` by ${by}`}.` },
    round: null, roundNames: null, unit, unitName: reading.unitName(tree, unit, asOf), teacherUnit: row.unit, post: stated?.post ?? null, person: null, handedOverBy: null,
    teacher: row.teacher, nomination: null, since: due.due, due: by, overdue: due.status === 'OVERDUE',
  };
}
