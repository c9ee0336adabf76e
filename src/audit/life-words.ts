import type { LifeEvent } from '../domain/teacher/life-facts';
import type { JsonObject } from '../domain/facts';
import { codeWord } from '../domain/rules/code-words';
import type { Notice } from '../event-store/notice';
import type { HistoryFact, Words } from './history';

/** What a fact of her life in service says, for the line of a timeline. */
export function lifeDetail(fact: Extract<HistoryFact, { readonly type: LifeEvent['type'] }>, own: JsonObject | null, words: Words): Notice {
  switch (fact.type) {
    case 'Retired':
    case 'Deceased':
      return { zh: `自 ${fact.data.on} 起`, en: `from ${fact.data.on}` };
    case 'Departed': {
      const [kind, to] = [text(own?.['kind']), text(own?.['to'])];
      if (kind === null) return { zh: `自 ${fact.data.on} 起`, en: `from ${fact.data.on}` };
      const how = codeWord(kind);
      return { zh: `${how.zh}${to === null ? '' : `（去向：${to}）`}，自 ${fact.data.on} 起`, en: `${how.en}${to === null ? '' : ` (to ${to})`}, from ${fact.data.on}` };
    }
    case 'Reemployed': {
      const { on, unit, stage, subject } = fact.data;
      const [where, level] = [words.org(unit, on), codeWord(stage)];
      return { zh: `${where.zh}，${level.zh}${subject}，自 ${on} 起`, en: `${where.en}, ${level.en}, ${subject}, from ${on}` };
    }
    case 'SubjectChanged':
      return { zh: `${fact.data.from} → ${fact.data.subject}，自 ${fact.data.on} 起；已有称号仍为原学科`, en: `${fact.data.from} → ${fact.data.subject}, from ${fact.data.on}; her titles keep the subject they were conferred for` };
    case 'StageChanged': {
      const [from, to] = [codeWord(fact.data.from), codeWord(fact.data.stage)];
      return { zh: `${from.zh} → ${to.zh}，自 ${fact.data.on} 起；已有称号仍为原学段`, en: `${from.en} → ${to.en}, from ${fact.data.on}; her titles keep the stage they were conferred for` };
    }
    case 'IdentitiesMerged':
    case 'MergeUndone': {
      const { into, from } = fact.data;
      const reason = text(own?.['reason']);
      return { zh: `${from} → ${into}${reason === null ? '' : `：${reason}`}`, en: `${from} → ${into}${reason === null ? '' : `: ${reason}`}` };
    }
    case 'IdentityCorrected': {
      const reason = text(own?.['reason']);
      return { zh: `原登记的证件号码有误${reason === null ? '' : `：${reason}`}`, en: `her number in the register was wrong${reason === null ? '' : `: ${reason}`}` };
    }
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
