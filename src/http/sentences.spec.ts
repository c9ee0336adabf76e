import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { listRefusals } from '../commands/refusal-sentences';
import type { JsonObject } from '../domain/facts';
import { refusals } from '../domain/refusals';
import { useCases } from '../commands/use-cases';
import { ruleSentences } from '../domain/rules/sentences';
import { statusOfRefusal } from './problems';
import { edgeSentences, languageOf, refusalNotice, said, type EdgeSentence } from './sentences';

const all: { readonly [rule: string]: { readonly zh: string; readonly en: string } } = { ...refusals, ...listRefusals };
const holes = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

const endingIn = (text: string): RegExp => new RegExp(`${text.replaceAll(/[.()]/gu, '\\$&')}$`, 'u');

const withoutInputs: ReadonlySet<string> = new Set(['postMayNot', 'targetsRefused']);

interface Use {
  readonly rule: string;
  readonly given: ReadonlySet<string>;
  readonly at: string;
}

/** Every place where the product refuses with a key, and the names of the inputs it gives there. */
function uses(): readonly Use[] {
  const root = join(__dirname, '..');
  return ['domain', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('rules'))
      .flatMap((name) => usesIn(ts.createSourceFile(name, readFileSync(join(root, folder, name), 'utf8'), ts.ScriptTarget.ES2022, true))));
}

function usesIn(source: ts.SourceFile): readonly Use[] {
  const found: Use[] = [];
  const visit = (node: ts.Node): void => {
    const use = ts.isCallExpression(node) ? ofCall(node) : ts.isObjectLiteralExpression(node) ? ofLiteral(node) : undefined;
    if (use !== undefined) found.push({ ...use, at: `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}` });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function ofCall(node: ts.CallExpression): Omit<Use, 'at'> | undefined {
  const [rule, ...inputs] = node.arguments;
  if (node.expression.getText() !== 'refused' || rule === undefined || !ts.isStringLiteral(rule)) return undefined;
  return given(rule.text, inputs);
}

function ofLiteral(node: ts.ObjectLiteralExpression): Omit<Use, 'at'> | undefined {
  const member = (name: string) => node.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === name)?.initializer;
  const [rule, inputs, bound] = [member('rule'), member('inputs'), member('bound')];
  return rule !== undefined && ts.isStringLiteral(rule) && inputs !== undefined ? given(rule.text, bound === undefined ? [inputs] : [inputs, bound]) : undefined;
}

/** undefined where inputs are passed on from elsewhere and cannot be read off here. */
function given(rule: string, inputs: readonly ts.Expression[]): Omit<Use, 'at'> | undefined {
  const names = new Set<string>();
  let open = false;
  const collect = (node: ts.Node): void => {
    if (ts.isSpreadAssignment(node)) open = true;
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) names.add(node.name.getText());
    ts.forEachChild(node, collect);
  };
  for (const one of inputs) {
    if (!ts.isObjectLiteralExpression(one)) open = true;
    collect(one);
  }
  return open ? undefined : { rule, given: names };
}

