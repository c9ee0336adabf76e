import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { Day, Texts } from './input';
import { UseCase } from './use-case';

export class OpenPublicityBody {
  @Texts(200, 1, 20) readonly places: readonly string[];
  /** The day the list is posted; today where it is not said. */
  @Day({ optional: true }) readonly openedOn?: BusinessDate;
}

export class OpenPublicity extends UseCase<{ readonly round: RoundId }, OpenPublicityBody> {}
