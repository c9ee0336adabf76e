import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { decideRecoverCertificate } from './certificate';
import { decideCorrect } from './correction';
import { decideConfer, decideNotSelect, settlementOfConferral } from './title';
import { decideRevoke, type RevokeTitleCommand } from './title-revocation';
import { decideConcludeAssessment, type ConcludeAssessmentCommand } from './assessment';
import type { EffectiveProgramme } from '../programme-rules';
import { view } from './view';

const threeYears = { ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' } }] };

function conferred(programme = weihai) {
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  return { district, story, title };
}

const decisionOf = (district: District): string => [...district.round.state.conferrals.keys()][0] ?? '';

describe('conferral', () => {
  test('the title follows from the decision and stands on the nomination and all that it stood on', () => {
    const { story } = conferred();
    const title = story.lastOf('TitleConferred');
    expect(title.data).toMatchObject({ tier: 'RISING_STAR', unit: 'school-2', round: 'r-2019', nomination: 'n-a', term: { number: 1, from: '2019-07-01', to: null } });
    expect(title.meta).toMatchObject({ effectiveOn: '2019-07-01', rule: { clause: 'W12' }, act: { number: '威经开教〔2019〕8号' } });
    expect(title.meta.standsOn).toEqual(['teacher-a#2', 'teacher-a#0', 'teacher-a#1']);
  });

  test('settled again it appends nothing, by reservation', () => {
    const { district, story } = conferred();
    const context = district.about(story, '2019-07-02');
    expect(decideConfer(story.state, { round: district.round.state, reservation: decisionOf(district), nomination: 'n-a' }, context)).toEqual({ kind: 'events', events: [] });
    expect(settlementOfConferral(story.state, decisionOf(district), 'n-a')).toMatchObject({ kind: 'CONFIRMED' });
    const other = district.teacher('c');
    expect(decideNotSelect(other.state, { round: district.round.state, reservation: decisionOf(district), nomination: 'n-c' }, context)).toEqual({ kind: 'events', events: [] });
  });

  test('a nomination that is not hers ends in a recorded decline', () => {
    const { district } = conferred();
    const stranger = district.teacher('z');
    district.register('z');
    const context = district.about(stranger, '2019-07-02');
    stranger.take(decideConfer(stranger.state, { round: district.round.state, reservation: decisionOf(district), nomination: 'n-a' }, context), context);
    expect(stranger.lastOf('ConferralDeclined').data).toMatchObject({ rule: 'unknownNomination', nomination: 'n-a' });
  });

  test('one who left after the decision is declined the title, and what no decision lists is no reservation', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    district.publish();
    district.closePublicity('2019-06-18');
    district.decide();
    const story = district.teacher('a');
    const at = district.about(story, '2019-06-29');
    story.take({ kind: 'events', events: [{ type: 'NominationWithdrawn', data: { nomination: 'n-a', round: 'r-2019', registration: 'x' } }] }, at);
    const asked = (nomination: string, reservation = decisionOf(district)) => ({ round: district.round.state, reservation, nomination });
    story.take(decideConfer(story.state, asked('n-a'), at), at);
    expect(story.lastOf('ConferralDeclined').data).toMatchObject({ rule: 'nominationNotRecommended', inputs: { status: 'WITHDRAWN' } });
    expect(decideConfer(story.state, asked('n-c'), at)).toMatchObject({ refusal: { rule: 'unknownReservation', inputs: { ledger: 'AWARD' } } });
    expect(decideNotSelect(story.state, asked('n-a'), at)).toMatchObject({ refusal: { rule: 'unknownReservation' } });
    expect(decideNotSelect(story.state, asked('n-c', 'another'), at)).toMatchObject({ refusal: { rule: 'unknownReservation' } });
  });

  test('a paper that the title never had is not taken back', () => {
    const { district, story, title } = conferred();
    const context = district.about(story, '2019-09-01', 'officer');
    const recovered = story.take(decideRecoverCertificate(story.state, { title, certificate: 'RISING_STAR-2019-x-999' }, context), context);
    expect(recovered).toMatchObject({ rule: 'unknownCertificate', inputs: { certificate: 'RISING_STAR-2019-x-999', certificates: [story.lastOf('TitleConferred').data.certificate] } });
  });

  test('a term runs to the day before its anniversary, and expires by date without an event', () => {
    const { story, title } = conferred(threeYears);
    expect(story.lastOf('TitleConferred').data.term).toEqual({ number: 1, from: '2019-07-01', to: '2022-06-30' });
    const status = (day: string) => view(story.state.facts, day).titles.find((entry) => entry.title === title)?.status;
    expect([status('2019-06-30'), status('2019-07-01'), status('2022-06-30'), status('2022-07-01')]).toEqual([undefined, 'ACTIVE', 'ACTIVE', 'EXPIRED']);
  });

  test('a title has no end unless the programme states a term', () => {
    const { story } = conferred();
    expect(view(story.state.facts, '2999-12-31').titles[0]?.status).toBe('ACTIVE');
  });
});

