import { addDays, type BusinessDate } from '../dates';
import type { EventId, OfficialAct, PrivatePart, RoundId } from '../facts';
import type { AppraisalGrade, CredentialKind, EvidenceKind, LeaderPost, LeaveKind, SanctionKind, SanctionScope, ServiceKind } from './career-facts';
import type { SchoolStage } from './facts';
import type { LifeFact, Standing } from './view';

/** `event` is the first wording's id: what a later fact ends or releases. `stated` is the last wording's, for `meta.standsOn`. */
interface Entry {
  readonly event: EventId;
  readonly stated: EventId;
}
export interface Spell extends Entry {
  readonly from: BusinessDate;
  /** Last day, inclusive; null while it runs. */
  readonly to: BusinessDate | null;
  /** The later fact that says when it ended. */
  readonly endedBy?: EventId;
}
/** PENDING_RELEASE is 期满待解除: the period is over and the decision that releases it is not there. */
export type SanctionStatus = 'IN_FORCE' | 'PENDING_RELEASE' | 'RELEASED' | 'QUASHED';
export interface SanctionView extends Entry {
  readonly kind: SanctionKind;
  readonly scopes: readonly SanctionScope[];
  readonly from: BusinessDate;
  /** Last day of the period, as extended. */
  readonly to: BusinessDate | null;
  readonly releaseBy: 'AUTOMATIC' | 'DECISION';
  readonly barMonths: number;
  readonly status: SanctionStatus;
  /** First day on which it no longer holds; null where nobody knows yet. */
  readonly freeFrom: BusinessDate | null;
  /** Her own part: measure, basis, reason. Null where sealed or erased. */
  readonly personal: PrivatePart | null;
  readonly reviews: readonly EventId[];
}
export interface LeaveView extends Spell {
  readonly expectedTo: BusinessDate | null;
  /** Null where her part was erased or is still under its key. */
  readonly kind: LeaveKind | null;
}
export interface Waiver extends Entry {
  readonly round: RoundId;
  readonly rule: string;
  readonly act: OfficialAct | null;
  readonly on: BusinessDate;
}

export interface EvidenceView extends Entry {
  readonly reservation: EventId;
  readonly fingerprint: string;
  readonly kind: EvidenceKind;
  readonly round: RoundId;
  readonly earlierInRound: number;
  readonly earlier: number;
}

/** Her career on a day, as far as it was recorded. */
export interface CareerView {
  readonly services: readonly (Spell & { readonly kind: ServiceKind })[];
  readonly credentials: readonly (Entry & { readonly kind: CredentialKind; readonly level: string; readonly subject: string | null; readonly obtainedOn: BusinessDate; readonly validTo: BusinessDate | null })[];
  readonly appraisals: readonly (Entry & { readonly year: number; readonly grade: AppraisalGrade })[];
  readonly teachings: readonly (Entry & { readonly year: number; readonly subject: string; readonly stage: SchoolStage; readonly periodsPerWeek: number })[];
  readonly classTeacherSpells: readonly Spell[];
  readonly leaderPosts: readonly (Spell & { readonly post: LeaderPost; readonly unit: string; readonly teaching: boolean })[];
  readonly sanctions: readonly SanctionView[];
  readonly leaves: readonly LeaveView[];
  readonly waivers: readonly Waiver[];
  readonly evidence: readonly EvidenceView[];
}

/** First day of a school year: 2018 begins on 2018-09-01. */
export function schoolYearBegins(year: number): BusinessDate {
  return `${year}-09-01`;
}

/** The school year that a day lies in. */
export function schoolYearOf(day: BusinessDate): number {
  const year = Number(day.slice(0, 4));
  return day >= schoolYearBegins(year) ? year : year - 1;
}

/** @param facts standing, of days up to `day`. */
export function careerOf(facts: readonly Standing[], day: BusinessDate): CareerView {
  const career = { services: [], credentials: [], appraisals: [], teachings: [], classTeacherSpells: [], leaderPosts: [], sanctions: [], leaves: [], waivers: [], evidence: [] } satisfies { [key in keyof CareerView]: CareerView[key] } as {
    [key in keyof CareerView]: CareerView[key][number][];
  };
  const ends = endsOf(facts);
  for (const { fact, origin } of facts) {
    const entry = { event: origin, stated: fact.id };
    switch (fact.type) {
      case 'ServiceRecorded':
        career.services.push({ ...entry, kind: fact.data.kind, ...ends.of(origin, fact.data) });
        break;
      case 'ClassTeacherSpellRecorded':
        career.classTeacherSpells.push({ ...entry, ...ends.of(origin, fact.data) });
        break;
      case 'LeaderPostRecorded':
        career.leaderPosts.push({ ...entry, post: fact.data.post, unit: fact.data.unit, teaching: fact.data.teaching, ...ends.of(origin, fact.data) });
        break;
      case 'CredentialRecorded':
        career.credentials.push({ ...entry, ...fact.data });
        break;
      case 'AppraisalRecorded':
        career.appraisals.push({ ...entry, ...fact.data });
        break;
      case 'TeachingRecorded':
        career.teachings.push({ ...entry, ...fact.data });
        break;
      case 'SanctionRecorded':
        career.sanctions.push(sanctionView({ fact, origin }, facts, day));
        break;
      case 'LeaveStarted':
        career.leaves.push({ ...entry, from: fact.data.from, to: null, ...ends.back.get(origin), expectedTo: fact.data.expectedTo, kind: leaveKind(partOf(fact)) });
        break;
      case 'WaiverGranted':
        career.waivers.push({ ...entry, ...fact.data, act: fact.meta.act ?? null, on: fact.meta.effectiveOn });
        break;
      case 'EvidenceEntered':
        career.evidence.push({ ...entry, ...fact.data });
        break;
      default:
    }
  }
  return career;
}

