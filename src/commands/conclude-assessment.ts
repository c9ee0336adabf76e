import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import type { AssessmentKind, Grade } from '../domain/teacher/facts';
import { ActInput } from './act-input';
import { Day, Flag, Id, OneOf, Part, Text } from './input';
import { UseCase } from './use-case';

export class ListedRevocationInput {
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
  /** Free text, kept under the teacher's own key. */
  @Text(2_000, { optional: true }) readonly reason?: string;
}

export class ConcludeAssessmentBody {
  @Id() readonly programme: string;
  @OneOf(['ANNUAL', 'END_OF_TERM', 'MILESTONE', 'TRAINING']) readonly kind: AssessmentKind;
  /** School year, term number or milestone: `2018`, `term-1`, `M3`. */
  @Id() readonly period: string;
  /** The title assessed; null for an assessment of no title. */
  @Id({ nullable: true }) readonly title: TitleId | null;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED']) readonly grade: Grade;
  @Id() readonly assessor: OrgId;
  @Part(() => ActInput) readonly act: ActInput;
  /** Where the act lists the revocation too: verdict and revocation are one append. */
  @Part(() => ListedRevocationInput, { optional: true }) readonly revocation?: ListedRevocationInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class ConcludeAssessment extends UseCase<{ readonly teacher: TeacherId }, ConcludeAssessmentBody> {}
