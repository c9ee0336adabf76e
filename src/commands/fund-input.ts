import type { OrgId } from '../domain/facts';
import { Id, Whole } from './input';

/** The most that a line may say: a hundred billion yuan, in fen. */
export const MOST_FEN = 10_000_000_000_000;

/** Whose money, of which year. */
export class FundOfInput {
  @Id({ means: { zh: '经费，规则文件中的代码', en: 'The fund, by its code in the rule file' } }) readonly fund: string;
  @Id({ means: { zh: '经费所属单位', en: 'Whose money it is' } }) readonly unit: OrgId;
  @Whole(1950, 9998, { means: { zh: '预算年度', en: 'The budget year' } }) readonly year: number;
}
