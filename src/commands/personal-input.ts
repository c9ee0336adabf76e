import type { BusinessDate } from '../domain/dates';
import type { IdentityType, SchoolStage } from '../domain/teacher/facts';
import { Day, Flag, Id, OneOf, Part, Text, Texts } from './input';

export const identityTypes: readonly IdentityType[] = ['RESIDENT_ID', 'HK_MACAO_PERMIT', 'TAIWAN_PERMIT', 'FOREIGN_PERMANENT_RESIDENT', 'PASSPORT'];
export const schoolStages: readonly SchoolStage[] = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'];

/** What goes under the teacher's own key. Spelling (NFC, ·, NFKC of numbers, upper-case X) is normalised on the way in. */
export class PersonalInput {
  @Text(80) readonly name: string;
  @Texts(80, 0, 20, { optional: true }) readonly formerNames?: readonly string[];
  @OneOf(identityTypes) readonly identityType: IdentityType;
  @Text(40) readonly identityNumber: string;
  @Day() readonly birthDate: BusinessDate;
  /** GB/T 2261.1 */
  @OneOf(['0', '1', '2', '9']) readonly sex: '0' | '1' | '2' | '9';
  @Text(40, { nullable: true }) readonly phone: string | null;
}

/** One dossier: the body of a single registration and one row of an import. */
export class TeacherInput {
  @Part(() => PersonalInput) readonly personal: PersonalInput;
  @Id() readonly unit: string;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  /** 入职日期; null when not known. */
  @Day({ nullable: true }) readonly enteredOn: BusinessDate | null;
  /** 在编在岗 */
  @Flag() readonly onEstablishment: boolean;
  @Flag() readonly inPost: boolean;
  /** From when the dossier holds; today where it is not said. */
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}
