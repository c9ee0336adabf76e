import type { RoundId } from '../domain/facts';
import { ActInput } from './act-input';
import { Part } from './input';
import { UseCase } from './use-case';

export class OpenScoresBody {
  @Part(() => ActInput) readonly act: ActInput;
}

export class OpenScores extends UseCase<{ readonly round: RoundId }, OpenScoresBody> {}
