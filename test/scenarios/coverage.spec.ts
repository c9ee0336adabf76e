import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'reflect-metadata';
import { readClauses } from '../../src/domain/rules/clauses';
import { coverageText } from '../../src/cli/programme-coverage';
import { countsByKind, type ClauseHome } from '../../src/examples/coverage';
import { coverageOf, type Fault } from '../../src/examples/coverage-of';
import { spread } from '../spread';

const programmes = path.join(__dirname, '../../programmes');
/** Of each programme a rule clause, and an example that is soon played. */
const planted = [
  { folder: 'tianqiao-2021', clause: 'T11', example: 'figures-and-predecessor.yaml' },
  { folder: 'district-five-level-2023', clause: 'A13', example: 'A13-four-phases.yaml' },
  { folder: 'qingdao-mingshi-2024', clause: 'Q11', example: 'Q11-bases-1-3-N.yaml' },
  { folder: 'weihai-edz-2017', clause: 'W24', example: 'five-percent-and-earmark.yaml' },
  { folder: 'wenzhou-ouyue-2022', clause: 'Z28', example: 'county-plans-before-june.yaml' },
];
const PLANT = 'compliance.PLANTED.everyYears';
const here = { file: '', number: 0 };
let root: string;

/** The five folders with one example each, and in each rule file a requirement that no example speaks of. */
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coverage-'));
  cpSync(path.join(programmes, 'clauses.csv'), path.join(root, 'clauses.csv'));
  for (const { folder, clause, example } of planted) {
    mkdirSync(path.join(root, folder, 'examples'), { recursive: true });
    cpSync(path.join(programmes, folder, 'sample.yaml'), path.join(root, folder, 'sample.yaml'));
    cpSync(path.join(programmes, folder, 'examples', example), path.join(root, folder, 'examples', example));
    const plant = `  PLANTED:\n    names: { zh: 无人核对, en: Nobody checks it }\n    stated: ${clause}\n    everyYears: { value: 2, stated: ${clause} }\n    by: { value: { post: SchoolAdmin, level: SCHOOL }, stated: ${clause} }\n`;
    const text = readFileSync(path.join(programmes, folder, 'programme.yaml'), 'utf8');
    writeFileSync(path.join(root, folder, 'programme.yaml'), text.includes('\ncompliance:\n') ? text.replace('\ncompliance:\n', `\ncompliance:\n${plant}`) : `${text}\ncompliance:\n${plant}`);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

/** As `--json` writes it. */
interface Told {
  readonly clauses: readonly ClauseHome[];
  readonly faults: readonly Fault[];
}

const home = (homes: readonly ClauseHome[], clause: string): ClauseHome => {
  const found = homes.find((one) => one.clause === clause);
  if (found === undefined) throw new Error(`no ${clause}`);
  return found;
};

describe('programme coverage', () => {
  it.each(spread(planted, 2))('turns red for one change that no example of $folder notices, and names it', async ({ clause }) => {
    const { text, whole } = await coverageText(root, true, { mutate: true, only: [clause], paths: [PLANT], threads: here });

    expect(whole).toBe(false);
    const { clauses, faults } = JSON.parse(text) as Told;
    expect(faults).toEqual([]);
    const { changes, lacks } = home(clauses, clause);
    expect(changes).toMatchObject({ noticed: 0, listed: 0, survivors: ['2 → 3', '2 → 1', '2 → null'].map((change) => ({ path: PLANT, change })) });
    expect(lacks?.en).toContain(`${PLANT}: 2 → 3`);
    expect(lacks?.zh).toContain(PLANT);
  });

  it('lets a planted change pass once survivors.yaml gives the reason, and tells a listed one that is noticed', async () => {
    const [folder, clause] = ['district-five-level-2023', 'A13'];
    const reason = { zh: '示例', en: 'for the test' };
    const listed = [{ path: PLANT, change: ['2 → 3', '2 → 1'], reason }, { path: PLANT, change: '2 → null', reason }, { path: 'training.FUTURE_BACKBONE.phases', change: 'dropped', reason }];
    writeFileSync(path.join(root, folder, 'survivors.yaml'), JSON.stringify({ survivors: listed }));
    const { homes, faults } = await coverageOf(root, { mutate: true, only: [clause], paths: [PLANT, 'training.FUTURE_BACKBONE.phases'], threads: here });
    rmSync(path.join(root, folder, 'survivors.yaml'));

    expect(home(homes, clause)).toMatchObject({ lacks: null, changes: { listed: 3, survivors: [] } });
    expect(faults).toMatchObject([{ file: path.join(root, folder, 'survivors.yaml'), findings: [{ en: expect.stringContaining('training.FUTURE_BACKBONE.phases: dropped') }] }]);
  });

  it('is refused for a clause that the list does not have', async () => {
    await expect(coverageText(root, false, { mutate: false, only: ['W13', 'w13'] })).rejects.toThrow('has no w13');
  });

  it('turns red for a value that there is no change to try of, names it, and lets it pass once survivors.yaml gives the reason', async () => {
    // given a gate that asks for the only duty of the file: no other can be asked for, and one has to be; another gate is noticed when it is gone
    const [folder, duties] = ['qingdao-mingshi-2024', 'gates.ONLY.duties'];
    const [file, list] = [path.join(root, folder, 'programme.yaml'), path.join(root, folder, 'survivors.yaml')];
    const before = readFileSync(file, 'utf8');
    const said = (names: string) => `names: { zh: 唯一, en: Only ${names} }\n    stated: Q11`;
    writeFileSync(file, `${before}\nparties:\n  OFFICE:\n    ${said('party')}\n    duties: { value: [{ code: PLAN, names: { zh: 规划, en: Plan } }], stated: Q11 }\ngates:\n  ONLY:\n    ${said('gate')}\n    before: { value: [OpenRound], stated: Q11 }\n    duties: { value: [PLAN], stated: Q11 }\n`);
    const noticed = 'bases.BASE.count';
    const asked = { mutate: true, only: ['Q11'], paths: [duties, noticed], threads: here };
    const [json, lines] = [await coverageText(root, true, asked), await coverageText(root, false, asked)];
    const reason = { zh: '文件只有一项职责', en: 'the file has one duty only' };
    writeFileSync(list, JSON.stringify({ survivors: [{ path: duties, change: 'none', reason }] }));
    const explained = await coverageText(root, false, asked);
    // given entries for a value that is altered after all, for one that the file does not have, and for one that was not asked about
    writeFileSync(list, JSON.stringify({ survivors: [noticed, 'gates.NONE.duties', duties].map((one) => ({ path: one, change: 'none', reason })) }));
    const stale = await coverageOf(root, { ...asked, paths: [noticed] });
    rmSync(list);
    writeFileSync(file, before);

    expect([json.whole, lines.whole, explained.whole]).toEqual([false, false, true]);
    const told = home((JSON.parse(json.text) as Told).clauses, 'Q11');
    expect(told.changes).toMatchObject({ survivors: [], unchanged: [{ path: duties, reason: null }] });
    expect(told.changes?.noticed).toBeGreaterThan(0);
    expect(lines.text).toMatch(/没有可试的改动：gates\.ONLY\.duties。请.*survivors\.yaml/u);
    expect(lines.text).toMatch(/there is no change to try: gates\.ONLY\.duties\. Give .*survivors\.yaml/u);
    expect(lines.text).toContain('1 个值没有可试的改动，0 个列明理由 · values with no change to try: 1, listed with a reason: 0');
    expect(explained.text).toContain('values with no change to try: 1, listed with a reason: 1');
    expect(stale.faults.flatMap(({ findings }) => findings.map(({ en }) => en))).toEqual([expect.stringContaining(`${noticed}: none`), expect.stringContaining('gates.NONE.duties: none')]);
  });

  it('asks of each kind its own proof: a change noticed, a query, a declaration, a quote', async () => {
    const { homes } = await coverageOf(root, { mutate: false, only: ['A13', 'A7', 'A14', 'A18', 'T4', 'T1', 'Q19', 'W10'] });

    // A rule that an example cites; one that the file does not have; one that it has and that no example here cites.
    expect(home(homes, 'A13')).toMatchObject({ lacks: null, examples: [expect.stringContaining('A13-four-phases.yaml')], changes: null });
    expect(home(homes, 'W10').lacks?.en).toContain('No example that holds cites it');
    expect(home(homes, 'A14')).toMatchObject({ lacks: null, rules: [{ path: 'declared.ABILITIES' }] });
    expect(home(homes, 'A18')).toMatchObject({ lacks: null, rules: [{ path: 'declared.PLAN_TEACH_LEARN_ASSESS' }] });
    expect(home(homes, 'T4')).toMatchObject({ lacks: null, queries: ['figures'] });
    expect(home(homes, 'Q19').lacks?.en).toContain('No query returns it');
  });

  it('takes nothing that only follows from a clause for what the clause sets up', async () => {
    const file = path.join(root, 'tianqiao-2021', 'programme.yaml');
    const before = readFileSync(file, 'utf8');
    // given T13 left with questions, and with a value that stands in for what it does not say
    writeFileSync(file, before.replace(/^ {2}DYNAMIC_MANAGEMENT:.*\n/mu, ''));
    const { homes } = await coverageOf(root, { mutate: false, only: ['T13'] });
    writeFileSync(file, before);
    expect(home(homes, 'T13').rules.some(({ by }) => by === 'IMPLIED')).toBe(true);
    expect(home(homes, 'T13').lacks?.en).toContain('The rule file does not declare it');
  });

  it('tells a clause whose document no programme has, and an example that does not hold', async () => {
    const alone = mkdtempSync(path.join(tmpdir(), 'coverage-alone-'));
    cpSync(path.join(root, 'clauses.csv'), path.join(alone, 'clauses.csv'));
    cpSync(path.join(root, 'district-five-level-2023'), path.join(alone, 'district'), { recursive: true });
    const file = path.join(alone, 'district/examples/A13-four-phases.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('missing: [MENTORING, REFLECTION]', 'missing: [REFLECTION]'));
    const { text, whole } = await coverageText(alone, true, { mutate: true, only: ['A13', 'T1'] });
    rmSync(alone, { recursive: true });

    expect(whole).toBe(false);
    const { faults, clauses } = JSON.parse(text) as Told;
    expect(faults).toMatchObject([{ file: expect.stringContaining('A13-four-phases.yaml') }]);
    expect(home(clauses, 'A13').lacks?.en).toContain('No example that holds cites it');
    expect(home(clauses, 'T1')).toMatchObject({ programme: null, lacks: { zh: expect.stringContaining('没有方案以') } });
  });

  it('counts the clauses of the list by kind', () => {
    const list = readClauses(readFileSync(path.join(programmes, 'clauses.csv'), 'utf8'));
    const homes = [...list.values()].map((clause): ClauseHome => ({ ...clause, programme: null, rules: [], examples: [], queries: [], changes: null, lacks: null }));
    expect(countsByKind(homes)).toEqual({ rule: { all: 57, homed: 57 }, figure: { all: 19, homed: 19 }, structure: { all: 62, homed: 62 }, text: { all: 9, homed: 9 } });
  });

  it('names the folder that it needs', async () => {
    await expect(coverageText(path.join(root, 'tianqiao-2021'), false, { mutate: false })).rejects.toThrow('clauses.csv');
  });
});
