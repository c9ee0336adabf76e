import type { Bilingual } from './programme-definition';
import { ruleWord } from './rule-words';
import { valueWord } from './value-words';

/** Keys of a rule file as an officer calls what stands under them. Codes of the file's own (tiers, tracks) are named by the file. */
const keys: { readonly [key: string]: Bilingual } = {
  programme: { zh: '方案', en: 'programme' },
  basis: { zh: '制定依据', en: 'basis' },
  effective: { zh: '有效期', en: 'validity' },
  from: { zh: '起', en: 'from' },
  to: { zh: '止', en: 'to' },
  termsOutlive: { zh: '称号不因方案到期失效', en: 'titles outlive the programme' },
  stageGroups: { zh: '发展阶段', en: 'steps' },
  tracks: { zh: '类别', en: 'tracks' },
  holder: { zh: '对象', en: 'holder' },
  tiers: { zh: '层级', en: 'tiers' },
  rank: { zh: '层级次序', en: 'rank' },
  stageGroup: { zh: '所属阶段', en: 'step' },
  way: { zh: '产生方式', en: 'way' },
  seats: { zh: '授予名额', en: 'award seats' },
  cadenceYears: { zh: '评选周期（年）', en: 'cadence in years' },
  termYears: { zh: '任期（年）', en: 'term in years' },
  levels: { zh: '推荐层级', en: 'recommending levels' },
  exclusivity: { zh: '兼报限制', en: 'exclusivity' },
  overdueReturn: { zh: '逾期未补正', en: 'overdue return' },
  endorsementAfterCompletion: { zh: '补正后原推荐', en: 'recommendation after completion' },
  feeders: { zh: '进阶来源', en: 'feeders' },
  feederRecognitions: { zh: '视同进阶来源的外部认定', en: 'recognitions that serve as feeders' },
  seatsWord: { zh: '名额用词', en: 'word of the number' },
  seatsTolerance: { zh: '名额允许偏差（%）', en: 'tolerance of the number in percent' },
  pool: { zh: '培养人选库', en: 'pool' },
  convertsTo: { zh: '产生称号数', en: 'titles out of it' },
  batches: { zh: '批次', en: 'batches' },
  cultivationYears: { zh: '培养年限', en: 'years of cultivation' },
  endsAfterYears: { zh: '在库年限', en: 'years in the pool at most' },
  refill: { zh: '出库后补选', en: 'places filled again' },
  confirmedBy: { zh: '认定机关', en: 'confirmed by' },
  requires: { zh: '认定条件', en: 'asked for a confirmation' },
  recognitions: { zh: '外部认定', en: 'recognitions by others' },
  eligibility: { zh: '申报条件', en: 'eligibility' },
  applies: { zh: '是否适用', en: 'whether it applies' },
  with: { zh: '参数', en: 'with' },
  waiver: { zh: '例外审批', en: 'waiver' },
  of: { zh: '其中', en: 'of' },
  scoring: { zh: '评分办法', en: 'scoring' },
  components: { zh: '评分项', en: 'components' },
  dropHighest: { zh: '去掉最高分个数', en: 'highest dropped' },
  dropLowest: { zh: '去掉最低分个数', en: 'lowest dropped' },
  minimumSheets: { zh: '最少评分份数', en: 'least number of sheets' },
  decimals: { zh: '小数位数', en: 'decimals' },
  passLine: { zh: '合格线', en: 'pass line' },
  tieBreak: { zh: '同分次序', en: 'tie break' },
  missing: { zh: '缺评处理', en: 'missing sheets' },
  ballot: { zh: '表决', en: 'ballot' },
  groups: { zh: '评审组', en: 'groups' },
  panel: { zh: '评委会', en: 'panel' },
  formedBy: { zh: '产生方式', en: 'formed by' },
  minimum: { zh: '最少人数', en: 'least number of experts' },
  maxConsecutive: { zh: '连任届数上限', en: 'rounds running at most' },
  conflicts: { zh: '回避情形', en: 'conflicts' },
  publicity: { zh: '公示', en: 'publicity' },
  publicityAt: { zh: '逐级公示', en: 'publicity at' },
  workingDays: { zh: '工作日数', en: 'working days' },
  countFirstDay: { zh: '首日计入', en: 'first day counts' },
  fieldsShown: { zh: '公示栏目', en: 'fields shown' },
  vetting: { zh: '联审', en: 'vetting' },
  bodies: { zh: '联审单位', en: 'bodies' },
  answerWithinWorkingDays: { zh: '答复期限（工作日）', en: 'answer within working days' },
  before: { zh: '应在何环节之前', en: 'before' },
  approval: { zh: '审定', en: 'approval' },
  stage: { zh: '环节', en: 'stage' },
  by: { zh: '由谁', en: 'by' },
  who: { zh: '适用人员', en: 'for whom' },
  windowFrom: { zh: '起算日', en: 'window from' },
  term: { zh: '所依称号任期', en: 'term of a title' },
  year: { zh: '年度口径', en: 'kind of year' },
  each: { zh: '按何分别计', en: 'for each' },
  tasks: { zh: '任务', en: 'tasks' },
  phases: { zh: '环节', en: 'phases' },
  chain: { zh: '课程次序', en: 'chain of courses' },
  earliestMonthsBefore: { zh: '最早提前（月）', en: 'months before, at the earliest' },
  withinMonths: { zh: '完成期限（月）', en: 'within months' },
  external: { zh: '以外部规定为准', en: 'set elsewhere' },
  alsoCounts: { zh: '可重复计入', en: 'also counts' },
  at: { zh: '应在何基地', en: 'held at' },
  documentDays: { zh: '材料期限（日）', en: 'days for the documents' },
  qualification: { zh: '资格培训', en: 'qualification' },
  courses: { zh: '后续课程', en: 'courses' },
  count: { zh: '个数', en: 'number' },
  PRESCHOOL: { zh: '学前', en: 'pre-school' },
  PRIMARY: { zh: '小学', en: 'primary' },
  JUNIOR: { zh: '初中', en: 'junior secondary' },
  SENIOR: { zh: '高中', en: 'senior secondary' },
  VOCATIONAL: { zh: '中职', en: 'vocational' },
  SPECIAL: { zh: '特殊教育', en: 'special education' },
  grade: { zh: '等次', en: 'grade' },
  amount: { zh: '金额（元）', en: 'amount in yuan' },
  word: { zh: '用词', en: 'word' },
  tolerance: { zh: '允许偏差（%）', en: 'tolerance in percent' },
  purposes: { zh: '可用于', en: 'purposes' },
  due: { zh: '截止日', en: 'due' },
  says: { zh: '原文所述', en: 'what it says' },
  counts: { zh: '统计口径', en: 'what counts' },
  objections: { zh: '异议', en: 'objections' },
  handlingWorkingDays: { zh: '办理期限（工作日）', en: 'term in working days' },
  extendedWorkingDays: { zh: '延长后期限（工作日）', en: 'extended term in working days' },
  late: { zh: '逾期异议', en: 'late ones' },
  anonymous: { zh: '匿名异议', en: 'anonymous ones' },
  onCorrection: { zh: '事实更正后', en: 'on a correction' },
  onSupplement: { zh: '补充通知后', en: 'on a supplement' },
  transferOut: { zh: '调离后的称号', en: 'titles of those who move away' },
  subjectChange: { zh: '改任学科后的称号', en: 'titles after another subject' },
  stageChange: { zh: '改任学段后的称号', en: 'titles after another stage' },
  conferringBody: { zh: '授予机关', en: 'conferring body' },
  renewal: { zh: '续认', en: 'renewal' },
  reinstatement: { zh: '恢复后的届期', en: 'term after a suspension' },
  lifetime: { zh: '终身称号', en: 'lifetime' },
  consecutive: { zh: '连续届数', en: 'consecutive terms' },
  gap: { zh: '两届之间有间断', en: 'a gap between terms' },
  deferred: { zh: '延期未考核的一届', en: 'a term put off' },
  acrossTracks: { zh: '跨类别计算', en: 'across tracks' },
  stillAssessed: { zh: '仍须考核', en: 'still assessed' },
  revocable: { zh: '可撤销的情形', en: 'revocable on' },
  exits: { zh: '退出情形', en: 'exits' },
  vacancy: { zh: '空出名额', en: 'vacancy' },
  when: { zh: '何时适用', en: 'when' },
  absorbs: { zh: '吸收层级', en: 'absorbs' },
  lead: { zh: '牵头分工', en: 'lead' },
  byTier: { zh: '按层级', en: 'by tier' },
  byStage: { zh: '按学段', en: 'by stage' },
  precedence: { zh: '冲突时先看', en: 'precedence' },
  authority: { zh: '办理权限', en: 'authority' },
  assessments: { zh: '考核', en: 'assessments' },
  kind: { zh: '种类', en: 'kind' },
  grades: { zh: '等次', en: 'grades' },
  cap: { zh: '比例上限', en: 'share at most' },
  rounding: { zh: '取整', en: 'rounding' },
  reviewWorkingDays: { zh: '复核期（工作日）', en: 'review within working days' },
  deferral: { zh: '延期', en: 'deferral' },
  criteria: { zh: '考核重点', en: 'criteria' },
  tracking: { zh: '日常跟踪', en: 'daily tracking' },
  milestones: { zh: '达标节点', en: 'milestones' },
  assessment: { zh: '考核', en: 'assessment' },
  tier: { zh: '层级', en: 'tier' },
  years: { zh: '年数', en: 'years' },
  barsNomination: { zh: '未达标不得申报', en: 'bars nomination' },
  verdict: { zh: '所依考核结论', en: 'rests on the verdict' },
  revocationGrounds: { zh: '撤销情形', en: 'grounds of revocation' },
  training: { zh: '培训要求', en: 'training' },
  population: { zh: '对象', en: 'population' },
  topic: { zh: '主题', en: 'topic' },
  periods: { zh: '学时', en: 'class periods' },
  perYear: { zh: '每年次数', en: 'times a year' },
  window: { zh: '计算区间', en: 'window' },
  leans: { zh: '倾斜与优先', en: 'leans' },
  form: { zh: '方式', en: 'form' },
  points: { zh: '加分', en: 'points' },
  toward: { zh: '倾斜对象', en: 'toward' },
  traits: { zh: '学校类型', en: 'kinds of school' },
  parties: { zh: '各方', en: 'parties' },
  duties: { zh: '职责', en: 'duties' },
  owner: { zh: '专人负责', en: 'named owner' },
  gates: { zh: '阶段关口', en: 'phase gates' },
  after: { zh: '须先通过', en: 'after' },
  supervision: { zh: '督导', en: 'supervision' },
  studios: { zh: '工作室', en: 'studios' },
  opensFor: { zh: '开放层级', en: 'opens for' },
  perHolder: { zh: '每人个数', en: 'per holder' },
  cityLevelToo: { zh: '含市级', en: 'city level too' },
  missions: { zh: '任务定位', en: 'missions' },
  onlyIn: { zh: '限设于', en: 'only in' },
  members: { zh: '成员人数', en: 'members' },
  min: { zh: '最少', en: 'least' },
  onHostLoss: { zh: '主持人离任后', en: 'when the host is lost' },
  ledBy: { zh: '由何者带领', en: 'led by' },
  coverage: { zh: '覆盖要求', en: 'coverage' },
  openedBy: { zh: '由谁设立', en: 'opened by' },
  mentoring: { zh: '导师指导', en: 'mentoring' },
  maxMentees: { zh: '每人指导人数上限', en: 'mentees at most' },
  higherTier: { zh: '须高一层级', en: 'of a higher tier' },
  funding: { zh: '经费', en: 'funding' },
  percent: { zh: '比例（%）', en: 'per cent' },
  compliance: { zh: '制度要求', en: 'compliance' },
  everyYears: { zh: '每几年', en: 'every so many years' },
  declared: { zh: '其他规定', en: 'declared' },
  id: { zh: '标识', en: 'id' },
  document: { zh: '文件', en: 'document' },
  number: { zh: '文号', en: 'number' },
  issuer: { zh: '发文机关', en: 'issuer' },
  issuedOn: { zh: '发文日期', en: 'issued on' },
  source: { zh: '来源', en: 'source' },
  SCHOOL: { zh: '学校级', en: 'school level' },
  DISTRICT: { zh: '县区级', en: 'district level' },
  CITY: { zh: '市级', en: 'city level' },
  SubmitNomination: { zh: '申报', en: 'nominate' },
  RecommendAtSchool: { zh: '学校推荐', en: 'recommend at school' },
  RecommendAtLevel: { zh: '逐级推荐', en: 'recommend at a level' },
  OpenRound: { zh: '启动届次', en: 'open a round' },
  CloseNominations: { zh: '申报截止', en: 'close nominations' },
  FormPanel: { zh: '组成评委会', en: 'form a panel' },
  SubmitScore: { zh: '评分', en: 'score' },
  EnterMarks: { zh: '录入评分', en: 'enter marks' },
  RecordBallot: { zh: '登记表决', en: 'record a ballot' },
  OpenScores: { zh: '启封', en: 'open the scores' },
  RankCandidates: { zh: '排名', en: 'rank' },
  OpenPublicity: { zh: '开始公示', en: 'open a publicity' },
  ClosePublicity: { zh: '结束公示', en: 'close a publicity' },
  ConferTitles: { zh: '授予', en: 'confer' },
  RequestVetting: { zh: '联审', en: 'ask for vetting' },
  HandleObjections: { zh: '办理异议', en: 'handle objections' },
  SubstituteCandidate: { zh: '递补', en: 'substitute' },
  RecordTraining: { zh: '登记培训', en: 'record training' },
  ConcludeAssessment: { zh: '考核结论', en: 'conclude an assessment' },
  RevokeTitle: { zh: '撤销称号', en: 'revoke a title' },
  CorrectFact: { zh: '更正事实', en: 'correct a fact' },
  post: { zh: '职务', en: 'post' },
  level: { zh: '级别', en: 'level' },
  weight: { zh: '权重', en: 'weight' },
  max: { zh: '满分', en: 'maximum' },
  effect: { zh: '处理', en: 'effect' },
  stated: { zh: '条款', en: 'clause' },
  quote: { zh: '原文', en: 'passage' },
  onPaper: { zh: '可凭书面材料代录', en: 'may be entered from paper' },
  base: { zh: '基数', en: 'base' },
  quorum: { zh: '法定到会比例', en: 'quorum' },
  majority: { zh: '通过比例', en: 'majority' },
  bases: { zh: '培训基地', en: 'bases' },
  figures: { zh: '所述数字', en: 'figures' },
  targets: { zh: '目标', en: 'targets' },
  earlier: { zh: '以往称号', en: 'titles of the time before' },
  date: { zh: '日期', en: 'date' },
  parameter: { zh: '通知中的日期', en: 'day of the notice' },
  kinds: { zh: '种类', en: 'kinds' },
  orHigher: { zh: '更高层级也算', en: 'a higher tier counts' },
  ever: { zh: '以往持有也算', en: 'one held before counts' },
  period: { zh: '考核期', en: 'period' },
  atLeast: { zh: '至少', en: 'at least' },
  leaveCounts: { zh: '视同在岗的离岗情形', en: 'leave that counts as in post' },
  lessLeave: { zh: '须扣除的离岗情形', en: 'leave taken off' },
  asOf: { zh: '计算截止日', en: 'as of' },
  sameSubject: { zh: '须与任教学科一致', en: 'for the subject taught' },
  excellent: { zh: '其中优秀次数', en: 'excellent ones at least' },
  noGradePasses: { zh: '不定等次不视为低于', en: 'no grade is not below' },
  subject: { zh: '学科', en: 'subject' },
  posts: { zh: '领导职务', en: 'leading posts' },
  scope: { zh: '影响范围', en: 'scope' },
  lookBackYears: { zh: '追溯年数', en: 'years looked back' },
  barMonths: { zh: '解除后仍受影响的月数', en: 'months barred after the release' },
  topics: { zh: '主题', en: 'topics' },
  everyRound: { zh: '历届合并查重', en: 'in any round' },
  requirement: { zh: '培训要求', en: 'requirement' },
  // Acts that a gate holds back.
  EnrolInTraining: { zh: '培训报名', en: 'enrol in a training' },
  OpenAssessment: { zh: '启动考核', en: 'open an assessment' },
  stages: { zh: '学段', en: 'stages' },
  subjects: { zh: '学科', en: 'subjects' },
};

