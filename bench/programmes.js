'use strict';
const { randomBytes } = require('node:crypto');
const { cpSync, readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');
const { pino } = require('pino');
const { scratch } = require('./append');
const { built } = require('./built');
const { Meter } = require('./city/meter');
const { interleave, median, ratios } = require('./measure');
const { OFFICER, cityOf, sizeOf } = require('./programmes/plan');
const { ASSESSED, QINGDAO, TITLED, WENZHOU, playProgrammes } = require('./programmes/play');
const { asked, isPaged, listed, mayBeEmpty } = require('./programmes/views');
const { checkCharacter } = built('src/domain/identity-number');
const { readProgramme } = built('src/domain/rules/programme-text');
const { readSample } = built('src/domain/rules/sample-text');
const { teacher: aggregate } = built('src/domain/teacher/teacher');
const { signLocalToken } = built('src/http/local-tokens');
const { openHouse, stampDemonstration } = built('src/house');
const { createServer } = built('src/main');

const FLOOR = 1.3;
const MASTER_KEY = randomBytes(32).toString('base64');
/** Of one view in one round of measuring: so often, or so long. */
const ASKED = 40;
const ASKED_MS = 800;
const ATTEMPTS_TO_START = 3;
const NAMES_MS = 120_000;
/** A day on which titles stood: asked soon after and at the end of all, it shows the same. */
const PAST = { [WENZHOU]: '2023-10-01', [QINGDAO]: '2026-01-20' };

const configOf = (folder) => ({
  eventStore: 'sqlite:', readModels: 'sqlite:', profile: 'embedded', data: folder, bind: '127.0.0.1', port: 0, issuer: undefined,
  masterKey: MASTER_KEY, firstOfficer: OFFICER, demonstration: true, notices: undefined,
});
/** What stood when a folder was kept. */
const LABELS = { [WENZHOU]: 'after the first year', [TITLED]: 'after the second year, of the first titles', [QINGDAO]: 'after the first year of Qingdao', [ASSESSED]: 'after the first term of Qingdao' };
const instantOf = (day) => new Date(`${day}T09:00:00+08:00`).toISOString();

function programmeOf(id) {
  const read = (file) => readFileSync(path.join(__dirname, '../programmes', id, file), 'utf8');
  const text = read('programme.yaml');
  return { text, choices: readSample(read('sample.yaml'), readProgramme(text).definition).choices };
}

async function startedOn(folder, day) {
  await stampDemonstration(configOf(folder), instantOf(day));
  const house = await openHouse(configOf(folder), { onTrouble: (what, error) => console.error(what, error) });
  await house.start();
  return house;
}

/** Until the views have all that the log has. */
async function caughtUp(house) {
  if (!(await house.projector.whenReflected(await house.events.head(), 600_000))) throw new Error('the views did not catch up within ten minutes');
}

/** The years, played into the folder; after the first of either programme, and the first of titles, the folder is kept as it was then, under its name in `copies`. */
async function played(scale, folder, copies) {
  let day = '2022-03-08';
  let house = await startedOn(folder, day);
  const meter = new Meter();
  const begun = performance.now();
  let paused = 0;
  const stage = {
    application: house.application, meter, checkCharacter, programmes: { [WENZHOU]: programmeOf(WENZHOU), [QINGDAO]: programmeOf(QINGDAO) },
    moveTo: (to) => {
      day = to;
      console.error(`  ${to} ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      house.clock.set(instantOf(to));
    },
    factsOf: async (application, teacher) => (await application.desk.streams.load(aggregate, `teacher-${teacher}`)).state.facts,
    keep: async (called, on, so) => {
      await caughtUp(house);
      const stopped = performance.now();
      await house.close();
      copies[called] = { folder: scratch(), day: on, so: structuredClone(so), label: LABELS[called] };
      cpSync(folder, copies[called].folder, { recursive: true });
      house = await startedOn(folder, on);
      paused += performance.now() - stopped;
      return house.application;
    },
  };
  try {
    const result = await playProgrammes(stage, cityOf(sizeOf(scale)));
    const seconds = (performance.now() - begun - paused) / 1000;
    const ended = performance.now();
    await caughtUp(house);
    const behind = (performance.now() - ended) / 1000;
    let events = 0;
    for await (const page of house.events.readAll(null)) events += page.length;
    return { folder, day, copies, result, seconds, behind, events, meter };
  } finally {
    // A house that stays open keeps the process from ending: what failed would never be told.
    await house.close();
  }
}

const bytesOf = (folder, of) => readdirSync(folder).filter((name) => name.startsWith(of)).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

/** From nothing open to ready: stores, reactors, views that have all of the log. */
async function start({ folder, day }) {
  const begun = performance.now();
  const house = await startedOn(folder, day);
  try {
    for (;;) {
      const { healthy, position, head } = await house.projector.status();
      if (healthy && position === head) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return performance.now() - begun;
  } finally {
    await house.close();
  }
}

/** Its server without a socket, and an officer of the city who asks. */
async function serving({ folder, day }) {
  const house = await startedOn(folder, day);
  await caughtUp(house);
  const app = await createServer(house, pino({ level: 'silent' }));
  const authorization = `Bearer ${await signLocalToken(folder, OFFICER, 86_400, Date.now())}`;
  const get = (url) => app.inject({ method: 'GET', url, headers: { authorization, accept: 'application/json' } });
  // Names are opened in the background after a start, beside whatever is asked meanwhile.
  for (let wait = 0; (await get('/roster?name=%E7%8E%8B')).statusCode === 503 && wait < NAMES_MS; wait += 100) await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    ask: async (url) => {
      const begun = performance.now();
      const answer = await get(url);
      const ms = performance.now() - begun;
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.payload.slice(0, 500)}`);
      return { ms, answer: answer.payload };
    },
    close: async () => {
      await app.close();
      await house.close();
    },
  };
}

/** The p50 of either, asked request by request in turn, so that a slow second of the machine hits both. */
async function p50s(then, now, view) {
  const figures = { then: [], now: [] };
  const until = performance.now() + ASKED_MS;
  while (figures.now.length < ASKED && (figures.now.length < 3 || performance.now() < until)) {
    // Who is asked first is drawn: by turns, the garbage of both would be collected in the time of the same one each time.
    for (const who of Math.random() < 0.5 ? ['then', 'now'] : ['now', 'then']) figures[who].push((await { then, now }[who].ask(view[who])).ms);
  }
  return { then: median(figures.then), now: median(figures.now) };
}

/** Every view about one programme, at the end and after its first year by turns. */
async function viewsOf(programme, { folder, day, copies, result }, rounds) {
  const facts = (so) => {
    // The newest of the same kind and body: as many candidates then as now.
    const round = so.rounds.filter((one) => one.programme === programme).sort((a, b) => a.year - b.year).filter(({ tier, track }) => tier === 'CITY_MASTER' || track === 'MASTER_TEACHER').at(-1);
    return { programme, round, person: so.untouched.teacher, corrected: so.corrected, past: PAST[programme], operation: so.operation, certificate: so.holders[0]?.certificate ?? null, cohort: so.cohort };
  };
  const rows = [];
  const faults = [];
  const open = [];
  const answered = async (server, route, url) => listed(route, JSON.parse((await server.ask(url)).answer));
  try {
    const earlier = programme === WENZHOU ? [copies[WENZHOU], copies[TITLED], copies[QINGDAO]] : [copies[QINGDAO], copies[ASSESSED]];
    for (const one of [...earlier, { folder, day }]) open.push(await serving(one));
    const now = open.at(-1);
    const addresses = open.slice(0, -1).map((then, i) => ({ then, label: earlier[i].label, until: earlier[i].day, views: asked(programme, facts(earlier[i].so), facts(result)) }));
    for (const [n, view] of addresses[0].views.entries()) {
      // Asked once before, for what is read and compiled for the first time.
      try {
        const filled = await answered(now, view.route, view.now);
        if (filled === 0 && !mayBeEmpty(view.route, programme)) throw new Error(`${view.now}: nothing is listed`);
        let against;
        for (const { then, label, until, views } of addresses) {
          if ((/asOf=([\d-]+)/u.exec(views[n].then)?.[1] ?? '') > until) continue;
          against = { then, label, until, url: views[n].then, listed: await answered(then, view.route, views[n].then) };
          // What a list takes is not to be seen where it was empty.
          if (against.listed > 0 || filled === 0) break;
        }
        for (const { name, urls, counts } of await alike(view, against, filled, (server, url) => answered(server, view.route, url), now)) {
          const each = [];
          for (let round = 0; round < rounds; round += 1) each.push(await p50s(against.then, now, urls));
          const [first, last] = [each.map((one) => one.then), each.map((one) => one.now)];
          rows.push({ name, after: against.label, counts, first: median(first), last: median(last), ...ratios(last, first) });
        }
      } catch (error) {
        faults.push(error.message);
      }
    }
  } finally {
    for (const server of open) await server.close();
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return rows;
}

/**
 * What is asked of both so that they list the same. A page is as long as the shorter of the two lists. A view without pages
 * that lists more than it did is told with both numbers; what of its time is the years' and not the list's is asked as of
 * the earlier day, of which both list the same.
 */
async function alike({ name, route, now: url }, against, filled, answered, now) {
  const before = against.listed;
  const plain = { name, urls: { then: against.url, now: url }, counts: [before, filled] };
  if (before === filled || before === 0 || url.includes('asOf=')) return [plain];
  if (isPaged(route)) {
    const limit = Math.min(before, filled);
    return [{ ...plain, urls: { then: withQuery(against.url, `limit=${limit}`), now: withQuery(url, `limit=${limit}`) }, counts: [limit, limit] }];
  }
  const urls = { then: withQuery(against.url, `asOf=${against.until}`), now: withQuery(url, `asOf=${against.until}`) };
  const counts = [await answered(against.then, urls.then), await answered(now, urls.now)];
  return [{ ...plain, name: `${name}, which lists ${before} then and ${filled} now` }, { name: `${name} as of that day${counts[0] === counts[1] ? '' : `, ${counts.join(' and ')}`}`, urls, counts }];
}

const withQuery = (url, query) => `${url}${url.includes('?') ? '&' : '?'}${query}`;

const ms = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value)));
const mb = (bytes) => (bytes / 1e6).toFixed(0);

