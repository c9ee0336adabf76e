import { givesGrade } from './assessment-check';
import { isOpenLeaf, type GroundEntry, type Leaf, type ProgrammeDefinition, type TierEntry } from './programme-definition';
import type { Finding, Place } from './problems';
import { choiceWords } from './schema-findings';

/** What a tier says of the life of its titles, held against the rest of the file. */
export function checkTitleLife(definition: ProgrammeDefinition, code: string, { termYears, renewal, lifetime, absorbs }: TierEntry): readonly Finding[] {
  const place: Place = ['tiers', code];
  const termless = termYears === undefined || (!isOpenLeaf(termYears) && termYears.value === null);
  return [
    ...(termless && renewal !== undefined ? [{ code: 'missingKey' as const, place: [...place, 'renewal'], with: { key: 'termYears' } }] : []),
    ...(termless && lifetime !== undefined ? [{ code: 'missingKey' as const, place: [...place, 'lifetime'], with: { key: 'termYears' } }] : []),
    ...(lifetime === undefined || isOpenLeaf(lifetime.consecutive) || (lifetime.consecutive.value >= 2 && lifetime.consecutive.value <= 10) ? [] : [{ code: 'outOfBounds' as const, place: [...place, 'lifetime', 'consecutive', 'value'], with: { value: lifetime.consecutive.value, min: 2, max: 10 } }]),
    ...(lifetime === undefined || isOpenLeaf(lifetime.grade) ? [] : givesGrade(definition, 'END_OF_TERM', lifetime.grade.value, [...place, 'lifetime', 'grade', 'value'])),
    ...(renewal?.grades === undefined || isOpenLeaf(renewal.grades) ? [] : renewal.grades.value.flatMap((grade, index) => givesGrade(definition, 'END_OF_TERM', grade, [...place, 'renewal', 'grades', 'value', index]))),
    ...unknownGrounds(definition, lifetime?.revocable, [...place, 'lifetime', 'revocable']),
    ...absorbed(definition, code, absorbs, [...place, 'absorbs']),
  ];
}

/** A ground that rests on a verdict names an assessment of the file and a grade that it gives; a duty, mission or purpose rests on none. */
export function checkGroundVerdicts(definition: ProgrammeDefinition): readonly Finding[] {
  const { revocationGrounds, assessments = {}, parties = {}, funding = {}, studios = {} } = definition;
  const own = isOpenLeaf(revocationGrounds) ? [] : revocationGrounds.value.flatMap(({ verdict }, index): readonly Finding[] => {
    if (verdict === undefined) return [];
    const place: Place = ['revocationGrounds', 'value', index, 'verdict'];
    const assessment = Object.hasOwn(assessments, verdict.assessment) ? assessments[verdict.assessment] : undefined;
    if (assessment === undefined) return [{ code: 'unknownAssessment', place: [...place, 'assessment'], with: { code: verdict.assessment } }];
    const { grades } = assessment;
    return isOpenLeaf(grades) || grades.value.includes(verdict.grade) ? [] : [{ code: 'gradeNotOfAssessment', place: [...place, 'grade'], also: [['assessments', verdict.assessment, 'grades']], with: { code: verdict.assessment, grade: verdict.grade, ...choiceWords(grades.value, 'grade') } }];
  });
  const others: readonly (readonly [Place, Leaf<readonly GroundEntry[]> | undefined])[] = [
    ...Object.entries(parties).map(([code, { duties }]) => [['parties', code, 'duties'], duties] as const),
    ...Object.entries(funding).map(([code, { purposes }]) => [['funding', code, 'purposes'], purposes] as const),
    ...Object.entries(studios).map(([code, { missions }]) => [['studios', code, 'missions'], missions] as const),
  ];
  return [...own, ...others.flatMap(([place, leaf]) => (leaf === undefined || isOpenLeaf(leaf) ? [] : leaf.value.flatMap(({ verdict }, index): readonly Finding[] => (verdict === undefined ? [] : [{ code: 'unknownKey', place: [...place, 'value', index], key: 'verdict' }]))))];
}

function unknownGrounds({ revocationGrounds }: ProgrammeDefinition, revocable: Leaf<readonly string[]> | undefined, place: Place): readonly Finding[] {
  if (revocable === undefined || isOpenLeaf(revocable) || isOpenLeaf(revocationGrounds)) return [];
  const known = new Set(revocationGrounds.value.map((ground) => ground.code));
  return revocable.value.flatMap((ground, index) => (known.has(ground) ? [] : [{ code: 'unknownGround' as const, place: [...place, 'value', index], also: [['revocationGrounds']], with: { code: ground } }]));
}

/** A lower tier of the same programme: what takes up its own equal or better would take from the holder. */
function absorbed(definition: ProgrammeDefinition, code: string, absorbs: TierEntry['absorbs'], place: Place): readonly Finding[] {
  if (absorbs === undefined || isOpenLeaf(absorbs)) return [];
  const rankOf = (tier: string): number | null => {
    const rank = definition.tiers[tier]?.rank;
    return rank === undefined || isOpenLeaf(rank) ? null : rank.value;
  };
  const own = rankOf(code);
  return absorbs.value.flatMap((tier, index): readonly Finding[] => {
    const at = [...place, 'value', index];
    if (!Object.hasOwn(definition.tiers, tier)) return [{ code: 'unknownTier', place: at, with: { code: tier } }];
    const rank = rankOf(tier);
    return rank !== null && own !== null && rank >= own ? [{ code: 'absorbsHigher', place: at, also: [['tiers', tier, 'rank'], ['tiers', code, 'rank']], with: { code: tier, rank, own } }] : [];
  });
}
