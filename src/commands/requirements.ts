import type { EffectiveProgramme, Stage } from '../domain/programme-rules';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, OrgId } from '../domain/facts';
import { leadOf, type LedMatter } from '../domain/lead';
import { parentOn, type OrgsState } from '../domain/orgs';
import type { ExpertPoolState } from '../domain/panel/pool';
import { inOffice, type Requirement } from '../domain/people';
import type { OrgLevel } from '../domain/registry-facts';
import { delegatesInTurn } from '../domain/people/delegation';
import { parametersOf, tierOf, type RoundState } from '../domain/round/round';
import type { Authority, World } from './world';
import { under } from './standing';
import type { Sender } from './use-case';

/** Who keeps the registers: a bureau for everything below it (domain.md 5.5; a SystemOperator has no business rights). */
export const bureau: readonly Requirement[] = [{ post: 'BureauOfficer', level: null }];
/** What a school enters for its own teachers, or a bureau for the schools below it. */
export const schoolOrBureau: readonly Requirement[] = [{ post: 'SchoolAdmin', level: 'SCHOOL' }, { post: 'BureauOfficer', level: null }];

/** Where a programme does not say who acts, the bureau does; a school puts its own teachers forward. */
const unstated: { readonly [stage in Stage]?: readonly Requirement[] } = {
  SubmitNomination: [{ post: 'SchoolAdmin', level: 'SCHOOL' }],
  RecommendAtSchool: [{ post: 'SchoolAdmin', level: 'SCHOOL' }],
  SubmitScore: [{ post: 'Expert', level: null }],
  RecordTraining: schoolOrBureau,
};

/** Whom the programme names, or a bureau above; a bureau where it names nobody. */
export function boardRequirements(by: Requirement | null | undefined): readonly Requirement[] {
  return by === null || by === undefined ? bureau : [{ post: by.post, level: by.level, ...(by.clause === undefined ? {} : { clause: by.clause }) }, ...bureau];
}

/** Whom the programme names, or a bureau of that level or above; a bureau where it names nobody. */
export function namedOrAbove(by: (Requirement & { readonly level: OrgLevel }) | null | undefined): readonly Requirement[] {
  if (by === null || by === undefined) return bureau;
  const above = LEVELS.slice(LEVELS.indexOf(by.level)).filter((level) => level !== 'SCHOOL' && !(by.post === 'BureauOfficer' && by.level === level));
  return [{ post: by.post, level: by.level, ...(by.clause === undefined ? {} : { clause: by.clause }) }, ...above.map((level): Requirement => ({ post: 'BureauOfficer', level }))];
}

const LEVELS: readonly OrgLevel[] = ['SCHOOL', 'DISTRICT', 'CITY'];

/** Who pairs mentors of the kind; where the programme names nobody, the mentee's school too. */
export function mentoringRequirements(programme: EffectiveProgramme | undefined, purpose: string | undefined): readonly Requirement[] {
  const by = programme?.mentoring?.find(({ code }) => code === purpose)?.by ?? null;
  return by === null ? schoolOrBureau : namedOrAbove(by);
}

export function requirementsOf(programme: EffectiveProgramme | undefined, stage: Stage): readonly Requirement[] {
  const stated = programme?.authority[stage];
  return stated === undefined ? (unstated[stage] ?? bureau) : [stated];
}

export interface Undoing {
  /** Whose rules say who may touch the fact. */
  readonly programme: EffectiveProgramme | undefined;
  /** Who records what it says, where the programme names them. */
  readonly recordedBy: (Requirement & { readonly level: OrgLevel }) | null;
}

/** Who may restate or void a fact: whom its programme names; where none does, no bureau below the body that decided it, or that records it. */
export function requirementsToUndo(orgs: OrgsState, { programme, recordedBy }: Undoing, body: OrgId | null): readonly Requirement[] {
  const level = body === null ? undefined : orgs.orgs.get(body)?.level;
  const isStated = programme?.authority.CorrectFact !== undefined;
  if (!isStated && recordedBy !== null) return namedOrAbove(recordedBy);
  return isStated || level === undefined || level === 'SCHOOL' ? requirementsOf(programme, 'CorrectFact') : namedOrAbove({ post: 'BureauOfficer', level });
}

/** Where no one level leads, whoever holds the post at any is told so by the decision. */
export function requirementsToOpen({ programme, orgs }: World, matter: LedMatter): readonly Requirement[] {
  const stated = requirementsOf(programme, 'OpenRound');
  return programme?.lead !== undefined && leadOf(programme.lead, matter, orgs.state).kind === 'refused' ? stated.map((one) => (one.level === 'LEAD' ? { ...one, level: null } : one)) : stated;
}

