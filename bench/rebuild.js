'use strict';
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { scratch } = require('./append');
const { built } = require('./built');
const { fill } = require('./lives');
const { interleave, median, missing, ratios } = require('./measure');
const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');

const RESIDENT_MB = 320;

/** Each in a process of its own with 96 MB of old space, as the worker of a small server has it. */
function child(folder, what) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=96', path.join(__dirname, 'rebuild-child.js'), folder, what], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`rebuild of ${what}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Rows "rebuild of 1,000,000 events into 33k documents": roster and pyramid; and, reported with the same floor, all views with a line of the audit trail for every event. */
async function rebuildRows({ rounds, events }) {
  const teachers = Math.round(events * 0.033);
  const folder = scratch();
  const store = new SqliteEventStore({ folder });
  const { eventBytes } = await fill(store, teachers, events);
  await store.close();
  const seen = { read: [], roster: [], all: [] };
  const one = (what) => () => {
    const result = child(folder, what);
    seen[what].push(result);
    return result.eventsPerSecond;
  };
  const figures = await interleave(rounds, { read: one('read'), roster: one('roster') });
  // Every event leaves a line of its own here, which takes several times as long: two rounds do.
  const all = await interleave(Math.min(rounds, 2), { read: one('read'), all: one('all') });
  rmSync(folder, { recursive: true });
  const row = (name, results, rates, read) => {
    const peak = Math.max(...results.map(({ residentMb }) => residentMb));
    const last = results.at(-1);
    return {
      row: name, eventBytes, residentMb: peak, documents: last.documents,
      figure: `${(median(results.map(({ ms }) => ms)) / 1000).toFixed(1)} s, ${Math.round(median(rates))} events/s, ${eventBytes} B an event; ${last.documents} documents; ${peak} MB resident of ${RESIDENT_MB} (${peak <= RESIDENT_MB ? 'reached' : 'below'})`,
      against: [{ limit: 'read + JSON.parse of the same events', figure: `${Math.round(median(read))} events/s`, floor: 0.6, ambition: 0.9, ...ratios(rates, read) }, missing('Emmett PostgreSQL', 5)],
    };
  };
  const size = `${events.toLocaleString('en')} events, ${teachers.toLocaleString('en')} teachers`;
  return [row(`rebuild of roster and pyramid (${size})`, seen.roster, figures.roster, figures.read), row(`rebuild of all views, audit trail included (${size})`, seen.all, all.all, all.read)];
}

module.exports = { rebuildRows };
