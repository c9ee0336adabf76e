import { clausePlaces, type ClausePlace } from '../domain/rules/clause-places';
import type { Clause, ClauseList } from '../domain/rules/clauses';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import { citationsOf } from './citations';
import type { Change, Untried } from './mutation';
import type { WorkedExample } from './worked-example';

/** One programme with what its folder says and what came of it. */
export interface Told {
  readonly folder: string;
  readonly definition: ProgrammeDefinition;
  /** Those that hold; one that does not is no home. */
  readonly examples: readonly { readonly file: string; readonly example: WorkedExample }[];
  /** What came of altering each place of a rule; null: not tried. */
  readonly changes: readonly Change[] | null;
  readonly untried: readonly Untried[];
}

/** Where a clause lives. */
export interface ClauseHome extends Pick<Clause, 'clause' | 'kind' | 'zh' | 'en'> {
  readonly programme: string | null;
  /** Places of the rule file that name it. */
  readonly rules: readonly Pick<ClausePlace, 'path' | 'kind' | 'by'>[];
  /** Files of the examples that cite it in what they expect, or that noticed a change of it. */
  readonly examples: readonly string[];
  /** Keys of `then` under which an example has a query answer it; of a figure, with its number or words. */
  readonly queries: readonly string[];
  /** Of a rule, where its places were altered; `unchanged` are values that there is no change to try of. */
  readonly changes: { readonly tried: number; readonly noticed: number; readonly listed: number; readonly survivors: readonly Pick<Change, 'path' | 'change'>[]; readonly unchanged: readonly Untried[] } | null;
  /** What would give it a home; null: it has one. */
  readonly lacks: { readonly zh: string; readonly en: string } | null;
}

/** For every clause of the list, where it lives. A clause of a source that no programme is based on has no home. */
export function homesOf(clauses: ClauseList, programmes: readonly Told[]): readonly ClauseHome[] {
  return [...clauses.values()].map((clause) => {
    const told = programmes.find(({ definition }) => definition.basis.some(({ source }) => source === clause.source));
    return told === undefined ? homeless(clause) : homeOf(clause, told);
  });
}

function homeless({ clause, kind, zh, en, source }: Clause): ClauseHome {
  const lacks = { zh: `没有方案以 ${source} 为依据；请为该文件建立方案文件夹。`, en: `No programme has ${source} as its basis; write one for that document.` };
  return { clause, kind, zh, en, programme: null, rules: [], examples: [], queries: [], changes: null, lacks };
}

function homeOf(clause: Clause, { definition, examples, changes, untried }: Told): ClauseHome {
  const places = clausePlaces(definition).filter((place) => place.clause === clause.clause);
  const cited = examples.map(({ file, example }) => ({ file, ...citationsOf(example) }));
  const citing = cited.filter(({ expected }) => expected.has(clause.clause)).map(({ file }) => file);
  const queries = new Set(cited.flatMap(({ queried, told }) => [...((clause.kind === 'figure' ? told : queried).get(clause.clause) ?? [])]));
  const paths = new Set(places.map(({ path }) => path));
  const of = clause.kind === 'rule' && changes !== null ? changes.filter(({ path }) => paths.has(path)) : null;
  const noticers = (of ?? []).flatMap(({ noticedBy }) => (noticedBy === null ? [] : [noticedBy]));
  const home = {
    clause: clause.clause,
    kind: clause.kind,
    zh: clause.zh,
    en: clause.en,
    programme: definition.id,
    rules: places.map(({ path, kind, by }) => ({ path, kind, by })),
    examples: [...new Set([...citing, ...noticers])],
    queries: [...queries],
    changes: of === null ? null : { ...countsOf(of), unchanged: untried.filter(({ path }) => paths.has(path)) },
  };
  return { ...home, lacks: lackOf(clause, places, home, citing) };
}

