import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { needed, refused } from '../decision';
import type { Aggregate, Decision, EventId, OfficialAct, OrgId, Recorded } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { dayFault, orderFault } from '../teacher/career';
import { schoolYearBegins, schoolYearOf } from '../teacher/career-view';
import type { TrainingRequirement } from './requirements';

export type BaseDesignated = Recorded<'BaseDesignated', {
  readonly base: string;
  readonly programme: string;
  readonly kind: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** The unit that is the base; null for one outside the tree (a university). */
  readonly org: OrgId | null;
  readonly from: BusinessDate;
}>;
/** `to`: the last day on which it was one. */
export type BaseWithdrawn = Recorded<'BaseWithdrawn', { readonly base: string; readonly to: BusinessDate }>;
export type TrainingActivityHeld = Recorded<'TrainingActivityHeld', {
  readonly activity: string;
  readonly programme: string;
  readonly requirement: string;
  readonly title: string;
  readonly subject: string | null;
  readonly heldOn: BusinessDate;
  readonly provider: string;
  readonly base: string | null;
  readonly participants: number;
}>;
export type TrainingOfficeFact = BaseDesignated | BaseWithdrawn | TrainingActivityHeld;

export interface BaseHeld {
  readonly base: string;
  readonly kind: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly org: OrgId | null;
  readonly from: BusinessDate;
  /** Last day; null while it is one. */
  readonly to: BusinessDate | null;
}
export interface ActivityHeld {
  readonly event: EventId;
  readonly activity: string;
  readonly requirement: string;
  readonly title: string;
  readonly subject: string | null;
  readonly heldOn: BusinessDate;
  readonly provider: string;
  readonly base: string | null;
  readonly participants: number;
}
/** Stream `bases-<programme>`: where an office has training held, and what it held itself. The order of the log decides. */
export interface TrainingOfficeState {
  readonly programme: string;
  readonly bases: Map<string, BaseHeld>;
  readonly activities: Map<string, ActivityHeld>;
}

export const trainingOffice: Aggregate<TrainingOfficeState, TrainingOfficeFact> = {
  initial: (stream) => ({ programme: stream.replace(/^bases-/, ''), bases: new Map(), activities: new Map() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'BaseDesignated': {
        const { base, kind, names, org, from } = fact.data;
        state.bases.set(base, { base, kind, names, org, from, to: null });
        break;
      }
      case 'BaseWithdrawn': {
        const known = state.bases.get(fact.data.base);
        if (known) state.bases.set(known.base, { ...known, to: fact.data.to });
        break;
      }
      case 'TrainingActivityHeld': {
        const { activity, requirement, title, subject, heldOn, provider, base, participants } = fact.data;
        state.activities.set(activity, { event: fact.id, activity, requirement, title, subject, heldOn, provider, base, participants });
        break;
      }
    }
    return state;
  },
};

/** The base as it stood on a day; undefined where it was none. */
export function baseOn(state: TrainingOfficeState, base: string, day: BusinessDate): BaseHeld | undefined {
  const known = state.bases.get(base);
  return known !== undefined && known.from <= day && (known.to === null || day <= known.to) ? known : undefined;
}

export type DesignateBaseCommand = Omit<BaseDesignated['data'], 'programme'> & { readonly act?: OfficialAct };

