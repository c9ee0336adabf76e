import { quotes, type ClauseList } from './clauses';
import { withChoices } from './declared-choices';
import { addDecimals, compareDecimals, decimal, isDecimal, showDecimal, ZERO } from './decimal';
import { checkAssessments, checkMilestones } from './assessment-check';
import { checkLead } from './lead-check';
import { checkLeans } from './lean-check';
import { beforeBeginning, bounded, duplicates, inBothLanguages, mayNotBeOpen, refers, refersAll, sumOf, unknownTiers } from './leaf-checks';
import { checkLevels } from './level-check';
import { checkParties } from './party-check';
import { isOpenLeaf, type Leaf, type ProgrammeDefinition, type TierEntry } from './programme-definition';
import type { Finding, Place } from './problems';
import { checkRule, isTeamWord } from './rule-check';
import { checkStudios } from './studio-check';
import { checkGroundVerdicts, checkTitleLife } from './title-check';
import { checkTraining } from './training-check';
import { firstDay, lastDay } from '../targets/printed-day';
import { checkWays } from './ways-check';
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
      ...inBothLanguages(funding.of, ['funding', code, 'of']),
      ...bounded(funding.percent, ['funding', code, 'percent'], 0, 100),
      ...bounded(funding.tolerance, ['funding', code, 'tolerance'], 0, 100),
      ...(funding.purposes === undefined || isOpenLeaf(funding.purposes) ? [] : duplicates(funding.purposes.value.map((purpose) => purpose.code), ['funding', code, 'purposes', 'value'])),
    ]),
    ...checkBodies(definition),
    ...checkFigures(definition),
    ...checkTargets(definition),
    ...checkCompliance(definition),
    ...(isOpenLeaf(definition.revocationGrounds) ? [] : duplicates(definition.revocationGrounds.value.map((ground) => ground.code), ['revocationGrounds', 'value'])),
    ...checkGroundVerdicts(definition),
  ].map((finding) => withChoices(definition, finding));
}

/** Posts that stand for the whole unit: of what is said to be a body's, an expert or supervisor would name none. */
const OF_A_BODY: ReadonlySet<string> = new Set(['BureauOfficer', 'SchoolAdmin', 'PartyOrg', 'ResearchCentre']);

/** In whose name titles are conferred, whose a fund is, and who owes a paper. */
function checkBodies({ tiers, funding = {}, compliance = {} }: ProgrammeDefinition): readonly Finding[] {
  const named: readonly (readonly [Place, Leaf<{ readonly post: string }>])[] = [
    ...Object.entries(tiers).map(([code, { conferringBody }]) => [['tiers', code, 'conferringBody'], conferringBody] as const),
    ...[{ top: 'funding', of: funding }, { top: 'compliance', of: compliance }].flatMap(({ top, of }) => Object.entries(of).map(([code, { by }]) => [[top, code, 'by'], by] as const)),
  ];
  return named.flatMap(([place, leaf]): readonly Finding[] => (isOpenLeaf(leaf) || OF_A_BODY.has(leaf.value.post) ? [] : [{ code: 'postOfNoBody', place: [...place, 'value', 'post'], with: { post: leaf.value.post, known: [...OF_A_BODY].join(', ') } }]));
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
  return !isOpenLeaf(from) && !isOpenLeaf(to) && to.value < from.value ? [{ code: 'datesReversed', place: ['effective', 'to'], also: [['effective', 'from']], with: { from: from.value, to: to.value } }] : [];
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
    ...bounded(tier.seatsTolerance, [...place, 'seatsTolerance'], 0, 100),
    ...bounded(tier.publicity?.workingDays, [...place, 'publicity', 'workingDays'], 1, 366),
    ...Object.entries(tier.publicityAt ?? {}).flatMap(([level, entry]) => bounded(entry.workingDays, [...place, 'publicityAt', level, 'workingDays'], 1, 366)),
    ...checkScoring(tier.scoring, [...place, 'scoring']),
    ...checkLevels(definition, tier, place),
    ...bounded(tier.panel?.minimum, [...place, 'panel', 'minimum'], 1, 99),
    ...bounded(tier.panel?.maxConsecutive, [...place, 'panel', 'maxConsecutive'], 1, 20),
    ...checkTitleLife(definition, code, tier),
    ...duplicates(rules.map((rule) => rule.code), [...place, 'eligibility']),
    ...teamWords(definition, tier, [...place, 'eligibility'], vocabulary),
    ...rules.flatMap((rule, index) => checkRule(definition, rule, [...place, 'eligibility', index], vocabulary)),
    ...(tier.pool?.requires ?? []).flatMap((rule, index) => checkRule(definition, rule, [...place, 'pool', 'requires', index], vocabulary)),
  ];
}

/** A condition on teams that no team is ever held to is a mistake. */
function teamWords(definition: ProgrammeDefinition, { tracks, eligibility = [] }: TierEntry, place: Place, vocabulary: Vocabulary): readonly Finding[] {
  if (isOpenLeaf(tracks)) return [];
  const forTeams = tracks.value.some((code) => { const holder = definition.tracks[code]?.holder; return holder !== undefined && !isOpenLeaf(holder) && holder.value === 'TEAM'; });
  if (forTeams) return [];
  return eligibility.flatMap(({ rule }, index): readonly Finding[] => (isTeamWord(rule, vocabulary) ? [{ code: 'teamRuleWithoutTeam', place: [...place, index, 'rule'], also: [[...place.slice(0, -1), 'tracks']], with: { rule } }] : []));
}