describe('revocation', () => {
  const revoke = (more: Partial<RevokeTitleCommand> = {}) => {
    const { district, story, title } = conferred(threeYears);
    const context = district.about(story, '2020-01-10', 'officer');
    const command = { title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act('威经开教〔2020〕1号', '2020-01-01'), reason: '私下有偿补课', ...more };
    return { district, story, title, context, outcome: story.take(decideRevoke(story.state, command, context), context), command };
  };

  test('it names ground, authority and act with its number; the reason is hers', () => {
    const { story, outcome } = revoke();
    expect(outcome).toEqual(['TitleRevoked']);
    const revoked = story.lastOf('TitleRevoked');
    expect(revoked.data).toMatchObject({ ground: 'ETHICS', authority: 'bureau', certificateRecovered: true });
    expect(revoked.private['a']).toEqual({ reason: '私下有偿补课' });
    expect(revoked.meta).toMatchObject({ act: { number: '威经开教〔2020〕1号' }, rule: { clause: 'W13' } });
    expect(view(story.state.facts, '2020-01-09').titles[0]?.status).toBe('ACTIVE');
    expect(view(story.state.facts, '2020-01-10').titles[0]).toMatchObject({ status: 'REVOKED', revokedOn: '2020-01-10', ground: 'ETHICS' });
  });

  test.each([
    ['unknownGround', { ground: 'WHIM' }],
    ['actNumberRequired', { act: act(null) }],
    ['unknownTitle', { title: 'none' }],
    ['titleNotHeld', { effectiveOn: '2023-01-01' }],
  ])('%s refuses it', (rule, more) => {
    expect(revoke(more).outcome).toMatchObject({ rule });
  });

  test('a title is revoked once', () => {
    const { story, context, command } = revoke();
    expect(story.take(decideRevoke(story.state, command, context), context)).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'REVOKED' } });
  });
});

describe('a ground that rests on a verdict', () => {
  const rests = { code: 'UNQUALIFIED', clause: 'W13', names: { zh: '考核不合格', en: 'Unqualified' }, verdict: { assessment: 'END', grade: 'UNQUALIFIED' } } as const;
  const byVerdict = { ...threeYears, revocationGrounds: [rests], assessments: weihai.assessments.map((one) => ({ ...one, code: one.kind === 'END_OF_TERM' ? 'END' : 'YEAR', grades: ['QUALIFIED', 'UNQUALIFIED'] as const, post: 'BureauOfficer' as const, level: 'DISTRICT' as const })) };
  const holder = (under: EffectiveProgramme = byVerdict) => {
    const { district, story, title } = conferred(under);
    const at = (today: string) => district.about(story, today, 'officer');
    return {
      story, title,
      assess: (grade: 'QUALIFIED' | 'UNQUALIFIED', today: string, more: Partial<ConcludeAssessmentCommand> = {}) =>
        story.take(decideConcludeAssessment(story.state, { assessment: `as-${today}`, programme: byVerdict.id, kind: 'END_OF_TERM', period: 'term-1', grade, title, assessor: 'bureau', act: act('6号', today), ...more }, at(today)), at(today)),
      revoke: (today: string, effectiveOn = today) => story.take(decideRevoke(story.state, { title, ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: true, act: act('威经开教〔2022〕2号', today), effectiveOn }, at(today)), at(today)),
      correct: (today: string) => story.take(decideCorrect(story.state, { event: story.lastOf('AssessedUnqualified').id, grade: 'QUALIFIED', rounds: [], act: act() }, at(today)), at(today)),
    };
  };

  test('is none without that verdict: not with none, not with another assessment\'s, not before its day', () => {
    const { assess, revoke } = holder();
    expect(revoke('2020-01-10')).toMatchObject({ rule: 'groundWithoutVerdict', clause: 'W13', inputs: { ground: 'UNQUALIFIED', assessment: 'END', grade: 'UNQUALIFIED', found: null } });
    expect(assess('UNQUALIFIED', '2022-05-10', { kind: 'ANNUAL', period: '2021' })).toEqual(['AssessedUnqualified']);
    expect(revoke('2022-05-11')).toMatchObject({ rule: 'groundWithoutVerdict', inputs: { found: null } });
    expect(assess('UNQUALIFIED', '2022-06-10')).toEqual(['AssessedUnqualified', 'ReviewRequired']);
    expect(revoke('2022-06-11', '2022-06-09')).toMatchObject({ rule: 'groundWithoutVerdict', inputs: { found: null } });
  });

  test('stands on it, so that a verdict corrected afterwards finds the revocation', () => {
    const { story, title, assess, revoke, correct } = holder();
    assess('UNQUALIFIED', '2022-06-10');
    const verdict = story.lastOf('AssessedUnqualified').id;
    expect(revoke('2022-06-11')).toEqual(['TitleRevoked']);
    expect(story.lastOf('TitleRevoked').meta.standsOn).toEqual([story.lastOf('TitleConferred').id, verdict]);
    correct('2022-06-20');
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'TitleRevoked', title, rule: 'factChanged' });
  });

  test('is gone once the verdict is corrected', () => {
    const { assess, revoke, correct } = holder();
    assess('UNQUALIFIED', '2022-06-10');
    correct('2022-06-12');
    expect(revoke('2022-06-13')).toMatchObject({ rule: 'groundWithoutVerdict', inputs: { found: 'QUALIFIED' } });
  });

  test('may be listed by the act that concludes the verdict', () => {
    const listed = { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: true };
    const { story, assess } = holder();
    expect(assess('UNQUALIFIED', '2022-06-10', { revocation: listed })).toEqual(['AssessedUnqualified', 'TitleRevoked']);
    expect(story.lastOf('TitleRevoked').meta.standsOn).toEqual([story.lastOf('TitleConferred').id, story.lastOf('AssessedUnqualified').id]);
  });

  test('may not be listed by an act that concludes another assessment, which is told by its code', () => {
    const [end] = byVerdict.assessments.filter(({ code }) => code === 'END');
    if (end === undefined) throw new Error('the programme assesses no terms');
    const { assess } = holder({ ...byVerdict, assessments: [...byVerdict.assessments, { ...end, code: 'ETHICS' }] });
    const listed = { code: 'ETHICS', revocation: { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: true } };
    expect(assess('UNQUALIFIED', '2022-06-10', listed)).toMatchObject({ rule: 'groundOfAnotherAssessment', clause: 'W13', inputs: { ground: 'UNQUALIFIED', assessment: 'END', grade: 'UNQUALIFIED', concluded: 'ETHICS' } });
  });
});

