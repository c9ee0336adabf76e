import type { BusinessDate, Instant } from '../dates';
import type { BatchId, EventId, JsonObject, Meta, NominationId, OrgId, PrivatePart, PrivateParts, Recorded, Revision, RoundId, RuleReference, StreamName, TitleId } from '../facts';
import { teamOf, type TeamView } from '../team/view';
import { careerOf, type CareerView } from './career-view';
import type { AssessmentKind, Grade, SchoolStage, TeacherFact, Verdict } from './facts';
import { nominationView, type NominationView } from './nomination-view';
import { titleMarks, titleOn, type TitleLife, type TitleMark, type TitleStatus } from './title-status';
import { answerOf, hasLostItsGround, revocationsIn } from './review-ground';
import { poolsOf, recognitionsOf, type PoolPlaceView, type RecognitionView } from './pool-view';
import { moveOn, placeOf, UNPLACED, type Away } from './place';
import { trainingOf, type TrainingView } from './training-view';

type InView<F> = F extends Recorded<infer T, infer D>
  ? {
      readonly id: EventId;
      readonly type: T;
      readonly revision: Revision;
      /** Where and when it was told; left out by whoever keeps the facts in the order of the log. */
      readonly stream?: StreamName;
      readonly recordedAt?: Instant;
      readonly data: D;
      readonly private: PrivateParts;
      readonly meta: Pick<Meta, 'effectiveOn' | 'corrects' | 'about' | 'standsOn' | 'rule' | 'act'>;
    }
  : never;

/** What a view needs of a fact: a recorded fact as it is, or what a projection keeps of it with sealed parts. */
export type LifeFact = InView<TeacherFact>;
export type LifeFactOf<T extends LifeFact['type']> = Extract<LifeFact, { readonly type: T }>;

/** A fact in its last wording. It keeps the place of its first, so a correction does not move it within its day. */
export interface Standing<F extends LifeFact = LifeFact> {
  readonly fact: F;
  /** Id of the first wording and its place in the order of telling. */
  readonly origin: EventId;
  readonly told: number;
  /** Every wording's id, first to last. */
  readonly wordings: readonly EventId[];
}

/** One paper of a title: the first as conferred, the others reissued. */
export interface CertificateView {
  readonly certificate: string;
  readonly issuedOn: BusinessDate;
  /** The day a newer one took its place; null: it is the one that counts. */
  readonly replacedOn: BusinessDate | null;
  readonly recoveredOn: BusinessDate | null;
}

export interface TitleView {
  readonly title: TitleId;
  /** First wording's id of `TitleConferred`. */
  readonly conferral: EventId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly unit: OrgId;
  readonly round: RoundId;
  readonly nomination: NominationId;
  readonly batch: BatchId;
  /** The one that counts. */
  readonly certificate: string;
  /** Every one there was, oldest first. */
  readonly certificates: readonly CertificateView[];
  readonly conferredOn: BusinessDate;
  /** Number of the term of the day, with its first day. */
  readonly term: number;
  readonly from: BusinessDate;
  /** Last day of the term, inclusive; null where the programme states no term, and of a lifetime. */
  readonly to: BusinessDate | null;
  /** Every one there was by the day, renewals included; they may leave gaps and never overlap. */
  readonly terms: TitleLife['terms'];
  readonly status: TitleStatus;
  readonly suspensions: TitleLife['suspensions'];
  readonly revocations: TitleLife['revocations'];
  readonly ended: TitleLife['ended'];
  readonly lifetime: TitleLife['lifetime'];
  /** First day on which it was no longer held, where a revocation stands. */
  readonly revokedOn: BusinessDate | null;
  readonly ground: string | null;
  readonly rule: RuleReference | null;
}

