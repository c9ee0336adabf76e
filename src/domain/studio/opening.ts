import type { DecisionContext } from '../context';
import { addDays, addYears, type BusinessDate } from '../dates';
import { needed, refused, type Refused } from '../decision';
import type { Decision, OfficialAct, OrgId, PersonId, Proposed } from '../facts';
import { absence, lineOf, orgOn, type OrgsState } from '../orgs';
import { ownMatter } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { dayFault } from '../teacher/career';
import { takenInFault, type DossierOf } from '../teacher/dossier';
import type { HostBasis, StudioFact, StudioLevel } from './facts';
import { basisOf, type Selection } from './host';
import type { KindOfStudio, OrgTrait } from './kinds';
import { endOf, levelAbove, mostFrom, statusOn, type Span, type Studio, type StudiosState } from './studios';

/** What a decision on studios reads of persons. */
export interface ReadOfPersons {
  readonly dossierOf: DossierOf;
  readonly isOfCity: (programme: string, tier: string) => boolean;
}

export interface OpenStudioCommand extends ReadOfPersons {
  readonly studio: string;
  readonly kind: string;
  readonly level: StudioLevel;
  readonly mission: string | null;
  readonly names: { readonly zh: string; readonly en: string };
  readonly org: OrgId;
  readonly host: PersonId;
  readonly selection: Selection | null;
  readonly members: readonly PersonId[];
  readonly ledBy: string | null;
  readonly from: BusinessDate;
  readonly act?: OfficialAct;
}

/** A studio with its host and the members it begins with. */
export function decideOpenStudio(state: StudiosState, command: OpenStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, level, mission, names, org, host, members, ledBy, from, act } = command;
  const programme = needed(context, 'programme');
  const tree = needed(context, 'orgs');
  const fault = dayFault('from', from, context.today);
  if (fault) return fault;
  const kind = programme.studios?.find(({ code }) => code === command.kind);
  if (kind === undefined) return refused('unknownStudioKind', { kind: command.kind, programme: programme.id, kinds: (programme.studios ?? []).map(({ code }) => code) });
  if (state.studios.has(studio)) return refused('studioExists', { studio });
  const unfit = absence(tree, org, from) ?? formFault(kind, command, tree) ?? bodyFault(command, tree, context) ?? countFault(state, kind, from) ?? leadFault(state, { kind, level, ledBy, day: from });
  if (unfit) return unfit;
  const basis = hostFault(state, kind, command, host, from, programme, context);
  if ('refusal' in basis) return basis;
  const crowd = crowdFault(kind, host, members, command.dossierOf, from) ?? ownMatter([host, ...members], context);
  if (crowd) return crowd;
  const to = kind.termYears === null ? null : addDays(addYears(from, kind.termYears.value), -1);
  const common = { effectiveOn: from, rule: ruleReference(programme, kind.clause), ...(act ? { act } : {}) };
  const of = { programme: programme.id, studio };
  const events: Proposed<StudioFact>[] = [
    { type: 'StudioOpened', data: { ...of, kind: kind.code, level, mission, names, org, to, ledBy }, ...common },
    { type: 'HostAppointed', data: { ...of, host, basis }, ...common },
    ...members.map((member): Proposed<StudioFact> => ({ type: 'StudioMemberJoined', data: { ...of, member }, ...common })),
  ];
  return { kind: 'events', events };
}

/** Level, mission and place as the kind has them. */
function formFault({ code, levels, missions, onlyIn }: KindOfStudio, { level, mission, org, from }: OpenStudioCommand, tree: OrgsState): Refused | null {
  if (levels !== null && !levels.value.includes(level)) return refused('levelNotOfStudio', { kind: code, level, levels: levels.value }, { clause: levels.clause });
  const known = missions?.value.map((one) => one.code) ?? [];
  if (missions === null ? mission !== null : mission === null || !known.includes(mission)) return refused('missionNotOfStudio', { kind: code, mission: mission ?? '', missions: known }, missions === null ? {} : { clause: missions.clause });
  return onlyIn !== null && !isIn(tree, org, onlyIn.value, from) ? refused('studioElsewhere', { kind: code, org, trait: onlyIn.value }, { clause: onlyIn.clause }) : null;
}

function isIn(tree: OrgsState, org: OrgId, trait: OrgTrait, day: BusinessDate): boolean {
  return lineOf(tree, org, day).some((unit) => {
    const known = orgOn(tree, unit, day);
    return known !== null && (trait === 'WEAK' ? known.weak : known.rural);
  });
}

const height: { readonly [level in StudioLevel]: number } = { SCHOOL: 0, DISTRICT: 1, CITY: 2, PROVINCE: 3 };

