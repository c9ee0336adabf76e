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
export const NUMBERS: ReadonlySet<string> = new Set(['panel', 'draw']);

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
  { useCase: 'RegisterTeacher', path: 'teachers', tag: 'teachers', zh: '教师建档', en: 'Register a teacher', made: at('teachers', 'teacher') },
  { useCase: 'RegisterTeachers', path: 'teachers/batches', tag: 'teachers', zh: '批量建档（最多 5000 人，可试运行）', en: 'Register up to 5,000 teachers in one batch, or try it out', made: at('operations', 'batch') },
  { useCase: 'TransferTeacher', path: 'teachers/:teacher/transfers', tag: 'teachers', zh: '教师调动', en: 'Record a transfer' },
  { useCase: 'RecordTraining', path: 'teachers/:teacher/trainings', tag: 'teachers', zh: '登记培训', en: 'Record a completed training' },
  { useCase: 'ConcludeAssessment', path: 'teachers/:teacher/assessments', tag: 'teachers', zh: '作出考核结论', en: 'Conclude an assessment' },
  { useCase: 'RevokeTitle', path: 'teachers/:teacher/titles/:title/revocation', tag: 'teachers', zh: '撤销称号', en: 'Revoke a title' },
  { useCase: 'CorrectFact', path: 'teachers/:teacher/corrections', tag: 'teachers', zh: '更正事实', en: 'Correct a fact' },
  { useCase: 'VoidFact', path: 'teachers/:teacher/voids', tag: 'teachers', zh: '作废事实', en: 'Void a fact that never happened' },
  { useCase: 'OpenRound', path: 'rounds', tag: 'rounds', zh: '启动届次', en: 'Open a round', made: at('rounds', 'round') },
  { useCase: 'GiveConsent', path: 'rounds/:round/consents', tag: 'rounds', zh: '本人申请或同意', en: 'Apply or consent' },
  { useCase: 'SubmitNomination', path: 'rounds/:round/nominations', tag: 'rounds', zh: '学校提交申报', en: 'Submit a nomination' },
  { useCase: 'CloseNominations', path: 'rounds/:round/nominations/close', tag: 'rounds', zh: '截止申报', en: 'Close nominations' },
  { useCase: 'RecommendAtSchool', path: 'rounds/:round/recommendations', tag: 'rounds', zh: '学校集体研究推荐', en: 'Recommend by collective decision of the school' },
  { useCase: 'ListExpert', path: 'experts/:pool/listings', tag: 'people', zh: '专家入库', en: 'List an expert in a pool' },
  { useCase: 'DelistExpert', path: 'experts/:pool/delistings', tag: 'people', zh: '专家出库', en: 'Take an expert off a pool' },
  { useCase: 'RecordRelation', path: 'relations', tag: 'people', zh: '登记人员关系', en: 'Record what ties two persons' },
  { useCase: 'PrepareDraw', path: 'rounds/:round/draws/:draw/list', tag: 'rounds', zh: '固定抽取名单', en: 'Fix whom experts are drawn among' },
  { useCase: 'CommitSeed', path: 'rounds/:round/draws/:draw/commitments', tag: 'rounds', zh: '提交种子的哈希', en: 'Commit half of a seed' },
  { useCase: 'RevealSeed', path: 'rounds/:round/draws/:draw/halves', tag: 'rounds', zh: '公开种子的一半', en: 'Give half of a seed' },
  { useCase: 'DrawPanel', path: 'rounds/:round/draws/:draw/published', tag: 'rounds', zh: '用公布的数抽取评委', en: 'Draw the experts by a published number' },
  { useCase: 'DeclineDraw', path: 'rounds/:round/draws/:draw/declines', tag: 'rounds', zh: '登记评委谢绝，依次递补', en: 'Record that one who was drawn declines' },
  { useCase: 'FormPanel', path: 'rounds/:round/panels', tag: 'rounds', zh: '组建评委会', en: 'Form a panel' },
  { useCase: 'SubmitScore', path: 'rounds/:round/panels/:panel/scores', tag: 'rounds', zh: '提交评分（密封）', en: 'Hand in a sealed score' },
  { useCase: 'EnterMarks', path: 'rounds/:round/panels/:panel/marks', tag: 'rounds', zh: '录入纸质分数（两人分别录入，密封）', en: 'Enter marks from paper, as two clerks do each by herself' },
  { useCase: 'DeclareConflict', path: 'rounds/:round/panels/:panel/conflicts', tag: 'rounds', zh: '申报回避', en: 'Declare what stands between an expert and a candidate' },
  { useCase: 'RecuseReviewer', path: 'rounds/:round/panels/:panel/recusals', tag: 'rounds', zh: '决定回避', en: 'Take an expert off a candidate' },
  { useCase: 'ExtendPanel', path: 'rounds/:round/panels/:panel/experts', tag: 'rounds', zh: '增补评委', en: 'Add experts to a panel that still scores' },
  { useCase: 'RecordBallot', path: 'rounds/:round/panels/:panel/ballots', tag: 'rounds', zh: '登记表决', en: 'Record a vote, counted on the stated base' },
  { useCase: 'ChangeScore', path: 'rounds/:round/panels/:panel/changes', tag: 'rounds', zh: '更改已启封的分数', en: 'Change an opened score' },
  { useCase: 'ReopenRanking', path: 'rounds/:round/ranking/reopen', tag: 'rounds', zh: '重新排名', en: 'Reopen the ranking' },
  { useCase: 'DecideOpenSeats', path: 'rounds/:round/seats', tag: 'rounds', zh: '处理空缺名额（结转、收回、调剂）', en: 'Decide on seats that nobody passed for' },
  { useCase: 'ClosePanel', path: 'rounds/:round/panels/:panel/close', tag: 'rounds', zh: '结束评分', en: 'Close a panel' },
  { useCase: 'OpenScores', path: 'rounds/:round/scores/open', tag: 'rounds', zh: '启封评分', en: 'Open the sealed scores' },
  { useCase: 'RankCandidates', path: 'rounds/:round/ranking', tag: 'rounds', zh: '排名', en: 'Rank the candidates' },
  { useCase: 'OpenPublicity', path: 'rounds/:round/publicity', tag: 'rounds', zh: '开始公示', en: 'Open the publicity' },
  { useCase: 'ClosePublicity', path: 'rounds/:round/publicity/close', tag: 'rounds', zh: '确认公示结束', en: 'Confirm the end of the publicity' },
  { useCase: 'ConferTitles', path: 'rounds/:round/conferral', tag: 'rounds', zh: '授予称号（可试运行）', en: 'Confer titles, or try it out', made: at('operations', 'batch') },
];
