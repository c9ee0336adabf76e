import type { BusinessDate } from '../domain/dates';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { assessmentsConcerning, concludingBodies, placesOfAsked } from './asked-assessments';
import { dueWords, type DueSays } from './assessment-words';
import type { OutsideAsked } from './due-outside';
import type { TaskPage, Waiting } from './due-task';
import type { Reading } from './reading';

/** Assessments that titles, or a teacher's first years, ask for and nobody has concluded by the day: each waits for the body that concludes it. */
export async function assessmentTasks(reading: Reading, { asOf, kind, units, within, tree, programmes }: OutsideAsked): Promise<readonly Waiting[]> {
  if ((kind !== undefined && kind !== 'ASSESS') || units?.size === 0) return [];
  const rules = new Map(programmes.map((one) => [one.rules.id, one.rules]));
  const bodyOf = concludingBodies(reading, tree, asOf);
  // Who may read of her goes by where she is today; only of today the rows say that too.
  const isPast = units !== null && asOf !== reading.today();
  const asked = { asOf, units: within ?? (isPast ? null : units), programmes: [...rules.values()] };
  const today = isPast ? await placesOfAsked(reading, asked) : null;
  const says = saysOnPage(reading, asked.programmes, asOf);
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
      tell: async (page) => ({ says: (await says(page))(of, one, body.unitName), since: due }),
    });
  }
  return found;
}

/** Who is on an open list is read once for a page, and of those on it alone. */
function saysOnPage(reading: Reading, programmes: readonly EffectiveProgramme[], asOf: BusinessDate): (page: TaskPage) => Promise<DueSays> {
  const known = new WeakMap<TaskPage, Promise<DueSays>>();
  return (page) => {
    const says = known.get(page) ?? dueWords(reading, programmes, asOf, page.asker, page.tasks.flatMap(({ kind, teacher }) => (kind === 'ASSESS' && teacher !== null ? [teacher] : [])));
    known.set(page, says);
    return says;
  };
}