/** What later facts say of when spells and leaves ended. */
function endsOf(facts: readonly Standing[]) {
  const spells = new Map<EventId, { readonly to: BusinessDate; readonly endedBy: EventId }>();
  const back = new Map<EventId, { readonly to: BusinessDate; readonly endedBy: EventId }>();
  for (const { fact } of facts) {
    if (fact.type === 'SpellEnded') spells.set(fact.data.spell, { to: fact.data.to, endedBy: fact.id });
    if (fact.type === 'LeaveEnded') back.set(fact.data.leave, { to: addDays(fact.data.backOn, -1), endedBy: fact.id });
  }
  return { back, of: (origin: EventId, { from, to }: { readonly from: BusinessDate; readonly to: BusinessDate | null }) => ({ from, to, ...spells.get(origin) }) };
}

function sanctionView({ fact, origin }: { readonly fact: Extract<LifeFact, { readonly type: 'SanctionRecorded' }>; readonly origin: EventId }, facts: readonly Standing[], day: BusinessDate): SanctionView {
  const { kind, scopes, from, releaseBy, barMonths } = fact.data;
  let { to } = fact.data;
  let ended: { readonly status: 'RELEASED' | 'QUASHED'; readonly on: BusinessDate } | null = null;
  const reviews: EventId[] = [];
  for (const { fact: later } of facts) {
    if (later.type !== 'SanctionReleased' || later.data.sanction !== origin) continue;
    reviews.push(later.id);
    if (later.data.outcome === 'EXTENDED') to = later.data.to ?? to;
    else if (later.data.outcome !== 'MAINTAINED') ended = { status: later.data.outcome, on: later.meta.effectiveOn };
  }
  const over = to !== null && day > to;
  const lapsed = releaseBy === 'AUTOMATIC' && to !== null ? addDays(to, 1) : null;
  const freeFrom = ended?.on ?? lapsed;
  const status = ended?.status ?? (over ? (releaseBy === 'AUTOMATIC' ? 'RELEASED' : 'PENDING_RELEASE') : 'IN_FORCE');
  return { event: origin, stated: fact.id, kind, scopes, from, to, releaseBy, barMonths, status, freeFrom, personal: partOf(fact), reviews };
}

/** Her one part of a fact of her own stream; a sealed one is no plain values and says nothing here. */
function partOf(fact: LifeFact): PrivatePart | null {
  return Object.values(fact.private)[0] ?? null;
}

const leaveKinds: { readonly [kind in LeaveKind]: true } = { MATERNITY: true, SICK: true, STUDY: true, SECONDMENT: true, AID_POSTING: true };

function leaveKind(part: PrivatePart | null): LeaveKind | null {
  const kind = part?.['kind'];
  return typeof kind === 'string' && Object.hasOwn(leaveKinds, kind) ? (kind as LeaveKind) : null;
}

const LEADERS: ReadonlySet<LeaderPost> = new Set(['PRINCIPAL', 'PARTY_SECRETARY', 'DEPUTY_PRINCIPAL', 'DEPUTY_SECRETARY']);

/** Whether she leads a school on the day (校级领导): whom a seat limit of leaders speaks of (E37). Heads of departments do not. */
export function isLeader(career: Pick<CareerView, 'leaderPosts'>, day: BusinessDate): boolean {
  return career.leaderPosts.some((post) => LEADERS.has(post.post) && runsOn(post, day));
}

export function runsOn({ from, to }: Pick<Spell, 'from' | 'to'>, day: BusinessDate): boolean {
  return from <= day && (to === null || day <= to);
}

/** The facts that say from when and until when: what an outcome that read the spell stands on. */
export function statedBy({ stated, endedBy }: Spell): readonly EventId[] {
  return endedBy === undefined ? [stated] : [stated, endedBy];
}