/** Authority over a whole round: over every unit that its notice gives seats to. */
export function authorityOverRound(world: World, sender: Sender, stage: Stage, state: RoundState): Authority {
  return authorityOverUnits(world, sender, requirementsOf(world.programme, stage), unitsOf(state), pinnedDay(state));
}

/** Whom the tier names to approve its list; else whoever confers. */
export function authorityToApprove(world: World, sender: Sender, state: RoundState): Authority {
  const rules = world.programme === undefined ? null : tierOf(state, world.programme).approval;
  return authorityOverUnits(world, sender, rules ? [rules] : requirementsOf(world.programme, 'ConferTitles'), unitsOf(state), pinnedDay(state));
}

/** Units that are handed elsewhere while a round runs stay in it till its end (E7). */
export function pinnedDay(state: RoundState): BusinessDate | undefined {
  return state.opened === null ? undefined : parametersOf(state).snapshotOn;
}

/** Units that the notice in force gives seats to. */
export function unitsOf(state: RoundState): readonly OrgId[] {
  return state.opened === null ? [] : parametersOf(state).recommendationSeats.map(({ unit }) => unit);
}

/** Units that the tree does not know are for the decision to refuse. */
export function authorityOverUnits(world: World, sender: Sender, requirements: readonly Requirement[], units: readonly OrgId[], pinned?: BusinessDate): Authority {
  let answer = world.authority(sender, requirements, null);
  for (const unit of new Set(units)) {
    if (!world.orgs.state.orgs.has(unit)) continue;
    answer = world.authority(sender, requirements, unit, pinned);
    if (answer.kind === 'refused') return answer;
  }
  return answer;
}

/** Authority over a team's lead unit, under which she acts, and over the unit of each member who is put into it. */
export function authorityOverTeam(world: World, sender: Sender, unit: OrgId | null, members: readonly OrgId[]): Authority {
  const over = (requirements: readonly Requirement[]): Authority => {
    const lead = world.authority(sender, requirements, unit);
    if (lead.kind === 'refused') return lead;
    const acting = { ...sender, actingAs: lead.standing.appointment };
    return members.map((member) => world.authority(acting, requirements, member)).find(({ kind }) => kind === 'refused') ?? lead;
  };
  const answer = over(schoolOrBureau);
  // Who keeps a school and a bureau's registers too does as the bureau what her school may not.
  const asBureau = answer.kind === 'refused' ? over(bureau) : answer;
  return asBureau.kind === 'authorised' ? asBureau : answer;
}

/** Whose it is to say what becomes of these units: what stands above each on the day, and of a top the top itself. */
export function deciding(world: World, units: readonly OrgId[], on: BusinessDate): readonly OrgId[] {
  return units.flatMap((org) => {
    const unit = world.orgs.state.orgs.get(org);
    return unit === undefined ? [] : [parentOn(unit, on) ?? org];
  });
}

/** Who holds an appointment says what becomes of it, under it; otherwise a bureau over its unit. A delegate does not. */
export function authorityOfHolder(world: World, sender: Sender, appointment: AppointmentId): Authority {
  const people = world.people.state;
  const held = people.appointments.get(appointment);
  const picked = sender.actingAs === null || sender.actingAs === appointment;
  if (held !== undefined && held.person === sender.subject && picked && inOffice(world.orgs.state, held, world.today)) return { kind: 'authorised', standing: under(held) };
  const answer = world.authority(sender, bureau, held?.org ?? null);
  const asDelegate = answer.kind === 'refused' || answer.standing.matters !== undefined;
  return (asDelegate ? delegatesInTurn(people, sender.subject, appointment, world.today) : null) ?? answer;
}

/** Authority of a bureau that no other unit stands above; where the tree has several tops, of one of them. */
export function authorityOverRoot(world: World, sender: Sender): Authority {
  let answer = world.authority(sender, bureau, null);
  for (const unit of world.orgs.state.orgs.values()) {
    const { org } = unit;
    if (parentOn(unit, world.today) !== null) continue;
    answer = world.authority(sender, bureau, org);
    if (answer.kind === 'authorised') return answer;
  }
  return answer;
}

/** Who says who is in a pool of experts: the office that keeps it, one above it, or what carries it on. A new one is begun by a bureau on top. */
export function authorityOverPool(world: World, sender: Sender, { office }: Pick<ExpertPoolState, 'office'>): Authority {
  return office === null ? authorityOverRoot(world, sender) : world.authority(sender, bureau, office);
}
