import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeReview } from './review';
import { roundsInDoubt, withLook } from './late-paper';
import { decideTransfer } from './life';
import { decideRecordSanction } from './sanction';
import { view } from './view';

const programme: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, eligibility: [...risingStar.eligibility, { rule: 'noSanction@1', clause: 'W12', arguments: { scope: 'NOMINATION' } }] }] };

/** The snapshot is 2019-05-01, she was nominated on 2019-05-12 from school-2. */
function story(concluded: boolean) {
  const district = new District(programme);
  if (concluded) district.concluded();
  else district.ranked({ a: 90, b: 80 });
  const her = district.teacher('a');
  const rounds = [{ round: district.round.state, programme }];
  const take = (today: string, decide: (context: ReturnType<District['about']>) => ReturnType<typeof decideTransfer>) => {
    const context = district.about(her, today, 'officer');
    return her.take(withLook(her.state, decide(context), rounds, context), context);
  };
  return {
    her, rounds,
    transfer: (effectiveOn: string, today: string) => take(today, (context) => decideTransfer(her.state, { to: 'school-1', stage: 'PRIMARY', subject: '语文', effectiveOn }, context)),
    sanction: (from: string, today: string, scope: 'NOMINATION' | 'HONOURS' | 'ALL' = 'ALL', to = '2020-12-31') =>
      take(today, (context) => decideRecordSanction(her.state, { kind: 'DISCIPLINARY', scopes: [scope], from, to, releaseBy: 'AUTOMATIC', barMonths: 0, personal: { measure: '警告', basis: '第六条', reason: '有偿补课' }, act: act() }, context)),
    stands: (today: string) => take(today, (context) => decideConcludeReview(her.state, { review: her.lastOf('ReviewRequired').id, roles: null, reason: '不影响', act: act() }, context)),
    open: (day: string) => view(her.state.facts, day).reviews.filter(({ open }) => open).map(({ outcomeType, title, rule, inputs }) => ({ outcomeType, title, rule, inputs })),
  };
}

describe('E7 E24 a paper that comes late', () => {
  test('and moves her before the snapshot day puts the running nomination under review, and a title given since', () => {
    const running = story(false);
    expect(running.transfer('2019-05-01', '2019-06-12')).toEqual(['Transferred', 'ReviewRequired']);
    expect(running.her.lastOf('ReviewRequired')).toMatchObject({ data: { outcome: running.her.lastOf('Nominated').id, facts: [running.her.lastOf('Transferred').id] }, meta: { rule: { programme: weihai.id } } });
    expect(running.open('2019-06-12')).toMatchObject([{ outcomeType: 'Nominated', title: null, rule: 'elsewhereOnSnapshot', inputs: { day: '2019-05-01', unit: 'school-1', nominatedUnit: 'school-2' } }]);
    const given = story(true);
    const { title } = given.her.lastOf('TitleConferred').data;
    expect(given.transfer('2019-05-01', '2019-09-02')).toEqual(['Transferred', 'ReviewRequired']);
    expect(given.open('2019-09-02')).toMatchObject([{ outcomeType: 'TitleConferred', title, rule: 'elsewhereOnSnapshot' }]);
    expect([story(false).transfer('2019-05-02', '2019-06-12'), story(true).transfer('2019-05-02', '2019-09-02')]).toEqual([['Transferred'], ['Transferred']]);
  });

  test('is asked about once while somebody looks, and not of what comes of it again', () => {
    const { transfer, stands, her, rounds, open } = story(false);
    transfer('2019-04-09', '2019-06-12');
    const context = { ...new District(programme).about(her, '2019-06-13', 'officer') };
    const again = decideTransfer(her.state, { to: 'school-1', stage: 'PRIMARY', subject: '数学', effectiveOn: '2019-05-01' }, context);
    expect(withLook(her.state, again, rounds, context).events.map(({ type }) => type)).toEqual(['Transferred']);
    expect(stands('2019-06-13')).toEqual(['ReviewConcluded']);
    expect(open('2019-06-13')).toEqual([]);
  });

  test('and tells of a sanction asks one question of one title, whichever day it barred', () => {
    const asked = (...[from, today, scope, to]: Parameters<ReturnType<typeof story>['sanction']>) => {
      const { sanction, open } = story(true);
      sanction(from, today, scope, to);
      return open(today).map(({ outcomeType, rule }) => [outcomeType, rule]);
    };
    expect(asked('2019-05-01', '2019-09-02', 'ALL')).toEqual([['TitleConferred', 'sanctionedOnItsDay']]);
    expect(asked('2019-05-01', '2019-09-02', 'ALL', '2019-06-30')).toEqual([['TitleConferred', 'noSanction']]);
    expect(asked('2019-05-13', '2019-09-02', 'ALL', '2019-06-30')).toEqual([]);
    expect(asked('2019-05-01', '2019-09-02', 'HONOURS', '2019-06-30')).toEqual([]);
  });

  test('reads only rounds in which something was decided since, or still may be', () => {
    expect(roundsInDoubt(story(false).her.state, '2030-01-01')).toEqual(['r-2019']);
    const { her } = story(true);
    expect([roundsInDoubt(her.state, '2019-05-12'), roundsInDoubt(her.state, '2019-05-13')]).toEqual([['r-2019'], []]);
  });
});
