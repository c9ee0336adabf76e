import { NotFoundError } from '../commands/errors';
import { PROGRAMME_HEADS, type ProgrammeHeadDocument } from '../../projections/programmes/programmes';
import type { Reading } from './reading';

/**
 * Whether a filter names a unit of the tree, and what some published version had: a mistyped one must not read as one under
 * which there is nothing. A tier is looked for in the programme that is named beside it, else in all. Errors: NotFoundError, ViewNotReadyError.
 */
export async function requireNamed(reading: Reading, { unit, programme, tier }: { readonly unit: string | undefined; readonly programme: string | undefined; readonly tier: string | undefined }): Promise<void> {
  if (unit !== undefined && !(await reading.registry()).tree.orgs.has(unit)) throw new NotFoundError('unit', unit);
  if (programme !== undefined && (await reading.one(PROGRAMME_HEADS, programme)) === undefined) throw new NotFoundError('programme', programme);
  if (tier === undefined) return;
  for (const id of programme === undefined ? await published(reading) : [programme]) {
    const { versions } = (await reading.sources.application.desk.programmes.load(id)).state;
    if ([...versions.values()].some(({ definition: { tiers } }) => typeof tiers === 'object' && tiers !== null && Object.hasOwn(tiers, tier))) return;
  }
  throw new NotFoundError('tier', tier);
}

async function published(reading: Reading): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { body } of reading.all(PROGRAMME_HEADS, [])) ids.push((body as ProgrammeHeadDocument).programme);
  return ids;
}