export interface TeacherView {
  readonly on: BusinessDate;
  /** Of a team: its name and members; null of a teacher. */
  readonly team: TeamView | null;
  /** Last wording's id of `TeacherRegistered` or `TeamRegistered`; null before its day. */
  readonly registration: EventId | null;
  readonly unit: OrgId | null;
  readonly stage: SchoolStage | null;
  readonly subject: string | null;
  readonly enteredOn: BusinessDate | null;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  /** The last fact that put her where she is, after her registration. */
  readonly placedBy: EventId | null;
  /** First day of her retirement, of her being gone elsewhere, and after her death; null where it has not come, or where she is back. */
  readonly retiredOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  /** Times out of service that she came back from. */
  readonly away: readonly Away[];
  /** Her private part as the caller's facts hold it: opened, sealed, or null where erased. */
  readonly personal: PrivatePart | null;
  /** Erasure concerns the log, not a day: true on every D once it is known. */
  readonly erased: boolean;
  readonly transfers: readonly { readonly event: EventId; readonly from: OrgId; readonly to: OrgId; readonly on: BusinessDate }[];
  /** `spent` by a withdrawal: applying again needs a new one. */
  readonly consents: readonly { readonly event: EventId; readonly round: RoundId; readonly form: 'APPLIED' | 'CONSENTED'; readonly on: BusinessDate; readonly spent: boolean }[];
  readonly nominations: readonly NominationView[];
  readonly refusals: readonly { readonly event: EventId; readonly useCase: string; readonly round: RoundId; readonly tier: string; readonly track: string; readonly rule: string; readonly clause: string | null; readonly on: BusinessDate }[];
  readonly trainings: TrainingView['trainings'];
  readonly enrolments: TrainingView['enrolments'];
  readonly deliverables: TrainingView['deliverables'];
  readonly deferrals: readonly { readonly event: EventId; readonly programme: string; readonly code: string; readonly kind: AssessmentKind; readonly period: string; readonly title: TitleId | null; readonly newDue: BusinessDate; readonly on: BusinessDate }[];
  /** Her part is opened, sealed, or null where erased. */
  readonly tracking: readonly { readonly event: EventId; readonly programme: string; readonly code: string; readonly title: TitleId | null; readonly unit: OrgId; readonly on: BusinessDate; readonly personal: PrivatePart | null }[];
  readonly verdicts: readonly { readonly event: EventId; readonly assessment: string; readonly code: string | null; readonly criteria: Verdict['criteria'] | null; readonly total: string | null; readonly programme: string; readonly kind: AssessmentKind; readonly period: string; readonly grade: Grade; readonly title: TitleId | null; readonly assessor: OrgId; readonly on: BusinessDate }[];
  readonly titles: readonly TitleView[];
  readonly pools: readonly PoolPlaceView[];
  readonly recognitions: readonly RecognitionView[];
  readonly career: CareerView;
  /** What imported lists say of the time before; checked by nobody. */
  readonly legacyTitles: readonly { readonly event: EventId; readonly name: string; readonly level: string; readonly conferredOn: string; readonly number: string | null; readonly programme: string | null; readonly verified: false; readonly on: BusinessDate }[];
  /** `open` until a body concludes that the outcome stands, the outcome it names or its ground is voided, or its title revoked, or the revocation that it is about overturned; of a team also until it is decided. */
  readonly reviews: readonly { readonly event: EventId; readonly outcome: EventId; readonly outcomeType: string; readonly title: TitleId | null; readonly facts: readonly EventId[]; readonly rule: string; readonly inputs: JsonObject; readonly on: BusinessDate; readonly open: boolean; readonly ended: ReviewEnd | null }[];
}

/** How a review ended: by which fact and when; both null where the outcome itself, or the ground for doubting it, was voided. */
export interface ReviewEnd {
  /** OVERTURNED: of a revocation, by an appeal. LEFT_POOL: she was taken out of cultivation, which it was about. STANDS, LEAVES: as a body decided; NOMINATION_ENDED: of a team, with the nomination that it was about. */
  readonly how: 'STANDS' | 'LEAVES' | 'REVOKED' | 'OVERTURNED' | 'OUTCOME_VOIDED' | 'GROUND_VOIDED' | 'NOMINATION_ENDED' | 'LEFT_POOL';
  readonly event: EventId | null;
  readonly on: BusinessDate | null;
}

/** Longest prefix of a log whose running maximum of `recordedAt` is ≤ K: what the bureau knew at K (design, section 6). */
export function asKnown<F extends { readonly recordedAt: Instant }>(log: readonly F[], known: Instant): readonly F[] {
  const beyond = log.findIndex((fact) => fact.recordedAt > known);
  return beyond < 0 ? log : log.slice(0, beyond);
}

