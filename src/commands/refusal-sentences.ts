import type { Sentence } from '../domain/refusals';

/** Refusals that no single stream's decision gives: of lists, before their batch is opened. Beside `refusals` of the domain. */
export const listRefusals = {
  targetsRefused: {
    zh: '名单中有 {count} 项不符合条件,整份名单未受理。请用 dryRun 查看每一项的原因,改正或去掉后重新提交。',
    en: '{count} of the list do not pass, so the list was refused whole. Ask with dryRun for the reason of each, then correct or leave out those and send it again.',
  },
  identityTwice: {
    zh: '该证件号码与第 {row} 行相同(行号从 0 起),请删去重复的一行。',
    en: 'This identity number stands in row {row} too (rows are counted from 0): delete one of the two.',
  },
} as const satisfies { readonly [rule: string]: Sentence };
