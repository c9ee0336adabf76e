import type { BusinessDate } from '../dates';
import type { EventId, PersonId } from '../facts';
import type { Standing } from '../teacher/view';
import type { LeavingReason, TeamRole } from './facts';

/** One membership; somebody who came back has several. */
export interface Membership {
  readonly person: PersonId;
  readonly role: TeamRole;
  readonly from: BusinessDate;
  /** First day on which she is no member any more; null while she is one. */
  readonly leftOn: BusinessDate | null;
  readonly reason: LeavingReason | null;
  /** The fact by which she came: `TeamRegistered` or `MemberJoined`. */
  readonly joined: EventId;
}

export interface TeamView {
  readonly names: { readonly zh: string; readonly en: string };
  readonly leader: PersonId;
  /** Everybody who was ever in it by the day, in the order in which they came. */
  readonly memberships: readonly Membership[];
}

/** The team as the facts of a day know it; null where they are of no team, or before its first day. */
export function teamOf(facts: readonly Standing[]): TeamView | null {
  let team: { names: TeamView['names']; leader: PersonId } | null = null;
  const memberships: Membership[] = [];
  for (const { fact, origin } of facts) {
    const on = fact.meta.effectiveOn;
    switch (fact.type) {
      case 'TeamRegistered': {
        const { names, leader, members } = fact.data;
        team = { names, leader };
        for (const { person, role } of members) memberships.push({ person, role, from: on, leftOn: null, reason: null, joined: origin });
        break;
      }
      case 'MemberJoined':
        if (current(memberships, fact.data.member) < 0) memberships.push({ person: fact.data.member, role: fact.data.role, from: on, leftOn: null, reason: null, joined: origin });
        break;
      case 'MemberLeft': {
        const at = current(memberships, fact.data.member);
        const held = memberships[at];
        if (held) memberships[at] = { ...held, leftOn: on, reason: fact.data.reason };
        break;
      }
      case 'LeaderChanged':
        if (team) team.leader = fact.data.leader;
        break;
      default:
    }
  }
  return team === null ? null : { ...team, memberships };
}

/** Who is in it on the day that the view is of. */
export function membersOf(team: TeamView): readonly Membership[] {
  return team.memberships.filter(({ leftOn }) => leftOn === null);
}

export function isMember(team: TeamView, person: PersonId): boolean {
  return current(team.memberships, person) >= 0;
}

function current(memberships: readonly Membership[], person: PersonId): number {
  return memberships.findIndex((held) => held.person === person && held.leftOn === null);
}
