import type { EffectiveProgramme } from '../domain/programme-rules';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import type { Reading } from './reading';

/** A programme as it is published and adopted now. */
export interface InForce {
  readonly rules: EffectiveProgramme;
  readonly document: ProgrammeDocument;
}

/** All that are published, by their newest versions. */
export async function programmesInForce(reading: Reading): Promise<readonly InForce[]> {
  const found: InForce[] = [];
  for await (const { body } of reading.all(PROGRAMMES, [{ field: 'version', gt: 0 }])) {
    const document = body as ProgrammeDocument;
    found.push({ rules: await reading.sources.application.desk.programmes.effective(document.programme), document });
  }
  return found;
}
