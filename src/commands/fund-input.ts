import type { OrgId } from '../domain/facts';
import { Id, Whole } from './input';

/** The most that a line may say: a hundred billion yuan, in fen. */
export const MOST_FEN = 10_000_000_000_000;

/** Whose money, of which year. */
export class FundOfInput {
  /** Its code in the programme. */
  @Id() readonly fund: string;
  @Id() readonly unit: OrgId;
  /** The budget year. */
  @Whole(1950, 9998) readonly year: number;
}
