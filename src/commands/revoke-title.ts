import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import { ActInput } from './act-input';
import { Day, Flag, Id, Part, Text } from './input';
import { UseCase } from './use-case';

export class RevokeTitleBody {
  /** Code of one of the programme's grounds. */
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
  /** Free text, kept under the teacher's own key. */
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RevokeTitle extends UseCase<{ readonly teacher: TeacherId; readonly title: TitleId }, RevokeTitleBody> {}
