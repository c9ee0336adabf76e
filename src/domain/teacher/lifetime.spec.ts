import { weihai } from '../../../test/domain/district';
import { lifetime, number, titled, whole } from '../../../test/domain/titled';
import { addDays, type BusinessDate } from '../dates';
import type { LifetimeRules, TitleLifeRules } from '../programme-titles';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect, decideVoid } from './correction';
import type { Grade } from './facts';
import { decideGrantLifetime, lifetimeOf } from './lifetime';
import { view, type LifeFact } from './view';

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
    expect(correct({ act: number(8, '2025-07-10') })).toEqual(['AssessedQualified', 'ReviewRequired', 'FactVoided', 'ReviewRequired']);
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
    expect(voidGrant({ act: number(8, '2025-07-10') })).toEqual(['FactVoided', 'ReviewRequired']);
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
    story.take(decideConcludeAssessment(story.state, { assessment: 'as-2', programme: programme.id, kind: 'END_OF_TERM', period: 'term-1', grade: 'EXCELLENT', title: 'second', assessor: 'bureau', act: number(2, '2025-03-01') }, at('2025-03-01')), at('2025-03-01'));
    expect(lifetimeOf(view(story.state.facts, '2025-03-01'), { programme: programme.id, tier: 'RISING_STAR', track: 'PRINCIPAL' }, lifetime)).toMatchObject({ kind: 'earned', terms: [{ title, term: 1 }, { title: 'second', term: 1 }] });
  });

  test('it goes with the title of the last term', () => {
    const { story, title, at } = twice();
    const other = { ...story.lastOf('TitleConferred').data, title: 'earlier', track: 'PRINCIPAL', nomination: 'n-x', certificate: 'c-x', term: { number: 1, from: '2016-07-01', to: '2025-12-31' } };
    story.take({ kind: 'events', events: [{ type: 'TitleConferred', data: other, effectiveOn: '2016-07-01' }] }, at('2025-06-20'));
    expect(decideGrantLifetime(story.state, { title: 'earlier', act: number(7, '2025-06-20') }, at('2025-06-20'))).toMatchObject({ refusal: { rule: 'lifetimeOfAnother', inputs: { last: title } } });
  });
});
