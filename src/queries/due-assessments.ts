import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { assessmentsConcerning, concludingBodies, type AskedAssessment } from './asked-assessments';
import { dueWords } from './assessment-words';
import type { Task } from './due';
import { taskName } from './due-words';
import { RosterPlaces } from './places';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';

export interface AssessmentTasksAsked {
  readonly asker: PersonId;
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

/** Assessments that titles, or a teacher's first years, ask for and nobody has concluded by the day: each waits for the body that concludes it. */
export async function* assessmentTasks(reading: Reading, { asker, asOf, kind, units, tree, programmes }: AssessmentTasksAsked): AsyncIterable<Task> {
  if ((kind !== undefined && kind !== 'ASSESS') || units?.size === 0) return;
  const rules = new Map(programmes.map((one) => [one.rules.id, one.rules]));
  const says = await dueWords(reading, [...rules.values()], asOf, asker);
  const bodyOf = concludingBodies(reading, tree, asOf);
  // Who may read of her goes by where she is today; only of today the rows say that too.
  const found: AskedAssessment[] = [];
  const now = units === null || asOf === reading.today() ? null : new RosterPlaces(reading);
  for await (const asked of assessmentsConcerning(reading, { asOf, units: now === null ? units : null, programmes: [...rules.values()] })) found.push(asked);
  await now?.learn(found.map(({ teacher }) => teacher));
  for (const asked of found) {
    const { teacher, programme, code, title, period, due, by, overdue, unit } = asked;
    const of = rules.get(programme);
    if (of === undefined) continue;
    const body = bodyOf(of, asked);
    // The body that concludes has its task wherever she went.
    if (units !== null && !units.has(body.unit) && !units.has((now === null ? unit : now.unitOf(teacher)) ?? '')) continue;
    yield {
      task: `ASSESS/${teacher}/${title ?? programme}/${code}/${period}`, kind: 'ASSESS', name: taskName('ASSESS'),
      says: says(of, asked, body.unitName),
      round: null, roundNames: null, ...body, teacherUnit: unit, person: null, handedOverBy: null,
      teacher, nomination: null, since: due, due: by, overdue,
    };
  }
}
