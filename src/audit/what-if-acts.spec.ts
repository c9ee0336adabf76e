import { join } from 'node:path';
import 'reflect-metadata';
import { EVER, playOne, programmeIn, type Played } from '../../test/scenarios/what-if';
import { openedRound, round } from '../domain/round/round';
import type { LoggedEvent } from '../event-store/event-store';
import type { JsonObject } from '../domain/facts';
import { whatIf } from './what-if';
import { seatsLeft } from './what-if-openings';
import { AsRead, type Draft, type WhatIfSources } from './what-if-record';

const qingdao = join(__dirname, '../../programmes/qingdao-mingshi-2024');
const programme = programmeIn(qingdao);
const { definition } = programme;

/** Asking changes nothing, so an example is played once for all that is asked of it. */
const plays = new Map<string, Promise<Played>>();
function played(name: string): Promise<Played> {
  const known = plays.get(name) ?? playOne(name, qingdao, programme);
  plays.set(name, known);
  return known;
}

const changed = (more: Partial<Draft['definition']>): Draft => ({ ...programme, definition: { ...definition, ...more } });

describe('what if the pattern of training bases had been another', () => {
  const { bases = {} } = definition;
  const patterned = (kind: 'BASE' | 'CENTRE', value: number): Draft => {
    const { [kind]: of } = bases;
    if (of === undefined) throw new Error('no such kind');
    return changed({ bases: { ...bases, [kind]: { ...of, count: { value, stated: 'Q11' } } } });
  };

  it('Q11 given the same pattern, then each base is taken again and none falls otherwise', async () => {
    const { otherwise, unanswered, redecided, asTheyStand } = await (await played('Q11-bases-1-3-N.yaml')).under(programme);
    expect({ otherwise, unanswered, redecided, asTheyStand }).toEqual({ otherwise: [], unanswered: [], redecided: { BaseDesignated: 9 }, asTheyStand: { BaseWithdrawn: 1 } });
  });

  it('Q11 given two bases, then the third is refused, and so is the one that took the place of a withdrawn one', async () => {
    const { otherwise } = await (await played('Q11-bases-1-3-N.yaml')).under(patterned('BASE', 2));
    expect(otherwise.map(({ about, was, would }) => [about?.zh, was.decided, would.decided, would.clause])).toEqual([['第三基地', 'MAY', 'REFUSED', 'Q11'], ['第四基地', 'MAY', 'REFUSED', 'Q11']]);
    expect(otherwise[0]).toMatchObject({ type: 'BaseDesignated', teacher: null, round: null, because: [{ path: 'bases.BASE.count', before: { clause: 'Q11', value: 3 }, after: { clause: 'Q11', value: 2 } }] });
  });
});