function countsOf(changes: readonly Change[]): Omit<NonNullable<ClauseHome['changes']>, 'unchanged'> {
  const noticed = changes.filter(({ noticedBy }) => noticedBy !== null).length;
  const survivors = changes.filter(({ noticedBy, reason }) => noticedBy === null && reason === null).map(({ path, change }) => ({ path, change }));
  return { tried: changes.length, noticed, listed: changes.length - noticed - survivors.length, survivors };
}

function lackOf({ clause, kind, mark }: Clause, places: readonly ClausePlace[], { changes, queries }: Pick<ClauseHome, 'changes' | 'queries'>, citing: readonly string[]): ClauseHome['lacks'] {
  const declared = places.filter(({ by }) => by !== 'OPEN');
  if (kind === 'structure') {
    // What follows from a clause is not what it sets up, unless it says no more itself.
    return declared.some(({ by }) => by === 'STATED' || mark === 'IMPLIED') ? null : { zh: `方案文件未载明；请在对应的键（或 declared）写上 stated: ${clause} 和原文。`, en: `The rule file does not declare it; write it under its key, or under declared, with stated: ${clause} and the passage.` };
  }
  if (kind === 'text') {
    return declared.some(({ by, quote }) => by === 'IMPLIED' || quote !== null) ? null : { zh: `方案文件未引用；请在 declared 写上 stated: ${clause} 并摘引原文（quote）。`, en: `The rule file does not quote it; write it under declared with stated: ${clause} and a quote.` };
  }
  if (kind === 'figure') {
    if (places.length === 0) return { zh: `方案文件没有此数；请写入 figures、targets、funding 或 compliance，注明 stated: ${clause}。`, en: `The rule file has no such figure; write it under figures, targets, funding or compliance with stated: ${clause}.` };
    return queries.length > 0 ? null : { zh: `没有查询返回它；请在成立的算例的 then 中写明该数及其 clause: ${clause}。`, en: `No query returns it; have a worked example that holds expect it under then, with clause: ${clause}.` };
  }
  if (places.length === 0) return { zh: `没有规则以它为依据；请在方案文件写上该值，注明 stated、implied 或 clause: ${clause}。`, en: `No value stands on it; write the value with stated, implied or clause: ${clause}.` };
  if (changes !== null && changes.survivors.length > 0) {
    const list = changes.survivors.map(({ path, change }) => `${path}: ${change}`).join('; ');
    return { zh: `有改动没有算例察觉：${list}。请补算例，或在 survivors.yaml 写明理由。`, en: `Changes that no example notices: ${list}. Add an example, or list them in survivors.yaml with the reason.` };
  }
  const unexplained = (changes?.unchanged ?? []).filter(({ reason }) => reason === null).map(({ path }) => path);
  if (unexplained.length > 0) {
    return { zh: `有的值没有可试的改动：${unexplained.join('、')}。请让方案中另有一个值可写在该处，或在 survivors.yaml 以 change: none 写明理由。`, en: `Values that there is no change to try: ${unexplained.join(', ')}. Give the file another value that could stand there, or list them in survivors.yaml with change: none and the reason.` };
  }
  if (changes !== null) {
    return changes.noticed > 0 ? null : { zh: `改动其规则没有算例察觉（可改动 ${changes.tried} 处）；请补一个依赖该值的算例。`, en: `No example notices its rule being altered (${changes.tried} changes are possible); add one that rests on the value.` };
  }
  return citing.length > 0 ? null : { zh: `没有成立的算例在其预期中引用；请补一个写明 clause: ${clause} 的算例。`, en: `No example that holds cites it in what it expects; add one with clause: ${clause}.` };
}

/** By kind, how many clauses there are and how many have a home. */
export function countsByKind(homes: readonly ClauseHome[]): { readonly [kind in Clause['kind']]: { readonly all: number; readonly homed: number } } {
  const count = (kind: Clause['kind']) => ({ all: homes.filter((home) => home.kind === kind).length, homed: homes.filter((home) => home.kind === kind && home.lacks === null).length });
  return { rule: count('rule'), figure: count('figure'), structure: count('structure'), text: count('text') };
}
