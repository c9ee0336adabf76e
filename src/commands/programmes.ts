import type { Revision } from '../domain/facts';
import { effectiveProgramme } from '../domain/programme';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { adoptionsOf, programme, type ProgrammeState } from '../domain/programme-stream';
import { NotFoundError } from './errors';
import type { Loaded, Streams } from './streams';

const KEPT = 64;

/** Effective programmes by (id, version, adoptions): worked out once, since every decision of a round reads the same one. */
export class Programmes {
  readonly #effective = new Map<string, EffectiveProgramme>();

  constructor(private readonly streams: Streams) {}

  load(id: string): Promise<Loaded<ProgrammeState>> {
    return this.streams.load(programme, `programme-${id}`);
  }

  /** Left out, the version is the latest and the adoptions are those of now. Error: NotFoundError. */
  async effective(id: string, version?: number, adoptions?: Revision): Promise<EffectiveProgramme> {
    const { state, revision } = await this.load(id);
    const wanted = version ?? state.latest;
    const published = state.versions.get(wanted);
    if (published === undefined) throw wanted === 0 ? new NotFoundError('programme', id) : new NotFoundError('version', `${id}@${wanted}`);
    const upTo = adoptions ?? revision;
    const key = `${id}@${wanted}#${upTo}`;
    const known = this.#effective.get(key);
    if (known !== undefined) return known;
    const effective = effectiveProgramme(published, adoptionsOf(state, wanted, upTo), upTo);
    this.#effective.set(key, effective);
    for (const oldest of this.#effective.keys()) {
      if (this.#effective.size <= KEPT) break;
      this.#effective.delete(oldest);
    }
    return effective;
  }
}
