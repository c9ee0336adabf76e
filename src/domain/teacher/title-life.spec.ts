import fc from 'fast-check';
import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { addDays, type BusinessDate } from '../dates';
import type { JsonObject } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import type { LifetimeRules, TitleLifeRules } from '../programme-titles';
import { parametersOf } from '../round/round';
import { evaluateRule } from '../rules/eligibility';
import { absorptions } from './absorption';
import { decideConcludeAssessment } from './assessment';
import { candidateOf } from './candidate';
import { decideRecoverCertificate } from './certificate';
import { decidingBody, roundsOf } from './concerned';
import { decideCorrect, decideVoid } from './correction';
import type { Grade, TeacherFact } from './facts';
import { decideGrantLifetime, lifetimeOf } from './lifetime';
import type { TitleStatus } from './title-status';
import { titleStatuses } from './title-status';
import { termLines } from './term-calendar';
import { decideRetire } from './service';
import { decideExit, decideReinstate, decideRelinquish, decideSuspend, exitsOnDeparture } from './title-standing';
import { decideOverturn, decideRevoke } from './title-revocation';
import { overlapping } from './title-series';
import { decideExpire, decideRenew } from './title-term';
import { view, type LifeFact } from './view';

const by = { post: 'BureauOfficer', level: 'DISTRICT', clause: 'W13' } as const;
const lifetime: LifetimeRules = {
  clause: 'W4', consecutive: 2, grade: 'EXCELLENT', gap: 'BREAKS', deferred: 'NEITHER', acrossTracks: true, stillAssessed: false,
  revocable: { value: ['ETHICS'], clause: 'W13' }, onCorrection: { do: 'REVERSE', clause: 'W13' }, by,
};
const whole: TitleLifeRules = {
  renewal: { clause: 'W4', by, grades: ['EXCELLENT', 'QUALIFIED'] },
  reinstatement: { value: 'EXTEND', clause: 'W13' },
  lifetime,
  exits: [
    { code: 'LEFT_TEACHING', names: { zh: '离开教学岗位', en: 'Left teaching' }, clause: 'W13', vacancy: true, by },
    { code: 'RETIREMENT', names: { zh: '退休', en: 'Retirement' }, clause: 'W13', vacancy: true, by, when: 'RETIRED' },
  ],
};
const keeping: TitleLifeRules = { ...whole, reinstatement: { value: 'KEEP_EXPIRY', clause: 'W13' } };
const under = (life: TitleLifeRules = whole): EffectiveProgramme => ({ ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' }, life }] });
const number = (n: number) => act(`威经开教〔2022〕${n}号`);

/** a's title from 2019-07-01 to 2022-06-30, and what may be done to it. */
function titled(life: TitleLifeRules = whole) {
  const programme = under(life);
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  const at = (today: BusinessDate, person = 'officer') => district.about(story, today, person);
  return {
    district, story, title, programme, at,
    assess: (grade: Grade, term: number, today: BusinessDate) => story.take(decideConcludeAssessment(story.state, { assessment: `as-${term}`, programme: programme.id, kind: 'END_OF_TERM', period: `term-${term}`, grade, title, assessor: 'bureau', act: number(term) }, at(today)), at(today)),
    renew: (today: BusinessDate, from?: BusinessDate) => story.take(decideRenew(story.state, { title, act: number(9), ...(from === undefined ? {} : { from }) }, at(today)), at(today)),
    suspend: (on: BusinessDate, until?: BusinessDate) => story.take(decideSuspend(story.state, { title, reason: '核查', act: number(2), effectiveOn: on, ...(until === undefined ? {} : { until }) }, at(on)), at(on)),
    reinstate: (on: BusinessDate) => story.take(decideReinstate(story.state, { title, reason: '核查结束', act: number(3), effectiveOn: on }, at(on)), at(on)),
    revoke: (on: BusinessDate, ground = 'ETHICS') => story.take(decideRevoke(story.state, { title, ground, authority: 'bureau', certificateRecovered: false, act: number(4) }, at(on)), at(on)),
    overturn: (on: BusinessDate, person = 'deputy') => story.take(decideOverturn(story.state, { title, appeal: '申诉〔2020〕1号', reason: '事实不清', act: number(5) }, at(on, person)), at(on, person)),
    exit: (on: BusinessDate, exit = 'LEFT_TEACHING') => story.take(decideExit(story.state, { title, exit, reason: '转岗', act: number(6) }, at(on)), at(on)),
    relinquish: (on: BusinessDate, paper: { signedOn: BusinessDate } | null = { signedOn: on }) =>
      story.take(decideRelinquish(story.state, { title, form: 'PAPER', reason: '个人原因', ...(paper === null ? {} : { paper: { name: '放弃称号申请书', number: null, file: null, ...paper } }) }, at(on)), at(on)),
    grant: (on: BusinessDate) => story.take(decideGrantLifetime(story.state, { title, act: number(7) }, at(on)), at(on)),
    status: (day: BusinessDate): TitleStatus | undefined => view(story.state.facts, day).titles[0]?.status,
    view: (day: BusinessDate) => view(story.state.facts, day).titles[0],
  };
}

describe('terms', () => {
  test('a renewal is the next number of the same title, from the day after, on the grade that the file asks for', () => {
    const { assess, renew, view: of, story } = titled();
    expect(renew('2022-06-01')).toMatchObject({ rule: 'renewalNotEarned', clause: 'W4', inputs: { term: 1, grade: null } });
    expect(assess('QUALIFIED', 1, '2022-06-10')).toEqual(['AssessedQualified']);
    expect(renew('2022-06-20')).toEqual(['TitleRenewed']);
    expect(story.last().data).toMatchObject({ term: { number: 2, from: '2022-07-01', to: '2025-06-30' } });
    expect(of('2022-06-30')).toMatchObject({ status: 'ACTIVE', term: 1, to: '2022-06-30' });
    expect(of('2022-07-01')).toMatchObject({ status: 'ACTIVE', term: 2, to: '2025-06-30', terms: [{ number: 1 }, { number: 2 }] });
    expect(of('2025-07-01')?.status).toBe('EXPIRED');
    expect(titled({}).renew('2022-06-20')).toMatchObject({ rule: 'renewalNotProvided' });
  });

  test('E26: a term that overlaps is refused, and a gap is said and shows', () => {
    const { assess, renew, status } = titled();
    assess('QUALIFIED', 1, '2022-06-10');
    expect(renew('2022-06-20', '2022-06-30')).toMatchObject({ rule: 'termOverlaps', inputs: { from: '2022-06-30', runsTo: '2022-06-30' } });
    expect(renew('2022-06-20', '2022-09-01')).toEqual(['TitleRenewed']);
    expect([status('2022-06-30'), status('2022-07-01'), status('2022-08-31'), status('2022-09-01')]).toEqual(['ACTIVE', 'EXPIRED', 'EXPIRED', 'ACTIVE']);
  });

  test('E26: a correction may not make two terms of one tier and track share a day', () => {
    const { assess, renew, story, district, programme, at } = titled();
    assess('QUALIFIED', 1, '2022-06-10');
    renew('2022-06-20');
    const conferral = story.lastOf('TitleConferred');
    const correct = (to: BusinessDate) => decideCorrect(story.state, { event: conferral.id, data: { ...conferral.data, term: { ...conferral.data.term, to } }, rounds: [{ round: district.round.state, programme }] }, at('2022-07-02'));
    expect(correct('2022-07-15')).toMatchObject({ refusal: { rule: 'termOverlaps' } });
    expect(correct('2022-06-15').kind).toBe('events');
  });

  test('what a day brought is told once, and a renewed term is not told of', () => {
    const { story, title, at } = titled();
    expect(decideExpire(story.state, title, '2022-06-30')).toEqual({ kind: 'events', events: [] });
    story.take(decideExpire(story.state, title, '2022-07-05'), at('2022-07-05'));
    expect(story.last()).toMatchObject({ type: 'TitleExpired', data: { term: 1 }, meta: { effectiveOn: '2022-07-01' } });
    expect(decideExpire(story.state, title, '2022-07-06')).toEqual({ kind: 'events', events: [] });
  });

  test('the end-of-term verdict on a term that is over can still revoke; no other ground can', () => {
    const { assess, revoke, status } = titled();
    expect(revoke('2022-07-05')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'EXPIRED' } });
    expect(assess('UNQUALIFIED', 1, '2022-07-20')).toEqual(['AssessedUnqualified', 'ReviewRequired']);
    expect(revoke('2022-08-01', 'UNQUALIFIED')).toEqual(['TitleRevoked']);
    expect([status('2022-07-31'), status('2022-08-01')]).toEqual(['EXPIRED', 'REVOKED']);
  });
});