/** Keys that mean something else under another: under the one right above them, or of a thing that stands by its code under the other. */
const keysUnder: { readonly [aboveAndKey: string]: Bilingual } = {
  'ballot of': { zh: '计票基数', en: 'counted of' },
  'counts of': { zh: '统计', en: 'counts' },
  'counts names': { zh: '称号名称', en: 'names of the titles' },
  'groups seats': { zh: '名额', en: 'seats' },
  'members max': { zh: '最多', en: 'most' },
  'with max': { zh: '最多', en: 'most' },
  'with consecutive': { zh: '不得间断', en: 'without a gap' },
  'training years': { zh: '每几年', en: 'within so many years' },
  'targets number': { zh: '目标数', en: 'number' },
  'studios number': { zh: '个数', en: 'number' },
  'studios levels': { zh: '级别', en: 'levels' },
  'coverage levels': { zh: '级别', en: 'levels' },
  'supervision levels': { zh: '级别', en: 'levels' },
  'coverage of': { zh: '按何计为覆盖', en: 'counted as covered' },
  'components source': { zh: '评分由来', en: 'marks from' },
  'funding of': { zh: '计提基数', en: 'share of' },
  'compliance before': { zh: '“前”是否含当日', en: 'whether the day itself is in time' },
};

/** What a key is called; the key itself where it is the file's own code. @param above the keys that it stands under. */
export function keyWord(key: string, ...above: readonly string[]): Bilingual {
  const under = above.map((one) => `${one} ${key}`).find((one) => Object.hasOwn(keysUnder, one));
  if (under !== undefined) return keysUnder[under] ?? { zh: key, en: key };
  return Object.hasOwn(keys, key) ? (keys[key] ?? { zh: key, en: key }) : { zh: key, en: key };
}

