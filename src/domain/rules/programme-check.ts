import { quotes, type ClauseList } from './clauses';
import { addDecimals, compareDecimals, decimal, isDecimal, showDecimal, ZERO } from './decimal';
import { checkLead } from './lead-check';
import { checkGroundVerdicts, checkTitleLife } from './title-check';
import { checkStudios } from './studio-check';
import { checkLeans } from './lean-check';
import { checkParties } from './party-check';
import { credentialKinds, credentialLevels, levelsOf } from '../teacher/career-levels';
import { isOpenLeaf, type Leaf, type LeafType, type ProgrammeDefinition, type RuleEntry, type TierEntry, type TrainingEntry } from './programme-definition';
import { firstDay, lastDay } from '../targets/printed-day';
import { valueErrors } from './programme-schema';
import { checkWays } from './ways-check';
import type { Finding, Place, ProblemCode } from './problems';
import type { ArgumentType, RuleScope } from './rule';
import type { Vocabulary } from './vocabulary';

export interface CheckOptions {
  readonly vocabulary: Vocabulary;
  readonly clauses?: ClauseList;
}

/** What the schema cannot see: references, sums, clauses, and the arguments of rules. Takes a definition of the right shape. */
export function checkDefinition(definition: ProgrammeDefinition, options: CheckOptions): readonly Finding[] {
  return [
    ...checkClauses(definition, options.clauses),
    ...checkDates(definition),
    ...Object.entries(definition.tracks).flatMap(([code, track]) => mayNotBeOpen(track.holder, ['tracks', code, 'holder'])),
    ...Object.entries(definition.tiers).flatMap(([code, tier]) => checkTier(definition, code, tier, options.vocabulary)),
    ...checkLead(definition),
    ...checkAssessments(definition),
    ...checkMilestones(definition),
    ...checkWays(definition),
    ...checkStudios(definition),
    ...checkParties(definition),
    ...checkLeans(definition, (rule, place) => checkRule(definition, rule, place, options.vocabulary)),
    ...Object.entries(definition.training ?? {}).flatMap(([code, training]) => checkTraining(definition, code, training, options.vocabulary)),
    ...Object.entries(definition.funding ?? {}).flatMap(([code, funding]) => [
      ...bounded(funding.percent, ['funding', code, 'percent'], 0, 100),
      ...bounded(funding.tolerance, ['funding', code, 'tolerance'], 0, 100),
      ...(funding.purposes === undefined || isOpenLeaf(funding.purposes) ? [] : duplicates(funding.purposes.value.map((purpose) => purpose.code), ['funding', code, 'purposes', 'value'])),
    ]),
    ...checkFigures(definition),
    ...checkTargets(definition),
    ...checkCompliance(definition),
    ...(isOpenLeaf(definition.revocationGrounds) ? [] : duplicates(definition.revocationGrounds.value.map((ground) => ground.code), ['revocationGrounds', 'value'])),
    ...checkGroundVerdicts(definition),
  ];
}

function checkClauses(definition: ProgrammeDefinition, clauses: ClauseList | undefined): readonly Finding[] {
  if (clauses === undefined) return [];
  const sources = new Set(definition.basis.map((basis) => basis.source));
  return citations(definition, []).flatMap(({ place, clause, quote }): readonly Finding[] => {
    const found = clauses.get(clause);
    if (found === undefined) return [{ code: 'unknownClause', place, with: { clause } }];
    if (!sources.has(found.source)) return [{ code: 'foreignClause', place, with: { clause, source: found.source } }];
    return quote !== null && !quotes(found, quote) ? [{ code: 'quoteNotFound', place: [...place.slice(0, -1), 'quote'], with: { clause } }] : [];
  });
}

/** Every place that names a clause: `stated`, `implied`, and `clause` beside `open`. */
function citations(value: unknown, place: Place): readonly { readonly place: Place; readonly clause: string; readonly quote: string | null }[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, index) => citations(entry, [...place, index]));
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const quote = entries.find(([key]) => key === 'quote')?.[1];
  return entries.flatMap(([key, entry]) => {
    const cites = key === 'stated' || key === 'implied' || (key === 'clause' && Object.hasOwn(value, 'open'));
    if (cites && typeof entry === 'string') return [{ place: [...place, key], clause: entry, quote: typeof quote === 'string' ? quote : null }];
    return citations(entry, [...place, key]);
  });
}

