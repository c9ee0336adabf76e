import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { clausePlaces } from '../../src/domain/rules/clause-places';
import { readProgramme } from '../../src/domain/rules/programme-text';
import { mutateFolder } from '../../src/examples/mutate-folder';
import { askedFirst, lanesOf, playLane, reportOf, tiersOf, type NamedExample } from '../../src/examples/mutation';
import { mutantsOf, mutantsOfClauses } from '../../src/examples/mutants';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample, runExample } from '../../src/examples/run-example';
import { amount, spread } from '../spread';

const SEATS = 'tiers.RISING_STAR.seats';
const INPOST = 'tiers.RISING_STAR.eligibility.inPost';
const DECIMALS = 'tiers.RISING_STAR.scoring.decimals';
const folder = join(__dirname, '../../programmes/weihai-edz-2017');

function given(): { readonly programme: Parameters<typeof mutantsOf>[0]; readonly examples: readonly NamedExample[] } {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const file = join(folder, 'examples/conditions-and-seats.yaml');
  const example = readExample(readFileSync(file, 'utf8'));
  if (example.kind === 'refused') throw new Error('the example cannot be read');
  return { programme: reading.programme, examples: [{ file, example: example.example, at: example.at }] };
}

describe('programme check --mutate', () => {
  it('alters what a round is run by, stated values and sample choices alike, and nothing else', () => {
    const paths = new Set(mutantsOf(given().programme, new Set(['RISING_STAR'])).map(({ path }) => path));
    for (const path of ['tiers.RISING_STAR.seats', 'tiers.RISING_STAR.eligibility.inPost', 'tiers.RISING_STAR.scoring.dropHighest', 'authority.ConferTitles']) expect(paths).toContain(path);
    expect([...paths].filter((path) => path.startsWith('tiers.BACKBONE') || path.startsWith('training') || path === 'authority.RevokeTitle')).toEqual([]);
  });

  it('alters and drops what feeds a tier, also while how much it counts is open', () => {
    const changes = mutantsOf(given().programme, new Set(['FOUR_RENOWNED'])).filter(({ path }) => path === 'tiers.FOUR_RENOWNED.feeders.BACKBONE');
    expect(changes.map(({ change }) => change)).toEqual(['"PREFERRED" → "REQUIRED"', 'dropped']);
    const [, dropped] = changes;
    expect(Object.keys(dropped?.programme.definition.tiers['FOUR_RENOWNED']?.feeders ?? {})).toEqual(['RISING_STAR', 'TEACHING_EXPERT', 'SUBJECT_LEADER']);
    expect(dropped?.programme.choices.some(({ path }) => path === 'tiers.FOUR_RENOWNED.feeders.BACKBONE')).toBe(false);
  });

  it('takes no choice that the file as a whole refuses, though its type lets it pass', () => {
    const reading = readFolder(join(__dirname, '../../programmes/wenzhou-ouyue-2022'));
    if (reading.kind === 'refused') throw new Error('the programme cannot be read');
    const { definition } = reading.programme;
    const changes = mutantsOfClauses(reading.programme, new Set(clausePlaces(definition).map(({ clause }) => clause)), new Set(['leans.RURAL_SCHOOLS.points'])).map(({ change }) => change);
    expect(changes).toEqual(['1 → 2']);
  });

  it('alters a word to another of its own list, though other lists have the word too', () => {
    const changes = (name: string, paths: readonly string[]) => {
      const reading = readFolder(join(__dirname, '../../programmes', name));
      if (reading.kind === 'refused') throw new Error('the programme cannot be read');
      const clauses = new Set(clausePlaces(reading.programme.definition).map(({ clause }) => clause));
      return mutantsOfClauses(reading.programme, clauses, new Set(paths)).map(({ path, change }) => `${path}: ${change}`);
    };
    expect(changes('weihai-edz-2017', ['tiers.BACKBONE.onCorrection'])).toEqual(['tiers.BACKBONE.onCorrection: "REVIEW" → "REVERSE"']);
    expect(changes('qingdao-mingshi-2024', ['assessments.ANNUAL.kind'])).toEqual(['END_OF_TERM', 'MILESTONE', 'TRAINING'].map((kind) => `assessments.ANNUAL.kind: "ANNUAL" → "${kind}"`));
    // A milestone is concluded by its own kind alone.
    expect(changes('weihai-edz-2017', ['assessments.M1.kind'])).toEqual([]);
    expect(changes('practice-city', ['tiers.RISING_STAR.onCorrection'])).toEqual(['tiers.RISING_STAR.onCorrection: "REVIEW" → "REVERSE"']);
    // The type of a rule's argument is what its word says.
    const scope = 'tiers.MASTER.eligibility.noBreach.with.scope';
    expect(changes('qingdao-mingshi-2024', [scope])).toContain(`${scope}: "NOMINATION" → "EVALUATION"`);
  });

  it('passes on only files that the check lets pass', () => {
    const mutants = mutantsOf(given().programme, new Set(['RISING_STAR']));
    expect(mutants.length).toBeGreaterThan(50);
    for (const { programme } of spread(mutants, 20)) expect(readProgramme(programme.text)).toEqual({ kind: 'programme', definition: programme.definition });
  });

  it('stops an example at its first finding, and calls noticed and survived what playing it to its end does', async () => {
    const { programme, examples } = given();
    const [example] = examples;
    if (example === undefined) throw new Error('no example');
    const mutants = mutantsOf(programme, tiersOf(examples)).filter(({ path, change }) => [`${INPOST} dropped`, `${SEATS} 50 → 51`, `${DECIMALS} 2 → 3`, 'tiers.RISING_STAR.publicity.workingDays 5 → 6'].includes(`${path} ${change}`));
    expect(mutants).toHaveLength(4);
    const told = new Map<number, string | null>();

    // given an example of who may be put forward, that says nothing of scores or publicity
    await playLane(mutants.map((_mutant, index) => index), mutants, examples, (index, by) => told.set(index, by));

    for (const [index, mutant] of mutants.entries()) {
      const whole = await runExample(example, mutant.programme);
      expect([mutant.path, mutant.change, told.get(index)]).toEqual([mutant.path, mutant.change, whole.some(({ where }) => !where.startsWith('given')) ? example.file : null]);
    }
    const outcome = (path: string, change: string) => told.get(mutants.findIndex((mutant) => mutant.path === path && mutant.change === change));
    expect(outcome(DECIMALS, '2 → 3')).toBeNull();
    expect(outcome(INPOST, 'dropped')).toBe(example.file);
  });

  it('asks first those that speak of what is changed, the others all the same and in their order', () => {
    const said: { readonly [file: string]: string } = { a: '{"tier":"STAR"}', b: '{"tier":"BACKBONE"}', c: '{"tier":"BACKBONE","exit":"LEFT"}', d: '{}' };
    const order = ['d', 'a', 'b', 'c'];
    expect(askedFirst('tiers.BACKBONE.exits.LEFT.vacancy', order, (one) => said[one] ?? '')).toEqual(['c', 'b', 'd', 'a']);
    expect(askedFirst('termsOutlive', order, (one) => said[one] ?? '')).toEqual(order);
  });

  it('shares the changes out in lanes of neighbours, each once, the same for any number of threads', () => {
    for (const size of [0, 1, 5, 6, 7, 134]) {
      expect(lanesOf(size).flat()).toEqual(Array.from({ length: size }, (_, index) => index));
      expect(lanesOf(size).length).toBeLessThanOrEqual(6);
    }
  });

  it('reports no change that was not played', () => {
    expect(() => reportOf([{ path: 'a', change: 'dropped' }], [], [])).toThrow(RangeError);
  });
});

