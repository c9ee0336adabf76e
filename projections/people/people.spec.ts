import { describeProjection } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import { PEOPLE, people } from './people';

const sealed = (cipher: string) => ({ commitment: 'c', cipher });

describe('people', () => {
  describeProjection([people], [
    {
      name: 'clerks and teachers, each under her own key, in the last wording',
      given: [
        { type: 'PersonRegistered', stream: 'people', on: '2019-01-01', data: { person: 'clerk' }, private: { clerk: sealed('k1') } },
        teacher('t1').registered('2019-01-02', 'u1', { id: 'reg' }),
        teacher('t1').registered('2019-01-02', 'u1', { id: 'again', meta: { corrects: 'reg' }, private: { t1: sealed('better') } }),
      ],
      then: ({ body }) => {
        expect(body(PEOPLE, 'clerk')).toEqual({ person: 'clerk', teacher: false, personal: { event: 'e1', person: 'clerk', cipher: 'k1' }, erased: false });
        expect(body(PEOPLE, 't1')).toEqual({ person: 't1', teacher: true, personal: { event: 'again', person: 't1', cipher: 'better' }, erased: false });
      },
    },
    {
      name: 'once erased, a late wording brings nothing back',
      given: [teacher('t1').registered('2019-01-02', 'u1', { id: 'reg' }), teacher('t1').erased('2019-02-01'), teacher('t1').registered('2019-01-02', 'u1', { meta: { corrects: 'reg' } })],
      then: ({ body }) => expect(body(PEOPLE, 't1')).toEqual({ person: 't1', teacher: true, personal: null, erased: true }),
    },
  ]);
});
