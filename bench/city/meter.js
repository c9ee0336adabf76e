'use strict';
const { median, quantile, ratios } = require('../measure');

/** A span that is compared, and the parts of it whose ratios give the spread. */
const SPAN = 1_000;
const BLOCK = 100;

/** How long each command took, by its kind, in the order in which they were answered. */
class Meter {
  #kinds = new Map();

  async time(kind, work) {
    const started = performance.now();
    const result = await work();
    const ended = performance.now();
    const known = this.#kinds.get(kind) ?? [];
    known.push({ started, ended, ms: ended - started, cpu: cpuMs() });
    this.#kinds.set(kind, known);
    return result;
  }

  get commands() {
    return [...this.#kinds.values()].reduce((sum, sent) => sum + sent.length, 0);
  }

  /** `growth`: the last thousand beside the first, where there are two thousand, and how much CPU and disk took at either time. */
  kinds(disk = () => []) {
    return [...this.#kinds].map(([kind, sent]) => {
      const ms = sent.map((one) => one.ms);
      const [from, to] = spanOf(sent);
      return { kind, count: sent.length, perSecond: (sent.length * 1000) / (to - from), p50: quantile(ms, 0.5), p99: quantile(ms, 0.99), ...(sent.length < 2 * SPAN ? {} : { growth: growthOf(sent, disk) }) };
    });
  }
}

function growthOf(sent, disk) {
  const [first, last] = [sent.slice(0, SPAN), sent.slice(-SPAN)];
  const of = (some) => median(some.map(({ ms }) => ms));
  const blocks = (some) => Array.from({ length: SPAN / BLOCK }, (_, i) => of(some.slice(i * BLOCK, (i + 1) * BLOCK)));
  const [before, after] = [first, last].map((some) => disk(...spanOf(some)));
  const cpu = (some) => some.at(-1).cpu - some[0].cpu;
  return { first: of(first), last: of(last), ...ratios(blocks(last), blocks(first)), cpu: cpu(last) / cpu(first), disk: before.length === 0 || after.length === 0 ? null : median(after) / median(before) };
}

/** Of the whole process, its views and collector included: what a neighbour on the machine cannot add to. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function spanOf(sent) {
  return [sent.reduce((least, { started }) => Math.min(least, started), Infinity), sent.reduce((most, { ended }) => Math.max(most, ended), 0)];
}

module.exports = { Meter };
