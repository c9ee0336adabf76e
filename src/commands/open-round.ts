import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { ActInput } from './act-input';
import { NamesInput } from './names-input';
import { Day, Flag, Id, Part, Parts, Texts, Whole } from './input';
import { UseCase } from './use-case';

export class SeatsInput {
  @Id() readonly unit: OrgId;
  @Whole(0, 100_000) readonly seats: number;
}

/** What the notice of the year says (design, section 7). */
export class RoundParametersInput {
  /** Born on this day or later: eligible. */
  @Day() readonly bornOnOrAfter: BusinessDate;
  @Day() readonly snapshotOn: BusinessDate;
  @Day() readonly nominationsFrom: BusinessDate;
  /** Inclusive. */
  @Day() readonly nominationsTo: BusinessDate;
  @Parts(() => SeatsInput, 1, 5_000) readonly recommendationSeats: readonly SeatsInput[];
  @Whole(0, 100_000) readonly awardSeats: number;
  @Texts(80, 0, 50) readonly requiredAttachments: readonly string[];
}

export class OpenRoundBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id() readonly programme: string;
  /** The published version to pin; the latest where it is not said. */
  @Whole(1, 1_000_000, { optional: true }) readonly version?: number;
  @Id() readonly tier: string;
  @Id() readonly track: string;
  @Part(() => RoundParametersInput) readonly parameters: RoundParametersInput;
  /** True for a round that may stand on sample values and on news reports. */
  @Flag({ optional: true }) readonly demonstration?: boolean;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class OpenRound extends UseCase<object, OpenRoundBody> {}
