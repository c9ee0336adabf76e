import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { ActInput } from './act-input';
import { Day, Flag, Part } from './input';
import { UseCase } from './use-case';

export class ConferTitlesBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Day() readonly effectiveOn: BusinessDate;
  /** True: each person's verdict, and nothing is stored. */
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class ConferTitles extends UseCase<{ readonly round: RoundId }, ConferTitlesBody> {}
