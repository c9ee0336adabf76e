import type { JsonObject } from '../domain/facts';
import { ActInput } from './act-input';
import { JsonFields, Part, Text } from './input';
import { UseCase } from './use-case';

export class PublishProgrammeVersionBody {
  /** The rule file as written: YAML or JSON. Either this or `definition`. */
  @Text(1_000_000, { optional: true }) readonly text?: string;
  @JsonFields({ optional: true }) readonly definition?: JsonObject;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class PublishProgrammeVersion extends UseCase<{ readonly programme: string }, PublishProgrammeVersionBody> {}