describe('what if a tier had had another number of titles', () => {
  const { MASTER: master, ...tiers } = definition.tiers;
  if (master === undefined) throw new Error('no such tier');
  const numbered = (value: number): Draft => changed({ tiers: { ...tiers, MASTER: { ...master, seats: { value, stated: 'Q1' } } } });

  it('Q1 given the same number, then every opening and supplement stands', async () => {
    const { otherwise, unanswered, redecided } = await (await played('Q1-nearly-four-hundred.yaml')).under(programme);
    expect({ otherwise, unanswered, redecided }).toEqual({ otherwise: [], unanswered: [], redecided: { RoundOpened: 4, NoticeSupplemented: 1 } });
  });

  it('Q1 given a lower number, then the openings beyond it are refused, counted with the rounds that were there, but for what an act let through', async () => {
    const { otherwise } = await (await played('Q1-nearly-four-hundred.yaml')).under(numbered(310));
    expect(otherwise.map(({ type, about, would }) => [type, about?.zh, would.clause])).toEqual([['RoundOpened', '第一届名校长', 'Q1'], ['NoticeSupplemented', '第一届名校长', 'Q1'], ['RoundOpened', '第二届', 'Q1']]);
    expect(otherwise[0]?.would.words.zh).toContain('共 396 名');
    expect(otherwise[0]?.because).toMatchObject([{ path: 'tiers.MASTER.seats', before: { value: 400 }, after: { value: 310 } }]);
  });

  it('Q1 given a lower number, then a round has what the others of its years left over', async () => {
    const { office, under } = await played('Q1-nearly-four-hundred.yaml');
    const draft = numbered(310);
    const refusal = (await under(draft)).otherwise[0];
    if (typeof refusal?.round !== 'string') throw new Error('nothing was refused');
    const read = new AsRead({ events: office.events, keys: office.keys }, draft);
    const of = await read.fold(round, `round-${refusal.round}`, Number.MAX_SAFE_INTEGER);
    const { version, adoptions } = openedRound(of);
    const pinned = { version, adoptions };
    const own = (await read.ownRules({ id: '', meta: (await read.read(`round-${of.id}`))[0]!.meta })).tiers.find(({ code }) => code === 'MASTER');
    if (own === undefined) throw new Error('no such tier');
    // 310 with a tolerance of five percent are 325, and the other track's round gives 300.
    expect(await seatsLeft(read, of, { programme: await read.draftFor(pinned), own, wanted: 116 })).toBe(25);
    expect(await seatsLeft(read, of, { programme: await read.draftFor(pinned), own, wanted: 20 })).toBe(20);
  });

  it('Q1 given a pool whose places no other batch is counted with, then under a draft that confers at once a round has what the others left over', async () => {
    const way = (value: 'AWARD' | 'CANDIDATE') => ({ ...programme, choices: programme.choices.map((choice) => (choice.path === 'tiers.MASTER.way' ? { ...choice, value } : choice)) });
    const { office, under } = await playOne('Q1-nearly-four-hundred.yaml', qingdao, way('CANDIDATE'));
    const draft: Draft = { ...way('AWARD'), prefers: 'DRAFT' };
    const [second] = (await under(draft)).otherwise;
    expect(second).toMatchObject({ type: 'RoundOpened', would: { decided: 'REFUSED', clause: 'Q1', words: { zh: expect.stringContaining('共 700 名') } } });
    const read = new AsRead({ events: office.events, keys: office.keys }, draft);
    const of = await read.fold(round, `round-${second?.round ?? ''}`, Number.MAX_SAFE_INTEGER);
    const { version, adoptions } = openedRound(of);
    const own = (await read.ownRules({ id: '', meta: (await read.read(`round-${of.id}`))[0]!.meta })).tiers.find(({ code }) => code === 'MASTER');
    if (own?.pool === undefined) throw new Error('no such pool');
    // 420 with the tolerance, less the 300 of the other track.
    expect(await seatsLeft(read, of, { programme: await read.draftFor({ version, adoptions }), own, wanted: 400 })).toBe(120);
  });

  it('Q1 given one title, then whoever had the second is told with the opening that would have been refused', async () => {
    const { otherwise, unanswered } = await (await played('selection-of-a-term.yaml')).under(numbered(1));
    expect(unanswered).toEqual([]);
    expect(otherwise.map(({ type, would }) => [type, would.decided])).toEqual([['RoundOpened', 'REFUSED'], ['CandidatesRanked', 'NOT_PROPOSED'], ['ConferralDecided', 'NOT_PROPOSED']]);
    expect(otherwise[1]?.would.words.en).toContain('rank 2 (titles: 1)');
  });

  it('given a draft without the tier, then it says so of each opening', async () => {
    const { otherwise, unanswered } = await (await played('Q1-nearly-four-hundred.yaml')).under(changed({ tiers: { ...tiers, OTHER: master } }));
    expect(otherwise).toEqual([]);
    expect(unanswered.map(({ type, words }) => [type, words.en])).toEqual(['RoundOpened', 'RoundOpened', 'NoticeSupplemented', 'RoundOpened', 'RoundOpened'].map((type) => [type, 'The draft has no tier "MASTER".']));
  });

  it('given a period, then only what was opened in it is taken again', async () => {
    const { redecided } = await (await played('Q1-nearly-four-hundred.yaml')).under(numbered(310), { ...EVER, to: '2025-12-31' });
    expect(redecided).toEqual({ RoundOpened: 2, NoticeSupplemented: 1 });
  });
});

