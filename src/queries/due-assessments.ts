import { assessmentDues } from '../domain/assessment/due';
import { owedBy, type OwedFor } from '../domain/assessment/owed';
import { askingFor, waitingIn, type Waiting } from '../domain/assessment/owed-spans';
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
    const by = owedBy(rules, await versionsOf(reading, rules));
    const taskOf = tasksOf(reading, rules, asOf, tree);
    for await (const { teacher, waiting } of by === null ? fromDossiers(reading, rules, asOf, units) : fromSpans(reading, rules, by, asOf, units)) yield taskOf(teacher, waiting);
  }
}

interface Found {
  readonly teacher: PersonId;
  readonly waiting: Waiting;
}

async function versionsOf(reading: Reading, { id }: EffectiveProgramme): Promise<readonly EffectiveProgramme[]> {
  const { programmes } = reading.sources.application.desk;
  return Promise.all([...(await programmes.load(id)).state.versions.keys()].map((version) => programmes.effective(id, version)));
}

/** From rows that hold what is asked of her on such a day: no dossier is read, no life folded. */
async function* fromSpans(reading: Reading, rules: EffectiveProgramme, by: readonly OwedFor[], asOf: BusinessDate, units: ReadonlySet<OrgId> | null): AsyncIterable<Found> {
  const asking = new Map(by.map((one) => [one, askingFor(rules, one)]));
  if (by.length === 0) return;
  for (const where of owedWhere({ programme: rules.id, by, asOf, units })) {
    for await (const { body } of reading.all(OWED_ROWS, where)) {
      const row = body as OwedRow;
      for (const waiting of waitingIn(row.asks, asking.get(row.by) ?? rules, asOf)) yield { teacher: row.teacher, waiting };
    }
  }
}

/** Of every holder, where the file tells its assessments apart by more than the rows do. */
async function* fromDossiers(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, units: ReadonlySet<OrgId> | null): AsyncIterable<Found> {
  const told = new Set<PersonId>();
  for await (const rows of chunksOf(reading, rosterWhere({ asOf, programme: rules.id }))) {
    const chunk = rows.filter(({ title, status, unit, teacher }) => {
      // One row for each title that she holds or held.
      const first = title !== null && status !== 'PENDING' && (units === null || units.has(unit)) && !told.has(teacher);
      if (first) told.add(teacher);
      return first;
    });
    const documents = await reading.sources.documents.get(reading.collection(TRAININGS), chunk.map(({ teacher }) => teacher));
    for (const { teacher, unit } of chunk) {
      const document = documents.get(teacher);
      if (document === undefined || document.gone === true) continue;
      const life = assessedLife(document.body as TrainingDocument);
      const now = view(life, asOf);
      for (const due of assessmentDues(now, rules)) {
        if (due.status !== 'DUE' && due.status !== 'OVERDUE') continue;
        // Where nothing was told of her since the period ended, she is where she was.
        const then = life.some(({ meta }) => meta.effectiveOn > due.assessedOn) ? view(life, due.assessedOn) : now;
        yield { teacher, waiting: { due, unit, then: then.unit ?? unit } };
      }
    }
  }
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

/** Makes the task of what waits. Whose it is, and what that unit is called, is looked up once for all of one unit. */
function tasksOf(reading: Reading, rules: EffectiveProgramme, asOf: BusinessDate, tree: OrgsState): (teacher: PersonId, waiting: Waiting) => Task {
  const bodies = new Map<string, Pick<Task, 'unit' | 'unitName' | 'post'>>();
  const bodyOf = (code: string, then: OrgId): Pick<Task, 'unit' | 'unitName' | 'post'> => {
    const known = bodies.get(`${code}/${then}`);
    if (known !== undefined) return known;
    const stated = rules.assessments.find((one) => (one.code ?? one.kind) === code);
    const unit = stated === undefined ? then : (lineOf(tree, then, asOf).find((org) => tree.orgs.get(org)?.level === stated.level) ?? then);
    const body = { unit, unitName: reading.unitName(tree, unit, asOf), post: stated?.post ?? null };
    bodies.set(`${code}/${then}`, body);
    return body;
  };
  return (teacher, { due: { code, names, title, period, term, due, by, status }, unit, then }) => {
    const { unit: body, unitName, post } = bodyOf(code, then);
    const of = period === null ? { zh: '', en: '' } : { zh: `（${period}）`, en: ` (${period})` };
    return {
      task: `ASSESS/${teacher}/${title}/${code}/${period ?? `term-${term}`}`, kind: 'ASSESS', name: taskName('ASSESS'),
      says: { zh: `${names.zh}${of.zh}尚无结论，请${by === null ? '' : `在 ${by} 前`}考核并作出结论。`, en: `${names.en}${of.en} is not concluded: assess and conclude it${by === null ? '' : ` by ${by}`}.` },
      round: null, roundNames: null, unit: body, unitName, teacherUnit: unit, post, person: null, handedOverBy: null,
      teacher, nomination: null, since: due, due: by, overdue: status === 'OVERDUE',
    };
  };
}
