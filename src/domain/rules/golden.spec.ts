import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../facts';
import type { EffectiveProgramme, TierRules } from '../programme-rules';
import { clearVerdicts, evaluateEligibility, evaluateRule, personalInputs } from './eligibility';
import type { Candidate, Circumstances } from './rule';
import { refusalSentence, ruleSentence, ruleSentences } from './sentences';
import { vocabulary, wordKey } from './vocabulary';

interface GoldenCase {
  readonly title: string;
  readonly given: { readonly arguments: JsonObject; readonly candidate: Partial<Omit<Candidate, 'career'>> & { readonly career?: Partial<Candidate['career']> }; readonly circumstances: Partial<Circumstances> };
  readonly expect: { readonly verdict: string; readonly bound: JsonObject; readonly inputs: JsonObject; readonly standsOn: readonly string[]; readonly undecided?: string; readonly zh?: string; readonly en?: string };
}

const folder = join(__dirname, 'golden');
const goldens = readdirSync(folder)
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly rule: string; readonly cases: readonly GoldenCase[] }) }));

const tier = (code: string, rank: number, eligibility: TierRules['eligibility'] = []): TierRules => ({
  code, rank, names: { zh: code, en: code }, stageGroup: 'S', tracks: ['TEACHER'], way: 'AWARD', seats: null, cadenceYears: null, termYears: null,
  eligibility, scoring: null, publicity: null, onCorrection: { clause: 'W12', do: 'REVIEW' }, conferringBody: null,
});
const programme: EffectiveProgramme = {
  id: 'p', version: 1, adoptions: 0, names: { zh: '例', en: 'example' }, demonstrationOnly: false, open: [],
  tracks: [{ code: 'TEACHER', names: { zh: '教师', en: 'Teacher' }, holder: 'PERSON', clause: 'W3' }],
  tiers: [tier('LOW', 1), tier('SIDE', 1), tier('HIGH', 2)], authority: {}, assessments: [], revocationGrounds: [],
};
const career: Candidate['career'] = { services: [], credentials: [], appraisals: [], teachings: [], classTeacherSpells: [], leaderPosts: [], sanctions: [], leaves: [], waivers: [], evidence: [] };
const candidate: Candidate = {
  personal: { birthDate: '1990-05-06' }, unit: 'school-7', stage: 'PRIMARY', subject: 'MATHS', enteredOn: '2016-09-01',
  onEstablishment: true, inPost: true, registeredBy: 'reg', titles: [], verdicts: [], trainings: [], consents: [], career,
};
const circumstances: Circumstances = {
  programme, tier: 'LOW', track: 'TEACHER', round: 'r-2019', on: '2019-05-10',
  parameters: { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-10', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-24', recommendationSeats: [], awardSeats: 50, requiredAttachments: [] },
};

describe('the rule vocabulary', () => {
  it('has golden cases for every word and version, each with both verdicts in words', () => {
    expect(goldens.map((golden) => golden.rule).sort()).toEqual(vocabulary.map(wordKey).sort());
    for (const golden of goldens) {
      expect(golden.file).toBe(`${golden.rule}.json`);
      for (const verdict of ['holds', 'fails']) expect(golden.cases.filter((one) => one.expect.verdict === verdict && one.expect.zh !== undefined && one.expect.en !== undefined)).not.toHaveLength(0);
    }
  });

  it('has sentences for every word and version, and for nothing else', () => {
    expect(Object.keys(ruleSentences).sort()).toEqual(vocabulary.map(wordKey).sort());
  });

  it('leaves the argument name "applies" to the file', () => {
    expect(vocabulary.filter((word) => Object.hasOwn(word.arguments, 'applies'))).toEqual([]);
  });

  for (const golden of goldens) {
    describe(golden.rule, () => {
      for (const one of golden.cases) {
        it(one.title, () => {
          const answer = evaluateRule(
            { rule: golden.rule, clause: 'W12', arguments: one.given.arguments },
            { ...candidate, ...one.given.candidate, career: { ...career, ...one.given.candidate.career } },
            { ...circumstances, ...one.given.circumstances },
          );
          const { zh, en, ...expected } = one.expect;
          expect(answer).toEqual({ rule: golden.rule, clause: 'W12', ...expected });
          if (zh !== undefined && en !== undefined) expect(ruleSentence(answer)).toEqual({ zh, en });
        });
      }
    });
  }
});

