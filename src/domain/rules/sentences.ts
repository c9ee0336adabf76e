import type { Json, JsonObject, Refusal } from '../facts';
import { codeWord } from './code-words';
import type { RuleAnswer, Undecided } from './rule';

type Both = { readonly zh: string; readonly en: string };

/** What one rule says, by its verdict. Placeholders name the bound or the person's own value; `{clause}` is always there. */
export interface RuleSentences {
  readonly holds: Both;
  readonly fails: Both;
}

/** One entry for each word and version of the vocabulary; a spec holds the two lists to each other. */
export const ruleSentences: { readonly [rule: string]: RuleSentences } = {
  'bornOnOrAfter@1': {
    holds: { zh: '出生日期 {birthDate} 不早于 {date}，符合{clause}条。', en: 'Born on {birthDate}, not before {date}: as clause {clause} asks.' },
    fails: { zh: '出生日期 {birthDate} 早于 {date}，不符合{clause}条。', en: 'Born on {birthDate}, before {date}: not as clause {clause} asks.' },
  },
  'onEstablishmentAndInPost@1': {
    holds: { zh: '在编（{onEstablishment}）且在岗（{inPost}），符合{clause}条。', en: 'On the establishment ({onEstablishment}) and in post ({inPost}): as clause {clause} asks.' },
    fails: { zh: '须在编且在岗；登记为在编：{onEstablishment}，在岗：{inPost}，不符合{clause}条。', en: 'Must be on the establishment and in post; recorded on the establishment: {onEstablishment}, in post: {inPost}. Not as clause {clause} asks.' },
  },
  'yearsOfService@1': {
    holds: { zh: '自 {enteredOn} 入职至 {on} 满 {served} 年，不少于 {years} 年，符合{clause}条。', en: 'In service since {enteredOn}, {served} full years on {on}, at least {years}: as clause {clause} asks.' },
    fails: { zh: '自 {enteredOn} 入职至 {on} 满 {served} 年，不足 {years} 年，不符合{clause}条。', en: 'In service since {enteredOn}, {served} full years on {on}, fewer than {years}: not as clause {clause} asks.' },
  },
  'holdsTitle@1': {
    holds: { zh: '持有所要求的称号（{tier}）：{titles}，符合{clause}条。', en: 'Holds the title asked for ({tier}): {titles}. As clause {clause} asks.' },
    fails: { zh: '于 {on} 未持有所要求的称号（{tier}），现有：{titles}，不符合{clause}条。', en: 'Did not hold the title asked for ({tier}) on {on}; found: {titles}. Not as clause {clause} asks.' },
  },
  'holdsNoTitle@1': {
    holds: { zh: '于 {on} 未持有该称号（{tier}）或不得重复的更高称号，现有：{titles}，符合{clause}条。', en: 'Held neither the title ({tier}) nor one that bars it on {on}; found: {titles}. As clause {clause} asks.' },
    fails: { zh: '已持有 {titles}，不得再参评 {tier}，不符合{clause}条。', en: 'Already holds {titles}, and may not be put forward for {tier} again: not as clause {clause} asks.' },
  },
  'assessedAtLeast@1': {
    holds: { zh: '考核（{kind}）结论为 {found}，不低于 {grade}，符合{clause}条。', en: 'Assessed ({kind}) as {found}, at least {grade}: as clause {clause} asks.' },
    fails: { zh: '考核（{kind}）须不低于 {grade}，截至 {on} 的结论为 {found}，不符合{clause}条。', en: 'Must be assessed ({kind}) as at least {grade}; found on {on}: {found}. Not as clause {clause} asks.' },
  },
  'hoursOfTopic@1': {
    holds: { zh: '{after} 之后至 {on} 完成“{topic}”{found} 学时，不少于 {periods} 学时，符合{clause}条。', en: 'Completed {found} class periods on {topic} after {after} and up to {on}, at least {periods}: as clause {clause} asks.' },
    fails: { zh: '{after} 之后至 {on} 完成“{topic}”{found} 学时，不足 {periods} 学时，不符合{clause}条。', en: 'Completed {found} class periods on {topic} after {after} and up to {on}, fewer than {periods}: not as clause {clause} asks.' },
  },
  'stageIn@1': {
    holds: { zh: '任教学段 {stage} 在 {stages} 之内，符合{clause}条。', en: 'Teaches at {stage}, one of {stages}: as clause {clause} asks.' },
    fails: { zh: '任教学段 {stage} 不在 {stages} 之内，不符合{clause}条。', en: 'Teaches at {stage}, none of {stages}: not as clause {clause} asks.' },
  },
  'anyOf@1': {
    holds: { zh: '{count} 项条件中符合 {holding} 项，不少于 {atLeast} 项，符合{clause}条。', en: '{holding} of {count} conditions hold, at least {atLeast}: as clause {clause} asks.' },
    fails: { zh: '{count} 项条件中符合 {holding} 项，不足 {atLeast} 项，不符合{clause}条。', en: '{holding} of {count} conditions hold, fewer than {atLeast}: not as clause {clause} asks.' },
  },
  'consented@1': {
    holds: { zh: '本届有本人申报或书面同意（{form}），符合{clause}条。', en: 'Applied or consented to this round ({form}): as clause {clause} asks.' },
    fails: { zh: '本届没有本人申报或书面同意（{form}），请先登记，不符合{clause}条。', en: 'Has neither applied nor consented to this round ({form}); record it first. Not as clause {clause} asks.' },
  },
  'bornBetween@1': {
    holds: { zh: '出生日期 {birthDate} 在所定范围之内（起 {from}，止 {to}），符合{clause}条。', en: 'Born on {birthDate}, within the days set (first {from}, last {to}): as clause {clause} asks.' },
    fails: { zh: '出生日期 {birthDate} 不在所定范围之内（起 {from}，止 {to}），不符合{clause}条。', en: 'Born on {birthDate}, outside the days set (first {from}, last {to}): not as clause {clause} asks.' },
  },
  'whenBorn@1': {
    holds: { zh: '出生日期 {birthDate}，属于附加条件所指人员（起 {from}，止 {to}）：{ofCohort}；应符合的条件均符合，符合{clause}条。', en: 'Born on {birthDate}, of the cohort meant (first {from}, last {to}): {ofCohort}; whatever is asked of her holds, as clause {clause} asks.' },
    fails: { zh: '出生日期 {birthDate}，属于附加条件所指人员（起 {from}，止 {to}），所附条件未全部符合，不符合{clause}条。', en: 'Born on {birthDate}, of the cohort meant (first {from}, last {to}), and not all that is asked of it holds: not as clause {clause} asks.' },
  },
  'onEstablishmentAndInPost@2': {
    holds: { zh: '在编（{onEstablishment}）且在岗（{inPost}），{on} 离岗情况：{leave}，符合{clause}条。', en: 'On the establishment ({onEstablishment}) and in post ({inPost}); leave on {on}: {leave}. As clause {clause} asks.' },
    fails: { zh: '须在编且在岗，离岗中仅 {leaveCounts} 视为在岗；在编：{onEstablishment}，在岗：{inPost}，{on} 离岗情况：{leave}，不符合{clause}条。', en: 'Must be on the establishment and in post, and of leaves only {leaveCounts} count as in post; on the establishment: {onEstablishment}, in post: {inPost}, leave on {on}: {leave}. Not as clause {clause} asks.' },
  },
  'yearsOfService@2': {
    holds: { zh: '截至 {on} 计入的任职经历（{kinds}）满 {served} 年，不少于 {years} 年，符合{clause}条。', en: 'Service that counts ({kinds}) comes to {served} full years on {on}, at least {years}: as clause {clause} asks.' },
    fails: { zh: '截至 {on} 计入的任职经历（{kinds}）满 {served} 年，不足 {years} 年，不符合{clause}条。', en: 'Service that counts ({kinds}) comes to {served} full years on {on}, fewer than {years}: not as clause {clause} asks.' },
  },
  'hasCredential@1': {
    holds: { zh: '持有所要求的{kind}（最低 {atLeast}，满 {years} 年）：{levels}，符合{clause}条。', en: 'Holds the {kind} asked for (at least {atLeast}, for {years} years): {levels}. As clause {clause} asks.' },
    fails: { zh: '于 {on} 未持有所要求的{kind}（最低 {atLeast}，满 {years} 年），现有：{levels}，不符合{clause}条。', en: 'Did not hold the {kind} asked for (at least {atLeast}, for {years} years) on {on}; found: {levels}. Not as clause {clause} asks.' },
  },
  'appraisedAtLeast@1': {
    holds: { zh: '{from} 至 {to} 年度考核依次为 {grades}，均不低于 {grade}，优秀 {best} 年，不少于 {excellent} 年，符合{clause}条。', en: 'Appraised {grades} in {from} to {to}, none below {grade}, excellent in {best}, at least {excellent}: as clause {clause} asks.' },
    fails: { zh: '{from} 至 {to} 年度考核须均不低于 {grade} 且优秀不少于 {excellent} 年，现依次为 {grades}，不符合{clause}条。', en: 'Every appraisal of {from} to {to} must be at least {grade} and {excellent} of them excellent; found: {grades}. Not as clause {clause} asks.' },
  },
  'taughtSubject@1': {
    holds: { zh: '任教{subject} {taught} 个学年（每周不少于 {periods} 课时，须连续：{consecutive}），不少于 {years} 个，符合{clause}条。', en: 'Taught {subject} in {taught} school years (at least {periods} periods a week, without a gap: {consecutive}), at least {years}: as clause {clause} asks.' },
    fails: { zh: '任教{subject} {taught} 个学年（每周不少于 {periods} 课时，须连续：{consecutive}），不足 {years} 个，不符合{clause}条。', en: 'Taught {subject} in {taught} school years (at least {periods} periods a week, without a gap: {consecutive}), fewer than {years}: not as clause {clause} asks.' },
  },
  'classTeacherFor@1': {
    holds: { zh: '截至 {on} 担任班主任满 {served} 年，不少于 {years} 年，符合{clause}条。', en: 'Class teacher for {served} full years on {on}, at least {years}: as clause {clause} asks.' },
    fails: { zh: '截至 {on} 担任班主任满 {served} 年，不足 {years} 年，不符合{clause}条。', en: 'Class teacher for {served} full years on {on}, fewer than {years}: not as clause {clause} asks.' },
  },
  'stillTeaching@1': {
    holds: { zh: '{on} 所任职务：{held}，兼课：{teaching}，当学年每周 {taught} 课时，符合{clause}条。', en: 'Posts on {on}: {held}, teaching: {teaching}, {taught} periods a week in that school year. As clause {clause} asks.' },
    fails: { zh: '{on} 任 {held}，须仍在一线任教且每周不少于 {periods} 课时；兼课：{teaching}，当学年每周 {taught} 课时，不符合{clause}条。', en: 'As {held} on {on} she must still teach, {periods} periods a week or more; teaching: {teaching}, {taught} periods a week in that school year. Not as clause {clause} asks.' },
  },
  'noSanction@1': {
    holds: { zh: '截至 {on} 没有影响{scope}的处分或其他处理，符合{clause}条。', en: 'No sanction bars {scope} on {on}: as clause {clause} asks.' },
    fails: { zh: '有影响{scope}的处分或其他处理，至 {until} 止，不符合{clause}条；影响期满后可再申报。', en: 'A sanction bars {scope} until {until}: not as clause {clause} asks; she may be put forward once it is over.' },
  },
  'evidenceOnce@1': {
    holds: { zh: '本届登记的业绩材料 {works} 项（{kinds}），均未与他人重复，符合{clause}条。', en: 'Works entered for this round ({kinds}): {works}, none presented by somebody else before: as clause {clause} asks.' },
    fails: { zh: '本届登记的业绩材料（{kinds}）中有 {shared} 项此前已由他人使用，不符合{clause}条；确属合作成果的请申请例外审批。', en: 'Of the works entered for this round ({kinds}), {shared} were presented by somebody else before: not as clause {clause} asks; ask for a waiver where authorship is shared.' },
  },
  'teamSize@1': {
    holds: { zh: '团队 {size} 人，在 {min} 至 {max} 人之间，符合{clause}条。', en: 'The team has {size} members, between {min} and {max}: as clause {clause} asks.' },
    fails: { zh: '团队 {size} 人，应为 {min} 至 {max} 人，不符合{clause}条；请调整成员后再申报。', en: 'The team has {size} members and must have {min} to {max}: not as clause {clause} asks; change its members first.' },
  },
  'leaderMeets@1': {
    holds: { zh: '主持人符合对主持人的条件，符合{clause}条。', en: 'The leader meets what is asked of her: as clause {clause} asks.' },
    fails: { zh: '主持人不符合对主持人的条件，不符合{clause}条；请核对其档案或更换主持人。', en: 'The leader does not meet what is asked of her: not as clause {clause} asks; check her dossier or name another leader.' },
  },
  'membersMeet@1': {
    holds: { zh: '成员中 {met} 人符合条件，至少应有 {needed} 人，符合{clause}条。', en: '{met} members meet the conditions, at least {needed}: as clause {clause} asks.' },
    fails: { zh: '成员中 {met} 人符合条件，至少应有 {needed} 人，不符合{clause}条；请核对成员档案或调整成员。', en: '{met} members meet the conditions and {needed} must: not as clause {clause} asks; check their dossiers or change the members.' },
  },
  'trainedPeriods@1': {
    holds: { zh: '{after} 之后至 {on} 完成培训 {found} 学时，不少于 {periods} 学时，符合{clause}条。', en: 'Completed {found} class periods of training after {after} and up to {on}, at least {periods}: as clause {clause} asks.' },
    fails: { zh: '{after} 之后至 {on} 完成培训 {found} 学时，不足 {periods} 学时，不符合{clause}条。', en: 'Completed {found} class periods of training after {after} and up to {on}, fewer than {periods}: not as clause {clause} asks.' },
  },
  'isClassTeacher@1': {
    holds: { zh: '{on} 任班主任（自 {from} 起），符合{clause}条。', en: 'Is class teacher on {on} (since {from}): as clause {clause} asks.' },
    fails: { zh: '{on} 未任班主任，不符合{clause}条。', en: 'Is not class teacher on {on}: not as clause {clause} asks.' },
  },
  'holdsLeaderPost@1': {
    holds: { zh: '{on} 担任 {held}，在 {posts} 之内，符合{clause}条。', en: 'Serves as {held} on {on}, one of {posts}: as clause {clause} asks.' },
    fails: { zh: '{on} 未担任 {posts} 中的职务，不符合{clause}条。', en: 'Holds none of {posts} on {on}: not as clause {clause} asks.' },
  },
  'enteredWithinYears@1': {
    holds: { zh: '入职日期 {enteredOn} 在 {from} 至 {on} 的 {years} 年之内，符合{clause}条。', en: 'Entered service on {enteredOn}, within the {years} years from {from} to {on}: as clause {clause} asks.' },
    fails: { zh: '入职日期 {enteredOn} 不在 {from} 至 {on} 的 {years} 年之内，不符合{clause}条。', en: 'Entered service on {enteredOn}, outside the {years} years from {from} to {on}: not as clause {clause} asks.' },
  },
  'holdsOneOf@1': {
    holds: { zh: '于 {on} 持有 {tiers} 之一：{titles}，或已获 {recognitions} 之一：{recognised}，符合{clause}条。', en: 'Holds one of {tiers} on {on}: {titles}, or was recognised as one of {recognitions}: {recognised}. As clause {clause} asks.' },
    fails: { zh: '于 {on} 未持有 {tiers} 之一，也未登记 {recognitions} 之一，不在选拔范围之内，不符合{clause}条；有而未登记的，请先凭证登记。', en: 'Holds none of {tiers} on {on} and none of {recognitions} is recorded, so she is not of those selected from: not as clause {clause} asks. Record first what she holds and is not recorded.' },
  },
  'yearsOfServiceBetween@1': {
    holds: { zh: '自 {enteredOn} 入职至 {on} 满 {years} 年，在 {from} 至 {to} 年之内，符合{clause}条。', en: 'In service since {enteredOn}, {years} full years on {on}, within {from} to {to}: as clause {clause} asks.' },
    fails: { zh: '自 {enteredOn} 入职至 {on} 满 {years} 年，不在 {from} 至 {to} 年之内，不符合{clause}条。', en: 'In service since {enteredOn}, {years} full years on {on}, outside {from} to {to}: not as clause {clause} asks.' },
  },
  'trainingMet@1': {
    holds: { zh: '截至 {on} 已完成培训要求 {requirement}，符合{clause}条。', en: 'Has met the training requirement {requirement} by {on}: as clause {clause} asks.' },
    fails: { zh: '截至 {on} 尚未完成培训要求 {requirement}，尚缺：{lacking}，不符合{clause}条。', en: 'Has not met the training requirement {requirement} by {on}; still lacking: {lacking}. Not as clause {clause} asks.' },
  },
};

