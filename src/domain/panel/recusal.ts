import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, refused } from '../decision';
import type { Decision, EventId, OfficialAct, PersonId, TeacherId } from '../facts';
import { candidateAsOfficer, type RoundRoles } from '../people';
import type { ConflictKind, TierRules } from '../programme-rules';
import type { PanelFact } from '../round/facts';
import type { PanelExtended } from '../round/selection-facts';
import { seatAt, type PanelState } from './state';

export interface DeclareConflictCommand {
  readonly teacher: TeacherId;
  readonly kind: ConflictKind;
  /** In her own words; goes to the expert's private part. */
  readonly note: string | null;
  readonly tier: TierRules;
}

/**
 * 申报回避, by the expert herself. A kind that the programme lets through is declared and no more, and is told to who runs
 * the round; every other one recuses her at once.
 */
export function decideDeclareConflict(state: PanelState, command: DeclareConflictCommand, context: DecisionContext): Decision<PanelFact> {
  const { teacher, kind, note, tier } = command;
  const expert = context.acting.person;
  const seat = seatAt(state, expert, teacher);
  if (seat.kind === 'refused') return seat;
  if (state.declared.some((other) => other.expert === expert && other.teacher === teacher && other.kind === kind)) return alreadySo;
  const data = { panel: seat.panel, nomination: seat.nomination, teacher, expert };
  const listed = tier.panel?.conflicts ?? [];
  const recuses = listed.length === 0 || listed.some((conflict) => conflict.kind === kind);
  const id = context.eventId(0);
  const by = byClauseOf(context, 'SubmitScore');
  return {
    kind: 'events',
    events: [
      { id, type: 'ConflictDeclared', data: { ...data, kind }, ...(note === null ? {} : { private: { [expert]: { note } } }), ...by },
      ...(recuses ? [{ type: 'ReviewerRecused' as const, data: { ...data, ground: kind }, cause: id, ...by }] : []),
    ],
  };
}

/** 回避 by who runs the round: the expert scores this candidate no more, and what she handed in on her counts no more. */
export function decideRecuse(state: PanelState, command: { readonly expert: PersonId; readonly teacher: TeacherId; readonly ground: ConflictKind; readonly act?: OfficialAct }, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { expert, teacher, ground, act } = command;
  if (state.recused.get(teacher)?.has(expert)) return alreadySo;
  const seat = seatAt(state, expert, teacher);
  if (seat.kind === 'refused') return seat;
  const clash = candidateAsOfficer(roles, context.acting);
  if (clash) return clash;
  const data = { panel: seat.panel, nomination: seat.nomination, teacher, expert, ground };
  return { kind: 'events', events: [{ type: 'ReviewerRecused', data, ...(act ? { act } : {}), ...byClauseOf(context, 'FormPanel') }] };
}

/** Step two of adding experts; it cannot be declined, the round has named them. */
export function decideJoinExperts(state: PanelState, extended: PanelExtended['data'], order: EventId, context: DecisionContext): Decision<PanelFact> {
  if (!state.formed) return refused('unknownPanel', { panel: state.stream });
  const experts = extended.experts.filter((expert) => !state.formed?.experts.includes(expert));
  return experts.length === 0 ? alreadySo : { kind: 'events', events: [{ type: 'ExpertsJoined', data: { panel: state.formed.panel, experts }, cause: order, ...byClauseOf(context, 'FormPanel') }] };
}
