import { describeProjection } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import { PYRAMID_TIERS, PYRAMID_UNITS } from '../pyramid/pyramid';
import { countAsOf } from '../pyramid/query';
import { ROSTER_ROWS, roster } from './roster';

const t = teacher('t1');
const t2 = teacher('t2');
const ti1 = { title: 'ti1', programme: 'weihai', tier: 'RISING_STAR' };
const rowsAsOf = (bodies: readonly { readonly [field: string]: unknown }[], day: string) =>
  bodies
    .filter(({ from, to }) => String(from) <= day && day < String(to))
    .map(({ unit, tier, status, underReview }) => ({ unit, tier, status, underReview }));

describe('roster', () => {
  describeProjection([roster], [
    {
      name: 'a teacher without a title is one row that is open at its end',
      given: [t.registered('2015-09-01', 'u1')],
      then: ({ bodies }) => {
        expect(bodies(ROSTER_ROWS)).toEqual([
          {
            teacher: 't1', from: '2015-09-01', to: '9999-12-31', personal: { event: 'e1', person: 't1', cipher: 'sealed-t1' }, unit: 'u1', stage: 'PRIMARY', subject: 'CHINESE', onEstablishment: true, inPost: true,
            title: null, programme: null, tier: null, track: null, certificate: null, conferredOn: null, round: null, until: null, status: 'NONE', underReview: 0,
          },
        ]);
      },
    },
    {
      name: 'a title is a row from its day on, and the row without a title ends there',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR')],
      then: ({ bodies }) => {
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2017-06-30')).toEqual([{ unit: 'u1', tier: null, status: 'NONE', underReview: 0 }]);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2017-07-01')).toEqual([{ unit: 'u1', tier: 'RISING_STAR', status: 'ACTIVE', underReview: 0 }]);
        expect(bodies(PYRAMID_UNITS)).toEqual([{ unit: 'u1', days: { 'weihai/RISING_STAR/TEACHER/PRIMARY/2017-07-01': 1, '-/-/-/PRIMARY/2015-09-01': 1, '-/-/-/PRIMARY/2017-07-01': -1 } }]);
        expect(bodies(PYRAMID_TIERS)).toEqual(expect.arrayContaining([{ programme: 'weihai', tier: 'RISING_STAR', days: { 'weihai/RISING_STAR/TEACHER/PRIMARY/2017-07-01': 1 } }, { programme: null, tier: null, days: { '-/-/-/PRIMARY/2015-09-01': 1, '-/-/-/PRIMARY/2017-07-01': -1 } }]));
      },
    },
    {
      name: 'a transfer entered late changes the rows of the past, and the title moves with her',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR'), t.transferred('2016-09-01', 'u1', 'u2', { recordedAt: '2019-03-01T00:00:00.000Z' })],
      then: ({ bodies }) => {
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2016-08-31')).toEqual([{ unit: 'u1', tier: null, status: 'NONE', underReview: 0 }]);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2017-07-01')).toEqual([{ unit: 'u2', tier: 'RISING_STAR', status: 'ACTIVE', underReview: 0 }]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2018-01-01')).toEqual([{ programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', unit: 'u2', stage: 'PRIMARY', size: 1 }]);
      },
    },
    {
      name: 'a revoked title stays as a row of its own kind, and she counts as without one',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR'), t.revoked('2018-03-01', 'ti1', 'RISING_STAR')],
      then: ({ bodies }) => {
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2018-02-28')).toEqual([{ unit: 'u1', tier: 'RISING_STAR', status: 'ACTIVE', underReview: 0 }]);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2018-03-01')).toEqual([
          { unit: 'u1', tier: 'RISING_STAR', status: 'REVOKED', underReview: 0 },
          { unit: 'u1', tier: null, status: 'NONE', underReview: 0 },
        ]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2018-03-01')).toEqual([{ programme: null, tier: null, track: null, unit: 'u1', stage: 'PRIMARY', size: 1 }]);
      },
    },
    {
      name: 'a term ends by date, without an event',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { to: '2020-06-30' })],
      then: ({ bodies }) => {
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2020-06-30').map(({ status }) => status)).toEqual(['ACTIVE']);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2020-07-01').map(({ status }) => status)).toEqual(['EXPIRED', 'NONE']);
      },
    },
    {
      name: 'a suspended title is no head of the pyramid, a renewed and a lifetime one is',
      given: [
        t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { to: '2020-06-30' }),
        { type: 'TitleSuspended', stream: 'teacher-t1', on: '2018-01-01', data: { ...ti1, until: '2018-01-31', expiry: 'KEEPS' } },
        { type: 'TitleRenewed', stream: 'teacher-t1', on: '2020-07-01', data: { ...ti1, way: 'AWARD', term: { number: 2, from: '2020-07-01', to: '2023-06-30' } } },
        { type: 'LifetimeTitleGranted', stream: 'teacher-t1', on: '2023-06-01', data: { ...ti1, round: 'r', verdicts: [] } },
      ],
      then: ({ bodies }) => {
        const shown = (day: string) => [rowsAsOf(bodies(ROSTER_ROWS), day).map(({ status }) => status), countAsOf(bodies(PYRAMID_UNITS), day).map(({ tier }) => tier)];
        expect(shown('2018-01-31')).toEqual([['SUSPENDED', 'NONE'], [null]]);
        expect(shown('2018-02-01')).toEqual([['ACTIVE'], ['RISING_STAR']]);
        expect(shown('2020-07-01')).toEqual([['ACTIVE'], ['RISING_STAR']]);
        expect(shown('2030-01-01')).toEqual([['LIFETIME'], ['RISING_STAR']]);
      },
    },
    {
      name: 'a voided conferral leaves no row on any day, and no empty cell',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { id: 'wrong' }), t.voided('2017-08-01', 'wrong')],
      then: ({ bodies }) => {
        expect(bodies(ROSTER_ROWS).map(({ status }) => status)).toEqual(['NONE']);
        expect(bodies(PYRAMID_UNITS)).toEqual([{ unit: 'u1', days: { '-/-/-/PRIMARY/2015-09-01': 1 } }]);
      },
    },
    {
      name: 'a corrected registration takes the place of the first, and an open review shows on the title',
      given: [
        t.registered('2015-09-01', 'u1', { id: 'reg' }),
        t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { id: 'conf' }),
        t.registered('2014-09-01', 'u1', { meta: { corrects: 'reg' }, stage: 'JUNIOR' }),
        t.review('2019-01-01', 'conf', 'ti1'),
        t.review('2019-01-01', 'other', null),
      ],
      then: ({ bodies, body }) => {
        expect(bodies(ROSTER_ROWS).every(({ stage }) => stage === 'JUNIOR')).toBe(true);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2014-09-01')).toHaveLength(1);
        expect(rowsAsOf(bodies(ROSTER_ROWS), '2019-01-01')).toEqual([{ unit: 'u1', tier: 'RISING_STAR', status: 'ACTIVE', underReview: 1 }]);
        expect(body('roster_v7', 't1')?.['facts']).toHaveLength(4);
      },
    },
    {
      name: 'a place in cultivation under review shows on her row until she leaves it',
      given: [
        t.registered('2015-09-01', 'u1'),
        { type: 'AdmittedToPool', stream: 'teacher-t1', on: '2018-07-01', id: 'place', data: { nomination: 'n1', programme: 'weihai', tier: 'RISING_STAR', track: 'TEACHER', stage: 'PRIMARY', subject: 'CHINESE', unit: 'u1', round: 'r1', reservation: 'd1', batch: 'b1' } },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2019-01-01', data: { outcome: 'place', outcomeType: 'AdmittedToPool', title: null, facts: [], rule: 'bornOnOrAfter', inputs: {} } },
        { type: 'LeftPool', stream: 'teacher-t1', on: '2019-05-01', data: { programme: 'weihai', tier: 'RISING_STAR', nomination: 'n1', round: 'r1', decision: 'd2' } },
      ],
      then: ({ bodies }) => {
        const underReview = (day: string) => rowsAsOf(bodies(ROSTER_ROWS), day).map((row) => row.underReview);
        expect([underReview('2018-12-31'), underReview('2019-01-01'), underReview('2019-04-30'), underReview('2019-05-01')]).toEqual([[0], [1], [1], [0]]);
      },
    },
    {
      name: 'a review of what no row shows is on the row of the title that it names, or on hers where it names none, until its outcome is voided',
      given: [
        t.registered('2015-09-01', 'u1'),
        t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { id: 'conf' }),
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2019-01-01', data: { outcome: 'deferral', outcomeType: 'AssessmentDeferred', title: 'ti1', facts: [], rule: 'notOnLeave', inputs: {} } },
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2019-02-01', id: 'again', data: { outcome: 'deferral', outcomeType: 'AssessmentDeferred', title: 'ti1', facts: [], rule: 'factChanged', inputs: {} } },
        { type: 'ReviewConcluded', stream: 'teacher-t1', on: '2019-02-02', data: { review: 'again', outcome: 'deferral', outcomeType: 'AssessmentDeferred', title: 'ti1', conclusion: 'STANDS' } },
        t2.registered('2015-09-01', 'u1'),
        { type: 'ReviewRequired', stream: 'teacher-t2', on: '2019-01-01', data: { outcome: 'refusal', outcomeType: 'NominationRefused', title: null, facts: [], rule: 'nowEligible', inputs: {} } },
      ],
      then: ({ bodies }) => expect(rowsAsOf(bodies(ROSTER_ROWS), '2019-03-01').map(({ status, underReview }) => [status, underReview])).toEqual([['ACTIVE', 1], ['NONE', 1]]),
    },
    {
      name: 'a deferral that is voided leaves no review of it',
      given: [
        t.registered('2015-09-01', 'u1'),
        t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { id: 'conf' }),
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2019-01-01', data: { outcome: 'deferral', outcomeType: 'AssessmentDeferred', title: 'ti1', facts: [], rule: 'notOnLeave', inputs: {} } },
        t.voided('2019-05-01', 'deferral'),
      ],
      then: ({ bodies }) => expect(rowsAsOf(bodies(ROSTER_ROWS), '2019-06-01').map((row) => row.underReview)).toEqual([0]),
    },
    {
      name: 'erasure takes her name from every row and leaves every count',
      given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR'), t.erased('2019-01-01')],
      then: ({ bodies }) => {
        expect(bodies(ROSTER_ROWS).map(({ personal }) => personal)).toEqual([null, null]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2019-06-01').map(({ size }) => size)).toEqual([1]);
      },
    },
  ]);
});