describe('the mutants of a folder', () => {
  const BODY = 'tiers.RISING_STAR.conferringBody';
  const ANOTHER_POST = 'post "BureauOfficer" → "SchoolAdmin"';
  let bare: string;

  /** A city round's programme stripped to what its opening reads, with one example: 81 titles are too many, 80 are not. */
  beforeAll(() => {
    bare = mkdtempSync(join(tmpdir(), 'mutants-'));
    const reading = readFolder(join(__dirname, '../../programmes/practice-city'));
    if (reading.kind === 'refused') throw new Error('the programme cannot be read');
    const { definition } = reading.programme;
    const tier = definition.tiers['RISING_STAR'];
    if (tier === undefined) throw new Error('no tier');
    const gone = Object.fromEntries(['levels', 'exclusivity', 'overdueReturn', 'endorsementAfterCompletion', 'eligibility', 'scoring', 'panel', 'publicity', 'publicityAt', 'vetting', 'approval', 'objections'].map((key) => [key, undefined]));
    const stripped = { ...definition, authority: {}, tiers: { RISING_STAR: { ...tier, ...gone } } };
    writeFileSync(join(bare, 'programme.yaml'), JSON.stringify(stripped));
    const opening = (awardSeats: number) => ({
      on: '2019-05-20', as: { person: 'officer', post: 'BureauOfficer', org: 'city' }, do: 'OpenRound',
      with: { names: { zh: '第七届', en: 'Seventh' }, tier: 'RISING_STAR', track: 'TEACHER', parameters: { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-20', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school', seats: 1 }], awardSeats, requiredAttachments: [] } },
    });
    const example = {
      title: { zh: '不超过80名', en: '80 at most' },
      given: { on: '2019-05-20', orgs: [{ name: 'city', level: 'CITY', kind: 'BUREAU' }, { name: 'school', parent: 'city' }], people: [{ name: 'officer', post: 'BureauOfficer', org: 'city' }] },
      steps: [{ ...opening(81), refused: { rule: 'awardSeatsAboveProgramme', inputs: { allowed: 80 } } }, { ...opening(80), expect: ['RoundOpened'] }],
    };
    mkdirSync(join(bare, 'examples'));
    writeFileSync(join(bare, 'examples', 'seats.yaml'), JSON.stringify(example));
    const reason = { zh: '示例', en: 'for the test' };
    const listed = [{ path: BODY, change: [ANOTHER_POST, 'level "CITY" → "LEAD"'], reason }, { path: SEATS, change: '80 → 81', reason }];
    writeFileSync(join(bare, 'survivors.yaml'), JSON.stringify({ survivors: listed }));
  });
  afterAll(() => rmSync(bare, { recursive: true }));

  it('stop on every thread when one breaks, and what it broke on is thrown', async () => {
    const first = join(bare, 'first');
    const beats = join(bare, 'beats');
    const thread = join(bare, 'thread.cjs');
    // One thread breaks once the other is at work, and that one would never end.
    writeFileSync(thread, `const fs = require('node:fs');
      try { fs.mkdirSync(${JSON.stringify(first)}); } catch { setInterval(() => fs.appendFileSync(${JSON.stringify(beats)}, '.'), 5); }
      if (!fs.existsSync(${JSON.stringify(first)} + '/taken')) { fs.writeFileSync(${JSON.stringify(first)} + '/taken', ''); setInterval(() => { if (fs.existsSync(${JSON.stringify(beats)})) throw new Error('broken on a mutant'); }, 5); }`);

    await expect(mutateFolder(bare, undefined, { file: thread, number: 2 })).rejects.toThrow('broken on a mutant');

    const written = readFileSync(beats, 'utf8').length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(readFileSync(beats, 'utf8')).toHaveLength(written);
  });

  it('are noticed, listed or neither, the same on threads as on one; a listed one that is noticed is told', async () => {
    const told: string[] = [];
    const alone = await mutateFolder(bare, (done, all, { path, change }) => told.push(`${done}/${all} ${path} ${change}`), { file: '', number: 0 });
    if (alone.kind === 'refused') throw new Error(JSON.stringify(alone.problems));
    const of = (path: string, change: string) => alone.changes.find((one) => one.path === path && one.change === change);

    expect(of(SEATS, '80 → 79')).toMatchObject({ noticedBy: expect.stringContaining('seats.yaml'), reason: null });
    expect(of(BODY, ANOTHER_POST)).toMatchObject({ noticedBy: null, reason: { en: 'for the test' } });
    expect(of(BODY, 'level "CITY" → "DISTRICT"')).toMatchObject({ noticedBy: null, reason: null });
    // A post has a term, which a file that altered the way alone would lack; whom nobody cultivates is no candidate, and the check refuses that file.
    expect(alone.changes.filter(({ path }) => path === 'tiers.RISING_STAR.way').map(({ change }) => change)).toEqual(['"AWARD" → "POST"']);
    // No level is led here, so nobody can name it.
    expect(alone.stale).toMatchObject([{ path: BODY, change: 'level "CITY" → "LEAD"' }, { path: SEATS, change: '80 → 81' }]);
    expect(told).toHaveLength(alone.changes.length);
    expect(await mutateFolder(bare, undefined, { file: join(__dirname, 'mutation-thread.cjs'), number: amount(1, 2) })).toEqual(alone);
  });

  it('are refused with the file that cannot be read', async () => {
    writeFileSync(join(bare, 'examples', 'unreadable.yaml'), 'title: {');
    expect(await mutateFolder(bare, undefined, { file: '', number: 0 })).toMatchObject({ kind: 'refused', file: join(bare, 'examples', 'unreadable.yaml') });
  });
});
