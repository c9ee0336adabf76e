#!/usr/bin/env node
// node test/servers/with-secantusdb.js <command…>: runs a command beside a SecantusDB of its own, with TEST_MONGODB_URL set
// to it and TEST_SECANTUSD to the program (for the tests that kill and restart a server), and ends with its exit code.
const { spawn } = require('node:child_process');
const { install, startSecantusDb } = require('./secantusdb.js');

async function main([command, ...args]) {
  if (command === undefined) throw new Error('usage: node test/servers/with-secantusdb.js <command…>');
  const program = install();
  const server = await startSecantusDb({ program });
  try {
    process.stderr.write(`TEST_MONGODB_URL=${server.url}\n`);
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TEST_MONGODB_URL: server.url, TEST_SECANTUSD: program } });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    return await new Promise((done, failed) => {
      child.once('error', failed);
      child.once('exit', (code) => done(code ?? 1));
    });
  } finally {
    await server.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
