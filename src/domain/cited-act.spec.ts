import { Story } from '../../test/domain/story';
import { citedActFault, type CitedUnder } from './cited-act';
import { decideRegisterOrg, orgs } from './orgs';
import { decideMergeOrgs } from './orgs/changes';

/** A city with two counties and a board of supervision; county-c was merged into county-d in 2020. */
function tree() {
  const story = new Story(orgs, 'orgs');
  const context = story.on('2019-01-01');
  const register = (org: string, level: 'CITY' | 'DISTRICT' | 'SCHOOL', parent: string | null, effectiveOn = '2000-01-01') =>
    story.take(decideRegisterOrg(story.state, { org, names: { zh: org, en: org }, level, kind: level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU', parent, stages: [], code: null, rural: false, effectiveOn }, context), context);
  register('city', 'CITY', null);
  for (const county of ['county-a', 'county-b', 'county-c', 'county-d']) register(county, 'DISTRICT', 'city');
  register('young', 'DISTRICT', 'city', '2022-03-01');
  register('school-a', 'SCHOOL', 'county-a');
  register('school-b', 'SCHOOL', 'county-b');
  const later = story.on('2020-01-01');
  story.take(decideMergeOrgs(story.state, { from: ['county-c'], into: 'county-d', founds: null, code: null, on: '2020-01-01', act: { body: 'city', kind: '决定', number: '1号', date: '2020-01-01', file: null } }, later), later);
  return story.state;
}

const at = (unit: string | null, more: Partial<CitedUnder> = {}): CitedUnder => ({ isDecidedElsewhere: false, orgs: tree(), today: '2024-05-10', unit, publishers: [], undoes: null, ...more });
const cite = (body: string, under: CitedUnder, date = '2024-05-10') => citedActFault({ body, date }, under)?.refusal ?? null;

describe('an act that is cited', () => {
  test('is passed by the day of entry', () => {
    expect(cite('city', at('city'), '2024-05-11')).toMatchObject({ rule: 'inTheFuture', inputs: { field: 'act.date', day: '2024-05-11', today: '2024-05-10' } });
    expect(cite('市人民政府', at('city'), '2024-05-11')).toMatchObject({ rule: 'inTheFuture' });
    expect(cite('city', at('city'))).toBeNull();
  });

  test('is of a body that was there on its day, where that is a unit', () => {
    expect(cite('young', at('city'), '2022-02-28')).toMatchObject({ rule: 'orgNotYet', inputs: { org: 'young', from: '2022-03-01' } });
    expect(cite('county-c', at('city'), '2020-01-01')).toMatchObject({ rule: 'orgEnded', inputs: { successors: ['county-d'] } });
    expect(cite('county-c', at('city'), '2019-12-31')).toBeNull();
    expect(cite('市人民政府', at('school-a'))).toBeNull();
  });

  test.each([
    ['her own unit', 'county-a', 'county-a', null],
    ['one above', 'city', 'school-a', null],
    ['one below', 'school-a', 'county-a', null],
    ['what her unit carries on', 'county-c', 'county-d', null],
    ['a county beside hers', 'county-b', 'county-a', 'actOfUnrelatedBody'],
    ['a school of the county beside hers', 'school-b', 'school-a', 'actOfUnrelatedBody'],
    ['any, of who acts under no post', 'county-b', null, null],
  ] as const)('%s', (_title, body, unit, rule) => {
    expect(cite(body, at(unit), '2019-06-01')?.rule ?? null).toBe(rule);
  });

  test('of a programme any body of the line of its publisher will do', () => {
    expect(cite('school-b', at('county-a', { publishers: ['city'] }))).toBeNull();
    expect(cite('county-b', at('county-a', { publishers: ['county-d'] }))).toMatchObject({ rule: 'actOfUnrelatedBody', inputs: { body: 'county-b', unit: 'county-a' } });
  });

  test('what is only written down of her may have been decided where she was, or where she goes', () => {
    expect(cite('county-b', at('county-a', { isDecidedElsewhere: true }))).toBeNull();
    expect(cite('county-b', at('county-a', { undoes: 'SanctionRecorded' }))).toBeNull();
    expect(cite('county-b', at('county-a', { undoes: 'TitleConferred' }))).toMatchObject({ rule: 'actOfUnrelatedBody' });
    expect(cite('county-b', at('county-a', { isDecidedElsewhere: true }), '2024-05-11')).toMatchObject({ rule: 'inTheFuture' });
  });
});
