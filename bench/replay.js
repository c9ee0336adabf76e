'use strict';
const { rmSync } = require('node:fs');
const path = require('node:path');
const { scratch } = require('./append');
const { built } = require('./built');
const { lived } = require('./lives');
const { interleave, median, missing, ratios } = require('./measure');
const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');
const { decode } = built('src/event-store/codec');
const { view } = built('src/domain/teacher/view');
const { openDatabase } = built('src/sqlite/database');

const NO_KEYS = new Map();

async function replay(store, stream) {
  const facts = [];
  for await (const page of store.readStream(stream)) for (const { envelope } of page) facts.push(decode(envelope, NO_KEYS));
  return view(facts, '2050-01-01');
}

/** Microseconds of one, over `times` of them on different teachers. */
async function each(times, run) {
  const started = process.hrtime.bigint();
  for (let i = 0; i < times; i++) await run(i);
  return Number(process.hrtime.bigint() - started) / 1e3 / times;
}

/** Rows "replay of one teacher": stream read, decoded and viewed, private parts left shut; beside bare SQL and JSON.parse. */
async function replayRows({ rounds, scale }) {
  const folder = scratch();
  const store = new SqliteEventStore({ folder });
  const short = 100;
  for (let n = 0; n < short; n++) await store.append(`teacher-p-${n}`, -1, Array.from({ length: 30 }, (_, step) => lived(n, step)));
  for (let n = 1000; n < 1003; n++) await store.append(`teacher-p-${n}`, -1, Array.from({ length: 1000 }, (_, step) => lived(n, step)));
  const raw = openDatabase(path.join(folder, 'events.db'), { readOnly: true });
  const select = raw.prepare('SELECT envelope FROM events WHERE stream = ? ORDER BY revision');
  const parse = (stream) => select.all(stream).map((row) => JSON.parse(row.envelope));
  const figures = await interleave(rounds, {
    bare30: () => each(1000 * scale, (i) => parse(`teacher-p-${i % short}`)),
    ours30: () => each(1000 * scale, (i) => replay(store, `teacher-p-${i % short}`)),
    bare1000: () => each(30 * scale, (i) => parse(`teacher-p-${1000 + (i % 3)}`)),
    ours1000: () => each(30 * scale, (i) => replay(store, `teacher-p-${1000 + (i % 3)}`)),
  });
  raw.close();
  await store.close();
  rmSync(folder, { recursive: true });
  return [
    {
      row: 'replay of one teacher, 30 events', figure: `${Math.round(median(figures.ours30))} µs`,
      against: [{ limit: 'bare SELECT + JSON.parse (rate)', figure: `${Math.round(median(figures.bare30))} µs`, ...ratios(figures.bare30, figures.ours30) }, missing('Emmett SQLite', 2.5)],
    },
    {
      row: 'replay of one teacher, 1,000 events', figure: `${(median(figures.ours1000) / 1000).toFixed(2)} ms`,
      against: [{ limit: 'bare SELECT + JSON.parse (rate)', figure: `${(median(figures.bare1000) / 1000).toFixed(2)} ms`, ...ratios(figures.bare1000, figures.ours1000) }],
    },
  ];
}

module.exports = { replayRows };