/** Every clause that a definition names, once each. */
export function citedClauses(definition: ProgrammeDefinition): ReadonlySet<string> {
  return new Set(citations(definition, []).map((citation) => citation.clause));
}

function checkDates({ effective: { from, to } }: ProgrammeDefinition): readonly Finding[] {
  return !isOpenLeaf(from) && !isOpenLeaf(to) && to.value < from.value ? [{ code: 'datesReversed', place: ['effective', 'to'] }] : [];
}

function checkTier(definition: ProgrammeDefinition, code: string, tier: TierEntry, vocabulary: Vocabulary): readonly Finding[] {
  const place: Place = ['tiers', code];
  const rules = tier.eligibility ?? [];
  return [
    ...mayNotBeOpen(tier.rank, [...place, 'rank']),
    ...mayNotBeOpen(tier.stageGroup, [...place, 'stageGroup']),
    ...mayNotBeOpen(tier.tracks, [...place, 'tracks']),
    ...refers(tier.stageGroup, [...place, 'stageGroup'], definition.stageGroups, 'unknownStageGroup'),
    ...refersAll(tier.tracks, [...place, 'tracks'], definition.tracks, 'unknownTrack'),
    ...bounded(tier.rank, [...place, 'rank'], 1, 99),
    ...bounded(tier.publicity?.workingDays, [...place, 'publicity', 'workingDays'], 1, 366),
    ...Object.entries(tier.publicityAt ?? {}).flatMap(([level, entry]) => bounded(entry.workingDays, [...place, 'publicityAt', level, 'workingDays'], 1, 366)),
    ...checkScoring(tier.scoring, [...place, 'scoring']),
    ...checkLevels(tier.levels, [...place, 'levels']),
    ...bounded(tier.panel?.minimum, [...place, 'panel', 'minimum'], 1, 99),
    ...(tier.panel?.maxConsecutive === undefined || isOpenLeaf(tier.panel.maxConsecutive) || tier.panel.maxConsecutive.value === null ? [] : bounded(tier.panel.maxConsecutive as Leaf<number>, [...place, 'panel', 'maxConsecutive'], 1, 20)),
    ...checkTitleLife(definition, code, tier),
    ...duplicates(rules.map((rule) => rule.code), [...place, 'eligibility']),
    ...teamWords(definition, tier, [...place, 'eligibility'], vocabulary),
    ...rules.flatMap((rule, index) => checkRule(definition, rule, [...place, 'eligibility', index], vocabulary)),
    ...(tier.pool?.requires ?? []).flatMap((rule, index) => checkRule(definition, rule, [...place, 'pool', 'requires', index], vocabulary)),
  ];
}

function isTeamWord(rule: string, vocabulary: Vocabulary): boolean {
  return vocabulary.some(({ name, version, asks }) => asks === 'TEAM' && rule === `${name}@${version}`);
}

/** A condition on teams that no team is ever held to is a mistake. */
function teamWords(definition: ProgrammeDefinition, { tracks, eligibility = [] }: TierEntry, place: Place, vocabulary: Vocabulary): readonly Finding[] {
  if (isOpenLeaf(tracks)) return [];
  const forTeams = tracks.value.some((code) => { const holder = definition.tracks[code]?.holder; return holder !== undefined && !isOpenLeaf(holder) && holder.value === 'TEAM'; });
  if (forTeams) return [];
  return eligibility.flatMap(({ rule }, index): readonly Finding[] => (isTeamWord(rule, vocabulary) ? [{ code: 'teamRuleWithoutTeam', place: [...place, index, 'rule'], with: { rule } }] : []));
}

/** Recommendations go up the tree. */
function checkLevels(levels: TierEntry['levels'], place: Place): readonly Finding[] {
  if (levels === undefined || isOpenLeaf(levels)) return [];
  const order = ['SCHOOL', 'DISTRICT', 'CITY'];
  const wrong = levels.value.findIndex((level, index, all) => order.indexOf(level) < order.indexOf(all[index - 1] ?? level));
  return wrong < 0 ? [] : [{ code: 'levelsOutOfOrder', place: [...place, 'value', wrong] }];
}

