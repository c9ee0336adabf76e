import type { DecisionContext } from '../context';
import { alreadySo, needed, refused } from '../decision';
import type { Decision, OfficialAct, PersonId } from '../facts';
import { isWithin } from '../orgs';
import { actsAs, appointmentsOf, candidateAsOfficer, inOffice, type ExceptedRole } from '../people';
import type { RoundFact } from './facts';
import { rolesIn, type RoundState } from './round';

export interface ExceptSeparationCommand {
  readonly person: PersonId;
  /** Held together, two at least. */
  readonly roles: readonly ExceptedRole[];
  /** The approval: of a body above every unit at which she has a post. */
  readonly act: OfficialAct;
}

/** In a bureau of three, somebody may have to recommend and decide: a body above approves it beforehand, and it stays visible. */
export function decideExceptSeparation(state: RoundState, command: ExceptSeparationCommand, context: DecisionContext): Decision<RoundFact> {
  const { person, act } = command;
  const roles = [...new Set(command.roles)].sort();
  if (!state.opened) return refused('unknownRound', { round: state.id });
  if (state.gate === 'CONCLUDED') return refused('exceptionTooLate', { round: state.id });
  if (roles.length < 2) return refused('exceptionNeedsRoles', { roles });
  const candidate = candidateAsOfficer(rolesIn(state), person);
  if (candidate) return candidate;
  if (actsAs(context.acting, person)) return refused('ownException', { person });
  if (act.number === null) return refused('actNumberRequired');
  const tree = needed(context, 'orgs');
  const units = appointmentsOf(needed(context, 'people'), person).filter((held) => inOffice(tree, held, context.today)).map(({ org }) => org);
  if (units.length === 0) return refused('exceptionWithoutPost', { person, day: context.today });
  const unit = units.find((org) => !tree.orgs.has(act.body) || org === act.body || !isWithin(tree, org, act.body, context.today));
  if (unit !== undefined) return refused('exceptionNotAbove', { body: act.body, unit });
  const standing = (state.exceptions.get(person) ?? []).some((together) => roles.every((role) => together.includes(role)));
  return standing ? alreadySo : { kind: 'events', events: [{ type: 'SeparationExcepted', data: { person, roles }, act }] };
}
