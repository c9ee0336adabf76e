import { anyOf1 } from './any-of';
import { assessedAtLeast1 } from './assessed-at-least';
import { appraisedAtLeast1 } from './appraised-at-least';
import { bornBetween1 } from './born-between';
import { bornOnOrAfter1 } from './born-on-or-after';
import { classTeacherFor1 } from './class-teacher-for';
import { consented1 } from './consented';
import { enteredWithinYears1, holdsLeaderPost1, isClassTeacher1 } from './enlisted';
import { evidenceOnce1 } from './evidence-once';
import { hasCredential1 } from './has-credential';
import { holdsOneOf1 } from './holds-one-of';
import { holdsNoTitle1, holdsTitle1 } from './holds-title';
import { hoursOfTopic1, trainedPeriods1 } from './hours-of-topic';
import { noSanction1 } from './no-sanction';
import { onEstablishmentAndInPost1, onEstablishmentAndInPost2 } from './on-establishment-and-in-post';
import type { RuleWord } from './rule';
import { stageIn1 } from './stage-in';
import { stillTeaching1 } from './still-teaching';
import { taughtSubject1 } from './taught-subject';
import { trainingMet1 } from './training-met';
import { leaderMeets1, membersMeet1, teamSize1 } from './team-words';
import { whenBorn1 } from './when-born';
import { yearsOfService1, yearsOfService2, yearsOfServiceBetween1 } from './years-of-service';

/** Every rule ever published, old versions included: a round pinned to one is decided again with it. */
export const vocabulary: readonly RuleWord[] = [
  bornOnOrAfter1,
  onEstablishmentAndInPost1,
  yearsOfService1,
  holdsTitle1,
  holdsNoTitle1,
  assessedAtLeast1,
  hoursOfTopic1,
  stageIn1,
  anyOf1,
  consented1,
  bornBetween1,
  whenBorn1,
  onEstablishmentAndInPost2,
  yearsOfService2,
  hasCredential1,
  appraisedAtLeast1,
  taughtSubject1,
  classTeacherFor1,
  stillTeaching1,
  noSanction1,
  trainedPeriods1,
  evidenceOnce1,
  isClassTeacher1,
  holdsLeaderPost1,
  enteredWithinYears1,
  holdsOneOf1,
  yearsOfServiceBetween1,
  trainingMet1,
  teamSize1,
  leaderMeets1,
  membersMeet1,
];

export type Vocabulary = readonly RuleWord[];

const byKey: ReadonlyMap<string, RuleWord> = new Map(vocabulary.map((word) => [wordKey(word), word]));

/** `bornOnOrAfter@1` */
export function wordKey(word: RuleWord): string {
  return `${word.name}@${word.version}`;
}

export function findWord(key: string): RuleWord | undefined {
  return byKey.get(key);
}
