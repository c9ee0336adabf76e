import { holderOfStream, type PersonId, type StreamName } from '../domain/facts';
import type { EventType } from '../domain/catalogue';
import { lastDayOfPost } from '../domain/people';
import type { Post } from '../domain/registry-facts';
import type { StoredEnvelope } from '../event-store/event-store';
import type { PendingState } from './pending-state';
import { TermsToEnd } from './terms-to-end';
import { keyOf, type Asking, type Work } from './work';

/** Facts of a team after which it is looked at. */
const ASKS_OF_TEAM: ReadonlySet<string> = new Set(['Nominated', 'MemberJoined', 'MemberLeft', 'TitleConferred', 'FactVoided'] satisfies EventType[]);
/** Facts of a member after which her teams are looked at. */
const ASKS_OF_MEMBER: ReadonlySet<string> = new Set([
  'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'Nominated', 'NominationWithdrawn', 'TitleConferred', 'TitleRevoked', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'RevocationOverturned', 'LegacyTitleImported',
  'SanctionRecorded', 'SanctionReleased', 'LeaveStarted', 'LeaveEnded', 'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified', 'TrainingHoursVoided', 'FactVoided', 'PersonalDataErased', 'IdentitiesMerged', 'MergeUndone',
] satisfies EventType[]);

/**
 * What is begun and not ended, folded from the log in its order. It reads no key and no clock, and a settled reservation
 * leaves it again, so it stays small however long the log is.
 */
export class PendingWork {
  readonly #work: PendingState['work'];
  readonly #erased: PendingState['erased'];
  readonly #windows: PendingState['windows'];
  readonly #teams: PendingState['teams'];
  readonly #looks: PendingState['looks'];
  readonly terms: TermsToEnd;
  readonly #posts: PendingState['posts'];
  readonly #absorbed: PendingState['absorbed'];
  /** The same by whose dossier took them in: a fact of hers is one of theirs, and facts of persons are most of the log. */
  readonly #within = new Map<PersonId, Set<PersonId>>();
  readonly #final: PendingState['final'];

