import type { Json } from '../facts';
import { sameJson } from '../decision';
import type { Bilingual } from './programme-definition';
import { namesOf, placeOf, placeWords } from './programme-diff';
import { valueWords, type Place } from './programme-words';
import type { SampleChoice } from './sample-text';

/** One choice of `sample.yaml` that reads otherwise; null where the file on that side makes none, since it leaves nothing open there. */
export interface SampleDifference {
  readonly path: string;
  readonly kind: 'ADDED' | 'REMOVED' | 'VALUE' | 'REASON';
  readonly before: Json | null;
  readonly after: Json | null;
  readonly words: Bilingual;
}

interface Sampled {
  readonly definition: object;
  readonly choices: readonly SampleChoice[];
}

/** What a demonstration would adopt otherwise, in the order of the later file, what is gone at the end. */
export function diffSamples(before: Sampled, after: Sampled): readonly SampleDifference[] {
  const [was, is] = [new Map(before.choices.map((one) => [one.path, one])), new Map(after.choices.map((one) => [one.path, one]))];
  const named = new Map([...namesOf(before.definition), ...namesOf(after.definition)]);
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((path): readonly SampleDifference[] => {
    const [old, now] = [was.get(path), is.get(path)];
    const kind = old === undefined ? 'ADDED' : now === undefined ? 'REMOVED' : !sameJson(old.value, now.value) ? 'VALUE' : old.reason.zh !== now.reason.zh || old.reason.en !== now.reason.en ? 'REASON' : null;
    if (kind === null) return [];
    return [{ path, kind, before: old?.value ?? null, after: now?.value ?? null, words: wordsOf(placeWords(path, named), old, now, placeOf(path, named)) }];
  });
}

function wordsOf(place: Bilingual, old: SampleChoice | undefined, now: SampleChoice | undefined, under: Place): Bilingual {
  const [was, is] = [old === undefined ? null : valueWords(old.value, under), now === undefined ? null : valueWords(now.value, under)];
  if (was === null || old === undefined) return { zh: `${place.zh}：新增选择 ${is?.zh ?? ''}（${now?.reason.zh ?? ''}）`, en: `${place.en}: a new choice, ${is?.en ?? ''} (${now?.reason.en ?? ''})` };
  if (is === null || now === undefined) return { zh: `${place.zh}：不再选择，原为 ${was.zh}`, en: `${place.en}: no choice any more, it was ${was.en}` };
  if (sameJson(old.value, now.value)) return { zh: `${place.zh}：选择未变（${is.zh}），理由由“${old.reason.zh}”改为“${now.reason.zh}”`, en: `${place.en}: the same choice (${is.en}), because "${now.reason.en}" instead of "${old.reason.en}"` };
  return { zh: `${place.zh}：由 ${was.zh} 改选 ${is.zh}（${now.reason.zh}）`, en: `${place.en}: ${is.en} instead of ${was.en} (${now.reason.en})` };
}
