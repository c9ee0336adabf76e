import type { DecisionContext } from '../context';
import { needed, refused } from '../decision';
import type { Decision, OfficialAct } from '../facts';
import { heirsOf, lineOf, orgOn } from '../orgs';
import { ruleReference, type EffectiveProgramme, type RuleSpec } from '../programme-rules';
import { submissionsRunning } from '../round/notice';
import { openedRound, parametersOf, tierOf, type RoundState } from '../round/round';
import { entryFault } from './career';
import type { TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import type { TeacherState } from './teacher';
import { view } from './view';

export interface GrantWaiverCommand {
  readonly round: RoundState;
  /** Code of the rule's entry in the tier's list. */
  readonly rule: string;
  readonly reason: string;
  readonly act: OfficialAct;
}

/** The rule of the round's tier that has the code; null where there is none. */
export function ruleOfRound(round: RoundState, programme: EffectiveProgramme, code: string): RuleSpec | null {
  return tierOf(round, programme).eligibility.find((spec) => spec.code === code) ?? null;
}

/**
 * 例外审批: the body that the rule's entry names lets one teacher through one rule in one round, under its own act. What
 * the rule finds is still found and shown; a rule whose entry names no body cannot be waived by anybody.
 */
export function decideGrantWaiver(state: TeacherState, command: GrantWaiverCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, rule, reason, act } = command;
  const programme = needed(context, 'programme');
  const tree = needed(context, 'orgs');
  const fault = entryFault(state, context) ?? submissionsRunning(round, context);
  if (fault) return fault;
  const { tier } = openedRound(round);
  const spec = ruleOfRound(round, programme, rule);
  if (!spec) return refused('unknownRule', { rule, tier });
  const { waiver } = spec;
  if (!waiver) return refused('notWaivable', { rule }, { clause: spec.clause });
  const { snapshotOn } = parametersOf(round);
  const unit = view(state.facts, snapshotOn).unit;
  if (unit === null) return refused('unitUnknownOnSnapshot', { day: snapshotOn });
  const body = orgOn(tree, act.body, act.date);
  // A county that was merged after the snapshot goes on in its successor: somebody has to be able to.
  const isAbove = lineOf(tree, unit, snapshotOn).some((above) => heirsOf(tree, above, act.date).includes(act.body));
  if (!body || body.level !== waiver.level || !isAbove) return refused('waiverByWrongBody', { body: act.body, level: waiver.level, unit }, { clause: waiver.clause });
  if (act.number === null) return refused('actNumberRequired', {}, { clause: waiver.clause });
  if (act.date > context.today) return refused('inTheFuture', { field: 'act.date', day: act.date, today: context.today });
  const standing = view(state.facts, LAST_DAY).career.waivers.find((entry) => entry.round === round.id && entry.rule === rule);
  if (standing) return refused('alreadyWaived', { rule, on: standing.on });
  return { kind: 'events', events: [{ type: 'WaiverGranted', data: { round: round.id, rule }, private: { [state.id]: { reason } }, act, rule: ruleReference(programme, waiver.clause) }] };
}
