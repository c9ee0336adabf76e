import type { BusinessDate } from '../domain/dates';
import type { EventId, JsonObject, TeacherId } from '../domain/facts';
import { ActInput } from './act-input';
import { Day, Id, JsonFields, Part } from './input';
import { UseCase } from './use-case';

export class CorrectFactBody {
  /** The fact to correct, by event id. */
  @Id() readonly event: EventId;
  /** The whole fact as it should read, under its schema; left out where only the private part changes. */
  @JsonFields({ optional: true }) readonly data?: JsonObject;
  /** The whole private part as it should read; left out where it stays. */
  @JsonFields({ optional: true }) readonly personal?: JsonObject;
  /** The day from which it holds; the corrected fact's own where it is not said. */
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class CorrectFact extends UseCase<{ readonly teacher: TeacherId }, CorrectFactBody> {}
