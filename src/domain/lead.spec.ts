import type { OrgsState } from './orgs';
import { decideRegisterOrg, orgs } from './orgs';
import { leadOf, underLead, type LedMatter } from './lead';
import type { EffectiveProgramme, LeadRules } from './programme-rules';
import { weihai } from '../../test/domain/district';
import { Story } from '../../test/domain/story';

const day = '2022-03-31';
const byTier = { NEW_EDGE: { level: 'DISTRICT', clause: 'Z24' }, OUTSTANDING: { level: 'CITY', clause: 'Z24' } } as const;
const byStage = { PRIMARY: { level: 'DISTRICT', clause: 'Z25' }, VOCATIONAL: { level: 'CITY', clause: 'Z25' }, SPECIAL: { level: null, clause: 'Z25' } } as const;
const rules = (first: 'STAGE' | 'TIER' | null): LeadRules => ({ byTier, byStage, precedence: { first, clause: 'Z26' } });

function tree(): OrgsState {
  const story = new Story(orgs, 'orgs');
  const register = (org: string, level: 'CITY' | 'DISTRICT' | 'SCHOOL', parent: string | null) =>
    story.take(decideRegisterOrg(story.state, { org, names: { zh: org, en: org }, level, kind: level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU', parent, stages: level === 'SCHOOL' ? ['PRIMARY'] : [], code: null, rural: false }, story.on('2019-01-01')), story.on('2019-01-01'));
  register('city', 'CITY', null);
  register('county', 'DISTRICT', 'city');
  register('school-1', 'SCHOOL', 'county');
  register('attached', 'SCHOOL', 'city');
  return story.state;
}
const orgTree = tree();
const matter = (tier: string, stages: readonly string[] | undefined, units: readonly string[] = ['school-1']): LedMatter => ({ tier, ...(stages === undefined ? {} : { stages }), units: units.map((unit) => ({ unit })), day });
const led = (first: 'STAGE' | 'TIER' | null, ...of: Parameters<typeof matter>) => {
  const answer = leadOf(rules(first), matter(...of), orgTree);
  return answer.kind === 'led' ? `${answer.level} ${answer.clause}` : `${answer.refusal.rule} ${answer.refusal.clause ?? ''}`;
};

describe('which level leads', () => {
  test.each([
    ['a vocational new-edge teacher, stage first', 'STAGE', 'NEW_EDGE', ['VOCATIONAL'], 'CITY Z25'],
    ['the same, tier first', 'TIER', 'NEW_EDGE', ['VOCATIONAL'], 'DISTRICT Z24'],
    ['E50 the same, where nobody has said which is first', null, 'NEW_EDGE', ['VOCATIONAL'], 'leadOpen Z26'],
    ['where both tables agree nobody asks which is first', null, 'NEW_EDGE', ['PRIMARY'], 'DISTRICT Z24'],
    ['a primary teacher of the highest tier, stage first', 'STAGE', 'OUTSTANDING', ['PRIMARY'], 'DISTRICT Z25'],
    ['the same, tier first', 'TIER', 'OUTSTANDING', ['PRIMARY'], 'CITY Z24'],
    ['a tier that its table leaves out goes by the stage', 'TIER', 'RISING_STAR', ['VOCATIONAL'], 'CITY Z25'],
    ['a stage that its table leaves out goes by the tier', 'STAGE', 'OUTSTANDING', ['SENIOR'], 'CITY Z24'],
    ['neither says', 'STAGE', 'RISING_STAR', ['SENIOR'], 'leadOpen Z26'],
    ['a level that is left open is not told', 'STAGE', 'NEW_EDGE', ['SPECIAL'], 'leadOpen Z25'],
    ['two stages with two leads', 'STAGE', 'NEW_EDGE', ['PRIMARY', 'VOCATIONAL'], 'leadsDiffer Z25'],
    ['two stages that the tier keeps together', 'TIER', 'NEW_EDGE', ['PRIMARY', 'VOCATIONAL'], 'DISTRICT Z24'],
    ['a notice without stages', 'TIER', 'NEW_EDGE', undefined, 'leadStagesMissing Z25'],
  ] as const)('%s', (_title, first, tier, stages, expected) => {
    expect(led(first, tier, stages)).toBe(expected);
  });

  test('a school under no county is led by the city, in a round of its own', () => {
    expect(led('TIER', 'NEW_EDGE', ['PRIMARY'], ['attached'])).toBe('CITY Z24');
    expect(led('TIER', 'NEW_EDGE', ['PRIMARY'], ['county', 'school-1'])).toBe('DISTRICT Z24');
    expect(led('TIER', 'NEW_EDGE', ['PRIMARY'], ['school-1', 'attached'])).toBe('leadsDiffer Z24');
    expect(led('TIER', 'OUTSTANDING', ['PRIMARY'], ['school-1', 'attached'])).toBe('CITY Z24');
    expect(led('TIER', 'NEW_EDGE', ['PRIMARY'], ['nowhere', 'school-1'])).toBe('DISTRICT Z24');
  });

  test('only who is named by LEAD is named anew, of the tier alone, and the working goes along', () => {
    const tier = { ...weihai.tiers[0], conferringBody: { clause: 'Z5', post: 'BureauOfficer', level: 'LEAD' } } as EffectiveProgramme['tiers'][number];
    const programme: EffectiveProgramme = {
      ...weihai,
      lead: rules('STAGE'),
      authority: { OpenRound: { post: 'BureauOfficer', level: 'LEAD', clause: 'Z24' }, ConferTitles: { post: 'BureauOfficer', level: 'CITY', clause: 'Z21' } },
      tiers: [{ ...tier, code: 'NEW_EDGE' }, { ...tier, code: 'OUTSTANDING' }],
    };
    const read = underLead(programme, matter('NEW_EDGE', ['PRIMARY']), orgTree);
    expect(read.authority).toEqual({
      OpenRound: { post: 'BureauOfficer', level: 'DISTRICT', clause: 'Z25', led: ['NEW_EDGE → DISTRICT (Z24)', 'PRIMARY → DISTRICT (Z25)', 'STAGE > TIER (Z26)'] },
      ConferTitles: { post: 'BureauOfficer', level: 'CITY', clause: 'Z21' },
    });
    expect(read.tiers.map(({ conferringBody }) => conferringBody?.level)).toEqual(['DISTRICT', 'LEAD']);
    expect(underLead(programme, matter('NEW_EDGE', ['PRIMARY', 'VOCATIONAL']), orgTree)).toBe(programme);
  });
});
