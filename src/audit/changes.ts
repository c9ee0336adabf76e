import { sameJson } from '../domain/decision';
import type { EventId, Json, JsonObject, TeacherId } from '../domain/facts';
import { codeWord } from '../domain/rules/code-words';
import type { TeacherFact } from '../domain/teacher/facts';
import { gradeOf } from '../domain/teacher/view';
import type { Notice } from '../event-store/notice';
import { listKinds } from '../prints/list-kinds';
import { detailOf, isErasedOf, ownOf, wordOf } from './event-words';
import { fieldWord, NONE, valueWord } from './field-words';
import type { History, HistoryFact, Words } from './history';

/** What one field read before a correction and reads by it. `field` is null where that cannot be shown. */
export interface Change {
  readonly field: string | null;
  readonly sentences: Notice;
}

/** What each fact that changes the record changed of it, as far as the history may be read; facts that change nothing have no entry. */
export function changesIn({ teacher, own, acts, words }: History): ReadonlyMap<EventId, readonly Change[]> {
  return new Map([...ofFacts(own.map(({ fact }) => fact), teacher, words), ...ofActs(acts.map(({ fact }) => fact), teacher, words)]);
}

function* ofFacts(facts: readonly TeacherFact[], teacher: TeacherId, words: Words): Iterable<readonly [EventId, readonly Change[]]> {
  /** Every wording that was told so far, by the first of them. */
  const told = new Map<EventId, TeacherFact[]>();
  const rootOf = new Map<EventId, EventId>();
  const before = new Map<EventId, TeacherFact>();
  const voided = new Set<EventId>();
  const latest = (event: EventId): TeacherFact | undefined => told.get(rootOf.get(event) ?? event)?.at(-1);
  for (const fact of facts) {
    const root = fact.meta.corrects ?? fact.id;
    const earlier = told.get(root)?.at(-1);
    if (earlier !== undefined) before.set(fact.id, earlier);
    rootOf.set(fact.id, root);
    told.set(root, [...(told.get(root) ?? []), fact]);
    if (fact.meta.corrects !== undefined) yield [fact.id, shown(earlier === undefined ? [] : between(earlier, fact, teacher, words), [earlier, fact], teacher)];
    switch (fact.type) {
      case 'IdentityCorrected': {
        const [was, is] = [before.get(fact.data.registration), latest(fact.data.registration)];
        const changes = was === undefined || is === undefined ? [] : between(was, is, teacher, words).filter(({ field }) => field === 'identityType' || field === 'identityNumber');
        yield [fact.id, shown(changes, [was, is], teacher)];
        break;
      }
      case 'FactVoided': {
        const gone = latest(fact.data.event);
        voided.add(gone?.meta.corrects ?? gone?.id ?? fact.data.event);
        yield [fact.id, shown(gone === undefined ? [] : [{ field: 'event', sentences: neverWas(gone, teacher, words) }], [], teacher)];
        break;
      }
      case 'TrainingHoursVoided': {
        const of = latest(fact.data.training);
        const root = rootOf.get(fact.data.training);
        if (of?.type !== 'CompletedTraining') break;
        const left = facts.slice(0, facts.indexOf(fact)).reduce((sum, one) => (one.type === 'TrainingHoursVoided' && rootOf.get(one.data.training) === root && !voided.has(one.id) ? sum - one.data.periods : sum), of.data.periods);
        const activity = ownOf(of, teacher)?.['activity'];
        const name = typeof activity === 'string' ? activity : of.data.topic;
        const counts = `${left} → ${left - fact.data.periods}`;
        yield [fact.id, [{ field: 'periods', sentences: { zh: `${name}（${of.data.completedOn}）计入学时：${counts}`, en: `Class periods that count of ${name} (${of.data.completedOn}): ${counts}` } }]];
        break;
      }
      default:
    }
  }
}

