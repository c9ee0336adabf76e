import { postWord } from '../audit/timeline';
import { spokenValue } from '../domain/refusal-words';
import { codeWord } from '../domain/rules/code-words';
import type { Notice } from '../event-store/notice';
import type { AuditLine } from '../queries/audit-trail';
import type { RankingLine } from '../queries/ranking';
import type { RosterEntry } from '../queries/roster';
import type { RoundAnswer } from '../queries/rounds';
import { commandRoutes } from './command-routes';
import type { Column } from './exports';

const UNTITLED: Notice = { zh: '无称号', en: 'no title' };

/** What is done by the passing of a day, or by the house itself, and has no address. */
const OWN_STEPS: { readonly [useCase: string]: Notice } = {
  QueueNotice: { zh: '排定通知', en: 'Queue a notice' },
  DeliverNotice: { zh: '送达通知', en: 'Deliver a notice' },
  EndPublicityWindow: { zh: '公示期满', en: 'End a publicity window' },
  LapseReturn: { zh: '补正期满', en: 'Lapse a return' },
  EndTerm: { zh: '届期届满', en: 'End a term' },
};

/** What of each list is shown, and what its columns are called: words for people. A program reads the JSON, whose codes stay codes; ids stand in columns of their own. */
export const rosterColumns: readonly Column<RosterEntry>[] = [
  { zh: '教师标识', en: 'Teacher id', value: ({ teacher }) => teacher },
  { zh: '姓名', en: 'Name', value: ({ name }) => name },
  { zh: '单位', en: 'Unit', value: ({ unitName }) => unitName },
  { zh: '单位标识', en: 'Unit id', value: ({ unit }) => unit },
  { zh: '学段', en: 'Stage', value: ({ stage }) => codeWord(stage) },
  { zh: '学科', en: 'Subject', value: ({ subject }) => subject },
  { zh: '在编', en: 'On establishment', value: ({ onEstablishment }) => onEstablishment },
  { zh: '在岗', en: 'In post', value: ({ inPost }) => inPost },
  { zh: '方案', en: 'Programme', value: ({ programme }) => programme },
  { zh: '层级', en: 'Tier', value: ({ tier, tierNames }) => tierNames ?? tier },
  { zh: '类别', en: 'Track', value: ({ track, trackNames }) => trackNames ?? track },
  { zh: '证书', en: 'Certificate', value: ({ certificate }) => certificate },
  { zh: '授予日期', en: 'Conferred on', value: ({ conferredOn }) => conferredOn },
  { zh: '任期至', en: 'Until', value: ({ until }) => until },
  { zh: '状态', en: 'Status', value: ({ status }) => (status === 'NONE' ? UNTITLED : codeWord(status)) },
  { zh: '届次', en: 'Round', value: ({ round }) => round },
  { zh: '待复核', en: 'Under review', value: ({ underReview }) => underReview },
  { zh: '自', en: 'From', value: ({ from }) => from },
  { zh: '至（不含）', en: 'To (exclusive)', value: ({ to }) => to },
];

