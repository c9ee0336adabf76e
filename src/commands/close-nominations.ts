import type { RoundId } from '../domain/facts';
import { NoBody } from './no-body';
import { UseCase } from './use-case';

export class CloseNominations extends UseCase<{ readonly round: RoundId }, NoBody> {}
