import type { ConflictKind } from '../domain/programme-rules';
import type { LegacyTitleImported, NominationStruck, ReissueReason } from '../domain/teacher/facts';
import type { Notice } from '../event-store/notice';

/** Words of a timeline for the codes that facts hold. */

export const stages: { readonly [code: string]: Notice } = {
  PRESCHOOL: { zh: '学前', en: 'preschool' },
  PRIMARY: { zh: '小学', en: 'primary' },
  JUNIOR: { zh: '初中', en: 'junior secondary' },
  SENIOR: { zh: '高中', en: 'senior secondary' },
  VOCATIONAL: { zh: '中职', en: 'vocational' },
  SPECIAL: { zh: '特教', en: 'special education' },
};
export const kinds: { readonly [code: string]: Notice } = {
  ANNUAL: { zh: '年度考核', en: 'annual assessment' },
  END_OF_TERM: { zh: '届终考核', en: 'end-of-term assessment' },
  MILESTONE: { zh: '期满考核', en: 'milestone assessment' },
  TRAINING: { zh: '培训考核', en: 'training assessment' },
};
export const reissueReasons: { readonly [code in ReissueReason]: Notice } = {
  LOST: { zh: '遗失', en: 'lost' },
  DAMAGED: { zh: '损毁', en: 'damaged' },
  CORRECTED: { zh: '信息更正', en: 'its wording was corrected' },
};
export const titleLevels: { readonly [level in LegacyTitleImported['data']['level']]: Notice } = {
  NATIONAL: { zh: '国家级', en: 'national' },
  PROVINCE: { zh: '省级', en: 'provincial' },
  CITY: { zh: '市级', en: 'city' },
  COUNTY: { zh: '县级', en: 'county' },
  SCHOOL: { zh: '校级', en: 'school' },
};
export const listChanges = {
  REMOVED: { zh: '本人不再列入', en: 'she is off it' },
  ADDED: { zh: '本人列入', en: 'she is on it now' },
  CORRECTED: { zh: '本人的内容已更正', en: 'her row is corrected' },
  MOVED: { zh: '本人的次序有变', en: 'her place is another' },
} as const;
export const voidReasons: { readonly [code: string]: Notice } = {
  GROUND_CORRECTED: { zh: '所依据的事实已更正', en: 'the facts under it were corrected' },
  WRONG_PERSON: { zh: '录入他人档案', en: 'entered in the wrong dossier' },
  ENTERED_TWICE: { zh: '重复录入', en: 'entered twice' },
  NEVER_HAPPENED: { zh: '事实未发生', en: 'never happened' },
  EVIDENCE_FALSE: { zh: '材料不实', en: 'the evidence was false' },
};

export const struckBecause: { readonly [because in NominationStruck['data']['because']]: Notice } = {
  APPROVAL: { zh: '审定时未予通过', en: 'struck at the approval of the list' },
  OBJECTION: { zh: '异议成立', en: 'an objection was upheld' },
  CONFERRAL_VOIDED: { zh: '其称号的授予已作废', en: 'the conferral of her title was voided' },
};

export const endings: { readonly [how in 'COMPLETED' | 'OVERDUE' | 'LEFT']: Notice } = {
  COMPLETED: { zh: '已补正', en: 'completed' },
  OVERDUE: { zh: '逾期未补正', en: 'not completed in time' },
  LEFT: { zh: '申报已撤回或不予推荐', en: 'the nomination was withdrawn or not recommended' },
};

export const conflicts: { readonly [kind in ConflictKind]: Notice } = {
  SAME_UNIT: { zh: '同一单位', en: 'same unit' },
  STUDIO: { zh: '同一工作室', en: 'same studio' },
  MENTOR: { zh: '师徒关系', en: 'mentor and mentee' },
  COAUTHOR: { zh: '合作发表', en: 'co-authors' },
  DECLARED: { zh: '本人申报的其他利害关系', en: 'another interest that she declared' },
};
