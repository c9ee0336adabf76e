import type { OrgsState } from '../orgs';
import { orgOn } from '../orgs';
import type { EffectiveProgramme, ScoringScheme } from '../programme-rules';
import { evaluateRule } from '../rules/eligibility';
import type { LeanHeld, LeanRule } from '../rules/lean-rules';
import type { Candidate, Circumstances } from '../rules/rule';
import { candidateOf } from '../teacher/candidate';
import { view, type LifeFact } from '../teacher/view';
import { openedRound, parametersOf, type RoundState } from './round';

/**
 * What a ranking leans to in somebody's favour: her unit and subject as on the snapshot day, everything else as when
 * nominations ended, so that ranking again finds the same. Of a team, what its own facts say.
 */
export function leansOf(facts: readonly LifeFact[], round: RoundState, programme: EffectiveProgramme, tree: OrgsState, { leans = [] }: ScoringScheme): readonly LeanHeld[] {
  if (leans.length === 0) return [];
  const parameters = parametersOf(round);
  const { snapshotOn, nominationsTo } = parameters;
  const candidate = candidateOf(view(facts, snapshotOn), view(facts, nominationsTo));
  if (candidate === null) return [];
  const { tier, track } = openedRound(round);
  const circumstances: Circumstances = { programme, tier, track, round: round.id, parameters, on: nominationsTo };
  return leans.flatMap((lean): readonly LeanHeld[] => {
    const because = lean.toward === null ? metBy(lean, candidate, circumstances) : towards(lean.toward, candidate, tree, snapshotOn);
    return because === null ? [] : [{ code: lean.code, clause: lean.clause, form: lean.form, points: lean.points, because }];
  });
}

function towards({ traits, subjects }: NonNullable<LeanRule['toward']>, { unit, subject }: Candidate, tree: OrgsState, day: string): LeanHeld['because'] | null {
  const own = orgOn(tree, unit, day);
  const is = { RURAL: own?.rural ?? false, WEAK: own?.weak ?? false };
  if (traits !== undefined && !traits.some((trait) => is[trait])) return null;
  if (subjects !== undefined && !subjects.includes(subject)) return null;
  return { ...(traits === undefined ? {} : { unit, traits: traits.filter((trait) => is[trait]) }), ...(subjects === undefined ? {} : { subject }) };
}

function metBy({ who }: LeanRule, candidate: Candidate, circumstances: Circumstances): LeanHeld['because'] | null {
  const answers = who.map((spec) => evaluateRule(spec, candidate, circumstances));
  return answers.length > 0 && answers.every(({ verdict }) => verdict === 'holds') ? { facts: [...new Set(answers.flatMap(({ standsOn }) => standsOn))] } : null;
}
