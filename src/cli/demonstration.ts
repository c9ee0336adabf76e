import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CITY_ROUND, COUNTY_ROUND, DEMONSTRATION_TIME, playDemonstration, PROGRAMME } from '../demo/play';
import { readTold } from '../demo/told-round';
import { demonstrationStamp, stampDemonstration, type House } from '../house';
import { readPersonas, writePersonas } from './personas';

/** When the play begins, so that nothing of it is ever recorded at today's date. */
const BEGINNING = '2017-09-01T00:00:00.000Z';

/**
 * Plays the demonstration into an empty store, or goes on where a play was interrupted. A store that holds events and is
 * not stamped as a demonstration is a real one and is left alone. An aborted signal ends it between two commands.
 */
export async function playWhereEmpty(house: House, show: (line: string) => void, signal: AbortSignal): Promise<void> {
  const { config, application, clock, events } = house;
  const stamped = (await demonstrationStamp(config)) !== undefined;
  if (stamped ? readPersonas(config.data) !== undefined : !config.demonstration || (await events.head()) !== null) return;
  if (!stamped) await stampDemonstration(config, BEGINNING);
  const programmes = programmesFolder();
  const folder = path.join(programmes, PROGRAMME);
  const told = ({ programme, example }: { readonly programme: string; readonly example: string }) => readTold(path.join(programmes, programme), example);
  const started = Date.now();
  let shown = '';
  const interrupted = (): void => show('  已中断:下次启动从中断处继续 · Interrupted: the next start goes on from here');
  signal.addEventListener('abort', interrupted, { once: true });
  try {
    const { personas } = await playDemonstration(
      {
        application, clock, signal,
        programme: readFileSync(path.join(folder, 'programme.yaml'), 'utf8'), sample: readFileSync(path.join(folder, 'sample.yaml'), 'utf8'),
        city: told(CITY_ROUND), county: told(COUNTY_ROUND),
      },
      ({ zh, en }, done, of) => {
        const line = `${zh} · ${en} ${of > 1 ? `${Math.floor((done / of) * 100)}%` : ''}`;
        if (line !== shown) show(`  [${((Date.now() - started) / 1000).toFixed(0)}s] ${line}`);
        shown = line;
      },
    );
    clock.set(DEMONSTRATION_TIME);
    await stampDemonstration(config, clock.now());
    // Written last: where it is, the play was played to its end.
    await writePersonas(config.data, personas);
  } finally {
    signal.removeEventListener('abort', interrupted);
  }
}

/** The rule files that come with the program, from the sources and from `dist` alike. */
function programmesFolder(): string {
  const root = path.join(__dirname, '../..');
  return path.join(path.basename(root) === 'dist' ? path.dirname(root) : root, 'programmes');
}
