import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import { roster } from '../roster/roster';
import { TERM_ROWS } from './terms';

const t = teacher('t1');
const ti1 = { title: 'ti1', programme: 'weihai', tier: 'RISING_STAR' };
const registered = t.registered('2015-09-01', 'u1');
const conferred = t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { to: '2020-06-30' });
const hers = (type: GivenEvent['type'], on: string, data: GivenEvent['data']): GivenEvent => ({ type, stream: 'teacher-t1', on, data: { ...ti1, ...data } });
const shown = (bodies: readonly { readonly [field: string]: unknown }[]) => bodies.map(({ place, from, to, state, unit }) => [place, from, to, state, unit]).sort();

describe('terms', () => {
  describeProjection([roster], [
    { name: 'nobody without a title', given: [registered], then: ({ bodies }) => expect(bodies(TERM_ROWS)).toEqual([]) },
    { name: 'a term that runs out needs no row of its own', given: [registered, conferred], then: ({ bodies }) => expect(shown(bodies(TERM_ROWS))).toEqual([['2020-06-30/t1/ti1', '2017-07-01', '9999-12-31', 'ACTIVE', 'u1']]) },
    {
      name: 'a renewal closes the term before it, on the day on which the next begins',
      given: [registered, conferred, hers('TitleRenewed', '2020-09-01', { way: 'AWARD', term: { number: 2, from: '2020-09-01', to: '2023-08-31' } })],
      then: ({ bodies }) => expect(shown(bodies(TERM_ROWS))).toEqual([['2020-06-30/t1/ti1', '2017-07-01', '2020-09-01', 'ACTIVE', 'u1'], ['2023-08-31/t1/ti1', '2020-09-01', '9999-12-31', 'ACTIVE', 'u1']]),
    },
    {
      name: 'a move, a suspension and a revocation each begin a row, and a title for life has no end',
      given: [
        registered, conferred, t.transferred('2018-09-01', 'u1', 'u2'), hers('TitleSuspended', '2019-01-01', { until: '2019-01-31', expiry: 'KEEPS' }), hers('LifetimeTitleGranted', '2019-06-01', { round: 'r', verdicts: [] }),
        t.revoked('2019-12-01', 'ti1', 'RISING_STAR'),
      ],
      then: ({ bodies }) => expect(shown(bodies(TERM_ROWS))).toEqual([
        ['2020-06-30/t1/ti1', '2017-07-01', '2018-09-01', 'ACTIVE', 'u1'], ['2020-06-30/t1/ti1', '2018-09-01', '2019-01-01', 'ACTIVE', 'u2'], ['2020-06-30/t1/ti1', '2019-01-01', '2019-02-01', 'SUSPENDED', 'u2'],
        ['2020-06-30/t1/ti1', '2019-02-01', '2019-06-01', 'ACTIVE', 'u2'], ['9999-12-31/t1/ti1', '2019-06-01', '2019-12-01', 'LIFETIME', 'u2'], ['9999-12-31/t1/ti1', '2019-12-01', '9999-12-31', 'REVOKED', 'u2'],
      ]),
    },
    { name: 'a conferral that was voided leaves none', given: [registered, t.conferred('2017-07-01', 'ti1', 'RISING_STAR', { id: 'wrong', to: '2020-06-30' }), t.voided('2018-01-01', 'wrong')], then: ({ bodies }) => expect(bodies(TERM_ROWS)).toEqual([]) },
  ]);
});
