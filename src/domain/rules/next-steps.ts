import { addYears, isBusinessDate } from '../dates';
import type { Json, JsonObject, Refusal } from '../facts';
import { addDecimals, compareDecimals, decimal, isDecimal, multiplyDecimals, showDecimal, ZERO } from './decimal';
import { codeWord } from './code-words';

type Both = { readonly zh: string; readonly en: string };
type Values = { readonly [placeholder: string]: string | number };

/** What to do when a rule says no: first about the record, then what time or more work may bring. */
interface NextStep {
  readonly first: Both;
  /** Only where the working gives its values: a day, or how much is lacking. */
  readonly later?: Both & { readonly values: (bound: JsonObject, own: JsonObject) => Values | null };
}

const step = (zh: string, en: string, later?: NextStep['later']): NextStep => ({ first: { zh, en }, ...(later === undefined ? {} : { later }) });

/** The day on which so many years since she entered service are full. */
function yearsFull(years: Json | undefined, { enteredOn }: JsonObject): Values | null {
  return typeof years === 'number' && isBusinessDate(enteredOn) ? { years, day: addYears(enteredOn, years) } : null;
}

function lackingOf(asked: Json | undefined, found: Json | undefined): Values | null {
  if (!isNumber(asked) || !isNumber(found)) return null;
  const lacking = addDecimals(decimal(asked), multiplyDecimals(decimal(-1), decimal(found)));
  return compareDecimals(lacking, ZERO) > 0 ? { lacking: showDecimal(lacking) } : null;
}

function isNumber(value: Json | undefined): value is number | string {
  return (typeof value === 'number' || typeof value === 'string') && isDecimal(value);
}

/** The last day of what she holds, where all of it ends. */
function heldUntil({ ever }: JsonObject, { titles }: JsonObject): Values | null {
  if (ever === true || !Array.isArray(titles) || titles.length === 0) return null;
  const ends = titles.map((title: Json) => (typeof title === 'object' && title !== null ? Reflect.get(title, 'to') : null)).filter(isBusinessDate).sort();
  const last = ends.at(-1);
  return ends.length < titles.length || last === undefined ? null : { day: last };
}

const moreYears = (found: string): NonNullable<NextStep['later']> => ({
  zh: '确实不足的，还差 {lacking} 年，满后可再申报', en: 'if it is right, she may be put forward once the years still lacking are full ({lacking})',
  values: ({ years }, own) => lackingOf(years, own[found]),
});
const morePeriods: NonNullable<NextStep['later']> = {
  zh: '尚未完成的，还差 {lacking} 学时，完成后可再申报', en: 'she may be put forward once the class periods still lacking are completed ({lacking})',
  values: ({ periods }, own) => lackingOf(periods, own['periods']),
};
const born = step('请核对出生日期，登记有误的先更正（CorrectFact）', 'Check the birth date and correct it where it is wrong (CorrectFact)');
const classTeacher = '请核对班主任经历，漏登的先补登（RecordClassTeacherSpell）';
const classTeacherEn = 'Check her time as a class teacher and record what is missing (RecordClassTeacherSpell)';
const trained = '请核对培训记录，漏登的先补登（RecordTraining）';
const trainedEn = 'Check her training and record what is missing (RecordTraining)';
const members = step('请核对成员，登记有误的先更正（CorrectFact），或调整成员（JoinTeam、LeaveTeam）', 'Check the members, correct what is recorded wrongly (CorrectFact), or change the members (JoinTeam, LeaveTeam)');

