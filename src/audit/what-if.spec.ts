import { join } from 'node:path';
import 'reflect-metadata';
import { readFolder } from '../examples/programme-folder';
import type { SampleChoice } from '../domain/rules/sample-text';
import { EVER, playOne, programmeIn, type Played } from '../../test/scenarios/what-if';
import { whatIf, type WhatIf } from './what-if';
import type { Draft } from './what-if-record';

const folder = join(__dirname, '../../programmes/weihai-edz-2017');
const weihai = programmeIn(folder);

/** Asking changes nothing, so an example is played once for all that is asked of it. */
const plays = new Map<string, Promise<Played>>();

function played(name: string): Promise<Played> {
  const known = plays.get(name) ?? playOne(name, folder, weihai);
  plays.set(name, known);
  return known;
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
    ['birth-date-bound', { RoundOpened: 1, Nominated: 1, NominationRefused: 1 }, 0],
    ['rank-not-clicks', { RoundOpened: 1, Nominated: 4, SeatReserved: 4, PanelCommissioned: 1, PanelClosed: 1, CandidatesRanked: 1, PublicityOpened: 1, PublicityClosed: 1, ConferralDecided: 1, TitleConferred: 3 }, 0],
    ['last-place-two-clerks', { RoundOpened: 1, Nominated: 3, SeatReserved: 2, RecommendationRefused: 1 }, 0],
    ['late-transfer', {}, 0],
    // One of the three was erased: her own nomination, and the ranking and the conferral that she stood in, cannot be taken again.
    ['erasure-keeps-counts', { RoundOpened: 1, Nominated: 2, SeatReserved: 3, PanelCommissioned: 1, PanelClosed: 1, PublicityOpened: 1, PublicityClosed: 1, TitleConferred: 2 }, 3],
  ])('given the same rules, then nothing of %s falls otherwise', async (file, counts, unreadable) => {
    const { under } = await played(`${file}.yaml`);
    const { otherwise, unanswered, redecided } = await under(weihai);
    expect({ otherwise, redecided, unanswered: unanswered.length }).toEqual({ otherwise: [], redecided: counts, unanswered: unreadable });
  });

  it.each([
    ['E39', 'e39-what-a-team-must-be.yaml'],
    ['E39 E6', 'e39-e6-a-member-with-two-dossiers.yaml'],
  ])('%s given the same rules, then no team is decided otherwise: what was read of its members is read again', async (_edge, example) => {
    const practice = readFolder(join(__dirname, '../../test/programmes/team-practice'));
    if (practice.kind === 'refused') throw new Error('the programme cannot be read');
    const { under } = await playOne(example, join(__dirname, '../../test/programmes/team-practice'), practice.programme);
    const { otherwise, unanswered, redecided } = await under(practice.programme);
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(redecided['Nominated']).toBeGreaterThan(0);
    expect(redecided['NominationRefused']).toBeGreaterThan(0);
  });

  it('given a draft without the rule on age, then whoever was refused for it may be nominated', async () => {
    const { play, under } = await played('birth-date-bound.yaml');
    const { otherwise, redecided } = await under(withoutRule('youngEnough'));
    expect(redecided).toEqual({ RoundOpened: 1, Nominated: 1, NominationRefused: 1 });
    expect(otherwise).toMatchObject([{ type: 'NominationRefused', on: '2019-05-12', teacher: play.names.find('teacher', 't-before'), was: { decided: 'REFUSED' }, would: { decided: 'MAY' } }]);
    expect(otherwise[0]?.was.words.en).toContain('1983-12-31');
    expect(otherwise[0]?.because[0]).toMatchObject({ path: 'tiers.RISING_STAR.eligibility.youngEnough', before: { clause: 'W12' }, after: null });
  });

  it('given a nomination that its own rules would not allow on what is left of it, then the draft is not said to refuse it', async () => {
    const { play, office } = await played('birth-date-bound.yaml');
    const lost = play.names.find('teacher', 't-on');
    // Not erased, for which there is a word of its own: a store of keys that was restored from before her.
    const keys = { get: async (owners: readonly string[]) => office.keys.get(owners.filter((owner) => owner !== lost)) };
    const { otherwise, unanswered, redecided } = await whatIf({ events: office.events, keys }, weihai, EVER);
    expect({ otherwise, redecided }).toEqual({ otherwise: [], redecided: { RoundOpened: 1, NominationRefused: 1 } });
    expect(unanswered).toMatchObject([{ type: 'Nominated', words: { en: expect.stringContaining('does not hold all') } }]);
  });

  it('given a draft with a line above the last place, then who was proposed below it is not, with her number', async () => {
    const { play, under } = await played('rank-not-clicks.yaml');
    const { otherwise } = await under(stating('passLine', 93));
    const words = 'total 92.00, rank 3 (titles: 3), not proposed, below the line (total)';
    expect(shown(otherwise)).toEqual([
      { type: 'CandidatesRanked', teacher: play.names.find('teacher', 't-4'), was: 'PROPOSED', would: 'NOT_PROPOSED', words },
      { type: 'ConferralDecided', teacher: play.names.find('teacher', 't-4'), was: 'MAY', would: 'NOT_PROPOSED', words },
    ]);
  });

  it('given a draft that scores what nobody was marked for, then the ranking is unanswered with the reason', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const scheme = [{ code: 'DEFENCE', names: { zh: '答辩', en: 'Defence of a thesis' }, weight: 100, max: 100 }];
    const { RISING_STAR: tier, ...others } = weihai.definition.tiers;
    if (tier?.scoring === undefined) throw new Error('no such tier');
    const definition = { ...weihai.definition, tiers: { ...others, RISING_STAR: { ...tier, scoring: { ...tier.scoring, components: { value: scheme, stated: 'W12' }, tieBreak: { value: ['DEFENCE'], stated: 'W12' } } } } };
    const { unanswered, otherwise } = await under({ ...weihai, definition });
    expect(otherwise).toEqual([]);
    expect(unanswered).toMatchObject([{ type: 'CandidatesRanked', words: { en: expect.stringContaining('Defence of a thesis') } }, { type: 'ConferralDecided', words: { en: expect.stringContaining('Defence of a thesis') } }]);
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
    expect(redecided).toEqual({ RoundOpened: 1, Nominated: 4, SeatReserved: 4 });
    expect(asTheyStand).not.toHaveProperty('PublicityOpened');
  });

  it('given an adopted value, then a choice of the draft does not outweigh it, is told, and is taken where the draft is preferred', async () => {
    const { under } = await played('rank-not-clicks.yaml');
    const path = 'tiers.RISING_STAR.scoring.passLine';
    const draft = chosen(path, 93);
    const { otherwise, setAside } = await under(draft);
    expect({ otherwise, setAside }).toEqual({ otherwise: [], setAside: [{ version: 1, path, adopted: null, draft: 93 }] });
    const preferred = await under({ ...draft, prefers: 'DRAFT' });
    expect(preferred.setAside).toEqual([]);
    expect(preferred.otherwise.map(({ type }) => type)).toEqual(['CandidatesRanked', 'ConferralDecided']);
  });

  it('given fewer titles, then who was last on the list is not proposed and not conferred', async () => {
    const { play, under } = await played('rank-not-clicks.yaml');
    const { RISING_STAR: tier, ...others } = weihai.definition.tiers;
    if (tier === undefined) throw new Error('no such tier');
    const { otherwise, unanswered } = await under({ ...weihai, definition: { ...weihai.definition, version: 2, tiers: { ...others, RISING_STAR: { ...tier, seats: { value: 2, stated: 'W12' } } } } });
    const words = 'total 92.00, rank 3 (titles: 2), not proposed';
    const [opened, ...persons] = otherwise;
    expect(unanswered).toEqual([]);
    // The notice gave more than the draft has: it would have been refused, and whose seat that was is told with it.
    expect(opened).toMatchObject({ type: 'RoundOpened', teacher: null, would: { decided: 'REFUSED', clause: 'W12' } });
    expect(persons[0]?.was.words.zh).toBe('总分 92.00，第 3 名（名额 3 个），拟入选');
    // Whom, where, and by which rule: the seats then and in the draft, each with its clause.
    for (const one of persons) {
      expect(one).toMatchObject({ who: { name: { zh: expect.stringMatching(/./u) }, erased: false, unitName: { zh: expect.stringMatching(/./u) } }, tierNames: { zh: '教坛新秀' } });
      expect(one.because).toMatchObject([{ path: 'tiers.RISING_STAR.seats', before: { clause: 'W12', value: 50 }, after: { clause: 'W12', value: 2 }, words: { zh: '层级 · 教坛新秀 · 授予名额：由 50（W12） 改为 2（W12）' } }]);
    }
    expect(shown(persons)).toEqual([
      { type: 'CandidatesRanked', teacher: play.names.find('teacher', 't-4'), was: 'PROPOSED', would: 'NOT_PROPOSED', words },
      { type: 'ConferralDecided', teacher: play.names.find('teacher', 't-4'), was: 'MAY', would: 'NOT_PROPOSED', words },
    ]);
  });

  it('given a draft that lacks the tier or the ground, then that is told for what it decided', async () => {
    const { play, under } = await played('title-revoked.yaml');
    const grounds = await under({ ...weihai, definition: { ...weihai.definition, revocationGrounds: { value: [{ code: 'FRAUD', names: { zh: '弄虚作假', en: 'Fraud' } }], stated: 'W13' } } });
    expect(grounds.otherwise).toMatchObject([{ type: 'TitleRevoked', teacher: play.names.find('teacher', 't-1'), was: { decided: 'MAY' }, would: { decided: 'REFUSED', words: { en: expect.stringContaining('FRAUD') } } }]);
    const { RISING_STAR: gone, ...tiers } = weihai.definition.tiers;
    expect(gone).toBeDefined();
    const { otherwise, redecided, unanswered } = await under({ ...weihai, definition: { ...weihai.definition, tiers } });
    expect({ otherwise, redecided }).toEqual({ otherwise: [], redecided: {} });
    expect(unanswered.map(({ type }) => type)).toContain('TitleRevoked');
    for (const { words } of unanswered) expect(words.en).toBe('The draft has no tier "RISING_STAR".');
  });
});