/** Resolves corrections and voids. Log order in, order of (effectiveOn, term number, telling) out. */
export function resolve(log: readonly LifeFact[]): readonly Standing[] {
  const corrected = new Map<EventId, EventId>();
  const wordings = new Map<EventId, LifeFact[]>();
  const voided = new Set<EventId>();
  // Of two merged dossiers one may come whole before the other: nothing here stands on a wording's place in the log.
  for (const fact of log) {
    if (fact.meta.corrects !== undefined) corrected.set(fact.id, fact.meta.corrects);
    else if (fact.type !== 'FactVoided') wordings.set(fact.id, [fact]);
  }
  const originOf = (event: EventId): EventId => {
    let origin = event;
    for (let earlier = corrected.get(origin); earlier !== undefined; earlier = corrected.get(origin)) origin = earlier;
    return origin;
  };
  for (const fact of log) {
    // Where there is none: of a dossier that was parted from this one, the fact that it rewords stands there.
    if (fact.meta.corrects !== undefined) wordings.get(originOf(fact.id))?.push(fact);
    else if (fact.type === 'FactVoided') voided.add(originOf(fact.data.event));
  }
  const told = toldIn(log);
  const standing: Standing[] = [];
  for (const [origin, [first, ...later]] of wordings) {
    if (!first || voided.has(origin)) continue;
    // The last one told is what counts, on whichever stream; the first is the first whatever a clock said.
    if (later.length > 1) later.sort((a, b) => (told.get(a.id) ?? log.length) - (told.get(b.id) ?? log.length));
    standing.push({ fact: later.at(-1) ?? first, origin, told: told.get(origin) ?? log.length, wordings: [origin, ...later.map(({ id }) => id)] });
  }
  const terms = new Map<TitleId, number>();
  for (const { fact } of standing) if (fact.type === 'TitleConferred') terms.set(fact.data.title, fact.data.term.number);
  return standing.sort((a, b) => compare(a.fact.meta.effectiveOn, b.fact.meta.effectiveOn) || termNumber(a.fact, terms) - termNumber(b.fact, terms) || a.told - b.told);
}

/**
 * The order in which facts were told. Of two merged dossiers one may come whole before the other, and each counts its own
 * revisions: between streams the time of recording decides, within one its own order, whatever a clock said.
 */
export function toldIn(log: readonly Pick<LifeFact, 'id' | 'stream' | 'recordedAt'>[]): ReadonlyMap<EventId, number> {
  if (log.every(({ stream }) => stream === log[0]?.stream)) return new Map(log.map(({ id }, index) => [id, index]));
  const latest = new Map<StreamName | undefined, Instant>();
  const timed = log.map(({ id, stream, recordedAt = AFTER_ALL }, index) => {
    const before = latest.get(stream) ?? '';
    const at = before > recordedAt ? before : recordedAt;
    latest.set(stream, at);
    return { id, at, index };
  });
  timed.sort((a, b) => compare(a.at, b.at) || a.index - b.index);
  return new Map(timed.map(({ id }, place) => [id, place]));
}

/** Of what is only supposed: after everything that was recorded. */
const AFTER_ALL: Instant = '9999-12-31T23:59:59.999Z';

export function standingOf<T extends LifeFact['type']>(standing: readonly Standing[], type: T): readonly Standing<LifeFactOf<T>>[] {
  return standing.filter((item): item is Standing<LifeFactOf<T>> => item.fact.type === type);
}

/** The teacher on day D, as the given log knows her. */
export function view(log: readonly LifeFact[], day: BusinessDate): TeacherView {
  return viewOf(resolve(log), day);
}

/** A withdrawal takes back what she had agreed to until then, in the order of telling, on whichever of her merged dossiers. */
export function isSpent(consent: Standing<LifeFactOf<'ConsentGiven'>>, facts: readonly Standing[]): boolean {
  return facts.some(({ fact, told }) => fact.type === 'NominationWithdrawn' && fact.data.round === consent.fact.data.round && told > consent.told);
}

export function gradeOf(type: LifeFact['type']): Grade | null {
  switch (type) {
    case 'AssessedExcellent': return 'EXCELLENT';
    case 'AssessedQualified': return 'QUALIFIED';
    case 'AssessedBasicallyQualified': return 'BASICALLY_QUALIFIED';
    case 'AssessedUnqualified': return 'UNQUALIFIED';
    default: return null;
  }
}

