import { addDays, type BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { isAskedOf, linesOf, NO_LINES, unitsWithin, type Asking, type DeskStage, type Lines, type Placed } from './assessment-lines';
import { assessmentsAskedOf, assessmentsConcerning, concludingBodies, placesOfAsked, type AskedAssessment, type AssessmentsAskedOf, type ConcludingBody } from './asked-assessments';
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
  // Who may read of her goes by where she is today; only of today the rows say that too. A unit asked about is one of the day.
  const concerning = (): AssessmentsAskedOf => ({ asOf, units: unitsOf(asking, today), programmes });
  const found = teacher === undefined ? await assessmentsConcerning(reading, concerning()) : await assessmentsAskedOf(reading, teacher, asOf, programmes);
  const at = asOf === today ? null : teacher === undefined ? await placesOfAsked(reading, concerning()) : new Map([[teacher, await places.of(teacher)]]);
  const rulesOf = new Map(programmes.map((rules) => [rules.id, rules]));
  const bodyOf = concludingBodies(reading, tree, asOf);
  const placed = found.flatMap((one): readonly Due[] => {
    const rules = rulesOf.get(one.programme);
    if (rules === undefined) return [];
    const { unit, teacher: who, title, programme, code, period, due, by, overdue } = one;
    const body = bodyOf(rules, one);
    const readable = reader.readsTeacher(who, at === null ? unit : (at.get(who) ?? null)) || reader.readsTaskOf(body.unit);
    if (!readable || !(isAskedOf(asking, unit) || isAskedOf(asking, body.unit))) return [];
    return [{ key: `${by ?? NO_DAY}/${due}/${who}/${programme}/${code}/${title ?? ''}/${period}`, stage: overdue ? 'OVERDUE' : 'DUE', one, rules, body }];
  });
  return linesOf(placed, asked.stage, async (page) => {
    const says = await dueWords(reading, programmes, asOf, asking.asker.person, page.map(({ one }) => one.teacher));
    return page.map(({ key, stage, one, rules, body: { unit: assessor, unitName: assessorName } }): Placed => {
      const { unit, teacher: who, title, programme, code, period, due, by, overdue } = one;
      return {
        key, stage,
        line: {
          cohort: null, teacher: who, title, programme, code, kind: rules.assessments.find((entry) => (entry.code ?? entry.kind) === code)?.kind ?? 'MILESTONE', period, assessor, assessorName,
          lastDay: null, unit, unitName: reading.unitName(tree, unit, asOf),
          stage, since: overdue && by !== null ? addDays(by, 1) : due, by, grade: null, review: null, says: says(rules, one, assessorName),
        },
      };
    });
  });
}

interface Due {
  readonly key: string;
  readonly stage: DeskStage;
  readonly one: AskedAssessment;
  readonly rules: EffectiveProgramme;
  readonly body: ConcludingBody;
}

/** Those asked about, or whose teachers she reads of today; null: all. Each line is looked at for both. */
function unitsOf(asking: Asking, today: BusinessDate): ReadonlySet<OrgId> | null {
  const { reader, asOf, asked: { unit: within } } = asking;
  if (within !== undefined) return unitsWithin(asking, within);
  return asOf === today ? reader.rosterUnits('assessments') : null;
}
