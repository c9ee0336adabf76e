import type { PersonId, RoundId, TeacherId } from '../domain/facts';
import { Ids, Text, Whole } from './input';
import { UseCase } from './use-case';

export class FormPanelBody {
  /** 1, 2, 3 … within the round. */
  @Whole(1, 999) readonly panel: number;
  @Text(80) readonly group: string;
  @Ids(1, 99) readonly experts: readonly PersonId[];
  /** The recommended teachers this panel scores. */
  @Ids(1, 2_000) readonly candidates: readonly TeacherId[];
}

export class FormPanel extends UseCase<{ readonly round: RoundId }, FormPanelBody> {}
