import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import { roster } from '../roster/roster';
import { HONOUR_ROWS } from './rows';

const t = teacher('t1');
const listed = { name: '名师', level: 'CITY', conferredOn: '2015', number: null, programme: null, file: 'f', row: 2, verified: false };
const list = (on: string, more: Partial<GivenEvent> = {}): GivenEvent => ({ type: 'LegacyTitleImported', stream: 'teacher-t1', on, data: listed, ...more });
const recognition: GivenEvent = { type: 'ExternalRecognitionRecorded', stream: 'teacher-t1', on: '2019-03-01', data: { programme: 'p', kind: 'GRADE', level: 'PROVINCE', body: '省教育厅', number: '浙教〔2019〕1号', evidence: { name: '名单', file: null } } };
const shown = (bodies: readonly { readonly [field: string]: unknown }[]) => bodies.map(({ kind, name, conferredOn, unit, from, to }) => [kind, name, conferredOn, unit, from, to]).sort();

describe('rows of what lists and other bodies say', () => {
  describeProjection([roster], [
    { name: 'none of a teacher of whom nothing was said', given: [t.registered('2015-09-01', 'u1'), t.conferred('2017-07-01', 'ti1', 'RISING_STAR')], then: ({ bodies }) => expect(bodies(HONOUR_ROWS)).toEqual([]) },
    {
      name: 'one for each unit that has her on its roster, and one for the days on which none has',
      given: [list('2015-01-01'), t.registered('2015-09-01', 'u1'), recognition, t.transferred('2020-09-01', 'u1', 'u2'), { type: 'Retired', stream: 'teacher-t1', on: '2023-01-01', data: {} }],
      then: ({ bodies }) => expect(shown(bodies(HONOUR_ROWS))).toEqual([
        ['LEGACY', '名师', '2015', null, '2015-01-01', '2015-09-01'], ['LEGACY', '名师', '2015', null, '2023-01-01', '9999-12-31'], ['LEGACY', '名师', '2015', 'u1', '2015-09-01', '2020-09-01'], ['LEGACY', '名师', '2015', 'u2', '2020-09-01', '2023-01-01'],
        ['RECOGNITION', 'GRADE', '2019-03-01', null, '2023-01-01', '9999-12-31'], ['RECOGNITION', 'GRADE', '2019-03-01', 'u1', '2019-03-01', '2020-09-01'], ['RECOGNITION', 'GRADE', '2019-03-01', 'u2', '2020-09-01', '2023-01-01'],
      ]),
    },
    {
      name: 'what was corrected is as it should be, also where the move was, what was entered by mistake is gone, and a title cuts nothing',
      given: [
        t.registered('2015-09-01', 'u1'), t.conferred('2018-07-01', 'ti1', 'RISING_STAR'), t.revoked('2019-01-01', 'ti1', 'RISING_STAR'), list('2016-01-01', { id: 'first' }), list('2016-01-01', { id: 'wrong' }), t.transferred('2020-09-01', 'u1', 'u2', { id: 'move' }),
        list('2017-01-01', { data: { ...listed, conferredOn: '2017' }, meta: { corrects: 'first' } }), t.voided('2018-01-01', 'wrong'), t.transferred('2021-09-01', 'u1', 'u2', { meta: { corrects: 'move' } }),
      ],
      then: ({ bodies }) => expect(shown(bodies(HONOUR_ROWS))).toEqual([['LEGACY', '名师', '2017', 'u1', '2017-01-01', '2021-09-01'], ['LEGACY', '名师', '2017', 'u2', '2021-09-01', '9999-12-31']]),
    },
    {
      name: 'E6 rows go with the dossier that holds them, and go back',
      given: [
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2015-01-01', data: listed },
        { type: 'IdentitiesMerged', stream: 'teacher-t1', on: '2020-01-01', data: { from: 't1', into: 't2' } },
        { type: 'IdentitiesMerged', stream: 'teacher-t2', on: '2020-01-01', data: { from: 't1', into: 't2' } },
        { type: 'LegacyTitleImported', stream: 'teacher-t3', on: '2015-01-01', data: listed },
        { type: 'IdentitiesMerged', stream: 'teacher-t3', on: '2020-01-01', data: { from: 't3', into: 't4' } },
        { type: 'IdentitiesMerged', stream: 'teacher-t4', on: '2020-01-01', data: { from: 't3', into: 't4' } },
        { type: 'MergeUndone', stream: 'teacher-t4', on: '2020-02-01', data: { from: 't3', into: 't4' } },
        { type: 'MergeUndone', stream: 'teacher-t3', on: '2020-02-01', data: { from: 't3', into: 't4' } },
      ],
      then: ({ bodies }) => expect(bodies(HONOUR_ROWS).map(({ teacher }) => teacher).sort()).toEqual(['t2', 't3']),
    },
  ]);
});
