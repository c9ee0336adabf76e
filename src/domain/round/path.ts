import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OrgId } from '../facts';
import { lineOf, orgOn, type OrgsState } from '../orgs';
import type { TierRules } from '../programme-rules';
import type { OrgLevel } from '../registry-facts';
import type { PathStep } from './facts';

/** A ledger of 推荐名额: those of one unit at one level. */
export function ledgerKey(level: OrgLevel, unit: OrgId): string {
  return `${level}/${unit}`;
}

/** The seat that a nomination has at a level; never two. */
export function lineKey(nomination: NominationId, level: OrgLevel): string {
  return `${nomination}/${level}`;
}

/** One line of a mass act: the act reserves many seats, each is settled by itself (as `awardKey` has it for titles). */
export function lineReservation(event: EventId, nomination: NominationId): EventId {
  return `${event}/${nomination}`;
}

/** The event that made a reservation. */
export function reservingEvent(reservation: EventId): EventId {
  return reservation.split('/', 1)[0] ?? reservation;
}

/** Recommending levels, lowest first; the deciding body is none of them. */
export function levelsOf(tier: TierRules): readonly OrgLevel[] {
  return tier.levels?.value ?? ['SCHOOL'];
}

/**
 * The levels that a candidate of this unit passes: each at which the unit itself, or a bureau above it, stands. A school
 * directly under the city skips the county. A unit that no level of the list fits recommends for itself.
 */
export function pathOf(tree: OrgsState, levels: readonly OrgLevel[], unit: OrgId, day: BusinessDate): readonly PathStep[] {
  const line = lineOf(tree, unit, day).flatMap((org) => orgOn(tree, org, day) ?? []);
  const path = levels.flatMap((level): readonly PathStep[] => {
    const found = line.find((org) => org.level === level && (org.kind === 'BUREAU' || level === 'SCHOOL'));
    return found === undefined ? [] : [{ level, unit: found.org }];
  });
  return path.length > 0 ? path : [{ level: 'SCHOOL', unit }];
}

export function lastStep(path: readonly PathStep[]): PathStep {
  const last = path.at(-1);
  if (last === undefined) throw new Error('a nomination passes at least one level');
  return last;
}
