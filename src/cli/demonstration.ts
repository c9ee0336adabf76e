import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BUREAUX } from '../demo/bureaux';
import { LaterBureaux } from '../demo/later';
import { CITY_ROUND, COUNTY_ROUND, DEMONSTRATION_TIME, playDemonstration, PROGRAMME, type Demonstration } from '../demo/play';
import { readBureau, readTold } from '../demo/told-round';
import type { Instant } from '../domain/dates';
import { demonstrationStamp, stampDemonstration, type House, type Meanwhile } from '../house';
import { readPersonas, writePersonas } from './personas';

/** When the play begins, so that nothing of it is ever recorded at today's date. */
const BEGINNING = '2017-09-01T00:00:00.000Z';

type Show = (line: string) => void;
type Tell = (step: { readonly zh: string; readonly en: string }, done: number, of: number) => void;

/**
 * Plays the demonstration into an empty store, or goes on where a play was interrupted, and lets what comes later happen as
 * its clock is moved. A store that holds events and is not stamped as a demonstration is a real one and is left alone. An
 * aborted signal ends it between two commands.
 */
export async function playWhereEmpty(house: House, show: Show, signal: AbortSignal): Promise<void> {
  const { config, events } = house;
  const stamp = await demonstrationStamp(config);
  if (stamp === undefined && (!config.demonstration || (await events.head()) !== null)) return;
  const interrupted = (): void => show('  已中断：下次启动从中断处继续 · Interrupted: the next start goes on from here');
  signal.addEventListener('abort', interrupted, { once: true });
  try {
    if (readPersonas(config.data) === undefined) {
      if (stamp === undefined) await stampDemonstration(config, BEGINNING);
      const { personas } = await playFirst(house, tellingTo(show), signal);
      house.clock.set(DEMONSTRATION_TIME);
      await stampDemonstration(config, house.clock.now());
      // Written last: where it is, the play was played to its end.
      await writePersonas(config.data, personas);
    }
    const meanwhile = new PlayedMeanwhile(house, tellingTo(show));
    house.meanwhile = meanwhile;
    if (stamp?.movingTo === undefined) return;
    signal.addEventListener('abort', () => void meanwhile.stop(), { once: true });
    await meanwhile.playUntil(stamp.movingTo);
    if (stamp.movingTo > house.clock.now()) house.clock.set(stamp.movingTo);
    await stampDemonstration(config, house.clock.now());
  } finally {
    signal.removeEventListener('abort', interrupted);
  }
}

function playFirst({ application, clock }: House, tell: Tell, signal: AbortSignal): Promise<Demonstration> {
  const programmes = programmesFolder();
  const folder = path.join(programmes, PROGRAMME);
  const told = ({ programme, example }: { readonly programme: string; readonly example: string }) => readTold(path.join(programmes, programme), example);
  return playDemonstration(
    {
      application, clock, signal,
      programme: readFileSync(path.join(folder, 'programme.yaml'), 'utf8'), sample: readFileSync(path.join(folder, 'sample.yaml'), 'utf8'),
      city: told(CITY_ROUND), county: told(COUNTY_ROUND), later: laterOf({ application, clock }, signal),
    },
    tell,
  );
}

/** What the bureaux of later years do, once the clock is moved past it. */
class PlayedMeanwhile implements Meanwhile {
  readonly #stopping = new AbortController();
  #later: LaterBureaux | undefined;
  #under: Promise<unknown> = Promise.resolve();
  playing = false;

  constructor(private readonly house: House, private readonly tell: Tell) {}

  playUntil(until: Instant): Promise<readonly { readonly zh: string; readonly en: string }[]> {
    const played = this.#play(until);
    this.#under = played.catch(() => undefined);
    return played;
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the server stops'));
    await this.#under;
  }

  async #play(until: Instant): Promise<readonly { readonly zh: string; readonly en: string }[]> {
    const { config } = this.house;
    this.playing = true;
    try {
      this.#later ??= await this.#found();
      const halted = await this.#later.playUntil(until, (done, of) => this.tell({ zh: '各地教育局', en: 'What other bureaux do' }, done, of));
      await writePersonas(config.data, { ...readPersonas(config.data), ...this.#later.personas });
      return halted.map(({ title, why }) => ({ zh: `${title.zh}：${why.zh}`, en: `${title.en}: ${why.en}` }));
    } finally {
      this.playing = false;
    }
  }

  /** Their units and people are there since the start: sent again, each command tells what it made. */
  async #found(): Promise<LaterBureaux> {
    const later = laterOf(this.house, this.#stopping.signal);
    const founder = readPersonas(this.house.config.data)?.['city-officer'];
    if (typeof founder?.person !== 'string') throw new Error('nobody founded the bureaux of this demonstration');
    await later.found(founder.person);
    return later;
  }
}

function laterOf({ application, clock }: Pick<House, 'application' | 'clock'>, signal: AbortSignal): LaterBureaux {
  const programmes = programmesFolder();
  return new LaterBureaux({ application, clock, signal, bureaux: BUREAUX.map((told) => readBureau(programmes, told)) });
}

function tellingTo(show: Show): Tell {
  const started = Date.now();
  let shown = '';
  return ({ zh, en }, done, of) => {
    const line = `${zh} · ${en} ${of > 1 ? `${Math.floor((done / of) * 10) * 10}%` : ''}`;
    if (line !== shown) show(`  [${((Date.now() - started) / 1000).toFixed(0)}s] ${line}`);
    shown = line;
  };
}

/** The rule files that come with the program, from the sources and from `dist` alike. */
function programmesFolder(): string {
  const root = path.join(__dirname, '../..');
  return path.join(path.basename(root) === 'dist' ? path.dirname(root) : root, 'programmes');
}
