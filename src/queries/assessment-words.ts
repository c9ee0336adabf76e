import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { ASSESSMENT_COUNTS, ASSESSMENTS, assessmentAsOf, countsAsOf, type AssessmentDocument } from '../../projections/assessments/assessments';
import { bodiesOf, type Unnamed } from './assessment-lines';
import { versionsOf, type AskedAssessment } from './asked-assessments';
import type { Labelled, Reading } from './reading';

/** Says of an assessment that waits what it is, by when and by whom it is to be concluded, and where. */
export type DueSays = (rules: EffectiveProgramme, asked: AskedAssessment, assessor: Labelled) => Labelled;

/**
 * Those with days for reviews are concluded on lists alone: of these it has to be known who is on an open one.
 * @param teachers of whom it is told.
 */
export async function dueWords(reading: Reading, programmes: readonly EffectiveProgramme[], asOf: BusinessDate, asker: PersonId, teachers: readonly PersonId[]): Promise<DueSays> {
  const lists = new Map<PersonId, AssessmentDocument[]>();
  for (const { id, assessments } of programmes) if (assessments.some(({ review }) => review !== undefined)) for (const one of await openLines(reading, id, asOf, teachers)) lists.set(one.teacher, [...(lists.get(one.teacher) ?? []), one]);
  return (rules, asked, assessor) => {
    const { teacher, programme, code, title, period, names, year, by, overdue } = asked;
    const stated = rules.assessments.find((one) => (one.code ?? one.kind) === code);
    // How the end of a term is called is for the body to say.
    const list = lists.get(teacher)?.find((one) => one.programme === programme && one.code === code && one.title === title && (one.period === period || one.kind === 'END_OF_TERM'))?.cohort;
    const does: Labelled = stated?.review === undefined ? { zh: '考核并作出结论', en: 'assess and conclude it' }
      // That she is on a list is the body's own until it notifies her.
      : teacher === asker ? { zh: '统一考核并作出结论', en: 'assess it with the others and conclude it' }
      : list === undefined ? { zh: '对全体应考核人员开列名单（POST /assessments），统一考核并作出结论', en: 'open it for all who are assessed (POST /assessments) and conclude it there' }
      : { zh: `在名单 ${list} 上作出结论`, en: `conclude it on list ${list}` };
    const called: Labelled = year === null ? names : { zh: `${names.zh}（${year}）`, en: `${names.en} (${year})` };
    if (overdue && by !== null) return { zh: `${called.zh}应在 ${by} 前（含当日）作出结论，已逾期，请${assessor.zh}尽快${does.zh}。`, en: `${called.en} was to be concluded by ${by} and is overdue: ${assessor.en} is to ${does.en}.` };
    return { zh: `${called.zh}尚无结论，请${assessor.zh}${by === null ? '' : `在 ${by} 前（含当日）`}${does.zh}。`, en: `${called.en} is not concluded: ${assessor.en} is to ${does.en}${by === null ? '' : ` by ${by}`}.` };
  };
}

/** What assessments of these programmes are called: by the newest version that has them, by their code where none has. */
export async function assessmentNames(reading: Reading, programmes: readonly string[]): Promise<(line: Pick<Unnamed, 'programme' | 'code' | 'period'>) => Labelled> {
  const versions = new Map(await Promise.all([...new Set(programmes)].map(async (id) => [id, [...(await versionsOf(reading, { id }))].sort((a, b) => b.version - a.version)] as const)));
  return ({ programme, code, period }) => {
    const all = versions.get(programme) ?? [];
    const stated = all.flatMap(({ assessments }) => assessments.filter((one) => (one.code ?? one.kind) === code))[0] ?? all.flatMap(({ milestones = [] }) => milestones.filter((one) => one.code === period))[0];
    return stated?.names ?? { zh: code, en: code };
  };
}

/** Of those of them who are on a list that is not concluded on the day. */
async function openLines(reading: Reading, programme: string, asOf: BusinessDate, teachers: readonly PersonId[]): Promise<readonly AssessmentDocument[]> {
  if (teachers.length === 0) return [];
  const counts = await bodiesOf(reading, ASSESSMENT_COUNTS, [{ field: 'programme', eq: programme }, { field: 'cohort', eq: null }]);
  const standing = countsAsOf(counts, asOf);
  if (['OPENED', 'PROPOSED', 'NOTIFIED'].every((stage) => (standing[stage] ?? 0) === 0)) return [];
  // By the index of teachers: on a page are fewer than on a list.
  const found = (await bodiesOf(reading, ASSESSMENTS, [{ field: 'teacher', in: [...new Set(teachers)] }])).map((body) => body as AssessmentDocument);
  return found.filter((one) => {
    const stage = one.programme === programme ? assessmentAsOf(one, asOf)?.stage : undefined;
    return stage !== undefined && stage !== 'CONCLUDED';
  });
}
