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

  RelationRecorded: { version: 1, class: 'internal', zh: '人员关系登记', en: 'Relation recorded' },
  ExpertListed: { version: 1, class: 'internal', zh: '专家入库', en: 'Expert listed' },
  ExpertDelisted: { version: 1, class: 'internal', zh: '专家出库', en: 'Expert delisted' },

  IdentityClaimed: { version: 1, class: 'internal', zh: '身份占用', en: 'Identity claimed' },

  TeacherRegistered: { version: 1, class: 'internal', zh: '建档', en: 'Teacher registered' },
  Transferred: { version: 1, class: 'internal', zh: '调动', en: 'Transferred' },
  ConsentGiven: { version: 1, class: 'internal', zh: '本人同意', en: 'Consent given' },
  Nominated: { version: 1, class: 'internal', zh: '申报已提交', en: 'Nominated' },
  NominationRefused: { version: 1, class: 'internal', zh: '不予受理', en: 'Nomination refused' },
  RecommendationRefused: { version: 1, class: 'internal', zh: '推荐不予受理', en: 'Recommendation refused' },
  SchoolRecommended: { version: 1, class: 'internal', zh: '学校推荐', en: 'School recommended' },
  RecommendationDeclined: { version: 1, class: 'internal', zh: '推荐未成立', en: 'Recommendation declined' },
  NotSelected: { version: 1, class: 'internal', zh: '未入选', en: 'Not selected' },
  CompletedTraining: { version: 1, class: 'internal', zh: '完成培训', en: 'Completed training' },
  AssessedExcellent: { version: 1, class: 'internal', zh: '考核优秀', en: 'Assessed excellent' },
  AssessedQualified: { version: 1, class: 'internal', zh: '考核合格', en: 'Assessed qualified' },
  AssessedBasicallyQualified: { version: 1, class: 'internal', zh: '考核基本合格', en: 'Assessed basically qualified' },
  AssessedUnqualified: { version: 1, class: 'internal', zh: '考核不合格', en: 'Assessed unqualified' },
  TitleConferred: { version: 1, class: 'public', zh: '授予称号', en: 'Title conferred' },
  ConferralDeclined: { version: 1, class: 'internal', zh: '未予授予', en: 'Conferral declined' },
  TitleRevoked: { version: 1, class: 'public', zh: '撤销称号', en: 'Title revoked' },
  ReviewRequired: { version: 1, class: 'internal', zh: '需复核', en: 'Review required' },
  FactVoided: { version: 1, class: 'internal', zh: '事实作废', en: 'Fact voided' },
  PersonalDataErased: { version: 1, class: 'internal', zh: '个人信息删除', en: 'Personal data erased' },

  RoundOpened: { version: 1, class: 'public', zh: '届次启动', en: 'Round opened' },
  SeatReserved: { version: 1, class: 'internal', zh: '名额占用', en: 'Seat reserved' },
  SeatConfirmed: { version: 1, class: 'internal', zh: '名额确认', en: 'Seat confirmed' },
  SeatReleased: { version: 1, class: 'internal', zh: '名额释放', en: 'Seat released' },
  NominationsClosed: { version: 1, class: 'public', zh: '申报截止', en: 'Nominations closed' },
  PanelCommissioned: { version: 1, class: 'case', zh: '决定组建评委会', en: 'Panel commissioned' },
  ScoreOpeningOrdered: { version: 1, class: 'internal', zh: '决定启封评分', en: 'Opening of scores ordered' },
  CandidatesRanked: { version: 2, class: 'internal', zh: '排名', en: 'Candidates ranked' },
  PublicityOpened: { version: 1, class: 'public', zh: '公示开始', en: 'Publicity opened' },
  PublicityWindowEnded: { version: 1, class: 'public', zh: '公示期满', en: 'Publicity window ended' },
  PublicityClosed: { version: 1, class: 'public', zh: '公示结束确认', en: 'Publicity closed' },
  ConferralDecided: { version: 1, class: 'internal', zh: '决定授予', en: 'Conferral decided' },
  RoundConcluded: { version: 1, class: 'public', zh: '届次结束', en: 'Round concluded' },

  PanelExtended: { version: 1, class: 'case', zh: '决定增补评委', en: 'Panel extended' },
  RankingListed: { version: 1, class: 'internal', zh: '排名明细', en: 'Ranking listed' },
  RankingReopened: { version: 1, class: 'internal', zh: '重新排名', en: 'Ranking reopened' },
  ScoreChangeOrdered: { version: 1, class: 'internal', zh: '决定改分', en: 'Change of a score ordered' },
  SeatsCarried: { version: 1, class: 'public', zh: '空缺名额结转', en: 'Open seats carried' },
  SeatsReturned: { version: 1, class: 'public', zh: '空缺名额收回', en: 'Open seats returned' },
  SeatsReallocated: { version: 1, class: 'public', zh: '空缺名额调剂', en: 'Open seats reallocated' },

  DrawPrepared: { version: 1, class: 'case', zh: '抽取名单固定', en: 'Draw prepared' },
  SeedHalfCommitted: { version: 1, class: 'case', zh: '种子承诺', en: 'Half of a seed committed' },
  SeedHalfRevealed: { version: 1, class: 'case', zh: '种子公开', en: 'Half of a seed revealed' },
  PanelDrawn: { version: 1, class: 'case', zh: '抽取评委', en: 'Panel drawn' },
  ExpertDeclined: { version: 1, class: 'case', zh: '评委谢绝', en: 'Expert declined' },

  PanelFormed: { version: 1, class: 'case', zh: '组建评委会', en: 'Panel formed' },
  ScoreSubmitted: { version: 1, class: 'sealed', zh: '评分', en: 'Score submitted' },
  PanelClosed: { version: 1, class: 'internal', zh: '评分结束', en: 'Panel closed' },
  ScoresOpened: { version: 2, class: 'internal', zh: '启封评分', en: 'Scores opened' },
  MarksEntered: { version: 1, class: 'sealed', zh: '录入纸质分数', en: 'Marks entered from paper' },
  EntriesDiffered: { version: 1, class: 'case', zh: '录入不一致', en: 'Entries differed' },
  EntriesAgreed: { version: 1, class: 'case', zh: '录入一致', en: 'Entries agreed' },
  ConflictDeclared: { version: 1, class: 'case', zh: '申报回避', en: 'Conflict declared' },
  ReviewerRecused: { version: 1, class: 'case', zh: '回避', en: 'Reviewer recused' },
  ExpertsJoined: { version: 1, class: 'case', zh: '增补评委', en: 'Experts joined' },
  BallotRecorded: { version: 1, class: 'case', zh: '表决', en: 'Ballot recorded' },
  ScoreChanged: { version: 1, class: 'internal', zh: '改分', en: 'Score changed' },

  BatchTargetsListed: { version: 1, class: 'internal', zh: '批量名单', en: 'Batch targets listed' },
  BatchOpened: { version: 1, class: 'internal', zh: '批量开始', en: 'Batch opened' },
  BatchTargetsSettled: { version: 1, class: 'internal', zh: '批量进展', en: 'Batch targets settled' },
  BatchCompleted: { version: 1, class: 'internal', zh: '批量完成', en: 'Batch completed' },
} as const satisfies Record<string, EventKind>;

export type EventType = keyof typeof catalogue;
