import type { Notice } from '../event-store/notice';
import type { PrintKind } from '../domain/round/facts';

/** A column of a printed list: `{{rows.<code>}}` in a template. */
export interface PrintColumn {
  readonly code: string;
  readonly label: Notice;
  /** Characters, in the form that ships. */
  readonly width: number;
}

export interface ListKind {
  readonly name: Notice;
  /** Until the round has decided to confer. */
  readonly before?: Notice;
  readonly columns: readonly PrintColumn[];
  /** Who signs, in the form that ships. */
  readonly signatures: string;
  readonly orientation: 'portrait' | 'landscape';
}

const column = (code: string, zh: string, en: string, width: number): PrintColumn => ({ code, label: { zh, en }, width });
const no = column('no', '序号', 'No.', 6);
const name = column('name', '姓名', 'Name', 12);
const unit = column('unit', '单位', 'Unit', 26);
const stage = column('stage', '学段', 'Stage', 8);
const subject = column('subject', '学科', 'Subject', 10);
const title = column('title', '称号', 'Title', 14);
const certificate = column('certificate', '证书编号', 'Certificate', 30);
const rank = column('rank', '名次', 'Rank', 6);

/** Every list that is printed: one entry each. What its rows are follows from the round (`printed-rows.ts`). */
export const listKinds: { readonly [kind in PrintKind]: ListKind } = {
  recommendations: {
    name: { zh: '推荐汇总表', en: 'Summary of recommendations' },
    columns: [no, name, column('sex', '性别', 'Sex', 6), column('born', '出生年月', 'Born', 10), unit, stage, subject, column('version', '申报版本', 'Version', 9)],
    signatures: '单位负责人（签字）：　　　　　　　　　　（盖章）　　　　年　　月　　日',
    orientation: 'portrait',
  },
  ranking: {
    name: { zh: '评分汇总表', en: 'Ranking' },
    columns: [column('group', '组别', 'Group', 10), rank, name, unit, stage, subject, column('components', '各项均分', 'Means by component', 34), column('sheets', '各评委评分（去掉的注明）', 'Weighted mark of each sheet', 40), column('total', '总分', 'Total', 9), column('apartBy', '同分区分依据', 'Tie broken by', 24), column('proposed', '列入拟授予名单', 'Proposed', 9)],
    signatures: '评委会主任（签字）：　　　　　　　　　监督人（签字）：　　　　　　　　　　　年　　月　　日',
    orientation: 'landscape',
  },
  conferral: {
    name: { zh: '授予名单', en: 'List of those conferred' },
    before: { zh: '拟授予名单', en: 'List of those proposed' },
    columns: [no, name, unit, stage, subject, title, certificate],
    signatures: '主管领导（签字）：　　　　　　　　　　（盖章）　　　　年　　月　　日',
    orientation: 'portrait',
  },
  publicity: {
    name: { zh: '公示名单', en: 'List as posted' },
    columns: [no, name, unit, stage, subject, title],
    signatures: '公示单位（盖章）：　　　　　　　　　　　　　　　　　　年　　月　　日',
    orientation: 'portrait',
  },
  certificates: {
    name: { zh: '证书清单', en: 'List of certificates' },
    columns: [no, certificate, name, unit, stage, subject, title, column('conferredOn', '授予日期', 'Conferred on', 12), column('note', '备注', 'Note', 14), column('received', '领取人签字', 'Received by', 14)],
    signatures: '经办人（签字）：　　　　　　　　　　　监督人（签字）：　　　　　　　　　　　年　　月　　日',
    orientation: 'landscape',
  },
};

/** What a cell outside the repeated row may say. */
export const printFields: readonly string[] = [
  'programme.zh', 'programme.en', 'round.zh', 'round.en', 'tier.zh', 'tier.en', 'list.zh', 'list.en', 'list.count', 'unit.zh', 'unit.en',
  'print.code', 'print.edition', 'print.date', 'print.state',
];

export function placeholdersOf(kind: PrintKind): { readonly fields: readonly string[]; readonly rows: readonly string[] } {
  return { fields: printFields, rows: listKinds[kind].columns.map(({ code }) => `rows.${code}`) };
}
