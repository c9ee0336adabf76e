'use strict';
// `npm start`: build if needed, then become the server. In one process, so that Ctrl-C reaches it.
require('./build').build();
const path = require('node:path');
process.argv.splice(2, 0, 'serve');
require(path.join(__dirname, '..', 'dist', 'src', 'cli', 'main.js'));
