import { orgs, tell, type OrgsState } from '../domain/orgs';
import { knownUnits } from './known-units';
import { UnitsIndex } from './units-index';

function merged(): OrgsState {
  const unit = (org: string, zh: string, code: string) => ({ org, names: { zh, en: org }, level: 'SCHOOL', kind: 'SCHOOL', parent: null, stages: [], code, rural: false }) as const;
  const tree = orgs.initial('orgs');
  tell(tree, { type: 'OrgRegistered', data: unit('new', '第一小学', 'C2') }, '2010-01-01', 'e1');
  tell(tree, { type: 'OrgRegistered', data: unit('old', '第一小学', 'C1') }, '2010-01-01', 'e2');
  tell(tree, { type: 'OrgRegistered', data: unit('gone', '村小', 'C3') }, '2010-01-01', 'e3');
  tell(tree, { type: 'OrgsMerged', data: { into: 'new', from: ['old', 'gone'], moved: [] } }, '2019-09-01', 'e4');
  return tell(tree, { type: 'OrgCodeChanged', data: { org: 'new', code: 'C1' } }, '2019-09-01', 'e5');
}

describe('units as a file may name them', () => {
  test('E32 a code or name that a merger keeps in use is that of the unit that carries it on; before the merger nobody can tell', () => {
    const after = new UnitsIndex(knownUnits(merged(), '2019-09-01'));
    expect([after.find('C1'), after.find('第一小学'), after.find('村小')]).toEqual([['new'], ['new'], ['gone']]);
    const before = new UnitsIndex(knownUnits(merged(), '2019-08-31'));
    expect([before.find('C1'), before.find('第一小学')]).toEqual([['old'], ['new', 'old']]);
  });
});
