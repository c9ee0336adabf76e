'use strict';
const { createHash, randomBytes, randomUUID } = require('node:crypto');
const { rmSync } = require('node:fs');
const { scratch } = require('./append');
const { built } = require('./built');
const { interleave, median, quantile, ratios } = require('./measure');
const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');
const { encode, stamp } = built('src/event-store/codec');
const { Streams } = built('src/commands/streams');
const { round } = built('src/domain/round/round');
const { decideReserveSeat } = built('src/domain/round/seats');
const { SystemClock } = built('src/clock');
const { newEventId } = built('src/ids');

const TODAY = '2019-05-12';
const UNIT = 'o-1';
const hash = (text) => createHash('sha256').update(text).digest('hex');
/** The school alone recommends, as where a programme names no other level. */
const AT = { level: 'SCHOOL', unit: UNIT, path: [{ level: 'SCHOOL', unit: UNIT }], version: 1 };
/** What a reservation asks of the pinned rules: that no level posts a list of its own. */
const PROGRAMME = { id: 'weihai-edz-2017', version: 1, adoptions: 0, tiers: [{ code: 'RISING_STAR' }], authority: {} };
const noKeys = { ensure: async () => new Map(), get: async () => new Map() };

function stored(stream, revision, type, data) {
  const { version, class: kind } = stamp(type);
  const command = randomUUID();
  const meta = { commandId: command, useCase: 'RecommendAtSchool', request: hash(command), actor: 'p-clerk', appointment: 'a-1', capacity: { post: 'SchoolAdmin', org: UNIT }, effectiveOn: TODAY, context: { today: TODAY }, cause: command, correlation: command, class: kind };
  return encode({ id: newEventId(), type, version, stream, revision, recordedAt: '2019-05-12T01:00:00.000Z', data, meta }, new Map(), randomBytes);
}

/** A round that is open, with seats reserved and confirmed until it has so many events. */
async function openedRound(store, id, events) {
  const stream = `round-${id}`;
  const parameters = { bornOnOrAfter: '1979-08-31', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-06', nominationsTo: '2019-05-24', recommendationSeats: [{ unit: UNIT, seats: 1_000_000 }], awardSeats: 50, requiredAttachments: [] };
  let page = [stored(stream, 0, 'RoundOpened', { round: id, names: { zh: id, en: id }, programme: 'weihai-edz-2017', version: 1, adoptions: 0, tier: 'RISING_STAR', track: 'TEACHING', calendar: '2019@1', demonstration: true, parameters })];
  let reserved;
  let start = 0;
  for (let revision = 1; revision < events; revision++) {
    if (revision % 2 === 1) page.push((reserved = stored(stream, revision, 'SeatReserved', { ledger: 'RECOMMENDATION', ...AT, nomination: `n-${revision}`, teacher: `t-${revision}`, countsTo: [] })));
    else page.push(stored(stream, revision, 'SeatConfirmed', { ledger: 'RECOMMENDATION', reservation: reserved.id, nomination: reserved.data.nomination, outcome: randomUUID() }));
    if (page.length === 500) {
      await store.append(stream, start - 1, page);
      start += page.length;
      page = [];
    }
  }
  if (page.length > 0) await store.append(stream, start - 1, page);
  return stream;
}

let serial = 0;
async function reserve(streams, stream) {
  const n = ++serial;
  const command = randomUUID();
  const attempt = { commandId: command, useCase: 'RecommendAtSchool', request: hash(command), actor: 'p-clerk', actingAs: null, ifMatch: null, correlation: command };
  const started = process.hrtime.bigint();
  const { kind } = await streams.transact(round, stream, attempt, async () => ({ state }, eventId) => {
    const context = { today: TODAY, now: `${TODAY}T09:00`, programme: PROGRAMME, acting: { person: 'p-clerk', appointment: 'a-1' }, recorded: { today: TODAY }, eventId, createdId: (name) => `${command}/${name}` };
    const decision = decideReserveSeat(state, { nomination: `new-${n}`, teacher: `new-t-${n}`, ...AT, school: UNIT, stage: 'PRIMARY', subject: 'CHINESE', act: { body: UNIT, kind: '会议纪要', number: null, date: TODAY, file: null } }, context);
    if (decision.kind !== 'events') throw new Error(JSON.stringify(decision.refusal));
    return { events: decision.events, context: context.recorded, appointment: 'a-1', capacity: { post: 'SchoolAdmin', org: UNIT } };
  });
  if (kind !== 'stored') throw new Error(`the command was ${kind}`);
  return Number(process.hrtime.bigint() - started) / 1e3;
}

/** Row "command on a round of 30,000 events": load, decide and durable append of a seat, beside the same on rounds of 30. */
async function growthRows({ rounds, scale, quick }) {
  const events = quick ? 3_000 : 30_000;
  const folder = scratch();
  const store = new SqliteEventStore({ folder });
  const streams = new Streams({ store, keys: noKeys, clock: new SystemClock(), newEventId, randomBytes }, { soleWriter: true });
  const large = await openedRound(store, 'large', events);
  const small = [];
  for (let i = 0; i < 50; i++) small.push(await openedRound(store, `small-${i}`, 30));
  for (const stream of [large, ...small]) await reserve(streams, stream);
  const [all30, allLarge] = [[], []];
  const batch = async (into, streamOf) => {
    const each = [];
    for (let i = 0; i < 200 * scale; i++) each.push(await reserve(streams, streamOf(i)));
    into.push(...each);
    return quantile(each, 0.5);
  };
  const figures = await interleave(rounds, { small: () => batch(all30, (i) => small[i % small.length]), large: () => batch(allLarge, () => large) });
  await store.close();
  rmSync(folder, { recursive: true });
  return [
    {
      row: `command on a round of ${events.toLocaleString('en')} events`, figure: `p50 ${Math.round(quantile(allLarge, 0.5))} µs, p99 ${Math.round(quantile(allLarge, 0.99))} µs`,
      against: [{ limit: 'the same on a round of 30', figure: `${Math.round(median(figures.small))} µs`, floor: 1.5, ambition: 1.05, atMost: true, ...ratios(figures.large, figures.small) }],
    },
  ];
}

module.exports = { growthRows };
