import type { BusinessDate } from './dates';
import { refused, type Refused } from './decision';
import type { OfficialAct } from './facts';

type Both = { readonly zh: string; readonly en: string };

/** The days that are held against each other: fields of a request as the officer calls them, and what is on record. */
const words = {
  today: { zh: '今天', en: 'today' },
  effectiveOn: { zh: '生效日期', en: 'the day of effect' },
  on: { zh: '办理日期', en: 'the day on which it is done' },
  from: { zh: '起始日期', en: 'the first day' },
  to: { zh: '截止日期', en: 'the last day' },
  until: { zh: '到期日期', en: 'the day until which it lasts' },
  due: { zh: '完成期限', en: 'the day on which it is due' },
  newDue: { zh: '新的考核日期', en: 'the new day of the assessment' },
  year: { zh: '年度起始日期', en: 'the first day of the year' },
  signedOn: { zh: '签署日期', en: 'the day of signature' },
  'onPaper.signedOn': { zh: '书面材料的签署日期', en: 'the day on which the paper was signed' },
  'late.receivedAt': { zh: '材料收到时间', en: 'the moment at which the papers came in' },
  'act.date': { zh: '文件日期', en: 'the date of the act' },
  bornOnOrAfter: { zh: '出生日期界限', en: 'the bound of birth dates' },
  snapshotOn: { zh: '计算基准日', en: 'the day that everything is counted on' },
  nominationsFrom: { zh: '申报开始日期', en: 'the first day of nominations' },
  nominationsTo: { zh: '申报截止日期', en: 'the last day of nominations' },
  returned: { zh: '退回日期', en: 'the day of the return' },
  recommendation: { zh: '最后一项推荐的日期', en: 'the day of the last recommendation' },
  ranking: { zh: '排名日期', en: 'the day of the ranking' },
  openedOn: { zh: '公示开始日期', en: 'the first day of publicity' },
  clock: { zh: '公示计时起算日', en: 'the day from which publicity is counted' },
  suspension: { zh: '公示暂停日期', en: 'the day on which publicity was suspended' },
  publicity: { zh: '公示截止日期', en: 'the last day of publicity' },
  conferredOn: { zh: '授予日期', en: 'the day of conferral' },
  admission: { zh: '入选培养日期', en: 'the day of the admission to cultivation' },
  'term.from': { zh: '任期起始日期', en: 'the first day of the term' },
  'term.to': { zh: '任期截止日期', en: 'the last day of the term' },
  TitleRevoked: { zh: '撤销生效日期', en: 'the day of the revocation' },
  issuedOn: { zh: '该证书的签发日期', en: 'the day of the issue of the certificate' },
  obtainedOn: { zh: '取得日期', en: 'the day on which it was obtained' },
  validTo: { zh: '有效期截止日期', en: 'the last day of validity' },
  concludedOn: { zh: '考核结论日期', en: 'the day of the conclusion' },
  assessable: { zh: '此项考核可以作出结论的首日', en: 'the first day on which that assessment can be concluded' },
  reviewDecided: { zh: '最后一项复核的决定日期', en: 'the day of the last decision on a review' },
  titleSuspended: { zh: '称号暂停的决定日期', en: 'the day on which the title was suspended' },
  publicityOver: { zh: '公示期满的次日', en: 'the day after the last day of publicity' },
  dutyDone: { zh: '最后一项职责的完成日期', en: 'the day on which the last duty was done' },
  gatePassed: { zh: '阶段推进日期', en: 'the day on which the phase gate was passed' },
  expectedTo: { zh: '预计结束日期', en: 'the expected last day' },
  backOn: { zh: '返岗日期', en: 'the first day back' },
  registered: { zh: '团队登记日期', en: 'the day of the registration of the team' },
  leftOn: { zh: '上次退出日期', en: 'the day on which she left before' },
  assigned: { zh: '任务下达日期', en: 'the day of the assignment' },
  suspended: { zh: '工作室暂停日期', en: 'the day of the suspension of the studio' },
  resumed: { zh: '工作室恢复日期', en: 'the day of the resumption of the studio' },
  'appointment.from': { zh: '原任职起始日期', en: 'the first day of the appointment' },
} satisfies { readonly [name: string]: Both };

export type DayName = keyof typeof words;
export const dayWords: { readonly [name: string]: Both } = words;

/** Which of two days is the later one is not for the system to say: both are named. */
export function outOfOrder(earlier: DayName, first: string, later: DayName, second: BusinessDate | string, more: { readonly clause?: string } = {}): Refused {
  return refused('datesOutOfOrder', { earlier, first, later, second }, more);
}

/** An act is not older than what it decides on: held against the latest of those days, where any is known. */
export function actTooOld({ date }: Pick<OfficialAct, 'date'>, decidesOn: readonly (readonly [DayName, BusinessDate | null | undefined])[], clause?: string): Refused | null {
  const [latest] = decidesOn.flatMap(([name, day]) => (day === null || day === undefined ? [] : [{ name, day }])).sort((a, b) => (a.day < b.day ? 1 : -1));
  return latest === undefined || date >= latest.day ? null : outOfOrder(latest.name, latest.day, 'act.date', date, clause === undefined ? {} : { clause });
}

/** The day on which it was decided: of its act, which may be entered later, or the one from which it holds where that is earlier. */
export function decisionDay({ act, effectiveOn }: { readonly act?: Pick<OfficialAct, 'date'>; readonly effectiveOn: BusinessDate }): BusinessDate {
  return act !== undefined && act.date < effectiveOn ? act.date : effectiveOn;
}
