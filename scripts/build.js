'use strict';
// Builds unless this very tree was built before: tsc alone takes seconds even when nothing changed.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, readdirSync, writeFileSync, rmSync } = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

const root = path.join(__dirname, '..');
const stamp = path.join(root, 'dist', '.built');

function digest() {
  const hash = createHash('sha256');
  const add = (file) => hash.update(file).update('\0').update(readFileSync(path.join(root, file))).update('\0');
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (/\.(ts|json)$/.test(entry.name)) add(name);
    }
  };
  for (const folder of ['src', 'projections']) walk(folder);
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) add(file);
  return hash.digest('hex');
}

function build() {
  const now = digest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  rmSync(stamp, { force: true });
  process.stderr.write('正在构建 … / building …\n');
  const tsc = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  if (tsc.status !== 0) process.exit(tsc.status ?? 1);
  writeFileSync(stamp, now);
  return true;
}

module.exports = { build };
if (require.main === module) build();
