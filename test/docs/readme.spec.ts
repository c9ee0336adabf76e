import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../src/config';
import { readPersonas } from '../../src/cli/personas';
import { BUREAUX } from '../../src/demo/bureaux';
import { PROGRAMME } from '../../src/demo/play';
import { signLocalToken } from '../../src/http/local-tokens';
import { BOARDS, type Answer } from './boards';
import { Checkout, printedBy, ROOT, scriptOf, stepsOf } from './tour';

const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const MINUTES_MS = 240_000;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/u;

describe('the README', () => {
  const steps = stepsOf(README, 'Five minutes');
  let checkout: Checkout;
  let output = '';

  beforeAll(async () => {
    checkout = await Checkout.make();
    await checkout.start();
    output = await checkout.bash(scriptOf(steps).replace('E=http://127.0.0.1:3000', `E=${checkout.url}`));
  }, MINUTES_MS);

  afterAll(() => checkout.remove());

  it('has a tour whose every command prints what the README says', () => {
    expect(steps.length).toBeGreaterThan(20);
    const printed = printedBy(steps, output);
    const missed = steps.flatMap(({ line, expected, ...step }) => {
      const shown = printed.get(steps.find((one) => one.line === line) ?? { line, expected, ...step }) ?? '';
      let from = 0;
      const absent = expected.filter((part) => {
        const at = shown.indexOf(part, from);
        if (at !== -1) from = at + part.length;
        return at === -1;
      });
      return absent.length === 0 ? [] : [{ line, absent, shown: shown.slice(0, 1_500) }];
    });
    expect(missed).toEqual([]);
  });

  it('shows on its first screen the answer that the tour gets', () => {
    const shown = JSON.parse(/```json\n([\s\S]*?)```/u.exec(README)?.[1] ?? 'null') as unknown;
    const answered = output.split('\n').find((line) => line.startsWith('{"type":"urn:echelon:problem:bornOnOrAfter"')) ?? 'null';
    const plain = answered.replace(new RegExp(`/rounds/${UUID.source}/`, 'u'), '/rounds/<round>/').replace(UUID, '<teacher>').replace(/"position":"\d+"/u, '"position":"<position>"');
    expect(JSON.parse(plain)).toEqual(shown);
  });

  it('leaves no board of the bureaux empty on the last day', async () => {
    const data = path.join(checkout.folder, 'data');
    const personas = readPersonas(data);
    const empty: string[] = [];
    const district = { key: 'weihai', programme: PROGRAMME, officer: 'bureau' };
    for (const { key, programme, officer } of [...BUREAUX.map((told) => ({ ...told, officer: `${told.key}-officer` })), district]) {
      const authorization = `Bearer ${await signLocalToken(data, personas?.[officer]?.person ?? '', 600, Date.now())}`;
      for (const { board, address, size } of BOARDS.filter(({ bureaux }) => bureaux.includes(key))) {
        const answer = await fetch(`${checkout.url}${address(programme)}`, { headers: { authorization } });
        expect([key, board, answer.status]).toEqual([key, board, 200]);
        if (size((await answer.json()) as Answer) === 0) empty.push(`${key}: ${board}`);
      }
    }
    expect(empty).toEqual([]);
  });

  it('lists every command and every query in docs/api.md, and no other', async () => {
    const { paths } = (await (await fetch(`${checkout.url}/docs/openapi.json`)).json()) as { readonly paths: { readonly [path: string]: object } };
    const served = Object.entries(paths).flatMap(([address, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${address.replaceAll(/\{(\w+)\}/gu, ':$1')}`));
    const listed = [...readFileSync(path.join(ROOT, 'docs/api.md'), 'utf8').matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gmu)].map(([, address]) => address);
    expect([...listed].sort()).toEqual([...served].sort());
  });
});

describe('the README and the documents', () => {
  it('name every setting with the default that the program has', () => {
    const rows = new Map([...README.matchAll(/^\| `(ECHELON_\w+)` \| (?:`([^`]+)`|none) \|/gmu)].map(([, name = '', value]) => [name, value]));
    const read = sources(path.join(ROOT, 'src')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:env\.|\{ )(ECHELON_\w+)/gu)].map(([, name = '']) => name));
    expect([...rows.keys()].sort()).toEqual([...new Set(read)].sort());
    const config = readConfig({});
    expect(Object.fromEntries(rows)).toEqual({
      ECHELON_EVENT_STORE: config.eventStore, ECHELON_READ_MODELS: config.readModels, ECHELON_DATA: path.relative(process.cwd(), config.data), ECHELON_BIND: config.bind, ECHELON_PORT: String(config.port),
      ECHELON_ISSUER: config.issuer, ECHELON_MASTER_KEY: config.masterKey, ECHELON_FIRST_OFFICER: config.firstOfficer, ECHELON_LOG: 'warn', ECHELON_NOTICES: config.notices,
    });
  });

  it('link to files that exist, and name scripts that package.json has', () => {
    const documents = ['README.md', ...markdown('docs')];
    const broken = documents.flatMap((file) => [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/gu)].map(([, link = '']) => path.join(path.dirname(file), link)).filter((target) => !existsSync(path.join(ROOT, target))));
    expect(broken).toEqual([]);
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { readonly scripts: { readonly [name: string]: string } };
    const named = documents.flatMap((file) => [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/npm run (?:-s )?([a-z:]+)/gu)].map(([, name = '']) => name));
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('name commands of the program that there are, and files in backticks that exist', () => {
    const documents = ['README.md', 'docs/operations.md', 'docs/api.md'];
    const known = readdirSync(path.join(ROOT, 'src/cli')).map((file) => readFileSync(path.join(ROOT, 'src/cli', file), 'utf8')).join('\n');
    for (const file of documents) {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      for (const [, command = ''] of text.matchAll(/npm run -s echelon -- ([a-z]+)/gu)) expect(known).toContain(`.command('${command}')`);
      for (const [, named = ''] of text.matchAll(/`((?:src|test|docs|projections|programmes)\/[\w./-]+\.\w+)`/gu)) expect([file, named, existsSync(path.join(ROOT, named))]).toEqual([file, named, true]);
    }
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')).map((file) => path.join(folder, file));
}

function markdown(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => path.join(folder, file));
}