/** Why a rule could not be decided, and what to do. */
export const undecidedSentences: { readonly [why in Undecided]: Both } = {
  erased: { zh: '个人信息已依法删除，{clause}条的规则 {rule} 无法判定。', en: 'Her personal data was erased, so rule {rule} of clause {clause} cannot be decided.' },
  open: { zh: '方案的待定值尚未采纳，{clause}条的规则 {rule} 无法判定：请先采纳。', en: 'The programme leaves a value open that nobody has adopted, so rule {rule} of clause {clause} cannot be decided: adopt it first.' },
  notRecorded: { zh: '所需事实未登记，{clause}条的规则 {rule} 无法判定：请先补登。', en: 'A fact it needs was never recorded, so rule {rule} of clause {clause} cannot be decided: record it first.' },
};

/** Where a team is put forward: what a word about persons says of its members, and what one about teams says of a person. */
const TEAM_SENTENCES = {
  members: {
    holds: { zh: '规则 {rule}：成员 {met} 人均符合，符合{clause}条。', en: 'Rule {rule} holds of all {met} members: as clause {clause} asks.' },
    fails: { zh: '规则 {rule}：成员须 {needed} 人均符合，现 {met} 人符合，不符合{clause}条；请核对不符合的成员。', en: 'Rule {rule} must hold of all {needed} members and holds of {met}: not as clause {clause} asks; look at those of whom it does not.' },
  },
  notOfTeams: { zh: '{clause}条对团队提出，不适用于个人。', en: 'Clause {clause} is about teams and asks nothing of a person.' },
  weighed: { zh: '团队成员的处分或其他处理由人决定，不自动适用{clause}条。', en: 'A sanction of a member is weighed by a person; clause {clause} does not apply by itself.' },
} as const;