  /**
   * @param onEnded told the key of a work that the log has ended, whoever did it.
   * @param state what was known at an event of the log, whose next one is folded next.
   */
  constructor(private readonly onEnded: (key: string) => void = () => undefined, state?: PendingState) {
    this.#work = state?.work ?? new Map();
    this.#erased = state?.erased ?? [];
    this.#windows = state?.windows ?? new Map();
    this.#teams = state?.teams ?? new Map();
    this.#looks = state?.looks ?? new Map();
    this.terms = new TermsToEnd(state?.terms);
    this.#posts = state?.posts ?? new Map();
    this.#absorbed = state?.absorbed ?? new Map();
    for (const [from, into] of this.#absorbed) this.#takenIn(from, into);
    this.#final = state?.final ?? new Map();
  }

  /** All that is known, live. It says what the log says only until `takeErased` or `done` was called: these are not told by the log. */
  get state(): PendingState {
    return { work: this.#work, erased: this.#erased, windows: this.#windows, teams: this.#teams, looks: this.#looks, terms: this.terms.known, posts: this.#posts, absorbed: this.#absorbed, final: this.#final };
  }

  /** Everything open, oldest first. */
  get open(): readonly Work[] {
    return [...this.#work.values()];
  }

  /** Persons erased since the last call: their keys are to be destroyed, again where it was done before. */
  takeErased(): readonly PersonId[] {
    return this.#erased.splice(0);
  }

  /** Puts back what could not be applied. */
  keepErased(persons: readonly PersonId[]): void {
    this.#erased.push(...persons);
  }

  has(work: Work): boolean {
    return work.kind === 'expiry' ? this.terms.has(work) : this.#work.has(keyOf(work));
  }

  /** Nothing is left of it that the log itself would end: the scores are restated and their seal destroyed. */
  done(work: Work): void {
    if (work.kind === 'expiry') this.terms.done(work);
    else this.#work.delete(keyOf(work));
  }

  /** Takes one event in; answers with the work that it began, if it began any. */
  fold(event: StoredEnvelope): Work | undefined {
    const { id, type, stream, data, meta } = event;
    const of: Asking = { id, type, stream, data, meta };
    this.#look(of);
    this.terms.fold(of);
    switch (type) {
      case 'SeatReserved':
        return this.#add({ kind: 'recommendation', of, round: stream });
      case 'SeatsReserved':
        return this.#add({ kind: 'seats', of, batch: text(data['batch']) });
      case 'SeatConfirmed':
      case 'SeatReleased':
      case 'SeatLapsed':
        if (data['ledger'] === 'RECOMMENDATION') this.#seatSettled(text(data['reservation']));
        return undefined;
      case 'WithdrawalRegistered':
      case 'RejectionRegistered':
        this.#listed(of);
        return this.#add({ kind: 'departure', of, nomination: text(data['nomination']), seats: new Set(list(data['lines']).map((line) => text(line['reservation']))), told: false });
      case 'NominationWithdrawn':
      case 'NominationRejected': {
        const departure = this.#work.get(`departure ${text(data['registration'])}`);
        if (departure?.kind === 'departure') departure.told = true;
        this.#endDeparture(departure);
        return undefined;
      }
      case 'ReturnRegistered':
        this.#listed(of);
        return this.#add({ kind: 'return', of, nomination: text(data['nomination']), due: text(data['due']), told: false, ended: false });
      case 'NominationReturned':
        this.#returnOf(text(data['nomination']), (work) => (work.told = true));
        return undefined;
      case 'NominationCompleted':
      case 'ReturnLapsed':
        this.#returnOf(text(data['nomination']), (work) => (work.ended = true));
        return undefined;
      case 'ReturnEnded':
        this.#end(`return ${text(data['registration'])}`);
        this.#end(`reopening ${text(data['registration'])}`);
        for (const work of this.#work.values()) if (work.kind === 'departure' && work.nomination === data['nomination']) this.#endDeparture(work);
        return undefined;
      case 'ReturnReopened':
        return this.#add({ kind: 'reopening', of, registration: text(data['registration']) });
      case 'PanelCommissioned':
        return this.#add({ kind: 'panel', of, panel: text(data['stream']) });
      case 'PanelFormed':
        this.#end(`panel ${stream}`);
        return undefined;
      case 'PanelExtended':
        return this.#add({ kind: 'extension', of, panel: text(data['stream']) });
      case 'ExpertsJoined':
        for (const work of this.open) if (work.kind === 'extension' && work.of.id === meta.cause) this.#end(keyOf(work));
        return undefined;
      case 'ScoreChangeOrdered':
        return this.#add({ kind: 'scoreChange', of, panel: text(data['stream']) });
      case 'ScoreChanged':
        this.#end(`scoreChange ${text(data['order'])}`);
        return undefined;
      case 'IdentityClaimed':
        if (data['correction'] === true) return this.#add({ kind: 'identity', of });
        // An import's claims are its targets: it finishes them itself once it is open, and before that nobody asked for them.
        return data['batch'] === null || data['batch'] === undefined ? this.#add({ kind: 'claim', of, person: text(data['person']) }) : undefined;
      case 'IdentityReleased':
        this.#end(`identity ${text(data['claim'])}`);
        return undefined;
      case 'IdentitiesMerged':
      case 'MergeUndone':
        return this.#ofTwo(of);
      case 'TeacherRegistered':
        this.#end(`claim ${holderOfStream(stream)?.id ?? ''}`);
        return undefined;
      case 'Retired':
      case 'Departed':
      case 'Deceased': {
        const person = holderOfStream(stream)?.id ?? '';
        return this.#holdsPost(person, of) ? this.#add({ kind: 'roles', of, person }) : undefined;
      }
      case 'AppointmentEnded': {
        const held = this.#posts.get(text(data['appointment']));
        if (held !== undefined) this.#posts.set(text(data['appointment']), { ...held, to: text(data['to']) });
        for (const work of this.open) if (work.kind === 'roles' && !this.#holdsPost(work.person, work.of)) this.#end(keyOf(work));
        return undefined;
      }
      case 'AppointmentRecorded':
        this.#posts.set(text(data['appointment']), { person: text(data['person']), post: text(data['post']) as Post, from: text(data['from']), to: data['to'] === null ? null : text(data['to']) });
        return data['listing'] === undefined ? undefined : this.#add({ kind: 'listing', of });
      case 'ExpertListed':
        this.#end(`listing ${meta.cause}`);
        return undefined;
      case 'EvidenceUsed':
        return this.#add({ kind: 'evidence', of });
      case 'EvidenceEntered':
        this.#end(`evidence ${text(data['reservation'])}`);
        return undefined;
      case 'PersonRegistered':
        this.#end(`claim ${text(data['person'])}`);
        return undefined;
      case 'ScoreOpeningOrdered': {
        const panels = list(data['panels']).map((panel) => text(panel['stream']));
        return this.#add({ kind: 'opening', of, panels });
      }
      case 'ConferralDecided':
        return this.#add({ kind: 'conferral', of, round: stream });
      case 'ConferralCarriedOut':
      case 'RoundConcluded':
        this.#end(`conferral ${stream}`);
        return undefined;
      case 'ConfirmationDecided':
      case 'DepartureDecided':
        return this.#add({ kind: type === 'DepartureDecided' ? 'leaving' : 'confirmation', of });
      case 'ConfirmationCarriedOut':
      case 'LeftPool':
        this.#end(type === 'LeftPool' ? `leaving ${text(data['decision'])}` : `confirmation ${text(data['reservation'])}`);
        return undefined;
      case 'PlacesGivenBack':
        // Who has no place leaves none: her own stream will not say so.
        for (const work of this.open) if (work.kind === 'leaving' && Array.isArray(data['nominations']) && data['nominations'].includes(work.of.data['nomination'] ?? null)) this.#end(keyOf(work));
        return undefined;
      case 'AssessmentConcluded':
        return this.#add({ kind: 'cohort', of, batch: text(data['batch']) });
      case 'ObjectionRegistered':
        return this.#add({ kind: 'objection', of, objection: text(data['objection']) });
      case 'ObjectionFiled':
        this.#end(`objection ${text(data['objection'])}`);
        return undefined;
      case 'ObjectionDecided':
        return this.#add({ kind: 'objection-decision', of, objection: text(data['objection']) });
      case 'ObjectionSettled':
        this.#end(`objection-decision ${text(data['objection'])}`);
        return this.#strike(of, list([data['cancelled']]));
      case 'ListApproved':
        return this.#strike(of, list(data['struck']));
      case 'NominationStruck':
        this.#struck(text(data['decision']), text(data['nomination']));
        return undefined;
      case 'RevocationOverturned':
      case 'FactVoided':
        return this.#beyond(of);
      case 'NoticeSupplemented':
        return this.#supplemented(of);
      case 'ReviewRequired':
        if (data['rule'] === 'nowIneligible' && Array.isArray(data['facts'])) this.#settled('supplement', text(data['facts'][0]), holderOfStream(stream)?.id ?? '');
        if (data['rule'] === 'postsBeyond' && Array.isArray(data['facts'])) this.#settled('posts', text(data['facts'][0]), text(data['title']));
        if (data['rule'] === 'objectionUpheld' && Array.isArray(data['facts'])) this.#end(`strike ${text(data['facts'][0])}`);
        return undefined;
      case 'BatchOpened':
        // Titles and transfers too are lists about no round.
        if (data['round'] === null) return data['reservation'] === null ? this.#add({ kind: 'import', of }) : undefined;
        // The others follow from what reserved for them on the round.
        return data['reservation'] === null ? this.#add({ kind: 'nominations', of }) : undefined;
      case 'BatchCompleted':
        for (const kind of ['import', 'nominations']) this.#end(`${kind} ${stream}`);
        for (const kind of ['seats', 'cohort', 'registrations']) this.#end(`${kind} ${text(data['batch'])}`);
        return undefined;
      case 'PublicityOpened':
        if (data['level'] === null || data['level'] === undefined) this.#final.set(stream, text(data['publicity']));
        return this.#window(of);
      case 'PublicityClockResumed':
      case 'PublicityRecomputed':
      case 'PublicityListChanged':
        return this.#window(of);
      case 'PublicityClockSuspended':
      case 'PublicityWindowEnded':
        this.#endWindow(text(data['publicity']));
        return undefined;
      case 'PublicityClosed':
        // Whoever closed it came after its last day, which is told all the same.
        if (this.#final.get(stream) === text(data['publicity'])) this.#final.delete(stream);
        return undefined;
      case 'RankingReopened':
      case 'CandidatesRanked':
        // What was made public before is no longer the list, and its window ends nothing.
        this.#endWindow(this.#final.get(stream) ?? '');
        return undefined;
      case 'PersonalDataErased':
        this.#erased.push(text(data['person']));
        return this.#erasedWith(of);
      default:
        return undefined;
    }
  }

  /** Said on one of two streams first, then on the other; the second says what caused it. */
  #ofTwo(of: Asking): Work | undefined {
    const { type, stream, data, meta } = of;
    const [into, from] = [text(data['into']), text(data['from'])];
    const kind = type === 'IdentitiesMerged' ? 'merge' : 'unmerge';
    this.#end(`merge ${meta.cause}`);
    this.#end(`unmerge ${meta.cause}`);
    const first = kind === 'merge' ? from : into;
    if (stream !== `teacher-${first}`) {
      if (kind === 'merge') {
        this.#absorbed.set(from, into);
        this.#takenIn(from, into);
      } else {
        this.#absorbed.delete(from);
        this.#within.get(into)?.delete(from);
      }
      return undefined;
    }
    return this.#add({ kind, of });
  }

  #takenIn(from: PersonId, into: PersonId): void {
    this.#within.set(into, (this.#within.get(into) ?? new Set()).add(from));
  }

  /** Whoever was merged into her is erased with her. */
  #erasedWith(of: Asking): Work | undefined {
    const person = text(of.data['person']);
    for (const work of this.open) if (work.kind === 'erasure' && work.left.delete(person) && work.left.size === 0) this.#end(keyOf(work));
    const left = new Set(this.#within.get(person));
    return left.size === 0 ? undefined : this.#add({ kind: 'erasure', of, left });
  }

  /** Under any id that is hers: those of dossiers that were merged into hers too. */
  #holdsPost(person: PersonId, { type, meta }: Asking): boolean {
    const going = { on: meta.effectiveOn, died: type === 'Deceased' };
    return [...this.#posts.values()].some((held) => (held.person === person || this.#absorbed.get(held.person) === person) && lastDayOfPost(held, going) !== null);
  }

  /** What bears on a team: its own nomination, title and members, and whatever of a member's a condition may read, under any id that is hers. */
  #look(of: Asking): void {
    const { type, stream, data, meta } = of;
    const holder = holderOfStream(stream);
    if (holder?.kind === 'TEAM') {
      const joined = type === 'TeamRegistered' ? list(data['members']).map(({ person }) => text(person)) : type === 'MemberJoined' ? [text(data['member'])] : [];
      for (const person of joined) this.#teams.set(person, (this.#teams.get(person) ?? new Set()).add(stream));
      if (ASKS_OF_TEAM.has(type) || meta.corrects !== undefined) this.#lookAt(stream, of);
      return;
    }
    if (holder === null || (!ASKS_OF_MEMBER.has(type) && meta.corrects === undefined)) return;
    // The surviving dossier tells of the merger before it is folded here.
    const taken = type === 'IdentitiesMerged' ? [text(data['from'])] : [];
    for (const person of new Set([holder.id, ...(this.#within.get(holder.id) ?? []), ...taken])) for (const team of this.#teams.get(person) ?? []) this.#lookAt(team, of);
  }

  /** A look sees all that came before it, so the last thing that happened stands for the others: one a team, however long its history. */
  #lookAt(team: StreamName, of: Asking): void {
    this.#end(this.#looks.get(team) ?? '');
    this.#looks.set(team, keyOf(this.#add({ kind: 'team', of, team })));
  }

  /** The first of a mass act stands for its batch. */
  #listed(of: Asking): void {
    const batch = text(of.data['batch']);
    if (batch !== '' && !this.#work.has(`registrations ${batch}`)) this.#add({ kind: 'registrations', of, batch });
  }

  #strike(of: Asking, struck: readonly { readonly [field: string]: unknown }[]): Work | undefined {
    return struck.length === 0 ? undefined : this.#add({ kind: 'strike', of, left: new Set(struck.map((one) => text(one['nomination']))) });
  }

  #struck(decision: string, nomination: string): void {
    const work = this.#work.get(`strike ${decision}`);
    if (work?.kind !== 'strike') return;
    work.left.delete(nomination);
    if (work.left.size === 0) this.#end(`strike ${decision}`);
  }

  #supplemented(of: Asking): Work | undefined {
    const left = of.data['review'] === undefined ? [] : list(of.data['becomesIneligible']).flatMap(({ teacher, nomination }) => (typeof nomination === 'string' ? [text(teacher)] : []));
    return left.length === 0 ? undefined : this.#add({ kind: 'supplement', of, left: new Set(left) });
  }

  #beyond(of: Asking): Work | undefined {
    const left = list(of.data['beyond']).flatMap(({ filled }) => list(filled).map(({ title }) => text(title)));
    return left.length === 0 ? undefined : this.#add({ kind: 'posts', of, left: new Set(left) });
  }

  /** One of those who are left was asked about. */
  #settled(kind: 'supplement' | 'posts', by: string, one: string): void {
    const work = this.#work.get(`${kind} ${by}`);
    if (work?.kind === kind && work.left.delete(one) && work.left.size === 0) this.#end(keyOf(work));
  }

  #seatSettled(reservation: string): void {
    this.#end(`recommendation ${reservation}`);
    for (const work of this.#work.values()) if (work.kind === 'departure' && work.seats.delete(reservation)) this.#endDeparture(work);
  }

  #endDeparture(work: Work | undefined): void {
    if (work?.kind !== 'departure' || !work.told || work.seats.size > 0) return;
    // A return that is open ends with it, in the same append as her seats.
    const returned = [...this.#work.values()].some((other) => other.kind === 'return' && other.nomination === work.nomination);
    if (!returned) this.#end(keyOf(work));
  }

  #returnOf(nomination: string, change: (work: Extract<Work, { readonly kind: 'return' }>) => void): void {
    for (const work of this.#work.values()) if (work.kind === 'return' && work.nomination === nomination) change(work);
  }

  #window(of: Asking): Work {
    const { stream, data } = of;
    const publicity = text(data['publicity']);
    this.#endWindow(publicity);
    const work: Work = { kind: 'window', of, round: stream, publicity, lastDay: text(data['lastDay']), provisional: data['provisional'] === true };
    this.#windows.set(publicity, keyOf(work));
    return this.#add(work);
  }

  #endWindow(publicity: string): void {
    const key = this.#windows.get(publicity);
    if (key === undefined) return;
    this.#windows.delete(publicity);
    this.#end(key);
  }

  #end(key: string): void {
    if (this.#work.delete(key)) this.onEnded(key);
  }

  #add(work: Work): Work {
    this.#work.set(keyOf(work), work);
    return work;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly { readonly [field: string]: unknown }[] {
  return Array.isArray(value) ? value.filter((item): item is { readonly [field: string]: unknown } => typeof item === 'object' && item !== null) : [];
}
