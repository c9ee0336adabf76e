import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, refused } from '../decision';
import type { Decision, EventId, PersonId, TeacherId } from '../facts';
import { byOneId, candidateAsOfficer, separationOfDuties, type IdsOf, type RoundRoles } from '../people';
import type { TierRules } from '../programme-rules';
import type { PanelFact } from '../round/facts';
import { componentsFrom } from '../rules/scoring';
import { paperKey, runningFor, seatAt, sheetFault, type Paper, type PanelState } from './state';

export interface EnterMarksCommand {
  readonly entry: string;
  readonly teacher: TeacherId;
  /** Whose paper sheet it is; null: the marks that come on paper for the candidate. */
  readonly expert: PersonId | null;
  readonly components: { readonly [component: string]: number };
  /** HMAC of the canonical components under the round's seal key: two clerks are compared unopened. */
  readonly check: string;
  readonly sealKey: string;
  readonly tier: TierRules;
  readonly idsOf?: IdsOf;
}

/**
 * What one clerk reads from a paper, sealed like any score. The paper counts once two clerks have entered the same; where
 * they have not, that is put on record, and a third entry or either clerk's correction settles it.
 */
export function decideEnterMarks(state: PanelState, command: EnterMarksCommand, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { entry, teacher, expert, components, check, sealKey, tier, idsOf = byOneId } = command;
  const { person: clerk, idsOf: known = byOneId } = context.acting;
  const running = expert === null ? runningFor(state, teacher) : seatAt(state, expert, teacher);
  if (running.kind === 'refused') return running;
  const { panel, nomination } = running;
  if (nomination === null) return refused('notAPanelCandidate', { teacher, panel });
  const clash = candidateAsOfficer(roles, context.acting) ?? (expert === null ? null : separationOfDuties(roles, idsOf(expert), 'SCORER'));
  if (clash) return clash;
  const scoring = known(clerk).find((id) => roles.scorers.has(id));
  if (scoring !== undefined) return refused('clerkIsExpert', { person: scoring, round: roles.round });
  if (expert === null && tier.scoring && componentsFrom(tier.scoring, 'ENTERED').length === 0) return refused('nothingOnPaper', { tier: tier.code }, { clause: tier.scoring.clause });
  const paper = state.papers.get(paperKey(expert, teacher));
  if (expert !== null && paper === undefined && state.sheets.get(teacher)?.has(expert)) return refused('sheetHandedIn', { person: expert, teacher, panel });
  // Two clerks are two persons.
  const herself = known(clerk).find((id) => id !== clerk && paper?.by.has(id) === true);
  if (herself !== undefined) return refused('readByHerself', { person: herself, teacher, panel });
  const fault = sheetFault(tier, components, expert === null ? 'ENTERED' : 'PANEL');
  if (fault) return fault;
  if (paper?.by.get(clerk)?.check === check) return alreadySo;

  const id = context.eventId(0);
  const after = new Map(paper?.by).set(clerk, { event: id, entry, check });
  const agreed = agreedOn(after);
  const common = { panel, nomination, teacher, expert };
  const by = byClauseOf(context, 'EnterMarks');
  const entered = { id, type: 'MarksEntered' as const, data: { entry, check, ...common }, sealed: { components }, sealKey, ...by };
  if (after.size < 2 || (agreed !== null && agreed === paper?.agreed)) return { kind: 'events', events: [entered] };
  const entries = [...after.values()].map(({ event }) => event);
  return {
    kind: 'events',
    events: [entered, agreed === null ? { type: 'EntriesDiffered', data: { ...common, entries }, cause: id, ...by } : { type: 'EntriesAgreed', data: { ...common, entry: agreed, entries }, cause: id, ...by }],
  };
}

/** The first entry of the one value that two clerks or more have; null where there is none, or where two values have two each. */
function agreedOn(by: Paper['by']): EventId | null {
  const counts = new Map<string, { readonly event: EventId; n: number }>();
  for (const { event, check } of by.values()) {
    const count = counts.get(check) ?? { event, n: 0 };
    count.n += 1;
    counts.set(check, count);
  }
  const [first, another] = [...counts.values()].filter(({ n }) => n >= 2);
  return first === undefined || another !== undefined ? null : first.event;
}