describe('assessment', () => {
  const assess = (grade: ConcludeAssessmentCommand['grade'], more: Partial<ConcludeAssessmentCommand> = {}) => {
    const { district, story, title } = conferred();
    const context = district.about(story, '2022-07-10', 'officer');
    const command: ConcludeAssessmentCommand = { assessment: 'as-1', programme: 'weihai-edz-2017', kind: 'END_OF_TERM', period: 'term-1', grade, title, assessor: 'bureau', act: act('7号', '2022-07-10'), ...more };
    return { story, title, context, command, outcome: story.take(decideConcludeAssessment(story.state, command, context), context) };
  };

  test.each([
    ['EXCELLENT', 'AssessedExcellent'],
    ['QUALIFIED', 'AssessedQualified'],
    ['BASICALLY_QUALIFIED', 'AssessedBasicallyQualified'],
  ] as const)('%s is %s', (grade, type) => {
    expect(assess(grade).outcome).toEqual([type]);
  });

  test('unqualified at the end of the term is a ground, not the revocation: the matter goes on the desk', () => {
    const { story, title, outcome } = assess('UNQUALIFIED');
    expect(outcome).toEqual(['AssessedUnqualified', 'ReviewRequired']);
    const verdict = story.lastOf('AssessedUnqualified');
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'TitleConferred', title, facts: [verdict.id], rule: 'endOfTermUnqualified' });
    const now = view(story.state.facts, '2022-07-10');
    expect(now.titles[0]?.status).toBe('ACTIVE');
    expect(now.reviews).toMatchObject([{ open: true, title }]);
  });

  test('where the act lists the revocation, verdict and revocation are one append', () => {
    const { story, outcome } = assess('UNQUALIFIED', { revocation: { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: false } });
    expect(outcome).toEqual(['AssessedUnqualified', 'TitleRevoked']);
    expect(story.lastOf('TitleRevoked').meta.standsOn).toContain(story.lastOf('AssessedUnqualified').id);
    expect(view(story.state.facts, '2022-07-10').titles[0]?.status).toBe('REVOKED');
  });

  test('a revocation that may not be refuses the verdict with it', () => {
    const { story, outcome } = assess('UNQUALIFIED', { revocation: { ground: 'WHIM', authority: 'bureau', certificateRecovered: false } });
    expect(outcome).toMatchObject({ rule: 'unknownGround' });
    expect(story.log.some((fact) => fact.type === 'AssessedUnqualified')).toBe(false);
  });

  test('one verdict of a term, whatever the body calls it', () => {
    const { story, context, command } = assess('QUALIFIED');
    expect(story.take(decideConcludeAssessment(story.state, { ...command, assessment: 'as-2', grade: 'EXCELLENT' }, context), context)).toMatchObject({ rule: 'alreadyAssessed', inputs: { grade: 'QUALIFIED' } });
    for (const period of ['term-2', '2022', '届终']) expect(story.take(decideConcludeAssessment(story.state, { ...command, assessment: 'as-2', period }, context), context)).toMatchObject({ rule: 'alreadyAssessed', inputs: { period: command.period } });
  });

  test.each([
    ['unknownAssessment', { kind: 'MILESTONE' as const }],
    ['gradeNotUsed', { kind: 'ANNUAL' as const }],
    ['titleRequired', { title: null }],
    ['unknownTitle', { title: 'none' }],
    ['revocationWithoutGround', { revocation: { ground: 'ETHICS', authority: 'bureau', certificateRecovered: false } }],
    ['inTheFuture', { effectiveOn: '2023-01-01' }],
  ])('%s refuses it', (rule, more) => {
    expect(assess('EXCELLENT', more).outcome).toMatchObject({ rule });
  });
});
