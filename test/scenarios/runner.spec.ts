import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { checkProgramme } from '../../src/cli/programme-check';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample, runExample, type Finding } from '../../src/examples/run-example';
import { spread } from '../spread';

const folder = join(__dirname, '../../programmes/weihai-edz-2017');
const file = (name: string): string => readFileSync(join(folder, 'examples', `${name}.yaml`), 'utf8');
const reading = readFolder(folder);

/** The example with one passage written otherwise; `line` is where that passage stands. */
function altered(name: string, from: string, to: string): { readonly text: string; readonly line: number } {
  const text = file(name);
  const at = text.indexOf(from);
  if (at < 0 || text.includes(from, at + 1)) throw new Error(`${name} does not hold just one ${from}`);
  return { text: text.replace(from, () => to), line: text.slice(0, at).split('\n').length };
}

async function findings(text: string): Promise<readonly Finding[]> {
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const example = readExample(text);
  if (example.kind === 'refused') throw new Error(example.problems.map(({ en }) => en).join('; '));
  return runExample(example, reading.programme);
}

describe('a planted false expectation is found, with its line and in both languages', () => {
  it.each(spread([
    ['an event that does not come', 'birth-date-bound', 'expect: [RoundOpened]', 'expect: [RoundOpened, SeatReserved]', 'RoundOpened'],
    ['an event that is not told', 'last-place-two-clerks', '{ SeatReserved: 1, SchoolRecommended: 1, SeatConfirmed: 1, RecommendationRefused: 1 }', '{ SeatReserved: 1, SchoolRecommended: 1, SeatConfirmed: 1 }', 'RecommendationRefused'],
    ['another number of conferrals in the batch', 'rank-not-clicks', 'TitleConferred: 3, SeatConfirmed: 3, NotSelected: 1', 'TitleConferred: 2, SeatConfirmed: 3, NotSelected: 2', 'TitleConferred'],
    ['a due date that does not fall due', 'publicity-over-october-2019', '- on: 2019-10-11\n    expect: [PublicityWindowEnded]', '- on: 2019-10-10\n    expect: [PublicityWindowEnded]', '—'],
    ['another last day', 'publicity-over-october-2019', 'firstDay: 2019-09-29, lastDay: 2019-10-10, provisional', 'firstDay: 2019-09-30, lastDay: 2019-10-10, provisional', '2019-09-29'],
    ['another rule', 'nomination-after-closing', 'rule: nominationsNotRunning', 'rule: wrongGate', 'nominationsNotRunning'],
    ['another clause', 'tie-at-the-cut', 'rule: tieAtTheCut, clause: W12', 'rule: tieAtTheCut, clause: W13', 'W12'],
    ['another birth date in the refusal', 'birth-date-bound', 'personal: { birthDate: 1983-12-31 }', 'personal: { birthDate: 1983-12-30 }', '1983-12-31'],
    ['a refusal that does not come', 'tie-at-the-cut', 'expect: [RoundOpened]', 'refused: { rule: unknownTier }', 'accepted'],
    ['both clerks accepted', 'last-place-two-clerks', 'accepted: 1', 'accepted: 2', '1 of 2'],
    ['another roster', 'rank-not-clicks', 'teachers: [t-2, t-3, t-4]', 'teachers: [t-1, t-2, t-3]', 't-4'],
    ['another row', 'act-lists-the-revocation', 'row: { status: REVOKED }', 'row: { status: ACTIVE }', 'REVOKED'],
    ['another pyramid', 'rank-not-clicks', 'pyramid: { RISING_STAR: 3, NONE: 1 }', 'pyramid: { RISING_STAR: 3, NONE: 2 }', 'has 1 at NONE'],
    ['another ledger', 'rank-not-clicks', 'award: { seats: 3, reserved: 0, confirmed: 3, free: 0 }', 'award: { seats: 3, reserved: 0, confirmed: 2, free: 1 }', '"confirmed":3'],
    ['another history', 'late-transfer', '      t-1: [TeacherRegistered]', '      t-1: [TeacherRegistered, Transferred]', 'TeacherRegistered'],
    ['the unit as it is known today', 'late-transfer', 't-1: { unit: school-1, subject: 语文 }', 't-1: { unit: school-2, subject: 语文 }', 'school-1'],
    ['another rank in a history', 'rank-not-clicks', 'data: { rank: 4, seats: 3 }', 'data: { rank: 3, seats: 3 }', '4'],
    ['another document number', 'title-revoked', 'clause: W13, number: 威经教发〔2019〕21号', 'clause: W13, number: 威经教发〔2019〕22号', '21号'],
    ['a name that an erasure left', 'erasure-keeps-counts', '{ erased: true, name: null }', '{ erased: true, name: 于兰 }', 'null'],
    ['another number of audit entries', 'title-revoked', 'clause: W13, size: 1 }', 'clause: W13, size: 2 }', '1'],
  ] as const, 4))('%s', async (_what, name, from, to, found) => {
    const { text, line } = altered(name, from, to);
    const told = await findings(text);
    expect(told.length).toBeGreaterThan(0);
    const [first] = told;
    // The line told is that of the passage, or of a key within it.
    expect((first?.line ?? 0) - line).toBeGreaterThanOrEqual(0);
    expect((first?.line ?? 0) - line).toBeLessThan(to.split('\n').length + 1);
    const words = told.map(({ en }) => en).join(' ');
    expect(words.split('; the example says')[0]).toContain(found);
    for (const { zh, en, where } of told) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toBe('');
      expect(where).toMatch(/^(steps\.\d+|then)/u);
    }
  });
});

