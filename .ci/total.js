'use strict';
// Adds up the steps and the tests inside them; exits non-zero when anything failed or no test ran.
const { readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of readdirSync(folder)) {
  const text = readFileSync(path.join(folder, file), 'utf8');
  if (file.endsWith('.step')) {
    if (text.trim() === 'passed') passed += 1;
    else failed += 1;
  } else {
    const run = JSON.parse(text);
    passed += run.numPassedTests;
    failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
    skipped += run.numPendingTests + run.numTodoTests;
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
