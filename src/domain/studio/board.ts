import type { BusinessDate } from '../dates';
import type { OrgId, PersonId, TitleId } from '../facts';
import { answersFor, heirsOf, isWithin, orgOn, type OrgsState } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import type { Bilingual } from '../rules/programme-definition';
import { lastDay } from '../targets/printed-day';
import type { DossierOf } from '../teacher/dossier';
import type { Grade } from '../teacher/facts';
import { awayOn, type Away } from './away';
import type { HostBasis, StudioLevel } from './facts';
import { lostOn, type LostHost } from './host';
import type { CoverageOf, KindOfStudio, OnHostLoss } from './kinds';
import { hostOn, ledByOn, membersOn, standsOn, statusOn, type Studio, type StudiosState, type StudioStatus } from './studios';

export interface StudioLine {
  readonly studio: string;
  readonly kind: string;
  readonly clause: string | null;
  readonly names: Bilingual;
  readonly level: StudioLevel;
  readonly mission: string | null;
  readonly org: OrgId;
  readonly status: StudioStatus;
  readonly from: BusinessDate;
  /** Last day of its term; null: none is stated. */
  readonly to: BusinessDate | null;
  readonly host: PersonId | null;
  readonly basis: HostBasis['kind'] | null;
  /** Those who are in service. */
  readonly members: readonly PersonId[];
  /** Members by the record who are out of service: to be taken out of it (LeaveStudio). */
  readonly gone: readonly ({ readonly member: PersonId } & Away)[];
  /** Fewer than its kind has, or more since the rule changed. */
  readonly outOfNumber: boolean;
  readonly last: { readonly period: string; readonly grade: Grade; readonly on: BusinessDate } | null;
  readonly ledBy: string | null;
  /** Its kind is led, and nobody does so on the day. */
  readonly unled: boolean;
  /** What it asks for at once: its host is lost, and what its programme has done then; null: nothing. */
  readonly asks: (LostHost & { readonly decide: OnHostLoss | null; readonly clause: string | null }) | null;
}

export interface KindLine {
  readonly kind: string;
  readonly names: Bilingual;
  readonly clause: string;
  /** That stand on the day. */
  readonly standing: number;
  readonly suspended: number;
  readonly asking: number;
  /** Hosts and members, each once. */
  readonly persons: number;
  readonly number: number | null;
  /** Still to be set up. */
  readonly lacking: number | null;
  /** Those it opens for who host none; null where it opens for nobody in particular. */
  readonly owed: readonly PersonId[] | null;
}

export interface CoverageLine {
  readonly kind: string;
  readonly clause: string;
  readonly county: OrgId;
  readonly has: readonly StudioLevel[];
  readonly lacks: readonly StudioLevel[];
  /** OPEN: how it is counted is left open. */
  readonly status: 'COVERED' | 'DUE' | 'OVERDUE' | 'OPEN';
  readonly due: BusinessDate | null;
}

/** Who holds a title of a tier on the day. */
export interface Holder {
  readonly person: PersonId;
  readonly title: TitleId;
  readonly programme: string;
  readonly tier: string;
  readonly unit: OrgId;
}

export interface StudiosRead {
  readonly state: StudiosState;
  readonly programme: EffectiveProgramme;
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly dossierOf: DossierOf;
  readonly holders: readonly Holder[];
  /** Undefined: every unit. */
  readonly asked: ((unit: OrgId) => boolean) | undefined;
}

/** Whose dossiers a board of the day reads. */
export function personsToRead(state: StudiosState, asOf: BusinessDate): readonly PersonId[] {
  const members = [...state.studios.values()].flatMap((studio) => (standsOn(studio, asOf) ? membersOn(studio, asOf).map(({ member }) => member) : []));
  return [...new Set([...hostsToRead(state, asOf), ...members])];
}

/** Of those the ones that say whether a studio asks for anything. */
export function hostsToRead({ studios }: StudiosState, asOf: BusinessDate): readonly PersonId[] {
  return [...new Set([...studios.values()].flatMap((studio) => { const hosting = standsOn(studio, asOf) ? hostOn(studio, asOf) : null; return hosting === null ? [] : [hosting.host]; }))];
}

/** Whether who holds titles has to be known: some kind opens for each of them. */
export function asksHolders({ studios = [] }: Pick<EffectiveProgramme, 'studios'>): boolean {
  return studios.some(({ opensFor, perHolder }) => opensFor !== null && perHolder !== null);
}

/** Those that were there on the day, closed ones and ended ones with what they were. */
export function studioBoard({ state, programme, tree, asOf, dossierOf, asked }: StudiosRead): readonly StudioLine[] {
  return [...state.studios.values()].flatMap((studio) => {
    const status = statusOn(studio, asOf);
    return status === null || (asked !== undefined && !asked(studio.org)) ? [] : [lineOf(studio, status, { state, programme, tree, asOf, dossierOf })];
  }).sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.studio < b.studio ? -1 : 1));
}

