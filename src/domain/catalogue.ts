import type { EventClass } from './facts';

/**
 * Every event type ever written: its schema version today, its class, and the word the bureaux use (domain.md 5.3).
 * A type is never removed; a changed schema is a new version with an upcaster and a golden file.
 */
export interface EventKind {
  readonly version: number;
  readonly class: EventClass;
  readonly zh: string;
  readonly en: string;
}

export const catalogue = {
  ProgrammeVersionPublished: { version: 1, class: 'public', zh: '方案发布', en: 'Programme version published' },
  OpenValueAdopted: { version: 1, class: 'public', zh: '待定值采纳', en: 'Open value adopted' },

  OrgRegistered: { version: 1, class: 'public', zh: '单位登记', en: 'Unit registered' },
  OrgRenamed: { version: 1, class: 'public', zh: '单位更名', en: 'Unit renamed' },

  PersonRegistered: { version: 1, class: 'internal', zh: '人员登记', en: 'Person registered' },
  AppointmentRecorded: { version: 1, class: 'internal', zh: '任职登记', en: 'Appointment recorded' },
  AppointmentEnded: { version: 1, class: 'internal', zh: '任职终止', en: 'Appointment ended' },
  DelegationRecorded: { version: 1, class: 'internal', zh: '委托代办', en: 'Delegation recorded' },
  DelegationEnded: { version: 1, class: 'internal', zh: '委托终止', en: 'Delegation ended' },
  HandoverRecorded: { version: 1, class: 'internal', zh: '工作交接', en: 'Handover recorded' },

  ImportMappingSaved: { version: 1, class: 'internal', zh: '导入列对应', en: 'Import columns matched' },
  IdentityClaimed: { version: 1, class: 'internal', zh: '身份占用', en: 'Identity claimed' },

  TeacherRegistered: { version: 1, class: 'internal', zh: '建档', en: 'Teacher registered' },
  Transferred: { version: 1, class: 'internal', zh: '调动', en: 'Transferred' },
  ConsentGiven: { version: 1, class: 'internal', zh: '本人同意', en: 'Consent given' },
  Nominated: { version: 2, class: 'internal', zh: '申报已提交', en: 'Nominated' },
  NominationRefused: { version: 1, class: 'internal', zh: '不予受理', en: 'Nomination refused' },
  RecommendationRefused: { version: 1, class: 'internal', zh: '推荐不予受理', en: 'Recommendation refused' },
  SchoolRecommended: { version: 1, class: 'internal', zh: '学校推荐', en: 'School recommended' },
  RecommendationDeclined: { version: 1, class: 'internal', zh: '推荐未成立', en: 'Recommendation declined' },
  LevelRecommended: { version: 1, class: 'internal', zh: '逐级推荐', en: 'Recommended at a level' },
  ApplicationDrafted: { version: 1, class: 'case', zh: '申报草稿', en: 'Application drafted' },
  NominationReturned: { version: 1, class: 'internal', zh: '退回补正', en: 'Nomination returned' },
  NominationCompleted: { version: 1, class: 'internal', zh: '补正重报', en: 'Nomination completed' },
  ReturnLapsed: { version: 1, class: 'internal', zh: '补正逾期', en: 'Return overdue' },
  NominationWithdrawn: { version: 1, class: 'internal', zh: '申报撤回', en: 'Nomination withdrawn' },
  NominationRejected: { version: 1, class: 'internal', zh: '不予推荐', en: 'Nomination rejected' },
  NotSelected: { version: 1, class: 'internal', zh: '未入选', en: 'Not selected' },
  NominationStruck: { version: 1, class: 'internal', zh: '不再列入名单', en: 'Struck from the list' },
  CompletedTraining: { version: 1, class: 'internal', zh: '完成培训', en: 'Completed training' },
  AssessedExcellent: { version: 1, class: 'internal', zh: '考核优秀', en: 'Assessed excellent' },
  AssessedQualified: { version: 1, class: 'internal', zh: '考核合格', en: 'Assessed qualified' },
  AssessedBasicallyQualified: { version: 1, class: 'internal', zh: '考核基本合格', en: 'Assessed basically qualified' },
  AssessedUnqualified: { version: 1, class: 'internal', zh: '考核不合格', en: 'Assessed unqualified' },
  LegacyTitleImported: { version: 1, class: 'internal', zh: '历史称号导入', en: 'Earlier title imported' },
  TitleConferred: { version: 1, class: 'public', zh: '授予称号', en: 'Title conferred' },
  ConferralDeclined: { version: 1, class: 'internal', zh: '未予授予', en: 'Conferral declined' },
  TitleRevoked: { version: 1, class: 'public', zh: '撤销称号', en: 'Title revoked' },
  CertificateReissued: { version: 1, class: 'public', zh: '证书补发', en: 'Certificate reissued' },
  CertificateRecovered: { version: 1, class: 'internal', zh: '证书收回', en: 'Certificate recovered' },
  ServiceRecorded: { version: 1, class: 'internal', zh: '任职经历登记', en: 'Service recorded' },
  CredentialRecorded: { version: 1, class: 'internal', zh: '资格证书登记', en: 'Credential recorded' },
  AppraisalRecorded: { version: 1, class: 'internal', zh: '年度考核登记', en: 'Appraisal recorded' },
  TeachingRecorded: { version: 1, class: 'internal', zh: '任教登记', en: 'Teaching recorded' },
  ClassTeacherSpellRecorded: { version: 1, class: 'internal', zh: '班主任经历登记', en: 'Class-teacher spell recorded' },
  LeaderPostRecorded: { version: 1, class: 'internal', zh: '校级职务登记', en: 'Leading post recorded' },
  SpellEnded: { version: 1, class: 'internal', zh: '经历终止', en: 'Spell ended' },
  SanctionRecorded: { version: 1, class: 'case', zh: '处分或处理登记', en: 'Sanction recorded' },
  SanctionReleased: { version: 1, class: 'case', zh: '处分或处理复核', en: 'Sanction reviewed' },
  LeaveStarted: { version: 1, class: 'internal', zh: '离岗开始', en: 'Leave started' },
  LeaveEnded: { version: 1, class: 'internal', zh: '返岗', en: 'Leave ended' },
  WaiverGranted: { version: 1, class: 'internal', zh: '例外审批', en: 'Waiver granted' },
  EvidenceEntered: { version: 1, class: 'internal', zh: '业绩材料登记', en: 'Evidence entered' },
  EvidenceUsed: { version: 1, class: 'internal', zh: '业绩材料使用', en: 'Evidence used' },
  ReviewRequired: { version: 1, class: 'internal', zh: '需复核', en: 'Review required' },
  FactVoided: { version: 1, class: 'internal', zh: '事实作废', en: 'Fact voided' },
  PersonalDataErased: { version: 1, class: 'internal', zh: '个人信息删除', en: 'Personal data erased' },

  RoundOpened: { version: 1, class: 'public', zh: '届次启动', en: 'Round opened' },
  SeatReserved: { version: 2, class: 'internal', zh: '名额占用', en: 'Seat reserved' },
  SeatsReserved: { version: 1, class: 'internal', zh: '批量名额占用', en: 'Seats reserved' },
  SeatConfirmed: { version: 1, class: 'internal', zh: '名额确认', en: 'Seat confirmed' },
  SeatReleased: { version: 1, class: 'internal', zh: '名额释放', en: 'Seat released' },
  SeatLapsed: { version: 1, class: 'internal', zh: '名额失效', en: 'Seat lapsed' },
  WithdrawalRegistered: { version: 1, class: 'internal', zh: '撤回登记', en: 'Withdrawal registered' },
  RejectionRegistered: { version: 1, class: 'internal', zh: '不予推荐登记', en: 'Rejection registered' },
  ReturnRegistered: { version: 1, class: 'internal', zh: '退回登记', en: 'Return registered' },
  ReturnEnded: { version: 1, class: 'internal', zh: '退回办结', en: 'Return ended' },
  DeadlineExtended: { version: 1, class: 'public', zh: '延期', en: 'Deadline extended' },
  SeatsTransferred: { version: 1, class: 'internal', zh: '名额调剂', en: 'Seats transferred' },
  NoticeSupplemented: { version: 1, class: 'internal', zh: '补充通知', en: 'Notice supplemented' },
  NominationsClosed: { version: 1, class: 'public', zh: '申报截止', en: 'Nominations closed' },
  PanelCommissioned: { version: 1, class: 'case', zh: '决定组建评委会', en: 'Panel commissioned' },
  ScoreOpeningOrdered: { version: 1, class: 'internal', zh: '决定启封评分', en: 'Opening of scores ordered' },
  CandidatesRanked: { version: 1, class: 'internal', zh: '排名', en: 'Candidates ranked' },
  PublicityOpened: { version: 1, class: 'public', zh: '公示开始', en: 'Publicity opened' },
  PublicityWindowEnded: { version: 1, class: 'public', zh: '公示期满', en: 'Publicity window ended' },
  PublicityClosed: { version: 1, class: 'public', zh: '公示结束确认', en: 'Publicity closed' },
  ConferralDecided: { version: 2, class: 'internal', zh: '决定授予', en: 'Conferral decided' },
  ConferralCarriedOut: { version: 1, class: 'internal', zh: '授予办结，尚有待定人选', en: 'Conferral carried out, with some still waiting' },
  VettingRequested: { version: 1, class: 'case', zh: '发函联审', en: 'Vetting requested' },
  VettingAnswered: { version: 1, class: 'case', zh: '联审回函', en: 'Vetting answered' },
  ListApproved: { version: 1, class: 'internal', zh: '审定名单', en: 'List approved' },
  CandidateSubstituted: { version: 1, class: 'internal', zh: '递补', en: 'Candidate substituted' },
  ObjectionRegistered: { version: 1, class: 'case', zh: '异议登记', en: 'Objection registered' },
  ObjectionSettled: { version: 1, class: 'case', zh: '异议办结', en: 'Objection settled' },
  SeparationExcepted: { version: 1, class: 'internal', zh: '批准兼任例外', en: 'Separation of duties excepted' },
  RoundConcluded: { version: 1, class: 'public', zh: '届次结束', en: 'Round concluded' },

  ObjectionFiled: { version: 1, class: 'case', zh: '异议受理', en: 'Objection filed' },
  ObjectionParticulars: { version: 1, class: 'case', zh: '异议内容', en: 'Particulars of the objection' },
  ObjectionAssigned: { version: 1, class: 'case', zh: '异议交办', en: 'Objection assigned' },
  ObjectionExtended: { version: 1, class: 'case', zh: '异议办理延期', en: 'Objection extended' },
  ObjectionDecided: { version: 1, class: 'case', zh: '异议处理决定', en: 'Objection decided' },
  ObjectorAnswered: { version: 1, class: 'case', zh: '答复异议人', en: 'Objector answered' },

  PanelFormed: { version: 1, class: 'case', zh: '组建评委会', en: 'Panel formed' },
  ScoreSubmitted: { version: 1, class: 'sealed', zh: '评分', en: 'Score submitted' },
  PanelClosed: { version: 1, class: 'internal', zh: '评分结束', en: 'Panel closed' },
  ScoresOpened: { version: 1, class: 'internal', zh: '启封评分', en: 'Scores opened' },

  NoticeQueued: { version: 1, class: 'internal', zh: '通知待发', en: 'Notice queued' },
  NoticeDelivered: { version: 1, class: 'internal', zh: '通知已送达', en: 'Notice delivered' },
  NoticeFailed: { version: 1, class: 'internal', zh: '通知未送达', en: 'Notice not delivered' },

  BatchTargetsListed: { version: 1, class: 'internal', zh: '批量名单', en: 'Batch targets listed' },
  BatchOpened: { version: 1, class: 'internal', zh: '批量开始', en: 'Batch opened' },
  BatchTargetsSettled: { version: 1, class: 'internal', zh: '批量进展', en: 'Batch targets settled' },
  BatchCompleted: { version: 1, class: 'internal', zh: '批量完成', en: 'Batch completed' },
} as const satisfies Record<string, EventKind>;

export type EventType = keyof typeof catalogue;