/** One entry for each word and version of the vocabulary, as sentences.ts has; a spec holds the lists to each other. */
export const nextSteps: { readonly [rule: string]: NextStep } = {
  'bornOnOrAfter@1': born,
  'bornBetween@1': born,
  'whenBorn@1': step('请核对出生日期与所附各项条件，登记有误的先更正（CorrectFact），漏登的先补登', 'Check the birth date and each condition of the cohort, correct what is wrong (CorrectFact) and record what is missing'),
  'onEstablishmentAndInPost@1': step('请核对在编、在岗情况，登记有误的先更正（CorrectFact）', 'Check whether she is on the establishment and in post, and correct what is wrong (CorrectFact)'),
  'onEstablishmentAndInPost@2': step('请核对在编、在岗情况，登记有误的先更正（CorrectFact），已返岗的先登记（EndLeave）', 'Check whether she is on the establishment and in post, correct what is wrong (CorrectFact), and record her return where she is back (EndLeave)'),
  'yearsOfService@1': step('请核对入职日期，登记有误的先更正（CorrectFact）', 'Check the day she entered service and correct it where it is wrong (CorrectFact)', {
    zh: '无误的，至 {day} 满 {years} 年，届时可再申报', en: 'if it is right, {years} years are full on {day}, and she may be put forward then', values: ({ years }, own) => yearsFull(years, own),
  }),
  'yearsOfService@2': step('请核对任职经历，漏登的先补登（RecordService）', 'Check her spells of service and record what is missing (RecordService)', moreYears('years')),
  'yearsOfServiceBetween@1': step('请核对入职日期，登记有误的先更正（CorrectFact），无误的请按其教龄所属的层级申报', 'Check the day she entered service and correct it where it is wrong (CorrectFact); if it is right, put her forward for the tier of her years', {
    zh: '至 {day} 满 {years} 年，届时可申报本层级', en: '{years} years are full on {day}, and she may be put forward for this tier then', values: ({ from }, own) => (typeof from === 'number' && Number(own['years']) < from ? yearsFull(from, own) : null),
  }),
  'enteredWithinYears@1': step('请核对入职日期，登记有误的先更正（CorrectFact）', 'Check the day she entered service and correct it where it is wrong (CorrectFact)'),
  'holdsTitle@1': step('已获称号而未登记的，请先凭证补登（ImportLegacyTitles）', 'Where she holds it and it is not recorded, record it on its evidence first (ImportLegacyTitles)', {
    zh: '尚未获得的，请先参评 {tier}', en: 'where she does not, put her forward for {tier} first', values: ({ tier }) => (typeof tier === 'string' ? { tier } : null),
  }),
  'holdsNoTitle@1': step('称号已失效而未登记的，请先登记（RelinquishTitle、ExitTitle、RevokeTitle），登记有误的先更正（CorrectFact）', 'Where the title came to its end and that is not recorded, record it first (RelinquishTitle, ExitTitle, RevokeTitle); correct what is wrong (CorrectFact)', {
    zh: '所持称号至 {day} 止，此后可再申报', en: 'what she holds ends on {day}, and she may be put forward after that', values: heldUntil,
  }),
  'holdsOneOf@1': step('请核对称号与认定，有而未登记的先凭证补登（ImportLegacyTitles、RecordRecognition）', 'Check her titles and recognitions and record on its evidence what is missing (ImportLegacyTitles, RecordRecognition)'),
  'assessedAtLeast@1': step('考核结论漏登的，请先登记（ConcludeAssessment）；未达到的，可待此后的考核达到后再申报', 'Where a verdict is missing, have it recorded first (ConcludeAssessment); where it falls short, wait for one that does not'),
  'appraisedAtLeast@1': step('请核对年度考核，漏登的先补登（RecordAppraisal），登记有误的先更正（CorrectFact）；未达到的，可待此后各年度达到后再申报', 'Check her appraisals, record what is missing (RecordAppraisal) and correct what is wrong (CorrectFact); where they fall short, wait until those of the years to come do not'),
  'hoursOfTopic@1': step(trained, trainedEn, morePeriods),
  'trainedPeriods@1': step(trained, trainedEn, morePeriods),
  'trainingMet@1': step('请在其培训情况中查看所缺部分，漏登的先补登（RecordTraining、SubmitDeliverables）；尚未完成的，完成后可再申报', 'Look up in her training which part is missing and record what she has done (RecordTraining, SubmitDeliverables); she may be put forward once she has completed the rest'),
  'stageIn@1': step('请核对任教学段，登记有误的先更正（CorrectFact），已变动的先登记（ChangeStage）；无误的，请申报面向其学段的届次', 'Check the stage she teaches at, correct it where it is wrong (CorrectFact) or record the change (ChangeStage); if it is right, put her forward in the round for her stage'),
  'taughtSubject@1': step('请核对任课记录，漏登的先补登（RecordTeaching）', 'Check the lessons recorded for her and record what is missing (RecordTeaching)', moreYears('taught')),
  'classTeacherFor@1': step(classTeacher, classTeacherEn, moreYears('years')),
  'isClassTeacher@1': step(classTeacher, classTeacherEn),
  'holdsLeaderPost@1': step('请核对所任职务，漏登的先补登（RecordLeaderPost）', 'Check the posts recorded for her and record what is missing (RecordLeaderPost)'),
  'stillTeaching@1': step('请核对职务与任课，已不任该职的先登记（EndSpell），漏登的课时先补登（RecordTeaching）', 'Check post and lessons, end the post where she holds it no more (EndSpell), and record the lessons that are missing (RecordTeaching)'),
  'hasCredential@1': step('请核对证书，漏登的先补登（RecordCredential）；级别或年限未到的，达到后可再申报', 'Check her credentials and record what is missing (RecordCredential); where level or years fall short, she may be put forward once they do not'),
  'noSanction@1': step('请核对处分，已解除而未登记的先登记（ReleaseSanction）', 'Check the sanction and record its release where it was released (ReleaseSanction)'),
  'evidenceOnce@1': step('请核对材料，登记有误的先作废（VoidFact），再登记其本人的材料（EnterEvidence）', 'Check the works, void what was entered wrongly (VoidFact), and enter works of her own (EnterEvidence)'),
  'consented@1': step('请先登记本人申报或书面同意（GiveConsent），未经本人同意不得申报', 'Have her application or consent recorded (GiveConsent); nobody is put forward without it'),
  'anyOf@1': step('请核对各项条件，登记有误的先更正（CorrectFact），漏登的先补登', 'Check each of the conditions, correct what is wrong (CorrectFact) and record what is missing', {
    zh: '还差 {lacking} 项', en: 'conditions still lacking: {lacking}', values: ({ atLeast }, own) => lackingOf(atLeast, own['holding']),
  }),
  'teamSize@1': step('成员有变动的，请先登记（JoinTeam、LeaveTeam）', 'Record who joins or leaves first (JoinTeam, LeaveTeam)'),
  'leaderMeets@1': step('请核对主持人，登记有误的先更正（CorrectFact），或更换主持人（NameTeamLeader）', 'Check the leader, correct what is recorded wrongly (CorrectFact), or name another (NameTeamLeader)'),
  'membersMeet@1': members,
};

