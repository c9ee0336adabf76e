import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

describe('scripts/build.js', () => {
  let folder: string;
  /** A small tree with the script in it, built with the repository's own compiler. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'echelon-build-'));
    for (const name of ['scripts', 'src', 'projections']) mkdirSync(join(folder, name));
    copyFileSync(join(root, 'scripts/build.js'), join(folder, 'scripts/build.js'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
    write('src/one.ts', 'export const one = 1;\n');
    write('projections/two.ts', "import { one } from '../src/one';\nexport const two = one + 1;\n");
    write('package-lock.json', '{}');
    write('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'ES2023', module: 'node20', lib: ['ES5'], skipLibCheck: true, outDir: 'dist', rootDir: '.', types: [] } }));
    write('tsconfig.build.json', JSON.stringify({ extends: './tsconfig.json', include: ['src', 'projections'] }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What build() returned, with its exit code: whether it built. */
  function build(): { readonly status: number | null; readonly built: string } {
    const { status, stdout } = spawnSync(process.execPath, ['--print', "require('./scripts/build.js').build()"], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    return { status, built: stdout.trim().split('\n').at(-1) ?? '' };
  }

  it('does nothing the second time, and builds again once a file has changed', () => {
    const output = join(folder, 'dist/src/one.js');
    expect(build()).toEqual({ status: 0, built: 'true' });
    expect(existsSync(output)).toBe(true);

    // What it would overwrite if it built.
    writeFileSync(output, 'left alone');
    expect(build()).toEqual({ status: 0, built: 'false' });
    expect(readFileSync(output, 'utf8')).toBe('left alone');

    writeFileSync(join(folder, 'src/one.ts'), 'export const one = 11;\n');
    expect(build()).toEqual({ status: 0, built: 'true' });
    expect(readFileSync(output, 'utf8')).toContain('11');
  });

  it('does not take a build that failed for one, and ends with the exit code of the compiler', () => {
    writeFileSync(join(folder, 'src/one.ts'), "export const one: number = 'one';\n");
    expect(build().status).toBeGreaterThan(0);
    expect(build().status).toBeGreaterThan(0);
  });
});
