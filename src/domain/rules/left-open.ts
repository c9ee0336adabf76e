import { isOpenLeaf, type ProgrammeDefinition } from './programme-definition';
import type { JsonObject } from '../facts';
import { openLeaves, type PlacedOpen } from './leaves';

/** What published definitions leave open. One never changes, and the walk through a rule file would be most of an adoption. */
const opens = new WeakMap<JsonObject, readonly PlacedOpen[]>();

export function openOf(published: JsonObject): readonly PlacedOpen[] {
  const leaves = opens.get(published) ?? openLeaves(published);
  opens.set(published, leaves);
  return leaves;
}

/** Whether a published definition leaves a path open, answered by now or not, and asked at present or not. */
export function isLeftOpen(published: JsonObject, path: string): boolean {
  return openOf(published).some((leaf) => leaf.path === path);
}

/**
 * A definition whose adopted values are filled in, without the pools of tiers whose open way was adopted as another than
 * CANDIDATE: what the file keeps ready for that answer says nothing once the answer is another, and asks nothing either.
 *
 * @param open what the definition leaves open as it was published.
 */
export function withoutIdlePools(filled: ProgrammeDefinition, open: readonly PlacedOpen[]): ProgrammeDefinition {
  const idle = idlePools(filled, open);
  if (idle.size === 0) return filled;
  const tiers = Object.fromEntries(Object.entries(filled.tiers).map(([code, { pool, ...tier }]) => [code, pool === undefined || idle.has(code) ? tier : { ...tier, pool }]));
  return { ...filled, tiers };
}

/** What is still asked: nothing of an idle pool. */
export function askedStill(filled: ProgrammeDefinition, open: readonly PlacedOpen[]): readonly PlacedOpen[] {
  const idle = idlePools(filled, open);
  return idle.size === 0 ? open : open.filter(({ place: [top, code, part] }) => top !== 'tiers' || part !== 'pool' || !idle.has(String(code)));
}

function idlePools({ tiers }: ProgrammeDefinition, open: readonly PlacedOpen[]): ReadonlySet<string> {
  const left = open.flatMap(({ place: [top, code, key] }) => (top === 'tiers' && key === 'way' ? [String(code)] : []));
  return new Set(left.filter((code) => {
    const way = tiers[code]?.way;
    return way !== undefined && !isOpenLeaf(way) && way.value !== 'CANDIDATE';
  }));
}
