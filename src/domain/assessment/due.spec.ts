import type { AssessmentRules, EffectiveProgramme, TierRules } from '../programme-rules';
import { yearOfTitle } from '../teacher/assessment-days';
import type { TitleView } from '../teacher/view';
import { asksForYear, assessmentDues } from './due';

const by = { grades: ['QUALIFIED'] as const, clause: 'Q4', post: 'BureauOfficer' as const, level: 'CITY' as const };
const annual: AssessmentRules = { ...by, code: 'ANNUAL', kind: 'ANNUAL', year: { value: 'CALENDAR_YEAR', clause: 'Q3' }, within: { value: 3, clause: 'Q3' } };
const term: AssessmentRules = { ...by, code: 'TERM', kind: 'END_OF_TERM', within: { value: 3, clause: 'Q4' } };
const programme = (...assessments: readonly AssessmentRules[]) => ({ id: 'p', assessments }) as Pick<EffectiveProgramme, 'id' | 'assessments'> as EffectiveProgramme;
const title = (status: TitleView['status'] = 'ACTIVE') => ({ title: 't', programme: 'p', tier: 'T', from: '2025-06-02', to: '2028-06-01', terms: [{ number: 1, from: '2025-06-02', to: '2028-06-01' }], lifetime: null, status }) as Partial<TitleView> as TitleView;
const serving = { retiredOn: null, departedOn: null, deceasedOn: null };
const dues = (on: string, rules: readonly AssessmentRules[], more: Partial<Parameters<typeof assessmentDues>[0]> = {}) =>
  assessmentDues({ ...serving, on, titles: [title()], verdicts: [], deferrals: [], ...more }, programme(...rules)).map(({ period, due, status }) => [period, due, status]);
const verdict = { event: 'v', assessment: 'a', code: 'ANNUAL', criteria: null, total: null, programme: 'p', kind: 'ANNUAL' as const, period: '2025', grade: 'QUALIFIED' as const, title: 't', assessor: 's', on: '2026-01-12' };
const deferral = { event: 'd', programme: 'p', code: 'TERM', kind: 'END_OF_TERM' as const, period: 'term-1', title: 't', newDue: '2028-12-31', on: '2028-05-20' };