describe('what if other rules had been in force for terms and lifetimes', () => {
  const [folderOf, read] = [join(__dirname, '../../programmes/qingdao-mingshi-2024'), readFolder(join(__dirname, '../../programmes/qingdao-mingshi-2024'))];
  if (read.kind === 'refused') throw new Error('the programme cannot be read');
  const { programme } = read;
  const { MASTER: master, ...tiers } = programme.definition.tiers;
  const { END_OF_TERM: atTheEnd, ...assessments } = programme.definition.assessments ?? {};
  if (master?.lifetime === undefined || master.renewal === undefined || atTheEnd?.cap === undefined) throw new Error('no such rules');
  const { lifetime, renewal } = master;
  const { cap } = atTheEnd;
  let once: Promise<Played> | undefined;
  const terms = (): Promise<Played> => (once ??= playOne('Q7-two-excellent-terms.yaml', folderOf, programme));
  const drafted = (tier: Partial<typeof master>, end: Partial<typeof atTheEnd> = {}): Draft => ({
    ...programme, definition: { ...programme.definition, tiers: { ...tiers, MASTER: { ...master, ...tier } }, assessments: { ...assessments, END_OF_TERM: { ...atTheEnd, ...end } } },
  });

  it('given the same rules, then nothing falls otherwise', async () => {
    const { otherwise, unanswered, redecided } = await (await terms()).under(programme);
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(redecided).toMatchObject({ GradesProposed: 2, AssessmentConcluded: 2, AssessedExcellent: 2, TitleRenewed: 4, LifetimeTitleGranted: 1 });
  });

  it('E6 given the same rules, then what was decided on a merged dossier is decided again on both', async () => {
    const { otherwise, unanswered, redecided } = await (await playOne('E6-merged-during-an-assessment.yaml', folderOf, programme)).under(programme);
    expect({ otherwise, unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(redecided).toMatchObject({ AssessmentConcluded: 1, AssessedQualified: 2 });
  });

  it('given three terms in a row, then who was granted a lifetime on two is refused, with her terms', async () => {
    const { play, under } = await terms();
    const { otherwise } = await under(drafted({ lifetime: { ...lifetime, consecutive: { value: 3, stated: 'Q7' } } }));
    expect(otherwise).toMatchObject([{ type: 'LifetimeTitleGranted', tier: 'MASTER', teacher: play.names.find('teacher', 't-1'), was: { decided: 'MAY' }, would: { decided: 'REFUSED', words: { en: expect.stringContaining('excellent') } } }]);
  });

  it('given that only the excellent go on, then the others\' renewals are refused', async () => {
    const { play, under } = await terms();
    const { otherwise } = await under(drafted({ renewal: { ...renewal, grades: { value: ['EXCELLENT'], stated: 'Q7' } } }));
    expect(otherwise.map(({ type, teacher }) => [type, teacher])).toEqual(['t-2', 't-4', 't-5'].map((name) => ['TitleRenewed', play.names.find('teacher', name)]));
  });

  it('given a lower cap, then who was to be excellent is refused, term by term', async () => {
    const { play, under } = await terms();
    const { otherwise } = await under(drafted({}, { cap: { ...cap, percent: { value: 5, stated: 'Q7' } } }));
    expect(otherwise.map(({ type, teacher }) => [type, teacher])).toEqual([1, 2].map(() => ['GradesProposed', play.names.find('teacher', 't-1')]));
  });

  it('given a draft without the assessment, then it says so', async () => {
    const { otherwise, unanswered } = await (await terms()).under({ ...programme, definition: { ...programme.definition, assessments } });
    expect(otherwise).toEqual([]);
    expect(unanswered.find(({ type }) => type === 'GradesProposed')?.words.en).toBe('The draft has no assessment "END_OF_TERM".');
  });
});

describe('what if, on acts that many or a leading body took', () => {
  it.each([
    ['levels', 'mass-recommended-in-one-act.yaml', { RoundOpened: 1, Nominated: 5, SeatsReserved: 3 }],
    ['lead-practice', 'county-leads-and-confers.yaml', { Nominated: 1, SeatReserved: 1, PanelCommissioned: 1, PanelClosed: 1, CandidatesRanked: 1, ConferralDecided: 1, TitleConferred: 1, TitleRevoked: 1, RoundOpened: 1 }],
  ])('given the same rules of %s, then nothing falls otherwise and everything is answered', async (name, file, counts) => {
    const of = join(__dirname, '../../test/programmes', name);
    const read = readFolder(of);
    if (read.kind === 'refused') throw new Error('the programme cannot be read');
    const { otherwise, unanswered, redecided } = await (await playOne(file, of, read.programme)).under(read.programme);
    expect({ otherwise, unanswered, redecided }).toEqual({ otherwise: [], unanswered: [], redecided: counts });
  });
});

describe('what if the lean or the lead had been another', () => {
  const [folderOf, read] = [join(__dirname, '../../programmes/wenzhou-ouyue-2022'), readFolder(join(__dirname, '../../programmes/wenzhou-ouyue-2022'))];
  if (read.kind === 'refused') throw new Error('the programme cannot be read');
  const { programme } = read;
  const choosing = (path: string, value: SampleChoice['value']): Draft => ({ definition: programme.definition, choices: programme.choices.map((choice) => (choice.path === path ? { ...choice, value } : choice)), prefers: 'DRAFT' });

  it('Z27 given a lean of no point, then whoever had her place by it is told with the points then and in the draft, by clause', async () => {
    const { otherwise } = await (await playOne('Z27-lean-to-rural-and-weak-subjects.yaml', folderOf, programme)).under(choosing('leans.RURAL_SCHOOLS.points', 0));
    const ranked = otherwise.filter(({ type }) => type === 'CandidatesRanked');
    expect(ranked.length).toBeGreaterThan(0);
    for (const { because } of ranked) expect(because).toMatchObject([{ path: 'leans.RURAL_SCHOOLS.points', words: { zh: expect.stringMatching(/向乡村学校倾斜.*由 1（Z27） 改为 0（Z27）/u) } }]);
    expect(ranked.map(({ was }) => was.words.zh).join()).toContain('含加分 1（Z27）');
  });

  it('Z26 given the other precedence, then the round is told that another level would have led and opened, by clause', async () => {
    const { under } = await playOne('vocational-new-edge-both-orders.yaml', folderOf, programme);
    const { otherwise, redecided, asTheyStand } = await under(choosing('lead.precedence', ['TIER', 'STAGE']));
    const opened = otherwise.filter(({ type }) => type === 'RoundOpened');
    expect(opened.length).toBeGreaterThan(0);
    expect(opened[0]).toMatchObject({ teacher: null, who: null, was: { words: { zh: expect.stringContaining('由市级牵头') } }, would: { words: { zh: expect.stringContaining('由区县级牵头') } } });
    expect(opened[0]?.would.words.zh).toContain('层级先于学段（Z26）');
    expect(opened[0]?.because).toMatchObject([{ path: 'lead.precedence', after: { clause: 'Z26' }, words: { zh: expect.stringMatching(/由 〔学段、层级〕（Z26） 改为 〔层级、学段〕（Z26）/u) } }]);
    expect(redecided['RoundOpened']).toBeGreaterThan(0);
    expect(asTheyStand).not.toHaveProperty('RoundOpened');
  });
});

describe('what if other rules had been in force for a pool', () => {
  const [folderOf, read] = [join(__dirname, '../../test/programmes/ways-practice'), readFolder(join(__dirname, '../../test/programmes/ways-practice'))];
  if (read.kind === 'refused') throw new Error('the programme cannot be read');
  const { programme } = read;
  const { STAR: star, ...tiers } = programme.definition.tiers;
  if (star?.pool === undefined) throw new Error('no such tier');
  const { pool } = star;
  let once: Promise<Played> | undefined;
  const confirmed = (): Promise<Played> => (once ??= playOne('pool-of-three-to-one.yaml', folderOf, programme));
  const drafted = (rules: typeof pool): Draft => ({ ...programme, definition: { ...programme.definition, tiers: { ...tiers, STAR: { ...star, pool: rules } } } });

  it('given no title to be had, then whoever was confirmed is refused; her title is asked of her own dossier', async () => {
    const { play, under } = await confirmed();
    const { otherwise } = await under(drafted({ ...pool, convertsTo: { value: 0, stated: 'P3' } }));
    expect(otherwise.map(({ type, teacher, would }) => [type, teacher, would.decided])).toEqual(['t-2', 't-1'].map((name) => ['ConfirmationDecided', play.names.find('teacher', name), 'REFUSED']));
  });

  it('given years of cultivation, then nobody is confirmed before them', async () => {
    const { otherwise } = await (await confirmed()).under(drafted({ ...pool, cultivationYears: { value: 2, stated: 'P3' } }));
    expect(otherwise.map(({ type }) => type)).toEqual(['ConfirmationDecided', 'ConfirmationDecided']);
  });

  it('given a pool of one place, then each round\'s others get none', async () => {
    const { under } = await playOne('pool-full.yaml', folderOf, programme);
    const { otherwise, unanswered } = await under({ ...programme, definition: { ...programme.definition, tiers: { ...tiers, STAR: { ...star, seats: { value: 1, stated: 'P2' } } } } });
    expect(unanswered).toEqual([]);
    expect(otherwise.filter(({ type }) => type === 'CandidatesAdmitted').map(({ was, would }) => [was.decided, would.decided])).toEqual([['MAY', 'REFUSED'], ['MAY', 'REFUSED']]);
  });

  it('given that no training is asked, then who was declined for it has her title', async () => {
    const { play, under } = await confirmed();
    const { requires, ...asking } = pool;
    expect(requires).toHaveLength(1);
    const { otherwise } = await under(drafted(asking));
    expect(otherwise).toMatchObject([{ type: 'ConfirmationDeclined', teacher: play.names.find('teacher', 't-2'), was: { decided: 'REFUSED' }, would: { decided: 'MAY' } }]);
  });
});

function shown(otherwise: WhatIf['otherwise']) {
  return otherwise.map(({ type, teacher, was, would }) => ({ type, teacher, was: was.decided, would: would.decided, words: would.words.en }));
}
