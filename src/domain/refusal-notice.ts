import type { Json, JsonObject, Refusal } from './facts';
import { spokenValue } from './refusal-words';
import { sentenceOf, type Sentence } from './refusals';
import { refusalSentence } from './rules/sentences';

/** Rules that name what there is to choose from without saying 可选. */
const CHOICES: ReadonlySet<string> = new Set(['fundUnknown', 'requirementUnknown', 'targetUnknown', 'unknownTier', 'trackNotOfTier', 'unknownRequirement', 'unknownGate', 'unknownSupervision', 'unknownRecognition']);

/**
 * A refusal as a person reads it: the sentence of its rule, with the person's `own` values where they may be shown.
 * `template` where the rule is none of the domain's; null where nothing says what it means.
 */
export function refusalText(refusal: Pick<Refusal, 'rule' | 'clause' | 'inputs' | 'called'>, own: JsonObject | null, template: Sentence | null = sentenceOf(refusal.rule)): Sentence | null {
  const byRule = refusalSentence(refusal, own);
  if (byRule !== null || template === null) return byRule;
  const { rule, inputs, called = {} } = refusal;
  const sentence = fitting(refusal, template);
  const choice = CHOICES.has(rule) || sentence.zh.includes('可选');
  return filled(sentence, (name) => spokenValue(Object.hasOwn(inputs, name) ? inputs[name] : own?.[name], { input: name, called: called[name] ?? {}, choice }));
}

/** Where the rule stands, for a sentence that does not say so itself: "（依据Q7条）。" and "(clause Q7)." before its full stop. */
export function withClause(sentence: Sentence, clause: string | undefined): Sentence {
  if (clause === undefined || clause === '') return sentence;
  // A notice may cite its own text in words, which need no 条 after them.
  const code = /^[\w.-]+$/u.test(clause);
  const named = (text: string): boolean => (code ? new RegExp(`(?<![\\w.-])${clause.replaceAll('.', '\\.')}(?![\\w-])`, 'u').test(text) : text.includes(clause));
  const cited = (text: string, stop: string, words: string): string => (named(text) ? text : text.endsWith(stop) ? `${text.slice(0, -stop.length)}${words}${stop}` : `${text}${words}`);
  return { zh: cited(sentence.zh, '。', `（依据${clause}${code ? '条' : ''}）`), en: cited(sentence.en, '.', ` (clause ${clause})`) };
}

/** A template with its placeholders filled. A value that brings its own quotation marks needs none of the template's. */
export function filled(template: Sentence, word: (name: string) => Sentence): Sentence {
  const fill = (text: string, language: keyof Sentence, [before, after]: readonly [string, string]) =>
    text.replaceAll(/([“"]?)\{(\w+)\}([”"]?)/gu, (_whole, open: string, name: string, close: string) => {
      const value = word(name)[language];
      return open !== '' && close !== '' && value.startsWith(before) && value.endsWith(after) ? value : `${open}${value}${close}`;
    });
  return { zh: fill(template.zh, 'zh', ['“', '”']), en: fill(template.en, 'en', ['"', '"']) };
}

/** The template, but where an input that it speaks of is not there. */
function fitting(refusal: Pick<Refusal, 'rule' | 'inputs'>, template: Sentence): Sentence {
  const none = (name: string): boolean => isNone(refusal.inputs[name]);
  if (refusal.rule === 'postMayNot') return postMayNot(refusal, template);
  // Of an act it is said what its day decides, and which day is meant.
  if (refusal.rule === 'datesOutOfOrder' && refusal.inputs['earlier'] === 'act.date') return { zh: '决定最早自其文件日期（{first}）起生效，不能自 {second} 起生效；请更正生效日期（effectiveOn），文件日期有误的请更正文件日期（act.date）。', en: 'A decision takes effect on the date of its act ({first}) at the earliest, not from {second} on; correct the day of effect (effectiveOn), or the date of the act (act.date) where that is wrong.' };
  if (refusal.rule === 'datesOutOfOrder' && refusal.inputs['later'] === 'act.date') return { zh: '文件日期（act.date）{second} 早于{earlier}（{first}），文件不能决定当时还没有的事；请更正文件日期，或引用此后作出的文件。', en: 'The date of the act (act.date), {second}, is before {earlier} ({first}), and an act does not decide on what was not there yet; correct the date of the act, or cite one that was passed after that.' };
  if (refusal.rule === 'inTheFuture' && refusal.inputs['field'] === 'act.date') return { zh: '文件日期（act.date）{day} 晚于今天（{today}），尚未作出的决定不能引用；请更正文件日期，或到当日再登记。', en: 'The date of the act (act.date), {day}, is after today ({today}), and a decision that was not taken yet cannot be cited; correct the date of the act, or record it once the day has come.' };
  // Of a list that lost members, or one that is concluded already, what there is to do is another thing.
  if (refusal.rule === 'gradesAboveCap' && refusal.inputs['teachers'] !== undefined) return { zh: '考核 {cohort} 的名单上 {teachers} 已不能一并作出结论，其余 {members} 人的 {percent}% 为 {allowed} 人，{grade} 拟定 {proposed} 人；请减少，已通知的请重新拟定等次并再次通知。', en: 'Assessment {cohort} can no longer be concluded of {teachers}; of the {members} others {percent} % come to {allowed}, and proposed as {grade} are {proposed}. Correct the grades; where they were notified, propose them anew and notify again.' };
  if (refusal.rule === 'gradesAboveCap' && refusal.inputs['cohort'] !== undefined) return { zh: '考核 {cohort} 一并作出结论的 {members} 人的 {percent}% 为 {allowed} 人，更正后 {grade} 为 {proposed} 人；请维持原等次，或先更正他人的等次。', en: 'Of the {members} whom assessment {cohort} was concluded of, {percent} % come to {allowed}, and with this correction {proposed} would be {grade}; leave the grade as it is, or correct that of another first.' };
  // No unit: the bureau of the programme itself.
  if (refusal.rule === 'dutyNotAssigned' && refusal.inputs['unit'] === null) return { zh: '“{party}”的职责 {duty} 尚未分解到方案的主管部门；请先下达任务，再登记完成。', en: 'Duty {duty} of {party} was not assigned to the bureau of the programme; have it assigned first, and record it then.' };
  if (refusal.rule === 'unknownExit' && none('exits')) return { zh: '方案没有为该层级规定任何退出情形，不能以 {exit} 退出；属于撤销的请按撤销办理，或由主管部门补充规定。', en: 'The programme states no exit for the tier, so nobody leaves it by {exit}; where it is a revocation record it as one, or have the programme state the exit.' };
  if (refusal.rule === 'periodUnknown' && none('periods')) return { zh: '{target} 没有始于“{period}”的期间，目前没有已开始的期间；只有一次的请不写期间，其余请待期间开始后办理。', en: '{target} has no period that begins on "{period}", and none has begun; leave the period out of what comes once, or record it when one has begun.' };
  return template;
}

function isNone(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The programme may leave the level of a post open, or name nobody for a stage at all. */
function postMayNot({ inputs }: Pick<Refusal, 'inputs'>, template: Sentence): Sentence {
  if (inputs['post'] === undefined) return { zh: '没有任何职务可以进行此操作，请先在方案中写明由谁办理。', en: 'No post may do this; have the programme say whose task it is.' };
  if (inputs['level'] === null) return { zh: '此操作须由{post}进行，操作人在 {day} 没有这一任职；请由有此任职的人员办理。', en: 'This is done by a {post}, and the actor has no such appointment on {day}; have somebody act who has.' };
  return template;
}

