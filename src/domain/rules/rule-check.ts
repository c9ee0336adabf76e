import type { Json } from '../facts';
import type { AssessmentKind, Grade } from '../teacher/facts';
import { credentialKinds, credentialLevels, levelsOf } from '../teacher/career-levels';
import { isDecimal } from './decimal';
import { givesGrade } from './assessment-check';
import { asksSome, duplicates, ordered } from './leaf-checks';
import { isOpenLeaf, type Leaf, type LeafType, type ProgrammeDefinition, type RuleEntry } from './programme-definition';
import { valueErrors } from './programme-schema';
import type { Finding, Place } from './problems';
import type { ArgumentType, RuleScope } from './rule';
import { choicesOf, choiceWords, findingsOf } from './schema-findings';
import type { Vocabulary } from './vocabulary';

export function isTeamWord(rule: string, vocabulary: Vocabulary): boolean {
  return vocabulary.some(({ name, version, asks }) => asks === 'TEAM' && rule === `${name}@${version}`);
}

/** The leaf type that an argument's value must meet. `rules` come under `of`, not under `with`. */
const argumentValues: { readonly [type in Exclude<ArgumentType, 'rules'>]: LeafType } = {
  integer: 'integer', decimal: 'decimal', boolean: 'boolean', date: 'date', text: 'text', tier: 'code', track: 'code',
  training: 'code', stages: 'stages', grade: 'grade', assessmentKind: 'assessmentKind', roundDate: 'roundDate',
  codes: 'codes', serviceKinds: 'serviceKinds', leaveKinds: 'leaveKinds', credentialKind: 'credentialKind', credentialLevel: 'credentialLevel',
  appraisalGrade: 'appraisalGrade', sanctionScope: 'sanctionScope', sanctionKinds: 'sanctionKinds', leaderPosts: 'leaderPosts', evidenceKinds: 'evidenceKinds',
};

/** Of an argument of `bornOnOrAfter@1`; null where the word has no such argument. */
export function argumentType(rule: string, argument: string, vocabulary: Vocabulary): LeafType | null {
  const type = vocabulary.find(({ name, version }) => rule === `${name}@${version}`)?.arguments[argument]?.type;
  return type === undefined || type === 'rules' ? null : argumentValues[type];
}

/** What one teacher's stream or a stream of the product's own puts in order. */
const GUARDED: ReadonlySet<RuleScope> = new Set(['TEACHER', 'EVIDENCE']);

/** One condition, with those that stand within it. */
export function checkRule(definition: ProgrammeDefinition, entry: RuleEntry, place: Place, vocabulary: Vocabulary): readonly Finding[] {
  const findings: Finding[] = [];
  const sources = [entry.stated, entry.implied, entry.applies].filter((source) => source !== undefined).length;
  if (sources !== 1 || (entry.implied !== undefined) !== (entry.because !== undefined) || (entry.quote !== undefined && entry.stated === undefined)) findings.push({ code: 'ruleProvenance', place, with: { count: sources } });

  const [name = '', version = ''] = entry.rule.split('@');
  const versions = vocabulary.filter((word) => word.name === name);
  const word = versions.find((candidate) => String(candidate.version) === version);
  if (word === undefined) {
    const rulePlace = [...place, 'rule'];
    if (versions.length === 0) return [...findings, { code: 'unknownRule', place: rulePlace, with: { rule: name, known: [...new Set(vocabulary.map((known) => known.name))].sort().join(', ') } }];
    return [...findings, { code: 'unknownRuleVersion', place: rulePlace, with: { rule: name, known: versions.map((known) => `${known.name}@${known.version}`).join(', ') } }];
  }
  if (!GUARDED.has(word.scope)) findings.push({ code: 'unguardedRule', place: [...place, 'rule'], with: { rule: entry.rule, scope: word.scope } });

  const given = entry.with ?? {};
  const declared = Object.entries(word.arguments);
  const known = declared.filter(([, argument]) => argument.type !== 'rules').map(([key]) => key);
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) findings.push({ code: 'unknownArgument', place: [...place, 'with'], key, with: { rule: entry.rule, known: known.join(', ') || '—' } });
  }
  for (const [key, argument] of declared) {
    const value = given[key];
    if (argument.type === 'rules') {
      if (entry.of === undefined) findings.push({ code: 'missingRules', place, with: { rule: entry.rule } });
      continue;
    }
    if (value === undefined) {
      if (argument.required) findings.push({ code: 'missingArgument', place: entry.with === undefined ? place : [...place, 'with'], with: { rule: entry.rule, key, given: givenOf(given), ...argumentWords(argument.type, key) } });
      continue;
    }
    findings.push(...checkArgument(definition, value, argument.type, [...place, 'with', key]));
  }
  findings.push(...checkLevel(given, place), ...checkCohort(name, given, place), ...checkSpan(name, given, place), ...checkAsked(definition, name, given, place));
  if (entry.of !== undefined) {
    if (!declared.some(([, argument]) => argument.type === 'rules')) findings.push({ code: 'unknownKey', place, key: 'of' });
    findings.push(...duplicates(entry.of.map((other) => other.code), [...place, 'of']), ...entry.of.flatMap((other, index) => checkRule(definition, other, [...place, 'of', index], vocabulary)));
    // Within another rule each member is asked, and of a person a rule about teams asks nothing.
    entry.of.forEach((other, index) => {
      if (isTeamWord(other.rule, vocabulary)) findings.push({ code: 'teamRuleWithin', place: [...place, 'of', index, 'rule'], with: { rule: other.rule } });
    });
    // A waiver lets her through a condition of the tier, and what stands within one is none by itself.
    entry.of.forEach((other, index) => {
      if (other.waiver !== undefined) findings.push({ code: 'unknownKey', place: [...place, 'of', index], key: 'waiver' });
    });
    if (name === 'anyOf' && entry.of.length < 2) findings.push({ code: 'tooFewRules', place: [...place, 'of'], with: { count: entry.of.length } });
    const atLeast = given['atLeast'];
    if (atLeast !== undefined && !isOpenLeaf(atLeast) && (Number(atLeast.value) < 1 || Number(atLeast.value) > entry.of.length)) {
      findings.push({ code: 'outOfBounds', place: [...place, 'with', 'atLeast', 'value'], with: { value: Number(atLeast.value), min: 1, max: entry.of.length } });
    }
  }
  return findings;
}

