import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject, NewFact, Recorded } from '../../src/domain/facts';
import type { CohortFact } from '../../src/domain/assessment/facts';
import type { PoolFact } from '../../src/domain/cultivation/facts';
import type { EvidenceUsed } from '../../src/domain/evidence';
import type { ImportMappingSaved } from '../../src/domain/import-mapping';
import type { PartyFact } from '../../src/domain/parties/facts';
import type { ComplianceFact, FundFact, TargetFact } from '../../src/domain/targets/facts';
import type { PrintTemplateSet } from '../../src/domain/print-templates';
import type { NoticeFact } from '../../src/domain/notices';
import type { DrawFact, ExpertPoolFact } from '../../src/domain/panel/draw-facts';
import type { IdentityFact, OrgsFact, PeopleFact, ProgrammeFact } from '../../src/domain/registry-facts';
import type { BatchFact, PanelFact, RoundFact } from '../../src/domain/round/facts';
import type { ObjectionFact } from '../../src/domain/objection';
import type { TeacherFact } from '../../src/domain/teacher/facts';
import type { MentorFact } from '../../src/domain/mentoring/mentors';
import type { StudioFact } from '../../src/domain/studio/facts';
import type { TrainingOfficeFact } from '../../src/domain/training/office';

type AnyFact = ProgrammeFact | OrgsFact | PeopleFact | IdentityFact | ObjectionFact | TeacherFact | RoundFact | PanelFact | BatchFact | EvidenceUsed | ImportMappingSaved | PrintTemplateSet | NoticeFact | DrawFact | ExpertPoolFact | TrainingOfficeFact | CohortFact | PoolFact | TargetFact | ComplianceFact | FundFact | StudioFact | MentorFact | PartyFact;
type DataOf<T extends EventType> = Extract<AnyFact, { readonly type: T }> extends Recorded<T, infer D> ? D : never;

export interface Sample<D = JsonObject> extends Pick<NewFact, 'private' | 'sealed' | 'sealKey'> {
  readonly stream: string;
  readonly data: D;
}

const t1 = 'e1c0a6f0-5f0e-5b0a-9d53-000000000001';
const n1 = 'e1c0a6f0-5f0e-5b0a-9d53-0000000000a1';
const round = 'weihai-edz-2019-rising-star';
const batch = 'e1c0a6f0-5f0e-5b0a-9d53-0000000000b1';
const title = 'e1c0a6f0-5f0e-5b0a-9d53-0000000000c1';
const event = '0190a7c8-1111-7222-8333-44445555aaaa';
const teacher = `teacher-${t1}`;
const personal = {
  name: '阿依古丽·买买提', formerNames: ['王㛃'], identityType: 'RESIDENT_ID', identityNumber: '11010519800229001X', birthDate: '1980-02-29', sex: '2', phone: '13800000000',
};
const verdicts = [{ rule: 'bornOnOrAfter@1', clause: 'W12', holds: true, bound: { bornOnOrAfter: '1979-08-31' } }];
const verdict = { assessment: 'as-1', programme: 'weihai-edz-2017', kind: 'ANNUAL', period: '2018', title, assessor: 'edz-bureau' } as const;
const award = { programme: 'weihai-edz-2017', tier: 'RISING_STAR', track: 'TEACHING' };
const names = { zh: '实验小学', en: 'Experimental Primary School' };
const path = [{ level: 'SCHOOL', unit: 'school-7' }, { level: 'DISTRICT', unit: 'edz-bureau' }] as const;
const attachments = [{ kind: '事迹', file: 'd'.repeat(64), type: 'pdf', size: 81_920, print: 'e'.repeat(64) }, { kind: '承诺书', file: null, type: null, size: null, print: null }];
const candidates = [{ nomination: n1, teacher: t1 }];
const digest = 'a'.repeat(64);