function ofTeam({ rule, verdict, bound }: Pick<RuleAnswer, 'rule' | 'verdict' | 'bound'>): Both | undefined {
  if (bound['appliesTo'] === 'TEAM') return TEAM_SENTENCES.notOfTeams;
  if (bound['weighedBy'] === 'PERSON') return TEAM_SENTENCES.weighed;
  const members = bound['members'];
  if (!Array.isArray(members) || rule === 'leaderMeets@1' || rule === 'membersMeet@1' || verdict === 'cannotDecide') return undefined;
  const asked = bound['asked'];
  if (typeof asked === 'object' && asked !== null && !Array.isArray(asked) && (asked as JsonObject)['weighedBy'] === 'PERSON') return TEAM_SENTENCES.weighed;
  return TEAM_SENTENCES.members[verdict];
}

/** What follows the sentence of a rule that fails and was waived. */
const WAIVED: Both = { zh: '经例外审批（{body}，{number}）准予申报。', en: ' Waived by {body} ({number}).' };

/**
 * The sentence of an answer in zh and en. Give `inputs` as recorded in her private part; null where they were erased,
 * and her own values then read 〔已删除〕 and [erased].
 */
export function ruleSentence(answer: Pick<RuleAnswer, 'rule' | 'clause' | 'verdict' | 'undecided' | 'bound' | 'waived'> & { readonly inputs: JsonObject | null; readonly called?: Refusal['called'] }): Both {
  const template = answer.verdict === 'cannotDecide' ? undecidedSentences[answer.undecided ?? 'notRecorded'] : (ofTeam(answer) ?? ruleSentences[answer.rule]?.[answer.verdict]);
  if (template === undefined) throw new RangeError(`No sentences for the rule ${answer.rule}`);
  const { waived } = answer;
  const more = (language: Language): string => (waived === undefined ? '' : WAIVED[language].replace('{body}', waived.body).replace('{number}', waived.number ?? show(null, language)));
  return { zh: `${fill(template.zh, answer, 'zh')}${more('zh')}`, en: `${fill(template.en, answer, 'en')}${more('en')}` };
}