/** `view` over facts already resolved: cuts of one life into days share the resolving. */
export function viewOf(resolved: readonly Standing[], day: BusinessDate): TeacherView {
  const facts = resolved.filter((item) => item.fact.meta.effectiveOn <= day);
  const { team, registration, unit, stage, subject, enteredOn, onEstablishment, inPost, placedBy, retiredOn, departedOn, deceasedOn, away, personal, erased, titles } = holderOf(resolved, facts, day);
  const revocations = revocationsIn(facts);
  // Written out: spread, it took fifteen times as long, and whoever asks of a whole city asks for forty thousand.
  return {
    on: day, team, registration, unit, stage, subject, enteredOn, onEstablishment, inPost, placedBy, retiredOn, departedOn, deceasedOn, away, personal, erased, titles,
    transfers: standingOf(facts, 'Transferred').map(({ fact }) => ({ event: fact.id, from: fact.data.from, to: fact.data.to, on: fact.meta.effectiveOn })),
    consents: standingOf(facts, 'ConsentGiven').map((item) => ({ event: item.fact.id, ...item.fact.data, on: item.fact.meta.effectiveOn, spent: isSpent(item, facts) })),
    nominations: standingOf(facts, 'Nominated').map((item) => nominationView(item, facts, day)),
    refusals: standingOf(facts, 'NominationRefused').map(({ fact: { id, data, meta } }) => ({ event: id, useCase: data.useCase, round: data.round, tier: data.tier, track: data.track, rule: data.rule, clause: data.clause, on: meta.effectiveOn })),
    ...trainingOf(facts),
    deferrals: standingOf(facts, 'AssessmentDeferred').map(({ fact: { id, data: { programme, code, kind, period, title, newDue }, meta } }) => ({ event: id, programme, code, kind, period, title, newDue, on: meta.effectiveOn })),
    tracking: standingOf(facts, 'TrackingNoted').map(({ fact: { id, data: { programme, code, title, unit }, meta, private: parts } }) => ({ event: id, programme, code, title, unit, on: meta.effectiveOn, personal: erased ? null : (Object.values(parts)[0] ?? null) })),
    verdicts: verdictsOf(facts),
    pools: poolsOf(facts, day),
    recognitions: recognitionsOf(facts),
    career: careerOf(facts, day),
    legacyTitles: standingOf(facts, 'LegacyTitleImported').map(({ fact: { id, data: { name, level, conferredOn, number, programme, verified }, meta } }) => ({ event: id, name, level, conferredOn, number, programme, verified, on: meta.effectiveOn })),
    reviews: standingOf(facts, 'ReviewRequired').map((item) => {
      const { fact } = item;
      const ended = reviewEnd(item, resolved, facts, revocations) ?? (team === null ? null : teamReviewEnd(fact, facts));
      return { event: fact.id, ...fact.data, on: fact.meta.effectiveOn, open: ended === null, ended };
    }),
  };
}

/** Who a holder is on a day, where, and what she holds: the part of her view that most questions ask for. */
export type HolderView = Pick<TeacherView, 'on' | 'team' | 'registration' | 'unit' | 'stage' | 'subject' | 'enteredOn' | 'onEstablishment' | 'inPost' | 'placedBy' | 'retiredOn' | 'departedOn' | 'deceasedOn' | 'away' | 'personal' | 'erased' | 'titles'>;

/** `view` no more than that. */
export function holderView(log: readonly LifeFact[], day: BusinessDate): HolderView {
  const resolved = resolve(log);
  return holderOf(resolved, resolved.filter((item) => item.fact.meta.effectiveOn <= day), day);
}