/** Field by field: what stands in clear, then what is hers, then the day. */
function between(before: TeacherFact, after: TeacherFact, teacher: TeacherId, words: Words): readonly Change[] {
  const { type, meta: { effectiveOn } } = after;
  const [was, is] = [before.meta.effectiveOn, effectiveOn];
  const ofPart = (from: JsonObject, to: JsonObject): readonly Change[] =>
    [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((field) => !sameJson(from[field] ?? null, to[field] ?? null)).map((field) => {
      const said = (value: Json | undefined, day: string): Notice => valueWord(type, { field, value, day, data: after.data as JsonObject }, words);
      return change(field, fieldWord(type, field), said(from[field], was), said(to[field], is));
    });
  const [data, next] = [before.data as JsonObject, after.data as JsonObject];
  const [grade, other] = [gradeOf(before.type), gradeOf(type)];
  // A day that the fact is named by is its day as well.
  const named = Object.keys(next).some((field) => data[field] === was && next[field] === is);
  return [
    ...(grade === null || other === null || grade === other ? [] : [change('grade', fieldWord(type, 'grade'), codeWord(grade), codeWord(other))]),
    ...ofPart(data, next),
    ...ofPart(ownOf(before, teacher) ?? {}, ownOf(after, teacher) ?? {}),
    ...(was === is || named ? [] : [change('effectiveOn', fieldWord(type, 'effectiveOn'), { zh: was, en: was }, { zh: is, en: is })]),
  ];
}

/** A correction changed something: where nothing of it can be read, that is said. */
function shown(changes: readonly Change[], wordings: readonly (TeacherFact | undefined)[], teacher: TeacherId): readonly Change[] {
  if (changes.length > 0) return changes;
  const erased = wordings.some((fact) => fact !== undefined && isErasedOf(fact, teacher));
  return [{ field: null, sentences: erased ? { zh: '〔已删除〕', en: '[erased]' } : { zh: '所改内容在此不予显示', en: 'what was changed is not shown here' } }];
}

function neverWas(fact: TeacherFact, teacher: TeacherId, words: Words): Notice {
  const [{ zh, en }, detail, day] = [wordOf(fact.type), detailOf(fact, teacher, words), fact.meta.effectiveOn];
  return { zh: `${zh}（${day}${detail.zh === '' ? '' : `，${detail.zh}`}） → 作废`, en: `${en} (${day}${detail.en === '' ? '' : `, ${detail.en}`}) → voided` };
}

/** Her row on a posted list that was posted anew, as either list showed it; an opened score that was changed. */
function* ofActs(acts: readonly HistoryFact[], teacher: TeacherId, words: Words): Iterable<readonly [EventId, readonly Change[]]> {
  const rows = new Map<string, { readonly edition: number; readonly row: JsonObject }[]>();
  for (const fact of acts) {
    switch (fact.type) {
      case 'ScoreChanged': {
        const own = ownOf(fact, teacher);
        const [from, to] = [object(own?.['before']), object(own?.['components'])];
        if (from === null || to === null) break;
        yield [fact.id, Object.keys(to).filter((code) => from[code] !== to[code]).map((code) => change(code, words.component(code), text(from[code]), text(to[code])))];
        break;
      }
      case 'PublicityOpened':
      case 'PublicityListed':
      case 'PublicityListChanged': {
        const { publicity } = fact.data;
        const edition = fact.type === 'PublicityOpened' ? 1 : fact.data.edition;
        const posted = rows.get(publicity) ?? [];
        const row = object(ownOf(fact, teacher)?.['row']);
        if (row !== null) posted.push({ edition, row });
        rows.set(publicity, posted);
        if (fact.type !== 'PublicityListChanged' || !fact.data.changes.some(({ kind }) => kind === 'CORRECTED')) break;
        const [was, is] = [posted.findLast((one) => one.edition < edition)?.row, posted.findLast((one) => one.edition === edition)?.row];
        if (was === undefined || is === undefined) break;
        yield [fact.id, listKinds.publicity.columns.filter(({ code }) => code !== 'no' && !sameJson(was[code] ?? null, is[code] ?? null)).map(({ code, label }) => change(code, label, text(was[code]), text(is[code])))];
        break;
      }
      default:
    }
  }
}

function change(field: string, word: Notice, from: Notice, to: Notice): Change {
  return { field, sentences: { zh: `${word.zh}：${from.zh} → ${to.zh}`, en: `${word.en}: ${from.en} → ${to.en}` } };
}

function object(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function text(value: Json | undefined): Notice {
  return typeof value === 'string' || typeof value === 'number' ? { zh: String(value), en: String(value) } : NONE;
}
