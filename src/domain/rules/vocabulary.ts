import { anyOf1 } from './any-of';
import { assessedAtLeast1 } from './assessed-at-least';
import { bornOnOrAfter1 } from './born-on-or-after';
import { consented1 } from './consented';
import { holdsNoTitle1, holdsTitle1 } from './holds-title';
import { hoursOfTopic1 } from './hours-of-topic';
import { onEstablishmentAndInPost1 } from './on-establishment-and-in-post';
import type { RuleWord } from './rule';
import { stageIn1 } from './stage-in';
import { yearsOfService1 } from './years-of-service';

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
