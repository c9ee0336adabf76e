import { shanghaiDate } from '../clock';
import type { JsonObject, PersonId } from '../domain/facts';
import { codeWord } from '../domain/rules/code-words';
import type { Notice } from '../event-store/notice';
import { asKnownWords } from './as-known';
import type { HistoryEntry, Replay } from './replay';

export type TimelineLanguage = keyof Notice;

const ERASED: Notice = { zh: '〔已删除〕', en: '[erased]' };

/** Names of those who acted, as far as the reader may see them; others stand by their ids. */
export type ActorNames = ReadonlyMap<PersonId, string>;

/** A replay as people read it, one fact after another; plain text, at most what the entries and `names` hold. */
export function timeline(replay: Replay, language: TimelineLanguage, names: ActorNames = new Map()): string {
  const zh = language === 'zh';
  const { view, entries, asOf, asKnown, teacher } = replay;
  const own = replay.erased ? null : nameIn(view.personal);
  const name = replay.erased ? ERASED[language] : (own ?? teacher);
  const known: ActorNames = own === null ? names : new Map([...names, [teacher, own]]);
  const lines = [
    zh ? `教师档案：${name}（${teacher}）` : `Teacher's record: ${name} (${teacher})`,
    zh ? `截至 ${asOf}${asKnown === null ? '' : `，${asKnownWords(asKnown).zh}`}` : `As of ${asOf}${asKnown === null ? '' : `, ${asKnownWords(asKnown).en}`}`,
    '',
  ];
  if (entries.length === 0) lines.push(zh ? '到这一天没有任何记录。' : 'Nothing is on record up to that day.');
  for (const entry of entries) lines.push(...entryLines(entry, language, known));
  lines.push('', zh ? '当日状态' : 'On that day', ...stateLines(replay, language));
  return `${lines.join('\n')}\n`;
}

function entryLines(entry: HistoryEntry, language: TimelineLanguage, names: ActorNames): readonly string[] {
  const zh = language === 'zh';
  const { effectiveOn, word, detail, status, corrects, late, recordedAt, rule, act, working, changes, erased } = entry;
  const marks = [
    ...(status === 'CORRECTED' ? [zh ? '已更正' : 'corrected later'] : status === 'VOIDED' ? [zh ? '已作废' : 'voided'] : []),
    ...(corrects === null ? [] : [zh ? '更正' : 'correction']),
    ...(late ? [zh ? `${shanghaiDate(recordedAt)} 补录` : `recorded ${shanghaiDate(recordedAt)}`] : []),
    ...(erased ? [zh ? '个人信息已删除' : 'personal data erased'] : []),
  ];
  const marked = marks.length === 0 ? '' : zh ? `【${marks.join('，')}】` : ` [${marks.join('; ')}]`;
  const said = detail[language] === '' ? '' : zh ? `：${detail.zh}` : `: ${detail.en}`;
  const lines = [`${effectiveOn}  ${word[language]}${marked}${said}`, `            ${byLine(entry, language, names)}`];
  for (const { sentences } of changes) lines.push(`            ${zh ? '更正前后：' : 'Before → after: '}${sentences[language]}`);
  if (rule !== null) lines.push(`            ${zh ? `依据：方案 ${rule.programme} 第 ${rule.version} 版，${rule.clause} 条` : `Under: programme ${rule.programme} version ${rule.version}, clause ${rule.clause}`}`);
  if (act !== null) lines.push(`            ${zh ? `文件：${act.kind} ${act.number ?? '（无文号）'}，${act.date}` : `Act: ${act.kind} ${act.number ?? '(no number)'}, ${act.date}`}`);
  for (const { holds, sentences } of working) lines.push(`            ${holds ? '✓' : '✗'} ${sentences[language]}`);
  lines.push(`            ${zh ? '事件' : 'Event'} ${entry.event}`);
  return lines;
}