function checkScoring(scoring: TierEntry['scoring'], place: Place): readonly Finding[] {
  if (scoring === undefined) return [];
  const findings: Finding[] = [...bounded(scoring.minimumSheets, [...place, 'minimumSheets'], 1, 1000), ...bounded(scoring.decimals, [...place, 'decimals'], 0, 6)];
  if (!isOpenLeaf(scoring.components)) {
    const components = scoring.components.value;
    const at: Place = [...place, 'components', 'value'];
    const odd = components.findIndex((component) => !isDecimal(component.weight) || !isDecimal(component.max));
    if (odd >= 0) return [...findings, { code: 'notStorable', place: [...at, odd] }];
    const sum = components.reduce((total, component) => addDecimals(total, decimal(component.weight)), ZERO);
    if (compareDecimals(sum, decimal(100)) !== 0) findings.push({ code: 'weights', place: at, with: { sum: showDecimal(sum) } });
    findings.push(...duplicates(components.map((component) => component.code), at));
    components.forEach(({ passLine, max }, index) => {
      if (passLine !== undefined && (!isDecimal(passLine) || passLine > max)) findings.push({ code: 'outOfBounds', place: [...at, index, 'passLine'], with: { min: 0, max } });
    });
    // A vote needs its base and its majority, or nobody could tell whether it counts.
    const voted = components.findIndex(({ source }) => source === 'BALLOT');
    if (voted >= 0 && scoring.ballot === undefined) findings.push({ code: 'ballotNotStated', place: [...at, voted, 'source'] });
    if (!isOpenLeaf(scoring.tieBreak)) {
      const codes = new Set(components.map((component) => component.code));
      scoring.tieBreak.value.forEach((code, index) => {
        if (!codes.has(code)) findings.push({ code: 'unknownComponent', place: [...place, 'tieBreak', 'value', index], with: { code } });
      });
    }
  }
  if (scoring.groups !== undefined && !isOpenLeaf(scoring.groups)) findings.push(...duplicates(scoring.groups.value.map(({ code }) => code), [...place, 'groups', 'value']));
  const { dropHighest, dropLowest, minimumSheets } = scoring;
  if (!isOpenLeaf(dropHighest) && !isOpenLeaf(dropLowest) && !isOpenLeaf(minimumSheets)) {
    const dropped = dropHighest.value + dropLowest.value;
    if (minimumSheets.value <= dropped) findings.push({ code: 'tooFewSheets', place: [...place, 'minimumSheets', 'value'], with: { dropped, least: dropped + 1 } });
  }
  return findings;
}

/** The leaf type that an argument's value must meet. `rules` come under `of`, not under `with`. */
const argumentValues: { readonly [type in Exclude<ArgumentType, 'rules'>]: LeafType } = {
  integer: 'integer', decimal: 'decimal', boolean: 'boolean', date: 'date', text: 'text', tier: 'code', track: 'code',
  training: 'code', stages: 'stages', grade: 'grade', assessmentKind: 'assessmentKind', roundDate: 'roundDate',
  codes: 'codes', serviceKinds: 'serviceKinds', leaveKinds: 'leaveKinds', credentialKind: 'credentialKind', credentialLevel: 'credentialLevel',
  appraisalGrade: 'appraisalGrade', sanctionScope: 'sanctionScope', sanctionKinds: 'sanctionKinds', leaderPosts: 'leaderPosts', evidenceKinds: 'evidenceKinds',
};

/** What one teacher's stream or a stream of the product's own puts in order. */
const GUARDED: ReadonlySet<RuleScope> = new Set(['TEACHER', 'EVIDENCE']);

function checkRule(definition: ProgrammeDefinition, entry: RuleEntry, place: Place, vocabulary: Vocabulary): readonly Finding[] {
  const findings: Finding[] = [];
  const sources = [entry.stated, entry.implied, entry.applies].filter((source) => source !== undefined).length;
  if (sources !== 1 || (entry.implied !== undefined) !== (entry.because !== undefined) || (entry.quote !== undefined && entry.stated === undefined)) findings.push({ code: 'ruleProvenance', place });

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
      if (entry.of === undefined) findings.push({ code: 'missingArgument', place, with: { rule: entry.rule, key: 'of' } });
      continue;
    }
    if (value === undefined) {
      if (argument.required) findings.push({ code: 'missingArgument', place: entry.with === undefined ? place : [...place, 'with'], with: { rule: entry.rule, key } });
      continue;
    }
    findings.push(...checkArgument(definition, value, argument.type, [...place, 'with', key]));
  }
  findings.push(...checkLevel(given, place), ...checkCohort(name, given, place), ...checkSize(name, given, place));
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
    if (name === 'anyOf' && entry.of.length < 2) findings.push({ code: 'tooFewRules', place: [...place, 'of'] });
    const atLeast = given['atLeast'];
    if (atLeast !== undefined && !isOpenLeaf(atLeast) && (Number(atLeast.value) < 1 || Number(atLeast.value) > entry.of.length)) {
      findings.push({ code: 'outOfBounds', place: [...place, 'with', 'atLeast', 'value'], with: { min: 1, max: entry.of.length } });
    }
  }
  return findings;
}