/** Row "programmes": what four years of one and two terms of the other write, and every view's time at the end beside that after the first year. */
async function programmeRows(asked) {
  const folder = scratch();
  const copies = {};
  try {
    return await rowsOf(asked, folder, copies);
  } finally {
    for (const one of [folder, ...Object.values(copies).map((copy) => copy.folder)]) rmSync(one, { recursive: true });
  }
}

async function rowsOf({ rounds, years }, folder, copies) {
  const begun = performance.now();
  const story = await played(years, folder, copies);
  const size = sizeOf(years);
  const { day, result, seconds, behind, events, meter } = story;
  const first = copies[WENZHOU];
  const starts = await interleave(ATTEMPTS_TO_START, { then: () => start(first), now: () => start({ folder, day }) });
  const views = [];
  for (const programme of [WENZHOU, QINGDAO]) views.push(...(await viewsOf(programme, story, rounds)));
  const bytes = { log: bytesOf(folder, 'events.db'), views: bytesOf(folder, 'views') };
  const kinds = meter.kinds();
  const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  const growth = (name, figure, one) => ({ row: name, figure, against: [{ limit: one.after, figure: `${ms(one.first)} ms`, floor: FLOOR, atMost: true, ...(one.counts === undefined ? {} : { counts: one.counts }), median: one.median, lower: one.lower, upper: one.upper }] });
  return [
    {
      row: `programmes at ${years} of the city: ${size.teachers.toLocaleString('en')} teachers, ${size.schools + size.directUnits} schools, ${size.callers} callers`,
      figure: `${meter.commands} commands, ${events} events in ${seconds.toFixed(1)} s: ${Math.round(events / seconds)} events/s; log ${mb(bytes.log)} MB, views ${mb(bytes.views)} MB, views whole ${behind.toFixed(1)} s later`,
      against: [{ limit: 'what was played', figure: `${result.rounds.length} rounds, ${sum(result.selected)} selected; Wenzhou confirmed ${sum(result.conferred)}; Qingdao concluded ${sum(result.verdicts)}, renewed ${result.renewed}, for life ${result.lifetime}, revoked ${result.revoked}; all of it, with this measuring, took ${((performance.now() - begun) / 60_000).toFixed(1)} minutes` }],
      bytes, result: { ...result, untouched: undefined, holders: result.holders.length },
    },
    // No view, and without a limit of its own: it reads what the newest 50,000 commands asked for and at most a thousand events, of which the first year has less.
    { row: '· start-up to ready', figure: `${ms(median(starts.now))} ms`, against: [{ limit: LABELS[WENZHOU], figure: `${ms(median(starts.then))} ms`, ...ratios(starts.now, starts.then) }] },
    ...kinds.map(({ kind, count, perSecond, p50: middle, p99 }) => ({ row: `· ${kind}`, figure: `${count}: ${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s; p50 ${ms(middle)} ms, p99 ${ms(p99)} ms`, against: [{ limit: 'reported only' }] })),
    ...views.map((one) => growth(`· ${one.name}`, `p50 ${ms(one.last)} ms`, one)),
  ];
}

module.exports = { programmeRows };
