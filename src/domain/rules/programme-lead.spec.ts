import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionProblems } from '../programme';
import type { Json, JsonObject } from '../facts';
import { readDefinition, readProgramme } from './programme-text';

const text = readFileSync(join(__dirname, '../../../programmes/wenzhou-ouyue-2022/programme.yaml'), 'utf8');
const reading = readProgramme(text);
if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
const { definition } = reading;
const lead = definition.lead ?? {};

const said = (changed: object): readonly string[] => {
  const answer = readDefinition({ ...definition, ...changed });
  return answer.kind === 'refused' ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
};
const leaf = (value: unknown) => ({ value, stated: 'Z24' });
const open = { open: { zh: '哪一级？', en: 'Which level?' }, type: 'leadLevel', clause: 'Z24' };
const without = (key: 'byTier' | 'byStage' | 'precedence') => Object.fromEntries(Object.entries(lead).filter(([own]) => own !== key));
const officer = (level: string) => leaf({ post: 'BureauOfficer', level });

describe('who leads, in a rule file', () => {
  test('E50 tables that differ with no word on which is first cannot be published, and the problem shows where they differ', () => {
    const answer = readDefinition({ ...definition, lead: without('precedence') });
    expect(answer.kind === 'refused' ? answer.problems : []).toMatchObject([{ code: 'leadPrecedenceMissing', path: 'lead', en: expect.stringContaining('OUTSTANDING: CITY, PRESCHOOL: DISTRICT') as string }]);
  });

  test('E50 nor where a level that is left open may come to differ', () => {
    const city = Object.fromEntries(Object.keys(lead.byTier ?? {}).map((tier) => [tier, leaf('CITY')]));
    expect(said({ lead: { byTier: city, byStage: { SENIOR: leaf('CITY') } } })).toEqual([]);
    expect(said({ lead: { byTier: city, byStage: { SENIOR: open } } })).toEqual(['leadPrecedenceMissing lead']);
  });

  test.each([
    ['one table alone needs no precedence', { lead: { byTier: lead.byTier } }, []],
    ['nor all six stages alone', { lead: { byStage: lead.byStage } }, []],
    ['every tier has a level, or every stage', { lead: { byStage: { SENIOR: leaf('CITY') }, byTier: { NEW_EDGE: leaf('CITY') } } }, ['leadIncomplete lead', 'leadIncomplete lead', 'leadIncomplete lead', 'leadIncomplete lead']],
    ['a tier is one that there is', { lead: { ...lead, byTier: { ...lead.byTier, MASTER: leaf('CITY') } } }, ['unknownTier lead.byTier.MASTER']],
    ['a school leads nothing', { lead: { ...lead, byTier: { ...lead.byTier, NEW_EDGE: leaf('SCHOOL') } } }, ['wrongValue lead.byTier.NEW_EDGE.value']],
    ['both tables have their place in the order', { lead: { ...lead, precedence: leaf(['STAGE']) } }, ['wrongValue lead.precedence.value']],
    ['LEAD without a lead names nobody', { lead: undefined, authority: { OpenRound: officer('LEAD') } }, ['leadMissing authority.OpenRound']],
    ['a revocation may be the lead\'s', { authority: { RevokeTitle: officer('LEAD') } }, []],
    ['a correction is about no tier', { authority: { CorrectFact: officer('LEAD') } }, ['leadNotHere authority.CorrectFact']],
    ['who trains is named', { training: { ...definition.training, PRINCIPAL_LINE: { ...definition.training?.['PRINCIPAL_LINE'], by: officer('LEAD') } } }, ['leadNotHere training.PRINCIPAL_LINE.by']],
    ['the conferring body may be the lead', { tiers: { ...definition.tiers, NEW_EDGE: { ...definition.tiers['NEW_EDGE'], conferringBody: officer('LEAD') } } }, []],
  ] as const)('%s', (_title, changed, expected) => {
    expect(said(changed)).toEqual(expected);
  });

  test('either order can be adopted, and no other', () => {
    const adopt = (value: Json) => adoptionProblems(definition as object as JsonObject, [], 'lead.precedence', value).map(({ code }) => code);
    expect([adopt(['STAGE', 'TIER']), adopt(['TIER', 'STAGE'])]).toEqual([[], []]);
    expect([adopt(['TIER', 'TIER']), adopt(['TIER']), adopt('STAGE')]).toEqual([['wrongValue'], ['wrongValue'], ['wrongType']]);
  });
});