/** Where a file keeps the names of what stands under a key. */
const namedUnder: { readonly [key: string]: string } = { tracks: 'tracks', stageGroup: 'stageGroups', tier: 'tiers', tiers: 'tiers', feeders: 'tiers', absorbs: 'tiers', opensFor: 'tiers', byTier: 'tiers', recognitions: 'recognitions', feederRecognitions: 'recognitions', ledBy: 'studios', assessment: 'assessments' };
/** Keys whose values are levels, stages or acts, which the keys of a file have words for. */
const LIKE_KEYS: ReadonlySet<string> = new Set(['level', 'levels', 'leadLevel', 'publicityAt', 'before']);

/** Where a value stands: the last key above it, and what the files call their own things, by path. */
export interface Place {
  readonly key: string;
  readonly named: ReadonlyMap<string, Bilingual>;
  /** Codes from the top of the file, joined by dots: what stands nearest has the name that is meant. */
  readonly path?: string;
}

/** A leaf's value read aloud: lists in their order, of an entry with a name its name and what else it states. */
export function valueWords(value: unknown, place: Place = NOWHERE): Bilingual {
  if (value === null || value === undefined) return { zh: '无', en: 'none' };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'string') return wordAt(value, place);
  if (typeof value !== 'object') return { zh: String(value), en: String(value) };
  if (Array.isArray(value)) {
    const items = value.map((one: unknown) => valueWords(one, place));
    return { zh: `〔${items.map(({ zh }) => zh).join('、')}〕`, en: `[${items.map(({ en }) => en).join(', ')}]` };
  }
  const { names, code, ...rest } = value as { readonly [key: string]: unknown };
  const name = isBilingual(names) ? names : typeof code === 'string' ? wordAt(code, place) : null;
  // Such as a name: nothing but the two languages.
  if (name === null && isBilingual(rest) && Object.keys(rest).length === 2) return { zh: rest.zh, en: rest.en };
  const members = Object.entries(rest).map(([key, one]) => ({ key: keyWord(key, place.key), one: valueWords(one, { ...place, key }) }));
  const [zh, en] = [members.map(({ key, one }) => `${key.zh} ${one.zh}`).join('，'), members.map(({ key, one }) => `${key.en} ${one.en}`).join(', ')];
  if (name === null) return { zh, en };
  return members.length === 0 ? name : { zh: `${name.zh}（${zh}）`, en: `${name.en} (${en})` };
}

