import { join } from 'node:path';
import 'reflect-metadata';
import { playOne, programmeIn, type Played } from '../../test/scenarios/what-if';
import { decideClosePublicity } from '../domain/round/publicity';
import { openedRound, round } from '../domain/round/round';
import { underPeriod } from './what-if-publicities';
import { AsRead, type Draft } from './what-if-record';

const root = join(__dirname, '../..');

describe('what if the public had been shown the list for another time', () => {
  const folder = join(root, 'test/programmes/county-holds');
  const programme = programmeIn(folder);
  const { RISING_STAR: star, ...tiers } = programme.definition.tiers;
  if (star?.publicity === undefined) throw new Error('no such tier');
  const { publicity } = star;
  const shown = (more: Partial<typeof publicity>): Draft => ({ ...programme, definition: { ...programme.definition, tiers: { ...tiers, RISING_STAR: { ...star, publicity: { ...publicity, ...more } } } } });
  let once: Promise<Played> | undefined;
  const rejected = (): Promise<Played> => (once ??= playOne('objection-rejected.yaml', folder, programme));

  it('given more working days, then the list is told with both last days, and its confirmation as too early, by the clause', async () => {
    const { otherwise, unanswered } = await (await rejected()).under(shown({ workingDays: { value: 8, stated: 'H7' } }));
    expect(unanswered).toEqual([]);
    const [posted, closed] = ['PublicityOpened', 'PublicityClosed'].map((type) => otherwise.find((one) => one.type === type));
    // 3 June is the posting, and the Dragon Boat holiday falls on the 7th: the 11th is the fifth working day, the 14th the eighth.
    expect(posted).toMatchObject({ teacher: null, was: { decided: 'MAY', words: { zh: '公示至 2019-06-11', en: 'shown to the end of 2019-06-11' } }, would: { decided: 'MAY', clause: 'H7', words: { zh: '公示至 2019-06-14' } } });
    expect(closed).toMatchObject({ about: { zh: '2019年评选' }, was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: 'H7', words: { zh: expect.stringContaining('公示到 2019-06-14 当日结束'), en: expect.stringContaining('(clause H7).') } }, because: [{ path: 'tiers.RISING_STAR.publicity.workingDays', before: { value: 5 }, after: { value: 8 } }] });
  });

  it('given that the day of posting counts, then the list ends a day earlier and its confirmation stands', async () => {
    const { otherwise } = await (await rejected()).under(shown({ countFirstDay: { value: true, stated: 'H7' } }));
    expect(otherwise.map(({ type, would }) => [type, would.words.zh])).toContainEqual(['PublicityOpened', '公示至 2019-06-10']);
    expect(otherwise.map(({ type }) => type)).not.toContain('PublicityClosed');
  });

  it('given a shorter time, then an objection of the last day came after it', async () => {
    const { otherwise } = await (await rejected()).under(shown({ workingDays: { value: 4, stated: 'H7' } }));
    expect(otherwise.find(({ type }) => type === 'ObjectionRegistered')).toMatchObject({ was: { words: { zh: expect.stringContaining('公示期内收到') } }, would: { words: { zh: expect.stringContaining('公示期外收到') } } });
    expect(otherwise.map(({ type }) => type)).not.toContain('PublicityClosed');
  });

  it('given a longer time in which an objection came that was late then, then it is told as received within the window', async () => {
    const { under } = await playOne('e21-last-minute-late-anonymous.yaml', folder, programme);
    const { otherwise } = await under(shown({ workingDays: { value: 6, stated: 'H7' } }));
    expect(otherwise.find(({ type }) => type === 'ObjectionRegistered')).toMatchObject({ was: { words: { zh: expect.stringContaining('公示期外收到') } }, would: { words: { zh: expect.stringContaining('公示期内收到') } } });
  });

  it('and a statement that was closed on without it counts one too few', async () => {
    const { office } = await playOne('e21-last-minute-late-anonymous.yaml', folder, programme);
    const draft = shown({ workingDays: { value: 6, stated: 'H7' } });
    const read = new AsRead({ events: office.events, keys: office.keys }, draft);
    const [id] = [...(await read.roundsOf(programme.definition.id, 'RISING_STAR'))].map((one) => one.round);
    const facts = await read.read(`round-${id ?? ''}`);
    const closing = facts.find(({ type }) => type === 'PublicityClosed');
    const state = closing === undefined ? undefined : await read.fold(round, closing.stream, closing.revision - 1);
    if (closing === undefined || state === undefined || state.publicity === null) throw new Error('nothing was closed');
    const context = (await read.contextOf(closing))(await read.draftFor({ version: 1, adoptions: openedRound(state).adoptions }));
    const now = underPeriod(state, state.publicity, context);
    expect([state, now].map((of) => [...of.objections.values()].map(({ data }) => data.timing))).toEqual([['IN_WINDOW', 'LATE'], ['IN_WINDOW', 'IN_WINDOW']]);
    expect(decideClosePublicity(now, { proofs: [{ place: '县教育局网站', file: null }], objections: 1 }, { ...context, today: '2019-06-13' })).toMatchObject({ refusal: { rule: 'objectionsUncounted', inputs: { registered: 2, given: 1 } } });
  });

  it('given no publicity, then the posting is refused and what was confirmed is not asked for a period', async () => {
    const { publicity: gone, ...without } = star;
    expect(gone).toBeDefined();
    const { otherwise } = await (await rejected()).under({ ...programme, definition: { ...programme.definition, tiers: { ...tiers, RISING_STAR: without } } });
    expect(otherwise.filter(({ type }) => type.startsWith('Publicity')).map(({ type, would }) => [type, would.decided])).toEqual([['PublicityOpened', 'REFUSED']]);
  });
});

