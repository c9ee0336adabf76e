import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effectiveProgramme } from '../programme';
import type { JsonObject } from '../facts';
import { readDefinition, readProgramme } from './programme-text';

const read = (folder: string) => {
  const reading = readProgramme(readFileSync(join(__dirname, '../../..', folder, 'programme.yaml'), 'utf8'));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
};
const county = read('test/programmes/title-life');
const qingdao = read('programmes/qingdao-mingshi-2024');
const leaf = (value: unknown, clause = 'P7') => ({ value, stated: clause });

function said(definition: typeof county, tier: string, changed: object): readonly string[] {
  const answer = readDefinition({ ...definition, tiers: { ...definition.tiers, [tier]: { ...definition.tiers[tier], ...changed } } });
  return answer.kind === 'refused' ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
}

describe('the life of titles, in a rule file', () => {
  test('a tier takes up lower tiers of the programme, and neither its own nor a higher one', () => {
    expect(said(county, 'MASTER', { absorbs: leaf(['BACKBONE']) })).toEqual([]);
    expect(said(county, 'MASTER', { absorbs: leaf(['MASTER']) })).toEqual(['absorbsHigher tiers.MASTER.absorbs.value.0']);
    expect(said(county, 'BACKBONE', { absorbs: leaf(['MASTER', 'NONE']) })).toEqual(['absorbsHigher tiers.BACKBONE.absorbs.value.0', 'unknownTier tiers.BACKBONE.absorbs.value.1']);
  });

  test('what has no term is neither renewed nor made a lifetime', () => {
    expect(said(county, 'BACKBONE', { termYears: leaf(null) })).toEqual(['missingKey tiers.BACKBONE.renewal']);
    expect(said(qingdao, 'MASTER', { termYears: leaf(null, 'Q2') })).toEqual(['missingKey tiers.MASTER.renewal', 'missingKey tiers.MASTER.lifetime']);
  });

  test('a lifetime takes two terms at least, and is revoked on grounds that the file has', () => {
    const lifetime = (changed: object) => ({ lifetime: { ...qingdao.tiers['MASTER']?.lifetime, ...changed } });
    expect(said(qingdao, 'MASTER', lifetime({ consecutive: leaf(1, 'Q7') }))).toEqual(['outOfBounds tiers.MASTER.lifetime.consecutive.value']);
    expect(said(qingdao, 'MASTER', lifetime({ revocable: leaf(['UNQUALIFIED'], 'Q6') }))).toEqual([]);
    expect(said(qingdao, 'MASTER', lifetime({ revocable: leaf(['ETHICS'], 'Q6') }))).toEqual(['unknownGround tiers.MASTER.lifetime.revocable.value.0']);
  });

  test('a ground rests on a grade that an assessment of the file gives, and a duty rests on none', () => {
    const told = (changed: object) => {
      const answer = readDefinition({ ...qingdao, ...changed });
      return answer.kind === 'refused' ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
    };
    const ground = (verdict: object) => ({ revocationGrounds: leaf([{ code: 'UNQUALIFIED', names: { zh: '不合格', en: 'Unqualified' }, verdict }], 'Q6') });
    expect(told(ground({ assessment: 'ANNUAL', grade: 'UNQUALIFIED' }))).toEqual([]);
    expect(told(ground({ assessment: 'DAILY', grade: 'UNQUALIFIED' }))).toEqual(['unknownAssessment revocationGrounds.value.UNQUALIFIED.verdict.assessment']);
    expect(told({ ...ground({ assessment: 'ANNUAL', grade: 'UNQUALIFIED' }), assessments: { ...qingdao.assessments, ANNUAL: { ...qingdao.assessments?.['ANNUAL'], grades: leaf(['QUALIFIED'], 'Q8') } } })).toEqual(['gradeNotOfAssessment revocationGrounds.value.UNQUALIFIED.verdict.grade']);
    const duties = [{ code: 'PLAN', names: { zh: '规划', en: 'Plan' }, verdict: { assessment: 'ANNUAL', grade: 'QUALIFIED' } }];
    expect(told({ parties: { BUREAU: { names: { zh: '局', en: 'Bureau' }, stated: 'Q4', duties: leaf(duties, 'Q4') } } })).toEqual(['unknownKey parties.BUREAU.duties.value.PLAN.verdict']);
  });

  test('a title is conferred in the name of a body, a fund is one\'s and a paper is owed by one: an expert is none', () => {
    const by = (post: string) => leaf({ post, level: 'CITY' });
    expect(said(qingdao, 'MASTER', { conferringBody: by('ResearchCentre') })).toEqual([]);
    expect(said(qingdao, 'MASTER', { conferringBody: by('Expert') })).toEqual(['postOfNoBody tiers.MASTER.conferringBody.value.post']);
    const duty = (post: string) => readDefinition({ ...qingdao, compliance: { PLAN: { names: { zh: '规划', en: 'Plan' }, stated: 'Q4', everyYears: leaf(1), by: by(post) } }, funding: { FUND: { names: { zh: '经费', en: 'Fund' }, stated: 'Q4', kind: leaf('EARMARK'), by: by(post) } } });
    expect(duty('BureauOfficer').kind).not.toBe('refused');
    expect(duty('Supervisor')).toMatchObject({ problems: [{ code: 'postOfNoBody', path: 'funding.FUND.by.value.post' }, { code: 'postOfNoBody', path: 'compliance.PLAN.by.value.post' }] });
  });

  test('a share of a grade is counted among those whose results are open to review together', () => {
    const { reviewWorkingDays, ...without } = qingdao.assessments?.['END_OF_TERM'] ?? {};
    expect(reviewWorkingDays).toBeDefined();
    expect(readDefinition({ ...qingdao, assessments: { ...qingdao.assessments, END_OF_TERM: without } })).toMatchObject({ problems: [{ code: 'missingKey', path: 'assessments.END_OF_TERM' }] });
  });

  test('an assessment may open five years before the end at most', () => {
    const early = (months: number) => readDefinition({ ...qingdao, assessments: { ...qingdao.assessments, END_OF_TERM: { ...qingdao.assessments?.['END_OF_TERM'], earliestMonthsBefore: leaf(months, 'Q4') } } });
    expect(early(60).kind).not.toBe('refused');
    expect(early(61)).toMatchObject({ problems: [{ code: 'outOfBounds', path: 'assessments.END_OF_TERM.earliestMonthsBefore.value' }] });
  });

  test('the leading level decides none of it', () => {
    expect(said(county, 'BACKBONE', { renewal: { by: leaf({ post: 'BureauOfficer', level: 'LEAD' }) } })).toEqual(['leadNotHere tiers.BACKBONE.renewal.by']);
  });

  test('what is left open provides nothing until it is adopted', () => {
    const rules = (adopted: readonly { readonly path: string; readonly value: readonly string[] }[]) =>
      effectiveProgramme({ programme: 'q', version: 1, definition: qingdao as JsonObject & typeof qingdao }, adopted.map((one) => ({ ...one, sample: false })), 1).tiers[0]?.life;
    expect(rules([])).toBeUndefined();
    expect(rules([{ path: 'tiers.MASTER.renewal.grades', value: ['QUALIFIED'] }])).toMatchObject({ renewal: { clause: 'Q4', grades: ['QUALIFIED'] } });
  });
});
