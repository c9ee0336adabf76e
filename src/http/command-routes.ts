import type { JsonObject } from '../domain/facts';
import type { UseCaseName } from '../commands/use-cases';

/** One command as HTTP offers it. The path names the target; the body is the use case's DTO. */
export interface CommandRoute {
  readonly useCase: UseCaseName;
  /** With the target's names as parameters: `rounds/:round/panels/:panel/scores`. */
  readonly path: string;
  readonly tag: string;
  readonly zh: string;
  readonly en: string;
  /** Where what was made can be read; absent: nothing that has an address of its own. */
  readonly made?: (result: JsonObject) => string | null;
}

/** Parameters that are numbers in the command. */
export const NUMBERS: ReadonlySet<string> = new Set(['panel']);

const at = (folder: string, name: string) => (result: JsonObject): string | null => (typeof result[name] === 'string' ? `/${folder}/${result[name]}` : null);

export const commandRoutes: readonly CommandRoute[] = [
  { useCase: 'PublishProgrammeVersion', path: 'programmes/:programme/versions', tag: 'programmes', zh: '发布方案版本（YAML 原文或 JSON）', en: 'Publish a version of a programme (YAML as written, or JSON)' },
  { useCase: 'AdoptOpenValue', path: 'programmes/:programme/adoptions', tag: 'programmes', zh: '采纳方案中的待定值', en: 'Adopt a value that the programme leaves open' },
  { useCase: 'RegisterOrg', path: 'orgs', tag: 'orgs', zh: '登记单位', en: 'Register a unit' },
  { useCase: 'RenameOrg', path: 'orgs/:org/names', tag: 'orgs', zh: '单位更名', en: 'Rename a unit' },
  { useCase: 'RegisterPerson', path: 'people', tag: 'people', zh: '登记人员（教师以外）', en: 'Register a person who is no teacher' },
  { useCase: 'ErasePersonalData', path: 'people/:person/erasure', tag: 'people', zh: '删除个人信息', en: 'Erase somebody\'s personal data' },
  { useCase: 'RecordAppointment', path: 'appointments', tag: 'people', zh: '登记任职', en: 'Record an appointment' },
  { useCase: 'EndAppointment', path: 'appointments/:appointment/end', tag: 'people', zh: '终止任职', en: 'End an appointment' },
  { useCase: 'RecordDelegation', path: 'delegations', tag: 'people', zh: '登记委托代办', en: 'Delegate matters of an appointment' },
  { useCase: 'EndDelegation', path: 'delegations/:delegation/end', tag: 'people', zh: '终止委托', en: 'End a delegation' },
  { useCase: 'RecordHandover', path: 'handovers', tag: 'people', zh: '登记工作交接', en: 'Hand the open tasks of an appointment over' },
  { useCase: 'RegisterTeacher', path: 'teachers', tag: 'teachers', zh: '教师建档', en: 'Register a teacher', made: at('teachers', 'teacher') },
  { useCase: 'RegisterTeachers', path: 'teachers/batches', tag: 'teachers', zh: '批量建档（最多 5000 人，可试运行）', en: 'Register up to 5,000 teachers in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'RegisterOrgs', path: 'orgs/batches', tag: 'orgs', zh: '批量登记单位（最多 300 个，可试运行）', en: 'Register up to 300 units at once, or try it out' },
  { useCase: 'RegisterExperts', path: 'people/batches', tag: 'people', zh: '批量登记专家及其任职（最多 300 人，可试运行）', en: 'Register up to 300 experts with their appointments, or try it out' },
  { useCase: 'ImportLegacyTitles', path: 'teachers/legacy-titles/batches', tag: 'teachers', zh: '批量登记历史称号（最多 500 项，未经核实，可试运行）', en: 'Record up to 500 earlier titles, unverified, or try it out', made: at('operations', 'batch') },
  { useCase: 'SaveImportMapping', path: 'import-mappings', tag: 'imports', zh: '确认导入文件各列的含义', en: 'Confirm what the columns of an import file mean' },
  { useCase: 'TransferTeacher', path: 'teachers/:teacher/transfers', tag: 'teachers', zh: '教师调动', en: 'Record a transfer' },
  { useCase: 'RecordTraining', path: 'teachers/:teacher/trainings', tag: 'teachers', zh: '登记培训', en: 'Record a completed training' },
  { useCase: 'RecordService', path: 'teachers/:teacher/services', tag: 'teachers', zh: '登记任职经历', en: 'Record a spell of service' },
  { useCase: 'RecordCredential', path: 'teachers/:teacher/credentials', tag: 'teachers', zh: '登记资格、学历、职称等证书', en: 'Record a credential' },
  { useCase: 'RecordAppraisal', path: 'teachers/:teacher/appraisals', tag: 'teachers', zh: '登记年度考核等次', en: 'Record a yearly appraisal' },
  { useCase: 'RecordTeaching', path: 'teachers/:teacher/teachings', tag: 'teachers', zh: '登记学年任教', en: 'Record what she taught in a school year' },
  { useCase: 'RecordClassTeacherSpell', path: 'teachers/:teacher/class-teacher-spells', tag: 'teachers', zh: '登记班主任经历', en: 'Record a spell as class teacher' },
  { useCase: 'RecordLeaderPost', path: 'teachers/:teacher/leader-posts', tag: 'teachers', zh: '登记学校领导职务', en: 'Record a leading post' },
  { useCase: 'EndSpell', path: 'teachers/:teacher/spells/:spell/end', tag: 'teachers', zh: '终止任职、班主任或领导职务经历', en: 'End a spell of service, as class teacher or in a leading post' },
  { useCase: 'RecordSanction', path: 'teachers/:teacher/sanctions', tag: 'teachers', zh: '登记处分或其他处理', en: 'Record a sanction' },
  { useCase: 'ReleaseSanction', path: 'teachers/:teacher/sanctions/:sanction/reviews', tag: 'teachers', zh: '解除、延长、维持或撤销处分', en: 'Release, extend, maintain or quash a sanction' },
  { useCase: 'StartLeave', path: 'teachers/:teacher/leaves', tag: 'teachers', zh: '登记离岗（产假、病假、进修、挂职、援派）', en: 'Record the beginning of a leave' },
  { useCase: 'EndLeave', path: 'teachers/:teacher/leaves/:leave/end', tag: 'teachers', zh: '登记返岗', en: 'Record her return from a leave' },
  { useCase: 'ConcludeAssessment', path: 'teachers/:teacher/assessments', tag: 'teachers', zh: '作出考核结论', en: 'Conclude an assessment' },
  { useCase: 'RevokeTitle', path: 'teachers/:teacher/titles/:title/revocation', tag: 'teachers', zh: '撤销称号', en: 'Revoke a title' },
  { useCase: 'ReissueCertificate', path: 'teachers/:teacher/titles/:title/certificates', tag: 'teachers', zh: '补发证书', en: 'Reissue a certificate' },
  { useCase: 'RecoverCertificate', path: 'teachers/:teacher/titles/:title/certificates/recovery', tag: 'teachers', zh: '登记证书收回', en: 'Record that a certificate came back' },
  { useCase: 'CorrectFact', path: 'teachers/:teacher/corrections', tag: 'teachers', zh: '更正事实', en: 'Correct a fact' },
  { useCase: 'VoidFact', path: 'teachers/:teacher/voids', tag: 'teachers', zh: '作废事实', en: 'Void a fact that never happened' },
  { useCase: 'OpenRound', path: 'rounds', tag: 'rounds', zh: '启动届次', en: 'Open a round', made: at('rounds', 'round') },
  { useCase: 'ExceptSeparation', path: 'rounds/:round/exceptions', tag: 'rounds', zh: '上级批准兼任例外', en: 'A body above excepts somebody from the separation of duties' },
  { useCase: 'SupplementNotice', path: 'rounds/:round/supplements', tag: 'rounds', zh: '发布补充通知（可试运行）', en: 'Supplement the notice of an open round, or try it out' },
  { useCase: 'ExtendDeadline', path: 'rounds/:round/extensions', tag: 'rounds', zh: '延长申报截止时间', en: 'Extend a deadline, for one unit or all' },
  { useCase: 'TransferSeats', path: 'rounds/:round/seat-transfers', tag: 'rounds', zh: '名额调剂', en: 'Move recommendation seats from one unit to another' },
  { useCase: 'GiveConsent', path: 'rounds/:round/consents', tag: 'rounds', zh: '本人申请或同意', en: 'Apply or consent' },
  { useCase: 'EnterEvidence', path: 'rounds/:round/evidence', tag: 'rounds', zh: '登记申报所用的论文、课题、获奖等业绩材料', en: 'Enter a paper, project or award that a candidate presents' },
  { useCase: 'GrantWaiver', path: 'rounds/:round/waivers', tag: 'rounds', zh: '例外审批', en: 'Waive a condition for one teacher in one round' },
  { useCase: 'SubmitNomination', path: 'rounds/:round/nominations', tag: 'rounds', zh: '学校提交申报', en: 'Submit a nomination' },
  { useCase: 'CloseNominations', path: 'rounds/:round/nominations/close', tag: 'rounds', zh: '截止申报', en: 'Close nominations' },
  { useCase: 'RecommendAtSchool', path: 'rounds/:round/recommendations', tag: 'rounds', zh: '学校集体研究推荐', en: 'Recommend by collective decision of the school' },
  { useCase: 'DraftApplication', path: 'rounds/:round/drafts', tag: 'rounds', zh: '保存本人申报草稿', en: 'Keep a draft of one\'s own application' },
  { useCase: 'RecommendAtLevel', path: 'rounds/:round/level-recommendations', tag: 'rounds', zh: '县、市逐级推荐', en: 'Recommend at a level above the school' },
  { useCase: 'SubmitNominations', path: 'rounds/:round/nominations/batches', tag: 'rounds', zh: '学校批量报送申报（最多 300 人，可试运行）', en: 'Submit up to 300 nominations of a school in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'RecommendMany', path: 'rounds/:round/recommendations/batches', tag: 'rounds', zh: '批量推荐（各级，最多 500 人，可试运行）', en: 'Recommend up to 500 at one level in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'ReturnMany', path: 'rounds/:round/returns/batches', tag: 'rounds', zh: '批量退回补正（最多 80 人，可试运行）', en: 'Return up to 80 nominations for completion in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'RejectMany', path: 'rounds/:round/rejections/batches', tag: 'rounds', zh: '批量不予推荐（最多 80 人，可试运行）', en: 'Decide not to recommend up to 80 in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'ReturnNomination', path: 'rounds/:round/returns', tag: 'rounds', zh: '退回补正', en: 'Return a nomination for completion' },
  { useCase: 'CompleteNomination', path: 'rounds/:round/completions', tag: 'rounds', zh: '补正重报', en: 'Hand in a returned nomination again' },
  { useCase: 'RejectNomination', path: 'rounds/:round/rejections', tag: 'rounds', zh: '不予推荐', en: 'Decide not to recommend' },
  { useCase: 'WithdrawNomination', path: 'rounds/:round/withdrawals', tag: 'rounds', zh: '撤回申报', en: 'Withdraw a nomination' },
  { useCase: 'FormPanel', path: 'rounds/:round/panels', tag: 'rounds', zh: '组建评委会', en: 'Form a panel' },
  { useCase: 'SubmitScore', path: 'rounds/:round/panels/:panel/scores', tag: 'rounds', zh: '提交评分（密封）', en: 'Hand in a sealed score' },
  { useCase: 'ClosePanel', path: 'rounds/:round/panels/:panel/close', tag: 'rounds', zh: '结束评分', en: 'Close a panel' },
  { useCase: 'OpenScores', path: 'rounds/:round/scores/open', tag: 'rounds', zh: '启封评分', en: 'Open the sealed scores' },
  { useCase: 'RankCandidates', path: 'rounds/:round/ranking', tag: 'rounds', zh: '排名', en: 'Rank the candidates' },
  { useCase: 'OpenPublicity', path: 'rounds/:round/publicity', tag: 'rounds', zh: '开始公示', en: 'Open the publicity' },
  { useCase: 'ClosePublicity', path: 'rounds/:round/publicity/close', tag: 'rounds', zh: '确认公示结束', en: 'Confirm the end of the publicity' },
  { useCase: 'RequestVetting', path: 'rounds/:round/vetting', tag: 'rounds', zh: '发函联审', en: 'Ask the named bodies about those on the list' },
  { useCase: 'AnswerVetting', path: 'rounds/:round/vetting/answers', tag: 'rounds', zh: '登记联审回函', en: 'Record a body\'s written answer' },
  { useCase: 'ApproveList', path: 'rounds/:round/approval', tag: 'rounds', zh: '审定名单（可删减，不可增加）', en: 'Approve the list, striking names with reasons' },
  { useCase: 'SubstituteCandidate', path: 'rounds/:round/substitutions', tag: 'rounds', zh: '递补', en: 'Substitute the next by rank, where the notice grants it' },
  { useCase: 'FileObjection', path: 'rounds/:round/objections', tag: 'objections', zh: '登记异议', en: 'Register an objection', made: at('objections', 'objection') },
  { useCase: 'AssignObjection', path: 'objections/:objection/assignment', tag: 'objections', zh: '交办异议', en: 'Assign an objection' },
  { useCase: 'ExtendObjection', path: 'objections/:objection/extension', tag: 'objections', zh: '延长异议办理期限', en: 'Extend the term of an objection' },
  { useCase: 'DecideObjection', path: 'objections/:objection/decision', tag: 'objections', zh: '作出异议处理决定', en: 'Decide an objection' },
  { useCase: 'AnswerObjector', path: 'objections/:objection/answer', tag: 'objections', zh: '登记对异议人的答复', en: 'Record the reply to the objector' },
  { useCase: 'ConferTitles', path: 'rounds/:round/conferral', tag: 'rounds', zh: '授予称号（可试运行）', en: 'Confer titles, or try it out', made: at('operations', 'batch') },
];
