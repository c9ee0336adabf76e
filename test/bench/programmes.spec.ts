import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Meter } from '../../bench/city/meter';
import { cityOf, CONFIRMED_YEARS, excellentOf, sizeOf, YEARS } from '../../bench/programmes/plan';
import { ASSESSED, playProgrammes, QINGDAO, TITLED, WENZHOU } from '../../bench/programmes/play';
import { LEFT_OUT, VIEWS } from '../../bench/programmes/views';
import { checkCharacter } from '../../src/domain/identity-number';
import { readProgramme } from '../../src/domain/rules/programme-text';
import { readSample } from '../../src/domain/rules/sample-text';
import { teacher } from '../../src/domain/teacher/teacher';
import { Town } from '../commands/town';

const root = join(__dirname, '../..');

function programmeOf(id: string) {
  const read = (file: string): string => readFileSync(join(root, 'programmes', id, file), 'utf8');
  const text = read('programme.yaml');
  const reading = readProgramme(text);
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const sample = readSample(read('sample.yaml'), reading.definition);
  if (sample.kind === 'refused') throw new Error('the sample cannot be read');
  return { text, choices: sample.choices };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('the years of the bench', () => {
  it('are planned for 40,000 teachers, the numbers that Wenzhou states and the nearly 400 of Qingdao', () => {
    const { teachers, yearly, masters, districts } = sizeOf(1);

    expect([teachers, districts]).toEqual([40_000, 13]);
    // The pool takes what the text says and not one more: shares of thirteen counties that add up to it.
    expect(['RISING_STAR', 'CITY_MASTER', 'PROVINCIAL_MASTER', 'OUTSTANDING'].map((tier) => (yearly[tier]?.selected ?? 0) * YEARS)).toEqual([3_000, 1_000, 500, 100]);
    expect(yearly['RISING_STAR']?.ofDistricts).toHaveLength(13);
    expect(sum(yearly['RISING_STAR']?.ofDistricts ?? [])).toBe(750);
    expect(['RISING_STAR', 'CITY_MASTER', 'PROVINCIAL_MASTER'].map((tier) => sum(yearly[tier]?.confirmed ?? []))).toEqual([1_500, 500, 300]);
    expect(yearly['CITY_MASTER']?.confirmed).toHaveLength(CONFIRMED_YEARS);
    expect(sum(Object.values(masters))).toBe(400);
  });

  it('ask for every view that docs/api.md names, or say why not', () => {
    const documented = [...readFileSync(join(root, 'docs/api.md'), 'utf8').matchAll(/^\| `GET (\/[^`]*)` \|/gmu)].map(([, route]) => route ?? '');

    expect(documented.length).toBeGreaterThan(50);
    expect([...Object.keys(VIEWS), ...Object.keys(LEFT_OUT)].sort()).toEqual([...documented].sort());
  });

  it('play to their end on a small scale: pools, confirmations, cohorts under their cap, two excellent terms for life', async () => {
    const town = new Town();
    const application = town.boot({ streams: { checkReadOnly: false } });
    const plan = cityOf(sizeOf(0.01));
    const over: string[] = [];

    const played = await playProgrammes({
      application, meter: new Meter(), checkCharacter, programmes: { [WENZHOU]: programmeOf(WENZHOU), [QINGDAO]: programmeOf(QINGDAO) },
      moveTo: (day) => town.clock.set(day),
      factsOf: async ({ desk }, id) => (await desk.streams.load(teacher, `teacher-${id}`)).state.facts,
      keep: (called) => Promise.resolve(application).finally(() => over.push(called)),
    }, plan);

    expect(over).toEqual([WENZHOU, TITLED, QINGDAO, ASSESSED]);
    const { districts, yearly, masters, teachers, legacy, ofYear, masterStudios } = plan.size;
    const holders = sum(Object.values(masters));
    const types = town.log.events.map(({ envelope }) => envelope.type);
    const count = (type: string): number => types.filter((one) => one === type).length;
    // A corrected registration is recorded as one, and what stood on it is reviewed; those of the last year wait.
    expect(count('TeacherRegistered')).toBe(teachers + ofYear * YEARS);
    expect(count('ReviewConcluded')).toBeGreaterThanOrEqual(ofYear * (YEARS - 1));
    expect(count('ReviewRequired')).toBeGreaterThan(count('ReviewConcluded'));
    expect([count('LegacyTitleImported'), count('StudioOpened')]).toEqual([legacy, districts + masterStudios]);
    // As many pairs stand at the end as in the first year of either programme.
    expect(count('MentorPaired') - count('MentorshipEnded')).toBe(2 * ofYear);
    // Each county its own round of rising stars, three of the city in each year, and one of each track of Qingdao.
    expect([played.rounds.length, count('RoundConcluded')]).toEqual([(districts + 3) * YEARS + 2, (districts + 3) * YEARS + 2]);
    const selected = sum(Object.values(yearly).map(({ selected: one }) => one)) * YEARS;
    expect(count('AdmittedToPool')).toBe(selected);
    const confirmed = Object.entries(yearly).filter(([tier]) => tier !== 'PROVINCIAL_MASTER').reduce((total, [, one]) => total + sum(one.confirmed), 0);
    expect(count('TitleConferred')).toBe(confirmed + holders);
    const excellent = [holders, holders - 1].map(excellentOf);
    expect(count('AssessedExcellent')).toBe(sum(excellent));
    expect([played.lifetime, count('LifetimeTitleGranted')]).toEqual([excellent[1], excellent[1]]);
    expect(played.lifetime).toBeGreaterThan(0);
    expect([count('TitleRevoked'), played.revoked]).toEqual([2, 2]);
  });
});