/** A level of another kind of credential would never be met. */
function checkLevel({ kind, atLeast }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  if (kind === undefined || atLeast === undefined || isOpenLeaf(kind) || isOpenLeaf(atLeast)) return [];
  const known = credentialKinds.find((one) => one === kind.value);
  const level = credentialLevels.find((one) => one === atLeast.value);
  if (known === undefined || level === undefined || levelsOf(known).includes(level)) return [];
  return [{ code: 'wrongValue', place: [...place, 'with', 'atLeast', 'value'], with: { expected: levelsOf(known).join(', ') } }];
}

/** A team that may have no size at all could never be put forward. */
function checkSize(word: string, { min, max }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  if (word !== 'teamSize' || min === undefined || max === undefined || isOpenLeaf(min) || isOpenLeaf(max)) return [];
  return Number(max.value) < Math.max(1, Number(min.value)) ? [{ code: 'outOfBounds', place: [...place, 'with', 'max', 'value'], with: { min: Math.max(1, Number(min.value)), max: 100 } }] : [];
}

/** A cohort has a first day, a last day, or both, in their order. */
function checkCohort(word: string, { from, to }: NonNullable<RuleEntry['with']>, place: Place): readonly Finding[] {
  if (word !== 'whenBorn' && word !== 'bornBetween') return [];
  if (from === undefined && to === undefined) return [{ code: 'missingArgument', place, with: { rule: word, key: 'from' } }];
  if (from === undefined || to === undefined || isOpenLeaf(from) || isOpenLeaf(to)) return [];
  return typeof from.value === 'string' && typeof to.value === 'string' && to.value < from.value ? [{ code: 'datesReversed', place: [...place, 'with', 'to'] }] : [];
}

function checkArgument(definition: ProgrammeDefinition, leaf: Leaf<unknown>, type: Exclude<ArgumentType, 'rules'>, place: Place): readonly Finding[] {
  const expected = argumentValues[type];
  if (isOpenLeaf(leaf)) return leaf.type === expected ? [] : [{ code: 'wrongValue', place: [...place, 'type'], with: { expected } }];
  const at: Place = [...place, 'value'];
  const error = valueErrors(expected, leaf.value)[0];
  if (error !== undefined) return [{ code: error.keyword === 'format' ? 'notADate' : 'wrongValue', place: at, with: { expected } }];
  // Dates are worked out from years and months: none of a century ago or hence is meant.
  const most = place.at(-1) === 'barMonths' ? 600 : 100;
  // A share of nobody asks for nothing.
  if (place.at(-1) === 'percent' && Number(leaf.value) < 1) return [{ code: 'outOfBounds', place: at, with: { min: 1, max: most } }];
  if (type === 'integer' && Number(leaf.value) > most) return [{ code: 'outOfBounds', place: at, with: { min: 0, max: most } }];
  if (type === 'decimal' && !isDecimal(Number(leaf.value))) return [{ code: 'wrongValue', place: at, with: { expected } }];
  if (type === 'tier' && !Object.hasOwn(definition.tiers, String(leaf.value))) return [{ code: 'unknownTier', place: at, with: { code: String(leaf.value) } }];
  if (type === 'training' && !Object.hasOwn(definition.training ?? {}, String(leaf.value))) return [{ code: 'unknownTraining', place: at, with: { code: String(leaf.value) } }];
  if (type === 'track' && !Object.hasOwn(definition.tracks, String(leaf.value))) return [{ code: 'unknownTrack', place: at, with: { code: String(leaf.value) } }];
  return [];
}

/**
 * Rules that say whom a training is for are asked for whole districts, of views that hold her own part under its key: they
 * read no birth date, no kind of leave, no notice, and not what another training comes to.
 */
const NOT_OF_A_POPULATION: ReadonlySet<string> = new Set(['consented', 'evidenceOnce', 'noSanction', 'trainingMet', 'hoursOfTopic', 'trainedPeriods', 'bornOnOrAfter', 'bornBetween', 'whenBorn']);
const OF_HER_OWN_PART: ReadonlySet<string> = new Set(['leaveCounts', 'lessLeave']);

