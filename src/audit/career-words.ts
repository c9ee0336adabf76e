import type { CareerFact } from '../domain/teacher/career-facts';
import type { BusinessDate } from '../domain/dates';
import type { Json, JsonObject } from '../domain/facts';
import { codeWord } from '../domain/rules/code-words';
import type { Notice } from '../event-store/notice';
import type { HistoryFact, Words } from './history';

/** What a fact of her career says, for the line of a timeline. */
export function careerDetail(fact: Extract<HistoryFact, { readonly type: CareerFact['type'] }>, own: JsonObject | null, words: Words): Notice {
  switch (fact.type) {
    case 'ServiceRecorded': {
      const [kind, days, at] = [codeWord(fact.data.kind), span(fact.data), text(own?.['employer'])];
      return { zh: `${kind.zh}${at === null ? '' : `（${at}）`}，${days.zh}`, en: `${kind.en}${at === null ? '' : ` (${at})`}, ${days.en}` };
    }
    case 'CredentialRecorded': {
      const { kind, level, subject, obtainedOn, validTo } = fact.data;
      const [what, high] = [codeWord(kind), codeWord(level)];
      const of = subject === null ? '' : subject;
      return {
        zh: `${what.zh}：${high.zh}${of}，${obtainedOn} 取得${validTo === null ? '' : `，有效期至 ${validTo}`}`,
        en: `${what.en}: ${high.en}${of === '' ? '' : `, ${of}`}, obtained ${obtainedOn}${validTo === null ? '' : `, valid to ${validTo}`}`,
      };
    }
    case 'AppraisalRecorded': {
      const grade = codeWord(fact.data.grade);
      return { zh: `${fact.data.year} 年度：${grade.zh}`, en: `${fact.data.year}: ${grade.en}` };
    }
    case 'TeachingRecorded': {
      const { year, subject, stage, periodsPerWeek } = fact.data;
      const taught = codeWord(stage);
      return { zh: `${year} 学年，${taught.zh}${subject}，每周 ${periodsPerWeek} 课时`, en: `school year ${year}, ${taught.en}, ${subject}, ${periodsPerWeek} periods a week` };
    }
    case 'ClassTeacherSpellRecorded':
      return span(fact.data);
    case 'LeaderPostRecorded': {
      const { post, unit, teaching } = fact.data;
      const [what, where, days] = [codeWord(post), words.org(unit, fact.meta.effectiveOn), span(fact.data)];
      return { zh: `${where.zh}${what.zh}，${days.zh}，${teaching ? '兼课' : '不兼课'}`, en: `${what.en} at ${where.en}, ${days.en}, ${teaching ? 'teaching beside it' : 'not teaching'}` };
    }
    case 'SpellEnded':
      return { zh: `最后一日 ${fact.data.to}`, en: `last day ${fact.data.to}` };
    case 'SanctionRecorded': {
      const { kind, from, to, releaseBy, scopes } = fact.data;
      const [what, measure] = [codeWord(kind), text(own?.['measure'])];
      const barred = scopes.map(codeWord);
      return {
        zh: `${what.zh}${measure === null ? '' : `（${measure}）`}，自 ${from}${to === null ? '' : ` 至 ${to}`}，${releaseBy === 'AUTOMATIC' ? '期满自动解除' : '须经决定解除'}，影响：${barred.map(({ zh }) => zh).join('、')}`,
        en: `${what.en}${measure === null ? '' : ` (${measure})`} from ${from}${to === null ? '' : ` to ${to}`}, ${releaseBy === 'AUTOMATIC' ? 'released by itself' : 'released by decision only'}, bars ${barred.map(({ en }) => en).join(', ')}`,
      };
    }
    case 'SanctionReleased': {
      const outcome = codeWord(fact.data.outcome);
      return fact.data.to === null ? outcome : { zh: `${outcome.zh}至 ${fact.data.to}`, en: `${outcome.en} to ${fact.data.to}` };
    }
    case 'LeaveStarted': {
      const kind = text(own?.['kind']);
      const what = kind === null ? { zh: '离岗', en: 'away' } : codeWord(kind);
      const { from, expectedTo } = fact.data;
      return { zh: `${what.zh}，自 ${from} 起${expectedTo === null ? '' : `，预计至 ${expectedTo}`}`, en: `${what.en} from ${from}${expectedTo === null ? '' : `, expected to ${expectedTo}`}` };
    }
    case 'LeaveEnded':
      return { zh: `${fact.data.backOn} 返岗`, en: `back on ${fact.data.backOn}` };
    case 'EvidenceEntered': {
      const { kind, round, earlierInRound } = fact.data;
      const [what, source, where] = [codeWord(kind), text(own?.['source']), words.round(round)];
      return {
        zh: `${where.zh}，${what.zh}${source === null ? '' : `：${source}`}${earlierInRound === 0 ? '' : `；此前已有 ${earlierInRound} 人使用`}`,
        en: `${where.en}, ${what.en}${source === null ? '' : `: ${source}`}${earlierInRound === 0 ? '' : `; presented before by ${earlierInRound} others`}`,
      };
    }
    case 'WaiverGranted': {
      const round = words.round(fact.data.round);
      return { zh: `${round.zh}，条件 ${fact.data.rule}`, en: `${round.en}, condition ${fact.data.rule}` };
    }
  }
}

function span({ from, to }: { readonly from: BusinessDate; readonly to: BusinessDate | null }): Notice {
  return to === null ? { zh: `自 ${from} 起`, en: `from ${from}` } : { zh: `${from} 至 ${to}`, en: `${from} to ${to}` };
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