describe('what if an assessment had been put off for other reasons, or by others', () => {
  const folder = join(root, 'programmes/qingdao-mingshi-2024');
  const programme = programmeIn(folder);
  const { END_OF_TERM: end, ...assessments } = programme.definition.assessments ?? {};
  if (end === undefined) throw new Error('no such assessment');
  const drafted = (more: Partial<typeof end>): Draft => ({ ...programme, definition: { ...programme.definition, assessments: { ...assessments, END_OF_TERM: { ...end, ...more } } }, prefers: 'DRAFT' });
  let once: Promise<Played> | undefined;
  const deferred = (): Promise<Played> => (once ??= playOne('E27-put-off-during-a-leave.yaml', folder, programme));

  it('E27 given that leave puts nothing off, then whose assessment was put off is told, by the clause and the rule', async () => {
    const { play, under } = await deferred();
    const { otherwise, redecided } = await under(drafted({ deferral: { value: 'NONE', stated: 'Q4' } }));
    expect(redecided).toMatchObject({ AssessmentDeferred: 1 });
    expect(otherwise).toMatchObject([{ type: 'AssessmentDeferred', teacher: play.names.find('teacher', 't-1'), tier: 'MASTER', was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: 'Q4', words: { zh: expect.stringContaining('（依据Q4条）') } }, because: [{ path: 'assessments.END_OF_TERM.deferral' }] }]);
  });

  it('E27 given that schools assess, then who put it off may not, and the deferral itself stands', async () => {
    const { otherwise, authority } = await (await deferred()).under(drafted({ by: { value: { post: 'PartyOrg', level: 'SCHOOL' }, stated: 'Q4' } }));
    expect(authority).toMatchObject({ AssessmentDeferred: 1 });
    expect(otherwise.filter(({ type }) => type === 'AssessmentDeferred')).toMatchObject([{ stage: null, would: { decided: 'REFUSED', clause: 'Q4' }, because: [{ path: 'assessments.END_OF_TERM.by' }] }]);
  });

  it('Q7 given more days for reviews, then the list was concluded too early for each on it', async () => {
    const { under } = await playOne('Q7-no-more-excellent-than-the-share.yaml', folder, programme);
    const { otherwise } = await under(drafted({ reviewWorkingDays: { value: 60, stated: 'Q4' } }));
    expect(otherwise.find(({ type }) => type === 'ResultsNotified')).toMatchObject({ would: { decided: 'MAY', clause: 'Q4', words: { zh: expect.stringMatching(/^可申请复核至/u) } }, because: [{ path: 'assessments.END_OF_TERM.reviewWorkingDays' }] });
    const concluded = otherwise.filter(({ type }) => type === 'AssessmentConcluded');
    expect(concluded.length).toBeGreaterThan(0);
    for (const { teacher, would } of concluded) expect([teacher === null, would.decided, would.clause]).toEqual([false, 'REFUSED', 'Q4']);
  });
});