describe('what a body decided on a title', () => {
  test('is undone under the programme of the title, by a numbered act', () => {
    const { story, revoke, district, programme, at } = titled();
    revoke('2021-01-04');
    const revocation = story.lastOf('TitleRevoked').id;
    // Nothing stands on it, and its own data names no round.
    expect(roundsOf(story.state, revocation)).toEqual(['r-2019']);
    expect(decidingBody(story.state, revocation)).toBe('bureau');
    const undo = (by?: ReturnType<typeof act>) => decideVoid(story.state, { event: revocation, reasonCode: 'NEVER_HAPPENED', reason: '误录', rounds: [{ round: district.round.state, programme }], ...(by === undefined ? {} : { act: by }) }, at('2021-01-05'));
    expect(undo()).toMatchObject({ refusal: { rule: 'actRequired' } });
    expect(undo(act(null))).toMatchObject({ refusal: { rule: 'actNumberRequired' } });
    expect(undo(number(8))).toMatchObject({ kind: 'events', events: [{ type: 'FactVoided' }] });
  });

  test('without an act of its own it is for no lesser body than the one that conferred the title', () => {
    const { story, relinquish } = titled();
    relinquish('2021-01-04');
    const own = story.lastOf('TitleRelinquished');
    expect(own.meta.act).toBeUndefined();
    expect([decidingBody(story.state, own.id), roundsOf(story.state, own.id)]).toEqual(['bureau', ['r-2019']]);
    expect(decidingBody(story.state, 'teacher-a#0')).toBeNull();
  });
});

