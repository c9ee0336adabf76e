import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { beginning, firstOfficer, setUp } from '../examples/given';
import { instantOf, Office } from '../examples/office';
import { Play, type Programme } from '../examples/play';
import { readFolder } from '../examples/programme-folder';
import { readExample } from '../examples/run-example';
import { playStep } from '../examples/steps';
import type { SampleChoice } from '../domain/rules/sample-text';
import { whatIf, type WhatIf } from './what-if';
import type { Draft } from './what-if-record';

const folder = join(__dirname, '../../programmes/weihai-edz-2017');
const reading = readFolder(folder);
if (reading.kind === 'refused') throw new Error('the programme cannot be read');
const weihai: Programme = reading.programme;
const EVER = { from: '2017-01-01', to: '2029-12-31' };

interface Played {
  readonly play: Play;
  readonly under: (draft: Draft, period?: typeof EVER) => Promise<WhatIf>;
}

/** Asking changes nothing, so an example is played once for all that is asked of it. */
const plays = new Map<string, Promise<Played>>();

function played(name: string): Promise<Played> {
  const known = plays.get(name) ?? playOne(name);
  plays.set(name, known);
  return known;
}

/** Plays one worked example of the programme as it stands, and asks what a draft would have decided on its log. */
async function playOne(name: string, from = folder, programme = weihai): Promise<Played> {
  const example = readExample(readFileSync(join(from, 'examples', name), 'utf8'));
  if (example.kind === 'refused') throw new Error(example.problems.map(({ en }) => en).join('; '));
  const { given, steps } = example.example;
  const officer = firstOfficer(given);
  const start = `${beginning(given)}T00:00`;
  const office = new Office(instantOf(start), officer, given.calendar);
  const play = new Play(office, programme, start);
  await setUp(play, given);
  await play.moveTo(given.on, ['given'], 'on');
  for (const [index, step] of steps.entries()) await playStep(play, step, ['steps', index]);
  return { play, under: (draft, period = EVER) => whatIf({ events: office.events, keys: office.keys }, draft, period) };
}

function chosen(path: string, value: SampleChoice['value']): Draft {
  return { definition: weihai.definition, choices: weihai.choices.map((choice) => (choice.path === path ? { ...choice, value } : choice)) };
}

function withoutRule(code: string): Draft {
  const { RISING_STAR: tier, ...others } = weihai.definition.tiers;
  if (tier?.eligibility === undefined) throw new Error('no such tier');
  return { ...weihai, definition: { ...weihai.definition, tiers: { ...others, RISING_STAR: { ...tier, eligibility: tier.eligibility.filter((rule) => rule.code !== code) } } } };
}

/** An adoption under an act outweighs a draft's choice, so a draft that changes an adopted value states it. */
function stating(part: 'passLine' | 'decimals', value: number): Draft {
  const { RISING_STAR: tier, ...others } = weihai.definition.tiers;
  if (tier?.scoring === undefined) throw new Error('no such tier');
  return { ...weihai, definition: { ...weihai.definition, tiers: { ...others, RISING_STAR: { ...tier, scoring: { ...tier.scoring, [part]: { value, stated: 'W12' } } } } } };
}

describe('what if other rules had been in force', () => {
  it.each([
    ['birth-date-bound', { Nominated: 1, NominationRefused: 1 }, 0],
    ['rank-not-clicks', { Nominated: 4, CandidatesRanked: 1 }, 0],
    ['holder-not-again', { Nominated: 3, NominationRefused: 2, CandidatesRanked: 1 }, 0],
    ['late-transfer', {}, 0],
    // One of the three was erased: her own decisions and the ranking that she stood in cannot be taken again.
    ['erasure-keeps-counts', { Nominated: 2 }, 2],
  ])('given the same rules, then nothing of %s falls otherwise', async (file, counts, unreadable) => {
    const { under } = await played(`${file}.yaml`);
    const { otherwise, unanswered, redecided } = await under(weihai);
    expect({ otherwise, redecided, unanswered: unanswered.length }).toEqual({ otherwise: [], redecided: counts, unanswered: unreadable });
  });

  it('E39 given the same rules, then no team is decided otherwise: what was read of its members is read again', async () => {
    const practice = readFolder(join(__dirname, '../../test/programmes/team-practice'));
    if (practice.kind === 'refused') throw new Error('the programme cannot be read');
    const { under } = await playOne('e39-what-a-team-must-be.yaml', join(__dirname, '../../test/programmes/team-practice'), practice.programme);
    const { otherwise, unanswered, redecided } = await under(practice.programme);
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(redecided['Nominated']).toBeGreaterThan(0);
    expect(redecided['NominationRefused']).toBeGreaterThan(0);
  });

  it('given a draft without the rule on age, then whoever was refused for it may be nominated', async () => {
    const { play, under } = await played('birth-date-bound.yaml');
    const { otherwise, redecided } = await under(withoutRule('youngEnough'));
    expect(redecided).toEqual({ Nominated: 1, NominationRefused: 1 });
    expect(otherwise).toMatchObject([{ type: 'NominationRefused', on: '2019-05-12', teacher: play.names.find('teacher', 't-before'), was: { decided: 'REFUSED' }, would: { decided: 'MAY' } }]);
    expect(otherwise[0]?.was.words.en).toContain('1983-12-31');
  });

  it('given a draft with a line above the last place, then who was proposed below it is not, with her number', async () => {
    const { play, under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(stating('passLine', 93));
    expect(otherwise.map(({ teacher, was, would }) => ({ teacher, was: was.decided, would: would.decided, words: would.words.en }))).toEqual([
      { teacher: play.names.find('teacher', 't-4'), was: 'PROPOSED', would: 'NOT_PROPOSED', words: 'total 92.00, rank 3, not proposed, below the line (total)' },
    ]);
  });

  it('given a draft that scores what nobody was marked for, then the ranking is unanswered with the reason', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const scheme = [{ code: 'DEFENCE', names: { zh: '答辩', en: 'Defence' }, weight: 100, max: 100 }];
    const { RISING_STAR: tier, ...others } = weihai.definition.tiers;
    if (tier?.scoring === undefined) throw new Error('no such tier');
    const definition = { ...weihai.definition, tiers: { ...others, RISING_STAR: { ...tier, scoring: { ...tier.scoring, components: { value: scheme, stated: 'W12' }, tieBreak: { value: ['DEFENCE'], stated: 'W12' } } } } };
    const { unanswered, otherwise } = await under({ ...weihai, definition });
    expect(otherwise).toEqual([]);
    expect(unanswered).toMatchObject([{ type: 'CandidatesRanked', words: { en: expect.stringContaining('DEFENCE') } }]);
  });

  it('given a tie that a person settled, then the same order is kept where the draft leaves the tie', async () => {
    const { under } = await played('tie-at-the-cut.yaml');
    const { otherwise, unanswered, redecided } = await under(stating('decimals', 1));
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(redecided).toMatchObject({ CandidatesRanked: 1 });
  });

  it('given a period, then only what was decided in it is taken again', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const { redecided, asTheyStand } = await under(weihai, { from: '2019-05-01', to: '2019-05-31' });
    expect(redecided).toEqual({ Nominated: 4 });
    expect(asTheyStand).not.toHaveProperty('PublicityOpened');
  });

  it('given an adopted value, then a choice of the draft does not outweigh it', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    expect((await under(chosen('tiers.RISING_STAR.scoring.passLine', 99))).otherwise).toEqual([]);
  });
});
