import type { RoundId } from '../domain/facts';
import { NoBody } from './no-body';
import { UseCase } from './use-case';

export class ClosePanel extends UseCase<{ readonly round: RoundId; readonly panel: number }, NoBody> {}
