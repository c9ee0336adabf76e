import type { Sentence } from '../domain/refusals';

/** Refusals that no single stream's decision gives: of lists, before their batch is opened, and of files. Beside `refusals` of the domain. */
export const listRefusals = {
  targetsRefused: {
    zh: '名单中有 {count} 项不符合条件,整份名单未受理。请用 dryRun 查看每一项的原因,改正或去掉后重新提交。',
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
    zh: '该证件号码与第 {row} 行相同(行号从 0 起),请删去重复的一行。',
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
} as const satisfies { readonly [rule: string]: Sentence };
