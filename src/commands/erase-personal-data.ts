import type { PersonId } from '../domain/facts';
import { ActInput } from './act-input';
import { Part, Text } from './input';
import { UseCase } from './use-case';

export class ErasePersonalDataBody {
  /** The ground: a request under PIPL article 47, the end of the retention period, … Not about the person. */
  @Text(200) readonly basis: string;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class ErasePersonalData extends UseCase<{ readonly person: PersonId }, ErasePersonalDataBody> {}
