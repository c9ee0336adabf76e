import type { NominationId, RoundId } from '../domain/facts';
import { ActInput } from './act-input';
import { Ids, Part } from './input';
import { UseCase } from './use-case';

export class RankCandidatesBody {
  /** Nominations of one tie at the cut-off in the order a body decided; asked for by the refusal `tieAtTheCut`. */
  @Ids(2, 2_000, { optional: true }) readonly tieOrder?: readonly NominationId[];
  /** The decision that `tieOrder` rests on. */
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class RankCandidates extends UseCase<{ readonly round: RoundId }, RankCandidatesBody> {}
