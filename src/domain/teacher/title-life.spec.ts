import fc from 'fast-check';
import { act, risingStar } from '../../../test/domain/district';
import { by, number, titled, under, whole } from '../../../test/domain/titled';
import { addDays, daysBetween, type BusinessDate } from '../dates';
import type { JsonObject } from '../facts';
import { parametersOf } from '../round/round';
import { evaluateRule } from '../rules/eligibility';
import { absorptions } from './absorption';
import { candidateOf } from './candidate';
import { decideRecoverCertificate } from './certificate';
import { decidingBody, roundsOf } from './concerned';
import { decideCorrect, decideVoid } from './correction';
import type { TeacherFact } from './facts';
import { titleStatuses } from './title-status';
import { decideRetire } from './service';
import { decideRelinquish, exitsOnDeparture } from './title-standing';
import { overlapping } from './title-series';
import { decideExpire } from './title-term';
import { view } from './view';

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
    expect(undo(number(8, '2025-07-10'))).toMatchObject({ kind: 'events', events: [{ type: 'FactVoided' }] });
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
      // As of no day a term reaches into one that is known to follow; and every day of a suspension that is over is given back.
      for (let offset = 0; offset < 2600; offset += 13) {
        const known = view(facts, addDays('2019-07-01', offset)).titles[0]?.terms ?? [];
        const next = terms[known.length];
        expect(next === undefined || (known.at(-1)?.to ?? '9999-12-31') < next.from).toBe(true);
      }
      const length = (runs: readonly { readonly from: BusinessDate; readonly to: BusinessDate | null }[]) => runs.reduce((sum, { from, to }) => sum + (to === null || to < from ? 0 : daysBetween(from, to) + 1), 0);
      const stated = facts.flatMap((fact) => (fact.type === 'TitleConferred' || fact.type === 'TitleRenewed' ? [fact.data.term] : []));
      expect(length(terms)).toBe(length(stated) + length(view(facts, '9999-12-30').titles[0]?.suspensions ?? []));
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
