// Lets a child process that a test kills run TypeScript as it is: node -r test/chaos/run-ts.cjs script.ts
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { version } = require('@swc/core/package.json');

// As Jest runs it.
const [[, asTested]] = Object.values(require('../../jest.config').projects[0].transform);
const options = { ...asTested, sourceMaps: false };

// As Jest keeps what it transformed: a suite starts some dozens of these processes and threads, each with hundreds of files.
const kept = path.join(tmpdir(), 'echelon-run-ts');
mkdirSync(kept, { recursive: true });

/** What was kept of the same text, read back; undefined where nothing was. */
function known(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function transformed(text, filename) {
  const file = path.join(kept, createHash('sha256').update(JSON.stringify([version, options, filename, text])).digest('hex'));
  const before = known(file);
  if (before !== undefined) return before;
  // Loaded only where there is something to transform.
  const { code } = require('@swc/core').transformSync(text, { filename, ...options });
  // Another process may be writing the same: whoever reads it finds it whole.
  const mine = `${file}.${process.pid}.${require('node:worker_threads').threadId}`;
  writeFileSync(mine, code);
  renameSync(mine, file);
  return code;
}

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformed(readFileSync(filename, 'utf8'), filename), filename);
};
