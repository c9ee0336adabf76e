import { join } from 'node:path';
import { readConfig } from '../config';
import { linesOf, periodOf, whatIfOver } from './programme-what-if';

const weihai = join(__dirname, '../../programmes/weihai-edz-2017');
const config = readConfig({});

describe('echelon programme what-if', () => {
  it.each(['2019', '2019-01-01..2018-12-31', '2019-01-01..2019-02-30', '2019-01-01..2019-02-01..2019-03-01'])('refuses %s as a period', async (over) => {
    await expect(whatIfOver(config, weihai, { over })).rejects.toThrow('2019-01-01..2019-12-31');
  });

  it('takes one day alone as a period of that day, and says so where it refuses', async () => {
    expect([periodOf('2019-05-12'), periodOf('2019-05-12..2019-05-13')]).toEqual([{ from: '2019-05-12', to: '2019-05-12' }, { from: '2019-05-12', to: '2019-05-13' }]);
    await expect(whatIfOver(config, weihai, { over: '2019-05' })).rejects.toMatchObject({ zh: expect.stringContaining('只问一天的，写作 2019-05-12') as string, en: expect.stringContaining('or one day alone: 2019-05-12') as string });
  });

  it('says where a draft is not', async () => {
    await expect(whatIfOver(config, join(weihai, 'no-such-draft'), { over: '2019-01-01..2019-12-31' })).rejects.toThrow('no-such-draft');
  });

  it('tells the counts by kind first, then each person in both languages', () => {
    const lines = linesOf({
      programme: 'p', version: 2, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { Nominated: 3, NominationRefused: 1 }, authority: {}, asTheyStand: { NominationsClosed: 1 }, unanswered: [], setAside: [],
      otherwise: [{ event: 'e', type: 'NominationRefused', on: '2019-05-12', round: 'r', tier: 'T', tierNames: { zh: '教坛新秀', en: 'Rising Star' }, teacher: 't', who: { name: { zh: '张三', en: '张三' }, erased: false, unit: 's', unitName: { zh: '一中', en: 'School 1' } }, because: [{ path: 'p', words: { zh: '年龄：由 35 改为 40', en: 'age: 40 instead of 35' }, before: null, after: null }], was: { decided: 'REFUSED', words: { zh: '年龄不符', en: 'too old' } }, would: { decided: 'MAY', words: { zh: '准予申报', en: 'may be nominated' } } }],
    });
    expect(lines).toEqual([
      'p v2 · 2019-01-01 – 2019-12-31',
      '重判 4 项决定（申报已提交 3，不予受理 1），1 人结果不同，0 项无从重判',
      '4 decisions taken again (Nominated 3, Nomination refused 1), 1 person decided otherwise, 0 that cannot be',
      '结果不同：不予受理 1',
      'Decided otherwise: Nomination refused 1',
      '未重判（取决于通知、他人的判断或更正，除由谁办理外不取决于方案的规则；由谁办理，只问了上面所列的各项）：申报截止 1',
      "Not taken again (they rest on the notice, on a person's judgement, or on what was set right, and on no rule of the file but who may, which was asked only of those counted above): Nominations closed 1",
      '',
      '≠ 2019-05-12 不予受理 · Nomination refused 张三（一中 · School 1） (教坛新秀 · Rising Star, t, r, e)',
      '    当时：年龄不符；草案：准予申报',
      '    then: too old; draft: may be nominated',
      '    规则不同：年龄：由 35 改为 40',
      '    the rules differ: age: 40 instead of 35',
    ]);
  });

  it('counts a person once who falls off the ranking and out of the conferral', () => {
    const one = { event: 'e', on: '2019-05-12', round: 'r', tier: 'T', tierNames: null, teacher: 't', who: null, because: [], was: { decided: 'PROPOSED', words: { zh: '', en: '' } }, would: { decided: 'NOT_PROPOSED', words: { zh: '', en: '' } } } as const;
    const lines = linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { CandidatesRanked: 1, ConferralDecided: 1 }, authority: {}, asTheyStand: {}, unanswered: [], setAside: [], otherwise: [{ ...one, type: 'CandidatesRanked' }, { ...one, type: 'ConferralDecided' }] });
    expect(lines[2]).toContain('1 person decided otherwise (in 2 answers)');
    expect(lines.slice(3, 7)).toEqual(['结果不同：排名 1，决定授予 1', 'Decided otherwise: Candidates ranked 1, Conferral decided 1', '', '≠ 2019-05-12 排名 · Candidates ranked t (r, e)']);
  });

  it('says of whom it was erased, and counts acts about no one person apart', () => {
    const words = { zh: '', en: '' };
    const one = { event: 'e', on: '2019-05-12', round: 'r', tier: null, tierNames: null, was: { decided: 'MAY', words }, would: { decided: 'MAY', words }, because: [] } as const;
    const lines = linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { RoundOpened: 1, CandidatesRanked: 1 }, authority: {}, asTheyStand: {}, unanswered: [], setAside: [], otherwise: [
      { ...one, type: 'RoundOpened', teacher: null, who: null, about: { zh: '第二届', en: 'Second round' } },
      { ...one, type: 'CandidatesRanked', teacher: 't', who: { name: null, erased: true, unit: null, unitName: null } },
    ] });
    expect(lines).toContain('≠ 2019-05-12 届次启动 · Round opened 第二届 · Second round (r, e)');
    expect(lines).toContain('≠ 2019-05-12 排名 · Candidates ranked 〔已删除〕 · [erased] (t, r, e)');
    expect(lines).toContainEqual(expect.stringContaining('1 person decided otherwise, acts about no one person decided otherwise: 1,'));
  });

  it('names the decision before it where one falls otherwise for that', () => {
    const words = { zh: '', en: '' };
    const one = { event: 'e', type: 'ConferralDecided', on: '2019-05-12', round: 'r', tier: null, tierNames: null, teacher: 't', who: null, because: [], was: { decided: 'MAY', words }, would: { decided: 'NOT_PROPOSED', words }, follows: { event: 'e-1', type: 'CandidatesRanked' } } as const;
    const lines = linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { ConferralDecided: 1 }, authority: {}, asTheyStand: {}, unanswered: [], setAside: [], otherwise: [one] });
    expect(lines.slice(-2)).toEqual(['    由前述决定引起：排名（e-1）按草案结果不同', '    follows from the decision before it: Candidates ranked (e-1) falls otherwise']);
  });

  it('says that what came after a nomination that the draft refuses stays as it is on record', () => {
    const words = { zh: '', en: '' };
    const one = { event: 'e', type: 'Nominated', on: '2019-05-12', round: 'r', tier: null, tierNames: null, teacher: 't', who: null, because: [], was: { decided: 'MAY', words } } as const;
    const told = (decided: 'REFUSED' | 'MAY') => linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { Nominated: 1 }, authority: {}, asTheyStand: {}, unanswered: [], setAside: [], otherwise: [{ ...one, would: { decided, words } }] }).join('\n');
    expect(told('REFUSED')).toContain('taken again on the record as it is');
    expect(told('MAY')).not.toContain('taken again on the record as it is');
  });

  it('counts who may act apart from what was decided, and what stands as it is after both', () => {
    const words = { zh: '', en: '' };
    const lines = linesOf({
      programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { Nominated: 1 }, authority: { Nominated: 1, TitleRevoked: 2 }, asTheyStand: { NominationsClosed: 1 }, unanswered: [], setAside: [],
      otherwise: [{ event: 'e', type: 'TitleRevoked', on: '2019-05-12', round: null, tier: null, tierNames: null, teacher: 't', stage: 'RevokeTitle', who: null, because: [], was: { decided: 'MAY', words }, would: { decided: 'REFUSED', words } }],
    });
    expect(lines).toContainEqual('1 decision taken again (Nominated 1), 0 persons decided otherwise, 0 that cannot be');
    expect(lines).toContainEqual('Who may act: asked of 3, 1 of which the draft gives to somebody else (Nominated 1, Title revoked 2)');
    expect(lines.slice(0, lines.indexOf('')).at(-1)).toBe('Not taken again (they rest on the notice, on a person\'s judgement, or on what was set right, and on no rule of the file but who may, which was asked only of those counted above): Nominations closed 1');
  });

  it('tells what cannot be decided again after the counts, and what the draft had to give up at the end', () => {
    const words = { zh: '排名须有评分', en: 'no mark was given' };
    const lines = linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { TitleRenewed: 1 }, authority: {}, asTheyStand: {}, otherwise: [], unanswered: [{ event: 'e', type: 'CandidatesRanked', round: null, words }], setAside: [{ version: 1, path: 'tiers.T.scoring.passLine', adopted: 60, draft: 70 }] });
    expect(lines[1]).toContain('0 人结果不同，1 项无从重判');
    expect(lines.slice(3, 7)).toEqual(['', '? 排名 · Candidates ranked e', '    排名须有评分', '    no mark was given']);
    expect(lines.slice(7, 9)).toEqual(['', expect.stringContaining('草案放宽时') as string]);
    expect(lines.at(-1)).toBe('    adopted: 60; draft: 70');
  });

  it('tells the choices of the draft that gave way to an adopted value, and how to take them', () => {
    const none = { programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, authority: {}, asTheyStand: {}, otherwise: [], unanswered: [] };
    const lines = linesOf({ ...none, redecided: { Nominated: 1 }, setAside: [{ version: 1, path: 'tiers.T.scoring.passLine', adopted: 60, draft: 70 }] });
    expect(lines.slice(-5)).toEqual([
      expect.stringContaining('--choices draft'), expect.stringContaining('--choices draft'),
      '! tiers.T.scoring.passLine (v1)', '    选定：60；草案：70', '    adopted: 60; draft: 70',
    ]);
    expect(linesOf({ ...none, redecided: { TitleRenewed: 1 }, setAside: [] }).at(-1)).toContain('a milder draft lists nobody for them');
  });

  it('refuses another word for whose value holds', async () => {
    await expect(whatIfOver(config, weihai, { over: '2019-01-01..2019-12-31', choices: 'mine' })).rejects.toThrow('adopted or draft');
  });

  it('says so where nothing was decided', () => {
    expect(linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: {}, authority: {}, asTheyStand: {}, otherwise: [], unanswered: [], setAside: [] }).join(' ')).toContain('check the dates');
  });
});