/**
 * The sentence of a refusal that names an eligibility rule apart from its version (`bornOnOrAfter`; `version` stands among
 * the inputs where it is not the first), from its clear inputs and her own values; null for a refusal that is no rule of the vocabulary.
 */
export function refusalSentence(refusal: Pick<Refusal, 'rule' | 'clause' | 'inputs' | 'called'>, own: JsonObject | null): Both | null {
  const { undecided, version = 1, ...bound } = refusal.inputs;
  const word = `${refusal.rule}@${typeof version === 'number' ? version : 1}`;
  if (!Object.hasOwn(ruleSentences, word)) return null;
  const why = isUndecided(undecided) ? undecided : undefined;
  return ruleSentence({ rule: word, clause: refusal.clause ?? '', verdict: why === undefined ? 'fails' : 'cannotDecide', ...(why === undefined ? {} : { undecided: why }), bound, inputs: own, ...(refusal.called === undefined ? {} : { called: refusal.called }) });
}

function isUndecided(value: Json | undefined): value is Undecided {
  return typeof value === 'string' && Object.hasOwn(undecidedSentences, value);
}

type Language = 'zh' | 'en';
type Answer = Parameters<typeof ruleSentence>[0];

function fill(template: string, answer: Answer, language: Language): string {
  return template.replace(/\{(\w+)\}/gu, (_whole, name: string) => valueOf(name, answer, language));
}

