// The template's thread as it is in the sources.
require('../chaos/run-ts.cjs');
require('../../src/tables/template-worker.ts');
