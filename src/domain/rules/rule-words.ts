import type { Bilingual } from './programme-definition';

/** What a condition is called, by the name of its rule. */
const words: { readonly [rule: string]: Bilingual } = {
  bornOnOrAfter: { zh: '出生不早于某日', en: 'born on or after a day' },
  bornBetween: { zh: '出生日期范围', en: 'born within some days' },
  whenBorn: { zh: '某一出生日期范围内的人员另须符合', en: 'asked of those born within some days' },
  onEstablishmentAndInPost: { zh: '在编在岗', en: 'on the establishment and in post' },
  yearsOfService: { zh: '教龄', en: 'years of service' },
  yearsOfServiceBetween: { zh: '教龄范围', en: 'range of years of service' },
  enteredWithinYears: { zh: '入职年限', en: 'entered service within some years' },
  holdsTitle: { zh: '持有称号', en: 'holds a title' },
  holdsNoTitle: { zh: '未持有称号', en: 'does not hold a title' },
  holdsOneOf: { zh: '持有所列称号或认定之一', en: 'holds one of some titles or recognitions' },
  assessedAtLeast: { zh: '考核结论', en: 'verdict of an assessment' },
  appraisedAtLeast: { zh: '历年年度考核', en: 'appraisals of the last years' },
  hoursOfTopic: { zh: '某一主题的培训学时', en: 'class periods on a topic' },
  trainedPeriods: { zh: '培训学时', en: 'class periods of training' },
  trainingMet: { zh: '完成培训要求', en: 'a training requirement is met' },
  stageIn: { zh: '任教学段', en: 'stage taught at' },
  anyOf: { zh: '所列条件中符合若干项', en: 'some of several conditions' },
  consented: { zh: '本人申报或同意', en: 'applied or consented' },
  hasCredential: { zh: '具有资格、学历、学位、职称等', en: 'has a credential' },
  taughtSubject: { zh: '任教学科年限', en: 'years of teaching a subject' },
  stillTeaching: { zh: '担任领导职务者仍在任教', en: 'still teaches beside a leading post' },
  classTeacherFor: { zh: '班主任年限', en: 'years as a class teacher' },
  isClassTeacher: { zh: '现任班主任', en: 'is a class teacher' },
  holdsLeaderPost: { zh: '担任领导职务', en: 'holds a leading post' },
  noSanction: { zh: '没有影响参评的处分', en: 'no sanction bars it' },
  evidenceOnce: { zh: '业绩材料未由他人使用', en: 'no work was presented by another' },
  teamSize: { zh: '团队人数', en: 'size of the team' },
  leaderMeets: { zh: '团队负责人须符合', en: 'asked of the leader of the team' },
  membersMeet: { zh: '团队成员须符合', en: 'asked of the members of the team' },
};

/** Of `yearsOfService@2`; null of what is no rule. */
export function ruleWord(rule: string): Bilingual | null {
  const [name = '', version] = rule.split('@');
  const word = version !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
  if (word === undefined) return null;
  return version === '1' ? word : { zh: `${word.zh}（第 ${version} 版）`, en: `${word.en} (version ${version})` };
}