/**
 * A body opens what is of its own level or below; what a body above has set up is kept here by that body's act. A body that
 * the tree does not know is taken for one above it, so it stands for no level that a unit over the studio's seat has.
 */
function bodyFault({ level, act, org, from }: OpenStudioCommand, tree: OrgsState, { people, acting }: DecisionContext): Refused | null {
  if (act === undefined) {
    const held = acting.appointment === null ? undefined : people?.appointments.get(acting.appointment);
    const own = held === undefined ? undefined : tree.orgs.get(held.org)?.level;
    return own !== undefined && height[level] > height[own] ? refused('studioAboveBody', { level, own }) : null;
  }
  const stated = tree.orgs.get(act.body)?.level ?? null;
  const over = lineOf(tree, org, from).flatMap((unit) => tree.orgs.get(unit)?.level ?? []);
  const reaches = stated === null ? over.every((one) => height[one] < height[level]) : height[stated] >= height[level];
  return reaches ? null : refused('studioActTooLow', { level, body: act.body, of: stated ?? '' });
}

function countFault(state: StudiosState, { code, number }: KindOfStudio, from: BusinessDate): Refused | null {
  if (number === null) return null;
  const spans = [...state.studios.values()].filter(({ kind }) => kind === code).map((one): Span => ({ from: one.from, until: endOf(one) }));
  return mostFrom(spans, from) >= number.value ? refused('studiosFull', { kind: code, number: number.value }, { clause: number.clause }) : null;
}

/** 一级带一级: one of the next level leads it, so no two can lead each other. */
export function leadFault(state: StudiosState, { kind, level, ledBy, day }: { readonly kind: KindOfStudio | undefined; readonly level: StudioLevel; readonly ledBy: string | null; readonly day: BusinessDate }): Refused | null {
  if (ledBy === null) return null;
  const upper = state.studios.get(ledBy);
  if (upper === undefined) return refused('unknownUpperStudio', { studio: ledBy });
  const clause = kind?.ledBy === null || kind === undefined ? {} : { clause: kind.ledBy.clause };
  if (upper.level !== levelAbove(level)) return refused('notTheNextLevel', { studio: ledBy, level: upper.level, next: levelAbove(level) ?? '' }, clause);
  if (kind !== undefined && kind.ledBy !== null && !kind.ledBy.value.includes(upper.kind)) return refused('studioMayNotLead', { studio: ledBy, kind: upper.kind, kinds: kind.ledBy.value }, clause);
  return statusOn(upper, day) === 'RUNNING' ? null : refused('studioNotRunning', { studio: ledBy, status: statusOn(upper, day) ?? 'PENDING', day });
}

/** What she stands on; she hosts no more studios of the kind than it allows on any day. */
export function hostFault(state: StudiosState, kind: KindOfStudio | undefined, { dossierOf, isOfCity, selection }: ReadOfPersons & { readonly selection: Selection | null }, host: PersonId, from: BusinessDate, programme: EffectiveProgramme, context: DecisionContext, but?: string): HostBasis | Refused {
  const isKnown = needed(context, 'people').persons.has(host);
  const basis = basisOf({ programme: programme.id, kind, host, selection, day: from, dossierOf, isKnown, isOfCity });
  if ('refusal' in basis || kind === undefined || kind.perHolder === null) return basis;
  const hosted = [...state.studios.values()].filter((one) => one.kind === kind.code && one.studio !== but).flatMap((one) => hostingsOf(one, host));
  return mostFrom(hosted, from) >= kind.perHolder.value ? refused('hostsAnother', { host, kind: kind.code, perHolder: kind.perHolder.value }, { clause: kind.perHolder.clause }) : basis;
}

function hostingsOf(studio: Studio, host: PersonId): readonly Span[] {
  const end = endOf(studio);
  return studio.hosts.filter((one) => one.host === host).map(({ from, until }) => ({ from, until: end === null || (until !== null && until < end) ? until : end }));
}

/** The members a studio begins with: as many as the kind has, each once, each with a dossier, the host not among them. */
function crowdFault({ code, members: { min, max } }: KindOfStudio, host: PersonId, members: readonly PersonId[], dossierOf: DossierOf, from: BusinessDate): Refused | null {
  const twice = members.find((member, index) => member === host || members.indexOf(member) < index);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  if (min !== null && members.length < min.value) return refused('studioTooSmall', { kind: code, found: members.length, min: min.value }, { clause: min.clause });
  if (max !== null && members.length > max.value) return refused('studioFull', { found: members.length, max: max.value }, { clause: max.clause });
  return members.map((member) => takenInFault(member, dossierOf, from)).find((one) => one !== null) ?? null;
}