describe('what cannot be played is told with its line', () => {
  it.each(spread([
    ['an unknown name', 'birth-date-bound', 'teacher: t-on }', 'teacher: t-onn }', 't-onn'],
    ['a name of another kind', 'birth-date-bound', 'teacher: t-on }', 'teacher: r-2019 }', 'is no teacher'],
    ['an unknown unit in the seat table', 'birth-date-bound', 'recommendationSeats: [{ unit: school-7', 'recommendationSeats: [{ unit: school-9', 'school-9'],
    ['an unknown use case', 'birth-date-bound', 'do: GiveConsent', 'do: GiveConsents', 'GiveConsents'],
    ['a field that the use case has not', 'last-place-two-clerks', 'demonstration: true', 'demonstration: true\n      colour: red', 'colour'],
    ['a value of the wrong shape', 'birth-date-bound', 'snapshotOn: 2019-05-01', 'snapshotOn: 2019-02-30', 'snapshotOn'],
    ['a post that she does not hold', 'title-revoked', 'as: { person: clerk-1, post: SchoolAdmin, org: school-1 }', 'as: { person: clerk-1, post: Expert, org: school-1 }', 'Expert'],
    ['time that runs backwards', 'rank-not-clicks', '- on: 2019-06-18\n    expect', '- on: 2019-06-01\n    expect', 'backwards'],
    ['an event type that there is not', 'last-place-two-clerks', 'RecommendationRefused: 1 }', 'RecommendationRefused: 1, Recomended: 0 }', 'Recomended'],
    ['a tier that there is not', 'rank-not-clicks', 'pyramid: { RISING_STAR: 3, NONE: 1 }', 'pyramid: { RISING_STARS: 3, NONE: 1 }', 'RISING_STARS'],
    ['a key of the round that there is not', 'expert-not-on-the-panel', '{ counts: { scores: 4 } }', '{ count: { scores: 4 } }', '"count"'],
  ] as const, 4))('%s', async (_what, name, from, to, said) => {
    const { text, line } = altered(name, from, to);
    const told = await findings(text);
    expect(told.map(({ en }) => en).join(' ')).toContain(said);
    const last = told.at(-1);
    expect((last?.line ?? 0) - line).toBeGreaterThanOrEqual(0);
    expect((last?.line ?? 0) - line).toBeLessThan(to.split('\n').length);
    expect(last?.zh).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['an unknown key of a step', 'birth-date-bound', 'name: r-2019', 'named: r-2019', 'unknownKey', 'named'],
    ['an unknown key of the whole', 'birth-date-bound', '\nthen:', '\nafterwards:', 'unknownKey', 'afterwards'],
    ['a day that is none', 'birth-date-bound', 'asOf: 2019-05-31', 'asOf: 2019-05-32', 'notADate', 'asOf'],
    ['a moment that is none', 'last-place-two-clerks', 'on: 2019-05-14T10:00', 'on: 2019-02-30T10:00', 'notADate', 'on'],
    ['a key twice', 'birth-date-bound', '    name: r-2019', '    name: r-2019\n    name: r-2019', 'duplicateKey', 'name'],
  ])('%s', (_what, name, from, to, code, path) => {
    const { text, line } = altered(name, from, to);
    const example = readExample(text);
    const [problem] = example.kind === 'refused' ? example.problems : [];
    expect(problem?.code).toBe(code);
    expect(`${problem?.path} ${problem?.en}`).toContain(path);
    expect((problem?.line ?? 0) - line).toBeGreaterThanOrEqual(0);
    expect((problem?.line ?? 0) - line).toBeLessThan(2);
  });
});

