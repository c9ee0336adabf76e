// The reader's thread as it is in the sources.
require('../chaos/run-ts.cjs');
require('../../src/imports/read-worker.ts');
