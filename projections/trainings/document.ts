import type { JsonObject } from '../../src/domain/facts';
import type { LifeFact } from '../../src/domain/teacher/view';
import { lifeIn, type KeptFact } from '../dossier';

/**
 * One teacher's facts in log order. What they come to is worked out when it is asked: a value that is adopted or a version
 * that is published changes what everybody owes, on past days too.
 */
export interface TrainingDocument extends JsonObject {
  readonly teacher: string;
  readonly facts: readonly KeptFact[];
  /** Pieces that wait to be judged. */
  readonly waiting: number;
}

/** With what she did under a dossier that was merged into hers. */
export function trainingLife({ facts, teacher }: TrainingDocument): readonly LifeFact[] {
  return lifeIn(facts, teacher) as readonly (KeptFact & LifeFact)[];
}
