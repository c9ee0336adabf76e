import { weihai } from '../../../test/domain/district';
import { enteredWhere } from '../../../projections/trainings/entered';
import type { EffectiveProgramme } from '../programme-rules';
import { milestonesAsked } from './first-years';

const stated = <T>(value: T) => ({ value, clause: 'W7' });
const milestone = (code: string, years: number, assessment: string | null) => ({ code, names: { zh: code, en: code }, clause: 'W7', years, assessment: assessment === null ? null : stated(assessment), tier: assessment === null ? stated('RISING_STAR') : null, bars: null, since: '2017-11-01' });
const programme: EffectiveProgramme = {
  ...weihai,
  assessments: ['M1', 'M3'].map((code) => ({ code, kind: 'MILESTONE', clause: 'W10', grades: ['QUALIFIED', 'UNQUALIFIED'], post: 'BureauOfficer', level: 'DISTRICT', within: stated(6) })),
  milestones: [milestone('M1', 1, 'M1'), milestone('M3', 3, 'M3'), milestone('M10', 10, null)],
};
const passed = { event: 'e', programme: programme.id, code: 'M1', kind: 'MILESTONE' as const, period: 'M1', grade: 'QUALIFIED' as 'QUALIFIED' | 'UNQUALIFIED', on: '2019-09-10' };
const hers = { enteredOn: '2018-08-25', cameOn: '2018-09-01', verdicts: [] as readonly (typeof passed)[], retiredOn: null as string | null, departedOn: null, deceasedOn: null as string | null, away: [] as readonly { readonly from: string; readonly to: string }[], units: [{ from: '2018-09-01', unit: 'u1' }] };
const asked = (of: Partial<typeof hers>, on: string): readonly string[] => milestonesAsked({ ...hers, ...of }, programme, on).map(({ milestone: code, status }) => `${code} ${status}`);

describe('first years', () => {
  it('wait to be assessed from the day on which they are full until they are concluded, and are overdue in between; an aim never', () => {
    expect(['2019-08-24', '2019-08-25', '2020-02-25', '2020-02-26', '2021-08-25', '2030-01-01'].map((on) => asked({}, on))).toEqual([[], ['M1 DUE'], ['M1 DUE'], ['M1 OVERDUE'], ['M1 OVERDUE', 'M3 DUE'], ['M1 OVERDUE', 'M3 OVERDUE']]);
    expect(['2019-09-09', '2019-09-10'].map((on) => asked({ verdicts: [passed] }, on))).toEqual([['M1 DUE'], []]);
    // Missed is concluded too.
    expect(asked({ verdicts: [{ ...passed, grade: 'UNQUALIFIED' }] }, '2020-03-01')).toEqual([]);
  });

  it('ask nothing of the dead, of who left before they were full, and of who came with them behind her', () => {
    expect([asked({ retiredOn: '2019-08-25' }, '2020-01-01'), asked({ retiredOn: '2019-08-26' }, '2020-01-01'), asked({ retiredOn: '2020-01-02' }, '2020-01-01'), asked({ deceasedOn: '2019-12-31' }, '2020-01-01')]).toEqual([[], ['M1 DUE'], ['M1 DUE'], []]);
    expect(asked({ cameOn: '2019-08-26' }, '2019-09-01')).toEqual([]);
    expect([asked({ away: [{ from: '2019-08-25', to: '2019-08-31' }] }, '2019-09-01'), asked({ away: [{ from: '2019-08-26', to: '2019-08-31' }] }, '2019-09-01')]).toEqual([[], ['M1 DUE']]);
    expect(asked({}, '2018-08-31')).toEqual([]);
  });

  it('go on after the last day of the programme where terms do, and are never begun after it (E51)', () => {
    const ending = (termsOutlive: boolean): EffectiveProgramme => ({ ...programme, validity: { from: '2017-11-01', to: '2020-12-31', clause: 'W1', fromClause: 'W1', termsOutlive } });
    const of = (enteredOn: string, termsOutlive: boolean): readonly string[] => milestonesAsked({ ...hers, enteredOn, cameOn: enteredOn, units: [{ from: enteredOn, unit: 'u1' }] }, ending(termsOutlive), '2026-06-01').map(({ milestone: code }) => code);
    expect([of('2020-12-31', true), of('2021-01-01', true)]).toEqual([['M1', 'M3'], []]);
    expect([of('2019-12-31', false), of('2020-01-01', false)]).toEqual([['M1'], []]);
    expect(['2020-12-31', '2021-01-01'].map((enteredOn) => (enteredWhere(ending(true), '2026-06-01') ?? []).every((it) => !('lte' in it) || enteredOn <= String(it.lte)))).toEqual([true, false]);
  });

  it('are looked for among those alone who are in them', () => {
    const found = (asOf: string, enteredOn: string): boolean => (enteredWhere(programme, asOf) ?? []).every((it) => ('lte' in it ? enteredOn <= String(it.lte) : 'gt' in it && enteredOn > String(it.gt)));
    for (const enteredOn of ['2012-02-29', '2014-10-30', '2014-10-31', '2014-11-01', '2014-11-02', '2016-02-29', '2016-11-01', '2018-08-25']) {
      for (const asOf of ['2017-11-01', '2017-03-01', '2019-08-25', '2021-08-25', '2031-01-01']) {
        const waits = asked({ enteredOn, cameOn: enteredOn, units: [{ from: '2010-01-01', unit: 'u1' }] }, asOf).length > 0;
        if (waits) expect([asOf, enteredOn, found(asOf, enteredOn)]).toEqual([asOf, enteredOn, true]);
      }
    }
    expect([found('2031-01-01', '2014-10-29'), found('2019-08-25', '2018-08-27')]).toEqual([false, false]);
    expect(enteredWhere({ milestones: [milestone('M10', 10, null)] }, '2019-01-01')).toBeNull();
  });
});
