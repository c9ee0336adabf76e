import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { BusinessDate } from '../dates';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment } from './assessment';
import { decideVoid } from './correction';
import { decideStartLeave } from './leave';
import { decideGrantLifetime } from './lifetime';
import { overtaken } from './overtaken';
import { decideDie, decideRetire } from './service';
import { decideRevoke } from './title-revocation';
import { spans } from './spans';
import { termLines } from './term-calendar';
import { decideExit, decideReinstate, decideRelinquish, decideSuspend } from './title-standing';
import { decideRenew } from './title-term';
import { view } from './view';

const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
const programme: EffectiveProgramme = {
  ...weihai,
  tiers: [{
    ...risingStar, termYears: { value: 3, clause: 'W4' },
    life: {
      renewal: { clause: 'W4', by },
      exits: [{ code: 'LEFT', names: { zh: '离开教学岗位', en: 'Left teaching' }, clause: 'W13', vacancy: true, by }],
      lifetime: {
        clause: 'W4', consecutive: 2, grade: 'EXCELLENT', gap: 'BREAKS', deferred: 'NEITHER', acrossTracks: true, stillAssessed: false,
        revocable: { value: ['ETHICS'], clause: 'W13' }, onCorrection: { do: 'REVIEW', clause: 'W13' }, by,
      },
    },
  }],
};

/** a's title from 2019-07-01 to 2022-06-30. */
function titled(under: EffectiveProgramme = programme) {
  const district = new District(under);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const at = (today: BusinessDate) => district.about(story, today, 'officer');
  const on = (date: BusinessDate) => ({ ...act('威经开教〔2020〕4号'), date });
  return {
    story, title, on, at,
    revoke: (today: BusinessDate, effectiveOn: BusinessDate, date = today) => story.take(decideRevoke(story.state, { title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: false, act: on(date), effectiveOn }, at(today)), at(today)),
    suspend: (today: BusinessDate, effectiveOn: BusinessDate, date = today, until?: BusinessDate) => story.take(decideSuspend(story.state, { title, reason: '核查', act: on(date), effectiveOn, ...(until === undefined ? {} : { until }) }, at(today)), at(today)),
    exit: (today: BusinessDate, effectiveOn: BusinessDate, date = today) => story.take(decideExit(story.state, { title, exit: 'LEFT', reason: '转岗', act: on(date), effectiveOn }, at(today)), at(today)),
    renew: (today: BusinessDate, from?: BusinessDate) => story.take(decideRenew(story.state, { title, act: on(today), ...(from === undefined ? {} : { from }) }, at(today)), at(today)),
  };
}

