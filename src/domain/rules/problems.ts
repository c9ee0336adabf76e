/** Where something is wrong in a rule file, and what to do about it, in both languages. */
export interface Problem {
  readonly code: ProblemCode;
  /** Codes from the top of the file joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** From 1; null where the definition came as JSON without a text. */
  readonly line: number | null;
  readonly column: number | null;
  readonly zh: string;
  readonly en: string;
}

/** Steps from the top: keys and list places. */
export type Place = readonly (string | number)[];

/** A problem before its line is known. `key`: it is about this key of the map at `place`, not about the map. */
export interface Finding {
  readonly code: ProblemCode;
  readonly place: Place;
  readonly key?: string;
  readonly with?: { readonly [placeholder: string]: string | number };
}

const sentences = {
  tab: ['缩进用了制表符（Tab），YAML 只认空格：请改为空格', 'A tab is used for indentation, which YAML does not take: use spaces'],
  syntax: ['YAML 写法有误：{zhMessage}', 'Not YAML: {message}'],
  duplicateKey: ['键“{key}”在同一处写了两次：请删去一个', 'The key "{key}" stands twice in one place: delete one'],
  alias: ['不允许使用锚点与别名（& 与 *）：请把值写在用到的地方', 'Anchors and aliases (& and *) are not taken: write the value where it is used'],
  notAMap: ['文件的最外层应是键值对', 'The file must be a map of keys at its top'],
  unknownKey: ['不认识的键“{key}”：请查对拼写与位置', 'Unknown key "{key}": check its spelling and place'],
  missingKey: ['缺少键“{key}”', 'The key "{key}" is missing'],
  missingProvenance: ['没有写明依据：请写 value 加 stated（条款号），或 implied（条款号）加 because，或写 open、type、clause', 'Nothing says where this comes from: give value with stated (a clause), or with implied (a clause) and because, or give open, type and clause'],
  wrongType: ['类型不对：这里应是{zhExpected}', 'Wrong type: {expected} is wanted here'],
  wrongValue: ['值不合要求，应为{zhExpected}', 'This value is not allowed; wanted: {expected}'],
  notADate: ['不是公历日期：请写成 YYYY-MM-DD，且当月须有该日', 'Not a calendar date: write YYYY-MM-DD, a day that its month has'],
  notAPrintedDay: ['不是年、月或日：请写成 YYYY、YYYY-MM 或 YYYY-MM-DD', 'Not a year, month or day: write YYYY, YYYY-MM or YYYY-MM-DD'],
  unknownPost: ['没有这个岗位：可用 {expected}', 'No such post: one of {expected}'],
  notACode: ['“{key}”不是代码：请用字母开头的字母、数字和下划线', '"{key}" is no code: letters, digits and underscores, a letter first'],
  unknownClause: ['条款清单中没有条款 {clause}', 'The clause list has no clause {clause}'],
  foreignClause: ['条款 {clause} 出自“{source}”，不在本方案的依据（basis）之列', 'Clause {clause} stands in "{source}", which is not in this programme\'s basis'],
  quoteNotFound: ['条款 {clause} 的原文中没有这段引文：请逐字照录，省略处写“…”', 'Clause {clause} does not contain this quote: copy it word for word, with … for what is left out'],
  unknownTier: ['没有层级“{code}”：请先在 tiers 中写明', 'There is no tier "{code}": declare it under tiers'],
  unknownTrack: ['没有类别“{code}”：请先在 tracks 中写明', 'There is no track "{code}": declare it under tracks'],
  unknownStageGroup: ['没有阶段组“{code}”：请先在 stageGroups 中写明', 'There is no stage group "{code}": declare it under stageGroups'],
  unknownAssessment: ['没有考核“{code}”：请先在 assessments 中写明', 'There is no assessment "{code}": declare it under assessments'],
  unknownComponent: ['同分比较中的“{code}”不在评分项之列', 'The tie chain names "{code}", which is no component'],
  unknownTraining: ['没有培训要求“{code}”：请先在 training 中写明', 'There is no training requirement "{code}": declare it under training'],
  unknownBaseKind: ['没有基地类别“{code}”：请先在 bases 中写明', 'There is no kind of base "{code}": declare it under bases'],
  unknownStudioKind: ['没有工作室类别“{code}”：请先在 studios 中写明', 'There is no kind of studio "{code}": declare it under studios'],
  unknownDuty: ['没有职责“{code}”：请先在 parties 的 duties 中写明', 'There is no duty "{code}": declare it among the duties of a party'],
  unknownGate: ['没有阶段关口“{code}”，或它又要等本关口：请更正 after', 'There is no gate "{code}", or it waits for this one itself: correct after'],
  trainingIncomplete: ['培训要求写得不完整，还缺 {keys}', 'The training requirement is not complete: it lacks {keys}'],
  notOfAPopulation: ['规则 {rule} 不能用来划定培训对象：它要读届次的通知、加密的个人信息或另一项培训，请换用其他规则', 'The rule {rule} cannot say whom a training is for: it reads the notice of a round, a sealed part of the person, or another training; use another one'],
  ballotNotStated: ['评分项由表决产生，须写明 ballot（基数、法定人数与通过票数）', 'A component comes from a vote: give ballot, with its base, quorum and majority'],
  mayNotBeOpen: ['这一项决定方案的结构，不能待定', 'This decides the shape of the programme and cannot be left open'],
  weights: ['各评分项的权重之和应为 100，现为 {sum}', 'The weights must sum to 100, and sum to {sum}'],
  duplicateCode: ['代码“{code}”重复', 'The code "{code}" is used twice'],
  tooFewSheets: ['去掉最高、最低共 {dropped} 张评分表后须至少剩 1 张：minimumSheets 至少为 {least}', 'At least one sheet must be left after {dropped} are dropped: minimumSheets must be at least {least}'],
  levelsOutOfOrder: ['推荐层级须由低到高排列：SCHOOL、DISTRICT、CITY', 'Levels go from the lowest up: SCHOOL, DISTRICT, CITY'],
  leadPrecedenceMissing: ['按层级与按学段的牵头分工会冲突（{tier} 为 {tierLevel}，{stage} 为 {stageLevel}），须写明 precedence：先看哪一张表，或作为待定值', 'Lead by tier and lead by stage can differ ({tier}: {tierLevel}, {stage}: {stageLevel}): give precedence, which of the two is asked first, or leave it open'],
  leadIncomplete: ['层级 {tier} 在 byTier 中没有牵头级别，byStage 也没有列全六个学段：请补上其中之一', 'Tier {tier} has no level under byTier and byStage does not list all six stages: add one or the other'],
  leadMissing: ['级别写作 LEAD（牵头一级），而方案没有写 lead：请写明牵头分工，或写明级别', 'The level is LEAD and the programme has no lead: say who leads, or name a level'],
  leadNotHere: ['此处不能写 LEAD：只有届次环节、撤销称号与授予机关可以随层级和学段而定，请写明级别', 'LEAD cannot stand here: only the acts of a round, a revocation and the conferring body depend on tier and stage; name a level'],
  outOfBounds: ['数值应在 {min} 到 {max} 之间', 'The number must lie between {min} and {max}'],
  dueOfYearly: ['按年的事项以年末为期，不另写 due', 'What comes every year is due by its end: leave due out'],
  notANumber: ['写明近、约、余或可计数的，这里须是数', 'What is said with a word of number, or counted, must be a number'],
  datesReversed: ['结束日期早于开始日期', 'The end lies before the beginning'],
  absorbsHigher: ['层级“{code}”不低于本层级，不能被吸收', 'Tier "{code}" is no lower than this one and cannot be absorbed by it'],
  gradeNotOfAssessment: ['考核“{code}”没有等次 {grade}：可用 {known}', 'Assessment "{code}" does not give the grade {grade}: one of {known}'],
  unknownGround: ['撤销情形中没有“{code}”：可用 {known}', 'No ground of revocation is called "{code}": one of {known}'],
  feederCycle: ['层级的前置成环：{cycle}，谁都无法先取得其一；请去掉其中一环', 'The feeders of the tiers run in a circle: {cycle}; nobody could hold any of them first. Take one of them out'],
  poolWithoutCandidates: ['只有 way 为 CANDIDATE 或待定的层级才有培养人选库（pool）：请删去 pool，或更正 way', 'Only a tier whose way is CANDIDATE, or open, has a pool: take the pool out, or correct the way'],
  candidatesWithoutPool: ['条款 {clause} 使层级 {tier} 先培养、后认定（way 为 CANDIDATE），而没有写培养人选库：请写 pool，原文没有写的数留作待定值；一经选拔即授予称号的，way 写 AWARD', 'By clause {clause} tier {tier} is cultivated before anything is conferred (way CANDIDATE), and it has no pool: give it one, with numbers that the text leaves out as open values, or AWARD as its way where the selection itself confers'],
  postWithoutTerm: ['岗位须有任期：way 为 POST 的层级须写明 termYears，不能为空值', 'A post has a term: a tier whose way is POST gives termYears, and not null'],
  convertsToAbovePool: ['培养人选库选拔 {seats} 人，产生称号 {convertsTo} 个：不能比选拔的多', 'The pool takes {seats} people and {convertsTo} titles come out of it: not more than were taken'],
  unknownRecognition: ['没有外部认定“{code}”：请先在 recognitions 中写明', 'There is no recognition "{code}": declare it under recognitions'],
  ownFeeder: ['层级不能以自身为前置', 'A tier cannot feed itself'],
  unknownRule: ['规则词汇中没有“{rule}”：可用 {known}', 'The vocabulary has no rule "{rule}": one of {known}'],
  unknownRuleVersion: ['规则“{rule}”没有这个版本：现有 {known}', 'The rule "{rule}" has no such version: there is {known}'],
  unknownArgument: ['规则 {rule} 没有参数“{key}”：可用 {known}', 'The rule {rule} has no argument "{key}": one of {known}'],
  missingArgument: ['规则 {rule} 缺少参数“{key}”', 'The rule {rule} wants the argument "{key}"'],
  ruleProvenance: ['规则须写明依据 stated 或 implied（加 because），或以 applies 写明是否适用，二者取一', 'A rule gives stated, or implied with because, or applies in their place: exactly one of them'],
  unguardedRule: ['规则 {rule} 的范围（{scope}）跨越多条事实流而无守护，不能作为个人资格条件', 'The rule {rule} reaches over several streams (scope {scope}) and no stream guards it here: it cannot be a condition on one person'],
  tooFewRules: ['anyOf 之下至少须有两条规则', 'anyOf needs two rules at least under of'],
  teamRuleWithoutTeam: ['规则 {rule} 对团队提出，而该层级没有由团队申报的类别', 'The rule {rule} is about teams and the tier has no track whose holders are teams'],
  teamRuleWithin: ['对团队提出的规则 {rule} 不能写在另一条规则之下', 'The rule {rule} is about teams and cannot stand within another rule'],
  notStorable: ['含有无法存储的内容（残缺的字符或过大的数）', 'Holds what cannot be stored: a broken character or a number that is too large'],
  unknownOpenPath: ['方案在此处没有待定值', 'The programme leaves nothing open here'],
  noChoice: ['待定值没有示例选择', 'This open value has no sample choice'],
  otherProgramme: ['示例属于 {programme} 第 {version} 版，与方案不符', 'The sample is for {programme} version {version}, which is not this file'],
} as const satisfies Record<string, readonly [string, string]>;

export type ProblemCode = keyof typeof sentences;

export function problem(finding: Finding, path: string, at: { readonly line: number; readonly column: number } | null): Problem {
  const [zh, en] = sentences[finding.code];
  // What is the same in both languages (codes, numbers) is given once.
  const values = { ...(finding.with?.['expected'] === undefined ? {} : { zhExpected: ` ${finding.with['expected']}` }), ...(finding.key === undefined ? {} : { key: finding.key }), ...finding.with };
  return { code: finding.code, path, line: at?.line ?? null, column: at?.column ?? null, zh: fill(zh, values), en: fill(en, values) };
}

function fill(template: string, values: { readonly [placeholder: string]: string | number }): string {
  return template.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
