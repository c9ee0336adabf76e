import { isDecimal } from './decimal';
import { isOpenLeaf, type ProgrammeDefinition, type RuleEntry } from './programme-definition';
import type { Finding, Place } from './problems';

/** A lean says for whom in one way, a bonus how much, and it is for tiers that there are. */
export function checkLeans({ leans = {}, tiers }: ProgrammeDefinition, checkRule: (rule: RuleEntry, place: Place) => readonly Finding[]): readonly Finding[] {
  return Object.entries(leans).flatMap(([code, lean]): readonly Finding[] => {
    const place: Place = ['leans', code];
    const { form, points, toward, who, tiers: of } = lean;
    return [
      ...(toward === undefined && who === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'toward' } }] : []),
      ...(toward !== undefined && who !== undefined ? [{ code: 'unknownKey' as const, place, key: 'who' }] : []),
      ...(!isOpenLeaf(form) && form.value === 'BONUS' && points === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'points' } }] : []),
      ...(!isOpenLeaf(form) && form.value === 'TIE_BREAK' && points !== undefined ? [{ code: 'pointsBetweenEquals' as const, place: [...place, 'points'], also: [[...place, 'form']] }] : []),
      ...(points === undefined || isOpenLeaf(points) || (isDecimal(points.value) && points.value > 0 && points.value <= 100) ? [] : [{ code: 'outOfBounds' as const, place: [...place, 'points', 'value'], with: { value: points.value, min: 0, max: 100 } }]),
      ...(of === undefined || isOpenLeaf(of) ? [] : of.value.flatMap((tier, index): readonly Finding[] => (Object.hasOwn(tiers, tier) ? [] : [{ code: 'unknownTier', place: [...place, 'tiers', 'value', index], with: { code: tier } }]))),
      ...(who ?? []).flatMap((rule, index): readonly Finding[] => [...checkRule(rule, [...place, 'who', index]), ...(rule.waiver === undefined ? [] : [{ code: 'unknownKey' as const, place: [...place, 'who', index], key: 'waiver' }])]),
    ];
  });
}