/** One of each type that is written today, with every optional part it may have. A new type does not compile without one. */
export const samples: { readonly [T in EventType]: Sample<DataOf<T>> } = {
  ProgrammeVersionPublished: { stream: 'programme-weihai-edz-2017', data: { programme: 'weihai-edz-2017', version: 1, format: 1, definition: { tiers: [{ code: 'RISING_STAR', zh: '教坛新秀' }], share: 0.15 }, hash: digest } },
  OpenValueAdopted: { stream: 'programme-weihai-edz-2017', data: { programme: 'weihai-edz-2017', version: 1, path: 'tiers.RISING_STAR.passLine', value: 80, sample: false } },
  OrgRegistered: { stream: 'orgs', data: { org: 'school-7', names, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false } },
  OrgRenamed: { stream: 'orgs', data: { org: 'school-7', names } },
  OrgMoved: { stream: 'orgs', data: { org: 'school-7', parent: 'zone' } },
  OrgCodeChanged: { stream: 'orgs', data: { org: 'county', code: '371083' } },
  OrgTraitsChanged: { stream: 'orgs', data: { org: 'school-7', stages: ['PRIMARY', 'JUNIOR'], rural: true, weak: false } },
  OrgsMerged: { stream: 'orgs', data: { into: 'school-7', from: ['school-8', 'school-9'], moved: ['nursery-8'] } },
  OrgSplit: { stream: 'orgs', data: { org: 'school-7', into: ['school-7', 'school-10'] } },
  OrgChangeVoided: { stream: 'orgs', data: { event: 'event-7', type: 'OrgsMerged', with: ['event-8'], units: ['school-8', 'school-7'], reasonCode: 'NEVER_HAPPENED' } },
  OrgClosed: { stream: 'orgs', data: { org: 'school-11', successor: null } },
  PersonRegistered: { stream: 'people', data: { person: 'p-9' }, private: { 'p-9': { name: '李㐬', identityType: 'PASSPORT', identityNumber: 'E00000000' } } },
  AppointmentRecorded: { stream: 'people', data: { appointment: 'ap-1', person: 'p-9', post: 'SchoolAdmin', org: 'school-7', from: '2016-09-01', to: null } },
  AppointmentEnded: { stream: 'people', data: { appointment: 'ap-1', to: '2019-07-31' } },
  TargetSet: { stream: 'targets-weihai-edz-2017', data: { programme: 'weihai-edz-2017', target: 'STARS_OF_A_COUNTY', names: { zh: '新增教坛新秀', en: 'Rising stars added' }, number: 40, word: 'NEARLY', percent: 5, from: '2019-01-01', due: '2020-12-31', tiers: ['RISING_STAR'], unit: 'edz' } },
  OutputRecorded: { stream: 'targets-weihai-edz-2017', data: { programme: 'weihai-edz-2017', target: 'VIDEOS', unit: 'school-7', quantity: 12, proof: { name: '视频目录', number: null, file: 'f'.repeat(64) } } },
  ComplianceRecorded: { stream: 'compliance-weihai-edz-2017', data: { programme: 'weihai-edz-2017', requirement: 'SCHOOL_PLAN', unit: 'school-7', period: '2019-01-01', document: { name: '校本培训行动计划', number: '3号', file: 'f'.repeat(64) }, childProgramme: null } },
  FundBudgetSet: { stream: 'fund-weihai-edz-2017.school-7.2019', data: { programme: 'weihai-edz-2017', fund: 'SCHOOL_TRAINING', unit: 'school-7', year: 2019, base: 100_000_000 } },
  FundAllocated: { stream: 'fund-weihai-edz-2017.school-7.2019', data: { programme: 'weihai-edz-2017', fund: 'SCHOOL_TRAINING', unit: 'school-7', year: 2019, amount: -500_000 } },
  FundSpent: { stream: 'fund-weihai-edz-2017.school-7.2019', data: { programme: 'weihai-edz-2017', fund: 'SCHOOL_TRAINING', unit: 'school-7', year: 2019, amount: 120_050, purpose: 'TEACHER_TRAINING', document: { name: '培训发票', number: '37100001', file: 'f'.repeat(64) } } },
  PartyOwnerAppointed: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', party: 'OFFICE', person: 'p-9', from: '2017-09-01' } },
  PartyMembersNamed: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', party: 'OFFICE', members: ['p-9', 'p-10'], from: '2017-09-01' } },
  DutyAssigned: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', party: 'SCHOOLS', duty: 'CARRY_OUT', unit: 'school-7', due: '2018-06-30' } },
  DutyDone: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', party: 'SCHOOLS', duty: 'CARRY_OUT', unit: 'school-7', document: { name: '校本培训总结', number: null, file: 'f'.repeat(64) } } },
  PhaseGatePassed: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', gate: 'TRAINING', duties: ['CARRY_OUT'] } },
  SupervisionRecorded: { stream: 'duties-weihai-edz-2017', data: { programme: 'weihai-edz-2017', supervision: 'YEARLY', unit: 'school-7', period: '2018-01-01', finding: 'TO_REMEDY' }, private: { 'p-9': { text: '校本培训记录不全' } } },
  TargetWaived: { stream: 'targets-weihai-edz-2017', data: { programme: 'weihai-edz-2017', target: 'VIDEOS', period: '2019-01-01', count: 1300 } },
  PrintTemplateSet: { stream: 'print-templates-weihai-edz-2017', data: { programme: 'weihai-edz-2017', kind: 'conferral', file: 'f'.repeat(64) } },
  ImportMappingSaved: {
    stream: 'import-mapping-edz-bureau-teachers',
    data: {
      unit: 'edz-bureau', kind: 'teachers', signature: digest, constants: { inPost: '是' },
      columns: [{ header: '姓名', field: 'name', values: {}, months: null }, { header: '编制', field: 'onEstablishment', values: { 备案制: '是' }, months: null }, { header: '参加工作时间', field: 'enteredOn', values: {}, months: 'FIRST_DAY' }, { header: '备注', field: null, values: {}, months: null }],
    },
  },
  DelegationRecorded: { stream: 'people', data: { delegation: 'de-1', appointment: 'ap-1', delegate: 'p-10', matters: ['RecommendAtSchool', 'SubmitNomination'], from: '2019-05-01', to: '2019-05-31' } },
  DelegationEnded: { stream: 'people', data: { delegation: 'de-1', to: '2019-05-20' } },
  HandoverRecorded: { stream: 'people', data: { handover: 'ha-1', appointment: 'ap-1', successor: 'ap-2', from: '2019-08-01' } },
  RelationRecorded: { stream: 'people', data: { kind: 'MENTOR', a: 'p-20', b: t1, from: '2015-09-01', to: '2018-08-31' } },
  ExpertListed: { stream: 'experts-county', data: { pool: 'county', person: 'p-20', subjects: ['MATHS'], unit: 'school-8' } },
  ExpertDelisted: { stream: 'experts-county', data: { pool: 'county', person: 'p-20' } },
  IdentityClaimed: {
    stream: `identity-${digest}`, private: { [t1]: personal },
    data: { person: t1, for: 'TEACHER', registration: { unit: 'school-7', stage: 'PRIMARY', subject: 'MATHS', enteredOn: '2003-08-01', onEstablishment: true, inPost: true }, batch: null },
  },

  TeacherRegistered: { stream: teacher, data: { unit: 'school-7', stage: 'PRIMARY', subject: 'MATHS', enteredOn: '2003-08-01', onEstablishment: true, inPost: true }, private: { [t1]: personal } },
  Transferred: { stream: teacher, data: { from: 'school-7', to: 'school-8', stage: 'JUNIOR', subject: 'MATHS' } },
  ConsentGiven: { stream: teacher, data: { round, form: 'APPLIED' } },
  Nominated: { stream: teacher, data: { nomination: n1, round, ...award, unit: 'school-7', stage: 'PRIMARY', subject: 'MATHS', verdicts, path, attachments }, private: { [t1]: { inputs: { 'bornOnOrAfter@1': { birthDate: '1980-02-29' } } } } },
  NominationRefused: {
    stream: teacher, private: { [t1]: { inputs: { birthDate: '1979-08-30' } } },
    data: { round, ...award, useCase: 'SubmitNomination', rule: 'bornOnOrAfter', clause: 'W12', inputs: { bornOnOrAfter: '1979-08-31' }, verdicts, read: { [teacher]: 3, 'programme-weihai-edz-2017': 1 } },
  },
  RecommendationRefused: { stream: teacher, data: { nomination: n1, round, unit: 'school-7', rule: 'noSeatLeft', clause: 'W12', inputs: { seats: 3, taken: 3 }, read: { [`round-${round}`]: 17 } } },
  SchoolRecommended: { stream: teacher, data: { nomination: n1, round, reservation: event, unit: 'school-7' } },
  RecommendationDeclined: { stream: teacher, data: { nomination: n1, round, reservation: event, rule: 'nominationWithdrawn', inputs: {} } },
  LevelRecommended: { stream: teacher, data: { nomination: n1, round, reservation: event, level: 'DISTRICT', unit: 'edz-bureau' } },
  ApplicationDrafted: { stream: teacher, data: { round }, private: { [t1]: { content: { story: '阿依古丽的教学故事' } } } },
  NominationReturned: { stream: teacher, data: { nomination: n1, round, registration: event, level: 'DISTRICT', items: ['事迹'], due: '2019-05-20T17:00', overdue: 'NOT_RECOMMENDED' }, private: { [t1]: { words: '王㛃的事迹缺盖章页' } } },
  NominationCompleted: {
    stream: teacher, private: { [t1]: { inputs: { 'bornOnOrAfter@1': { birthDate: '1980-02-29' } } } },
    data: { nomination: n1, round, registration: event, version: 2, verdicts, attachments, endorsements: 'STAYS' },
  },
  ReturnLapsed: { stream: teacher, data: { nomination: n1, round, registration: event, due: '2019-05-20T17:00', overdue: 'GOES_ON' } },
  NominationWithdrawn: { stream: teacher, data: { nomination: n1, round, registration: event }, private: { [t1]: { reason: '调离教育系统' } } },
  NominationRejected: { stream: teacher, data: { nomination: n1, round, registration: event, level: 'SCHOOL', unit: 'school-7' }, private: { [t1]: { reason: '王㛃本学年教学事故' } } },
  NotSelected: { stream: teacher, data: { nomination: n1, round, rank: 51, batch } },
  NominationStruck: { stream: teacher, data: { nomination: n1, round, because: 'OBJECTION', decision: event } },
  CompletedTraining: {
    stream: teacher, private: { [t1]: { activity: '市级骨干教师研修班', source: '继教平台-2018-0042' } },
    data: { training: 'tr-1', topic: 'ETHICS', periods: 72, provider: 'edz-research-centre', completedOn: '2018-11-30', source: digest, credit: { programme: 'weihai-edz-2017', requirement: 'CLASS_TEACHER_WORK', step: 'INDUCTION' }, base: 'base-1', converted: { hours: 54, minutesPerPeriod: 45 }, late: true },
  },
  TrainingHoursVoided: { stream: teacher, data: { training: event, periods: 12, reasonCode: 'OVERSTATED' }, private: { [t1]: { reason: '第二天未到' } } },
  EnrolledInTraining: { stream: teacher, data: { programme: 'weihai-edz-2017', requirement: 'FUTURE_BACKBONE', from: '2019-03-01', due: '2020-02-29' } },
  DeliverableSubmitted: { stream: teacher, data: { programme: 'weihai-edz-2017', requirement: 'FUTURE_BACKBONE', piece: { kind: 'DEMO_LESSON', file: 'd'.repeat(64), type: 'pdf', size: 81_920, print: 'e'.repeat(64) }, receivedOn: '2019-05-10' } },
  DeliverableReturned: { stream: teacher, data: { programme: 'weihai-edz-2017', requirement: 'FUTURE_BACKBONE', deliverable: event, kind: 'DEMO_LESSON' }, private: { [t1]: { reason: '与课题无关' } } },
  DeliverableAccepted: { stream: teacher, data: { programme: 'weihai-edz-2017', requirement: 'FUTURE_BACKBONE', deliverable: event, kind: 'DEMO_LESSON' } },
  BaseDesignated: { stream: 'bases-weihai-edz-2017', data: { base: 'base-1', programme: 'weihai-edz-2017', kind: 'BASE', names, org: 'school-7', from: '2018-01-01' } },
  BaseWithdrawn: { stream: 'bases-weihai-edz-2017', data: { base: 'base-1', to: '2019-12-31' } },
  TrainingActivityHeld: { stream: 'bases-weihai-edz-2017', data: { activity: 'ac-1', programme: 'weihai-edz-2017', requirement: 'TRAINERS', title: '教研员高端研修', subject: null, heldOn: '2019-04-18', provider: '某师范大学', base: null, participants: 40 } },
  StudioOpened: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', kind: 'MASTER_STUDIO', level: 'DISTRICT', mission: null, names: { zh: '王某名师工作室', en: 'A master studio' }, org: 'school-7', to: '2021-12-31', ledBy: 'studio-0' } },
  StudioLed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', ledBy: null } },
  HostAppointed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', host: t1, basis: { kind: 'SELECTION', name: '威海名师', issuer: '威海市教育局', number: '威教发〔2018〕9号', file: 'f'.repeat(64), on: '2018-09-10' } } },
  HostReleased: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', host: t1, reason: 'RETIRED' } },
  StudioMemberJoined: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', member: 'p-9' } },
  StudioMemberLeft: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', member: 'p-9', reason: 'TRANSFERRED' } },
  StudioSuspended: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', reason: 'HOST_LOST' } },
  StudioResumed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1' } },
  StudioAssessed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', period: '2019', grade: 'QUALIFIED', restates: 'REVIEWED' } },
  StudioClosed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', reason: 'TERM_OVER' } },
  MentorPaired: { stream: 'mentors-weihai-edz-2017', data: { programme: 'weihai-edz-2017', pair: 'pair-1', purpose: 'SUPPORT', mentor: t1, mentee: 'p-9' } },
  MentorshipEnded: { stream: 'mentors-weihai-edz-2017', data: { programme: 'weihai-edz-2017', pair: 'pair-1', reason: 'COMPLETED' } },
  AssessedExcellent: { stream: teacher, data: verdict },
  AssessedQualified: { stream: teacher, data: { ...verdict, kind: 'END_OF_TERM', period: 'term-1' } },
  AssessedBasicallyQualified: { stream: teacher, data: { ...verdict, kind: 'MILESTONE', period: 'M3' } },
  AssessedUnqualified: { stream: teacher, data: { ...verdict, kind: 'TRAINING', title: null } },
  ServiceRecorded: { stream: teacher, data: { kind: 'PRIVATE_SCHOOL', from: '2003-08-01', to: '2008-07-31' }, private: { [t1]: { employer: '某民办小学' } } },
  CredentialRecorded: { stream: teacher, data: { kind: 'PROFESSIONAL_TITLE', level: 'TITLE_FIRST', subject: 'MATHS', obtainedOn: '2014-12-30', validTo: null }, private: { [t1]: { number: '2014-0042', issuer: 'edz-bureau' } } },
  AppraisalRecorded: { stream: teacher, data: { year: 2018, grade: 'EXCELLENT' } },
  TeachingRecorded: { stream: teacher, data: { year: 2018, subject: 'MATHS', stage: 'PRIMARY', periodsPerWeek: 12 } },
  ClassTeacherSpellRecorded: { stream: teacher, data: { from: '2015-09-01', to: null } },
  LeaderPostRecorded: { stream: teacher, data: { post: 'DEPUTY_PRINCIPAL', unit: 'school-7', from: '2017-09-01', to: null, teaching: true } },
  SpellEnded: { stream: teacher, data: { spell: event, to: '2018-08-31' } },
  SanctionRecorded: {
    stream: teacher, private: { [t1]: { measure: '警告', basis: '事业单位工作人员处分规定第六条', reason: '有偿补课' } },
    data: { kind: 'DISCIPLINARY', scopes: ['HONOURS', 'NOMINATION'], from: '2018-03-01', to: '2018-08-31', releaseBy: 'DECISION', barMonths: 24 },
  },
  SanctionReleased: { stream: teacher, data: { sanction: event, outcome: 'EXTENDED', to: '2019-02-28' }, private: { [t1]: { reason: '期间再次违规' } } },
  Retired: { stream: teacher, data: { on: '2025-09-01' } },
  Deceased: { stream: teacher, data: { on: '2027-03-04' } },
  Departed: { stream: teacher, data: { on: '2021-08-01' }, private: { [t1]: { kind: 'MOVED_AWAY', to: '青岛市' } } },
  Reemployed: { stream: teacher, data: { on: '2025-10-01', unit: 'school-8', stage: 'PRIMARY', subject: 'MATHS', onEstablishment: false, inPost: true } },
  SubjectChanged: { stream: teacher, data: { on: '2019-09-01', from: 'MATHS', subject: 'SCIENCE' } },
  StageChanged: { stream: teacher, data: { on: '2019-09-01', from: 'PRIMARY', stage: 'JUNIOR' } },
  IdentitiesMerged: { stream: teacher, data: { into: 'p-30', from: t1 }, private: { [t1]: { reason: '同一人两份档案' } } },
  MergeUndone: { stream: teacher, data: { into: 'p-30', from: t1, merge: event }, private: { [t1]: { reason: '系两人' } } },
  IdentityReleased: { stream: `identity-${digest}`, data: { person: t1, claim: event } },
  IdentityCorrected: { stream: teacher, data: { claim: event, registration: event }, private: { [t1]: { reason: '登记时录错一位' } } },
  LeaveStarted: { stream: teacher, data: { from: '2018-10-08', expectedTo: '2019-03-31' }, private: { [t1]: { kind: 'MATERNITY', reason: null } } },
  LeaveEnded: { stream: teacher, data: { leave: event, backOn: '2019-04-01' } },
  EvidenceEntered: { stream: teacher, data: { reservation: event, fingerprint: digest, kind: 'PAPER', round, earlierInRound: 1, earlier: 2 }, private: { [t1]: { source: '《小学数学》2018年第4期' } } },
  EvidenceUsed: { stream: `evidence-${digest}`, data: { fingerprint: digest, kind: 'PAPER', round, teacher: t1, nomination: null, earlierInRound: 1, earlier: 2 }, private: { [t1]: { source: '《小学数学》2018年第4期' } } },
  WaiverGranted: { stream: teacher, data: { round, rule: 'longService' }, private: { [t1]: { reason: '援疆期满，特批' } } },
  TrackingNoted: { stream: teacher, data: { programme: 'qingdao-mingshi-2024', code: 'ANNUAL', title, unit: 'school-7' }, private: { [t1]: { text: '承担区级公开课一节' } } },
  AssessmentOpened: { stream: 'cohort-c-1', data: { cohort: 'c-1', programme: 'qingdao-mingshi-2024', version: 1, adoptions: 12, code: 'END_OF_TERM', kind: 'END_OF_TERM', period: 'term-1', assessor: 'city', members: [{ teacher: t1, title }] } },
  GradesProposed: { stream: 'cohort-c-1', data: { cohort: 'c-1', grades: [{ teacher: t1, grade: 'EXCELLENT', marks: { ETHICS: 95 } }] } },
  ResultsNotified: { stream: 'cohort-c-1', data: { cohort: 'c-1', lastDay: '2028-06-12', teachers: [t1] } },
  ReviewRequested: { stream: 'cohort-c-1', data: { cohort: 'c-1', teacher: t1 }, private: { [t1]: { reason: '公开课未计入' } } },
  ReviewDecided: { stream: 'cohort-c-1', data: { cohort: 'c-1', teacher: t1, before: 'QUALIFIED', grade: 'EXCELLENT', marks: { ETHICS: 95 } }, private: { [t1]: { reasons: '补计公开课' } } },
  AssessmentConcluded: { stream: 'cohort-c-1', data: { cohort: 'c-1', batch: 'b-9', verdicts: [{ teacher: t1, title, grade: 'EXCELLENT', marks: { ETHICS: 95 } }], revocation: null } },
  AssessmentDeferred: { stream: teacher, data: { programme: 'qingdao-mingshi-2024', code: 'END_OF_TERM', kind: 'END_OF_TERM', period: 'term-1', title, newDue: '2028-12-31' }, private: { [t1]: { reason: '产假' } } },
  LegacyTitleImported: { stream: teacher, data: { name: '市级骨干教师', level: 'CITY', conferredOn: '2015-06', number: '威教〔2015〕8号', programme: null, file: digest, row: 12, verified: false } },
  TitleConferred: {
    stream: teacher,
    data: { title, ...award, stage: 'PRIMARY', subject: 'MATHS', unit: 'school-7', round, nomination: n1, reservation: event, batch, certificate: 'EDZ-2019-003', term: { number: 1, from: '2019-07-01', to: null } },
  },
  AdmittedToPool: { stream: teacher, data: { ...award, stage: 'PRIMARY', subject: 'MATHS', unit: 'school-7', round, nomination: n1, reservation: event, batch, cohort: '2022', from: '2022-06-01', to: '2025-05-31' } },
  LeftPool: { stream: teacher, private: { [t1]: { reasonCode: 'LEFT_THE_AREA', reason: '调往外省' } }, data: { programme: award.programme, tier: award.tier, nomination: n1, round, decision: event } },
  ConfirmationDeclined: { stream: teacher, private: { [t1]: { inputs: [{ rule: 'trainedPeriods@1', inputs: { periods: 12 } }] } }, data: { programme: award.programme, tier: award.tier, nomination: n1, round, reservation: event, batch, title, rule: 'trainedPeriods', clause: 'W15', inputs: { periods: 18 }, verdicts } },
  ExternalRecognitionRecorded: { stream: teacher, data: { programme: 'wenzhou-ouyue-2022', kind: 'SPECIAL_GRADE', level: 'PROVINCE', body: '浙江省人民政府', number: '浙政发〔2023〕8号', evidence: { file: digest } }, private: { [t1]: { evidence: '第十三批特级教师名单' } } },
  MilestoneReached: { stream: teacher, data: { programme: award.programme, milestone: 'M1', assessment: 'as-1' } },
  MilestoneMissed: { stream: teacher, data: { programme: award.programme, milestone: 'M3', assessment: 'as-2' } },
  CandidatesAdmitted: { stream: 'pool-wenzhou-ouyue-2022.RISING_STAR', data: { programme: 'wenzhou-ouyue-2022', tier: 'RISING_STAR', track: 'TEACHER', cohort: '2022', round, reservation: event, from: '2022-06-01', to: null, places: [{ nomination: n1, teacher: t1 }], declined: [{ nomination: 'n-2', teacher: 't-2', rule: 'poolFull', inputs: { seats: 3000 } }] } },
  PlacesGivenBack: { stream: 'pool-wenzhou-ouyue-2022.RISING_STAR', data: { programme: 'wenzhou-ouyue-2022', tier: 'RISING_STAR', reservation: event, nominations: [n1] } },
  ConfirmationDecided: { stream: 'pool-wenzhou-ouyue-2022.RISING_STAR', data: { programme: 'wenzhou-ouyue-2022', tier: 'RISING_STAR', batch, conferredOn: '2024-06-03', confirmations: [{ nomination: n1, teacher: t1, title, certificate: 'RISING_STAR-2024-b1-001' }] } },
  ConfirmationCarriedOut: { stream: 'pool-wenzhou-ouyue-2022.RISING_STAR', data: { reservation: event, batch, confirmed: [n1], declined: [] } },
  DepartureDecided: { stream: 'pool-wenzhou-ouyue-2022.RISING_STAR', private: { [t1]: { reasonCode: 'LEFT_THE_AREA', reason: '调往外省' } }, data: { programme: 'wenzhou-ouyue-2022', tier: 'RISING_STAR', nomination: n1, teacher: t1 } },
  ConferralDeclined: { stream: teacher, data: { nomination: n1, round, reservation: event, batch, rule: 'noSanction', inputs: { sanctions: 1 } } },
  TitleRevoked: {
    stream: teacher, private: { [t1]: { reason: '调离教育系统' } },
    data: { title, programme: award.programme, tier: award.tier, ground: 'LEFT_EDUCATION', authority: 'edz-bureau', certificateRecovered: true },
  },
  TitleRenewed: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, way: 'AWARD', term: { number: 2, from: '2022-07-01', to: '2025-06-30' } } },
  TitleExpired: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, term: 1 } },
  TitleSuspended: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, until: null, expiry: 'EXTENDS' }, private: { [t1]: { reason: '接受调查' } } },
  TitleReinstated: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, suspension: event }, private: { [t1]: { reason: '调查结束' } } },
  TitleRelinquished: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, form: 'PAPER', paper: { signedOn: '2019-11-18', file: digest } }, private: { [t1]: { reason: '个人原因', paper: '放弃称号申请书', number: null } } },
  TitleExited: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, exit: 'LEFT_TEACHING', vacancy: true }, private: { [t1]: { reason: '转岗' } } },
  TitleAbsorbed: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, by: title } },
  LifetimeTitleGranted: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, round, verdicts: [event, event] } },
  RevocationOverturned: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, revocation: event }, private: { [t1]: { reason: '事实认定有误', appeal: '申诉〔2021〕3号' } } },
  CertificateReissued: { stream: teacher, private: { [t1]: { reason: '搬家时遗失' } }, data: { title, certificate: 'EDZ-2019-003-R1', replaces: 'EDZ-2019-003', reasonCode: 'LOST' } },
  CertificateRecovered: { stream: teacher, data: { title, certificate: 'EDZ-2019-003' } },
  TeamRegistered: { stream: 'team-team-1', data: { names: { zh: '语文课程团队', en: 'Chinese Curriculum Team' }, unit: 'school-7', stage: 'PRIMARY', subject: '语文', leader: t1, members: [{ person: t1, role: 'CORE' }, { person: 'p-21', role: 'MEMBER' }] } },
  MemberJoined: { stream: 'team-team-1', data: { member: 'p-22', role: 'MEMBER' } },
  MemberLeft: { stream: 'team-team-1', data: { member: 'p-21', reason: 'TRANSFERRED' } },
  LeaderChanged: { stream: 'team-team-1', data: { leader: 'p-22' } },
  TeamReviewDecided: { stream: 'team-team-1', data: { review: event, nomination: n1, title: null, outcome: 'LEAVES' }, private: { 'p-21': { reason: '处分影响期内，退出团队' } } },
  ReviewRequired: {
    stream: teacher, private: { [t1]: { inputs: { birthDate: '1979-01-01' } } },
    data: { outcome: event, outcomeType: 'TitleConferred', title, facts: [event], rule: 'bornOnOrAfter', inputs: { bornOnOrAfter: '1979-08-31' } },
  },
  ReviewConcluded: { stream: teacher, private: { [t1]: { reason: '差一天，不影响评审结果，集体研究维持' } }, data: { review: event, outcome: event, outcomeType: 'TitleConferred', title, conclusion: 'STANDS' } },
  FactVoided: { stream: teacher, data: { event, reasonCode: 'WRONG_PERSON' }, private: { [t1]: { reason: '录入时选错同名教师' } } },
  PersonalDataErased: { stream: teacher, data: { person: t1, basis: 'RETENTION_ENDED' } },

  RoundOpened: {
    stream: `round-${round}`,
    data: {
      round, names: { zh: '2019年教坛新秀评选', en: 'Rising Star 2019' }, programme: 'weihai-edz-2017', version: 1, adoptions: 2, tier: 'RISING_STAR', track: 'TEACHING', calendar: '2019@1', demonstration: true,
      parameters: {
        bornOnOrAfter: '1979-08-31', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-06', nominationsTo: '2019-05-24', recommendationSeats: [{ unit: 'school-7', seats: 3 }], awardSeats: 50,
        requiredAttachments: ['application-form'],
      },
    },
  },
  SeatReserved: { stream: `round-${round}`, data: { ledger: 'RECOMMENDATION', level: 'DISTRICT', unit: 'edz-bureau', nomination: n1, teacher: t1, path, version: 2, countsTo: ['RURAL'] } },
  SeatsReserved: { stream: `round-${round}`, data: { ledger: 'RECOMMENDATION', batch, level: 'DISTRICT', lines: [{ unit: 'edz-bureau', nomination: n1, teacher: t1, path, version: 2, countsTo: ['RURAL'] }], leftOut: [{ teacher: 't-2', nomination: null, rule: 'unknownNomination' }] } },
  SeatConfirmed: { stream: `round-${round}`, data: { ledger: 'RECOMMENDATION', reservation: event, nomination: n1, outcome: event } },
  SeatReleased: { stream: `round-${round}`, data: { ledger: 'AWARD', reservation: event, nomination: n1, outcome: event } },
  SeatLapsed: { stream: `round-${round}`, data: { ledger: 'RECOMMENDATION', reservation: event, nomination: n1, outcome: event, level: 'SCHOOL', unit: 'school-7', was: 'CONFIRMED' } },
  WithdrawalRegistered: { stream: `round-${round}`, data: { nomination: n1, teacher: t1, lines: [{ reservation: event, fate: 'LAPSE' }] }, private: { [t1]: { reason: '调离教育系统' } } },
  RejectionRegistered: { stream: `round-${round}`, data: { nomination: n1, teacher: t1, level: 'DISTRICT', unit: 'edz-bureau', lines: [{ reservation: event, fate: 'RELEASE' }] }, private: { [t1]: { reason: '王㛃本学年教学事故' } } },
  ReturnRegistered: { stream: `round-${round}`, data: { nomination: n1, teacher: t1, level: 'DISTRICT', items: ['事迹'], due: '2019-05-20T17:00', overdue: 'NOT_RECOMMENDED', endorsements: 'STAYS' }, private: { [t1]: { words: '王㛃的事迹缺盖章页' } } },
  ReturnEnded: { stream: `round-${round}`, data: { nomination: n1, registration: event, how: 'COMPLETED', outcome: event } },
  ReturnReopened: { stream: `round-${round}`, data: { nomination: n1, teacher: t1, registration: event, unit: 'school-7', attachments: [{ kind: '事迹', file: null, type: null, size: null, print: null }], late: { receivedAt: '2019-05-20T16:00', receipt: '收文88号', approver: 'p-2', act: { body: 'edz-bureau', kind: '批示', number: null, date: '2019-05-21', file: null } }, lines: [{ reservation: event, level: 'SCHOOL', unit: 'school-7', was: 'RELEASED', countsTo: ['RURAL'] }] } },
  DeadlineExtended: { stream: `round-${round}`, data: { level: 'SCHOOL', unit: 'school-7', before: '2019-05-24T17:00', until: '2019-05-27T12:00' } },
  SeatsTransferred: { stream: `round-${round}`, data: { level: 'SCHOOL', fromUnit: 'school-7', toUnit: 'school-8', n: 1 } },
  NoticeSupplemented: {
    stream: `round-${round}`,
    data: {
      changes: { born: { date: '1978-12-31', word: 'AFTER' } },
      parameters: {
        born: { date: '1978-12-31', word: 'AFTER' }, bornOnOrAfter: '1979-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-06', nominationsTo: '2019-05-24',
        recommendationSeats: [{ unit: 'school-7', seats: 3 }], awardSeats: 50, requiredAttachments: ['application-form'],
        dates: [{ name: 'appointedBy', date: '2018-09-01', word: 'BEFORE' }], deadlines: [{ level: 'SCHOOL', at: '2019-05-24T17:00', printed: null }],
        limits: [{ code: 'RURAL', kind: 'FLOOR', level: 'SCHOOL', of: { rural: true }, by: [], amount: { percent: 20, base: 'SEATS', rounding: 'UP' }, per: 'ROUND', unitSeats: null }],
      },
      becomesEligible: [{ teacher: t1, nomination: null, stands: 'REFUSED', rule: 'bornOnOrAfter@1', clause: 'W12' }],
      becomesIneligible: [],
      waiver: { limits: ['RURAL'], act: { body: 'edz-bureau', kind: '批复', number: '威经教〔2019〕9号', date: '2019-05-15', file: null } },
    },
  },
  NominationsClosed: { stream: `round-${round}`, data: { recommended: 80 } },
  PanelCommissioned: { stream: `round-${round}`, data: { panel: 'panel-1', n: 1, stream: `panel-${round}-1`, group: 'PRIMARY MATHS', experts: ['p-20', 'p-21', 'p-22'], candidates } },
  ScoreOpeningOrdered: { stream: `round-${round}`, data: { panels: [{ panel: 'panel-1', stream: `panel-${round}-1`, digest }] } },
  CandidatesRanked: {
    stream: `round-${round}`, private: { [t1]: { working: { sheets: [91.5, 88, 90.25], dropped: [], mean: 89.917, total: 89.92 } } },
    data: { panels: [{ panel: 'panel-1', digest }], lines: [{ nomination: n1, teacher: t1, unit: 'school-7', rank: 3, proposed: true, group: 'PRIMARY_MATHS' }], scheme: { components: [{ code: 'lecture', weight: 0.6 }], decimals: 2 }, listed: null, supersedes: event },
  },
  PublicityOpened: {
    stream: `round-${round}`, private: { [t1]: { row: { no: 3, name: '阿依古丽·买买提', unit: '实验小学', subject: '数学', title: '教坛新秀' }, salt: '00'.repeat(16) } },
    data: {
      publicity: 'pub-1', level: null, unit: null, listHash: digest, rows: [{ nomination: n1, teacher: t1, hash: digest }], openedOn: '2019-06-10', workingDays: 5, countFirstDay: false, firstDay: '2019-06-11', lastDay: '2019-06-17',
      calendar: '2019@1', provisional: false, places: ['edz-website'], contact: { office: 'edz-education-office', phone: '0631-5980000' }, signedBy: 'edz-education-office',
    },
  },
  PublicityListed: {
    stream: `round-${round}`, private: { [t1]: { row: { no: 3, name: '阿依古丽·买买提', unit: '实验小学', subject: '数学', title: '教坛新秀' }, salt: '00'.repeat(16) } },
    data: { publicity: 'pub-1', edition: 1, part: 2, rows: [{ nomination: n1, teacher: t1, hash: digest }] },
  },
  PublicityClockSuspended: { stream: `round-${round}`, private: { [t1]: { reason: '调离' } }, data: { publicity: 'pub-1', on: '2019-06-13', counted: 2, left: 3, staysPosted: true } },
  PublicityClockResumed: { stream: `round-${round}`, data: { publicity: 'pub-1', on: '2019-06-20', left: 3, lastDay: '2019-06-25', calendar: '2019@1', provisional: false } },
  PublicityRecomputed: { stream: `round-${round}`, data: { publicity: 'pub-1', calendar: '2019@2', firstDay: '2019-06-11', lastDay: '2019-06-18', provisional: false } },
  PublicityListChanged: {
    stream: `round-${round}`, private: { [t1]: { row: { no: 1, name: '阿依古丽·买买提', unit: '实验小学', subject: '数学', title: '教坛新秀' }, salt: '00'.repeat(16) } },
    data: {
      publicity: 'pub-1', edition: 2, changes: [{ kind: 'CORRECTED', nomination: n1, teacher: t1 }], listHash: digest, rows: [{ nomination: n1, teacher: t1, hash: digest }], restarted: true,
      openedOn: '2019-06-13', firstDay: '2019-06-14', lastDay: '2019-06-20', calendar: '2019@1', provisional: false,
    },
  },
  ListTakenDown: { stream: `round-${round}`, data: { publicity: 'pub-1', on: '2019-06-19', places: ['edz-website'] } },
  PublicityWindowEnded: { stream: `round-${round}`, data: { publicity: 'pub-1', lastDay: '2019-06-17' } },
  PublicityClosed: { stream: `round-${round}`, data: { publicity: 'pub-1', proofs: [{ place: 'edz-website', file: digest }], objections: 0 } },
  ConferralDecided: {
    stream: `round-${round}`,
    data: { batch, conferrals: [{ nomination: n1, teacher: t1, title, certificate: 'EDZ-2019-003', rank: 3 }], notSelected: [{ nomination: 'n-51', teacher: 't-51', rank: null }], held: ['n-7'], conferredOn: '2019-07-01' },
  },
  ConferralCarriedOut: { stream: `round-${round}`, data: { reservation: event, batch, waiting: ['n-7'] } },
  VettingRequested: { stream: `round-${round}`, data: { bodies: [{ code: 'DISCIPLINE', org: 'edz-discipline' }], nominations: [n1], due: '2019-06-14' } },
  VettingAnswered: { stream: `round-${round}`, private: { [t1]: { answer: 'ADVERSE', reason: '调离' } }, data: { body: 'DISCIPLINE', answers: [{ nomination: n1, holds: true }], late: false } },
  ListApproved: { stream: `round-${round}`, private: { [t1]: { reason: '调离' } }, data: { stage: 'AFTER', approved: ['n-2'], struck: [{ nomination: n1, teacher: t1 }] } },
  CandidateSubstituted: { stream: `round-${round}`, data: { out: n1, in: 'n-51', lines: [{ nomination: n1, teacher: t1, rank: 3 }, { nomination: 'n-51', teacher: 't-51', rank: 51 }], reasonCode: 'STRUCK' } },
  ObjectionRegistered: {
    stream: `round-${round}`, private: { 'p-9': { objector: { name: '李㐬', contact: '13800000000' }, text: '阿依古丽·买买提的论文不实' } },
    data: { objection: 'obj-1', about: { kind: 'NOMINATION', nomination: n1 }, objectionType: 'EVIDENCE', realName: true, receivedAt: '2019-06-17T23:59', timing: 'IN_WINDOW', holds: true },
  },
  ObjectionSettled: { stream: `round-${round}`, data: { objection: 'obj-1', outcome: 'CANCELLED', effect: 'PERSON', decision: event, cancelled: { nomination: n1, teacher: t1, conferred: false }, corrections: [] } },
  ObjectionFiled: { stream: 'objection-obj-1', data: { objection: 'obj-1', round, registration: event, about: { kind: 'NOMINATION', nomination: n1 }, objectionType: 'EVIDENCE', realName: true, receivedAt: '2019-06-17T23:59' } },
  ObjectionParticulars: { stream: 'objection-obj-1', private: { 'p-9': { objector: { name: '李㐬', contact: '13800000000' }, text: '阿依古丽·买买提的论文不实' } }, data: { objection: 'obj-1', round } },
  ObjectionAssigned: { stream: 'objection-obj-1', data: { objection: 'obj-1', round, handler: 'p-10', due: '2019-07-02' } },
  ObjectionExtended: { stream: 'objection-obj-1', data: { objection: 'obj-1', round, due: '2019-07-30' } },
  ObjectionDecided: { stream: 'objection-obj-1', private: { 'programme:weihai-edz-2017': { reasons: '阿依古丽·买买提的论文系他人所作' } }, data: { objection: 'obj-1', round, outcome: 'CANCELLED', effect: 'PERSON', corrections: [], inTime: true } },
  ObjectorAnswered: { stream: 'objection-obj-1', data: { objection: 'obj-1', round, channel: 'LETTER', sentOn: '2019-07-01' } },
  SeparationExcepted: { stream: `round-${round}`, data: { person: 'p-9', roles: ['DECIDER', 'RECOMMENDER'] } },
  ListPrinted: { stream: `round-${round}`, data: { print: 'print-1', kind: 'recommendations', unit: 'school-7', edition: 2, named: [t1], nominations: [n1], content: digest, code: 'AAAAAAAAAAAT' } },
  RoundConcluded: { stream: `round-${round}`, data: { conferred: 50, declined: 0, notSelected: 30 } },
  PanelExtended: { stream: `round-${round}`, data: { panel: 'panel-1', stream: `panel-${round}-1`, experts: ['p-23'] } },
  RankingListed: { stream: `round-${round}`, private: { [t1]: { working: { sheets: [91.5, 88], dropped: [], mean: 89.75, total: 89.75 }, apartBy: null } }, data: { digest, part: 1, parts: 15, teachers: [t1] } },
  RankingReopened: { stream: `round-${round}`, data: { ranking: event, objection: 'ob-1' } },
  ScoreChangeOrdered: { stream: `round-${round}`, private: { [t1]: { components: { lecture: 91.5, materials: 88 }, reason: '登分时将91.5误登为19.5' } }, data: { stream: `panel-${round}-1`, panel: 'panel-1', of: event, nomination: n1, teacher: t1 } },
  SeatsCarried: { stream: `round-${round}`, data: { group: 'PRIMARY_MATHS', seats: 2 } },
  SeatsReturned: { stream: `round-${round}`, data: { group: null, seats: 1, to: 'edz-bureau' } },
  SeatsReallocated: { stream: `round-${round}`, data: { from: 'PRIMARY_MATHS', to: 'PRIMARY_ARTS', seats: 1 } },

  DrawPrepared: {
    stream: `draw-${round}-1`,
    data: { round, n: 1, pool: 'county', subject: 'MATHS', size: 3, candidates: [t1], eligible: ['p-20', 'p-21', 'p-22', 'p-23'], excluded: [{ person: 'p-24', reasons: ['SAME_UNIT', 'CONSECUTIVE'] }], rounds: ['weihai-edz-2017-rising-star'], asOf: '2019-05-01', input: digest },
  },
  SeedHalfCommitted: { stream: `draw-${round}-1`, data: { round, officer: 'p-9', hash: digest } },
  SeedHalfRevealed: { stream: `draw-${round}-1`, data: { round, officer: 'p-9', half: '4711' } },
  PanelDrawn: { stream: `draw-${round}-1`, data: { round, input: digest, seed: '20190603-0815', source: { kind: 'PUBLISHED', reference: '福彩双色球2019064期', on: '2019-06-04' }, order: ['p-21', 'p-20', 'p-23', 'p-22'], drawn: ['p-21', 'p-20', 'p-23'] } },
  ExpertDeclined: { stream: `draw-${round}-1`, private: { 'p-21': { reason: '当日另有公务' } }, data: { round, person: 'p-21', replacement: 'p-22' } },

  PanelFormed: { stream: `panel-${round}-1`, data: { panel: 'panel-1', round, group: 'PRIMARY MATHS', experts: ['p-20', 'p-21', 'p-22'], candidates } },
  ScoreSubmitted: {
    stream: `panel-${round}-1`, sealed: { components: { lecture: 91.5, materials: 88 } }, sealKey: `seal:${round}`,
    data: { sheet: 'sheet-1', check: digest, panel: 'panel-1', nomination: n1, teacher: t1, expert: 'p-20' },
  },
  PanelClosed: { stream: `panel-${round}-1`, data: { panel: 'panel-1', digest, sheets: 240 } },
  ScoresOpened: {
    stream: `panel-${round}-1`, private: { [t1]: { sheets: [{ event, sheet: 'sheet-1', expert: 'p-20', components: { lecture: 91.5, materials: 88 }, salt: '00'.repeat(16) }], marks: { event, components: { written: 91.5 }, salt: '00'.repeat(16) } } },
    data: { panel: 'panel-1', order: event, candidates: [t1], scores: 1, part: 1, parts: 1 },
  },

  NoticeQueued: { stream: 'notice-no-1', data: { notice: 'no-1', to: t1, kind: 'RESULT', about: event, link: '/teachers/me/case' } },
  NoticeDelivered: { stream: 'notice-no-1', data: { notice: 'no-1', attempt: 2 } },
  NoticeFailed: { stream: 'notice-no-1', data: { notice: 'no-1', attempt: 1, reason: 'TIMEOUT', final: false } },
  MarksEntered: { stream: `panel-${round}-1`, sealed: { components: { written: 91.5 } }, sealKey: `seal:${round}`, data: { entry: 'entry-1', check: digest, panel: 'panel-1', nomination: n1, teacher: t1, expert: null } },
  EntriesDiffered: { stream: `panel-${round}-1`, data: { panel: 'panel-1', nomination: n1, teacher: t1, expert: null, entries: [event, event] } },
  EntriesAgreed: { stream: `panel-${round}-1`, data: { panel: 'panel-1', nomination: n1, teacher: t1, expert: 'p-20', entry: event, entries: [event, event, event] } },
  ConflictDeclared: { stream: `panel-${round}-1`, private: { 'p-20': { note: '曾与阿依古丽·买买提同校' } }, data: { panel: 'panel-1', nomination: n1, teacher: t1, expert: 'p-20', kind: 'DECLARED' } },
  ReviewerRecused: { stream: `panel-${round}-1`, data: { panel: 'panel-1', nomination: n1, teacher: t1, expert: 'p-20', ground: 'SAME_UNIT' } },
  ExpertsJoined: { stream: `panel-${round}-1`, data: { panel: 'panel-1', experts: ['p-23'] } },
  AttendanceRecorded: { stream: `panel-${round}-1`, data: { panel: 'panel-1', on: '2019-06-05', present: ['expert-1', 'expert-2'], proxies: [{ absent: 'expert-3', by: 'expert-1' }] } },
  BallotRecorded: { stream: `panel-${round}-1`, private: { [t1]: { for: 17 } }, data: { panel: 'panel-1', nomination: n1, teacher: t1, component: 'VOTE', base: 'ON_ESTABLISHMENT', number: 30, present: 24, cast: 23 } },
  ScoreChanged: { stream: `panel-${round}-1`, private: { [t1]: { components: { lecture: 91.5, materials: 88 }, before: { lecture: 19.5, materials: 88 }, reason: '登分时将91.5误登为19.5' } }, data: { panel: 'panel-1', order: event, of: event, nomination: n1, teacher: t1 } },

  BatchTargetsListed: { stream: `batch-${batch}`, data: { batch, part: 1, targets: [{ target: t1, data: { nomination: n1 } }] } },
  BatchOpened: { stream: `batch-${batch}`, data: { batch, useCase: 'ConferTitles', targets: 50, listHash: digest, round, reservation: event } },
  BatchTargetsSettled: { stream: `batch-${batch}`, data: { batch, outcomes: [{ target: t1, outcome: 'DONE', event, rule: null }, { target: 't-2', outcome: 'DECLINED', event: null, rule: 'noSanction' }] } },
  BatchCompleted: { stream: `batch-${batch}`, data: { batch, done: 49, declined: 1, completedAt: '2019-07-01T02:00:00.000Z' } },
};

/** The same without parts that came later under the same version: events written before them are read for ever. */
export const bare: { readonly [T in EventType]?: Sample<DataOf<T>> } = {
  StudioAssessed: { stream: 'studios-weihai-edz-2017', data: { programme: 'weihai-edz-2017', studio: 'studio-1', period: '2019', grade: 'QUALIFIED' } },
  TitleRelinquished: { stream: teacher, data: { title, programme: award.programme, tier: award.tier, form: 'PAPER' }, private: { [t1]: { reason: '个人原因' } } },
};