/** 1+3+N (Q11): one more than the pattern allows, on any day that both stand, is refused by its clause. */
export function decideDesignateBase(state: TrainingOfficeState, command: DesignateBaseCommand, context: DecisionContext): Decision<TrainingOfficeFact> {
  const { base, kind, names, org, from, act } = command;
  const programme = needed(context, 'programme');
  const fault = dayFault('from', from, context.today);
  if (fault) return fault;
  const pattern = programme.bases?.find(({ code }) => code === kind);
  if (pattern === undefined) return refused('unknownBaseKind', { kind, programme: programme.id, kinds: (programme.bases ?? []).map(({ code }) => code) });
  if (org !== null && !needed(context, 'orgs').orgs.has(org)) return refused('unknownOrg', { org });
  const known = state.bases.get(base);
  if (known !== undefined) return known.to === null ? refused('baseExists', { base }) : refused('baseIdUsed', { base, to: known.to });
  const beside = [...state.bases.values()].filter((one) => one.kind === kind && (one.to === null || from <= one.to));
  const same = beside.find((one) => (org !== null && one.org === org) || one.names.zh === names.zh);
  if (same) return refused('baseExists', { base: same.base });
  const full = pattern.count === null ? null : firstFull(beside, pattern.count, from);
  if (full !== null) return refused('basesFull', { kind, count: pattern.count, day: full.day, bases: full.bases.map((one) => one.base) }, { clause: pattern.clause });
  return { kind: 'events', events: [{ type: 'BaseDesignated', data: { base, programme: programme.id, kind, names, org, from }, effectiveOn: from, rule: ruleReference(programme, pattern.clause), ...(act ? { act } : {}) }] };
}

/** The first day from `from` on with so many at once: bases that followed one another were never together. Numbers rise only where one begins. */
function firstFull(bases: readonly BaseHeld[], count: number, from: BusinessDate): { readonly day: BusinessDate; readonly bases: readonly BaseHeld[] } | null {
  const days = [from, ...bases.flatMap((one) => (one.from > from ? [one.from] : []))].sort();
  const on = days.map((day) => ({ day, bases: bases.filter((one) => one.from <= day && (one.to === null || day <= one.to)) }));
  return on.find((one) => one.bases.length >= count) ?? null;
}

export function decideWithdrawBase(state: TrainingOfficeState, { base, to, act }: { readonly base: string; readonly to: BusinessDate; readonly act?: OfficialAct }, context: DecisionContext): Decision<TrainingOfficeFact> {
  const known = state.bases.get(base);
  if (known === undefined) return refused('unknownBase', { base });
  if (known.to !== null) return refused('baseWithdrawn', { base, to: known.to });
  const fault = dayFault('to', to, context.today) ?? orderFault('from', known.from, 'to', to);
  return fault ?? { kind: 'events', events: [{ type: 'BaseWithdrawn', data: { base, to }, effectiveOn: addDays(to, 1), ...(act ? { act } : {}) }] };
}

export type RecordTrainingActivityCommand = Omit<TrainingActivityHeld['data'], 'programme'> & { readonly act?: OfficialAct };

/** What the office held itself: by which record a duty of so many a year is answered. */
export function decideRecordTrainingActivity(state: TrainingOfficeState, command: RecordTrainingActivityCommand, context: DecisionContext): Decision<TrainingOfficeFact> {
  const { act, ...data } = command;
  const programme = needed(context, 'programme');
  const fault = dayFault('heldOn', data.heldOn, context.today);
  if (fault) return fault;
  const requirement = programme.training?.find(({ code }) => code === data.requirement);
  if (requirement === undefined) return refused('unknownRequirement', { requirement: data.requirement, programme: programme.id });
  if (requirement.activities === null) return refused('noActivitiesAsked', { requirement: data.requirement }, { clause: requirement.clause });
  if (requirement.activities.each === 'SUBJECT' && data.subject === null) return refused('activityWithoutSubject', { requirement: data.requirement }, { clause: requirement.activities.clause });
  if (data.base !== null && baseOn(state, data.base, data.heldOn) === undefined) return refused('notABase', { base: data.base, day: data.heldOn }, { clause: requirement.clause });
  const known = [...state.activities.values()].find((one) => one.requirement === data.requirement && one.heldOn === data.heldOn && one.title === data.title && one.subject === data.subject);
  if (known) return refused('activityRecorded', { activity: known.activity, heldOn: known.heldOn });
  return { kind: 'events', events: [{ type: 'TrainingActivityHeld', data: { programme: programme.id, ...data }, effectiveOn: data.heldOn, rule: ruleReference(programme, requirement.activities.clause), ...(act ? { act } : {}) }] };
}