describe('E28', () => {
  test('E28: a suspended title is reinstated with a later end where the programme gives the days back', () => {
    const { suspend, reinstate, status, view: of } = titled();
    expect(suspend('2022-06-01')).toEqual(['TitleSuspended']);
    // A term that is to be longer does not run out meanwhile.
    expect([status('2022-05-31'), status('2022-06-01'), status('2022-07-15')]).toEqual(['ACTIVE', 'SUSPENDED', 'SUSPENDED']);
    expect(reinstate('2022-08-01')).toEqual(['TitleReinstated']);
    expect(of('2022-08-01')).toMatchObject({ status: 'ACTIVE', to: '2022-08-30' });
    expect(status('2022-08-31')).toBe('EXPIRED');
  });

  test('E28: with the original expiry kept it ends as before, also while suspended', () => {
    const { suspend, reinstate, status } = titled(keeping);
    suspend('2022-03-01', '2022-05-31');
    expect([status('2022-05-31'), status('2022-06-01'), status('2022-07-01')]).toEqual(['SUSPENDED', 'ACTIVE', 'EXPIRED']);
    expect(reinstate('2022-07-02')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'EXPIRED' } });
    expect(suspend('2022-06-20')).toEqual(['TitleSuspended']);
    expect(status('2022-07-01')).toBe('EXPIRED');
    expect(reinstate('2022-07-02')).toEqual(['TitleReinstated']);
    expect([status('2022-07-02'), reinstate('2022-07-03')]).toMatchObject(['EXPIRED', { rule: 'titleNotHeld' }]);
  });

  test.each([['kept', keeping, 'EXPIRED'], ['to be longer', whole, 'SUSPENDED']] as const)('E28: with its expiry %s it is not renewed while suspended, before its term ran out nor after; once reinstated it is', (_expiry, life, after) => {
    const { assess, renew, suspend, reinstate, status, story, title, programme } = titled(life);
    const asks = (day: BusinessDate) => termLines(story.state.facts, programme, day)[0]?.asks;
    assess('QUALIFIED', 1, '2022-05-01');
    suspend('2022-06-01');
    const refused = { rule: 'titleSuspended', clause: 'W13', inputs: { title, from: '2022-06-01' } };
    expect([renew('2022-06-20'), renew('2022-07-05'), status('2022-07-05')]).toMatchObject([refused, refused, after]);
    expect([asks('2022-06-20'), asks('2022-07-05')]).toEqual(['REINSTATE', 'REINSTATE']);
    reinstate('2022-07-10');
    expect(asks('2022-07-10')).toBe('RENEW');
    expect(renew('2022-07-10')).toEqual(['TitleRenewed']);
    expect(status('2022-07-10')).toBe('ACTIVE');
  });

  test('E28: nor is it made lifelong', () => {
    const { assess, renew, suspend, reinstate, grant, story, programme } = titled(keeping);
    const asks = (day: BusinessDate) => termLines(story.state.facts, programme, day)[0]?.asks;
    assess('EXCELLENT', 1, '2022-06-10');
    renew('2022-06-20');
    assess('EXCELLENT', 2, '2025-06-10');
    suspend('2025-06-15');
    expect([grant('2025-06-20'), grant('2025-07-05')]).toMatchObject([{ rule: 'titleSuspended', clause: 'W13' }, { rule: 'titleSuspended' }]);
    expect([asks('2025-06-14'), asks('2025-06-20'), asks('2025-07-05')]).toEqual(['GRANT', 'REINSTATE', 'REINSTATE']);
    reinstate('2025-07-10');
    expect([asks('2025-07-10'), grant('2025-07-10')]).toEqual(['GRANT', ['LifetimeTitleGranted']]);
  });

  test('E28: days given back never reach into a term that follows', () => {
    const { assess, renew, suspend, reinstate, view: of } = titled();
    assess('QUALIFIED', 1, '2022-05-01');
    renew('2022-05-02');
    suspend('2022-05-10');
    reinstate('2022-06-10');
    expect(of('2022-07-01')).toMatchObject({ term: 2, terms: [{ to: '2022-06-30' }, { from: '2022-07-01' }] });
  });

  test('two suspensions do not meet, and what is not suspended is not reinstated', () => {
    const { suspend, reinstate } = titled();
    suspend('2021-06-01', '2021-06-30');
    expect(suspend('2021-05-20')).toMatchObject({ rule: 'suspensionsMeet', inputs: { from: '2021-06-01', to: '2021-06-30' } });
    expect(reinstate('2021-07-01')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'ACTIVE' } });
  });
});