function lineOf(studio: Studio, status: StudioStatus, { state, programme, tree, asOf, dossierOf }: Omit<StudiosRead, 'holders' | 'asked'>): StudioLine {
  const kind = programme.studios?.find(({ code }) => code === studio.kind);
  const stands = standsOn(studio, asOf);
  const hosting = stands ? hostOn(studio, asOf) : null;
  const listed = stands ? membersOn(studio, asOf).map(({ member }) => member) : [];
  const gone = listed.flatMap((member) => { const away = awayOn(dossierOf(member), asOf); return away === null ? [] : [{ member, ...away }]; });
  const members = listed.filter((member) => !gone.some((one) => one.member === member));
  const by = ledByOn(studio, asOf);
  const upper = by === null ? undefined : state.studios.get(by);
  const lost = stands ? lostOn(studio, asOf, { dossierOf, tree }) : null;
  const last = studio.grades.filter(({ on }) => on <= asOf).at(-1);
  const { min, max } = kind?.members ?? { min: null, max: null };
  return {
    studio: studio.studio, kind: studio.kind, clause: kind?.clause ?? null, names: studio.names, level: studio.level, mission: studio.mission, org: studio.org, status,
    from: studio.from, to: studio.to,
    host: hosting?.host ?? null, basis: hosting?.basis.kind ?? null, members, gone,
    outOfNumber: stands && ((min !== null && members.length < min.value) || (max !== null && members.length > max.value)),
    last: last === undefined ? null : { period: last.period, grade: last.grade, on: last.on },
    ledBy: by,
    unled: stands && kind !== undefined && kind.ledBy !== null && (upper === undefined || !standsOn(upper, asOf)),
    asks: lost === null ? null : { ...lost, decide: kind?.onHostLoss?.value ?? null, clause: kind?.onHostLoss?.clause ?? null },
  };
}

/** Every kind of the programme, also one that nobody has set up yet. */
export function kindLines(lines: readonly StudioLine[], { programme, holders, asked, state, asOf }: StudiosRead): readonly KindLine[] {
  return (programme.studios ?? []).map(({ code, names, clause, number, opensFor, perHolder }): KindLine => {
    const own = lines.filter(({ kind, status }) => kind === code && (status === 'RUNNING' || status === 'SUSPENDED'));
    const hosts = new Set([...state.studios.values()].flatMap((studio) => { const hosting = studio.kind === code && standsOn(studio, asOf) ? hostOn(studio, asOf) : null; return hosting === null ? [] : [hosting.host]; }));
    const entitled = opensFor === null || perHolder === null ? null : holders.filter((one) => one.programme === programme.id && opensFor.value.includes(one.tier) && (asked === undefined || asked(one.unit)));
    return {
      kind: code, names, clause,
      standing: own.length,
      suspended: own.filter(({ status }) => status === 'SUSPENDED').length,
      asking: own.filter(({ asks }) => asks !== null).length,
      persons: new Set(own.flatMap(({ host, members }) => [...(host === null ? [] : [host]), ...members])).size,
      number: number?.value ?? null,
      lacking: number === null || asked !== undefined ? null : Math.max(0, number.value - own.length),
      owed: entitled === null ? null : [...new Set(entitled.map(({ person }) => person))].filter((person) => !hosts.has(person)).sort(),
    };
  });
}

/** Counties with the levels that their studios make up, and those that they lack (Z18). */
export function coverageLines({ state, programme, tree, asOf, asked }: StudiosRead): readonly CoverageLine[] {
  const counties = [...tree.orgs.keys()].flatMap((org) => {
    const county = orgOn(tree, org, asOf);
    return county !== null && county.level === 'DISTRICT' && county.kind !== 'RESEARCH_CENTRE' && (asked === undefined || asked(org)) ? [org] : [];
  }).sort();
  return (programme.studios ?? []).flatMap((kind) => (kind.coverage === null ? [] : counties.map((county) => coverageOf(kind, kind.coverage as NonNullable<KindOfStudio['coverage']>, county, [...state.studios.values()].filter((one) => one.kind === kind.code && standsOn(one, asOf)), tree, asOf))));
}

function coverageOf({ code }: KindOfStudio, { levels, due, of }: NonNullable<KindOfStudio['coverage']>, county: OrgId, standing: readonly Studio[], tree: OrgsState, asOf: BusinessDate): CoverageLine {
  const last = due === null ? null : lastDay(due.value, 'INCLUSIVE');
  const has = levels.value.filter((level) => standing.some((studio) => studio.level === level && counts(studio, county, of?.value ?? 'SEATED', tree, asOf)));
  const lacks = levels.value.filter((level) => !has.includes(level));
  const status = lacks.length === 0 ? 'COVERED' : of === null ? 'OPEN' : last !== null && last < asOf ? 'OVERDUE' : 'DUE';
  return { kind: code, clause: levels.clause, county, has, lacks, status, due: last };
}

/** Where its seat has ended it sits in what carries that on. */
function counts({ org, level }: Studio, county: OrgId, of: CoverageOf, tree: OrgsState, asOf: BusinessDate): boolean {
  const seats = heirsOf(tree, org, asOf);
  if (seats.some((seat) => answersFor(tree, county, seat, asOf))) return true;
  return of === 'SERVED' && (level === 'CITY' || level === 'PROVINCE') && seats.some((seat) => isWithin(tree, county, seat, asOf));
}
