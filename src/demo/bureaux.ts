import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';

/** Somebody to be when trying the demonstration. */
export interface Persona {
  readonly person: PersonId;
  readonly zh: string;
  readonly en: string;
}

/** A bureau of the demonstration whose work is told by the worked examples of its programme. */
export interface BureauTold {
  /** Folder of `programmes`. */
  readonly programme: string;
  /** Of its units' and people's ids, and of its personas. */
  readonly key: string;
  readonly called: { readonly zh: string; readonly en: string };
  /** Files of the folder's `examples`, in any order: each goes on when its day comes. One more is one more line. */
  readonly examples: readonly string[];
  /** Whom to be beside its officer: a name in one of the examples. */
  readonly personas: readonly { readonly name: string; readonly example: string; readonly who: string; readonly zh: string; readonly en: string }[];
}

/** By this day all that is told here has happened. */
export const LAST_DAY: BusinessDate = '2028-10-09';

/** Each has a tree of units of its own and sees nothing of the others. */
export const BUREAUX: readonly BureauTold[] = [
  {
    programme: 'tianqiao-2021',
    key: 'tianqiao',
    called: { zh: '天桥区教育和体育局', en: 'Tianqiao District Education and Sports Bureau' },
    examples: [
      'figures-and-predecessor',
      'selectees-of-a-track',
    ],
    personas: [{ name: 'tianqiao-teacher', example: 'selectees-of-a-track', who: 't-3', zh: '教师(2025年入选培养人选)', en: 'teacher (a selectee of 2025)' }],
  },
  {
    programme: 'wenzhou-ouyue-2022',
    key: 'wenzhou',
    called: { zh: '温州市教育局', en: 'Wenzhou Education Bureau' },
    examples: [
      'lead-by-tier-and-stage',
      'through-the-county',
      'county-plans-before-june',
      'figures-and-clauses',
      'targets-by-2025',
    ],
    personas: [{ name: 'wenzhou-county', example: 'lead-by-tier-and-stage', who: 'county-officer', zh: '县教育局经办人(新锐教师以县为主)', en: 'officer of a county (it leads the New-Edge teachers)' }],
  },
  {
    programme: 'district-five-level-2023',
    key: 'district',
    called: { zh: '某区教育局', en: 'Education bureau of a district' },
    examples: [
      'first-level',
    ],
    personas: [{ name: 'district-teacher', example: 'first-level', who: 't-3', zh: '教师(第一级骨干教师)', en: 'teacher (on the first level)' }],
  },
  {
    programme: 'qingdao-mingshi-2024',
    key: 'qingdao',
    called: { zh: '青岛市教育局', en: 'Qingdao Education Bureau' },
    examples: [
      'figures-and-clauses',
      'development-plans',
      'outputs-and-tolerance',
      'about-eight-million',
      'selection-of-a-term',
      'E25-moved-in-march',
      'Q3a-daily-tracking',
      'Q7-no-more-excellent-than-the-share',
      'end-of-term',
      'E27-put-off-during-a-leave',
    ],
    personas: [
      { name: 'qingdao-party', example: 'E25-moved-in-march', who: 'party-1', zh: '学校党组织(负责年度考核)', en: 'Party organisation of a school (it assesses each year)' },
      { name: 'qingdao-teacher', example: 'Q7-no-more-excellent-than-the-share', who: 't-7', zh: '教师(届终考核经复核)', en: 'teacher (her end-of-term grade was reviewed)' },
    ],
  },
];