describe('leaving a title', () => {
  test('by a declared exit, whose vacancy is recorded; by no other', () => {
    const { exit, story, status, title, at } = titled();
    expect(exit('2020-09-01', 'WHIM')).toMatchObject({ rule: 'unknownExit', inputs: { exits: ['LEFT_TEACHING', 'RETIREMENT'] } });
    expect(exit('2020-09-01')).toEqual(['TitleExited']);
    expect(story.last()).toMatchObject({ data: { exit: 'LEFT_TEACHING', vacancy: true }, meta: { rule: { clause: 'W13' } } });
    expect([status('2020-08-31'), status('2020-09-01')]).toEqual(['ACTIVE', 'EXITED']);
    const { certificate } = story.lastOf('TitleConferred').data;
    expect(story.take(decideRecoverCertificate(story.state, { title, certificate }, at('2020-09-02')), at('2020-09-02'))).toEqual(['CertificateRecovered']);
  });

  test('by her own will, but not out of the way of a decision that is due', () => {
    const { relinquish, assess, status } = titled();
    assess('UNQUALIFIED', 1, '2022-06-10');
    expect(relinquish('2022-06-12')).toMatchObject({ rule: 'titleUnderReview', inputs: { by: 'endOfTermUnqualified' } });
    const other = titled();
    // Entered for her, it needs what she signed, and holds from the day of signing; what takes effect before it was signed is no will of hers.
    expect(other.relinquish('2020-01-01', null)).toMatchObject({ rule: 'relinquishedWithoutPaper', inputs: { tier: 'RISING_STAR', certificate: other.story.lastOf('TitleConferred').data.certificate } });
    expect(other.relinquish('2020-01-01', { signedOn: '2020-01-02' })).toMatchObject({ rule: 'inTheFuture' });
    expect(decideRelinquish(other.story.state, { title: other.title, form: 'PAPER', reason: '个人原因', effectiveOn: '2019-12-30', paper: { name: '放弃称号申请书', number: null, file: null, signedOn: '2019-12-31' } }, other.at('2020-01-01'))).toMatchObject({ refusal: { rule: 'datesOutOfOrder' } });
    expect(other.relinquish('2020-01-01')).toEqual(['TitleRelinquished']);
    expect(other.story.last()).toMatchObject({ data: { paper: { signedOn: '2020-01-01', file: null } }, private: { a: { reason: '个人原因', paper: '放弃称号申请书', number: null } } });
    expect([other.status('2020-01-01'), status('2022-06-12')]).toEqual(['RELINQUISHED', 'ACTIVE']);
    expect(other.revoke('2020-02-01')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'RELINQUISHED' } });
  });

  test('E29: retirement ends what a tier declares to end then, death keeps it, and neither revokes', () => {
    const { district, story, programme, at, status, suspend, view: of } = titled();
    const rounds = [{ round: district.round.state, programme }];
    const conferral = story.lastOf('TitleConferred').id;
    suspend('2021-08-01');
    expect(exitsOnDeparture(story.state, { when: 'DECEASED', fact: 'died', on: '2021-08-31', rounds })).toEqual([]);
    expect(exitsOnDeparture(story.state, { when: 'RETIRED', fact: 'retired', on: '2022-07-01', rounds })).toEqual([]);
    // By the version that the title was conferred under, whatever a later one says.
    expect(exitsOnDeparture(story.state, { when: 'RETIRED', fact: 'retired', on: '2021-08-31', rounds: [{ round: district.round.state, programme: under({}) }] })).toEqual([]);
    expect(story.take(decideRetire(story.state, { on: '2021-08-31', rounds }, at('2021-09-01')), at('2021-09-01'))).toEqual(['Retired', 'TitleExited']);
    const retired = story.lastOf('Retired').id;
    expect(story.lastOf('TitleExited')).toMatchObject({ data: { exit: 'RETIREMENT', vacancy: true }, meta: { standsOn: [conferral, retired], cause: retired, rule: { clause: 'W13' } } });
    expect([status('2021-08-30'), status('2021-08-31')]).toEqual(['SUSPENDED', 'EXITED']);
    expect(of('2021-08-31')).toMatchObject({ ended: { on: '2021-08-31', exit: 'RETIREMENT' }, revokedOn: null });
    // It was somebody else who retired: the title never ended.
    expect(story.take(decideVoid(story.state, { event: retired, reasonCode: 'WRONG_PERSON', reason: '同名登记', rounds }, at('2021-09-03')), at('2021-09-03'))).toEqual(['FactVoided', 'FactVoided']);
    expect(status('2021-09-03')).toBe('SUSPENDED');
  });

  test('E11: a higher title takes up the lower ones that it names, and the roster has both as of their days', () => {
    const { story, programme, at } = titled();
    const higher = { ...risingStar, code: 'MASTER', rank: 2, life: { absorbs: { value: ['RISING_STAR'], clause: 'W3' } } };
    const events = absorptions(view(story.state.facts, '2021-07-01').titles, { title: 'higher', conferral: 'conferral-2', programme, tier: higher, on: '2021-07-01', cause: 'decision' });
    expect(events).toMatchObject([{ type: 'TitleAbsorbed', data: { by: 'higher' }, standsOn: [story.lastOf('TitleConferred').id, 'conferral-2'], rule: { clause: 'W3' } }]);
    story.take({ kind: 'events', events }, at('2021-07-01'));
    expect(['2021-06-30', '2021-07-01'].map((day) => view(story.state.facts, day).titles[0]?.status)).toEqual(['ACTIVE', 'ABSORBED']);
    expect(absorptions(view(story.state.facts, '2021-07-02').titles, { title: 'higher', conferral: 'conferral-2', programme, tier: higher, on: '2021-07-02', cause: 'decision' })).toEqual([]);
  });

  test('a suspended title is held as far as conditions go: it feeds, bars and is taken up until it ends', () => {
    const { story, programme, suspend, status, revoke, district } = titled();
    suspend('2020-03-01');
    const asks = (rule: string, args: JsonObject, on: BusinessDate) => {
      const candidate = candidateOf(view(story.state.facts, on), view(story.state.facts, on));
      if (candidate === null) throw new Error('nobody to ask about');
      return evaluateRule({ rule, clause: 'W5', arguments: args }, candidate, { programme, tier: 'MASTER', track: 'TEACHER', round: 'r-2', parameters: parametersOf(district.round.state), on }).verdict;
    };
    const conditions = (on: BusinessDate) => [asks('holdsTitle@1', { tier: 'RISING_STAR' }, on), asks('holdsNoTitle@1', { tier: 'RISING_STAR' }, on), asks('holdsOneOf@1', { tiers: ['RISING_STAR'] }, on)];
    const higher = { ...risingStar, code: 'MASTER', rank: 2, life: { absorbs: { value: ['RISING_STAR'], clause: 'W3' } } };
    const takenUp = (on: BusinessDate) => absorptions(view(story.state.facts, on).titles, { title: 'higher', conferral: 'conferral-2', programme, tier: higher, on, cause: 'decision' }).length;
    expect([status('2020-04-01'), conditions('2020-04-01'), takenUp('2020-04-01')]).toEqual(['SUSPENDED', ['holds', 'fails', 'holds'], 1]);
    revoke('2020-05-01');
    expect([status('2020-05-01'), conditions('2020-05-01'), takenUp('2020-05-01')]).toEqual(['REVOKED', ['fails', 'holds', 'fails'], 0]);
  });

  test('E30: an appeal that is won does not undo the revocation: both stand, and it is held again from its day', () => {
    const { revoke, overturn, status, view: of } = titled();
    expect(overturn('2020-02-01')).toMatchObject({ rule: 'titleNotHeld', inputs: { status: 'ACTIVE' } });
    revoke('2020-01-10');
    expect(overturn('2020-03-01', 'officer')).toMatchObject({ rule: 'revokedByHerself' });
    expect(overturn('2020-03-01')).toEqual(['RevocationOverturned']);
    expect([status('2020-01-09'), status('2020-01-10'), status('2020-02-29'), status('2020-03-01'), status('2022-07-01')]).toEqual(['ACTIVE', 'REVOKED', 'REVOKED', 'ACTIVE', 'EXPIRED']);
    expect(of('2020-03-01')?.revocations).toMatchObject([{ on: '2020-01-10', ground: 'ETHICS', overturnedOn: '2020-03-01' }]);
    // A new decision on new facts is another revocation.
    expect(revoke('2021-01-01')).toEqual(['TitleRevoked']);
    expect(status('2021-01-01')).toBe('REVOKED');
  });
});

