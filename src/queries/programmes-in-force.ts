import type { EffectiveProgramme } from '../domain/programme-rules';
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