function holderOf(resolved: readonly Standing[], facts: readonly Standing[], day: BusinessDate): HolderView {
  const registered = standingOf(facts, 'TeacherRegistered').at(-1);
  const asTeam = standingOf(facts, 'TeamRegistered').at(-1);
  const place = placeOf(facts.reduce((moves, { fact }) => moveOn(moves, fact), UNPLACED));
  const erased = resolved.some((item) => item.fact.type === 'PersonalDataErased');
  return {
    on: day,
    team: asTeam ? teamOf(facts) : null,
    registration: registered?.fact.id ?? asTeam?.fact.id ?? null,
    unit: place?.unit ?? null,
    stage: place?.stage ?? null,
    subject: place?.subject ?? null,
    enteredOn: registered?.fact.data.enteredOn ?? null,
    onEstablishment: place?.onEstablishment ?? false,
    inPost: place?.inPost ?? false,
    placedBy: place?.placedBy ?? null,
    retiredOn: place?.retiredOn ?? null,
    departedOn: place?.departedOn ?? null,
    deceasedOn: place?.deceasedOn ?? null,
    away: place?.away ?? [],
    personal: erased || !registered ? null : (Object.values(registered.fact.private)[0] ?? null),
    erased,
    titles: titlesIn(resolved, facts, day),
  };
}

/** `viewOf` no more than the titles. */
export function titlesOf(resolved: readonly Standing[], day: BusinessDate): readonly TitleView[] {
  return titlesIn(resolved, resolved.filter((item) => item.fact.meta.effectiveOn <= day), day);
}

function titlesIn(resolved: readonly Standing[], facts: readonly Standing[], day: BusinessDate): readonly TitleView[] {
  const marks = titleMarks(resolved);
  return standingOf(facts, 'TitleConferred').map((item) => titleView(item, marks.get(item.fact.data.title) ?? [], certificatesOf(item.fact, facts), day));
}

function reviewEnd(item: Standing<LifeFactOf<'ReviewRequired'>>, resolved: readonly Standing[], facts: readonly Standing[], revocations: ReturnType<typeof revocationsIn>): ReviewEnd | null {
  const { fact: review } = item;
  const { id, data } = review;
  const concluded = standingOf(facts, 'ReviewConcluded').find(({ fact }) => fact.data.review === id)?.fact;
  if (concluded) return { how: concluded.data.conclusion, event: concluded.id, on: concluded.meta.effectiveOn };
  const answer = answerOf(item, revocations);
  if (answer) return { how: answer.type === 'TitleRevoked' ? 'REVOKED' : 'OVERTURNED', event: answer.id, on: answer.meta.effectiveOn };
  const admitted = data.outcomeType === 'AdmittedToPool' ? resolved.find(({ wordings }) => wordings.includes(data.outcome))?.fact : undefined;
  const left = admitted?.type === 'AdmittedToPool' ? standingOf(facts, 'LeftPool').find(({ fact }) => fact.data.nomination === admitted.data.nomination)?.fact : undefined;
  if (left) return { how: 'LEFT_POOL', event: left.id, on: left.meta.effectiveOn };
  // An outcome of a later day is there all the same.
  if (!resolved.some((item) => item.wordings.includes(data.outcome))) return { how: 'OUTCOME_VOIDED', event: null, on: null };
  return hasLostItsGround(review, resolved) ? { how: 'GROUND_VOIDED', event: null, on: null } : null;
}

/** Of a team: decided, or about a nomination that came to its end. Other reviews end with their outcome. */
function teamReviewEnd({ id, data }: LifeFactOf<'ReviewRequired'>, facts: readonly Standing[]): ReviewEnd | null {
  const decided = standingOf(facts, 'TeamReviewDecided').find(({ fact }) => fact.data.review === id)?.fact;
  if (decided) return { how: decided.data.outcome, event: decided.id, on: decided.meta.effectiveOn };
  const about = facts.find(({ wordings }) => wordings.includes(data.outcome))?.fact;
  const end = about?.type === 'Nominated' ? facts.find(({ fact }) => endedBy(fact) === about.data.nomination && !madeGood(fact, facts))?.fact : undefined;
  return end === undefined ? null : { how: 'NOMINATION_ENDED', event: end.id, on: end.meta.effectiveOn };
}

/** A lapse that came to nothing: the paper had been received by the due minute and was entered after it. */
function madeGood(lapse: LifeFact, facts: readonly Standing[]): boolean {
  return lapse.type === 'ReturnLapsed' && facts.some(({ fact }) => fact.type === 'NominationCompleted' && fact.data.registration === lapse.data.registration);
}

