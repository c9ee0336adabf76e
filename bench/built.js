'use strict';
const path = require('node:path');

/** The compiled program under test: `dist`, or another build of the same tree to compare it with. */
const root = path.resolve(process.env.ECHELON_BUILD ?? path.join(__dirname, '..', 'dist'));

module.exports = { built: (file) => require(path.join(root, file)) };
