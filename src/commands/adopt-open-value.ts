import type { Json } from '../domain/facts';
import { ActInput } from './act-input';
import { Flag, JsonAny, Part, Text, Whole } from './input';
import { UseCase } from './use-case';

export class AdoptOpenValueBody {
  @Whole(1, 1_000_000) readonly version: number;
  /** JSON path of the open value in the rule file: `/tiers/0/scoring/minimumSheets`. */
  @Text(400) readonly path: string;
  @JsonAny() readonly value: Json;
  /** True for a value that is there for demonstrations only. */
  @Flag({ optional: true }) readonly sample?: boolean;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class AdoptOpenValue extends UseCase<{ readonly programme: string }, AdoptOpenValueBody> {}
