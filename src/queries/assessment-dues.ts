import { addDays, type BusinessDate } from '../domain/dates';
import { isWithin } from '../domain/orgs';
import type { OrgId } from '../domain/facts';
import { isAskedOf, linesOf, NO_LINES, type Asking, type Lines, type Placed } from './assessment-lines';
import { assessmentsAskedOf, assessmentsConcerning, concludingBodies, type AskedAssessment } from './asked-assessments';
import { dueWords } from './assessment-words';
import { programmesInForce } from './programmes-in-force';
import type { Reading } from './reading';

const NO_DAY: BusinessDate = '9999-12-31';

/** What is due or overdue by date alone: the same as waits in `/due`, from the same rows. */
export async function duesIn(reading: Reading, asking: Asking): Promise<Lines> {
  const { asked, tree, asOf, places, reader, teacher } = asking;
  if (asked.cohort !== undefined) return NO_LINES;
  const programmes = (await programmesInForce(reading)).flatMap(({ rules }) => (asked.programme === undefined || rules.id === asked.programme ? [rules] : []));
  const today = reading.today();
  // Who may read of her goes by where she is today; only of today the rows say that too.
  const looked = teacher !== undefined ? await assessmentsAskedOf(reading, teacher, asOf, programmes) : assessmentsConcerning(reading, { asOf, units: asOf === today ? unitsOf(asking) : null, programmes });
  const found: AskedAssessment[] = [];
  for await (const one of looked) found.push(one);
  if (asOf !== today) await places.learn(found.map((one) => one.teacher));
  const rulesOf = new Map(programmes.map((rules) => [rules.id, rules]));
  const says = await dueWords(reading, programmes, asOf, asking.asker.person);
  const bodyOf = concludingBodies(reading, tree, asOf);
  const placed = found.flatMap((one): readonly Placed[] => {
    const rules = rulesOf.get(one.programme);
    const { unit } = one;
    if (rules === undefined) return [];
    const { teacher: who, title, programme, code, period, due, by, overdue } = one;
    const { unit: assessor, unitName: assessorName } = bodyOf(rules, one);
    const readable = reader.readsTeacher(who, asOf === today ? unit : places.unitOf(who)) || reader.readsTaskOf(assessor);
    if (!readable || !(isAskedOf(asking, unit) || isAskedOf(asking, assessor))) return [];
    return [{
      key: `${by ?? NO_DAY}/${due}/${who}/${programme}/${code}/${title ?? ''}/${period}`,
      line: {
        cohort: null, teacher: who, title, programme, code, kind: rules.assessments.find((entry) => (entry.code ?? entry.kind) === code)?.kind ?? 'MILESTONE', period, assessor, assessorName,
        lastDay: null, unit, unitName: reading.unitName(tree, unit, asOf),
        stage: overdue ? 'OVERDUE' : 'DUE', since: overdue && by !== null ? addDays(by, 1) : due, by, grade: null, review: null, says: says(rules, one, assessorName),
      },
    }];
  });
  return linesOf(placed, asked.stage);
}

/** Those asked for, or whose teachers she reads of; null: all. Each line is looked at for both. */
function unitsOf({ reader, tree, asOf, asked: { unit: within } }: Asking): ReadonlySet<OrgId> | null {
  if (within === undefined) return reader.rosterUnits('assessments');
  return new Set([...tree.orgs.keys()].filter((unit) => isWithin(tree, unit, within, asOf)));
}
