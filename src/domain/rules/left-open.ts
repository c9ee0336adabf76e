import { isOpenLeaf, type Leaf, type ProgrammeDefinition } from './programme-definition';
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
 * A definition whose adopted values are filled in, without what was kept ready for another answer than the one adopted: the
 * pool of a tier whose open way is not CANDIDATE, the points of a lean whose open form is not BONUS. It says nothing once
 * the answer is another, and asks nothing either.
 *
 * @param open what the definition leaves open as it was published.
 */
export function withoutIdle(filled: ProgrammeDefinition, open: readonly PlacedOpen[]): ProgrammeDefinition {
  const idle = idleIn(filled, open);
  if (idle.pools.size === 0 && idle.points.size === 0) return filled;
  const tiers = Object.fromEntries(Object.entries(filled.tiers).map(([code, { pool, ...tier }]) => [code, pool === undefined || idle.pools.has(code) ? tier : { ...tier, pool }]));
  const leans = Object.fromEntries(Object.entries(filled.leans ?? {}).map(([code, { points, ...lean }]) => [code, points === undefined || idle.points.has(code) ? lean : { ...lean, points }]));
  return { ...filled, tiers, ...(filled.leans === undefined ? {} : { leans }) };
}

/** What is still asked: nothing of what is idle. */
export function askedStill(filled: ProgrammeDefinition, open: readonly PlacedOpen[]): readonly PlacedOpen[] {
  const { pools, points } = idleIn(filled, open);
  if (pools.size === 0 && points.size === 0) return open;
  return open.filter(({ place: [top, code, part] }) => !(top === 'tiers' && part === 'pool' && pools.has(String(code))) && !(top === 'leans' && part === 'points' && points.has(String(code))));
}

/** By tier and by lean. */
function idleIn({ tiers, leans = {} }: ProgrammeDefinition, open: readonly PlacedOpen[]): { readonly pools: ReadonlySet<string>; readonly points: ReadonlySet<string> } {
  const answeredBut = (top: string, key: string, value: string, now: (code: string) => Leaf<string> | undefined): ReadonlySet<string> => {
    const left = open.flatMap(({ place: [first, code, last, ...more] }) => (first === top && last === key && more.length === 0 ? [String(code)] : []));
    return new Set(left.filter((code) => {
      const leaf = now(code);
      return leaf !== undefined && !isOpenLeaf(leaf) && leaf.value !== value;
    }));
  };
  return { pools: answeredBut('tiers', 'way', 'CANDIDATE', (code) => tiers[code]?.way), points: answeredBut('leans', 'form', 'BONUS', (code) => leans[code]?.form) };
}
