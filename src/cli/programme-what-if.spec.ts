import { join } from 'node:path';
import { readConfig } from '../config';
import { linesOf, whatIfOver } from './programme-what-if';

const weihai = join(__dirname, '../../programmes/weihai-edz-2017');
const config = readConfig({});

describe('echelon programme what-if', () => {
  it.each(['2019', '2019-01-01..2018-12-31', '2019-01-01..2019-02-30', '2019-01-01..2019-02-01..2019-03-01'])('refuses %s as a period', async (over) => {
    await expect(whatIfOver(config, weihai, { over })).rejects.toThrow('2019-01-01..2019-12-31');
  });

  it('says where a draft is not', async () => {
    await expect(whatIfOver(config, join(weihai, 'no-such-draft'), { over: '2019-01-01..2019-12-31' })).rejects.toThrow('no-such-draft');
  });

  it('tells each person in both languages, then the counts', () => {
    const lines = linesOf({
      programme: 'p', version: 2, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: { Nominated: 3, NominationRefused: 1 }, asTheyStand: { PublicityOpened: 1 }, unanswered: [], setAside: [],
      otherwise: [{ event: 'e', type: 'NominationRefused', on: '2019-05-12', round: 'r', tier: 'T', teacher: 't', was: { decided: 'REFUSED', words: { zh: '年龄不符', en: 'too old' } }, would: { decided: 'MAY', words: { zh: '准予申报', en: 'may be nominated' } } }],
    });
    expect(lines).toEqual([
      'p v2 · 2019-01-01 – 2019-12-31',
      '≠ 2019-05-12 NominationRefused t (T, r, e)',
      '    当时：年龄不符；草案：准予申报',
      '    then: too old; draft: may be nominated',
      '重判 4 项决定（Nominated 3, NominationRefused 1），1 人结果不同，0 项无从重判',
      '4 decisions taken again (Nominated 3, NominationRefused 1), 1 persons decided otherwise, 0 that cannot be',
      '未重判（取决于通知、他人的判断或前述决定）：PublicityOpened 1',
      "Not taken again (they rest on the notice, on a person's judgement or on a decision above): PublicityOpened 1",
    ]);
  });

  it('says so where nothing was decided', () => {
    expect(linesOf({ programme: 'p', version: 1, period: { from: '2019-01-01', to: '2019-12-31' }, redecided: {}, asTheyStand: {}, otherwise: [], unanswered: [], setAside: [] }).join(' ')).toContain('check the dates');
  });
});
