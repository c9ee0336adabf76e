'use strict';

/** Runs the subjects of one row in turn, round after round, so that a slow minute of the machine hits all of them. */
async function interleave(rounds, subjects) {
  const figures = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(subjects)) figures[name].push(await run(round));
  }
  return figures;
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

const median = (values) => quantile(values, 0.5);

/** Median and quartiles of the per-round ratios subject : limit. */
function ratios(subject, limit) {
  const each = subject.map((value, i) => value / limit[i]);
  return { median: median(each), lower: quantile(each, 0.25), upper: quantile(each, 0.75) };
}

/** A peer that is not installed: counted as skipped, never as passed. */
const missing = (limit, floor) => ({ limit, floor, notMeasured: true });

/** 'reached' by the median alone: where the spread reaches below the floor, it shows in the quartiles. */
function verdict({ notMeasured, floor, ambition, atMost, median: middle }) {
  if (notMeasured) return 'not measured';
  if (floor === undefined) return 'reported';
  const holds = (bound) => (atMost ? middle <= bound : middle >= bound);
  if (ambition !== undefined && holds(ambition)) return 'reached, ambition too';
  return holds(floor) ? 'reached' : 'below';
}

module.exports = { interleave, median, missing, quantile, ratios, verdict };