describe('what if rounds had been opened before the others of their tier were counted with them', () => {
  const folder = join(__dirname, '../../programmes/weihai-edz-2017');
  const weihai = programmeIn(folder);
  const { RISING_STAR: star, ...others } = weihai.definition.tiers;
  if (star === undefined) throw new Error('no such tier');
  const drafted = (tier: Partial<typeof star>): Draft['definition'] => ({ ...weihai.definition, tiers: { ...others, RISING_STAR: { ...star, ...tier } } });

  /** Played while each round had its fifty to itself; then the version in force says what it always said, and is read as it is now. */
  async function before() {
    const { office } = await playOne('W12-W13-in-two-years.yaml', folder, { ...weihai, text: weihai.text.replace(/^ +cadenceYears: .*W12.*\n/mu, '') });
    const definition = JSON.parse(JSON.stringify(weihai.definition)) as JsonObject;
    const asNow = (one: LoggedEvent): LoggedEvent => (one.envelope.type === 'ProgrammeVersionPublished' ? { ...one, envelope: { ...one.envelope, data: { ...one.envelope.data, definition } } } : one);
    const events: WhatIfSources['events'] = {
      readAll: (after, pageSize) => office.events.readAll(after, pageSize),
      async *readStream(stream, from) {
        for await (const page of office.events.readStream(stream, from)) yield page.map(asNow);
      },
    };
    return (definitionOf: Draft['definition']) => whatIf({ events, keys: office.keys }, { ...weihai, definition: definitionOf }, EVER);
  }

  it('W12 then each opening and supplement is tried by itself, and what falls otherwise is the doing of the draft', async () => {
    const under = await before();
    const same = await under(weihai.definition);
    expect({ otherwise: same.otherwise, unanswered: same.unanswered }).toEqual({ otherwise: [], unanswered: [] });
    expect(same.redecided).toMatchObject({ RoundOpened: 7, NoticeSupplemented: 2 });
    const { otherwise, unanswered } = await under(drafted({ seats: { value: 40, stated: 'W12' } }));
    expect(unanswered).toEqual([]);
    expect(otherwise.map(({ type, about, would }) => [type, about?.zh, would.clause])).toEqual([['RoundOpened', '2019年教坛新秀', 'W12'], ['RoundOpened', '2020年教坛新秀', 'W12']]);
    expect(otherwise[0]).toMatchObject({ because: [{ path: 'tiers.RISING_STAR.seats', before: { value: 50 }, after: { value: 40 } }] });
  });
});

describe('what if another number of studios had been set, or other kinds to lead them', () => {
  const { studios = {} } = definition;
  const { EDUCATION_MASTER: ofMasters, HOST_LED: hostLed } = studios;
  if (ofMasters === undefined || hostLed === undefined) throw new Error('no such kinds');
  const file = 'Q13-Q16-Q17-E40-studios.yaml';

  it('Q16 given the same rules, then every studio, host and member stands', async () => {
    const { otherwise, unanswered, redecided, asTheyStand } = await (await played(file)).under(programme);
    expect({ otherwise, unanswered, redecided, asTheyStand }).toMatchObject({ otherwise: [], unanswered: [], redecided: { StudioOpened: 5, HostAppointed: 1 }, asTheyStand: { StudioClosed: 1 } });
  });

  it('Q16 given another level for it, then the studio is told with its host, and nobody\'s of another kind', async () => {
    const { play, under } = await played(file);
    const { otherwise } = await under(changed({ studios: { ...studios, EDUCATION_MASTER: { ...ofMasters, levels: { value: ['DISTRICT'], stated: 'Q16' } } } }));
    expect(otherwise).toMatchObject([{ type: 'StudioOpened', teacher: play.names.find('teacher', 't-1'), about: { zh: 'm-1工作室' }, would: { decided: 'REFUSED', clause: 'Q16' }, because: [{ path: 'studios.EDUCATION_MASTER.levels' }] }]);
  });

  it('Q16 given that only studios of their own kind lead them, then the one under a master\'s is refused', async () => {
    const { play, under } = await played(file);
    const { otherwise } = await under(changed({ studios: { ...studios, HOST_LED: { ...hostLed, ledBy: { value: ['HOST_LED'], stated: 'Q16' } } } }));
    expect(otherwise).toMatchObject([{ type: 'StudioOpened', teacher: play.names.find('teacher', 't-2'), would: { decided: 'REFUSED', clause: 'Q16' } }]);
  });

  it('P5 given fewer studios, then whose was the last is told', async () => {
    const folder = join(__dirname, '../../test/programmes/studios-practice');
    const own = programmeIn(folder);
    const { under } = await playOne('opened-joined-assessed.yaml', folder, own);
    const same = await under(own);
    expect({ otherwise: same.otherwise, unanswered: same.unanswered }).toEqual({ otherwise: [], unanswered: [] });
    const kinds = Object.entries(own.definition.studios ?? {}).map(([code, kind]) => [code, kind.number === undefined ? kind : { ...kind, number: { value: 1, stated: 'P5' } }] as const);
    const { otherwise } = await under({ ...own, definition: { ...own.definition, studios: Object.fromEntries(kinds) } });
    expect(otherwise.length).toBeGreaterThan(0);
    for (const one of otherwise) expect(one).toMatchObject({ type: 'StudioOpened', was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: 'P5' } });
  });
});

