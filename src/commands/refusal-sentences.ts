import type { Refused } from '../domain/decision';
import type { JsonObject } from '../domain/facts';
import type { Sentence } from '../domain/refusals';

/** Refusals that no single stream's decision gives: of lists, before their batch is opened, and of files. Beside `refusals` of the domain. */
export const listRefusals = {
  targetsRefused: {
    zh: '名单中有 {count} 项不符合条件，整份名单未受理。请用 dryRun 查看每一项的原因，改正或去掉后重新提交。',
    en: '{count} of the list do not pass, so the list was refused whole. Ask with dryRun for the reason of each, then correct or leave out those and send it again.',
  },
  leftOut: {
    zh: '执行时未通过，本次批量处理不涉及此人；请用 dryRun 查看现在的结论。',
    en: 'Did not pass when the act was done and is not part of it; ask with dryRun how it stands now.',
  },
  struck: {
    zh: '审定时从名单中删去；要保留请从 strikes 中去掉。',
    en: 'Struck from the list by the approval; leave her out of strikes to keep her.',
  },
  identityTwice: {
    zh: '该证件号码与第 {row} 行相同(行号从 0 起)，请删去重复的一行。',
    en: 'This identity number stands in row {row} too (rows are counted from 0): delete one of the two.',
  },
  fileNotFiled: {
    zh: '文件 {file} 没有归档、已删除或已过期。请先用 POST /documents 上传，再引用其返回的 hash；没有文件时填 null。',
    en: 'File {file} is not filed, was erased or has expired. Upload it with POST /documents first and cite the hash that answers, or give null where there is none.',
  },
  attachmentNotHers: {
    zh: '文件 {file}（{kind}）不是该教师名下的文件，不能作为其申报材料。请以该教师为所涉人员重新上传。',
    en: 'File {file} ({kind}) is not filed as hers and cannot be attached to her nomination. File it again with her as the person it is about.',
  },
  notToBePrinted: { zh: '教师 {teacher} 在本届没有可由单位 {unit} 推荐的申报（未申报、已撤回、退回补正或不在其推荐路径上）；请从名单中删去，或先办理其申报。', en: 'Teacher {teacher} has no nomination in this round that unit {unit} could recommend (none, withdrawn, returned, or not on its path); leave her out, or see to her nomination first.' },
  templateNotXlsx: { zh: '文件 {file} 不是可读取的 xlsx 模板（须以 programme:{programme} 归档，不超过 1 MB，无打开密码）；请重新保存并归档。', en: 'File {file} is no xlsx template that can be read (filed under programme:{programme}, 1 MB at most, without a password); check the file, save it again and file it.' },
  placeholdersUnknown: { zh: '模板中有不认识的占位符：{cells}；可用的有 {known}。请在所列单元格中改正。', en: 'The template has placeholders that nothing is known of: {cells}; there are {known}. Correct those cells.' },
  templateRowsWrong: { zh: '模板须有且只有一行写 rows. 占位符（按人重复），且该行没有公式；现有的行：{cells}。请改正。', en: 'Exactly one row of a template has rows. placeholders (it is repeated for each person), and no formula; found: {cells}. Correct it.' },
  templateWithoutCode: { zh: '模板没有印出校验码的位置；请在一个单元格或页脚中写入 {placeholder}。', en: 'The template has no place for the check code; write {placeholder} into a cell or the page footer.' },
} as const satisfies { readonly [rule: string]: Sentence };

/** A refusal by one of these, as `refused` of the domain gives its own. */
export function refusedHere(rule: keyof typeof listRefusals, inputs: JsonObject): Refused {
  return { kind: 'refused', refusal: { rule, inputs }, events: [] };
}
