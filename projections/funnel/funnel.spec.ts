import { describeProjection } from '../../test/projector/given';
import { FUNNEL_CELLS, FUNNEL_TALLIES, funnel } from './funnel';
import { funnelAsOf, seatsLeftAsOf, talliedCells } from './query';

const award = { programme: 'p', tier: 'STAR', track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r' };
const nominated = (nomination: string) => ({ ...award, nomination, verdicts: [], path: [{ level: 'SCHOOL', unit: 'u1' }], attachments: [] });
const admitted = (nomination: string) => ({ ...award, nomination, reservation: 'x', batch: 'b', cohort: '2022', from: '2022-06-01', to: null, convertsBy: ['GRADE'] });
const recommended = (nomination: string) => ({ nomination, round: 'r', reservation: `s-${nomination}`, unit: 'u1' });
const grade = (number: string, on: string, more: object = {}) => ({ type: 'ExternalRecognitionRecorded' as const, stream: 'teacher-a', on, data: { programme: 'p', kind: 'GRADE', level: 'PROVINCE', body: '省', number, evidence: { name: '名单', file: null } }, ...more });

describe('the funnel', () => {
  describeProjection([funnel], [
    {
      name: 'counts each step from its day on, and who is cultivated only while she is',
      given: [
        { type: 'Nominated', stream: 'teacher-a', on: '2022-04-01', data: nominated('n-a') },
        { type: 'Nominated', stream: 'teacher-b', on: '2022-04-02', data: nominated('n-b') },
        { type: 'Nominated', stream: 'teacher-c', on: '2022-04-02', data: nominated('n-c') },
        { type: 'SchoolRecommended', stream: 'teacher-a', on: '2022-04-03', data: recommended('n-a') },
        { type: 'SchoolRecommended', stream: 'teacher-b', on: '2022-04-03', data: recommended('n-b') },
        { type: 'AdmittedToPool', stream: 'teacher-a', on: '2022-06-01', data: admitted('n-a') },
        { type: 'AdmittedToPool', stream: 'teacher-b', on: '2022-06-01', data: admitted('n-b') },
        { type: 'LeftPool', stream: 'teacher-b', on: '2023-01-01', data: { programme: 'p', tier: 'STAR', nomination: 'n-b', round: 'r', reasonCode: 'OTHER', decision: 'd' } },
        grade('wrong', '2023-02-01', { id: 'wrong' }),
        grade('8', '2023-03-01'),
        { type: 'FactVoided', stream: 'teacher-a', on: '2023-04-01', data: { event: 'wrong', reasonCode: 'ENTERED_IN_ERROR' } },
      ],
      then: ({ bodies }) => {
        const on = (day: string) => funnelAsOf(bodies(FUNNEL_CELLS), day)[0]?.counts;
        expect(on('2022-04-01')).toMatchObject({ APPLIED: 1, RECOMMENDED: 0 });
        expect(on('2022-06-01')).toEqual({ APPLIED: 3, RECOMMENDED: 2, SELECTED: 2, POOL: 2, CONFIRMED: 0, CONFERRED: 0 });
        expect(on('2023-01-01')).toMatchObject({ SELECTED: 2, POOL: 1 });
        // The recognition that was entered by mistake converted nobody.
        expect(on('2023-02-28')).toMatchObject({ POOL: 1, CONFIRMED: 0 });
        expect(on('2023-03-01')).toEqual({ APPLIED: 3, RECOMMENDED: 2, SELECTED: 2, POOL: 0, CONFIRMED: 1, CONFERRED: 0 });
        expect(funnelAsOf(bodies(FUNNEL_CELLS), '2023-03-01', ['cohort']).map(({ group, counts }) => [group.cohort, counts.APPLIED])).toEqual([['2022', 2], [null, 1]]);
        // What is tallied is what the cells sum to, of the unit and of all.
        for (const day of ['2022-04-01', '2022-06-01', '2023-01-01', '2023-02-28', '2023-03-01']) {
          for (const asked of ['u1', null]) {
            const tallies = talliedCells(bodies(FUNNEL_TALLIES).filter(({ unit }) => unit === asked));
            expect(funnelAsOf(tallies, day)).toEqual(funnelAsOf(bodies(FUNNEL_CELLS), day));
            expect(seatsLeftAsOf(tallies, day)).toEqual(seatsLeftAsOf(bodies(FUNNEL_CELLS), day));
          }
        }
      },
    },
    {
      name: 'E6 what is decided about a title on the dossier that hers was merged into counts where she was nominated',
      given: [
        { type: 'Nominated', stream: 'teacher-a', on: '2022-04-01', data: nominated('n-a') },
        { type: 'SchoolRecommended', stream: 'teacher-a', on: '2022-04-03', data: recommended('n-a') },
        { type: 'TitleConferred', stream: 'teacher-a', on: '2022-06-01', id: 'conferral', data: { ...award, title: 'ti-a', nomination: 'n-a', reservation: 'x', batch: 'b', certificate: 'C-1', term: { number: 1, from: '2022-06-01', to: null } } },
        { type: 'FactVoided', stream: 'teacher-b', on: '2023-01-01', data: { event: 'conferral', reasonCode: 'ENTERED_IN_ERROR' }, meta: { about: 'teacher-a' } },
      ],
      then: ({ bodies }) => {
        expect(funnelAsOf(bodies(FUNNEL_CELLS), '2023-01-01')[0]?.counts).toMatchObject({ APPLIED: 1, RECOMMENDED: 1, SELECTED: 0, CONFERRED: 0 });
        expect(funnelAsOf(talliedCells(bodies(FUNNEL_TALLIES).filter(({ unit }) => unit === null)), '2023-01-01')[0]?.counts).toMatchObject({ CONFERRED: 0 });
      },
    },
  ]);
});