describe('what if a fund had been another', () => {
  const folder = join(__dirname, '../../programmes/weihai-edz-2017');
  const weihai = programmeIn(folder);
  const { funding = {} } = weihai.definition;
  const { SCHOOL_TRAINING: share, DISTRICT_FUND: earmarked } = funding;
  if (share === undefined || earmarked === undefined) throw new Error('no such funds');
  let once: Promise<Played> | undefined;
  const spent = (): Promise<Played> => (once ??= playOne('five-percent-and-earmark.yaml', folder, weihai));
  const funded = (more: typeof funding): Draft => ({ ...weihai, definition: { ...weihai.definition, funding: { ...funding, ...more } } });

  it('given a round that is no demonstration, then what the draft chooses stands for what would be adopted', async () => {
    const { otherwise, unanswered, redecided } = await (await playOne('open-values-block-a-round.yaml', folder, weihai)).under(weihai);
    expect({ otherwise, unanswered, redecided }).toMatchObject({ otherwise: [], unanswered: [], redecided: { RoundOpened: 1 } });
  });

  it('W24 given the same rules, then budgets, allocations and spendings stand, the restated one too', async () => {
    const { otherwise, unanswered, redecided } = await (await spent()).under(weihai);
    expect({ otherwise, unanswered, redecided }).toEqual({ otherwise: [], unanswered: [], redecided: { FundBudgetSet: 2, FundAllocated: 3, FundSpent: 3 } });
  });

  it('W24 given eight percent, then what was enough is short, with both amounts', async () => {
    const { otherwise } = await (await spent()).under(funded({ SCHOOL_TRAINING: { ...share, percent: { value: 8, stated: 'W24' } } }));
    const allocated = otherwise.filter(({ type }) => type === 'FundAllocated');
    expect(allocated.map(({ was, would }) => [was.words.zh, would.words.zh])).toEqual([
      ['应安排 5000000 分，已安排 5000000 分：足额', '应安排 8000000 分，已安排 5000000 分：不足'],
      ['应安排 6500001 分，已安排 6500001 分：足额', '应安排 10400001 分，已安排 6500001 分：不足'],
    ]);
    expect(allocated[0]).toMatchObject({ teacher: null, because: [{ path: 'funding.SCHOOL_TRAINING.percent', before: { clause: 'W24', value: 5 }, after: { clause: 'W24', value: 8 } }] });
  });

  it('W25 given a fund for something else, then what was spent of it on training is refused', async () => {
    const { otherwise } = await (await spent()).under(funded({ DISTRICT_FUND: { ...earmarked, purposes: { value: [{ code: 'EQUIPMENT', names: { zh: '设备', en: 'Equipment' } }], stated: 'W25' } } }));
    expect(otherwise).toMatchObject([{ type: 'FundSpent', was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: 'W25' } }]);
  });
});

describe('what was set right is counted, and stands', () => {
  it('Q7 given a verdict that was set right, then it is counted with what it voided, beside the verdicts that are taken again', async () => {
    const { redecided, asTheyStand } = await (await played('Q7-two-excellent-terms.yaml')).under(programme);
    expect(asTheyStand).toMatchObject({ AssessedQualified: 1, FactVoided: 1 });
    expect(redecided).toMatchObject({ AssessedQualified: 6 });
  });

  it('E24 given hours of a training of no programme that were voided, then they are counted for the programme whose outcomes that put in doubt, and for no other', async () => {
    const folder = join(__dirname, '../../test/programmes/training-practice');
    const own = programmeIn(folder);
    const { office, under } = await playOne('E24-hours-voided.yaml', folder, own);
    expect((await under(own)).asTheyStand).toEqual({ TrainingHoursVoided: 2 });
    expect((await whatIf({ events: office.events, keys: office.keys }, programme, EVER)).asTheyStand).toEqual({});
  });
});
