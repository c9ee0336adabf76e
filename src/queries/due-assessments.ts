import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { assessmentsConcerning, concludingBodies, placesOfAsked } from './asked-assessments';
import { dueWords, type DueSays } from './assessment-words';
import type { Waiting } from './due-task';
import { taskName } from './due-words';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';

export interface AssessmentTasksAsked {
  readonly asker: PersonId;
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  /** Those asked about: where a task waits, or where whom it is about is on the day; null: all. */
  readonly within?: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

/** Assessments that titles, or a teacher's first years, ask for and nobody has concluded by the day: each waits for the body that concludes it. */
export async function assessmentTasks(reading: Reading, { asker, asOf, kind, units, within = null, tree, programmes }: AssessmentTasksAsked): Promise<readonly Waiting[]> {
  if ((kind !== undefined && kind !== 'ASSESS') || units?.size === 0) return [];
  const rules = new Map(programmes.map((one) => [one.rules.id, one.rules]));
  const bodyOf = concludingBodies(reading, tree, asOf);
  // Who may read of her goes by where she is today; only of today the rows say that too.
  const isPast = units !== null && asOf !== reading.today();
  const asked = { asOf, units: within ?? (isPast ? null : units), programmes: [...rules.values()] };
  const today = isPast ? await placesOfAsked(reading, asked) : null;
  const says = saysOnPage(reading, asked.programmes, asOf, asker);
  const found: Waiting[] = [];
  for (const one of await assessmentsConcerning(reading, asked)) {
    const { teacher, programme, code, title, period, due, by, overdue, unit } = one;
    const of = rules.get(programme);
    if (of === undefined) continue;
    const body = bodyOf(of, one);
    // The body that concludes has its task wherever she went.
    if (units !== null && !units.has(body.unit) && !units.has((today === null ? unit : today.get(teacher)) ?? '')) continue;
    const task = `ASSESS/${teacher}/${title ?? programme}/${code}/${period}`;
    found.push({
      task, kind: 'ASSESS', unit: body.unit, teacherUnit: unit, post: body.post, person: null, teacher, due: by, overdue,
      tell: async (page) => ({
        task, kind: 'ASSESS', name: taskName('ASSESS'),
        says: (await says(page))(of, one, body.unitName),
        round: null, roundNames: null, ...body, teacherUnit: unit, person: null, handedOverBy: null,
        teacher, nomination: null, since: due, due: by, overdue,
      }),
    });
  }
  return found;
}

/** Who is on an open list is read once for a page, and of those on it alone. */
function saysOnPage(reading: Reading, programmes: readonly InForce['rules'][], asOf: BusinessDate, asker: PersonId): (page: readonly Waiting[]) => Promise<DueSays> {
  const known = new Map<readonly Waiting[], Promise<DueSays>>();
  return (page) => {
    const says = known.get(page) ?? dueWords(reading, programmes, asOf, asker, page.flatMap(({ kind, teacher }) => (kind === 'ASSESS' && teacher !== null ? [teacher] : [])));
    known.set(page, says);
    return says;
  };
}
