/** Where something is wrong in a rule file, and what to do about it, in both languages. */
export interface Problem {
  readonly code: ProblemCode;
  /** Codes from the top of the file joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** From 1; null where the definition came as JSON without a text. */
  readonly line: number | null;
  readonly column: number | null;
  /** Of the values concerned, in the order of the sentence: what a reader looks up in the notice. */
  readonly clauses: readonly string[];
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
  /** What else in the file it is about: their clauses are named too. */
  readonly also?: readonly Place[];
  /** Of a finding in a file that names no clauses itself: those of the programme's value that it is about. */
  readonly clauses?: readonly string[];
  readonly with?: { readonly [placeholder: string]: string | number };
}

/** What is wrong and, after it, what to do. */
export const problemSentences = {
  tab: ['缩进用了制表符（Tab），YAML 只认空格：请改为空格', 'A tab is used for indentation, which YAML does not take: use spaces'],
  syntax: ['YAML 写法有误：{zhMessage}；请更正', 'Not YAML: {message}; correct it'],
  duplicateKey: ['键“{key}”在同一处写了两次：请删去一个', 'The key "{key}" stands twice in one place: delete one'],
  alias: ['不允许使用锚点与别名（& 与 *）：请把值写在用到的地方', 'Anchors and aliases (& and *) are not taken: write the value where it is used'],
  notAMap: ['文件的最外层应是键值对：请从 format、programme 等键写起', 'The file must be a map of keys at its top: begin with keys such as format and programme'],
  unknownKey: ['不认识的键“{key}”：请查对拼写与位置', 'Unknown key "{key}": check its spelling and place'],
  missingKey: ['缺少键“{key}”：请补上', 'The key "{key}" is missing: add it'],
  missingProvenance: ['没有写明依据：请写 value 加 stated（条款号），或 implied（条款号）加 because，或写 open、type、clause', 'Nothing says where this comes from: give value with stated (a clause), or with implied (a clause) and because, or give open, type and clause'],
  wrongType: ['类型不对，这里应是{zhExpected}：请更正', 'Wrong type, {expected} is wanted here: correct it'],
  wrongValue: ['值不合要求，应为{zhExpected}：请更正', 'This value is not allowed; wanted: {expected}. Correct it'],
  notADate: ['不是公历日期：请写成 YYYY-MM-DD，且当月须有该日', 'Not a calendar date: write YYYY-MM-DD, a day that its month has'],
  notAPrintedDay: ['不是年、月或日：请写成 YYYY、YYYY-MM 或 YYYY-MM-DD', 'Not a year, month or day: write YYYY, YYYY-MM or YYYY-MM-DD'],
  unknownPost: ['没有这个岗位：请选用{zhExpected}', 'No such post: use one of {expected}'],
  notACode: ['“{key}”不是代码：请用字母开头的字母、数字和下划线', '"{key}" is no code: use letters, digits and underscores, a letter first'],
  unknownClause: ['条款清单中没有条款 {clause}：请核对条款号，或先把该条款列入清单', 'The clause list has no clause {clause}: check its number, or add the clause to the list first'],
  foreignClause: ['条款 {clause} 出自“{source}”，不在本方案的依据（basis）之列：请更正条款号，或补写依据', 'Clause {clause} stands in "{source}", which is not in this programme\'s basis: correct the clause, or add the document to the basis'],
  quoteNotFound: ['条款 {clause} 的原文中没有这段引文：请逐字照录，省略处写“…”', 'Clause {clause} does not contain this quote: copy it word for word, with … for what is left out'],
  unknownTier: ['没有层级“{code}”：请选用{zhExpected}，或先在 tiers 中写明', 'There is no tier "{code}": use one of {expected}, or declare it under tiers'],
  unknownTrack: ['没有类别“{code}”：请选用{zhExpected}，或先在 tracks 中写明', 'There is no track "{code}": use one of {expected}, or declare it under tracks'],
  unknownStageGroup: ['没有阶段组“{code}”：请选用{zhExpected}，或先在 stageGroups 中写明', 'There is no stage group "{code}": use one of {expected}, or declare it under stageGroups'],
  unknownAssessment: ['没有考核“{code}”：请选用{zhExpected}，或先在 assessments 中写明', 'There is no assessment "{code}": use one of {expected}, or declare it under assessments'],
  unknownComponent: ['同分比较中的“{code}”不在评分项之列：请选用{zhExpected}，或补写该评分项', 'The tie chain names "{code}", which is no component: use one of {expected}, or declare the component'],
  unknownTraining: ['没有培训要求“{code}”：请选用{zhExpected}，或先在 training 中写明', 'There is no training requirement "{code}": use one of {expected}, or declare it under training'],
  unknownBaseKind: ['没有基地类别“{code}”：请选用{zhExpected}，或先在 bases 中写明', 'There is no kind of base "{code}": use one of {expected}, or declare it under bases'],
  unknownStudioKind: ['没有工作室类别“{code}”：请选用{zhExpected}，或先在 studios 中写明', 'There is no kind of studio "{code}": use one of {expected}, or declare it under studios'],
  unknownDuty: ['没有职责“{code}”：请选用{zhExpected}，或先在 parties 的 duties 中写明', 'There is no duty "{code}": use one of {expected}, or declare it among the duties of a party'],
  unknownGate: ['没有阶段关口“{code}”，或它又要等本关口：请更正 after', 'There is no gate "{code}", or it waits for this one itself: correct after'],
  trainingIncomplete: ['培训要求写得不完整，还缺 {keys}：请补上', 'The training requirement is not complete, it lacks {keys}: add what is missing'],
  notOfAPopulation: ['规则 {rule} 不能用来划定培训对象：它要读届次的通知、加密的个人信息或另一项培训，请换用其他规则', 'The rule {rule} cannot say whom a training is for: it reads the notice of a round, a sealed part of the person, or another training; use another one'],
  ballotNotStated: ['评分项由表决产生，而没有写表决办法：请写明 ballot（基数、法定人数与通过票数）', 'A component comes from a vote, and nothing says how votes count: give ballot, with its base, quorum and majority'],
  mayNotBeOpen: ['这一项决定方案的结构，不能待定：请写明值', 'This decides the shape of the programme and cannot be left open: give its value'],
  weights: ['各项的权重之和应为 100，现为 {working} = {sum}：请更正权重', 'The weights must sum to 100, and sum to {working} = {sum}: correct them'],
  duplicateCode: ['代码“{code}”重复：请改名或删去一个', 'The code "{code}" is used twice: rename or delete one'],
  tooFewSheets: ['去掉最高 {highest} 张、最低 {lowest} 张评分表（共 {dropped} 张）后须至少剩 1 张，而 minimumSheets 为 {sheets}：请改为至少 {least}', 'At least one sheet must be left after the {highest} highest and {lowest} lowest ({dropped} in all) are dropped, and minimumSheets is {sheets}: make it {least} or more'],
  levelsOutOfOrder: ['推荐层级须由低到高，现为 {levels}：请按 SCHOOL、DISTRICT、CITY 的次序排列', 'Levels go from the lowest up, and these are {levels}: put them in the order SCHOOL, DISTRICT, CITY'],
  recommendsToItself: ['{level} 一级既推荐又裁定（{act} 由 {deciding} 一级办理）：推荐的各级须在裁定一级之下，请从 levels 中删去，或更正 {act}', 'The level {level} recommends and decides ({act} is done at the level {deciding}): whoever recommends stands below the body that decides. Take it out of levels, or correct {act}'],
  postsWithoutRecommending: ['“{key}”一级不推荐（levels 为 {levels}），也就没有可公示的名单：请删去该级公示，或在 levels 中补上该级', 'The level {key} recommends nobody (levels: {levels}) and has no list to post: take its publicity out, or add it to levels'],
  leadPrecedenceMissing: ['按层级与按学段的牵头分工会冲突（{tier} 为 {tierLevel}，{stage} 为 {stageLevel}），而没有写明先看哪一张表：请写明 precedence，或作为待定值', 'Lead by tier and lead by stage can differ ({tier}: {tierLevel}, {stage}: {stageLevel}), and nothing says which is asked first: give precedence, or leave it open'],
  leadIncomplete: ['层级 {tier} 在 byTier 中没有牵头级别，byStage 也只列了 {listed} 个学段（共 {stages} 个）：请补上其中之一', 'Tier {tier} has no level under byTier, and byStage lists {listed} of {stages} stages: add one or the other'],
  leadMissing: ['级别写作 LEAD（牵头一级），而方案没有写 lead：请写明牵头分工，或写明级别', 'The level is LEAD and the programme has no lead: say who leads, or name a level'],
  leadNotHere: ['此处不能写 LEAD：只有届次环节、撤销称号与授予机关可以随层级和学段而定，请写明级别', 'LEAD cannot stand here: only the acts of a round, a revocation and the conferring body depend on tier and stage; name a level'],
  postOfNoBody: ['此处写的是一个机构，而职务 {post} 不代表所在的机构：请选用 {known}', 'A body is named here, and the post {post} does not stand for the unit it is of: use one of {known}'],
  oneLanguage: ['这是本文件的话，不是原文的，须写两种语言：请写成 zh 与 en 两项；照录原文的，请把 implied 改为 stated', 'These are words of this file and not of the text, and stand in both languages: give zh and en; where they are copied from the text, make implied stated'],
  outOfBounds: ['数值 {value} 应在 {min} 到 {max} 之间：请更正', 'The number {value} must lie between {min} and {max}: correct it'],
  floorAboveCap: ['至少 {floor} 而至多 {cap}，下限大于上限，谁都无法符合：请更正其一', 'At least {floor} and at most {cap}: a floor above its cap, which nothing can meet. Correct one of them'],
  dueOfYearly: ['按年的事项以年末为期，不另写 due：请删去', 'What comes every year is due by its end: leave due out'],
  notANumber: ['写明近、约、余或可计数的，这里须是数，现为“{says}”：请写成数，或删去 word 与 counts', 'What is said with a word of number, or counted, must be a number and is "{says}": give a number, or take word and counts out'],
  dueBeforeBeginning: ['期限 {due} 早于方案开始施行的 {from}，谁都来不及：请更正期限，或更正 effective', 'What is due by {due} is due before the programme begins on {from}, so nothing can be in time: correct the day, or effective'],
  asksNothing: ['要求的数是 0，等于什么也没有要求：请写大于 0 的数，或删去这项要求', 'The number asked for is 0, which asks for nothing: give one above 0, or take the demand out'],
  datesReversed: ['结束日期 {to} 早于开始日期 {from}：请更正其一', 'The end {to} lies before the beginning {from}: correct one of them'],
  absorbsHigher: ['层级“{code}”（rank {rank}）不低于本层级（rank {own}），不能被吸收：请从 absorbs 中删去，或更正 rank', 'Tier "{code}" (rank {rank}) is no lower than this one (rank {own}) and cannot be absorbed by it: take it out of absorbs, or correct a rank'],
  gradeNotOfAssessment: ['考核“{code}”没有等次 {grade}：请选用{zhExpected}', 'Assessment "{code}" does not give the grade {grade}: use one of {expected}'],
  noAssessmentOfKind: ['方案没有 kind 为 {kind} 的考核，谁都不会有这样的考核结果：请先在 assessments 中写明，或删去这项要求', 'The programme has no assessment of the kind {kind}, so nobody will ever have such a verdict: declare one under assessments, or take the demand out'],
  notOfMilestones: ['考核“{code}”的 kind 为 {kind}，不按个人年限考核，里程碑据此无从办结：请选用 kind 为 MILESTONE 的考核，或更正其 kind', 'Assessment "{code}" is of the kind {kind} and asks about nobody\'s own years, so a milestone can never be concluded by it: name one of the kind MILESTONE, or correct its kind'],
  unknownGround: ['撤销情形中没有“{code}”：请选用{zhExpected}', 'No ground of revocation is called "{code}": use one of {expected}'],
  feederCycle: ['层级的前置成环（箭头指向须先取得的层级）：{cycle}，谁都无法先取得其一；请去掉其中一环', 'The feeders of the tiers run in a circle (an arrow points to what is held first): {cycle}; nobody could hold any of them first. Take one of them out'],
  poolWithoutCandidates: ['只有 way 为 CANDIDATE 或待定的层级才有培养人选库（pool），而本层级的 way 为 {way}：请更正 way，或删去 pool', 'Only a tier whose way is CANDIDATE, or open, has a pool, and the way of this one is {way}: correct way, or take pool out'],
  candidatesWithoutPool: ['条款 {clause} 使层级 {tier} 先培养、后认定（way 为 CANDIDATE），而没有写培养人选库：请写 pool，原文没有写的数留作待定值；一经选拔即授予称号的，way 写 AWARD', 'By clause {clause} tier {tier} is cultivated before anything is conferred (way CANDIDATE), and it has no pool: give it one, with numbers that the text leaves out as open values, or AWARD as its way where the selection itself confers'],
  postWithoutTerm: ['岗位须有任期，而 way 为 POST 的本层级没有：请写明 termYears（不能为空值）', 'A post has a term, and this tier, whose way is POST, has none: give termYears, and not null'],
  placeEndsInCultivation: ['须培养满 {years} 年方可认定，而入库满 {ends} 年即到期，谁都等不到认定：endsAfterYears 须大于 cultivationYears，请更正其一，到期不设年限的写 null', 'A title takes {years} years of cultivation and a place ends after {ends}, so nobody could ever be confirmed: endsAfterYears must be greater than cultivationYears. Correct one of them, or give null where a place has no end'],
  pointsBetweenEquals: ['form 为 TIE_BREAK 的只在同分时优先，不加分：请删去 points，要加分的 form 写 BONUS', 'A lean of the form TIE_BREAK decides between equals and adds no points: take points out, or give BONUS as its form where it adds them'],
  coverageOfNoLevel: ['该类工作室没有 {level} 一级（levels 为 {levels}），无从覆盖：请从 coverage 中删去，或在 levels 中补上', 'There is none of this kind at the level {level} (levels: {levels}), so nothing can cover it: take it out of coverage, or add it to levels'],
  convertsToAbovePool: ['培养人选库选拔 {seats} 人，产生称号 {convertsTo} 个，不能比选拔的多：请更正其一', 'The pool takes {seats} people and {convertsTo} titles come out of it, more than were taken: correct one of them'],
  unknownRecognition: ['没有外部认定“{code}”：请选用{zhExpected}，或先在 recognitions 中写明', 'There is no recognition "{code}": use one of {expected}, or declare it under recognitions'],
  ownFeeder: ['层级不能以自身（{key}）为前置：请删去', 'A tier cannot feed itself ({key}): take it out'],
  unknownRule: ['规则词汇中没有“{rule}”：请选用 {known}', 'The vocabulary has no rule "{rule}": use one of {known}'],
  unknownRuleVersion: ['规则“{rule}”没有这个版本：请选用 {known}', 'The rule "{rule}" has no such version: use {known}'],
  unknownArgument: ['规则 {rule} 没有参数“{key}”：请选用 {known}', 'The rule {rule} has no argument "{key}": use one of {known}'],
  missingArgument: ['规则 {rule} 缺少参数“{key}”（{zhExpected}），没有它就无法判定；已写的参数：{given}。请在 with 之下补上“{key}”及其条款，通知尚未定的写作待定（open）', 'The rule {rule} lacks the argument "{key}" ({expected}), without which it cannot be decided; arguments given: {given}. Add "{key}" with its clause under with, or leave it open where the notice has not set it'],
  missingRules: ['规则 {rule} 之下没有条件：请在 of 中列出', 'The rule {rule} holds no conditions: list them under of'],
  noBound: ['规则 {rule} 没有起止日期，无从判定出生日期是否在内；已写的参数：{given}。请写明 from（最早的出生日期）或 to（最晚的出生日期）', 'The rule {rule} has no bound to hold a birth date against; arguments given: {given}. Give from, the first day of birth, or to, the last, or both'],
  ruleProvenance: ['规则的依据须写且只写一种，现有 {count} 种：请写 stated，或 implied 加 because，或以 applies 写明是否适用', 'A rule has exactly one provenance, and this has {count}: give stated, or implied with because, or applies in their place'],
  unguardedRule: ['规则 {rule} 的范围（{scope}）跨越多条事实流而无守护，不能作为个人资格条件：请换用其他规则', 'The rule {rule} reaches over several streams (scope {scope}) and no stream guards it here, so it cannot be a condition on one person: use another one'],
  tooFewRules: ['anyOf 之下至少须有两条规则，现有 {count} 条：请补写，或直接写该规则', 'anyOf needs two rules at least under of, and has {count}: add another, or write the rule itself'],
  teamRuleWithoutTeam: ['规则 {rule} 对团队提出，而该层级没有由团队申报的类别：请删去，或更正 tracks', 'The rule {rule} is about teams and the tier has no track whose holders are teams: take it out, or correct tracks'],
  teamRuleWithin: ['对团队提出的规则 {rule} 不能写在另一条规则之下：请移到该层级的条件中', 'The rule {rule} is about teams and cannot stand within another rule: move it up to the conditions of the tier'],
  notStorable: ['含有无法存储的内容（残缺的字符或过大的数）：请改写', 'Holds what cannot be stored, a broken character or a number that is too large: write it anew'],
  unknownOpenPath: ['方案在此处没有待定值：请核对路径', 'The programme leaves nothing open here: check the path'],
  noChoice: ['待定值没有示例选择（{zhExpected}）：请补上选择与理由', 'This open value has no sample choice ({expected}): add one with its reason'],
  otherProgramme: ['示例属于 {programme} 第 {version} 版，与方案不符：请更正', 'The sample is for {programme} version {version}, which is not this file: correct it'],
} as const satisfies Record<string, readonly [string, string]>;

export type ProblemCode = keyof typeof problemSentences;

/** @param clauses that what it is about rests on; told at the end of both sentences, apart from one that a sentence names itself. */
export function problem(finding: Finding, path: string, at: { readonly line: number; readonly column: number } | null, clauses: readonly string[] = []): Problem {
  const [zh, en] = problemSentences[finding.code];
  // What is the same in both languages (codes, numbers) is given once.
  const values = { ...(finding.with?.['expected'] === undefined ? {} : { zhExpected: ` ${finding.with['expected']}` }), ...(finding.key === undefined ? {} : { key: finding.key }), ...finding.with };
  const untold = clauses.filter((clause) => clause !== finding.with?.['clause']);
  const [of, ofEn] = untold.length === 0 ? ['', ''] : [`（条款 ${untold.join('、')}）`, ` (${untold.length === 1 ? 'clause' : 'clauses'} ${untold.join(', ')})`];
  return { code: finding.code, path, line: at?.line ?? null, column: at?.column ?? null, clauses, zh: `${fill(zh, values)}${of}`, en: `${fill(en, values)}${ofEn}` };
}

function fill(template: string, values: { readonly [placeholder: string]: string | number }): string {
  return template.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
