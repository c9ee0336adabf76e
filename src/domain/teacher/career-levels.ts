import type { CredentialKind } from './career-facts';

/** Levels of each kind of credential by height; two of one height stand for each other. */
const heights: { readonly [kind in CredentialKind]: { readonly [level: string]: number } } = {
  // 教师资格条例 art. 5: a licence serves its own level and those below, and senior and vocational secondary schools take each
  // other's. The licence of an instructor (实习指导) serves nothing but itself: it stands below all others.
  TEACHER_LICENCE: { LICENCE_INSTRUCTOR: 0, LICENCE_PRESCHOOL: 1, LICENCE_PRIMARY: 2, LICENCE_JUNIOR: 3, LICENCE_SENIOR: 4, LICENCE_VOCATIONAL: 4, LICENCE_HIGHER: 5 },
  EDUCATION: { EDUCATION_SECONDARY: 1, EDUCATION_COLLEGE: 2, EDUCATION_UNDERGRADUATE: 3, EDUCATION_POSTGRADUATE: 4 },
  DEGREE: { DEGREE_BACHELOR: 1, DEGREE_MASTER: 2, DEGREE_DOCTOR: 3 },
  PROFESSIONAL_TITLE: { TITLE_THIRD: 1, TITLE_SECOND: 2, TITLE_FIRST: 3, TITLE_SENIOR: 4, TITLE_FULL_SENIOR: 5 },
  LANGUAGE: { PUTONGHUA_3B: 1, PUTONGHUA_3A: 2, PUTONGHUA_2B: 3, PUTONGHUA_2A: 4, PUTONGHUA_1B: 5, PUTONGHUA_1A: 6 },
};

export const credentialKinds = Object.keys(heights) as readonly CredentialKind[];
export const credentialLevels: readonly string[] = Object.values(heights).flatMap((levels) => Object.keys(levels));

export function levelsOf(kind: CredentialKind): readonly string[] {
  return Object.keys(heights[kind]);
}

/** Whether a credential of the level serves where `asked` is asked for. @throws RangeError for a level that is not of the kind. */
export function serves(kind: CredentialKind, level: string, asked: string): boolean {
  const [own, wanted] = [heights[kind][level], heights[kind][asked]];
  if (own === undefined || wanted === undefined) throw new RangeError(`${kind} has no level ${own === undefined ? level : asked}`);
  if (asked === 'LICENCE_INSTRUCTOR') return level === asked;
  return own >= wanted;
}
