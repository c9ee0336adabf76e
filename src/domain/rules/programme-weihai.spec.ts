import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../facts';
import { openFor } from '../programme-rules';
import { adoptionProblems, effectiveProgramme, openValues } from '../programme';
import { readClauses } from './clauses';
import { citedClauses } from './programme-check';
import type { ProgrammeDefinition } from './programme-definition';
import { readDefinition, readProgramme } from './programme-text';
import { readSample } from './sample-text';

const folder = join(__dirname, '../../../programmes');
const text = readFileSync(join(folder, 'weihai-edz-2017/programme.yaml'), 'utf8');
const sampleText = readFileSync(join(folder, 'weihai-edz-2017/sample.yaml'), 'utf8');
const clauses = readClauses(readFileSync(join(folder, 'clauses.csv'), 'utf8'));

function weihai(): ProgrammeDefinition {
  const reading = readProgramme(text, { clauses });
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.definition;
}
const published = () => ({ programme: 'weihai-edz-2017', version: 1, definition: JSON.parse(JSON.stringify(weihai())) as JsonObject });

function choices() {
  const reading = readSample(sampleText, weihai());
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.choices;
}

describe('programmes/weihai-edz-2017', () => {
  it('passes the check, every clause and quote found in the source', () => {
    expect(readProgramme(text, { clauses }).kind).toBe('programme');
  });

  it('names every clause of its source document', () => {
    const cited = citedClauses(weihai());
    const missing = [...clauses.values()].filter((clause) => clause.source === '003_fd36e4e2a6703daa.txt' && !cited.has(clause.clause)).map((clause) => clause.clause);
    expect(missing).toEqual([]);
  });

  it('states what the source states and leaves open what it leaves open', () => {
    const programme = effectiveProgramme(published(), [], 0);
    const star = programme.tiers.find((tier) => tier.code === 'RISING_STAR');
    expect(star?.seats).toEqual({ value: 50, clause: 'W12' });
    expect(star?.cadenceYears).toEqual({ value: 2, clause: 'W12' });
    // Reading 2: a cadence is not a term.
    expect(star?.termYears).toBeNull();
    expect(star?.scoring).toBeNull();
    expect(star?.publicity).toBeNull();
    expect(star?.conferringBody).toBeNull();
    expect(star?.onCorrection).toEqual({ clause: 'W12', do: 'REVIEW' });
    expect(programme.demonstrationOnly).toBe(false);
    expect(programme.tiers.map((tier) => [tier.code, tier.rank])).toEqual([
      ['RISING_STAR', 1], ['BACKBONE', 2], ['SUBJECT_LEADER', 2], ['TEACHING_EXPERT', 2], ['FOUR_RENOWNED', 3],
    ]);
    expect(programme.tracks.find((track) => track.code === 'CURRICULUM_TEAM')?.holder).toBe('TEAM');
  });

  it('lists for a Rising Star round its own open values and the whole programme\'s, not those of other tiers', () => {
    const programme = effectiveProgramme(published(), [], 0);
    const paths = openFor(programme, 'RISING_STAR').map((open) => open.path);
    expect(paths).toContain('tiers.RISING_STAR.publicity.workingDays');
    expect(paths).toContain('authority.RevokeTitle');
    expect(paths.filter((path) => path.startsWith('tiers.') && !path.startsWith('tiers.RISING_STAR.'))).toEqual([]);
    expect(paths.length).toBeLessThan(programme.open.length);
  });

  it('has a sample choice with a reason for each open value, and runs on them as a demonstration only', () => {
    const programme = effectiveProgramme(published(), [], 3, choices());
    expect(programme.open).toEqual([]);
    expect(programme.demonstrationOnly).toBe(true);
    expect(programme.adoptions).toBe(3);
    const star = programme.tiers.find((tier) => tier.code === 'RISING_STAR');
    expect(star?.scoring?.components.map((component) => [component.code, component.weight])).toEqual([['LESSON', 50], ['DESIGN', 30], ['PORTFOLIO', 20]]);
    expect(star?.publicity).toEqual({ clause: 'W12', workingDays: 5, countFirstDay: false });
    expect(star?.eligibility.map((rule) => rule.rule)).toEqual(['bornOnOrAfter@1', 'onEstablishmentAndInPost@1', 'consented@1', 'holdsNoTitle@1']);
    expect(programme.authority.RevokeTitle).toEqual({ post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' });
  });

  it('lets an adopted value win over the sample, the last of a path counting', () => {
    const adopted = [
      { path: 'tiers.RISING_STAR.publicity.workingDays', value: 5, sample: false },
      { path: 'tiers.RISING_STAR.publicity.workingDays', value: 7, sample: false },
      { path: 'tiers.RISING_STAR.eligibility.notHeldAlready.applies', value: false, sample: false },
    ];
    const programme = effectiveProgramme(published(), adopted, 9, choices());
    const star = programme.tiers.find((tier) => tier.code === 'RISING_STAR');
    expect(star?.publicity?.workingDays).toBe(7);
    expect(star?.eligibility.map((rule) => rule.rule)).not.toContain('holdsNoTitle@1');
  });

  it('is no demonstration once every value was adopted by an act', () => {
    const adopted = choices().map((choice) => ({ ...choice, sample: false }));
    const programme = effectiveProgramme(published(), adopted, 40);
    expect(programme.open).toEqual([]);
    expect(programme.demonstrationOnly).toBe(false);
  });

  it('is one as long as it rests on a digest of its document, and no day of issue need be made up', () => {
    const { definition, ...of } = published();
    const [basis = {}] = weihai().basis;
    const based = (changed: object) => JSON.parse(JSON.stringify({ ...definition, basis: [{ ...basis, ...changed }] })) as JsonObject;
    const adopted = choices().map((choice) => ({ ...choice, sample: false }));
    for (const [changed, demonstrationOnly] of [[{ issuedOn: null }, false], [{ kind: 'DIGEST', issuedOn: null }, true]] as const) {
      const reading = readDefinition(based(changed));
      if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
      expect(effectiveProgramme({ ...of, definition: based(changed) }, adopted, 40).demonstrationOnly).toBe(demonstrationOnly);
    }
    expect(readDefinition(based({ issuedOn: '2017' }))).toMatchObject({ problems: [{ code: 'notADate', path: 'basis.0.issuedOn' }] });
    expect(readDefinition(based({ kind: 'RUMOUR' }))).toMatchObject({ problems: [{ code: 'wrongValue', en: expect.stringContaining('DIGEST') as string }] });
  });

  it('refuses to adopt what is not open, another type, or weights that do not sum to 100', () => {
    const { definition } = published();
    const component = (weight: number) => ({ code: `C${weight}`, names: { zh: '项', en: 'c' }, weight, max: 100 });
    const path = 'tiers.RISING_STAR.scoring.components';
    expect(adoptionProblems(definition, [], 'tiers.RISING_STAR.seats', 60).map((one) => one.code)).toEqual(['unknownOpenPath']);
    // What an officer adopts is refused with the clause that left it open.
    for (const [value, code] of [[0, 'outOfBounds'], ['five', 'wrongType']] as const) expect(adoptionProblems(definition, [], 'tiers.RISING_STAR.publicity.workingDays', value)).toMatchObject([{ code, clauses: ['W12'], zh: expect.stringMatching(/（条款 W12）$/u) as string, en: expect.stringMatching(/ \(clause W12\)$/u) as string }]);
    expect(adoptionProblems(definition, [], path, [component(60), component(30)]).map((one) => one.code)).toEqual(['weights']);
    expect(adoptionProblems(definition, [], path, [component(60), component(40)])).toEqual([]);
  });

  it('asks every question in both languages', () => {
    for (const open of openValues(weihai())) {
      expect(open.question.zh).toMatch(/[\u4e00-\u9fff].*[？。]$/u);
      expect(open.question.en).toMatch(/[?.]$/u);
    }
  });
});