describe('assessments that are due', () => {
  test('each year from its last day, overdue when its months are over, and never again once concluded', () => {
    expect(dues('2025-12-30', [annual])).toEqual([['2025', '2025-12-31', 'NOT_YET_DUE']]);
    expect(dues('2026-03-31', [annual])).toEqual([['2025', '2025-12-31', 'DUE'], ['2026', '2026-12-31', 'NOT_YET_DUE']]);
    expect(dues('2026-04-01', [annual])[0]).toEqual(['2025', '2025-12-31', 'OVERDUE']);
    expect(dues('2026-04-01', [annual], { verdicts: [verdict] })[0]).toEqual(['2025', '2025-12-31', 'CONCLUDED']);
  });

  test('the year in which a term ends is left to the end of the term', () => {
    expect(dues('2029-01-01', [annual]).map(([period]) => period)).toEqual(['2025', '2026', '2027']);
    expect(dues('2028-06-01', [term])).toEqual([[null, '2028-06-01', 'DUE']]);
  });

  test('of who came back, what came due while she was gone is asked of nobody', () => {
    const away = [{ from: '2025-09-01', to: '2026-12-30' }];
    expect(dues('2027-02-01', [annual], { away })).toEqual([['2026', '2026-12-31', 'DUE'], ['2027', '2027-12-31', 'NOT_YET_DUE']]);
    expect(dues('2027-02-01', [annual], { away: [{ from: '2025-09-01', to: '2026-12-31' }] })).toEqual([['2027', '2027-12-31', 'NOT_YET_DUE']]);
    expect(dues('2027-02-01', [annual], { away, verdicts: [verdict] })[0]).toEqual(['2025', '2025-12-31', 'CONCLUDED']);
  });

  test('a year between two terms is asked of nobody, as none may be concluded of it', () => {
    const terms = [{ number: 1, from: '2018-01-01', to: '2020-12-31' }, { number: 2, from: '2022-07-01', to: '2025-06-30' }];
    const apart = { ...title(), from: '2022-07-01', to: '2025-06-30', terms };
    expect(dues('2025-07-01', [annual], { titles: [apart] }).map(([period]) => period)).toEqual(['2018', '2019', '2020', '2022', '2023', '2024']);
    expect(['2020', '2021', '2022'].map((period) => yearOfTitle(annual, { kind: 'ANNUAL', period, title: 't', effectiveOn: '2025-07-01' }, apart)?.refusal.rule ?? null)).toEqual([null, 'yearNotOfTitle', null]);
    // held for life since, it is asked of each year that follows, and still not of the one between
    const forLife = { ...apart, lifetime: { event: 'g', on: '2025-06-30' } };
    expect([2021, 2026].map((year) => asksForYear(forLife, 'CALENDAR_YEAR', year))).toEqual([false, true]);
  });

  test('E27 an assessment put off during a leave is due on its new day, and its months run from there', () => {
    expect(dues('2028-12-30', [term], { deferrals: [deferral] })).toEqual([[null, '2028-12-31', 'NOT_YET_DUE']]);
    expect(dues('2029-03-31', [term], { deferrals: [deferral] })).toEqual([[null, '2028-12-31', 'DUE']]);
    expect(dues('2029-04-01', [term], { deferrals: [deferral] })).toEqual([[null, '2028-12-31', 'OVERDUE']]);
  });

  test('a renewed title is assessed at the end of each of its terms, told apart by their numbers', () => {
    const renewed = { ...title(), from: '2028-06-02', to: '2031-06-01', terms: [{ number: 1, from: '2025-06-02', to: '2028-06-01' }, { number: 2, from: '2028-06-02', to: '2031-06-01' }] };
    const first = { ...verdict, code: 'TERM', kind: 'END_OF_TERM' as const, period: 'term-1', on: '2028-05-20' };
    expect(dues('2031-06-01', [term], { titles: [renewed], verdicts: [first] })).toEqual([[null, '2028-06-01', 'CONCLUDED'], [null, '2031-06-01', 'DUE']]);
    expect(dues('2031-06-02', [annual], { titles: [renewed] }).map(([period]) => period)).toEqual(['2025', '2026', '2027', '2029', '2030']);
  });

  test('of a lifetime title nothing is asked where the programme says so', () => {
    const lifetime = { ...title('LIFETIME'), to: null, lifetime: { event: 'g', on: '2028-06-01' } };
    const clause = 'Q7';
    const forLife = { clause, consecutive: 2, grade: 'EXCELLENT' as const, gap: 'BREAKS' as const, deferred: 'NEITHER' as const, acrossTracks: true, revocable: { value: [], clause }, onCorrection: { do: 'REVIEW' as const, clause }, by: { post: 'BureauOfficer' as const, level: 'CITY' as const, clause } };
    const rules = (stillAssessed: boolean) => ({ ...programme(annual), tiers: [{ code: 'T', life: { lifetime: { ...forLife, stillAssessed } } }] as Partial<TierRules>[] as TierRules[] });
    const asked = (stillAssessed: boolean) => assessmentDues({ on: '2029-06-01', titles: [lifetime], verdicts: [], deferrals: [], retiredOn: null, departedOn: null, deceasedOn: null }, rules(stillAssessed)).length;
    expect([asked(false), asked(true)]).toEqual([0, 4]);
  });

  test('of who retired only what had come due before is still asked, and of the dead nothing', () => {
    const all = dues('2028-12-30', [annual, term]);
    expect(all.map(([period]) => period)).toEqual(['2025', '2026', '2027', null]);
    expect(dues('2028-12-30', [annual, term], { retiredOn: '2027-09-01' })).toEqual(all.slice(0, 2));
    expect(dues('2028-12-30', [annual, term], { departedOn: '2027-01-01' })).toEqual(all.slice(0, 2));
    expect(dues('2028-12-30', [annual, term], { deceasedOn: '2028-12-01', verdicts: [verdict] })).toEqual([['2025', '2025-12-31', 'CONCLUDED']]);
  });

  test('a title that was revoked asks for nothing, and without stated months nothing is overdue', () => {
    expect(dues('2026-03-31', [annual, term], { titles: [title('REVOKED')] })).toEqual([]);
    expect(assessmentDues({ ...serving, on: '2035-01-01', titles: [title('EXPIRED')], verdicts: [], deferrals: [] }, programme({ ...by, code: 'TERM', kind: 'END_OF_TERM' }))).toMatchObject([{ by: null, status: 'DUE' }]);
  });
});