/** The arguments that are there, so that whoever wrote another name for one sees it. */
function givenOf(given: { readonly [argument: string]: Leaf<Json> | undefined }): string {
  return Object.entries(given).flatMap(([key, leaf]) => (leaf === undefined ? [] : [`${key} = ${isOpenLeaf(leaf) ? 'open' : JSON.stringify(leaf.value)}`])).join(', ') || '—';
}

/** Of types that are no word from a list. */
const TYPE_WORDS: { readonly [type in ArgumentType]?: readonly [string, string] } = {
  integer: ['整数', 'a whole number'], decimal: ['数', 'a number'], boolean: ['是或否（true/false）', 'true or false'], text: ['文字', 'text'],
  date: ['日期 YYYY-MM-DD', 'a day, YYYY-MM-DD'], roundDate: ['日期 YYYY-MM-DD，或通知中的日期 { parameter: 名称 }', 'a day, YYYY-MM-DD, or one of the notice, { parameter: its name }'],
  tier: ['层级代码', 'code of a tier'], track: ['类别代码', 'code of a track'], training: ['培训要求代码', 'code of a training requirement'], codes: ['代码列表', 'a list of codes'],
};

function argumentWords(type: Exclude<ArgumentType, 'rules'>, key: string): { readonly expected: string; readonly zhExpected: string } {
  const [zhExpected, expected] = TYPE_WORDS[type] ?? [argumentValues[type], argumentValues[type]];
  return choicesOf(argumentValues[type], key) ?? { zhExpected, expected };
}

/** A level of another kind of credential would never be met. */
function checkLevel({ kind, atLeast }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  if (kind === undefined || atLeast === undefined || isOpenLeaf(kind) || isOpenLeaf(atLeast)) return [];
  const known = credentialKinds.find((one) => one === kind.value);
  const level = credentialLevels.find((one) => one === atLeast.value);
  if (known === undefined || level === undefined || levelsOf(known).includes(level)) return [];
  return [{ code: 'wrongValue', place: [...place, 'with', 'atLeast', 'value'], with: choiceWords(levelsOf(known), 'atLeast') }];
}

/** A team that may have no size at all could never be put forward, nor anybody of more years than she may have. */
function checkSpan(word: string, { min, max, from, to }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  const at = (key: string): Place => [...place, 'with', key];
  if (word === 'yearsOfServiceBetween') return ordered(from, to, [at('from'), at('to')]);
  if (word !== 'teamSize') return [];
  const none = max !== undefined && !isOpenLeaf(max) && Number(max.value) < 1;
  return none ? [{ code: 'outOfBounds', place: [...at('max'), 'value'], with: { value: Number(max.value), min: 1, max: 100 } }] : ordered(min, max, [at('min'), at('max')]);
}