function valueOf(name: string, answer: Answer, language: Language): string {
  const called = (input: string): Called => answer.called?.[input] ?? {};
  if (name === 'clause') return answer.clause;
  if (name === 'rule') return answer.rule;
  if (name === 'count') return Array.isArray(answer.bound['of']) ? String(answer.bound['of'].length) : '0';
  if (Object.hasOwn(answer.bound, name) && !PERSONAL.has(`${answer.rule} ${name}`)) return show(answer.bound[name], language, called(name));
  if (answer.inputs === null) return language === 'zh' ? '〔已删除〕' : '[erased]';
  if (`${answer.rule} ${name}` === 'trainingMet@1 lacking') return show(lackingIn(answer.inputs['parts'], language), language, called('parts'));
  const own = OWN_NAMES[`${answer.rule} ${name}`] ?? name;
  return show(answer.inputs[own], language, called(own));
}

/** What the parts of a training requirement still ask for: class periods, and codes of tasks and steps. */
function lackingIn(parts: Json | undefined, language: Language): readonly Json[] {
  if (parts === undefined || !isList(parts)) return [];
  return parts.flatMap((part) => {
    const missing: Json | undefined = typeof part === 'object' && part !== null && !isList(part) ? part['missing'] : undefined;
    return missing === undefined || !isList(missing) ? [] : missing.map((one) => (typeof one === 'number' ? `${one} ${language === 'zh' ? '学时' : 'class periods'}` : one));
  });
}