function checkTraining(definition: ProgrammeDefinition, code: string, training: TrainingEntry, vocabulary: Vocabulary): readonly Finding[] {
  const place: Place = ['training', code];
  const { who = [], topic, periods, years, window, windowFrom, term, perYear, tasks, phases, chain } = training;
  const findings: Finding[] = [
    ...bounded(periods, [...place, 'periods'], 0, 10_000),
    ...bounded(years, [...place, 'years'], 1, 50),
    ...bounded(perYear, [...place, 'perYear'], 1, 1_000),
    ...bounded(training.withinMonths, [...place, 'withinMonths'], 1, 240),
    ...bounded(training.documentDays, [...place, 'documentDays'], 0, 3_660),
    ...refers(term, [...place, 'term'], definition.tiers, 'unknownTier'),
    ...refersAll(training.alsoCounts, [...place, 'alsoCounts'], definition.training ?? {}, 'unknownTraining'),
    ...refersAll(training.at, [...place, 'at'], definition.bases ?? {}, 'unknownBaseKind'),
    ...duplicates(who.map((rule) => rule.code), [...place, 'who']),
    ...who.flatMap((rule, index) => [...checkRule(definition, rule, [...place, 'who', index], vocabulary), ...checkPopulation(rule, [...place, 'who', index])]),
  ];
  const lacking = (keys: readonly string[]): void => void (keys.length > 0 && findings.push({ code: 'trainingIncomplete', place, with: { keys: keys.join(', ') } }));
  // Hours are a topic, a number, the years and how these are counted, all of them or none.
  const hours = { topic, periods, years, window };
  if (periods !== undefined || years !== undefined || window !== undefined) lacking(Object.entries(hours).flatMap(([key, leaf]) => (leaf === undefined ? [key] : [])));
  const counted = window === undefined || isOpenLeaf(window) ? null : window.value;
  if (counted === 'FIXED' && windowFrom === undefined) lacking(['windowFrom']);
  if (counted === 'PER_TERM' && term === undefined) lacking(['term']);
  for (const [key, leaf] of [['tasks', tasks], ['phases', phases]] as const) if (leaf !== undefined && !isOpenLeaf(leaf)) findings.push(...duplicates(leaf.value.map((one) => one.code), [...place, key, 'value']));
  if (chain !== undefined && !isOpenLeaf(chain.courses)) {
    const [courses, at]: readonly [readonly string[], Place] = [chain.courses.value.map((one) => one.code), [...place, 'chain', 'courses', 'value']];
    const own = isOpenLeaf(chain.qualification) ? -1 : courses.indexOf(chain.qualification.value);
    findings.push(...duplicates(courses, at), ...(own < 0 ? [] : [{ code: 'duplicateCode' as const, place: [...at, own], with: { code: courses[own] ?? '' } }]));
  }
  return findings;
}

function checkPopulation(rule: RuleEntry, place: Place): readonly Finding[] {
  const [name = ''] = rule.rule.split('@');
  const readsNotice = Object.values(rule.with ?? {}).some((leaf) => !isOpenLeaf(leaf) && typeof leaf.value === 'object' && leaf.value !== null && Object.hasOwn(leaf.value, 'parameter'));
  const own: readonly Finding[] = NOT_OF_A_POPULATION.has(name) || readsNotice || Object.keys(rule.with ?? {}).some((key) => OF_HER_OWN_PART.has(key)) || rule.waiver !== undefined ? [{ code: 'notOfAPopulation', place: [...place, 'rule'], with: { rule: rule.rule } }] : [];
  return [...own, ...(rule.of ?? []).flatMap((other, index) => checkPopulation(other, [...place, 'of', index]))];
}

/** Of a programme whose weights are all known; while one is open there is nothing to sum. */
function checkAssessments(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.assessments ?? {}).flatMap(([code, { criteria = {}, earliestMonthsBefore }]): readonly Finding[] => {
    const early = bounded(earliestMonthsBefore, ['assessments', code, 'earliestMonthsBefore'], 0, 60);
    const weights = Object.values(criteria).flatMap(({ weight }) => (isOpenLeaf(weight) ? [] : [weight.value]));
    if (weights.length === 0 || weights.length < Object.keys(criteria).length) return early;
    const sum = weights.reduce((total, weight) => addDecimals(total, decimal(weight)), ZERO);
    return compareDecimals(sum, decimal(100)) === 0 ? early : [...early, { code: 'weights', place: ['assessments', code, 'criteria'], with: { sum: showDecimal(sum) } }];
  });
}