/** Words that ask for so many years or 学时: of none of them there is nothing to ask. */
const OF_SO_MANY: ReadonlySet<string> = new Set(['yearsOfService', 'appraisedAtLeast', 'taughtSubject', 'classTeacherFor', 'hoursOfTopic', 'trainedPeriods']);

/** What is asked for can be met and asks for something: grades that are given, no more years of 优秀 than are looked at, some years and hours. */
function checkAsked(definition: ProgrammeDefinition, word: string, { kind, grade, years, excellent, periods }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  const at = (key: string): Place => [...place, 'with', key];
  if (word === 'assessedAtLeast') {
    if (kind === undefined || grade === undefined || isOpenLeaf(kind) || isOpenLeaf(grade)) return [];
    const words = valueErrors('assessmentKind', kind.value).length + valueErrors('grade', grade.value).length === 0;
    return words ? givesGrade(definition, kind.value as AssessmentKind, grade.value as Grade, [...at('grade'), 'value'], true) : [];
  }
  if (!OF_SO_MANY.has(word)) return [];
  const more = excellent !== undefined && years !== undefined && !isOpenLeaf(excellent) && !isOpenLeaf(years) && Number(excellent.value) > Number(years.value);
  return [
    ...asksSome(years, at('years')),
    ...asksSome(periods, at('periods')),
    ...(more ? [{ code: 'outOfBounds' as const, place: [...at('excellent'), 'value'], also: [at('years')], with: { value: Number(excellent.value), min: 0, max: Number(years.value) } }] : []),
  ];
}

/** A cohort has a first day, a last day, or both, in their order. */
function checkCohort(word: string, { from, to }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  if (word !== 'whenBorn' && word !== 'bornBetween') return [];
  if (from === undefined && to === undefined) return [{ code: 'noBound', place, with: { rule: word, given: givenOf({ from, to }) } }];
  if (from === undefined || to === undefined || isOpenLeaf(from) || isOpenLeaf(to)) return [];
  return typeof from.value === 'string' && typeof to.value === 'string' && to.value < from.value ? [{ code: 'datesReversed', place: [...place, 'with', 'to'], also: [[...place, 'with', 'from']], with: { from: from.value, to: to.value } }] : [];
}

function checkArgument(definition: ProgrammeDefinition, leaf: Leaf<unknown>, type: Exclude<ArgumentType, 'rules'>, place: Place): readonly Finding[] {
  const expected = argumentValues[type];
  if (isOpenLeaf(leaf)) return leaf.type === expected ? [] : [{ code: 'wrongValue', place: [...place, 'type'], with: { expected } }];
  const at: Place = [...place, 'value'];
  const wrong = findingsOf(valueErrors(expected, leaf.value), at);
  if (wrong.length > 0) return wrong;
  // Dates are worked out from years and months: none of a century ago or hence is meant.
  const most = place.at(-1) === 'barMonths' ? 600 : 100;
  // A share of nobody asks for nothing.
  if (place.at(-1) === 'percent' && Number(leaf.value) < 1) return [{ code: 'outOfBounds', place: at, with: { value: Number(leaf.value), min: 1, max: most } }];
  if (type === 'integer' && Number(leaf.value) > most) return [{ code: 'outOfBounds', place: at, with: { value: Number(leaf.value), min: 0, max: most } }];
  if (type === 'decimal' && !isDecimal(Number(leaf.value))) return [{ code: 'wrongValue', place: at, with: { zhExpected: '小数点前至多 15 位、其后至多 9 位的数', expected: 'a number of at most 15 digits before the point and 9 behind it' } }];
  if (type === 'tier' && !Object.hasOwn(definition.tiers, String(leaf.value))) return [{ code: 'unknownTier', place: at, with: { code: String(leaf.value) } }];
  if (type === 'training' && !Object.hasOwn(definition.training ?? {}, String(leaf.value))) return [{ code: 'unknownTraining', place: at, with: { code: String(leaf.value) } }];
  if (type === 'track' && !Object.hasOwn(definition.tracks, String(leaf.value))) return [{ code: 'unknownTrack', place: at, with: { code: String(leaf.value) } }];
  return [];
}