/** What the programme calls codes of its own. */
type Called = { readonly [code: string]: Both };

/** Where bound and own value share a key, the sentence calls the own one by another name. */
const OWN_NAMES: { readonly [ruleAndPlaceholder: string]: string } = {
  'yearsOfService@1 served': 'years',
  'assessedAtLeast@1 found': 'grade',
  'hoursOfTopic@1 found': 'periods',
  'trainedPeriods@1 found': 'periods',
  'yearsOfService@2 served': 'years',
  'classTeacherFor@1 served': 'years',
  'appraisedAtLeast@1 best': 'excellent',
};
/** Bounds that only repeat what is asked (`true`), where the sentence means her own value. */
const PERSONAL: ReadonlySet<string> = new Set(['onEstablishmentAndInPost@1 onEstablishment', 'onEstablishmentAndInPost@1 inPost', 'onEstablishmentAndInPost@2 onEstablishment', 'onEstablishmentAndInPost@2 inPost']);

function show(value: Json | undefined, language: Language, called: Called = {}): string {
  if (value === undefined || value === null) return language === 'zh' ? '无' : 'none';
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return (called[value] ?? codeWord(value))[language];
  if (isList(value)) return value.length === 0 ? show(null, language) : value.map((entry) => show(entry, language, called)).join(language === 'zh' ? '、' : ', ');
  return showTitle(value, language, called);
}

/** A held title: its tier and since when. */
function showTitle(title: JsonObject, language: Language, called: Called): string {
  const until = title['to'] === null || title['to'] === undefined ? '' : language === 'zh' ? `至 ${show(title['to'], language)}` : ` until ${show(title['to'], language)}`;
  return language === 'zh' ? `${show(title['tier'], language, called)}（${show(title['from'], language)} 起${until}）` : `${show(title['tier'], language, called)} (from ${show(title['from'], language)}${until})`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