describe('evaluateEligibility', () => {
  const rules = [
    { rule: 'consented@1', clause: 'W12', arguments: {} },
    { rule: 'bornOnOrAfter@1', clause: 'W12', arguments: { date: { parameter: 'bornOnOrAfter' } } },
    { rule: 'onEstablishmentAndInPost@1', clause: 'W16', arguments: {} },
  ];
  const here = { ...circumstances, programme: { ...programme, tiers: [tier('LOW', 1, rules), tier('HIGH', 2)] } };
  const willing: Candidate = { ...candidate, consents: [{ round: 'r-2019', form: 'APPLIED', event: 'c1' }] };

  it('answers every rule in the order of the file, also after the first that fails', () => {
    const found = evaluateEligibility({ ...willing, inPost: false, personal: { birthDate: '1983-12-31' } }, here);
    expect(found.verdict).toBe('fails');
    expect(found.answers.map((answer) => [answer.rule, answer.verdict])).toEqual([['consented@1', 'holds'], ['bornOnOrAfter@1', 'fails'], ['onEstablishmentAndInPost@1', 'fails']]);
    expect(found.refusal?.rule).toBe('bornOnOrAfter@1');
    expect(found.standsOn).toEqual(['c1', 'reg']);
  });

  it('holds where all hold', () => {
    expect(evaluateEligibility(willing, here)).toMatchObject({ verdict: 'holds', refusal: null });
  });

  it('cannot be decided for an erased person, unless another rule fails anyway', () => {
    expect(evaluateEligibility({ ...willing, personal: null }, here)).toMatchObject({ verdict: 'cannotDecide', refusal: { rule: 'bornOnOrAfter@1', undecided: 'erased' } });
    expect(evaluateEligibility({ ...willing, personal: null, inPost: false }, here)).toMatchObject({ verdict: 'fails', refusal: { rule: 'onEstablishmentAndInPost@1' } });
  });

  it('answers "open" for a rule of which nobody has decided whether it applies', () => {
    const open = { ...here, programme: { ...programme, tiers: [tier('LOW', 1, [{ rule: 'holdsNoTitle@1', clause: 'W12', arguments: { applies: null, tier: 'LOW' } }])] } };
    expect(evaluateEligibility(willing, open)).toMatchObject({ verdict: 'cannotDecide', refusal: { undecided: 'open' } });
  });

  it('keeps her own values out of what stands in clear', () => {
    const { answers } = evaluateEligibility(willing, here);
    expect(JSON.stringify(clearVerdicts(answers))).not.toContain('1990-05-06');
    expect(clearVerdicts(answers)[1]).toEqual({ rule: 'bornOnOrAfter@1', clause: 'W12', holds: true, bound: { date: '1984-01-01' } });
    expect(personalInputs(answers)).toEqual({
      inputs: [
        { rule: 'consented@1', inputs: { form: 'APPLIED' } },
        { rule: 'bornOnOrAfter@1', inputs: { birthDate: '1990-05-06' } },
        { rule: 'onEstablishmentAndInPost@1', inputs: { onEstablishment: true, inPost: true } },
      ],
    });
  });

  it('says [erased] in a sentence whose own value is gone', () => {
    const answer = evaluateRule(rules[1] ?? { rule: '', clause: '', arguments: {} }, willing, circumstances);
    expect(ruleSentence({ ...answer, inputs: null })).toEqual({ zh: '出生日期 〔已删除〕 不早于 1984-01-01，符合W12条。', en: 'Born on [erased], not before 1984-01-01: as clause W12 asks.' });
  });

  it('finds the sentence of a refusal that names the rule without its version', () => {
    const refusal = { rule: 'bornOnOrAfter', clause: 'W12', inputs: { date: '1984-01-01' } };
    expect(refusalSentence(refusal, { birthDate: '1983-12-31' })?.en).toBe('Born on 1983-12-31, before 1984-01-01: not as clause W12 asks.');
    expect(refusalSentence({ ...refusal, inputs: { ...refusal.inputs, undecided: 'erased' } }, null)?.en).toBe('Her personal data was erased, so rule bornOnOrAfter@1 of clause W12 cannot be decided.');
    expect(refusalSentence({ rule: 'noSeatLeft', inputs: {} }, null)).toBeNull();
  });

  it('throws for a tier or a rule that is not there', () => {
    expect(() => evaluateEligibility(willing, { ...here, tier: 'NONE' })).toThrow(RangeError);
    expect(() => evaluateRule({ rule: 'bornOnOrAfter@9', clause: 'W12', arguments: {} }, willing, here)).toThrow(RangeError);
  });
});
