import { publisherOf } from '../commands/publisher';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { isCarriedOutIn } from '../domain/programme-stream';
import { PROGRAMME_HEADS, type ProgrammeHeadDocument } from '../../projections/programmes/programmes';
import type { Reading } from './reading';

/** A programme as it is published and adopted now. */
export interface InForce {
  readonly rules: EffectiveProgramme;
}

/** All that are published, by their newest versions. */
export async function programmesInForce(reading: Reading): Promise<readonly InForce[]> {
  const found: InForce[] = [];
  for await (const { body } of reading.all(PROGRAMME_HEADS, [])) found.push({ rules: await reading.sources.application.desk.programmes.effective((body as ProgrammeHeadDocument).programme) });
  return found;
}

/** Whether a unit is one that the programme is carried out in on the day. Asked of the tree that decides, once for each unit: a list has many lines of few units. */
export async function carriedOutOn(reading: Reading, programme: string, day: BusinessDate): Promise<(unit: OrgId) => boolean> {
  const { desk } = reading.sources.application;
  const publisher = await publisherOf(desk, programme);
  if (publisher === null) return () => true;
  const tree = (await desk.world()).orgs.state;
  const known = new Map<OrgId, boolean>();
  return (unit) => {
    const isThere = known.get(unit) ?? isCarriedOutIn(tree, publisher, unit, day);
    known.set(unit, isThere);
    return isThere;
  };
}