describe('echelon programme check', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'echelon-check-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  const copy = (files: { readonly [name: string]: string }): string => {
    const copied = join(place, 'weihai-edz-2017');
    mkdirSync(join(copied, 'examples'), { recursive: true });
    writeFileSync(join(place, 'clauses.csv'), readFileSync(join(folder, '..', 'clauses.csv')));
    for (const name of ['programme.yaml', 'sample.yaml']) writeFileSync(join(copied, name), readFileSync(join(folder, name)));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(copied, name), text);
    return copied;
  };
  const check = async (folderOf: string): Promise<{ readonly lines: readonly string[]; readonly checked: Awaited<ReturnType<typeof checkProgramme>> }> => {
    const lines: string[] = [];
    return { checked: await checkProgramme(folderOf, (line) => lines.push(line)), lines };
  };

  it('tells what holds and what does not, with a summary', async () => {
    const { text, line } = altered('born-on-29-february', 'nominated: 2', 'nominated: 3');
    const { checked, lines } = await check(copy({ 'examples/bound.yaml': file('birth-date-bound'), 'examples/leap.yaml': text }));
    expect(checked).toEqual({ examples: 2, failed: 1, problems: 0 });
    expect(lines.some((one) => one.includes(`leap.yaml:${line}:`))).toBe(true);
    expect(lines.at(-1)).toContain('1/2');
  });

  it('tells the problems of a rule file with line and column, and plays nothing', async () => {
    const programme = readFileSync(join(folder, 'programme.yaml'), 'utf8').replace('stageGroup: { value: GROWTH,', 'stageGroup: { value: GROWHT,');
    const { checked, lines } = await check(copy({ 'programme.yaml': programme, 'examples/bound.yaml': file('birth-date-bound') }));
    expect(checked).toMatchObject({ examples: 0, problems: 1 });
    expect(lines[0]).toMatch(/programme\.yaml:\d+:\d+ tiers\.RISING_STAR\.stageGroup/u);
    expect(lines.join('\n')).toContain('GROWHT');
  });

  it('shows beneath a problem what its clause says, where the clause list has it', async () => {
    const programme = readFileSync(join(folder, 'programme.yaml'), 'utf8').replace(/ {10}date:\n {12}value: \{ parameter: bornOnOrAfter \}\n.*\n.*\n/u, '');
    const { lines } = await check(copy({ 'programme.yaml': programme }));
    expect(lines[1]).toMatch(/bornOnOrAfter@1.*“date”.*请.*（条款 W12）$/u);
    expect(lines[2]).toMatch(/bornOnOrAfter@1.*"date".*Add.* \(clause W12\)$/u);
    expect(lines[3]).toMatch(/^ {4}W12（.+\.txt）：“.*35周岁以下.*”$/u);
  });

  it('holds a folder that has a clause list of its own against that one', async () => {
    const own = 'clause,kind,zh,en,value,mark,seed,quote\nX1,text,,,,STATED,elsewhere,—\n';
    const { checked, lines } = await check(copy({ 'clauses.csv': own, 'examples/bound.yaml': file('birth-date-bound') }));
    expect(checked.problems).toBeGreaterThan(0);
    expect(lines.join('\n')).toContain('W12');
    const kept = readFileSync(join(folder, '..', 'clauses.csv'), 'utf8');
    expect((await check(copy({ 'clauses.csv': kept, 'examples/bound.yaml': file('birth-date-bound') }))).checked).toEqual({ examples: 1, failed: 0, problems: 0 });
  });

  it('tells a sample that leaves a value out, and a folder that is none', async () => {
    const sample = readFileSync(join(folder, 'sample.yaml'), 'utf8').replace(/ {2}revocationGrounds:[\s\S]*?(?= {2}training)/u, '');
    expect((await check(copy({ 'sample.yaml': sample }))).checked.problems).toBe(1);
    const { checked, lines } = await check(place);
    expect(checked.problems).toBe(1);
    expect(lines[0]).toContain('programme.yaml');
  });
});
