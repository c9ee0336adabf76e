import type { BusinessDate } from '../domain/dates';
import type { IdentityType, SchoolStage } from '../domain/teacher/facts';
import { Day, Flag, Id, OneOf, Part, Text, Texts } from './input';

export const identityTypes: readonly IdentityType[] = ['RESIDENT_ID', 'HK_MACAO_PERMIT', 'TAIWAN_PERMIT', 'FOREIGN_PERMANENT_RESIDENT', 'PASSPORT'];
export const schoolStages: readonly SchoolStage[] = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'];

/** What goes under the teacher's own key. Spelling (NFC, ·, NFKC of numbers, upper-case X) is normalised on the way in. */
export class PersonalInput {
  @Text(80) readonly name: string;
  @Texts(80, 0, 20, { optional: true, means: { zh: '曾用名；没有的不写', en: 'Names that she had before; left out where there is none' } }) readonly formerNames?: readonly string[];
  @OneOf(identityTypes) readonly identityType: IdentityType;
  @Text(40) readonly identityNumber: string;
  @Day({ means: { zh: '出生日期；以本人的密钥保存', en: 'Her birth date; kept under her own key' } }) readonly birthDate: BusinessDate;
  @OneOf(['0', '1', '2', '9'], { means: { zh: '性别代码（GB/T 2261.1）：0 未知、1 男、2 女、9 未说明', en: 'By GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated' } }) readonly sex: '0' | '1' | '2' | '9';
  @Text(40, { nullable: true, means: { zh: '本人电话；没有的写 null；以本人的密钥保存', en: 'Her telephone, null where none is known; kept under her own key' } }) readonly phone: string | null;
}

/** One dossier: the body of a single registration and one row of an import. */
export class TeacherInput {
  @Part(() => PersonalInput, { means: { zh: '个人信息，以本人的密钥保存', en: 'Who she is; all of it under her own key' } }) readonly personal: PersonalInput;
  @Id({ means: { zh: '任教学校', en: 'The school that she teaches at' } }) readonly unit: string;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  @Day({ nullable: true, means: { zh: '入职日期；不详的写 null', en: 'The day on which she entered service (入职日期); null where it is not known' } }) readonly enteredOn: BusinessDate | null;
  @Flag() readonly onEstablishment: boolean;
  @Flag() readonly inPost: boolean;
  @Day({ optional: true, means: { zh: '档案自何日起有效，默认今天', en: 'From when the dossier holds; today where left out' } }) readonly effectiveOn?: BusinessDate;
}
