'use strict';
const { rmSync } = require('node:fs');
const path = require('node:path');
const { scratch } = require('./append');
const { built } = require('./built');
const { lived } = require('./lives');
const { interleave, quantile, ratios } = require('./measure');
const { SqliteEventStore } = built('src/event-store/sqlite/sqlite-event-store');
const { SqliteDocumentStore } = built('src/read-models/sqlite/sqlite-document-store');
const { Projector } = built('src/projector/projector');
const { SystemClock } = built('src/clock');
const { projections, VIEW_SET } = built('projections/all');

const PER_SECOND = 2_000;
const CAREERS = 64;

/** Commands that arrive by the clock and not when the last one is done; all views, one process, as in the embedded profile. */
async function arrivals(count, offset) {
  const folder = scratch();
  const store = new SqliteEventStore({ folder });
  const documents = new SqliteDocumentStore(path.join(folder, 'views.db'));
  const projector = new Projector({ events: store, documents, clock: new SystemClock(), random: Math.random }, { set: VIEW_SET, projections });
  projector.start();
  const [acked, visible] = [[], []];
  const command = async (n) => {
    // 64 careers side by side, fact by fact.
    const event = lived(offset + Math.floor(n / CAREERS / 30) * CAREERS + (n % CAREERS), Math.floor(n / CAREERS) % 30);
    const from = performance.now();
    const { position } = await store.append(event.stream, event.revision - 1, [event]);
    const ack = performance.now();
    acked.push((ack - from) * 1000);
    if (!(await projector.whenReflected(position, 60_000))) throw new Error('not visible within a minute');
    visible.push((performance.now() - ack) * 1000);
  };
  const begun = performance.now();
  const pending = [];
  for (let n = 0; n < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - begun) * PER_SECOND) / 1000));
    for (; n < due; n++) pending.push(command(n));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const rate = Math.round((count * 1000) / (performance.now() - begun));
  await Promise.all(pending);
  await projector.stop();
  await documents.close();
  await store.close();
  rmSync(folder, { recursive: true });
  return { acked, visible, rate };
}

/** Row "ack to visible", beside our own ack time in the same run. */
async function visibleRows({ rounds, scale }) {
  const [acked, visible, rates] = [[], [], []];
  const figures = { ack: [], visible: [] };
  await interleave(rounds, {
    both: async (round) => {
      const result = await arrivals(PER_SECOND * 2 * scale, round * 100_000);
      acked.push(...result.acked);
      visible.push(...result.visible);
      rates.push(result.rate);
      figures.ack.push(quantile(result.acked, 0.5));
      figures.visible.push(quantile(result.visible, 0.5));
    },
  });
  const show = (values) => `p50 ${Math.round(quantile(values, 0.5))} µs, p99 ${Math.round(quantile(values, 0.99))} µs`;
  return [
    {
      row: 'ack to visible', figure: `${show(visible)} at ${Math.round(quantile(rates, 0.5))} commands/s`,
      against: [{ limit: 'our own ack time', figure: show(acked), floor: 1, ambition: 0.3, atMost: true, ...ratios(figures.visible, figures.ack) }],
    },
  ];
}

module.exports = { visibleRows };