const NOWHERE: Place = { key: '', named: new Map() };

/** Keys whose values are codes of the file's own. */
const OWN_CODES: ReadonlySet<string> = new Set(['tieBreak', 'duties', 'after', 'revocable']);
/** Looks like a code of the file's own that the file gives no name. */
const CODE = /^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*$/u;

function wordAt(code: string, { key, named, path = '' }: Place): Bilingual {
  if (LIKE_KEYS.has(key) && Object.hasOwn(keys, code)) return keyWord(code);
  const above = Object.hasOwn(namedUnder, key) ? namedUnder[key] : undefined;
  const own = (above === undefined ? undefined : named.get(`${above}.${code}`)) ?? ruleWord(code);
  return own ?? (above === undefined && !OWN_CODES.has(key) ? valueWord(key, code) : null) ?? nearestName(code, path, named) ?? valueWord(key, code) ?? (key === 'parameter' || CODE.test(code) ? { zh: `“${code}”`, en: `"${code}"` } : { zh: code, en: code });
}

/** What the file calls a code, where it stands nearest to a path; null where it names none such. */
export function nearestName(code: string, path: string, named: ReadonlyMap<string, Bilingual>): Bilingual | null {
  const steps = path.split('.');
  const shared = (other: string): number => { const at = other.split('.').findIndex((step, index) => step !== steps[index]); return at < 0 ? steps.length : at; };
  const [nearest] = [...named].filter(([other]) => other.endsWith(`.${code}`)).sort(([a], [b]) => shared(b) - shared(a));
  return nearest?.[1] ?? null;
}

export function isBilingual(value: unknown): value is Bilingual {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'zh') === 'string' && typeof Reflect.get(value, 'en') === 'string';
}
