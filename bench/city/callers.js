'use strict';

/** Answers may say that a batch goes on; it is asked for again until it is done. */
const ASK_AGAIN_MS = 50;

/** Sends commands as a bureau does, so many at once: each under a key of its own, timed by its kind, and asked again until it is answered. */
class Callers {
  #key = 0;
  #meter;
  #count;
  application;

  constructor({ application, meter }, count) {
    this.application = application;
    this.#meter = meter;
    this.#count = count;
  }

  /** The next in turn for each caller, until there is none. The first that fails ends the turn of all: nothing is under way any more when it is told. */
  async atOnce(items, work) {
    let next = 0;
    const caller = async () => {
      try {
        while (next < items.length) await work(items[next++]);
      } catch (error) {
        next = items.length;
        throw error;
      }
    };
    const failed = (await Promise.allSettled(Array.from({ length: this.#count }, caller))).find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async done(subject, name, target, body) {
    const outcome = await this.send(subject, name, target, body);
    if (outcome.kind !== 'accepted') throw new Error(`${name} by ${subject}: ${JSON.stringify(outcome).slice(0, 2_000)}`);
    return outcome.result;
  }

  send(subject, name, target, body) {
    const sender = { issuer: 'bench', subject, idempotencyKey: `key-${(this.#key += 1)}`, actingAs: null, ifMatch: null };
    return this.#meter.time(name, async () => {
      for (;;) {
        const outcome = await this.application.send(name, sender, target, body);
        if (outcome.kind !== 'pending') return outcome;
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    });
  }
}

function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

module.exports = { Callers, dayAfter };
