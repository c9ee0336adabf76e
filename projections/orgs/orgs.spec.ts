import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { ORGS, orgName, orgs, type OrgDocument } from './orgs';

const registered: GivenEvent = { type: 'OrgRegistered', stream: 'orgs', on: '2015-01-01', data: { org: 'u1', names: { zh: '第一小学', en: 'First Primary' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false } };
const renamed = (on: string, zh: string): GivenEvent => ({ type: 'OrgRenamed', stream: 'orgs', on, data: { org: 'u1', names: { zh, en: zh } } });

describe('orgs', () => {
  describeProjection([orgs], [
    {
      name: 'a unit has the name of the day, also when a change of name is entered late',
      given: [registered, renamed('2018-01-01', '丙'), renamed('2016-01-01', '乙'), renamed('2018-01-01', '丁')],
      then: ({ body }) => {
        const unit = body(ORGS, 'u1') as OrgDocument;
        expect(unit).toMatchObject({ parent: 'edz', level: 'SCHOOL', registeredOn: '2015-01-01' });
        expect(['2014-01-01', '2015-06-01', '2016-01-01', '2019-01-01'].map((day) => orgName(unit, day)?.zh)).toEqual(['第一小学', '第一小学', '乙', '丁']);
      },
    },
    { name: 'a name for a unit that is not there makes none', given: [renamed('2018-01-01', '丙')], then: ({ bodies }) => expect(bodies(ORGS)).toEqual([]) },
  ]);
});
