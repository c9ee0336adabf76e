'use strict';
const { randomBytes } = require('node:crypto');
const { readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { scratch } = require('./append');
const { built } = require('./built');
const { checkLedgers } = require('./city/check');
const { DiskProbe } = require('./city/disk-probe');
const { Meter } = require('./city/meter');
const { FULL, OFFICER, SMALL, planOf } = require('./city/plan');
const { playCityRound } = require('./city/play');
const { checkCharacter } = built('src/domain/identity-number');
const { openHouse } = built('src/house');

const FLOOR = 1.5;
const programme = readFileSync(path.join(__dirname, 'city/programme.yaml'), 'utf8');

/** One round of a city in a house of the embedded profile: log, keys, reactors and every view in this process, as it is served. */
async function cityRound(size) {
  const folder = scratch();
  const house = await openHouse({
    eventStore: 'sqlite:', readModels: 'sqlite:', profile: 'embedded', data: folder, bind: '127.0.0.1', port: 0, issuer: undefined,
    masterKey: randomBytes(32).toString('base64'), firstOfficer: OFFICER, demonstration: true, notices: undefined,
  }, { onTrouble: (what, error) => console.error(what, error) });
  await house.start();
  const meter = new Meter();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const disk = new DiskProbe(folder);
  const begun = performance.now();
  const moveTo = (day) => house.clock.set(new Date(`${day}T09:00:00+08:00`).toISOString());
  const conferred = await playCityRound({ application: house.application, meter, programme, checkCharacter, moveTo }, planOf(size));
  const seconds = (performance.now() - begun) / 1000;
  delay.disable();
  const head = await house.events.head();
  if (!(await house.projector.whenReflected(head, 600_000))) throw new Error('the views did not catch up within ten minutes');
  const behind = (performance.now() - begun) / 1000 - seconds;
  const events = [];
  for await (const page of house.events.readAll(null)) events.push(...page);
  const check = checkLedgers(events);
  await house.close();
  await disk.stop();
  const logBytes = readdirSync(folder).filter((name) => name.startsWith('events.db')).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  rmSync(folder, { recursive: true });
  if (check.breaches.length > 0) throw new Error(`the ledgers were exceeded: ${JSON.stringify(check.breaches.slice(0, 5))}`);
  if (check.awards !== size.awards || check.titles !== size.awards) throw new Error(`${check.awards} awards and ${check.titles} titles for ${size.awards} seats`);
  return { conferred, seconds, behind, check, logBytes, commands: meter.commands, delay: { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }, kinds: meter.kinds((from, to) => disk.during(from, to)) };
}

const ms = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** Row "round of a city": each kind of command with its rates, and the growth of those sent by the thousand. */
async function roundRows({ quick }) {
  // Once on a small scale, so that the first thousand are not slower for being compiled.
  const warm = await cityRound(SMALL);
  const played = quick ? warm : await cityRound(FULL);
  const size = quick ? SMALL : FULL;
  const { check, commands, seconds, behind, delay, logBytes } = played;
  return [
    {
      row: `round of a city: ${size.districts} districts, ${size.candidates.toLocaleString('en')} candidates, ${size.callers} callers`,
      figure: `${commands} commands in ${seconds.toFixed(1)} s, ${Math.round(commands / seconds)} commands/s; ${check.events} events, ${(logBytes / 1e6).toFixed(0)} MB of log; event loop p99 ${ms(delay.p99)} ms, longest ${ms(delay.max)} ms; views whole ${behind.toFixed(1)} s later`,
      against: [{ limit: 'both ledgers, after every event of the log', figure: `never exceeded: ${check.reservations} reservations in ${check.ledgers} ledgers, ${check.awards} awards` }],
      played,
    },
    ...played.kinds.map(({ kind, count, perSecond, p50, p99, growth }) => ({
      row: `· ${kind}`, figure: `${count}: ${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s; p50 ${ms(p50)} ms, p99 ${ms(p99)} ms`,
      against: [growth === undefined ? { limit: count < 2 ? 'sent once' : 'fewer than two thousand' } : { limit: 'its first thousand', figure: `${ms(growth.first)} ms, last ${ms(growth.last)} ms; CPU ${growth.cpu.toFixed(2)} ×, disk ${growth.disk === null ? 'not probed' : `${growth.disk.toFixed(2)} ×`}`, floor: FLOOR, atMost: true, median: growth.median, lower: growth.lower, upper: growth.upper }],
    })),
  ];
}

module.exports = { cityRound, roundRows };