/** A duty of the office on a day: MET, or DUE by the last day of the year. MISSED: so the last whole year of a programme that has ended was left. */
export interface OfficeDuty {
  readonly requirement: string;
  readonly clause: string;
  /** Whom it is held for. */
  readonly population: TrainingRequirement['population'];
  /** Who carries it out; null while it is open. */
  readonly by: TrainingRequirement['by'];
  /** null: of no one subject. */
  readonly subject: string | null;
  readonly status: 'MET' | 'DUE' | 'MISSED';
  readonly perYear: number;
  readonly year: { readonly from: BusinessDate; readonly to: BusinessDate };
  readonly held: readonly ActivityHeld[];
  /** Of the year before, where the programme was in force through it: whether it was met then. */
  readonly missedBefore: boolean;
}

/**
 * Before the programme's first day it asks nothing; after its last the board stands as the last whole year left it.
 * @param subjects that are taught in the district on the day: each must have its own where the clause says so.
 * @param since first day of the programme.
 */
export function officeDuties(state: TrainingOfficeState, programme: EffectiveProgramme, on: BusinessDate, subjects: readonly string[], since: BusinessDate): readonly OfficeDuty[] {
  return on < since ? [] : (programme.training ?? []).flatMap((requirement) => (requirement.activities === null ? [] : dutiesOf(state, requirement, requirement.activities, on, subjects, { since, last: programme.validity?.to ?? null })));
}

function dutiesOf(state: TrainingOfficeState, { code, population, by }: TrainingRequirement, activities: NonNullable<TrainingRequirement['activities']>, today: BusinessDate, subjects: readonly string[], { since, last }: { readonly since: BusinessDate; readonly last: BusinessDate | null }): readonly OfficeDuty[] {
  const ended = last !== null && last < today;
  const on = ended ? lastWholeYear(activities.year, last) : today;
  const [year, before] = [yearOf(activities.year, on, 0), yearOf(activities.year, on, -1)];
  // Nobody is held to a year in which the programme did not run from its first day to its last.
  if (ended && year.from < since) return [];
  const all = [...state.activities.values()].filter(({ requirement, heldOn }) => requirement === code && heldOn <= on).sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1));
  const named: (string | null)[] = activities.each === 'SUBJECT' ? [...new Set([...subjects, ...all.flatMap(({ subject, heldOn }) => (subject !== null && heldOn >= year.from ? [subject] : []))])].sort() : [null];
  // Held for no subject at all, and nobody says which are taught: then that is what is owed.
  if (named.length === 0) named.push(null);
  return named.map((subject) => {
    const of = all.filter((one) => subject === null || one.subject === subject);
    const held = of.filter(({ heldOn }) => year.from <= heldOn && heldOn <= year.to);
    const then = of.filter(({ heldOn }) => before.from <= heldOn && heldOn <= before.to);
    return { requirement: code, clause: activities.clause, population, by, subject, status: held.length >= activities.perYear ? 'MET' : ended ? 'MISSED' : 'DUE', perYear: activities.perYear, year, held, missedBefore: since <= before.from && then.length < activities.perYear };
  });
}

/** Last day of the last year that was over by the day. */
function lastWholeYear(kind: 'CALENDAR_YEAR' | 'SCHOOL_YEAR', by: BusinessDate): BusinessDate {
  const { to } = yearOf(kind, by, 0);
  return to <= by ? to : yearOf(kind, by, -1).to;
}

function yearOf(kind: 'CALENDAR_YEAR' | 'SCHOOL_YEAR', on: BusinessDate, shift: number): { readonly from: BusinessDate; readonly to: BusinessDate } {
  if (kind === 'SCHOOL_YEAR') {
    const year = schoolYearOf(on) + shift;
    return { from: schoolYearBegins(year), to: addDays(schoolYearBegins(year + 1), -1) };
  }
  const year = Number(on.slice(0, 4)) + shift;
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}