describe('lifetime', () => {
  const twice = (life: TitleLifeRules = whole, second: Grade = 'EXCELLENT') => {
    const story = titled(life);
    story.assess('EXCELLENT', 1, '2022-06-10');
    story.renew('2022-06-20');
    story.assess(second, 2, '2025-06-10');
    return story;
  };

  test('two excellent terms running make it, on their verdicts; one and another grade do not', () => {
    const one = titled();
    one.assess('EXCELLENT', 1, '2022-06-10');
    expect(one.grant('2022-06-20')).toMatchObject({ rule: 'lifetimeNotEarned', clause: 'W4', inputs: { why: 'TOO_FEW', terms: ['TEACHER 1 (2019-07-01 – 2022-06-30) EXCELLENT'] } });
    expect(twice(whole, 'QUALIFIED').grant('2025-06-20')).toMatchObject({ rule: 'lifetimeNotEarned', inputs: { why: 'GRADE' } });
    const { grant, story, status, view: of, revoke, assess } = twice();
    expect(grant('2025-07-10')).toEqual(['LifetimeTitleGranted']);
    const verdicts = story.log.filter(({ type }) => type === 'AssessedExcellent').map(({ id }) => id);
    expect(story.last()).toMatchObject({ data: { verdicts }, meta: { standsOn: [story.lastOf('TitleConferred').id, ...verdicts], rule: { clause: 'W4' } } });
    expect([status('2025-06-30'), status('2025-07-05'), status('2025-07-10'), status('2060-01-01')]).toEqual(['ACTIVE', 'EXPIRED', 'LIFETIME', 'LIFETIME']);
    expect(of('2026-01-01')).toMatchObject({ to: null, lifetime: { on: '2025-07-10' } });
    expect(assess('UNQUALIFIED', 3, '2028-06-10')).toMatchObject({ rule: 'lifetimeNotAssessed' });
    expect(revoke('2028-06-10', 'UNQUALIFIED')).toMatchObject({ rule: 'lifetimeNotRevocable', inputs: { grounds: ['ETHICS'] } });
    expect(revoke('2028-06-10', 'ETHICS')).toEqual(['TitleRevoked']);
    expect(titled({}).grant('2022-06-20')).toMatchObject({ rule: 'lifetimeNotProvided' });
  });

  test('a corrected first verdict after the grant reverses it, and asks about the term that was never opened', () => {
    const { grant, story, district, programme, at, status } = twice();
    grant('2025-06-20');
    const first = story.log.find(({ type }) => type === 'AssessedExcellent')?.id ?? '';
    const correct = (more: object) => story.take(decideCorrect(story.state, { event: first, grade: 'QUALIFIED', rounds: [{ round: district.round.state, programme }], ...more }, at('2026-03-01')), at('2026-03-01'));
    expect(correct({})).toMatchObject({ rule: 'actRequired', clause: 'W13' });
    expect(correct({ act: number(8) })).toEqual(['AssessedQualified', 'ReviewRequired', 'FactVoided', 'ReviewRequired']);
    expect(story.last().data).toMatchObject({ rule: 'termNeverOpened', inputs: { term: 3, from: '2025-07-01' } });
    expect([status('2025-06-25'), status('2025-07-01')]).toEqual(['ACTIVE', 'EXPIRED']);
  });

  test('where the file has it reviewed the grant stands until a body voids it by an act', () => {
    const { grant, story, district, programme, at, status } = twice({ ...whole, lifetime: { ...lifetime, onCorrection: { do: 'REVIEW', clause: 'W13' } } });
    grant('2025-06-20');
    const granted = story.last().id;
    const rounds = [{ round: district.round.state, programme }];
    const first = story.log.find(({ type }) => type === 'AssessedExcellent')?.id ?? '';
    story.take(decideVoid(story.state, { event: first, reasonCode: 'ENTERED_TWICE', reason: '重复', rounds }, at('2026-03-01')), at('2026-03-01'));
    expect(story.log.find(({ type, data }) => type === 'ReviewRequired' && 'outcomeType' in data && data.outcomeType === 'LifetimeTitleGranted')?.data).toMatchObject({ rule: 'lifetimeNotEarned', inputs: { why: 'UNASSESSED' } });
    expect(status('2026-03-01')).toBe('LIFETIME');
    const voidGrant = (more: object) => story.take(decideVoid(story.state, { event: granted, reasonCode: 'NEVER_HAPPENED', reason: '依据不成立', rounds, ...more }, at('2026-04-01')), at('2026-04-01'));
    expect(voidGrant({})).toMatchObject({ rule: 'actRequired' });
    expect(voidGrant({ act: number(8) })).toEqual(['FactVoided', 'ReviewRequired']);
    expect(status('2026-04-01')).toBe('EXPIRED');
  });

  /** Terms of two titles, by hand: gap, deferral and track are the file's to read. */
  const row = (terms: readonly { readonly track?: string; readonly from: BusinessDate; readonly to: BusinessDate; readonly grade: Grade | 'PUT_OFF' | null }[]) => {
    const place = { stage: 'PRIMARY', subject: '语文', unit: 's' } as const;
    const facts = terms.flatMap(({ track = 'TEACHER', from, to, grade }, index): readonly LifeFact[] => {
      const [title, n] = [`title-${index}`, index * 2 + 1];
      const common = { private: {}, revision: n + 1, id: `v${n}` };
      const about = { programme: weihai.id, kind: 'END_OF_TERM', period: `term-${index + 1}`, title } as const;
      return [
        { id: `e${n}`, type: 'TitleConferred', revision: n, private: {}, meta: { effectiveOn: from }, data: { title, programme: weihai.id, tier: 'RISING_STAR', track, ...place, round: 'r', nomination: `n${n}`, reservation: 'x', batch: 'b', certificate: 'c', term: { number: index + 1, from, to } } },
        ...(grade === null ? [] : grade === 'PUT_OFF'
          ? [{ ...common, type: 'AssessmentDeferred' as const, meta: { effectiveOn: to }, data: { ...about, code: 'END', newDue: addDays(to, 30) } }]
          : [{ ...common, type: grade === 'EXCELLENT' ? 'AssessedExcellent' as const : 'AssessedQualified' as const, meta: { effectiveOn: to }, data: { ...about, assessment: `as${n}`, assessor: 'b' } }]),
      ];
    });
    const now = view(facts, '2040-01-01');
    return (rules: Partial<LifetimeRules> = {}) => {
      const last = now.titles.at(-1);
      if (last === undefined) throw new Error('no title');
      const found = lifetimeOf(now, last, { ...lifetime, ...rules });
      return found.kind === 'earned' ? 'earned' : found.why;
    };
  };
  const term1 = { from: '2019-07-01', to: '2022-06-30', grade: 'EXCELLENT' } as const;

  test('a gap between the terms breaks or bridges, as the file says', () => {
    const of = row([term1, { from: '2022-09-01', to: '2025-08-31', grade: 'EXCELLENT' }]);
    expect([of(), of({ gap: 'BRIDGES' })]).toEqual(['GAP', 'earned']);
  });

  test('a term that was put off counts nor breaks, or breaks; one without either is no term in a row', () => {
    const of = row([term1, { from: '2022-07-01', to: '2025-06-30', grade: 'PUT_OFF' }, { from: '2025-07-01', to: '2028-06-30', grade: 'EXCELLENT' }]);
    expect([of(), of({ deferred: 'BREAKS' })]).toEqual(['earned', 'DEFERRED']);
    expect(row([term1, { from: '2022-07-01', to: '2025-06-30', grade: null }, { from: '2025-07-01', to: '2028-06-30', grade: 'EXCELLENT' }])()).toBe('UNASSESSED');
  });

  test('a change of track counts on, or begins anew', () => {
    const of = row([term1, { track: 'PRINCIPAL', from: '2022-07-01', to: '2025-06-30', grade: 'EXCELLENT' }]);
    expect([of(), of({ acrossTracks: false })]).toEqual(['earned', 'TOO_FEW']);
  });

  test('E26: of two terms that share a day one does not come after the other, whatever the file says of gaps', () => {
    const beside = { track: 'PRINCIPAL', from: '2022-06-30', to: '2025-06-29', grade: 'EXCELLENT' } as const;
    const of = row([term1, beside]);
    expect([of(), of({ gap: 'BRIDGES' }), of({ consecutive: 1 })]).toEqual(['PARALLEL', 'PARALLEL', 'earned']);
    // Two of one track are one after the other, whatever ran beside them; and what ran beside them is none of them.
    expect(row([term1, { ...beside, grade: null }, { from: '2022-07-01', to: '2025-06-30', grade: 'EXCELLENT' }])()).toBe('earned');
    expect(row([{ ...term1, grade: 'QUALIFIED' }, beside, { from: '2022-07-01', to: '2025-06-30', grade: 'EXCELLENT' }])()).toBe('GRADE');
    expect(row([beside, { from: '2022-07-01', to: '2025-06-30', grade: 'EXCELLENT' }])()).toBe('PARALLEL');
  });

  test('E26: a title that was given up before its term ended ran beside none that began afterwards', () => {
    const { story, title, at, relinquish, assess, programme } = titled();
    assess('EXCELLENT', 1, '2022-03-01');
    relinquish('2022-04-01');
    const other = { ...story.lastOf('TitleConferred').data, title: 'second', track: 'PRINCIPAL', nomination: 'n-x', certificate: 'c-x', term: { number: 1, from: '2022-04-01', to: '2025-03-31' } };
    story.take({ kind: 'events', events: [{ type: 'TitleConferred', data: other, effectiveOn: '2022-04-01' }] }, at('2022-04-01'));
    story.take(decideConcludeAssessment(story.state, { assessment: 'as-2', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'EXCELLENT', title: 'second', assessor: 'bureau', act: number(2) }, at('2025-03-01')), at('2025-03-01'));
    expect(lifetimeOf(view(story.state.facts, '2025-03-01'), { programme: programme.id, tier: 'RISING_STAR', track: 'PRINCIPAL' }, lifetime)).toMatchObject({ kind: 'earned', terms: [{ title, term: 1 }, { title: 'second', term: 1 }] });
  });

  test('it goes with the title of the last term', () => {
    const { story, title, at } = twice();
    const other = { ...story.lastOf('TitleConferred').data, title: 'earlier', track: 'PRINCIPAL', nomination: 'n-x', certificate: 'c-x', term: { number: 1, from: '2016-07-01', to: '2025-12-31' } };
    story.take({ kind: 'events', events: [{ type: 'TitleConferred', data: other, effectiveOn: '2016-07-01' }] }, at('2025-06-20'));
    expect(decideGrantLifetime(story.state, { title: 'earlier', act: number(7) }, at('2025-06-20'))).toMatchObject({ refusal: { rule: 'lifetimeOfAnother', inputs: { last: title } } });
  });
});

