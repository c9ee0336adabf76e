import type { RoundId, TeacherId } from '../domain/facts';
import { Id, Texts } from './input';
import { UseCase } from './use-case';

export class SubmitNominationBody {
  @Id() readonly teacher: TeacherId;
  /** Kinds of the attachments handed in, against the notice's `requiredAttachments`. */
  @Texts(80, 0, 50, { optional: true }) readonly attachments?: readonly string[];
}

export class SubmitNomination extends UseCase<{ readonly round: RoundId }, SubmitNominationBody> {}
