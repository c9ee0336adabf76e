import type { EventId, TitleId } from '../facts';
import type { LifeFactOf, Standing } from './view';

export type OvertakenRule = 'decidedAfterRetirement' | 'decidedAfterDeath' | 'decidedAfterDeparture' | 'decidedWhileSuspended';
export type BegunRule = 'beginsAfterRetirement' | 'beginsAfterDeath' | 'beginsAfterDeparture';
export const BARRED_ON_ITS_DAY = 'sanctionedOnItsDay';
const OVERTAKEN: readonly string[] = [
  'decidedAfterRetirement', 'decidedAfterDeath', 'decidedAfterDeparture', 'decidedWhileSuspended', 'beginsAfterRetirement', 'beginsAfterDeath', 'beginsAfterDeparture', BARRED_ON_ITS_DAY,
] satisfies readonly (OvertakenRule | BegunRule | typeof BARRED_ON_ITS_DAY)[];

/**
 * Of a review of what was decided without knowing of a retirement, a suspension or a sanction: one of the facts that it names
 * was voided, or quashed on appeal, so that nothing stands against the decision, or the decision itself is gone. Of a title
 * that a merger made two of: the second one was voided, or went back with its dossier. Other reviews ask about what their
 * void means.
 */
export function hasLostItsGround({ data: { rule, facts } }: LifeFactOf<'ReviewRequired'>, resolved: readonly Standing[]): boolean {
  const gone = (event: EventId | undefined): boolean => {
    const ground = event === undefined ? undefined : resolved.find(({ wordings }) => wordings.includes(event));
    return ground === undefined || isQuashed(ground, resolved);
  };
  return (OVERTAKEN.includes(rule) && facts.some(gone)) || (rule === 'titleHeldTwice' && gone(facts.at(-1)));
}

function isQuashed({ fact, wordings }: Standing, resolved: readonly Standing[]): boolean {
  return fact.type === 'SanctionRecorded' && resolved.some(({ fact: other }) => other.type === 'SanctionReleased' && other.data.outcome === 'QUASHED' && wordings.includes(other.data.sanction));
}

/** A revocation, and the appeal that it lost, if it did. */
export interface Revoked {
  readonly revocation: Standing<LifeFactOf<'TitleRevoked'>>;
  readonly overturned: LifeFactOf<'RevocationOverturned'> | null;
}

/** Of the revocations of each title, in the order of the facts. */
export function revocationsIn(facts: readonly Standing[]): ReadonlyMap<TitleId, readonly Revoked[]> {
  const of = new Map<TitleId, Revoked[]>();
  for (const item of facts) if (item.fact.type === 'TitleRevoked') of.set(item.fact.data.title, [...(of.get(item.fact.data.title) ?? []), { revocation: item as Revoked['revocation'], overturned: null }]);
  for (const { fact } of facts) {
    if (fact.type !== 'RevocationOverturned') continue;
    of.set(fact.data.title, (of.get(fact.data.title) ?? []).map((one) => (one.revocation.wordings.includes(fact.data.revocation) ? { ...one, overturned: one.overturned ?? fact } : one)));
  }
  return of;
}

/**
 * What answers a review by a revocation. Of a title: the one that stands, or one that came after the asking, though an appeal
 * overturned it since: the appeal looked at both. Of a revocation: the appeal, after which nothing of it is left to decide.
 */
export function answerOf({ fact: { data }, told }: Standing<LifeFactOf<'ReviewRequired'>>, revocations: ReadonlyMap<TitleId, readonly Revoked[]>): LifeFactOf<'TitleRevoked' | 'RevocationOverturned'> | null {
  if (data.outcomeType === 'TitleRevoked') return [...revocations.values()].flat().find(({ revocation }) => revocation.wordings.includes(data.outcome))?.overturned ?? null;
  if (data.title === null) return null;
  return (revocations.get(data.title) ?? []).findLast(({ revocation, overturned }) => overturned === null || revocation.told > told)?.revocation.fact ?? null;
}
