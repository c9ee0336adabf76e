import { join } from 'node:path';
import 'reflect-metadata';
import { playOne, programmeIn, type Played } from '../../test/scenarios/what-if';
import { leavesOf } from '../domain/rules/leaves';
import { isOpenLeaf, type ProgrammeDefinition } from '../domain/rules/programme-definition';

const plays = new Map<string, Promise<Played>>();

/** What falls otherwise of a type once a leaf of the file has another value. */
async function changed(folder: string, file: string, path: string, value: unknown, under = 'test/programmes', besides: { readonly [path: string]: object | undefined } = {}) {
  const programme = programmeIn(join(__dirname, '../..', under, folder));
  const known = plays.get(`${folder} ${file}`) ?? playOne(`${file}.yaml`, join(__dirname, '../..', under, folder), programme);
  plays.set(`${folder} ${file}`, known);
  const definition = JSON.parse(JSON.stringify(programme.definition)) as ProgrammeDefinition;
  const leaf = leavesOf(definition).find((one) => one.path === path)?.leaf;
  if (leaf === undefined) throw new Error(`there is no ${path}`);
  if (isOpenLeaf(leaf)) {
    Reflect.set(leaf, 'stated', leaf.clause);
    for (const key of ['open', 'type', 'clause']) Reflect.deleteProperty(leaf, key);
  }
  Reflect.set(leaf, 'value', value);
  for (const [place, added] of Object.entries(besides)) {
    const steps = place.split('.');
    const parent = steps.slice(0, -1).reduce<unknown>((at, step) => Reflect.get(at as object, step), definition);
    const last = steps.at(-1) ?? '';
    if (added === undefined) Reflect.deleteProperty(parent as object, last);
    else Reflect.set(parent as object, last, added);
  }
  return (await known).under({ ...programme, definition, prefers: 'DRAFT' });
}

