'use strict';
const { rmSync } = require('node:fs');
const path = require('node:path');
const { built } = require('./built');
const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');

async function read(events) {
  let count = 0;
  for await (const page of events.readAll(null, 1_000)) count += page.length;
  return count;
}

async function rebuild(events, folder, names) {
  const { SqliteDocumentStore } = built('src/read-models/sqlite/sqlite-document-store');
  const { Build } = built('src/projector/build');
  const { unpaced } = built('src/projector/pace');
  const { SystemClock } = built('src/clock');
  const { projections } = built('projections/all');
  const chosen = names === 'all' ? projections : projections.filter(({ name }) => name === names);
  const file = path.join(folder, 'views.db');
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const documents = new SqliteDocumentStore(file);
  const building = { generation: 2, members: chosen.map(({ name, version }) => ({ projection: name, version, generation: 2 })), skips: [], state: 'RUNNING', then: 'WAIT' };
  const started = performance.now();
  let ms = 0;
  let done = 0;
  await new Promise((resolve, reject) => {
    const build = new Build({ events, documents, clock: new SystemClock(), random: Math.random }, 'views', chosen, building, {
      pace: unpaced, batch: 5_000, sliceMs: null,
      onCaughtUp: () => {
        ms = performance.now() - started;
        done = build.progress().events;
        build.stop().then(resolve, reject);
      },
    });
    build.run().catch(reject);
  });
  let written = 0;
  for (const { collection, derived = [] } of chosen) for (const { name } of [collection, ...derived]) written += await documents.count(`${name}_g2`, []);
  await documents.close();
  return { ms, done, documents: written };
}

async function main([folder, what]) {
  const events = new SqliteEventStore({ folder, readOnly: true });
  const total = Number(await events.head());
  let result;
  if (what === 'read') {
    const started = performance.now();
    const count = await read(events);
    result = { ms: performance.now() - started, done: count, documents: 0 };
  } else result = await rebuild(events, folder, what);
  if (result.done !== total) throw new Error(`${what} saw ${result.done} events of ${total}`);
  await events.close();
  process.stdout.write(JSON.stringify({ ...result, eventsPerSecond: (total * 1000) / result.ms, residentMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
