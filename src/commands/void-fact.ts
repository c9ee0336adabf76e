import type { EventId, TeacherId } from '../domain/facts';
import { ActInput } from './act-input';
import { Id, Part, Text } from './input';
import { UseCase } from './use-case';

export class VoidFactBody {
  /** The fact that never happened, by event id. */
  @Id() readonly event: EventId;
  @Id() readonly reasonCode: string;
  /** Free text, kept under the teacher's own key. */
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class VoidFact extends UseCase<{ readonly teacher: TeacherId }, VoidFactBody> {}
