// A MongoDB server for CI: SecantusDB, MongoDB's own WiredTiger behind the wire protocol (pitfalls.md, 4d). GPL-2.0, so
// a test tool only: installed from PyPI into a virtual environment of its own, never a dependency of the product.
const { execFileSync, spawn } = require('node:child_process');
const { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const VERSION = '0.7.0b3';
const READY_MS = 60_000;
const STOP_MS = 10_000;

/** Installs once, under `.secantus/` of the repository, and returns the path of the server program. */
function install() {
  const home = resolve(__dirname, '../../.secantus');
  const program = join(home, 'bin', 'secantusd-py');
  const marker = join(home, `installed-${VERSION}`);
  if (existsSync(marker) && existsSync(program)) return program;
  process.stderr.write(`installing secantusdb ${VERSION} into ${home}\n`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const stdio = ['ignore', 2, 2];
  execFileSync(process.env.PYTHON ?? 'python3', ['-m', 'venv', home], { stdio });
  execFileSync(join(home, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `secantusdb==${VERSION}`], { stdio });
  writeFileSync(marker, '');
  return program;
}

/** Starts a server on a free loopback port. Its data outlives a kill when `folder` is given; what it says goes to the file `log`. */
async function startSecantusDb({ program = install(), folder, port, log } = {}) {
  const own = folder === undefined ? mkdtempSync(join(tmpdir(), 'echelon-secantus-')) : undefined;
  const at = port ?? (await freePort());
  const args = ['--host', '127.0.0.1', '--port', String(at), '--storage-path', folder ?? own, '--sync-on-commit', '--enable-test-commands', '--log-level', 'WARNING'];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4_000)));
  if (log !== undefined) child.stderr.on('data', (chunk) => appendFileSync(log, chunk));
  let gone = false;
  const exited = new Promise((done) => {
    child.once('exit', () => done((gone = true)));
    child.once('error', (error) => done((said += error.message), (gone = true)));
  });
  const end = async (signal) => {
    if (!gone) child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(timer);
  };
  const server = {
    url: `mongodb://127.0.0.1:${at}/?replicaSet=secantus`,
    port: at,
    pid: child.pid,
    /** As a power cut would: no shutdown of its own. */
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      if (own !== undefined) rmSync(own, { recursive: true, force: true });
    },
  };
  const until = Date.now() + READY_MS;
  while (!(await accepts(at))) {
    if (gone || Date.now() > until) {
      await server.stop();
      throw new Error(`SecantusDB did not start on port ${at}: ${said.trim() || 'no reason given'}`);
    }
    await new Promise((again) => setTimeout(again, 50));
  }
  return server;
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

function accepts(port) {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => answer(true)).once('error', () => answer(false)).once('close', () => answer(false));
    socket.once('connect', () => socket.destroy());
  });
}

module.exports = { install, startSecantusDb };