describe('what a decision would have come to by other rules', () => {
  it.each<[string, string, string, unknown, string, string, string]>([
    ['county-holds', 'e18-substitution-granted', 'tiers.BACKBONE.vetting.answerWithinWorkingDays', 5, 'VettingRequested', '2019-06-19 前回函', '2019-06-21 前回函'],
    ['county-holds', 'e21-late-one-only-recorded', 'tiers.LEADER.objections.handlingWorkingDays', 8, 'ObjectionAssigned', '2019-06-20 前办结', '2019-06-25 前办结'],
    ['county-holds', 'e21-late-one-only-recorded', 'tiers.LEADER.objections.handlingWorkingDays', 8, 'ObjectionDecided', '逾期办结', '按期办结'],
    ['county-holds', 'e21-late-one-only-recorded', 'tiers.LEADER.objections.late', 'HOLDS', 'ObjectionRegistered', '公示期外收到，不影响授予', '公示期外收到，办结前暂缓授予'],
    ['publicity', 'clock-suspended-and-resumed', 'tiers.BACKBONE.publicity.workingDays', 11, 'PublicityClockResumed', '公示至 2019-06-24', '公示至 2019-06-28'],
    ['title-life', 'E11-higher-title-takes-up-the-lower', 'tiers.MASTER.termYears', 5, 'TitleRenewed', '届期至 2026-06-30', '届期至 2028-06-30'],
    ['title-life', 'E28-suspended-and-reinstated', 'tiers.BACKBONE.reinstatement', 'KEEP_EXPIRY', 'TitleSuspended', '暂停，所停天数顺延届期', '暂停，届期不变'],
    ['title-life', 'E29-exits-and-giving-up', 'tiers.BACKBONE.exits.LEFT_TEACHING.vacancy', false, 'TitleExited', '退出，名额空出', '退出，名额不空出'],
    ['title-life', 'E29-exits-and-giving-up', 'tiers.BACKBONE.exits.RETIREMENT.when', 'DECEASED', 'TitleExited', '退出，名额不空出', '不退出，称号保留'],
    ['../../programmes/wenzhou-ouyue-2022', 'Z5-Z6-provincial-by-recognition', 'recognitions.SPECIAL_GRADE.level', 'NATIONAL', 'ExternalRecognitionRecorded', '登记为省级', '登记为国家级'],
    ['training-practice', 'five-ones', 'training.FUTURE_BACKBONE.withinMonths', 18, 'EnrolledInTraining', '参训，2020-02-29 前完成', '参训，2020-08-31 前完成'],
    ['studios-practice', 'E40-host-lost', 'studios.MASTER_STUDIO.termYears', 5, 'StudioOpened', '届期至 2025-05-09', '届期至 2027-05-09'],
    ['ways-practice', 'pool-of-three-to-one', 'tiers.STAR.termYears', 5, 'TitleConferred', '届期至 2022-05-12', '届期至 2024-05-12'],
    ['ways-practice', 'E29-retired-while-cultivated', 'tiers.STAR.pool.endsAfterYears', 3, 'CandidatesAdmitted', '培养至 2020-05-09', '培养至 2021-05-09'],
  ])('%s %s, %s %s: %s is %s, and would be %s', async (folder, file, path, value, type, was, would) => {
    const { otherwise } = await changed(folder, file, path, value);
    const told = otherwise.find((one) => one.type === type && one.was.words.zh === was);
    expect(told).toMatchObject({ was: { decided: 'MAY' }, would: { decided: 'MAY', clause: expect.stringMatching(/^[A-Z]\d/u), words: { zh: would } }, because: [{ path }] });
    expect(told?.would.words.en).not.toBe(told?.was.words.en);
  });

  it.each<[string, string, string, unknown, string, string]>([
    ['scoring-practice', 'draw-with-a-refusal', 'tiers.DRAWN.panel.minimum', 5, 'DrawPrepared', '评委会至少须有 5 名专家，现为 3 名'],
    ['scoring-practice', 'draw-with-a-refusal', 'tiers.DRAWN.panel.minimum', 5, 'PanelCommissioned', '评委会至少须有 5 名专家，现为 3 名'],
    ['county-holds', 'e18-substitution-granted', 'tiers.BACKBONE.scoring.minimumSheets', 3, 'PanelClosed', '每名候选人至少需要 3 份评分表，有 5 人不足'],
    ['training-practice', 'E23-late-documents', 'training.HOMEROOM.documentDays', 15, 'CompletedTraining', '后 15 日内'],
    ['studios-practice', 'E40-host-lost', 'studios.MASTER_STUDIO.members.min', 3, 'StudioOpened', '至少须有成员 3 人，现为 2 人'],
  ])('%s %s, %s %s: %s is refused, "%s"', async (folder, file, path, value, type, words) => {
    const { otherwise } = await changed(folder, file, path, value);
    const told = otherwise.filter((one) => one.type === type);
    expect(told.length).toBeGreaterThan(0);
    for (const one of told) expect(one).toMatchObject({ was: { decided: 'MAY' }, would: { decided: 'REFUSED', clause: expect.stringMatching(/^[A-Z]\d/u), words: { zh: expect.stringContaining(words) } }, because: [{ path }] });
  });

  it.each<[string, boolean, string, string]>([
    ['no longer', true, '届期至 2023-06-30，原有“骨干教师”称号并入', '届期至 2023-06-30'],
    ['for the first time', false, '届期至 2023-06-30', '届期至 2023-06-30，原有“骨干教师”称号并入'],
  ])('a lower title that ends with a higher one %s is told with that', async (_word, then, was, would) => {
    const folder = join(__dirname, '../../test/programmes/title-life');
    const programme = programmeIn(folder);
    const { definition } = programme;
    const { MASTER: { absorbs, ...master } = {}, ...tiers } = JSON.parse(JSON.stringify(definition.tiers)) as Record<string, ProgrammeDefinition['tiers'][string]>;
    const taking = (is: boolean) => {
      const file = { ...definition, tiers: { ...tiers, MASTER: { ...master, ...(is ? { absorbs } : {}) } } } as ProgrammeDefinition;
      return { ...programme, text: JSON.stringify(file), definition: file };
    };
    const { under } = await playOne('E11-higher-title-takes-up-the-lower.yaml', folder, taking(then));
    const { otherwise } = await under(taking(!then));
    expect(otherwise.map((one) => [one.type, one.tier, one.was.words.zh, one.would.words.zh])).toEqual([['TitleConferred', 'MASTER', was, would]]);
    expect(otherwise[0]).toMatchObject({ [then ? 'was' : 'would']: { clause: 'P7' }, because: [{ path: 'tiers.MASTER.absorbs' }] });
  });

  it('a title that ended with her retirement is told as one that ended by an act is', async () => {
    const { otherwise } = await changed('title-life', 'E29-exits-and-giving-up', 'tiers.BACKBONE.exits.RETIREMENT.vacancy', true);
    expect(otherwise.map(({ type, on, would, because }) => [type, on, would.words.zh, because.map(({ path }) => path)])).toEqual([
      ['TitleExited', '2020-09-01', '退出，名额空出', ['tiers.BACKBONE.exits.RETIREMENT.vacancy']],
      ['TitleExited', '2020-09-04', '退出，名额空出', ['tiers.BACKBONE.exits.RETIREMENT.vacancy']],
    ]);
  });

  it.each([
    ['weihai-edz-2017', 'rank-not-clicks', 'tiers.RISING_STAR.eligibility.youngEnough.with.date'],
    ['practice-county', 'vote-and-equal-totals', 'tiers.BACKBONE.eligibility.longService.with.asOf'],
  ])('%s %s given %s of a day that the notice of the time did not print, then the nominations are unanswered and the rest is not', async (folder, file, path) => {
    const { unanswered, redecided } = await changed(folder, file, path, { parameter: 'serviceCountedTo' }, 'programmes');
    const silent = unanswered.filter(({ words }) => words.zh.includes('“serviceCountedTo”，当时的通知没有写'));
    expect([...new Set(silent.map(({ type }) => type))]).toEqual(['Nominated']);
    for (const { words } of silent) expect(words.en).toContain('the notice of the time did not say it');
    expect(redecided['SeatReserved']).toBeGreaterThan(0);
  });

  it.each<[string, string, string, unknown, number]>([
    ['district-five-level-2023', 'A2-preference-between-equals', 'tiers.LEVEL_1.scoring.tieBreak', ['PROCESS'], 2],
    ['qingdao-mingshi-2024', 'Q5-E14-tie-at-the-last-seat', 'tiers.MASTER.scoring.tieBreak', ['TEACHING'], 3],
  ])('E14 %s %s given %s %j, then a tie that the rules broke and the draft leaves open is nobody\'s to settle', async (folder, file, path, value, count) => {
    const { unanswered, otherwise } = await changed(folder, file, path, value, 'programmes');
    expect(unanswered).toMatchObject([{ type: 'CandidatesRanked', words: { zh: expect.stringMatching(new RegExp(`^草案留下的并列当时无人议定次序：.*有 ${count} 人并列`, 'u')), en: expect.stringContaining('The draft leaves a tie that nobody settled then') } }]);
    expect(otherwise).toEqual([]);
  });

  it('N26 given a preference that becomes a bonus, then whoever has another place for it is told, though all of them stay on the list', async () => {
    const { otherwise } = await changed('shaoxing-rising-star-2019', 'E12-E14-E35-attached-round', 'leans.AID_POSTINGS.form', 'BONUS', 'programmes', { 'leans.AID_POSTINGS.points': { value: 10, stated: 'N26' } });
    expect(otherwise.map(({ type, was, would }) => [type, was.words.zh, would.words.zh])).toEqual([
      ['CandidatesRanked', '总分 83.60，同分优先（N25），第 2 名（名额 9 个），拟入选', '总分 83.60，同分优先（N25），第 3 名（名额 9 个），拟入选'],
      ['CandidatesRanked', '总分 83.60，第 3 名（名额 9 个），拟入选', '总分 83.60，第 4 名（名额 9 个），拟入选'],
      ['CandidatesRanked', '总分 75.00，同分优先（N26），第 4 名（名额 9 个），拟入选', '总分 85.00，含加分 10（N26），第 2 名（名额 9 个），拟入选'],
    ]);
    expect(otherwise.flatMap(({ because }) => because.map(({ path }) => path))).toContain('leans.AID_POSTINGS.form');
  });

  it('P1 given a track that is for teams in the draft, then the nominations of persons are refused, and what came of them is unanswered', async () => {
    const { otherwise, unanswered } = await changed('small-bureau', 'small-bureau-exception', 'tracks.TEACHER.holder', 'TEAM');
    expect(otherwise.map(({ type }) => type)).toEqual(['Nominated', 'Nominated']);
    for (const one of otherwise) expect(one).toMatchObject({ would: { decided: 'REFUSED', clause: 'P1', words: { zh: expect.stringContaining('由团队申报') } }, because: [{ path: 'tracks.TEACHER.holder' }] });
    expect([...new Set(unanswered.map(({ type }) => type))]).toEqual(['SeatReserved', 'CandidatesRanked', 'ConferralDecided']);
    for (const { words } of unanswered) expect(words).toEqual({ zh: expect.stringContaining('由团队申报，本届由个人申报'), en: expect.stringContaining('for teams in the draft, and the round took persons') });
  });

  it('given a draft in which the district alone recommends, then the recommendations of the schools are refused', async () => {
    const { otherwise } = await changed('levels', 'mass-recommended-in-one-act', 'tiers.RENOWNED.levels', ['DISTRICT']);
    const told = otherwise.filter(({ type }) => type === 'SeatsReserved');
    expect(told.length).toBeGreaterThan(0);
    for (const one of told) expect(one).toMatchObject({ would: { decided: 'REFUSED', words: { zh: expect.stringContaining('该申报不经过 学校 一级推荐') } }, because: [{ path: 'tiers.RENOWNED.levels' }] });
  });

  it('given a draft in which another level recommends as well, then the ranking is unanswered and says why', async () => {
    const { unanswered } = await changed('small-bureau', 'small-bureau-exception', 'tracks.TEACHER.holder', 'PERSON', 'test/programmes', { 'tiers.RISING_STAR.levels': { value: ['SCHOOL', 'DISTRICT'], stated: 'P1' } });
    expect([...new Set(unanswered.map(({ type }) => type))]).toEqual(['CandidatesRanked', 'ConferralDecided']);
    for (const { words } of unanswered) expect(words).toEqual({ zh: expect.stringContaining('草案的推荐层级与本届不同'), en: expect.stringContaining('other levels recommend') });
  });

  it('W12 given a draft that cultivates first whom the round conferred, then the conferral and the titles are unanswered, and the draft is said to end the round otherwise', async () => {
    const pool = programmeIn(join(__dirname, '../../test/programmes/ways-practice')).definition.tiers['STAR']?.pool;
    const stated = JSON.parse(JSON.stringify(pool).replaceAll(/"stated":"[A-Z0-9]+"/gu, '"stated":"W12"')) as object;
    const { otherwise, unanswered } = await changed('weihai-edz-2017', 'rank-not-clicks', 'tiers.RISING_STAR.way', 'CANDIDATE', 'programmes', { 'tiers.RISING_STAR.pool': stated });
    expect(otherwise).toEqual([]);
    expect([...new Set(unanswered.map(({ type }) => type))]).toEqual(['ConferralDecided', 'TitleConferred']);
    for (const { words } of unanswered) expect(words).toEqual({ zh: expect.stringContaining('只列入培养，不授予称号'), en: expect.stringContaining('the draft has the round end otherwise than it did') });
  });

  it('P2 given a draft that confers at once whom the round chose to be cultivated, then the admission is unanswered', async () => {
    const { unanswered } = await changed('ways-practice', 'pool-of-three-to-one', 'tiers.STAR.way', 'AWARD', 'test/programmes', { 'tiers.STAR.pool': undefined });
    expect(unanswered.find(({ type }) => type === 'ConferralDecided')?.words).toEqual({ zh: expect.stringContaining('由选拔直接授予'), en: expect.stringContaining('conferred by the selection itself') });
    expect(unanswered.map(({ type }) => type)).toEqual(expect.arrayContaining(['CandidatesAdmitted', 'ConfirmationDecided', 'TitleConferred']));
  });

  it('whoever else an answer speaks of is called by her name', async () => {
    const { otherwise } = await changed('studios-practice', 'mentors-and-load', 'mentoring.GUIDANCE.maxMentees', 1);
    const [told] = otherwise.filter((one) => one.type === 'MentorPaired');
    expect(told?.would.words.zh).toContain('最多同时指导 1 人，已有 1 人');
    expect(told?.would.words.zh).not.toMatch(/[0-9a-f]{8}-/u);
  });
});
