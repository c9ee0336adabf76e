import type { LeavingReason } from '../domain/cultivation/facts';
import { leavingReason } from '../domain/teacher/pool-view';
import type { WaysFact } from '../domain/teacher/ways-facts';
import type { Notice } from '../event-store/notice';
import { titleLevels } from './code-words';
import type { HistoryFact, Words } from './history';

export const leavingReasons: { readonly [code in LeavingReason]: Notice } = {
  OWN_WISH: { zh: '本人申请', en: 'at her own wish' },
  LEFT_THE_AREA: { zh: '调离本地', en: 'left the area' },
  CULTIVATION_FAILED: { zh: '培养考核未通过', en: 'did not pass in cultivation' },
  ETHICS: { zh: '违反师德', en: 'breach of ethics' },
  OTHER: { zh: '其他', en: 'other' },
};

/** What a fact on the way to a title says, for the line of a timeline. `why`: of a decline, in a sentence; `said`: her own words of it. */
export function waysDetail(fact: Extract<HistoryFact, { readonly type: WaysFact['type'] }>, words: Words, why: () => Notice, said: string | null): Notice {
  switch (fact.type) {
    case 'AdmittedToPool': {
      const { programme, tier, from, to } = fact.data;
      const title = words.tier(programme, tier);
      return to === null ? { zh: `${title.zh}培养人选，自 ${from} 起`, en: `to be cultivated as ${title.en}, from ${from}` } : { zh: `${title.zh}培养人选，自 ${from} 至 ${to}`, en: `to be cultivated as ${title.en}, from ${from} to ${to}` };
    }
    case 'LeftPool': {
      const { programme, tier } = fact.data;
      const [title, code] = [words.tier(programme, tier), leavingReason(fact)];
      if (code === null) return { zh: `${title.zh}培养人选`, en: `no longer cultivated as ${title.en}` };
      const reason = leavingReasons[code];
      return { zh: `${title.zh}培养人选，事由：${reason.zh}${said === null ? '' : `：${said}`}`, en: `no longer cultivated as ${title.en}: ${reason.en}${said === null ? '' : `: ${said}`}` };
    }
    case 'ConfirmationDeclined': {
      const { programme, tier } = fact.data;
      const [title, reason] = [words.tier(programme, tier), why()];
      return { zh: `${title.zh}：${reason.zh}`, en: `${title.en}: ${reason.en}` };
    }
    case 'ExternalRecognitionRecorded': {
      const { programme, kind, level, body, number } = fact.data;
      const [what, rank] = [words.recognition(programme, kind), titleLevels[level]];
      return { zh: `${what.zh}（${rank.zh}），${body}，${number}`, en: `${what.en} (${rank.en}), by ${body}, ${number}` };
    }
    case 'MilestoneReached':
    case 'MilestoneMissed':
      return words.milestone(fact.data.programme, fact.data.milestone);
  }
}