function checkMilestones(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.milestones ?? {}).flatMap(([code, milestone]) => [
    ...bounded(milestone.years, ['milestones', code, 'years'], 0, 60),
    ...refers(milestone.assessment, ['milestones', code, 'assessment'], definition.assessments ?? {}, 'unknownAssessment'),
    ...refers(milestone.tier, ['milestones', code, 'tier'], definition.tiers, 'unknownTier'),
  ]);
}

function checkFigures(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.figures ?? {}).flatMap(([code, { says, word, percent, counts }]) => {
    const place: Place = ['figures', code];
    const inWords = !isOpenLeaf(says) && typeof says.value === 'string';
    return [
      ...(inWords && (word !== undefined || counts !== undefined) ? [{ code: 'notANumber' as const, place: [...place, 'says', 'value'] }] : []),
      ...bounded(percent, [...place, 'percent'], 0, 100),
      ...(counts === undefined || isOpenLeaf(counts) || counts.value.of !== 'TITLES' ? [] : unknownTiers(definition, counts.value.tiers, [...place, 'counts', 'value', 'tiers'])),
    ];
  });
}

function checkTargets(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.targets ?? {}).flatMap(([code, { percent, counts, from, due, everyYears }]) => {
    const place: Place = ['targets', code];
    const reversed = from !== undefined && due !== undefined && !isOpenLeaf(from) && !isOpenLeaf(due) && lastDay(due.value) < firstDay(from.value);
    return [
      ...(due === undefined && everyYears === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'due' } }] : []),
      ...(reversed ? [{ code: 'datesReversed' as const, place: [...place, 'due'] }] : []),
      ...bounded(percent, [...place, 'percent'], 0, 100),
      ...bounded(everyYears, [...place, 'everyYears'], 1, 50),
      ...(counts === undefined || isOpenLeaf(counts) || counts.value.of !== 'TITLES' ? [] : unknownTiers(definition, counts.value.tiers, [...place, 'counts', 'value', 'tiers'])),
    ];
  });
}

function checkCompliance(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.compliance ?? {}).flatMap(([code, { everyYears, due, before }]) => {
    const place: Place = ['compliance', code];
    const yearly = !isOpenLeaf(everyYears) && everyYears.value !== null;
    return [
      ...(yearly ? bounded(everyYears as Leaf<number>, [...place, 'everyYears'], 1, 50) : []),
      // What comes every year is due by the end of it.
      ...(yearly && due !== undefined ? [{ code: 'dueOfYearly' as const, place: [...place, 'due'] }] : []),
      ...(before !== undefined && due === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'due' } }] : []),
    ];
  });
}

function unknownTiers(definition: ProgrammeDefinition, tiers: readonly string[], place: Place): readonly Finding[] {
  return tiers.flatMap((tier, index) => (Object.hasOwn(definition.tiers, tier) ? [] : [{ code: 'unknownTier' as const, place: [...place, index], with: { code: tier } }]));
}

function mayNotBeOpen(leaf: Leaf<unknown>, place: Place): readonly Finding[] {
  return isOpenLeaf(leaf) ? [{ code: 'mayNotBeOpen', place }] : [];
}

function refers(leaf: Leaf<string> | undefined, place: Place, known: object, code: ProblemCode): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || Object.hasOwn(known, leaf.value) ? [] : [{ code, place: [...place, 'value'], with: { code: leaf.value } }];
}

function refersAll(leaf: Leaf<readonly string[]> | undefined, place: Place, known: object, code: ProblemCode): readonly Finding[] {
  if (leaf === undefined || isOpenLeaf(leaf)) return [];
  return leaf.value.flatMap((value, index) => (Object.hasOwn(known, value) ? [] : [{ code, place: [...place, 'value', index], with: { code: value } }]));
}

function bounded(leaf: Leaf<number> | undefined, place: Place, min: number, max: number): readonly Finding[] {
  return leaf === undefined || isOpenLeaf(leaf) || (leaf.value >= min && leaf.value <= max) ? [] : [{ code: 'outOfBounds', place: [...place, 'value'], with: { min, max } }];
}

function duplicates(codes: readonly string[], place: Place): readonly Finding[] {
  return codes.flatMap((code, index) => (codes.indexOf(code) < index ? [{ code: 'duplicateCode' as const, place: [...place, index], with: { code } }] : []));
}
