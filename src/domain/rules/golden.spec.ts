import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../dates';
import type { JsonObject } from '../facts';
import type { EffectiveProgramme, TierRules } from '../programme-rules';
import { clearVerdicts, evaluateEligibility, evaluateRule, personalInputs } from './eligibility';
import { nextStep, nextSteps } from './next-steps';
import type { Candidate, Circumstances, RuleAnswer } from './rule';
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
  code, rank, names: { zh: code, en: code }, stageGroup: { code: 'S', names: { zh: 'S', en: 'S' } }, tracks: ['TEACHER'], way: 'AWARD', seats: null, cadenceYears: null, termYears: null,
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

/** As a refusal tells an answer: the version where it is not the first. */
function stepAfter({ rule, bound, inputs, undecided }: RuleAnswer) {
  const [name = '', version] = rule.split('@');
  return nextStep({ rule: name, inputs: { ...bound, version: Number(version), ...(undecided === undefined ? {} : { undecided }) } }, inputs);
}

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
    expect(Object.keys(nextSteps).sort()).toEqual(vocabulary.map(wordKey).sort());
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
          if (answer.verdict === 'holds') return;
          const next = stepAfter(answer);
          // What is left open says itself that it is adopted first.
          if (answer.undecided === 'open') return expect(next).toBeNull();
          expect(next?.zh).toMatch(/请.*。$/u);
          expect(next?.en).toMatch(/^[A-Z].*\.$/u);
          expect(`${next?.zh}${next?.en}`).not.toMatch(/[{}]|undefined|NaN/u);
        });
      }
    });
  }
});

describe('what to do when a rule says no', () => {
  const serving = (rule: string, given: JsonObject, on: string) => evaluateRule({ rule, clause: 'W12', arguments: given }, { ...candidate, enteredOn: '2016-02-29' }, { ...circumstances, on });

  it('names the first day on which enough years are full', () => {
    for (const [rule, given] of [['yearsOfService@1', { years: 5 }], ['yearsOfServiceBetween@1', { from: 5, to: 9 }]] as const) {
      const answer = serving(rule, given, '2019-05-10');
      const day = /\d{4}-\d{2}-\d{2}/u.exec(stepAfter(answer)?.en ?? '')?.[0] ?? '';
      expect(stepAfter(answer)?.zh).toContain(day);
      expect(serving(rule, given, day).verdict).toBe('holds');
      expect(serving(rule, given, addDays(day, -1)).verdict).toBe('fails');
    }
    // Past the last year no day will do.
    expect(stepAfter(serving('yearsOfServiceBetween@1', { from: 0, to: 1 }, '2019-05-10'))?.en).not.toMatch(/\d{4}-/u);
  });

  it('says how much is lacking, exactly, and nothing of it where her values may not be shown', () => {
    const trained = { rule: 'hoursOfTopic', inputs: { topic: 'PEDAGOGY', periods: '90.5', years: 5 } };
    expect(nextStep(trained, { periods: '72.2' })).toMatchObject({ zh: expect.stringContaining('还差 18.3 学时') as string, en: expect.stringContaining('still lacking are completed (18.3)') as string });
    expect(nextStep(trained, null)).toMatchObject({ zh: expect.not.stringContaining('还差') as string, en: expect.stringMatching(/^Check her training .*\(RecordTraining\); if it stands as it is, choose another person.*\(GrantWaiver\)\.$/u) as string });
    expect(nextStep({ rule: 'yearsOfService', inputs: { version: 2, years: 5 } }, { years: 3 })?.zh).toContain('还差 2 年');
  });

  it('says until when a title is in the way, where all of them end', () => {
    const asked = { rule: 'holdsNoTitle', inputs: { tier: 'LOW', ever: false } };
    const title = (to: string | null) => ({ tier: 'LOW', from: '2017-07-01', to });
    expect(nextStep(asked, { titles: [title('2020-06-30'), title('2021-06-30')] })?.en).toContain('ends on 2021-06-30');
    for (const own of [{ titles: [title('2020-06-30'), title(null)] }, { titles: [] }]) expect(nextStep(asked, own)?.en).not.toContain('ends on');
    expect(nextStep({ ...asked, inputs: { tier: 'LOW', ever: true } }, { titles: [title('2020-06-30')] })?.en).not.toContain('ends on');
  });

  it('calls a tier by its name, sends a team to its members, and has nothing for other refusals', () => {
    expect(nextStep({ rule: 'holdsTitle', inputs: { tier: 'STAR' }, called: { tier: { STAR: { zh: '教坛新秀', en: 'Rising Star' } } } }, {})).toMatchObject({ zh: expect.stringContaining('请先参评 教坛新秀') as string, en: expect.stringContaining('put her forward for Rising Star first') as string });
    expect(nextStep({ rule: 'hasCredential', inputs: { members: ['p-1'] } }, {})?.en).toMatch(/^Check the members/u);
    expect(nextStep({ rule: 'bornOnOrAfter', inputs: { undecided: 'erased' } }, null)).toEqual({ zh: '请另选人选。', en: 'Choose another person.' });
    expect(nextStep({ rule: 'yearsOfService', inputs: { version: 2, undecided: 'notRecorded' } }, null)?.en).toBe('Check her spells of service and record what is missing (RecordService).');
    expect([nextStep({ rule: 'noSeatLeft', inputs: {} }, null), nextStep({ rule: 'bornOnOrAfter', inputs: { version: 9 } }, null)]).toEqual([null, null]);
  });
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