export const auditColumns: readonly Column<AuditLine>[] = [
  { zh: '登记时刻（UTC）', en: 'Recorded at (UTC)', value: ({ entry }) => entry.recordedAt },
  { zh: '生效日期', en: 'Effective on', value: ({ entry }) => entry.effectiveOn },
  { zh: '事项', en: 'What', value: ({ word }) => word },
  { zh: '事件类型', en: 'Event type', value: ({ entry }) => entry.type },
  { zh: '操作', en: 'Use case', value: ({ entry }) => useCaseWord(entry.useCase) },
  { zh: '办理人', en: 'Actor', value: ({ entry }) => entry.actor },
  { zh: '职务', en: 'Post', value: ({ entry }) => (entry.post === null ? null : postWord(entry.post)) },
  { zh: '任职单位', en: 'Acting for', value: ({ orgName }) => orgName },
  { zh: '录入人', en: 'Entered by', value: ({ entry }) => entry.enteredBy },
  { zh: '纸质材料签署日期', en: 'Paper signed on', value: ({ entry }) => textOf(entry.paper?.['signedOn']) },
  { zh: '所涉人员', en: 'Subject', value: ({ entry }) => entry.subject },
  { zh: '届次', en: 'Round', value: ({ entry }) => entry.round },
  { zh: '申报', en: 'Nomination', value: ({ entry }) => entry.nomination },
  { zh: '方案', en: 'Programme', value: ({ entry }) => entry.programme },
  { zh: '版本', en: 'Version', value: ({ entry }) => entry.programmeVersion },
  { zh: '条款', en: 'Clause', value: ({ entry }) => entry.clause },
  { zh: '规则', en: 'Rule', value: ({ entry }) => entry.rule },
  { zh: '文号', en: 'Document number', value: ({ entry }) => textOf(entry.act?.['number']) },
  { zh: '发文日期', en: 'Document date', value: ({ entry }) => textOf(entry.act?.['date']) },
  { zh: '更正', en: 'Corrects', value: ({ entry }) => entry.corrects },
  { zh: '更正前后', en: 'Before and after', value: ({ changes = [] }) => (changes.length === 0 ? null : { zh: changes.map(({ sentences }) => sentences.zh).join('；'), en: changes.map(({ sentences }) => sentences.en).join('; ') }) },
  { zh: '事件标识', en: 'Event id', value: ({ entry }) => entry.event },
];

/** The level is empty where the line is a sum. */
type LedgerLine = Omit<NonNullable<RoundAnswer['ledgers']>['recommendation'][number], 'level'> & { readonly level: string };

export const ledgerColumns: readonly Column<LedgerLine>[] = [
  { zh: '单位', en: 'Unit', value: ({ unitName }) => unitName },
  { zh: '单位标识', en: 'Unit id', value: ({ unit }) => unit },
  { zh: '层级', en: 'Level', value: ({ level }) => spokenValue(level, { input: 'level', called: {}, choice: false }) },
  { zh: '推荐名额', en: 'Seats', value: ({ seats }) => seats },
  { zh: '占用', en: 'Reserved', value: ({ reserved }) => reserved },
  { zh: '已确认', en: 'Confirmed', value: ({ confirmed }) => confirmed },
  { zh: '失效', en: 'Lapsed', value: ({ lapsed }) => lapsed },
  { zh: '剩余', en: 'Free', value: ({ free }) => free },
];

/** Both ledgers as one table: each unit's line, their sum, and the award seats. */
export function ledgerLines(ledgers: NonNullable<RoundAnswer['ledgers']>): readonly LedgerLine[] {
  const { recommendation, recommendationTotal, award } = ledgers;
  return [...recommendation, { ...recommendationTotal, level: '', unit: '', unitName: { zh: '推荐名额合计', en: 'Recommendation seats in all' } }, { ...award, level: '', unit: '', unitName: { zh: '授予名额', en: 'Award seats' } }];
}

export const rankingColumns: readonly Column<RankingLine>[] = [
  { zh: '名次', en: 'Rank', value: ({ rank }) => rank },
  { zh: '姓名', en: 'Name', value: ({ name }) => name },
  { zh: '教师标识', en: 'Teacher id', value: ({ teacher }) => teacher },
  { zh: '单位', en: 'Unit', value: ({ unitName }) => unitName },
  { zh: '总分', en: 'Total', value: ({ working }) => numberOf(working?.['total']) },
  { zh: '列入拟授予名单', en: 'Proposed', value: ({ proposed }) => proposed },
  { zh: '同分区分依据', en: 'Tie broken by', value: ({ tieSays }) => tieSays },
  { zh: '演算', en: 'Working', value: ({ working }) => (working === null ? null : JSON.stringify(working)) },
  { zh: '申报', en: 'Nomination', value: ({ nomination }) => nomination },
];

/** As its address is described, without what is said there to whoever calls it. */
function useCaseWord(useCase: string): Notice {
  const route = commandRoutes.find((one) => one.useCase === useCase);
  if (route === undefined) return OWN_STEPS[useCase] ?? { zh: useCase, en: useCase };
  return { zh: route.zh.replace(/（[^（）]*）$/u, ''), en: route.en.replace(/, or try it out$/u, '') };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): string | number | null {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
