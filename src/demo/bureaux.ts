import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';

/** Somebody to be when trying the demonstration. */
export interface Persona {
  /** null while she has not come into what is told yet. */
  readonly person: PersonId | null;
  /** The day on which she comes, where she is not there from the start. */
  readonly from?: BusinessDate;
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

/** On this day each of these has something to show on every board that its programme has; what is told of later years has not happened. */
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
      'T11-staged-cultivation',
      'T12-all-staff-and-selectees',
      'T13-place-taken-away',
      'T16-funds-of-the-district',
      'T17-project-leads',
      'T21-workshops-and-mentors',
      'T9-entry-date-corrected',
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
      'Z8-county-round-city-titles',
      'Z4-sanction-stops-a-confirmation',
      'Z11-master-and-apprentice',
      'Z13-principals-qualification-first',
      'Z14-class-teachers-induction-first',
      'Z18-Z19-four-levels',
      'Z21-Z22-leading-group-and-supervision',
      'Z21-the-city-corrects-and-revokes',
      'Z27-lean-to-rural-and-weak-subjects',
    ],
    personas: [{ name: 'wenzhou-county', example: 'lead-by-tier-and-stage', who: 'county-officer', zh: '县教育局经办人(新锐教师以县为主)', en: 'officer of a county (it leads the New-Edge teachers)' }],
  },
  {
    programme: 'district-five-level-2023',
    key: 'district',
    called: { zh: '某区教育局', en: 'Education bureau of a district' },
    examples: [
      'A3-entry-date-corrected',
      'A5-A8-four-parties',
      'A9-five-ones',
      'A11-A12-guidance-and-workshops',
      'A13-four-phases',
      'first-level',
      'A1-one-level-after-another',
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
      'Q4-corrections-are-the-city-bureaus',
      'Q11-bases-1-3-N',
      'Q12-mentor-team',
      'Q13-Q16-Q17-E40-studios',
      'Q7-two-excellent-terms',
      'Q19-a-year-under-way',
      'terms-under-assessment',
    ],
    personas: [
      { name: 'qingdao-party', example: 'E25-moved-in-march', who: 'party-1', zh: '学校党组织(负责年度考核)', en: 'Party organisation of a school (it assesses each year)' },
      { name: 'qingdao-teacher', example: 'Q7-no-more-excellent-than-the-share', who: 't-7', zh: '教师(届终考核经复核)', en: 'teacher (her end-of-term grade was reviewed)' },
    ],
  },
];
