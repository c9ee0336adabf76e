// The thread that plays mutants as it is in the sources.
require('../chaos/run-ts.cjs');
require('../../src/examples/mutation-thread.ts');
