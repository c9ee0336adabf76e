import { addDays } from '../dates';
import type { EventId, PersonId } from '../facts';
import type { MentorsState } from '../mentoring/mentors';
import type { Relation, Relations } from '../relations';
import { endOf, type Span, type Studio, type StudiosState } from '../studio/studios';

/** Somebody's days in a studio, as its host or a member. */
interface Stay extends Span {
  readonly person: PersonId;
  readonly event: EventId;
}

/**
 * What ties these experts to others: what was recorded of two persons as such, and what studios and mentors' registers say
 * (E41). Two were in one studio where their days in it meet.
 */
export function tiesOf(recorded: Relations, experts: readonly PersonId[], studios: readonly StudiosState[], mentors: readonly MentorsState[]): Relations {
  const ties: Relations = new Map(experts.map((expert) => [expert, new Map(recorded.get(expert))]));
  const tell = (expert: PersonId, relation: Relation): void => void ties.get(expert)?.set(`${relation.kind} ${relation.a} ${relation.b} ${relation.event}`, relation);
  for (const { studios: all } of studios) {
    for (const studio of all.values()) {
      const people = [...studio.hosts.map(({ host }) => host), ...studio.members.map(({ member }) => member)];
      if (!people.some((person) => ties.has(person))) continue;
      const stays = staysOf(studio);
      for (const own of stays) {
        if (!ties.has(own.person)) continue;
        for (const other of stays) {
          const met = other.person === own.person ? null : meeting(own, other);
          if (met !== null) tell(own.person, { kind: 'STUDIO', a: own.person, b: other.person, ...met, event: own.event });
        }
      }
    }
  }
  for (const { pairs } of mentors) {
    for (const { mentor, mentee, from, until, event } of pairs.values()) {
      if (!ties.has(mentor) && !ties.has(mentee)) continue;
      for (const person of [mentor, mentee]) tell(person, { kind: 'MENTOR', a: mentor, b: mentee, from, to: until === null ? null : addDays(until, -1), event });
    }
  }
  return ties;
}

function staysOf(studio: Studio): readonly Stay[] {
  const end = endOf(studio);
  const all: readonly Stay[] = [...studio.hosts.map(({ host, ...stay }) => ({ ...stay, person: host })), ...studio.members.map(({ member, ...stay }) => ({ ...stay, person: member }))];
  return all.map(({ person, event, from, until }) => ({ person, event, from, until: end !== null && (until === null || end < until) ? end : until }));
}

/** First and last day on which both were there. */
function meeting(a: Span, b: Span): { readonly from: string; readonly to: string | null } | null {
  const from = a.from > b.from ? a.from : b.from;
  const until = a.until === null ? b.until : b.until === null || a.until < b.until ? a.until : b.until;
  return until !== null && until <= from ? null : { from, to: until === null ? null : addDays(until, -1) };
}
