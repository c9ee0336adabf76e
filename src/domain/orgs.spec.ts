import fc from 'fast-check';
import { Story } from '../../test/domain/story';
import { decideRegisterOrg, decideRenameOrg, isWithin, lineOf, nameOn, orgOn, orgs, type RegisterOrgCommand } from './orgs';

const unit = (org: string, more: Partial<RegisterOrgCommand> = {}): RegisterOrgCommand => ({ org, names: { zh: org, en: org }, level: 'SCHOOL', kind: 'SCHOOL', parent: null, stages: [], code: null, rural: false, effectiveOn: '2010-09-01', ...more });

function tree() {
  const story = new Story(orgs, 'orgs');
  const register = (command: RegisterOrgCommand) => story.take(decideRegisterOrg(story.state, command, story.on('2019-01-01')), story.on('2019-01-01'));
  const rename = (org: string, zh: string, effectiveOn: string) => story.take(decideRenameOrg(story.state, { org, names: { zh, en: zh }, effectiveOn }, story.on('2019-01-01')), story.on('2019-01-01'));
  return { story, register, rename };
}

describe('the tree of units', () => {
  test('levels, parents, codes and cycles', () => {
    const { story, register } = tree();
    expect(register(unit('city', { level: 'CITY', kind: 'BUREAU', code: '371000' }))).toEqual(['OrgRegistered']);
    // E34: a functional zone has no code, and two units without one do not clash.
    expect(register(unit('edz', { level: 'DISTRICT', kind: 'BUREAU', parent: 'city' }))).toEqual(['OrgRegistered']);
    expect(register(unit('school', { parent: 'edz' }))).toEqual(['OrgRegistered']);
    expect(register(unit('school', { parent: 'edz' }))).toMatchObject({ rule: 'orgExists' });
    expect(register(unit('self', { parent: 'self' }))).toMatchObject({ rule: 'orgCycle' });
    expect(register(unit('lost', { parent: 'nowhere' }))).toMatchObject({ rule: 'unknownOrg', inputs: { org: 'nowhere' } });
    expect(register(unit('above', { level: 'CITY', parent: 'school' }))).toMatchObject({ rule: 'levelAboveParent' });
    expect(register(unit('early', { parent: 'edz', effectiveOn: '2009-01-01' }))).toMatchObject({ rule: 'orgNotYet' });
    expect(register(unit('copy', { level: 'CITY', code: '371000' }))).toMatchObject({ rule: 'orgCodeTaken', inputs: { org: 'city' } });
    expect(lineOf(story.state, 'school', '2019-01-01')).toEqual(['school', 'edz', 'city']);
    expect([isWithin(story.state, 'school', 'city', '2019-01-01'), isWithin(story.state, 'edz', 'school', '2019-01-01')]).toEqual([true, false]);
  });

  test('E33: names hold from their day on, also when the paper comes late', () => {
    const { story, register, rename } = tree();
    register(unit('school'));
    expect(rename('school', '第三', '2018-01-01')).toEqual(['OrgRenamed']);
    expect(rename('school', '第二', '2014-01-01')).toEqual(['OrgRenamed']);
    expect(['2010-08-31', '2010-09-01', '2014-01-01', '2017-12-31', '2018-01-01'].map((day) => nameOn(story.state, 'school', day)?.zh ?? null)).toEqual([null, 'school', '第二', '第二', '第三']);
    expect(rename('school', '第三', '2018-06-01')).toMatchObject({ rule: 'sameName' });
    expect(rename('school', 'x', '2010-01-01')).toMatchObject({ rule: 'orgNotYet' });
    expect(rename('none', 'x', '2018-01-01')).toMatchObject({ rule: 'unknownOrg' });
    expect(orgOn(story.state, 'school', '2010-08-31')).toBeNull();
  });

  test('property: no sequence of registrations makes a cycle', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const command = fc.record({ org: id, parent: fc.option(id, { nil: null }), level: fc.constantFrom('CITY' as const, 'DISTRICT' as const, 'SCHOOL' as const) });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const { story, register } = tree();
        for (const { org, parent, level } of commands) register(unit(org, { parent, level }));
        for (const org of story.state.orgs.keys()) expect(lineOf(story.state, org, '2019-01-01').length <= story.state.orgs.size).toBe(true);
      }),
    );
  });
});
