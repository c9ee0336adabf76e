import type { RoundId, TeacherId } from '../domain/facts';
import { Amounts, Id } from './input';
import { UseCase } from './use-case';

export class SubmitScoreBody {
  @Id() readonly teacher: TeacherId;
  /** Points by component code of the scheme: `{ "LESSON": 91.5 }`. */
  @Amounts(1_000_000) readonly components: Readonly<Record<string, number>>;
}

export class SubmitScore extends UseCase<{ readonly round: RoundId; readonly panel: number }, SubmitScoreBody> {}