describe('the days of an act on a title', () => {
  test('nothing is taken from a holder for days before the act that takes it', () => {
    const { revoke, suspend, exit, story } = titled();
    expect(exit('2020-10-09', '2020-10-08')).toMatchObject({ rule: 'datesOutOfOrder', clause: 'W13', inputs: { earlier: 'act.date', first: '2020-10-09', later: 'effectiveOn', second: '2020-10-08' } });
    expect(revoke('2020-10-09', '2020-01-01')).toMatchObject({ rule: 'datesOutOfOrder', clause: 'W13', inputs: { earlier: 'act.date', first: '2020-10-09', later: 'effectiveOn', second: '2020-01-01' } });
    expect(suspend('2020-10-09', '2020-10-08')).toMatchObject({ rule: 'datesOutOfOrder', inputs: { first: '2020-10-09', second: '2020-10-08' } });
    expect(story.log.some(({ type }) => ['TitleRevoked', 'TitleSuspended', 'TitleExited'].includes(type))).toBe(false);
  });

  test('a suspension is refused and recorded by the clause on its days; where the tier says nothing of them, by that on who may take a title, else on who confers it', () => {
    const [tier] = programme.tiers;
    if (tier === undefined) throw new Error('no such tier');
    const onDays: EffectiveProgramme = { ...programme, tiers: [{ ...tier, life: { ...tier.life, reinstatement: { value: 'EXTEND', clause: 'W9' } } }] };
    const taking: EffectiveProgramme = { ...programme, authority: { ...programme.authority, RevokeTitle: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W14' } } };
    for (const [under, clause] of [[onDays, 'W9'], [taking, 'W14'], [programme, 'W12']] as const) {
      const { suspend, story, title, at } = titled(under);
      expect(suspend('2020-10-09', '2020-10-08')).toMatchObject({ rule: 'datesOutOfOrder', clause });
      const unnumbered = { ...act('威经开教〔2020〕4号'), number: null, date: '2020-10-09' };
      expect(decideSuspend(story.state, { title, reason: '核查', act: unnumbered }, at('2020-10-09'))).toMatchObject({ refusal: { rule: 'actNumberRequired', clause } });
      expect(suspend('2020-10-09', '2020-10-09')).toEqual(['TitleSuspended']);
      expect(story.lastOf('TitleSuspended').meta.rule).toMatchObject({ clause });
      expect(decideReinstate(story.state, { title, reason: '查清', act: unnumbered }, at('2020-10-12'))).toMatchObject({ refusal: { rule: 'actNumberRequired', clause } });
    }
  });

  test('what a tier or its programme has no such exit or ground for is refused by the clause of those that there are', () => {
    const { story, title, on, at } = titled();
    const today = '2020-10-09';
    expect(decideExit(story.state, { title, exit: 'MOVED', reason: '', act: on(today) }, at(today))).toMatchObject({ refusal: { rule: 'unknownExit', clause: 'W13' } });
    expect(decideRevoke(story.state, { title, ground: 'FRAUD', authority: 'bureau', certificateRecovered: false, act: on(today) }, at(today))).toMatchObject({ refusal: { rule: 'unknownGround', clause: 'W13' } });
  });

  test('a paper that comes late takes effect on its own day', () => {
    const { revoke, suspend, story } = titled();
    expect(suspend('2020-10-09', '2020-08-01', '2020-08-01')).toEqual(['TitleSuspended']);
    expect(revoke('2020-10-09', '2020-09-01', '2020-09-01')).toEqual(['TitleRevoked']);
    expect(view(story.state.facts, '2020-08-31').titles[0]?.status).toBe('SUSPENDED');
    expect(view(story.state.facts, '2020-09-01').titles[0]?.status).toBe('REVOKED');
    expect(titled().exit('2020-10-09', '2020-09-01', '2020-09-01')).toEqual(['TitleExited']);
  });

  test('what was decided before a suspension or a retirement of an earlier day was entered is looked at; entered in time nothing is', () => {
    const decided = () => {
      const one = titled();
      const verdict = { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'QUALIFIED', title: one.title, assessor: 'bureau', act: one.on('2022-06-10') } as const;
      one.story.take(decideConcludeAssessment(one.story.state, verdict, one.at('2022-06-10')), one.at('2022-06-10'));
      one.renew('2022-06-12');
      return one;
    };
    const reviews = ({ story }: ReturnType<typeof decided>) => view(story.state.facts, '2022-06-20').reviews.map(({ outcomeType, rule, inputs, open }) => [outcomeType, rule, inputs['decided'], open]);
    const suspended = decided();
    expect(suspended.suspend('2022-06-20', '2022-06-11', '2022-06-11')).toEqual(['TitleSuspended', 'ReviewRequired']);
    expect(reviews(suspended)).toEqual([['TitleConferred', 'decidedWhileSuspended', '2022-06-12', true]]);
    expect(suspended.story.lastOf('ReviewRequired')).toMatchObject({ data: { title: suspended.title, facts: [suspended.story.lastOf('TitleSuspended').id, suspended.story.lastOf('TitleRenewed').id] }, meta: { effectiveOn: '2022-06-20', standsOn: [suspended.story.lastOf('TitleRenewed').id, suspended.story.lastOf('TitleSuspended').id] } });
    // What was over when she was assessed kept nobody from assessing her; its last day did.
    expect(decided().suspend('2022-06-20', '2022-03-01', '2022-03-01', '2022-06-09')).toEqual(['TitleSuspended']);
    expect(decided().suspend('2022-06-20', '2022-03-01', '2022-03-01', '2022-06-10')).toEqual(['TitleSuspended', 'ReviewRequired']);
    const inTime = decided();
    expect(inTime.suspend('2022-06-12', '2022-06-12')).toEqual(['TitleSuspended']);
    const retire = (of: ReturnType<typeof decided>, day: BusinessDate) => of.story.take(decideRetire(of.story.state, { on: day, rounds: [] }, of.at('2022-08-20')), of.at('2022-08-20'));
    const retired = decided();
    expect(retire(retired, '2022-03-01')).toEqual(['Retired', 'ReviewRequired', 'ReviewRequired']);
    expect(view(retired.story.state.facts, '2022-08-20').reviews).toMatchObject([{ outcomeType: 'AssessedQualified', rule: 'decidedAfterRetirement', inputs: { on: '2022-03-01', decided: '2022-06-10' }, open: true }, { outcomeType: 'TitleRenewed' }]);
    expect(retire(decided(), '2022-08-01')).toEqual(['Retired']);
  });

  test('what a late retirement puts in doubt is no longer so once the retirement is voided, and is asked once at a time', () => {
    const { story, title, on, at, renew } = titled();
    const verdict = { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'QUALIFIED', title, assessor: 'bureau', act: on('2022-06-10') } as const;
    story.take(decideConcludeAssessment(story.state, verdict, at('2022-06-10')), at('2022-06-10'));
    renew('2022-06-12');
    const retire = (day: BusinessDate) => story.take(decideRetire(story.state, { on: day, rounds: [] }, at('2022-08-20')), at('2022-08-20'));
    const looked = () => view(story.state.facts, '2022-08-20').reviews.map(({ outcomeType, open, ended }) => [outcomeType, open, ended?.how]);
    const underReview = () => spans(story.state.facts).filter((span) => span.underReview && span.title?.title === title).length > 0;
    expect(retire('2022-03-01')).toEqual(['Retired', 'ReviewRequired', 'ReviewRequired']);
    expect(underReview()).toBe(true);
    const again = { on: '2022-03-01', today: '2022-08-20', cause: 'another', rule: 'decidedAfterRetirement' } as const;
    expect(overtaken(story.state, again)).toEqual([]);
    expect(overtaken(story.state, { ...again, rule: 'decidedWhileSuspended' })).toHaveLength(2);
    story.take(decideVoid(story.state, { event: story.lastOf('Retired').id, reasonCode: 'WRONG_DATE', reason: '日期登记错误', act: on('2022-08-20'), rounds: [] }, at('2022-08-20')), at('2022-08-20'));
    expect(looked().filter(([, open]) => open)).toEqual([]);
    expect(looked()).toContainEqual(['AssessedQualified', false, 'GROUND_VOIDED']);
    expect(underReview()).toBe(false);
    expect(retire('2022-03-02')).toEqual(['Retired', 'ReviewRequired', 'ReviewRequired']);
    expect(looked().filter(([, open]) => open)).toEqual([['AssessedQualified', true, undefined], ['TitleRenewed', true, undefined]]);
    expect(underReview()).toBe(true);
  });

  test('a title that was conferred on somebody who was retired or dead by then, as is entered later, is looked at', () => {
    const reviews = (end: typeof decideRetire | typeof decideDie, day: BusinessDate) => {
      const { story, at } = titled();
      story.take(end(story.state, { on: day, rounds: [] }, at('2019-08-20')), at('2019-08-20'));
      const conferral = story.lastOf('TitleConferred');
      return view(story.state.facts, '2019-08-20').reviews.map(({ outcome, outcomeType, rule, facts, inputs, open }) => [outcome === conferral.id && facts.length === 1 && inputs['decided'] === conferral.meta.context.today, outcomeType, rule, inputs['on'], open]);
    };
    expect(titled().story.lastOf('TitleConferred').meta.effectiveOn).toBe('2019-07-01');
    expect(reviews(decideRetire, '2019-07-01')).toEqual([[true, 'TitleConferred', 'decidedAfterRetirement', '2019-07-01', true]]);
    expect(reviews(decideDie, '2019-06-25')).toEqual([[true, 'TitleConferred', 'decidedAfterDeath', '2019-06-25', true]]);
    // Conferred while she was in service, whenever either was entered; what she was found worthy of stands.
    expect([reviews(decideRetire, '2019-07-02'), reviews(decideDie, '2019-07-02')]).toEqual([[], []]);
  });

  test('so is what was decided on a title of somebody who had died', () => {
    const { story, at, on, title } = titled();
    const verdict = { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'QUALIFIED', title, assessor: 'bureau', act: on('2022-06-10') } as const;
    story.take(decideConcludeAssessment(story.state, verdict, at('2022-06-10')), at('2022-06-10'));
    expect(story.take(decideDie(story.state, { on: '2022-06-01', rounds: [] }, at('2022-06-20')), at('2022-06-20'))).toEqual(['Deceased', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'AssessedQualified', rule: 'decidedAfterDeath', inputs: { on: '2022-06-01', decided: '2022-06-10' } });
  });

  describe.each([['RETIRED', decideRetire], ['DECEASED', decideDie]] as const)('E29: of a holder who is %s', (status, leave) => {
    const left = (on: BusinessDate, under?: EffectiveProgramme) => {
      const one = titled(under);
      const verdict = (period: string, today: BusinessDate, effectiveOn = today) => one.story.take(decideConcludeAssessment(one.story.state, { assessment: `as-${period}`, programme: programme.id, kind: 'END_OF_TERM', period, grade: 'EXCELLENT', title: one.title, assessor: 'bureau', act: one.on(today), effectiveOn }, one.at(today)), one.at(today));
      const grant = (today: BusinessDate, effectiveOn = today, date = effectiveOn) => one.story.take(decideGrantLifetime(one.story.state, { title: one.title, act: one.on(date), effectiveOn }, one.at(today)), one.at(today));
      const lines = (day: BusinessDate) => termLines(one.story.state.facts, under ?? programme, day).map(({ asks, assessment }) => [asks, assessment]);
      return { ...one, verdict, grant, lines, leave: (today = on) => one.story.take(leave(one.story.state, { on, rounds: [] }, one.at(today)), one.at(today)) };
    };
    const gone = (on: BusinessDate) => ({ rule: 'notInService', inputs: { status, on } });

    test('a term that ran then is nobody\'s to assess; one that was over by then is, and so is what was found before', () => {
      const running = left('2022-04-20');
      running.leave();
      expect(running.verdict('term-1', '2022-05-18')).toMatchObject(gone('2022-04-20'));
      expect(running.verdict('term-1', '2022-05-18', '2022-04-19')).toEqual(['AssessedExcellent']);
      const over = left('2022-07-01');
      over.leave();
      expect(over.verdict('term-1', '2022-07-18')).toEqual(['AssessedExcellent']);
    });

    test('no term begins, not by an act of before either; one that had begun is entered late', () => {
      const before = left('2022-06-20');
      before.verdict('term-1', '2022-06-10');
      before.leave();
      expect(before.renew('2022-06-25')).toMatchObject(gone('2022-06-20'));
      expect(before.story.take(decideRenew(before.story.state, { title: before.title, act: before.on('2022-06-15') }, before.at('2022-06-25')), before.at('2022-06-25'))).toMatchObject(gone('2022-06-20'));
      expect([before.lines('2022-06-19'), before.lines('2022-06-20'), before.lines('2022-07-02')]).toEqual([[['RENEW', 'CONCLUDED']], [[null, 'CONCLUDED']], [[null, 'CONCLUDED']]]);
      const after = left('2022-07-10');
      after.verdict('term-1', '2022-06-10');
      after.leave();
      expect(after.renew('2022-07-12')).toMatchObject(gone('2022-07-10'));
      expect(after.story.take(decideRenew(after.story.state, { title: after.title, act: after.on('2022-06-15') }, after.at('2022-07-12')), after.at('2022-07-12'))).toEqual(['TitleRenewed']);
    });

    test('nothing becomes one for life, but by an act of before that takes effect before', () => {
      const twice = left('2025-06-20');
      twice.verdict('term-1', '2022-06-10');
      twice.renew('2022-06-15');
      twice.verdict('term-2', '2025-06-10');
      expect(twice.lines('2025-06-10')).toEqual([['GRANT', 'CONCLUDED']]);
      twice.leave();
      expect(twice.lines('2025-06-20')).toEqual([[null, 'CONCLUDED']]);
      expect(twice.grant('2025-06-25')).toMatchObject(gone('2025-06-20'));
      expect(twice.grant('2025-06-25', '2025-06-19', '2025-06-25')).toMatchObject(gone('2025-06-20'));
      expect(twice.grant('2025-06-25', '2025-06-19')).toEqual(['LifetimeTitleGranted']);
    });

    test('a title for life that is still assessed is not, of a term without an end', () => {
      const [tier] = programme.tiers;
      if (tier?.life?.lifetime === undefined) throw new Error('no such tier');
      const still = { ...programme, tiers: [{ ...tier, life: { ...tier.life, lifetime: { ...tier.life.lifetime, stillAssessed: true } } }] };
      const lifelong = left('2027-01-01', still);
      lifelong.verdict('term-1', '2022-06-10');
      lifelong.renew('2022-06-15');
      lifelong.verdict('term-2', '2025-06-10');
      lifelong.grant('2025-06-12');
      lifelong.leave();
      expect(lifelong.verdict('term-3', '2027-01-02')).toMatchObject(gone('2027-01-01'));
      expect(lifelong.verdict('term-3', '2027-01-02', '2026-12-31')).toEqual(['AssessedExcellent']);
    });

    test('no leave begins', () => {
      const one = left('2022-04-20');
      one.leave();
      const away = (from: BusinessDate) => one.story.take(decideStartLeave(one.story.state, { kind: 'SICK', from, expectedTo: null, reason: null }, one.at('2022-04-20')), one.at('2022-04-20'));
      expect(away('2022-04-20')).toMatchObject(gone('2022-04-20'));
      expect(away('2022-04-19')).toEqual(['LeaveStarted']);
    });
  });

  test('E29: the dead give up nothing; who retired can', () => {
    const paper = (signedOn: BusinessDate) => ({ name: '放弃称号申请书', number: null, file: null, signedOn });
    const giveUp = ({ story, title, at }: ReturnType<typeof titled>, signedOn: BusinessDate, effectiveOn = signedOn) => story.take(decideRelinquish(story.state, { title, form: 'PAPER', reason: '个人原因', paper: paper(signedOn), effectiveOn }, at('2021-03-10')), at('2021-03-10'));
    const dead = titled();
    dead.story.take(decideDie(dead.story.state, { on: '2021-03-05', rounds: [] }, dead.at('2021-03-06')), dead.at('2021-03-06'));
    const expected = { rule: 'notInService', inputs: { status: 'DECEASED', on: '2021-03-05' } };
    expect(giveUp(dead, '2021-03-06')).toMatchObject(expected);
    expect(giveUp(dead, '2021-03-04', '2021-03-05')).toMatchObject(expected);
    expect(giveUp(dead, '2021-03-04')).toEqual(['TitleRelinquished']);
    const retired = titled();
    retired.story.take(decideRetire(retired.story.state, { on: '2021-03-05', rounds: [] }, retired.at('2021-03-06')), retired.at('2021-03-06'));
    expect(giveUp(retired, '2021-03-06')).toEqual(['TitleRelinquished']);
  });

  test('a paper by which a title was given up after a death that was entered later is looked at', () => {
    const entered = (leave: typeof decideRetire | typeof decideDie, signedOn: BusinessDate) => {
      const { story, title, at } = titled();
      story.take(decideRelinquish(story.state, { title, form: 'PAPER', reason: '个人原因', paper: { name: '放弃称号申请书', number: null, file: null, signedOn } }, at('2021-03-10')), at('2021-03-10'));
      return story.take(leave(story.state, { on: '2021-03-05', rounds: [] }, at('2021-03-12')), at('2021-03-12'));
    };
    expect(entered(decideDie, '2021-03-05')).toEqual(['Deceased', 'ReviewRequired']);
    expect([entered(decideDie, '2021-03-04'), entered(decideRetire, '2021-03-06')]).toEqual([['Deceased'], ['Retired']]);
  });

  test('a revocation that the act on a verdict lists ends the title on the day of the act, whenever the verdict was given', () => {
    const { story, title, on, at } = titled();
    const command = { assessment: 'as-1', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'UNQUALIFIED', title, assessor: 'bureau', act: on('2022-06-20'), effectiveOn: '2022-06-10', revocation: { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: false } } as const;
    expect(story.take(decideConcludeAssessment(story.state, command, at('2022-06-25')), at('2022-06-25'))).toEqual(['AssessedUnqualified', 'TitleRevoked']);
    expect(story.lastOf('AssessedUnqualified').meta.effectiveOn).toBe('2022-06-10');
    expect(story.lastOf('TitleRevoked').meta.effectiveOn).toBe('2022-06-20');
  });

  test('of a title that a decision ends later, what may not be done any more is told with the day on which it ends', () => {
    const { revoke, suspend, story, title, on, at } = titled();
    expect(revoke('2021-01-04', '2021-03-01')).toEqual(['TitleRevoked']);
    expect(view(story.state.facts, '2021-01-05').titles[0]?.status).toBe('ACTIVE');
    const expected = { rule: 'titleEndsFrom', inputs: { status: 'REVOKED', from: '2021-03-01', day: '2021-01-05' } };
    expect(decideGrantLifetime(story.state, { title, act: on('2021-01-05') }, at('2021-01-05'))).toMatchObject({ refusal: expected });
    expect(suspend('2021-01-05', '2021-01-05')).toMatchObject(expected);
    expect(revoke('2021-01-05', '2021-01-05')).toMatchObject(expected);
    expect(suspend('2021-03-01', '2021-03-01')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'REVOKED', day: '2021-03-01' } });
  });

  test('E26: a renewal begins within the length of a term after the last', () => {
    const { renew } = titled();
    expect(renew('2022-06-20', '2090-01-01')).toMatchObject({ rule: 'renewalTooLate', clause: 'W4', inputs: { term: 1, to: '2022-06-30', latest: '2025-07-01', from: '2090-01-01' } });
    expect(renew('2022-06-20', '2025-07-02')).toMatchObject({ rule: 'renewalTooLate' });
    expect(renew('2022-06-20', '2025-07-01')).toEqual(['TitleRenewed']);
  });

  test('E51: where terms do not go on after the programme, the calendar asks for none that would', () => {
    const asks = (termsOutlive: boolean, to: string, day: string) => {
      const under: EffectiveProgramme = { ...programme, assessments: [], validity: { from: '2017-01-01', to, clause: 'W1', fromClause: 'W1', termsOutlive } };
      return termLines(titled(under).story.state.facts, under, day).map((line) => [line.to, line.status, line.asks]);
    };
    expect([asks(false, '2022-06-30', '2022-07-02'), asks(true, '2022-06-30', '2022-07-02')]).toEqual([[['2022-06-30', 'EXPIRED', null]], [['2022-06-30', 'EXPIRED', 'RENEW']]]);
    // A day on which a next term may begin is there, and the office may enter late what began on it.
    expect(asks(false, '2022-07-01', '2022-07-02')).toEqual([['2022-06-30', 'EXPIRED', 'RENEW']]);
  });

  test('E51: no term begins after the programme, where terms do not go on after it', () => {
    const { renew } = titled({ ...programme, validity: { from: '2017-01-01', to: '2022-06-30', clause: 'W1', fromClause: 'W1', termsOutlive: false } });
    expect(renew('2022-06-20')).toMatchObject({ rule: 'renewalAfterProgramme', clause: 'W1', inputs: { from: '2022-07-01', term: 1, to: '2022-06-30', ended: '2022-06-30' } });
  });
});
