'use strict';
const { openSync, writeSync, fdatasyncSync, closeSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { built } = require('./built');
const { envelope } = require('./events');
const { interleave, median, missing, quantile, ratios } = require('./measure');

const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');

const scratch = () => mkdtempSync(path.join(tmpdir(), 'echelon-bench-'));

/** Limit of one caller: write 4 KiB at the end of a growing file, fdatasync, again. Per second. */
function fdatasyncLoop(count) {
  const folder = scratch();
  const file = openSync(path.join(folder, 'raw'), 'w');
  const block = Buffer.alloc(4096, 1);
  const started = process.hrtime.bigint();
  for (let i = 0; i < count; i++) {
    writeSync(file, block);
    fdatasyncSync(file);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  closeSync(file);
  rmSync(folder, { recursive: true });
  return count / seconds;
}

/** Limit of many callers: events as JSON lines, 64 to a write and fdatasync; no recovery, no SQL. Events per second. */
function rawLog(count, group) {
  const folder = scratch();
  const file = openSync(path.join(folder, 'raw'), 'w');
  const events = Array.from({ length: count }, (_, i) => envelope(`teacher-${i % 1000}`, Math.floor(i / 1000), i));
  const index = new Map();
  const started = process.hrtime.bigint();
  for (let i = 0; i < count; i += group) {
    let text = '';
    for (const event of events.slice(i, i + group)) {
      index.set(event.stream, event.revision);
      text += `${JSON.stringify(event)}\n`;
    }
    writeSync(file, text);
    fdatasyncSync(file);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  closeSync(file);
  rmSync(folder, { recursive: true });
  return count / seconds;
}

async function appends(count, callers, latencies) {
  const folder = scratch();
  const store = new SqliteEventStore({ folder });
  const events = Array.from({ length: count }, (_, i) => envelope(`teacher-${i}`, 0, i));
  const started = process.hrtime.bigint();
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < count) {
        const event = events[next++];
        const from = process.hrtime.bigint();
        await store.append(event.stream, -1, [event]);
        latencies.push(Number(process.hrtime.bigint() - from) / 1e3);
      }
    }),
  );
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  await store.close();
  rmSync(folder, { recursive: true });
  return count / seconds;
}

/** Rows "durable append, 1 caller" and "64 callers" of the performance page. */
async function appendRows({ rounds, scale }) {
  const one = [];
  const many = [];
  const figures = await interleave(rounds, {
    fdatasync: () => fdatasyncLoop(2000 * scale),
    raw: () => rawLog(20_000 * scale, 64),
    one: () => appends(2000 * scale, 1, one),
    many: () => appends(20_000 * scale, 64, many),
  });
  return [
    {
      row: 'durable append, 1 caller', figure: `${Math.round(median(figures.one))} events/s; p50 ${Math.round(quantile(one, 0.5))} µs, p99 ${Math.round(quantile(one, 0.99))} µs`,
      against: [
        { limit: 'fdatasync loop (4 KiB, growing)', figure: `${Math.round(median(figures.fdatasync))}/s`, floor: 0.6, ambition: 0.8, ...ratios(figures.one, figures.fdatasync) },
        missing('Emmett SQLite', 2.5),
      ],
    },
    {
      row: 'durable append, 64 callers', figure: `${Math.round(median(figures.many))} events/s; p99 ${Math.round(quantile(many, 0.99))} µs`,
      against: [
        { limit: 'raw log + fdatasync', figure: `${Math.round(median(figures.raw))} events/s`, floor: 0.35, ambition: 0.6, ...ratios(figures.many, figures.raw) },
        { limit: 'our own serial rate', figure: `${Math.round(median(figures.one))} events/s`, floor: 6, ...ratios(figures.many, figures.one) },
        missing('Emmett PostgreSQL', 12),
      ],
    },
  ];
}

module.exports = { appendRows, scratch };