function checkScoring(scoring: TierEntry['scoring'], place: Place): readonly Finding[] {
  if (scoring === undefined) return [];
  const findings: Finding[] = [...bounded(scoring.minimumSheets, [...place, 'minimumSheets'], 1, 1000), ...bounded(scoring.decimals, [...place, 'decimals'], 0, 6), ...bounded(scoring.passLine, [...place, 'passLine'], 0, 100)];
  if (!isOpenLeaf(scoring.components)) {
    const components = scoring.components.value;
    const at: Place = [...place, 'components', 'value'];
    const odd = components.findIndex((component) => !isDecimal(component.weight) || !isDecimal(component.max));
    if (odd >= 0) return [...findings, { code: 'notStorable', place: [...at, odd] }];
    const sum = components.reduce((total, component) => addDecimals(total, decimal(component.weight)), ZERO);
    if (compareDecimals(sum, decimal(100)) !== 0) findings.push({ code: 'weights', place: at, with: { working: sumOf(components.map(({ code, weight }) => [code, weight])), sum: showDecimal(sum) } });
    findings.push(...duplicates(components.map((component) => component.code), at));
    components.forEach(({ passLine, max }, index) => {
      if (passLine !== undefined && (!isDecimal(passLine) || passLine > max)) findings.push({ code: 'outOfBounds', place: [...at, index, 'passLine'], with: { value: passLine, min: 0, max } });
    });
    // A vote needs its base and its majority, or nobody could tell whether it counts.
    const voted = components.findIndex(({ source }) => source === 'BALLOT');
    if (voted >= 0 && scoring.ballot === undefined) findings.push({ code: 'ballotNotStated', place: [...at, voted, 'source'] });
    if (!isOpenLeaf(scoring.tieBreak)) {
      const codes = new Set(components.map((component) => component.code));
      scoring.tieBreak.value.forEach((code, index) => {
        if (!codes.has(code)) findings.push({ code: 'unknownComponent', place: [...place, 'tieBreak', 'value', index], also: [[...place, 'components']], with: { code } });
      });
    }
  }
  if (scoring.groups !== undefined && !isOpenLeaf(scoring.groups)) findings.push(...duplicates(scoring.groups.value.map(({ code }) => code), [...place, 'groups', 'value']));
  const { dropHighest, dropLowest, minimumSheets } = scoring;
  if (!isOpenLeaf(dropHighest) && !isOpenLeaf(dropLowest) && !isOpenLeaf(minimumSheets)) {
    const dropped = dropHighest.value + dropLowest.value;
    if (minimumSheets.value <= dropped) findings.push({ code: 'tooFewSheets', place: [...place, 'minimumSheets', 'value'], also: [[...place, 'dropHighest'], [...place, 'dropLowest']], with: { highest: dropHighest.value, lowest: dropLowest.value, dropped, sheets: minimumSheets.value, least: dropped + 1 } });
  }
  return findings;
}

function checkFigures(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.figures ?? {}).flatMap(([code, { says, word, percent, counts }]) => {
    const place: Place = ['figures', code];
    const inWords = !isOpenLeaf(says) && typeof says.value === 'string';
    return [
      ...(inWords && (word !== undefined || counts !== undefined) ? [{ code: 'notANumber' as const, place: [...place, 'says', 'value'], with: { says: String(says.value) } }] : []),
      ...bounded(percent, [...place, 'percent'], 0, 100),
      ...(counts === undefined || isOpenLeaf(counts) || counts.value.of !== 'TITLES' ? [] : unknownTiers(definition, counts.value.tiers, [...place, 'counts', 'value', 'tiers'])),
    ];
  });
}

function checkTargets(definition: ProgrammeDefinition): readonly Finding[] {
  return Object.entries(definition.targets ?? {}).flatMap(([code, { percent, counts, from, due, everyYears }]) => {
    const place: Place = ['targets', code];
    const reversed = from === undefined || due === undefined || isOpenLeaf(from) || isOpenLeaf(due) || lastDay(due.value) >= firstDay(from.value) ? null : { from: from.value, to: due.value };
    return [
      ...(due === undefined && everyYears === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'due' } }] : []),
      ...(reversed === null ? beforeBeginning(definition, due, [...place, 'due']) : [{ code: 'datesReversed' as const, place: [...place, 'due'], also: [[...place, 'from']], with: reversed }]),
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
      ...bounded(everyYears, [...place, 'everyYears'], 1, 50),
      // What comes every year is due by the end of it.
      ...(yearly && due !== undefined ? [{ code: 'dueOfYearly' as const, place: [...place, 'due'], also: [[...place, 'everyYears']] }] : []),
      ...(before !== undefined && due === undefined ? [{ code: 'missingKey' as const, place, with: { key: 'due' } }] : []),
      ...(yearly ? [] : beforeBeginning(definition, due, [...place, 'due'], before)),
    ];
  });
}
