import type { UseCaseName } from '../commands/use-cases';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, PersonId } from '../domain/facts';

/** What a district does beside its selections, by its officer and the clerks of its schools. */
export interface YearAtWork {
  readonly programme: string;
  /** Key of the district's own unit. */
  readonly bureau: string;
  readonly officer: PersonId;
  /** By school. */
  readonly clerks: ReadonlyMap<string, PersonId>;
  readonly send: (subject: PersonId, name: UseCaseName, key: string, target: object, body: object) => Promise<unknown>;
}

interface AtSchool {
  readonly teacher: PersonId;
  readonly unit: string;
}

const act = (body: string, number: string, date: BusinessDate): JsonObject => ({ body, kind: '决定', number, date, file: null });
const YEAR = 2018;
const FIRST_BASE = 80_000_000;
const SHARE = 0.05;

/** The plans and the money of a year: each school its plan and 5 % of its budget, a few too little or nothing yet. In fen. */
export async function plansAndFunds({ programme, bureau, officer, clerks, send }: YearAtWork, on: BusinessDate): Promise<void> {
  await send(officer, 'RecordCompliance', 'studio policy', { programme }, { requirement: 'STUDIO_POLICY', unit: bureau, period: null, on, document: { name: '名师工作室管理与使用激励办法', number: '威云教字〔2018〕6号', file: null } });
  await send(officer, 'AllocateFund', 'district fund 2018', { programme }, { fund: 'DISTRICT_FUND', unit: bureau, year: YEAR, amount: 30_000_000, on, act: act(bureau, '威云教字〔2018〕7号', on) });
  await send(officer, 'SpendFund', 'district fund 2018 spent', { programme }, { fund: 'DISTRICT_FUND', unit: bureau, year: YEAR, amount: 1_200_000, purpose: 'TEACHER_TRAINING', on, document: { name: '专家讲课费', number: null, file: null } });
  for (const [n, [unit, clerk]] of [...clerks].entries()) {
    const base = FIRST_BASE + n * 2_000_000;
    const required = base * SHARE;
    await send(clerk, 'SetFundBudget', `budget 2018 ${unit}`, { programme }, { fund: 'SCHOOL_TRAINING', unit, year: YEAR, base, on, act: act(unit, `校字〔2018〕${n + 1}号`, on) });
    if (n % 7 === 6) continue;
    await send(clerk, 'RecordCompliance', `plan 2018 ${unit}`, { programme }, { requirement: 'SCHOOL_PLAN', unit, period: `${YEAR}-01-01`, on, document: { name: '2018年校本培训行动计划', number: null, file: null } });
    await send(clerk, 'AllocateFund', `allocation 2018 ${unit}`, { programme }, { fund: 'SCHOOL_TRAINING', unit, year: YEAR, amount: n % 5 === 4 ? required - 1_000_000 : required, on, act: act(unit, `校字〔2018〕${n + 31}号`, on) });
    await send(clerk, 'SpendFund', `spent 2018 ${unit}`, { programme }, { fund: 'SCHOOL_TRAINING', unit, year: YEAR, amount: 400_000, purpose: 'TEACHER_TRAINING', on, document: { name: '校本培训费', number: null, file: null } });
  }
}

/** A studio for somebody whom the city selected, one for research in a subject, and who guides whom. */
export async function studiosAndMentors({ programme, bureau, officer, clerks, send }: YearAtWork, { hosts, members, pairs }: { readonly hosts: readonly AtSchool[]; readonly members: readonly PersonId[]; readonly pairs: readonly { readonly mentor: PersonId; readonly mentee: AtSchool }[] }, from: BusinessDate): Promise<void> {
  const [master, researcher] = hosts;
  if (master !== undefined) {
    const selection = { name: '市名师培养人选', issuer: '市教育局', number: '市教字〔2018〕19号', file: null, on: '2018-05-10' };
    await send(officer, 'OpenStudio', 'studio of a master', { programme }, { kind: 'MASTER_STUDIO', level: 'DISTRICT', names: { zh: '语文名师工作室', en: 'Studio of a master teacher' }, org: master.unit, host: master.teacher, selection, members: members.slice(0, 3), from });
  }
  if (researcher !== undefined) await send(officer, 'OpenStudio', 'studio of a subject', { programme }, { kind: 'SUBJECT_RESEARCH', level: 'DISTRICT', names: { zh: '区级学科研究工作室', en: 'District subject research studio' }, org: bureau, host: researcher.teacher, members: members.slice(3, 6), from });
  for (const { mentor, mentee } of pairs) await send(clerks.get(mentee.unit) ?? officer, 'PairMentor', `pair ${mentee.teacher}`, { programme }, { purpose: 'SUPPORT', mentor, mentee: mentee.teacher, from });
}