function byLine({ actor, capacity, onBehalfOf, enteredBy, paper, via }: HistoryEntry, language: TimelineLanguage, names: ActorNames): string {
  const zh = language === 'zh';
  const named = (person: PersonId): string => {
    const name = names.get(person);
    if (name === undefined) return person;
    return zh ? `${name}（${person}）` : `${name} (${person})`;
  };
  const holding = (held: HistoryEntry['capacity']): string => {
    if (held === null) return '';
    const post = postWord(held.post)[language];
    return zh ? `，${held.orgNames.zh}${post}` : `, ${post} at ${held.orgNames.en}`;
  };
  const as = holding(capacity);
  // A teacher's or an expert's own paper was entered under the clerk's post; an officer acted under hers, and the clerk stands beside her with her own.
  const entered = (under: string, signed: string): string => (enteredBy === null ? '' : zh ? `；${named(enteredBy)}${under} 代录${signed}` : `; entered by ${named(enteredBy)}${under}${signed}`);
  const [hers, clerk] = enteredBy === null ? [as, ''] : paper === null ? ['', entered(as, '')] : [as, entered(holding(paper), zh ? `（${paper.signedOn} 签署）` : ` (signed ${paper.signedOn})`)];
  const how = via === null ? '' : zh ? `；${viaWords[via]?.zh ?? via}` : `; ${viaWords[via]?.en ?? via}`;
  const behalf = onBehalfOf === null ? '' : zh ? `，受 ${named(onBehalfOf)} 委托` : `, on behalf of ${named(onBehalfOf)}`;
  return zh ? `办理：${actor === 'system' ? '系统' : named(actor)}${behalf}${hers}${clerk}${how}` : `By: ${actor === 'system' ? 'the system' : named(actor)}${behalf}${hers}${clerk}${how}`;
}

function stateLines({ view, entries, words, asOf }: Replay, language: TimelineLanguage): readonly string[] {
  const zh = language === 'zh';
  if (view.unit === null) return [zh ? '  尚无档案' : '  no dossier yet'];
  const lines = [`  ${zh ? '单位：' : 'Unit: '}${words.org(view.unit, asOf)[language]}`];
  if (view.titles.length === 0) lines.push(zh ? '  称号：无' : '  Titles: none');
  for (const { programme, tier, certificate, status, from, to, revokedOn } of view.titles) {
    const span = zh ? `自 ${from}${to === null ? '' : ` 至 ${to}`}` : `from ${from}${to === null ? '' : ` to ${to}`}`;
    const ended = revokedOn === null ? '' : zh ? `，${revokedOn} 撤销` : `, revoked ${revokedOn}`;
    lines.push(`  ${zh ? '称号：' : 'Title: '}${words.tier(programme, tier)[language]} ${certificate} ${span} ${codeWord(status)[language]}${ended}`);
  }
  for (const { open, event } of view.reviews) {
    // Why stands in the history above, in the sentence of its rule.
    const why = entries.find((entry) => entry.event === event)?.detail[language];
    if (open) lines.push(zh ? `  待复核：${why ?? ''}（${event}）` : `  Under review: ${why ?? ''} (${event})`);
  }
  return lines;
}

/** Posts as domain.md, 5.5 names them. */
const postWords: { readonly [post: string]: Notice } = {
  SchoolAdmin: { zh: '学校管理员', en: 'school administrator' },
  PartyOrg: { zh: '单位党组织', en: 'Party organisation of the unit' },
  BureauOfficer: { zh: '教育行政部门经办人', en: 'bureau officer' },
  ResearchCentre: { zh: '教研中心', en: 'officer of the research centre' },
  ProjectLead: { zh: '项目负责人', en: 'project lead' },
  Supervisor: { zh: '督导人员', en: 'supervisor' },
  Expert: { zh: '评审专家', en: 'expert' },
  Auditor: { zh: '审计', en: 'auditor' },
  SystemOperator: { zh: '运维', en: 'system operator' },
  Subscriber: { zh: '下游系统', en: 'subscriber' },
};

/** A post that has no word stands as its code. */
export function postWord(post: string): Notice {
  return postWords[post] ?? { zh: post, en: post };
}

const viaWords: { readonly [via: string]: Notice } = {
  reactor: { zh: '由系统补完', en: 'finished by the system' },
  batch: { zh: '批量办理', en: 'in a batch' },
  import: { zh: '批量导入', en: 'by import' },
};

function nameIn(personal: JsonObject | null): string | null {
  const name = personal?.['name'];
  return typeof name === 'string' ? name : null;
}
