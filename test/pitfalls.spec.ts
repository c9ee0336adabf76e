import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Traps of our libraries that are stepped around by a setting or by leaving something alone, so that no other test would notice. */
describe('pitfalls', () => {
  it('4c: of @nestjs/cqrs only commands and queries are used, no EventBus and no saga', () => {
    const files = ['src', 'projections'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file)));
    const imported = files.flatMap((file) =>
      [...read(file).matchAll(/(?:import|export)\s+([^;]*?)\s+from\s+'@nestjs\/cqrs(?:\/[^']*)?'/g)].flatMap(([, clause = '']) => clause.replaceAll(/[{}]|\btype\b/g, ' ').split(',').map((one) => one.trim().split(' as ')[0]?.trim() ?? '').filter((one) => one !== '')),
    );
    const mentioned = files.filter((file) => /@nestjs\/cqrs/.test(read(file))).length;
    const importing = files.filter((file) => /from\s+'@nestjs\/cqrs'/.test(read(file))).length;

    expect(importing).toBeGreaterThan(20);
    // No import() or require() either.
    expect(mentioned).toBe(importing);
    expect([...new Set(imported)].sort()).toEqual(['Command', 'CommandBus', 'CommandHandler', 'CqrsModule', 'ICommandHandler', 'IQueryHandler', 'Query', 'QueryBus', 'QueryHandler']);
  });

  it('More: the telemetry of @scarf/scarf is off', () => {
    expect((JSON.parse(read('package.json')) as { scarfSettings?: unknown }).scarfSettings).toEqual({ enabled: false });
  });

  it('More: the packages that Jest is told to transform are ESM and can be required, and canonicalize is of the last line that is CommonJS', () => {
    const { projects } = jest.requireActual<{ readonly projects: readonly { readonly transformIgnorePatterns: readonly string[] }[] }>('../jest.config.js');
    const listed = projects.map(({ transformIgnorePatterns }) => transformIgnorePatterns);
    const names = /\(\?!\(([^)]+)\)\/\)$/.exec(listed[0]?.[0] ?? '')?.[1]?.split('|') ?? [];
    expect(names).toEqual(expect.arrayContaining(['jose', 'uuid']));
    expect(new Set(listed.map((patterns) => JSON.stringify(patterns))).size).toBe(1);
    for (const name of names) {
      expect([name, (JSON.parse(read(`node_modules/${name}/package.json`)) as { type?: string }).type]).toEqual([name, 'module']);
      expect([name, Object.values(jest.requireActual<Record<string, unknown>>(name)).some((exported) => typeof exported === 'function')]).toEqual([name, true]);
    }
    expect((JSON.parse(read('node_modules/canonicalize/package.json')) as { version: string }).version).toMatch(/^2\./);
    expect(jest.requireActual<(value: unknown) => string>('canonicalize')({ b: 1, a: 2 })).toBe('{"a":2,"b":1}');
  });

  it('the lockfile names no host that packages came from', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string; integrity?: string }> };
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.filter(([, { integrity }]) => integrity !== undefined).length).toBeGreaterThan(500);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(read('.npmrc')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  it('More: of the warnings while node:sqlite is loaded only its ExperimentalWarning is silenced, and of those after it none', () => {
    // A process of its own, in which node:sqlite is a module that warns as Node's does, and of something else.
    const script = `
      const { Module } = require('node:module');
      Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.13.0' } });
      const load = Module._load;
      Module._load = function (request, ...rest) {
        if (request !== 'node:sqlite') return load.call(this, request, ...rest);
        process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
        process.emitWarning('another feature is experimental', 'ExperimentalWarning');
        return load.call(this, '@photostructure/sqlite', ...rest);
      };
      const warned = [];
      process.on('warning', ({ name, message }) => warned.push([name, message]));
      const { openDatabase } = require('./src/sqlite/database.ts');
      openDatabase(':memory:').close();
      process.emitWarning('SQLite is an experimental feature, said later', 'ExperimentalWarning');
      setImmediate(() => console.log(JSON.stringify(warned)));
    `;
    const child = spawnSync(process.execPath, ['--require', './test/chaos/run-ts.cjs', '--eval', script], { cwd: root, encoding: 'utf8', timeout: 30_000 });
    expect({ status: child.status, stderr: child.status === 0 ? '' : child.stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(child.stdout)).toEqual([['ExperimentalWarning', 'another feature is experimental'], ['ExperimentalWarning', 'SQLite is an experimental feature, said later']]);
  });
});
