import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { decideRegisterOrg } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, decideVoid } from './correction';
import { decideTransfer } from './life';
import { decideGiveConsent, NO_DOSSIERS } from './nomination';
import { decideChangeStage, decideChangeSubject, decideDepart, decideDie, decideReemploy, decideRetire } from './service';
import { rowsOf, spans } from './spans';
import { conferralFault } from './title';
import { decideSuspend } from './title-standing';
import { decideNoteTracking } from './tracking';
import { view } from './view';

const asking: EffectiveProgramme = {
  ...weihai,
  tiers: [{ ...risingStar, transferOut: { clause: 'W13', value: 'RE_RECOGNISE' }, subjectChange: { clause: 'W13', value: 'REVIEW' }, stageChange: { clause: 'W13', value: 'KEEP' } }],
};

/** A holder of the county's title, and another county beside it under one city. */
function holder(programme: EffectiveProgramme = asking) {
  const district = new District(programme);
  const at = district.orgs.on('2010-01-01');
  for (const [org, level, kind, parent] of [['zone', 'DISTRICT', 'BUREAU', null], ['school-9', 'SCHOOL', 'SCHOOL', 'zone']] as const) {
    district.orgs.take(decideRegisterOrg(district.orgs.state, { org, names: { zh: org, en: org }, level, kind, parent, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, at), at);
  }
  district.concluded();
  const story = district.teacher('a');
  const rounds = [{ round: district.round.state, programme }];
  const on = (today: string) => district.about(story, today);
  const act = <R>(today: string, decide: (context: ReturnType<typeof on>) => R) => story.take(decide(on(today)) as Parameters<typeof story.take>[0], on(today));
  return { district, story, rounds, on, act };
}

describe('out of service and back', () => {
  test('E8 within the county a title stays as it is; beyond it the body that conferred is asked to recognise it anew', () => {
    const { story, rounds, act: doIt } = holder();
    const move = (today: string, to: string) => doIt(today, (context) => decideTransfer(story.state, { to, stage: 'PRIMARY', subject: '语文', rounds }, context));
    expect(move('2020-03-02', 'school-1')).toEqual(['Transferred']);
    expect(move('2020-04-01', 'school-9')).toEqual(['Transferred', 'ReviewRequired']);
    const { titles: [title], reviews: [review], unit } = view(story.state.facts, '2020-04-01');
    expect([unit, title?.unit, title?.status]).toEqual(['school-9', 'school-2', 'ACTIVE']);
    expect(review).toMatchObject({ rule: 'titleLeavesRecognise', inputs: { territory: 'bureau', on: '2020-04-01' }, title: title?.title, open: true });
    expect(story.last().meta).toMatchObject({ rule: { clause: 'W13' }, standsOn: [title?.conferral, story.lastOf('Transferred').id] });
    expect(view(story.state.facts, '2020-03-31').reviews).toEqual([]);
  });

  test('E32 a county that was merged goes on in the one that carries it on: whoever moves within that leaves no territory', () => {
    for (const [merged, is] of [['2020-04-01', ['Transferred']], ['2020-04-02', ['Transferred', 'ReviewRequired']]] as const) {
      const { district, story, rounds, act: doIt } = holder();
      const at = district.orgs.on('2020-05-01');
      district.orgs.take({ kind: 'events', events: [{ type: 'OrgsMerged', data: { from: ['bureau'], into: 'zone', moved: ['school-1', 'school-2'] }, effectiveOn: merged }] }, at);
      expect([merged, doIt('2020-04-01', (context) => decideTransfer(story.state, { to: 'school-9', stage: 'PRIMARY', subject: '语文', rounds }, context))]).toEqual([merged, is]);
    }
  });

  test('E8 of a title that is suspended the same is asked: it will be held again', () => {
    const { story, rounds, act: doIt } = holder();
    const { title } = story.lastOf('TitleConferred').data;
    doIt('2020-02-01', (context) => decideSuspend(story.state, { title, reason: '核查', act: act('4号', '2020-02-01'), effectiveOn: '2020-02-01' }, context));
    expect(view(story.state.facts, '2020-04-01').titles[0]?.status).toBe('SUSPENDED');
    expect(doIt('2020-04-01', (context) => decideTransfer(story.state, { to: 'school-9', stage: 'PRIMARY', subject: '语文', rounds }, context))).toEqual(['Transferred', 'ReviewRequired']);
  });

  test('E8 where the file says nothing, or KEEP, nobody is asked', () => {
    for (const transferOut of [undefined, { clause: 'W13', value: 'KEEP' as const }]) {
      const { story, rounds, act: doIt } = holder({ ...weihai, tiers: [{ ...risingStar, ...(transferOut === undefined ? {} : { transferOut }) }] });
      expect(doIt('2020-04-01', (context) => decideTransfer(story.state, { to: 'school-9', stage: 'PRIMARY', subject: '语文', rounds }, context))).toEqual(['Transferred']);
    }
  });

  test('E8 whoever leaves every unit of the tree leaves every territory, and a suspension is asked for where the file says so', () => {
    const suspending = { ...weihai, tiers: [{ ...risingStar, transferOut: { clause: 'W13', value: 'SUSPEND' as const } }] };
    const { story, rounds, act: doIt } = holder(suspending);
    expect(doIt('2020-04-01', (context) => decideDepart(story.state, { on: '2020-04-01', kind: 'MOVED_AWAY', to: '青岛市', rounds }, context))).toEqual(['Departed', 'ReviewRequired']);
    expect(story.lastOf('Departed').private).toEqual({ a: { kind: 'MOVED_AWAY', to: '青岛市' } });
    expect(view(story.state.facts, '2020-04-01')).toMatchObject({ departedOn: '2020-04-01', inPost: false, reviews: [{ rule: 'titleLeavesSuspend' }] });
  });

  test('E9 a title keeps its subject and stage; another subject raises a review where the file says so, another stage does not', () => {
    const { story, rounds, act: doIt } = holder();
    const strict = holder({ ...weihai, tiers: [{ ...risingStar, stageChange: { clause: 'W13', value: 'REVIEW' } }] });
    expect(strict.act('2020-03-02', (context) => decideChangeStage(strict.story.state, { on: '2020-03-01', stage: 'JUNIOR', rounds: strict.rounds }, context))).toEqual(['StageChanged', 'ReviewRequired']);
    expect(view(strict.story.state.facts, '2020-03-02').reviews).toMatchObject([{ rule: 'titleStageChanged', inputs: { from: 'PRIMARY', to: 'JUNIOR', on: '2020-03-01' } }]);
    expect(doIt('2020-03-02', (context) => decideChangeSubject(story.state, { on: '2020-03-01', subject: '科学', rounds }, context))).toEqual(['SubjectChanged', 'ReviewRequired']);
    expect(doIt('2020-03-02', (context) => decideChangeStage(story.state, { on: '2020-03-01', stage: 'JUNIOR', rounds }, context))).toEqual(['StageChanged']);
    expect(view(story.state.facts, '2020-03-02')).toMatchObject({ subject: '科学', stage: 'JUNIOR', titles: [{ subject: '语文', stage: 'PRIMARY' }], reviews: [{ rule: 'titleSubjectChanged', inputs: { from: '语文', to: '科学' } }] });
    expect(view(story.state.facts, '2020-02-29')).toMatchObject({ subject: '语文', stage: 'PRIMARY', reviews: [] });
  });

  test.each([
    ['2020-01-01', '2020', null, 'notInService'],
    ['2020-01-02', '2020', null, null],
    ['2020-01-02', '2021', null, 'notInService'],
    ['2020-01-02', '2021', '2021-11-01', null],
    ['2020-01-02', '2022', null, 'notInService'],
  ])('E29 retired on %s, the year %s is assessed where she served in it (back on %s)', (retiredOn, period, backOn, rule) => {
    const assessments = [{ code: 'ANNUAL', kind: 'ANNUAL' as const, clause: 'W4', grades: ['QUALIFIED' as const], post: 'BureauOfficer' as const, level: 'DISTRICT' as const, year: { value: 'CALENDAR_YEAR' as const, clause: 'W4' } }];
    const programme = { ...asking, assessments };
    const { story, act: doIt } = holder(programme);
    doIt('2020-03-02', (context) => decideRetire(story.state, { on: retiredOn, rounds: [] }, context));
    if (backOn !== null) doIt('2022-01-10', (context) => decideReemploy(story.state, { on: backOn, unit: 'school-1', stage: 'PRIMARY', subject: '语文', onEstablishment: false, inPost: true }, context));
    const { title } = story.lastOf('TitleConferred').data;
    const asked = { assessment: 'as-1', programme: programme.id, kind: 'ANNUAL' as const, period, grade: 'QUALIFIED' as const, title, assessor: 'bureau', act: act('5号', '2022-01-10') };
    expect(doIt('2022-01-10', (context) => decideConcludeAssessment(story.state, asked, context))).toMatchObject(rule === null ? ['AssessedQualified'] : { rule, inputs: { status: 'RETIRED', on: retiredOn } });
  });

  test('E29 the last day before her retirement can still be tracked, the day itself cannot', () => {
    const { story, act: doIt } = holder({ ...asking, assessments: [{ code: 'ANNUAL', kind: 'ANNUAL', clause: 'W4', grades: ['QUALIFIED'], post: 'BureauOfficer', level: 'DISTRICT', tracking: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W4' } }] });
    doIt('2020-09-01', (context) => decideRetire(story.state, { on: '2020-09-01', rounds: [] }, context));
    const { title } = story.lastOf('TitleConferred').data;
    const note = (on: string) => doIt('2020-09-02', (context) => decideNoteTracking(story.state, { code: 'ANNUAL', title, on, text: '移交带教' }, context));
    expect(note('2020-09-01')).toMatchObject({ rule: 'notInService', inputs: { status: 'RETIRED', on: '2020-09-01' } });
    expect(note('2020-08-31')).toEqual(['TrackingNoted']);
  });

  test('a retired teacher begins nothing new, and comes back by her return alone', () => {
    const { story, act: doIt } = holder();
    const retire = (today: string, on: string) => doIt(today, (context) => decideRetire(story.state, { on, rounds: [] }, context));
    expect(retire('2020-08-31', '2020-09-01')).toMatchObject({ rule: 'inTheFuture' });
    expect(retire('2020-09-01', '2020-09-01')).toEqual(['Retired']);
    expect(retire('2020-09-02', '2020-09-02')).toMatchObject({ rule: 'notInService', inputs: { status: 'RETIRED', on: '2020-09-01' } });
    expect(view(story.state.facts, '2020-09-01')).toMatchObject({ retiredOn: '2020-09-01', onEstablishment: false, inPost: false, titles: [{ status: 'ACTIVE' }] });
    const back = (on: string) => doIt('2021-03-01', (context) => decideReemploy(story.state, { on, unit: 'school-1', stage: 'PRIMARY', subject: '语文', onEstablishment: false, inPost: true }, context));
    expect(back('2020-08-31')).toMatchObject({ rule: 'stillInService' });
    expect(back('2021-03-01')).toEqual(['Reemployed']);
    expect(view(story.state.facts, '2021-03-01')).toMatchObject({ retiredOn: null, unit: 'school-1', onEstablishment: false, inPost: true });
    expect(doIt('2021-03-02', (context) => decideDie(story.state, { on: '2020-10-01', rounds: [] }, context))).toMatchObject({ rule: 'placedLater', inputs: { later: '2021-03-01' } });
  });

  test('who died or retired before the conferral is declined the title; a voided entry never kept her from it', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    const story = district.teacher('a');
    const at = district.about(story, '2019-06-20');
    const faultOn = (day: string) => conferralFault(story.state, district.round.state, 'n-a', day, { dossiers: NO_DOSSIERS, today: '2019-06-20' });
    story.take(decideDie(story.state, { on: '2019-06-20', rounds: [] }, at), at);
    expect(faultOn('2019-06-19')).toBeNull();
    expect(faultOn('2019-06-20')).toEqual({ rule: 'notInService', inputs: { status: 'DECEASED', on: '2019-06-20' } });
    expect(story.take(decideDie(story.state, { on: '2019-06-19', rounds: [] }, at), at)).toMatchObject({ rule: 'notInService' });
    const death = story.last().id;
    story.take(decideVoid(story.state, { event: death, reasonCode: 'WRONG_PERSON', reason: '同名登记', rounds: [] }, at), at);
    expect(faultOn('2019-06-20')).toBeNull();
    expect(story.take(decideCorrect(story.state, { event: death, data: { on: '2019-06-18' }, rounds: [] }, at), at)).toMatchObject({ rule: 'notCorrectable' });
  });

  test('neither is she asked for her consent, nor moved anywhere', () => {
    const district = new District();
    district.register('a');
    district.open();
    const story = district.teacher('a');
    const at = district.about(story, '2019-05-12');
    story.take(decideRetire(story.state, { on: '2019-05-12', rounds: [], act: act() }, at), at);
    expect(story.last().meta.act).toEqual(act());
    expect(story.take(decideGiveConsent(story.state, { round: district.round.state, form: 'CONSENTED' }, at), at)).toMatchObject({ rule: 'notInService' });
    expect(story.take(decideTransfer(story.state, { to: 'school-2', stage: 'PRIMARY', subject: '语文' }, at), at)).toMatchObject({ rule: 'notInService' });
    const own = { ...at, acting: { person: 'a', appointment: 'post-of-a' } };
    expect(decideChangeSubject(story.state, { on: '2019-05-01', subject: '科学', rounds: [] }, own)).toMatchObject({ refusal: { rule: 'ownDossier' } });
  });

  test('the roster shows her until the day, her titles beyond it, and every span of days what the day shows', () => {
    const { story, rounds, act: doIt } = holder();
    doIt('2020-03-02', (context) => decideChangeSubject(story.state, { on: '2020-03-01', subject: '科学', rounds }, context));
    doIt('2020-09-01', (context) => decideRetire(story.state, { on: '2020-09-01', rounds: [] }, context));
    const cut = spans(story.state.facts);
    for (const day of ['2015-08-31', '2018-01-01', '2020-02-29', '2020-03-01', '2020-08-31', '2020-09-01', '2022-01-01']) {
      expect(cut.filter(({ from, to }) => from <= day && (to === null || day < to))).toMatchObject(rowsOf(view(story.state.facts, day)));
    }
    const untitled = new District();
    untitled.register('b');
    const her = untitled.teacher('b');
    const at = untitled.about(her, '2019-01-01');
    her.take(decideRetire(her.state, { on: '2019-01-01', rounds: [] }, at), at);
    expect([rowsOf(view(her.state.facts, '2018-12-31')).length, rowsOf(view(her.state.facts, '2019-01-01')).length]).toEqual([1, 0]);
    expect(spans(her.state.facts)).toMatchObject([{ from: '2015-09-01', to: '2019-01-01' }]);
  });
});