describe('sentences of refusals at the edge', () => {
  const used = uses();

  it('every place that refuses gives what its sentence shows', () => {
    expect(used.length).toBeGreaterThan(80);
    const lacking = used.flatMap(({ rule, given: names, at }) => {
      const template = all[rule];
      // Without any input: `postMayNot` then has a sentence of its own, and a list is never refused without its count.
      const missing = template === undefined || (names.size === 0 && withoutInputs.has(rule)) ? [] : holes(template.zh).filter((name) => !names.has(name));
      return missing.length === 0 ? [] : [`${at} ${rule}: ${missing.join(', ')}`];
    });
    expect(lacking).toEqual([]);
  });

  it.each(Object.keys(all))('%s renders in zh and en with its inputs and without a hole', (rule) => {
    const names = holes(all[rule]?.zh ?? '');
    const inputs: JsonObject = Object.fromEntries(names.map((name, index) => [name, `<${index}>`]));
    const { zh, en } = refusalNotice({ rule, inputs });
    for (const text of [zh, en]) {
      expect(text).not.toMatch(/[{}]|〔无〕|\[none\]|undefined/);
      for (const value of Object.values(inputs)) expect(text).toContain(String(value));
    }
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(Object.keys(ruleSentences))('%s, a rule of eligibility, renders by its name without a version', (key) => {
    const { zh, en } = refusalNotice({ rule: key.split('@')[0] ?? '', clause: 'W12', inputs: {}, personal: { p: {} } });
    expect(zh).toContain('W12');
    expect(en).toContain('W12');
    expect(`${zh}${en}`).not.toMatch(/[{}]|undefined/);
  });

  it.each(Object.keys(ruleSentences))('%s says after what is wrong what to do, by acts that there are', (key) => {
    const [rule = '', version] = key.split('@');
    const { zh, en } = refusalNotice({ rule, clause: 'W12', inputs: { version: Number(version) }, personal: { p: {} } });
    expect(zh).toMatch(/W12条.*。.*请.*。$/u);
    expect(en).toMatch(/clause W12 asks.*[.;] .*(?:[Cc]heck|[Rr]ecord|[Hh]ave|[Ll]ook).*\.$/u);
    const acts = (text: string) => [...text.matchAll(/[A-Z][a-z]+(?:[A-Z][a-z]+)+/gu)].map(([act]) => act);
    expect(acts(zh)).toEqual(acts(en));
    expect(acts(en).length).toBeGreaterThan(0);
    expect(acts(en).filter((act) => !Object.hasOwn(useCases, act))).toEqual([]);
  });

  it.each<[string, JsonObject, string, string]>([
    ['titleNotHeld', { title: 't', day: '2020-01-01', status: 'RELINQUISHED' }, '称号 t 在 2020-01-01 的状态为 已放弃', 'is given up on'],
    ['titleNotHeld', { title: 't', day: '2020-01-01', status: 'ACTIVE' }, '的状态为 有效', 'is in force on'],
    ['studioNotRunning', { studio: 's', day: '2020-01-01', status: 'SUSPENDED' }, '的状态是 暂停', 'studio s is suspended'],
    ['studioNotRunning', { studio: 's', day: '2020-01-01', status: 'CLOSED' }, '的状态是 已撤销', 'studio s is closed'],
    ['notVoidable', { type: 'TeacherRegistered' }, '“建档” 不能作废', '"Teacher registered" cannot be voided'],
    ['nominationNotOpen', { status: 'NOT_RECOMMENDED' }, '不予推荐', 'not recommended'],
    ['lifetimeNotEarned', { consecutive: 2, grade: 'EXCELLENT', why: 'GRADE', terms: ['MASTER_TEACHER 1 (2019-07-01 – 2022-06-30) QUALIFIED', 'MASTER_TEACHER 2 (2022-07-01 – ) DEFERRED'] },
      '尚未连续 2 届考核为 优秀（有一届等次不符），各届：MASTER_TEACHER 第 1 届（2019-07-01 至 2022-06-30）合格、MASTER_TEACHER 第 2 届', 'term 1 (2019-07-01 to 2022-06-30) qualified, MASTER_TEACHER term 2'],
    ['gradeNotUsed', { grade: 'GOOD', grades: ['EXCELLENT', 'QUALIFIED'] }, '没有等次 “GOOD”，可选：优秀（EXCELLENT）、合格（QUALIFIED）', 'no grade "GOOD"; it has excellent (EXCELLENT), qualified (QUALIFIED)'],
    ['assessedInCohort', { kind: 'END_OF_TERM' }, '“届终考核”须先', 'end of term'],
    ['alreadyAssessed', { period: '2027', kind: 'ANNUAL', grade: 'QUALIFIED' }, '2027 的“年度考核”已有结论 合格', 'annual'],
    ['leadOpen', { working: ['NEW_EDGE → DISTRICT (Z24)', 'VOCATIONAL → CITY (Z25)', 'TIER ? STAGE (Z26)'] }, '中职 → 市（Z25）、层级与学段的先后待定（Z26）', 'vocational → city (Z25), whether tier or stage comes first is left open (Z26)'],
    ['quorumNotReached', { base: 'ON_ESTABLISHMENT', number: 36, needed: 24, present: 20 }, '按 在编人员 应到 36 人', 'on the establishment'],
    ['taskSetExceeded', { asked: ['DEMO_LESSON 1'], found: ['DEMO_LESSON 2'], over: [], lacking: [] }, '清单（“DEMO_LESSON” 1）', '"DEMO_LESSON" 1'],
    ['unknownExit', { exit: 'WHIM', exits: [] }, '方案没有为该层级规定任何退出情形，不能以 WHIM 退出', 'states no exit'],
    ['periodUnknown', { target: 'T', period: '2020-01-01', periods: [] }, '目前没有已开始的期间', 'and none has begun'],
    ['dutyNotAssigned', { party: 'p', duty: 'd', unit: null }, '尚未分解到方案的主管部门；', 'not assigned to the bureau of the programme'],
    ['dutyNotAssigned', { party: 'p', duty: 'd', unit: 'county-1' }, '尚未分解到 county-1；', 'not assigned to county-1;'],
    ['fundUnknown', { programme: 'p', fund: 'X', funds: [] }, '所列经费：无；', 'funds that it states: none.'],
    ['requirementUnknown', { programme: 'p', requirement: 'X', requirements: ['A', 'B'] }, '所列要求：A、B；', 'requirements that it states: A, B.'],
    ['targetUnknown', { programme: 'p', target: 'X', targets: ['A'] }, '已有的目标：A；', 'targets that there are: A.'],
  ])('%s of %j reads its codes aloud and says where there is none', (rule, inputs, zh, en) => {
    expect(refusalNotice({ rule, inputs })).toEqual({ zh: expect.stringContaining(zh), en: expect.stringContaining(en) });
  });

  it('of an act it says which day is wrong, and what the rule is', () => {
    const before = refusalNotice({ rule: 'datesOutOfOrder', inputs: { earlier: 'act.date', first: '2020-10-09', later: 'effectiveOn', second: '2020-01-01' } });
    expect(before.zh).toBe('决定最早自其文件日期（2020-10-09）起生效，不能自 2020-01-01 起生效；请更正生效日期（effectiveOn），文件日期有误的请更正文件日期（act.date）。');
    expect(before.en).toContain('on the date of its act (2020-10-09) at the earliest');
    const old = refusalNotice({ rule: 'datesOutOfOrder', clause: 'Q4', inputs: { earlier: 'assessable', first: '2028-05-17', later: 'act.date', second: '2028-05-07' } });
    expect(old.zh).toBe('文件日期（act.date）2028-05-07 早于此项考核可以作出结论的首日（2028-05-17），文件不能决定当时还没有的事；请更正文件日期，或引用此后作出的文件（依据Q4条）。');
    expect(old.en).toContain('is before the first day on which that assessment can be concluded (2028-05-17)');
    const tomorrow = refusalNotice({ rule: 'inTheFuture', inputs: { field: 'act.date', day: '2020-10-10', today: '2020-10-09' } });
    expect(tomorrow).toEqual({ zh: expect.stringMatching(/^文件日期（act\.date）2020-10-10 晚于今天/u) as string, en: expect.stringMatching(/^The date of the act \(act\.date\), 2020-10-10, is after today/u) as string });
    expect(refusalNotice({ rule: 'inTheFuture', inputs: { day: '2020-10-10', today: '2020-10-09' } }).zh).toMatch(/^2020-10-10 晚于今天/u);
  });

  it.each([
    [{ earlier: 'nominationsFrom', first: '2019-06-02', later: 'nominationsTo', second: '2019-05-31' }, '日期次序不对：申报开始日期是 2019-06-02，申报截止日期（nominationsTo）是 2019-05-31；请更正其中之一。', 'The dates are out of order: the first day of nominations is 2019-06-02, the last day of nominations (nominationsTo) is 2019-05-31; correct one of them.'],
    [{ earlier: 'ranking', first: '2019-06-07', later: 'openedOn', second: '2019-06-06' }, '日期次序不对：排名日期是 2019-06-07，公示开始日期（openedOn）是 2019-06-06；请更正其中之一。', 'The dates are out of order: the day of the ranking is 2019-06-07, the first day of publicity (openedOn) is 2019-06-06; correct one of them.'],
  ])('of dates out of order it names what each is, and the field beside its word: %j', (inputs, zh, en) => {
    expect(refusalNotice({ rule: 'datesOutOfOrder', inputs })).toEqual({ zh, en });
  });

  it.each(['yearNotOfTitle', 'relinquishedWithoutPaper'])('%s says which title it is by its tier and certificate, not by its id', (rule) => {
    const inputs = { title: '01930f6e-0000-7000-8000-000000000001', tier: 'STAR', certificate: '威经教〔2019〕1号', period: '2017', from: '2019-07-01', to: '2022-06-30' };
    const { zh, en } = refusalNotice({ rule, inputs, called: { tier: { STAR: { zh: '教坛新秀', en: 'Rising Star' } } } });
    expect(zh).toContain('称号“教坛新秀”（证书 威经教〔2019〕1号）');
    expect(en).toContain('the title "Rising Star" (certificate 威经教〔2019〕1号)');
    expect(`${zh}${en}`).not.toContain(inputs.title);
  });

  it('names post and level without blanks between Chinese words', () => {
    expect(refusalNotice({ rule: 'postMayNot', inputs: { post: 'BureauOfficer', level: 'DISTRICT', day: '2019-05-10' } }).zh).toContain('须由区县级的主管部门工作人员进行');
  });

  it.each<[string, string, JsonObject, string, string]>([
    ['postMayNot', 'Q3', { post: 'PartyOrg', level: 'SCHOOL', day: '2024-03-01' }, '请由有此任职的人员办理（依据Q3条）。', 'have somebody act who has (clause Q3).'],
    ['gradesAboveCap', 'Q7', { grade: 'EXCELLENT', proposed: 3, allowed: 2, percent: 30, members: 7 }, '的 30% 为 2 人；请减少（依据Q7条）。', ' (clause Q7).'],
    ['gradesAboveCap', 'Q7', { grade: 'EXCELLENT', proposed: 2, allowed: 0, percent: 30, members: 3, cohort: 'c', teachers: ['t-4'] }, '请重新拟定等次并再次通知（依据Q7条）。', 'propose them anew and notify again (clause Q7).'],
    ['gradesAboveCap', 'Q7', { grade: 'EXCELLENT', proposed: 1, allowed: 0, percent: 30, members: 3, cohort: 'c' }, '或先更正他人的等次（依据Q7条）。', 'or correct that of another first (clause Q7).'],
    ['awardSeatsAboveProgramme', 'W12', { seats: 51, allowed: 50 }, '超过方案规定的 50，请按方案填写（依据W12条）。', 'keep to the programme (clause W12).'],
    ['awardSeatsAboveProgramme', '附件一第三款', { seats: 51, allowed: 50 }, '请按方案填写（依据附件一第三款）。', 'keep to the programme (clause 附件一第三款).'],
    ['noSuchRule', 'Q3', {}, '规则 noSuchRule 不允许此操作（依据Q3条）。', 'Rule noSuchRule does not allow this (clause Q3).'],
  ])('%s under clause %s ends with where the rule stands', (rule, clause, inputs, zh, en) => {
    expect(refusalNotice({ rule, clause, inputs })).toEqual({ zh: expect.stringMatching(endingIn(zh)) as string, en: expect.stringMatching(endingIn(en)) as string });
  });

  it.each(Object.keys(all))('%s names its clause once in each language, before the full stop', (rule) => {
    const inputs: JsonObject = Object.fromEntries(holes(all[rule]?.zh ?? '').map((name, index) => [name, `<${index}>`]));
    const { zh, en } = refusalNotice({ rule, clause: 'W12', inputs });
    expect([zh.split('W12').length, en.split('W12').length]).toEqual([2, 2]);
    expect([zh, en]).toEqual([expect.stringMatching(/（依据W12条）。$/u), expect.stringMatching(/[^.] \(clause W12\)\.$/u)]);
  });

  it('a clause that the sentence names already is not named again, and part of another code is not it', () => {
    const working = (lead: string): JsonObject => ({ working: [lead] });
    expect(refusalNotice({ rule: 'leadOpen', clause: 'Z26', inputs: working('TIER ? STAGE (Z26)') }).zh).not.toContain('依据');
    expect(refusalNotice({ rule: 'leadOpen', clause: 'Z2', inputs: working('TIER ? STAGE (Z26)') }).zh).toContain('（依据Z2条）。');
  });

  it('reads codes and missing values aloud', () => {
    expect(refusalNotice({ rule: 'postMayNot', inputs: { post: 'SchoolAdmin', level: null, day: '2019-05-10' } })).toEqual({
      zh: '此操作须由学校管理员进行，操作人在 2019-05-10 没有这一任职；请由有此任职的人员办理。', en: 'This is done by a school administrator, and the actor has no such appointment on 2019-05-10; have somebody act who has.',
    });
    expect(refusalNotice({ rule: 'wrongGate', inputs: { round: 'r', gate: 'RANKED', needs: 'OPEN' } }).zh).toBe('届次 r 现处于 已排名 环节，此操作需要处于 申报 环节；请核对届次及其进度。');
    expect(refusalNotice({ rule: 'openValues', inputs: { count: 2, paths: ['a', 'b'] } }).en).toMatch(/not adopted yet \(2\)/);
  });
});

describe('sentences of the edge itself', () => {
  it.each(Object.keys(edgeSentences) as EdgeSentence[])('%s has the same holes in both languages, and is filled', (key) => {
    const { zh, en } = edgeSentences[key];
    expect([...new Set(holes(zh))].sort()).toEqual([...new Set(holes(en))].sort());
    const filled = said(key, Object.fromEntries(holes(zh).map((name) => [name, 7])));
    expect(`${filled.zh}${filled.en}`).not.toMatch(/[{}]/);
  });
});

describe('the language asked for', () => {
  it.each([
    [undefined, 'zh'], ['', 'zh'], ['en', 'en'], ['en-GB,en;q=0.9', 'en'], ['fr', 'zh'], ['fr, en;q=0.2', 'en'], ['zh;q=0.4, en;q=0.5', 'en'], ['en;q=0', 'zh'], ['*', 'zh'], [';;q=,', 'zh'],
  ] as const)('%s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('the status of a refusal', () => {
  it.each([
    ['postMayNot', {}, 403], ['notOnThePanel', {}, 403], ['noSeatLeft', {}, 409], ['wrongGate', {}, 409], ['bornOnOrAfter', {}, 422], ['targetsRefused', {}, 422],
    ['unknownRound', { round: 'r' }, 404], ['unknownPanel', { round: 'r', panel: 1 }, 404], ['unknownTeacher', { round: 'r' }, 422], ['unknownTitle', { teacher: 't' }, 422],
  ] as const)('%s is as it should be', (rule, target, status) => {
    expect(statusOfRefusal({ rule }, target)).toBe(status);
  });

  it('names no rule that there is not', () => {
    const source = readFileSync(join(__dirname, 'problems.ts'), 'utf8');
    const named = [...(source.split('const LACKS_AUTHORITY')[1] ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '').filter((name) => name !== 'unknown' && name !== 'rule');
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !(name in all))).toEqual([]);
  });
});
