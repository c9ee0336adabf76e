import type { CohortStage } from './assessment/facts';
import type { RoundRole } from './people';
import type { BallotBase, TierRules } from './programme-rules';
import type { ObjectionOutcome } from './round/facts';

type Both = { readonly zh: string; readonly en: string };

export const outcomes: { readonly [outcome in ObjectionOutcome]: Both } = {
  MAINTAINED: { zh: '维持', en: 'maintained' },
  CORRECTED: { zh: '修正', en: 'corrected' },
  CANCELLED: { zh: '撤销', en: 'cancelled' },
  REASSESS: { zh: '重新评审', en: 'to be assessed again' },
};

export const roleWords: { readonly [role in RoundRole]: Both } = {
  RECOMMENDER: { zh: '推荐人', en: 'recommender' },
  SCORER: { zh: '评委', en: 'scorer' },
  DECIDER: { zh: '决定人', en: 'decider' },
  OBJECTION_HANDLER: { zh: '异议办理人', en: 'handler of objections' },
  CANDIDATE: { zh: '候选人', en: 'candidate' },
  OFFICER: { zh: '经办人', en: 'officer' },
};

export const ballotBases: { readonly [base in BallotBase]: Both } = {
  ON_ESTABLISHMENT: { zh: '在编人员', en: 'on the establishment' },
  CONGRESS: { zh: '教代会代表', en: 'delegates of the congress' },
  COMMITTEE: { zh: '评审委员', en: 'members of the committee' },
};

export const cohortStages: { readonly [stage in CohortStage]: Both } = {
  OPENED: { zh: '已建立', en: 'opened' },
  PROPOSED: { zh: '已拟定等次', en: 'grades proposed' },
  NOTIFIED: { zh: '已通知', en: 'notified' },
  CONCLUDED: { zh: '已结束', en: 'concluded' },
};

export const exclusivities: { readonly [rule in NonNullable<TierRules['exclusivity']>['value']]: Both } = {
  NONE: { zh: '不限', en: 'none' },
  TRACK: { zh: '同一层级只报一个类别', en: 'one track of the tier' },
  PROGRAMME: { zh: '同一方案只报一项', en: 'one nomination in the programme' },
};