type Deed = { readonly what: 'renew' | 'suspend' | 'reinstate' | 'exit' | 'relinquish' | 'revoke' | 'overturn' | 'grant' | 'assess'; readonly after: number; readonly span: number };

test('property: whatever is decided, a title has exactly one status on every day and its terms never overlap', () => {
  const deed: fc.Arbitrary<Deed> = fc.record({ what: fc.constantFrom('renew', 'suspend', 'reinstate', 'exit', 'relinquish', 'revoke', 'overturn', 'grant', 'assess'), after: fc.integer({ min: 0, max: 400 }), span: fc.integer({ min: 0, max: 200 }) });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 10 }), (deeds) => {
      const of = titled({ ...whole, renewal: { clause: 'W4', by } });
      let today = '2019-07-01';
      let term = 1;
      for (const { what, after, span } of deeds) {
        today = addDays(today, after);
        if (what === 'renew') of.renew(today, span % 2 === 0 ? undefined : addDays(today, span));
        if (what === 'suspend') of.suspend(today, span % 2 === 0 ? undefined : addDays(today, span));
        if (what === 'reinstate') of.reinstate(today);
        if (what === 'exit') of.exit(today);
        if (what === 'relinquish') of.relinquish(today);
        if (what === 'revoke') of.revoke(today);
        if (what === 'overturn') of.overturn(today);
        if (what === 'grant') of.grant(today);
        if (what === 'assess') of.assess('EXCELLENT', term++, today);
      }
      const facts: readonly TeacherFact[] = of.story.state.facts;
      for (let offset = 0; offset < 2600; offset += 13) expect(titleStatuses).toContain(view(facts, addDays('2019-07-01', offset)).titles[0]?.status);
      const terms = view(facts, '9999-12-30').titles[0]?.terms ?? [];
      terms.forEach(({ from }, index) => expect(index === 0 || (terms[index - 1]?.to ?? '9999-12-31') < from).toBe(true));
    }),
    { numRuns: 40 },
  );
});

test('E26: a conferral of a tier and track that runs already would overlap, one after it would not', () => {
  const { story, programme } = titled();
  const { titles } = view(story.state.facts, '9999-12-30');
  const series = { programme: programme.id, tier: 'RISING_STAR', track: 'TEACHER' };
  expect(overlapping(titles, series, { from: '2022-06-30', to: '2025-06-29' })).toMatchObject({ from: '2019-07-01', to: '2022-06-30' });
  expect(overlapping(titles, series, { from: '2022-07-01', to: null })).toBeNull();
  expect(overlapping(titles, { ...series, track: 'PRINCIPAL' }, { from: '2019-07-01', to: null })).toBeNull();
});
