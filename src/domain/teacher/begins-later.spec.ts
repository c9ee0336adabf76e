import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, decideVoid } from './correction';
import { decideRecordSanction, decideReleaseSanction } from './sanction';
import { decideDepart, decideDie, decideRetire } from './service';
import { spans } from './spans';
import type { TeacherState } from './teacher';
import { decideRenew } from './title-term';
import { view } from './view';

const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
const programme: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' }, life: { renewal: { clause: 'W4', by } } }] };

/** a's title from 2019-07-01 to 2022-06-30. */
function titled() {
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const at = (today: BusinessDate) => district.about(story, today, 'officer');
  return { story, title, at };
}

const depart = (state: TeacherState, { on, rounds }: { readonly on: BusinessDate; readonly rounds: readonly [] }, context: DecisionContext) => decideDepart(state, { on, rounds, kind: 'MOVED_AWAY', to: null }, context);

describe.each([['beginsAfterRetirement', decideRetire, 'decidedAfterRetirement'], ['beginsAfterDeath', decideDie, 'decidedAfterDeath'], ['beginsAfterDeparture', depart, 'decidedAfterDeparture']] as const)('E29: a term that begins after her service: %s', (rule, leave, overtakenRule) => {
  const left = (on: BusinessDate, today = on) => {
    const { story, title, at } = titled();
    const verdict = { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'QUALIFIED', title, assessor: 'bureau', act: { ...act('威经开教〔2022〕4号'), date: '2022-06-10' } } as const;
    story.take(decideConcludeAssessment(story.state, verdict, at('2022-06-10')), at('2022-06-10'));
    story.take(decideRenew(story.state, { title, act: { ...act('威经开教〔2022〕5号'), date: '2022-06-12' } }, at('2022-06-12')), at('2022-06-12'));
    story.take(leave(story.state, { on, rounds: [] }, at(today)), at(today));
    return view(story.state.facts, today).reviews.map(({ outcomeType, facts, rule: asked, inputs, open }) => ({ outcomeType, asked, inputs, open, facts: facts.map((id) => story.state.byId.get(id)?.type) }));
  };

  test('is looked at on account of both, though it was decided in time', () => {
    expect(left('2022-06-20')).toMatchObject([{ outcomeType: 'TitleConferred', asked: rule, inputs: { on: '2022-06-20', begins: '2022-07-01' }, open: true, facts: [expect.any(String), 'TitleRenewed'] }]);
    expect(left('2022-07-01')).toMatchObject([{ outcomeType: 'TitleRenewed', asked: rule, inputs: { begins: '2022-07-01' } }]);
    expect(left('2022-07-02')).toEqual([]);
  });

  test('is asked about once, as what a late entry overtook where it is that', () => {
    expect(left('2022-06-11', '2022-06-20').map(({ asked, inputs }) => [asked, inputs['decided']])).toEqual([[overtakenRule, '2022-06-12']]);
  });
});

describe('a sanction that bars honours on the day of a title', () => {
  const sanctioned = (from: BusinessDate, to: BusinessDate, scope: 'HONOURS' | 'NOMINATION' | 'ALL' = 'HONOURS') => {
    const { story, title, at } = titled();
    const told = { kind: 'DISCIPLINARY', scopes: [scope], from, to, releaseBy: 'AUTOMATIC', barMonths: 0, personal: { measure: '警告', basis: '第六条', reason: '有偿补课' }, act: act('威经开监〔2019〕2号') } as const;
    const types = story.take(decideRecordSanction(story.state, told, at('2020-10-09')), at('2020-10-09'));
    const sanction = () => story.lastOf('SanctionRecorded').id;
    return {
      story, title, types,
      release: (outcome: 'EXTENDED' | 'QUASHED', effectiveOn: BusinessDate, until: BusinessDate | null = null) => story.take(decideReleaseSanction(story.state, { sanction: sanction(), outcome, to: until, reason: '申诉', act: act('威经开监〔2020〕9号'), effectiveOn }, at('2020-10-12')), at('2020-10-12')),
      correct: (data: object) => story.take(decideCorrect(story.state, { event: sanction(), rounds: [], data: { ...story.lastOf('SanctionRecorded').data, ...data } }, at('2020-10-12')), at('2020-10-12')),
      void: (event: string) => story.take(decideVoid(story.state, { event, reasonCode: 'WRONG_PERSON', reason: '登记错人', act: act('威经开监〔2020〕10号'), rounds: [] }, at('2020-10-13')), at('2020-10-13')),
      open: () => view(story.state.facts, '2020-10-13').reviews.filter(({ open }) => open).map(({ outcomeType, rule, inputs }) => [outcomeType, rule, inputs]),
      underReview: () => spans(story.state.facts).some((span) => span.underReview && span.title?.title === title),
    };
  };
  const asked = [['TitleConferred', 'sanctionedOnItsDay', { day: '2019-07-01' }]];

  test('is entered late: a body looks at the title, which goes on', () => {
    const late = sanctioned('2019-06-01', '2019-12-31');
    expect(late.types).toEqual(['SanctionRecorded', 'ReviewRequired']);
    expect([late.open(), late.underReview()]).toEqual([asked, true]);
    expect(late.story.lastOf('ReviewRequired').data).toMatchObject({ title: late.title, outcome: late.story.lastOf('TitleConferred').id, facts: [late.story.lastOf('SanctionRecorded').id] });
    expect(sanctioned('2019-07-01', '2019-07-01', 'ALL').open()).toEqual(asked);
    expect([sanctioned('2019-07-02', '2019-12-31'), sanctioned('2019-06-01', '2019-06-30'), sanctioned('2019-06-01', '2019-12-31', 'NOMINATION')].map(({ types }) => types)).toEqual([['SanctionRecorded'], ['SanctionRecorded'], ['SanctionRecorded']]);
  });

  test('is voided or quashed: there is nothing to look at any more', () => {
    const voided = sanctioned('2019-06-01', '2019-12-31');
    voided.void(voided.story.lastOf('SanctionRecorded').id);
    const quashed = sanctioned('2019-06-01', '2019-12-31');
    expect(quashed.release('QUASHED', '2020-10-12')).toEqual(['SanctionReleased']);
    expect([voided.open(), voided.underReview(), quashed.open(), quashed.underReview()]).toEqual([[], false, [], false]);
  });

  test('was extended or corrected onto that day: it is looked at then, once', () => {
    const extended = sanctioned('2019-06-01', '2019-06-30');
    expect(extended.release('EXTENDED', '2019-06-20', '2019-07-31')).toEqual(['SanctionReleased', 'ReviewRequired']);
    expect(extended.open()).toEqual(asked);
    extended.void(extended.story.lastOf('SanctionReleased').id);
    expect(extended.open()).toEqual([]);
    const corrected = sanctioned('2019-06-01', '2019-06-30');
    expect(corrected.correct({ to: '2019-07-15' })).toEqual(['SanctionRecorded', 'ReviewRequired']);
    expect(corrected.correct({ to: '2019-07-20' })).toEqual(['SanctionRecorded']);
    expect(corrected.open()).toEqual(asked);
  });

  test('came back when its being quashed was voided', () => {
    const quashed = sanctioned('2019-06-01', '2019-12-31');
    quashed.release('QUASHED', '2020-10-12');
    const release = quashed.story.lastOf('SanctionReleased').id;
    // What was asked before is open again with its ground, and not asked twice.
    expect(quashed.void(release)).toEqual(['FactVoided']);
    expect(quashed.open()).toEqual(asked);
  });
});