/** Of the vocabulary no word can say who may be let through, nor whether somebody else stands ready: the notice and the unit know. */
const IF_IT_STANDS: Both = {
  zh: '确实不符的，请另选人选，方案规定可以例外的也可申请例外审批（GrantWaiver）', en: 'if it stands as it is, choose another person, or ask for a waiver where the programme grants one (GrantWaiver)',
};
const ERASED: Both = { zh: '请另选人选', en: 'Choose another person' };

/**
 * What whoever was refused by an eligibility rule does next, as sentences of their own; null for a refusal that is no rule
 * of the vocabulary, or whose own sentence says it all (an open value is adopted first).
 *
 * @param own what was read of her, where it may be shown: days and what is lacking are worked out from it.
 */
export function nextStep({ rule, inputs: { undecided, version = 1, ...bound }, called = {} }: Pick<Refusal, 'rule' | 'inputs' | 'called'>, own: JsonObject | null): Both | null {
  const word = `${rule}@${typeof version === 'number' ? version : 1}`;
  const known = Object.hasOwn(nextSteps, word) ? nextSteps[word] : undefined;
  if (known === undefined || undecided === 'open') return null;
  if (undecided === 'erased') return said([ERASED]);
  // What was never recorded is recorded, and then decided.
  if (undecided !== undefined) return said([known.first]);
  const ofMembers = Array.isArray(bound['members']) && rule !== 'leaderMeets' && rule !== 'membersMeet';
  const { first, later } = ofMembers ? members : known;
  const values = later === undefined || own === null ? null : later.values(bound, own);
  return said([first, ...(later === undefined || values === null ? [] : [{ zh: filled(later, 'zh', values, called), en: filled(later, 'en', values, called) }]), IF_IT_STANDS]);
}

function filled(template: Both, language: keyof Both, values: Values, called: NonNullable<Refusal['called']>): string {
  return template[language].replace(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') return String(value ?? whole);
    return (called[name]?.[value] ?? codeWord(value))[language];
  });
}

function said(parts: readonly Both[]): Both {
  return { zh: `${parts.map(({ zh }) => zh).join('；')}。`, en: `${parts.map(({ en }) => en).join('; ')}.` };
}
