import { StandInLog } from './log';
import { StandIn } from './stand-in';

/**
 * The stand-in as a process of its own, for tests that kill things:
 *
 *   node -r ./test/chaos/run-ts.cjs test/servers/eventstoredb/serve.ts --port 2113 --file data/esdb.jsonl
 *
 * Prints its connection string when it listens. What it has answered is in the file when it is killed; started on the same
 * file and port it goes on there. Ends on SIGTERM and SIGINT.
 */
function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
}

async function main(): Promise<void> {
  const file = option('file');
  const log = new StandInLog(file === undefined ? {} : { file });
  const standIn = await StandIn.start({ log, port: Number(option('port') ?? 0) });
  const end = (): void => {
    standIn.stop().then(
      () => {
        log.close();
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  console.log(standIn.connectionString);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
