import type { Json, JsonObject, Refusal } from '../facts';
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
};

/** Why a rule could not be decided, and what to do. */
export const undecidedSentences: { readonly [why in Undecided]: Both } = {
  erased: { zh: '个人信息已依法删除，{clause}条的规则 {rule} 无法判定。', en: 'Her personal data was erased, so rule {rule} of clause {clause} cannot be decided.' },
  open: { zh: '方案的待定值尚未采纳，{clause}条的规则 {rule} 无法判定：请先采纳。', en: 'The programme leaves a value open that nobody has adopted, so rule {rule} of clause {clause} cannot be decided: adopt it first.' },
  notRecorded: { zh: '所需事实未登记，{clause}条的规则 {rule} 无法判定：请先补登。', en: 'A fact it needs was never recorded, so rule {rule} of clause {clause} cannot be decided: record it first.' },
};

/**
 * The sentence of an answer in zh and en. Give `inputs` as recorded in her private part; null where they were erased,
 * and her own values then read 〔已删除〕 and [erased].
 */
export function ruleSentence(answer: Pick<RuleAnswer, 'rule' | 'clause' | 'verdict' | 'undecided' | 'bound'> & { readonly inputs: JsonObject | null }): Both {
  const template = answer.verdict === 'cannotDecide' ? undecidedSentences[answer.undecided ?? 'notRecorded'] : ruleSentences[answer.rule]?.[answer.verdict];
  if (template === undefined) throw new RangeError(`No sentences for the rule ${answer.rule}`);
  return { zh: fill(template.zh, answer, 'zh'), en: fill(template.en, answer, 'en') };
}

/**
 * The sentence of a refusal that names an eligibility rule without its version (`bornOnOrAfter`), from its clear inputs
 * and her own values; null for a refusal that is no rule of the vocabulary.
 */
export function refusalSentence(refusal: Pick<Refusal, 'rule' | 'clause' | 'inputs'>, own: JsonObject | null): Both | null {
  const newest = Object.keys(ruleSentences)
    .filter((key) => key.startsWith(`${refusal.rule}@`))
    .sort((a, b) => Number(a.split('@')[1]) - Number(b.split('@')[1]))
    .at(-1);
  if (newest === undefined) return null;
  const { undecided, ...bound } = refusal.inputs;
  const why = isUndecided(undecided) ? undecided : undefined;
  return ruleSentence({ rule: newest, clause: refusal.clause ?? '', verdict: why === undefined ? 'fails' : 'cannotDecide', ...(why === undefined ? {} : { undecided: why }), bound, inputs: own });
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
  if (name === 'clause') return answer.clause;
  if (name === 'rule') return answer.rule;
  if (name === 'count') return Array.isArray(answer.bound['of']) ? String(answer.bound['of'].length) : '0';
  if (Object.hasOwn(answer.bound, name) && !PERSONAL.has(`${answer.rule} ${name}`)) return show(answer.bound[name], language);
  if (answer.inputs === null) return language === 'zh' ? '〔已删除〕' : '[erased]';
  const own = OWN_NAMES[`${answer.rule} ${name}`] ?? name;
  return show(answer.inputs[own], language);
}

/** Where bound and own value share a key, the sentence calls the own one by another name. */
const OWN_NAMES: { readonly [ruleAndPlaceholder: string]: string } = {
  'yearsOfService@1 served': 'years',
  'assessedAtLeast@1 found': 'grade',
  'hoursOfTopic@1 found': 'periods',
};
/** Bounds that only repeat what is asked (`true`), where the sentence means her own value. */
const PERSONAL: ReadonlySet<string> = new Set(['onEstablishmentAndInPost@1 onEstablishment', 'onEstablishmentAndInPost@1 inPost']);

/** Codes of the log, read aloud. A code that is not listed (a tier, a topic) is its programme's own and shown as it is. */
const words: { readonly [code: string]: Both } = {
  APPLIED: { zh: '本人申报', en: 'applied' },
  CONSENTED: { zh: '书面同意', en: 'consented' },
  EXCELLENT: { zh: '优秀', en: 'excellent' },
  QUALIFIED: { zh: '合格', en: 'qualified' },
  BASICALLY_QUALIFIED: { zh: '基本合格', en: 'basically qualified' },
  UNQUALIFIED: { zh: '不合格', en: 'unqualified' },
  ANNUAL: { zh: '年度考核', en: 'annual' },
  END_OF_TERM: { zh: '届终考核', en: 'end of term' },
  MILESTONE: { zh: '期满考核', en: 'milestone' },
  TRAINING: { zh: '培训考核', en: 'training' },
  PRESCHOOL: { zh: '学前', en: 'preschool' },
  PRIMARY: { zh: '小学', en: 'primary' },
  JUNIOR: { zh: '初中', en: 'junior secondary' },
  SENIOR: { zh: '高中', en: 'senior secondary' },
  VOCATIONAL: { zh: '中职', en: 'vocational' },
  SPECIAL: { zh: '特教', en: 'special education' },
};

function show(value: Json | undefined, language: Language): string {
  if (value === undefined || value === null) return language === 'zh' ? '无' : 'none';
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return words[value]?.[language] ?? value;
  if (isList(value)) return value.length === 0 ? show(null, language) : value.map((entry) => show(entry, language)).join(language === 'zh' ? '、' : ', ');
  return showTitle(value, language);
}

/** A held title: its tier and since when. */
function showTitle(title: JsonObject, language: Language): string {
  const until = title['to'] === null || title['to'] === undefined ? '' : language === 'zh' ? `至 ${show(title['to'], language)}` : ` until ${show(title['to'], language)}`;
  return language === 'zh' ? `${show(title['tier'], language)}（${show(title['from'], language)} 起${until}）` : `${show(title['tier'], language)} (from ${show(title['from'], language)}${until})`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
