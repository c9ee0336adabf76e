import type { PrivatePart } from '../domain/facts';
import type { TitleLifeFact } from '../domain/teacher/title-facts';
import type { Notice } from '../event-store/notice';
import type { HistoryFact, Words } from './history';

type OfTitle = Extract<HistoryFact, { readonly type: TitleLifeFact['type'] }>;

/** What became of a title, in the line of a timeline. @param own her own part; null where it is not to be read. */
export function titleDetail(fact: OfTitle, words: Words, own: PrivatePart | null): Notice {
  const { reason = null, appeal = null, paper = null, number = null } = own ?? {};
  const { programme, tier } = fact.data;
  const title = words.tier(programme, tier);
  const { zh, en } = said(fact, words);
  const on = typeof appeal === 'string' ? { zh: `（${appeal}）`, en: ` (${appeal})` } : { zh: '', en: '' };
  const called = typeof paper === 'string' ? `《${paper}》${typeof number === 'string' ? number : ''}` : null;
  const because = typeof reason === 'string' ? { zh: `，事由：${reason}`, en: `, because: ${reason}` } : { zh: '', en: '' };
  return { zh: `${title.zh}，${zh}${on.zh}${called ?? ''}${because.zh}`, en: `${title.en}, ${en}${on.en}${called === null ? '' : ` (${called})`}${because.en}` };
}

function said(fact: OfTitle, words: Words): Notice {
  switch (fact.type) {
    case 'TitleRenewed': {
      const { way, term: { number, from, to } } = fact.data;
      const until = to === null ? { zh: '', en: '' } : { zh: `至 ${to}`, en: ` to ${to}` };
      return { zh: `${way === 'POST' ? '续聘' : '续认'}第 ${number} 届，自 ${from} 起${until.zh}`, en: `${way === 'POST' ? 'appointed again' : 'renewed'} for term ${number}, from ${from}${until.en}` };
    }
    case 'TitleExpired':
      return { zh: `第 ${fact.data.term} 届届满，未续`, en: `term ${fact.data.term} ended and was not renewed` };
    case 'TitleSuspended': {
      const { until, expiry } = fact.data;
      const days = expiry === 'EXTENDS' ? { zh: '所停天数顺延届期', en: 'the days are added to the term' } : { zh: '届期不变', en: 'the term ends as before' };
      return until === null ? { zh: `暂停至恢复之日，${days.zh}`, en: `suspended until it is reinstated; ${days.en}` } : { zh: `暂停至 ${until}，${days.zh}`, en: `suspended until ${until}; ${days.en}` };
    }
    case 'TitleReinstated':
      return { zh: '恢复', en: 'reinstated' };
    case 'TitleRelinquished':
      return fact.data.form === 'HERSELF' ? { zh: '本人放弃', en: 'given up by the holder herself' } : givenUpInWriting(fact.data.paper?.signedOn);
    case 'TitleExited': {
      const exit = words.exit(fact.data.programme, fact.data.tier, fact.data.exit);
      const seat = fact.data.vacancy ? { zh: '名额空出', en: 'the seat is vacant' } : { zh: '名额不空出', en: 'the seat is not vacant' };
      return { zh: `${exit.zh}，${seat.zh}`, en: `${exit.en}; ${seat.en}` };
    }
    case 'TitleAbsorbed':
      return { zh: '并入同日授予的更高称号', en: 'taken up in the higher title of that day' };
    case 'LifetimeTitleGranted':
      return { zh: `依据 ${fact.data.verdicts.length} 届考核结论`, en: `on the verdicts of ${fact.data.verdicts.length} terms` };
    case 'RevocationOverturned':
      return { zh: `申诉成立，自该日起恢复；此前撤销期间不改`, en: `the appeal against it was upheld; held again from this day, and the days of the revocation stay as they were` };
  }
}


function givenUpInWriting(signedOn: string | undefined): Notice {
  return signedOn === undefined ? { zh: '本人书面放弃', en: 'given up by the holder in writing' } : { zh: `本人书面放弃（${signedOn} 签署）`, en: `given up by the holder in writing, signed on ${signedOn}` };
}
