import type { JsonObject } from '../domain/facts';
import type { TrainingFact } from '../domain/teacher/training-facts';
import type { Notice } from '../event-store/notice';
import type { HistoryFact } from './history';

const voidReasons: { readonly [code: string]: Notice } = {
  NOT_ATTENDED: { zh: '未实际参加', en: 'she did not attend' },
  OVERSTATED: { zh: '学时多计', en: 'the hours were overstated' },
  PROVIDER_DISQUALIFIED: { zh: '培训机构不合格', en: 'the provider was disqualified' },
  EVIDENCE_FALSE: { zh: '材料不实', en: 'the evidence was false' },
};

/** What a fact of her training says, for the line of a timeline. */
export function trainingDetail(fact: Extract<HistoryFact, { readonly type: TrainingFact['type'] }>, own: JsonObject | null): Notice {
  switch (fact.type) {
    case 'CompletedTraining': {
      const { topic, periods, completedOn, credit, base, converted, late } = fact.data;
      const activity = text(own?.['activity']);
      const named = activity === null ? { zh: topic, en: topic } : { zh: `${activity}（${topic}）`, en: `${activity} (${topic})` };
      const more = [
        ...(credit === null ? [] : [{ zh: `记入 ${credit.requirement}${credit.step === null ? '' : ` 的“${credit.step}”`}`, en: `credited to ${credit.requirement}${credit.step === null ? '' : `, ${credit.step}`}` }]),
        ...(base === null ? [] : [{ zh: `基地 ${base}`, en: `at base ${base}` }]),
        ...(converted === null ? [] : [{ zh: `由 ${converted.hours} 小时按每学时 ${converted.minutesPerPeriod} 分钟折算`, en: `from ${converted.hours} hours at ${converted.minutesPerPeriod} minutes a period` }]),
        ...(late ? [{ zh: '材料逾期，经批准登记', en: 'documented late, by leave' }] : []),
      ];
      return {
        zh: [`${named.zh} ${periods} 学时，${completedOn} 完成`, ...more.map(({ zh }) => zh)].join('，'),
        en: [`${named.en}, ${periods} class periods, completed ${completedOn}`, ...more.map(({ en }) => en)].join(', '),
      };
    }
    case 'TrainingHoursVoided': {
      const { periods, reasonCode } = fact.data;
      const why = voidReasons[reasonCode] ?? { zh: reasonCode, en: reasonCode };
      return { zh: `${periods} 学时不予计入：${why.zh}`, en: `${periods} class periods do not count: ${why.en}` };
    }
    case 'EnrolledInTraining': {
      const { requirement, from, due } = fact.data;
      return { zh: `${requirement}，自 ${from} 起${due === null ? '' : `，${due} 前完成`}`, en: `${requirement}, from ${from}${due === null ? '' : `, to be completed by ${due}`}` };
    }
    case 'DeliverableSubmitted': {
      const { requirement, piece, receivedOn } = fact.data;
      return { zh: `${requirement}：${piece.kind}，${receivedOn} 收到`, en: `${requirement}: ${piece.kind}, received ${receivedOn}` };
    }
    case 'DeliverableReturned':
    case 'DeliverableAccepted':
      return { zh: `${fact.data.requirement}：${fact.data.kind}`, en: `${fact.data.requirement}: ${fact.data.kind}` };
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