/** The nomination that a fact brings to its end; null where it ends none. */
export function endedBy(fact: LifeFact): NominationId | null {
  switch (fact.type) {
    case 'NominationWithdrawn':
    case 'NominationRejected':
    case 'NotSelected':
    case 'NominationStruck':
    case 'ConferralDeclined':
    case 'TitleConferred':
    case 'AdmittedToPool':
      return fact.data.nomination;
    case 'ReturnLapsed':
      return fact.data.overdue === 'NOT_RECOMMENDED' ? fact.data.nomination : null;
    default:
      return null;
  }
}

function verdictsOf(facts: readonly Standing[]): TeacherView['verdicts'] {
  return facts.flatMap(({ fact }) => {
    switch (fact.type) {
      case 'AssessedExcellent':
      case 'AssessedQualified':
      case 'AssessedBasicallyQualified':
      case 'AssessedUnqualified': {
        const { assessment, programme, kind, period, title, assessor, code = null, criteria = null, total = null } = fact.data;
        const grade = gradeOf(fact.type);
        return grade === null ? [] : [{ event: fact.id, assessment, code, criteria, total, programme, kind, period, title, assessor, grade, on: fact.meta.effectiveOn }];
      }
      default:
        return [];
    }
  });
}

function titleView(item: Standing<LifeFactOf<'TitleConferred'>>, marks: readonly TitleMark[], certificates: readonly CertificateView[], day: BusinessDate): TitleView {
  const { data, meta } = item.fact;
  const { title, programme, tier, track, stage, subject, unit, round, nomination, batch } = data;
  const certificate = certificates.at(-1)?.certificate ?? data.certificate;
  const { term, status, terms, suspensions, revocations, ended, lifetime } = titleOn(data, marks, day);
  const revoked = revocations.findLast(({ overturnedOn }) => overturnedOn === null);
  return {
    title, conferral: item.origin, programme, tier, track, stage, subject, unit, round, nomination, batch, certificate, certificates,
    conferredOn: meta.effectiveOn, term: term.number, from: term.from, to: term.to, terms, status, suspensions, revocations, ended, lifetime,
    revokedOn: revoked?.on ?? null, ground: revoked?.ground ?? null, rule: meta.rule ?? null,
  };
}

function certificatesOf({ data, meta }: LifeFactOf<'TitleConferred'>, facts: readonly Standing[]): readonly CertificateView[] {
  const reissues = standingOf(facts, 'CertificateReissued').filter(({ fact }) => fact.data.title === data.title);
  const recovered = new Map(standingOf(facts, 'CertificateRecovered').flatMap(({ fact }) => (fact.data.title === data.title ? [[fact.data.certificate, fact.meta.effectiveOn] as const] : [])));
  const revocation = standingOf(facts, 'TitleRevoked').find(({ fact }) => fact.data.title === data.title && fact.data.certificateRecovered);
  const issued = [{ certificate: data.certificate, issuedOn: meta.effectiveOn }, ...reissues.map(({ fact }) => ({ certificate: fact.data.certificate, issuedOn: fact.meta.effectiveOn }))];
  return issued.map(({ certificate, issuedOn }, index) => {
    const last = index === issued.length - 1;
    return { certificate, issuedOn, replacedOn: issued[index + 1]?.issuedOn ?? null, recoveredOn: recovered.get(certificate) ?? (last ? (revocation?.fact.meta.effectiveOn ?? null) : null) };
  });
}

function termNumber(fact: LifeFact, terms: ReadonlyMap<TitleId, number>): number {
  switch (fact.type) {
    case 'TitleConferred':
    case 'TitleRenewed':
      return fact.data.term.number;
    case 'TitleRevoked':
    case 'TitleExpired':
    case 'TitleSuspended':
    case 'TitleReinstated':
    case 'TitleRelinquished':
    case 'TitleExited':
    case 'TitleAbsorbed':
    case 'LifetimeTitleGranted':
    case 'RevocationOverturned':
    case 'CertificateReissued':
    case 'CertificateRecovered':
      return terms.get(fact.data.title) ?? 0;
    case 'AssessedExcellent':
    case 'AssessedQualified':
    case 'AssessedBasicallyQualified':
    case 'AssessedUnqualified':
      return fact.data.title === null ? 0 : (terms.get(fact.data.title) ?? 0);
    default:
      return 0;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
