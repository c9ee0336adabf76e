'use strict';
const { closeSync, fdatasyncSync, openSync, writeSync } = require('node:fs');
const path = require('node:path');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

const EVERY_MS = 200;

/**
 * A thread of its own that writes 4 KiB and waits for the disk, five times a second: what a commit costs at least in this
 * very minute, so that a disk which others slow down is not taken for a round that does.
 */
class DiskProbe {
  #worker;
  #samples = [];

  constructor(folder) {
    this.#worker = new Worker(__filename, { workerData: path.join(folder, 'probe') });
    // The thread's clock begins with the thread; arrival is near enough.
    this.#worker.on('message', (ms) => void this.#samples.push({ at: performance.now(), ms }));
  }

  /** Milliseconds for one write, of those made in this span. */
  during(from, to) {
    return this.#samples.filter(({ at }) => at >= from && at <= to).map(({ ms }) => ms);
  }

  async stop() {
    await this.#worker.terminate();
  }
}

function probe(file) {
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  process.once('exit', () => closeSync(handle));
  setInterval(() => {
    const started = performance.now();
    writeSync(handle, block, 0, block.length, 0);
    fdatasyncSync(handle);
    parentPort.postMessage(performance.now() - started);
  }, EVERY_MS);
}

if (!isMainThread && typeof workerData === 'string') probe(workerData);

module.exports = { DiskProbe };
