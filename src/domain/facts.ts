import type { BusinessDate, BusinessMinute, Instant } from './dates';

/** A JSON value that survives RFC 8785: no undefined, no NaN, no lone surrogate, integers within ±2^53−1. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Every person, whether teacher, clerk or expert, has one id. A teacher's id is her person id. */
export type PersonId = string;
export type TeacherId = PersonId;
export type OrgId = string;
/** A team has an id of its own kind; which kind an id is of, its round or its stream says, never its look. */
export type TeamId = string;
/** Who may hold the title of a track. */
export type HolderKind = 'PERSON' | 'TEAM';
export type RoundId = string;
export type PanelId = string;
export type NominationId = string;
export type TitleId = string;
export type BatchId = string;
export type AppointmentId = string;
export type DelegationId = string;
export type HandoverId = string;
export type EventId = string;
export type CommandId = string;
/** `teacher-<id>`, `round-<id>`, `orgs`, … (design, section 4). */
export type StreamName = string;
/** Zero-based place of an event in its stream; −1 stands for "no stream". */
export type Revision = number;

/** What a subscriber may see depends on this and on her grant alone (design, section 5). */
export type EventClass = 'public' | 'internal' | 'case' | 'sealed';

/** A decision of a body: recommendation, approval, conferral, revocation, waiver, objection decision. */
export interface OfficialAct {
  readonly body: OrgId;
  /** 决定, 通知, 批复, 会议纪要, … */
  readonly kind: string;
  /** 文号; null where the body issued none. */
  readonly number: string | null;
  readonly date: BusinessDate;
  readonly meeting?: { readonly on: BusinessDate; readonly present: number; readonly entitled: number };
  /** SHA-256 (hex, salted) of the stored document; null where none was filed. */
  readonly file: string | null;
}

/** Where a rule stands: programme folder, integer version, clause of the source document (W12, Q7, …). */
export interface RuleReference {
  readonly programme: string;
  readonly version: number;
  readonly clause: string;
}

/** Everything outside the stream that a decision read, so that it can be decided again. */
export interface Context {
  readonly today: BusinessDate;
  /** Minute of acting, Asia/Shanghai; absent from what was decided before deadlines had minutes. */
  readonly now?: BusinessMinute;
  readonly programme?: { readonly id: string; readonly version: number; readonly adoptions: Revision };
  readonly orgs?: Revision;
  readonly people?: Revision;
  readonly calendar?: string;
  /** Named facts of other streams, each with the revision read. */
  readonly streams?: { readonly [stream: StreamName]: Revision };
}

/** Paper that an officer signed and a clerk entered for her. */
export interface PaperEntered {
  readonly signedOn: BusinessDate;
  /** SHA-256 (hex, salted) of the filed scan; null where none was filed. */
  readonly file: string | null;
  /** The clerk's own: what she held on the day of entry. */
  readonly appointment: AppointmentId;
  readonly post: string;
  readonly org: OrgId;
}

export interface Meta {
  /**
   * The command that made this event. A later step of the same use case (settlement, batch chunk, conclusion) has an id of its own,
   * `createdId(command, '<step>:<what it settles>')`, with `correlation` naming the first, so that it is never taken for a repeat.
   */
  readonly commandId: CommandId;
  /** Name of the use case, since the id is a one-way hash: `SubmitNomination`, `ConferTitles`, … */
  readonly useCase: string;
  /** HMAC-SHA-256 (hex) of the canonical command body under a server key: another body under one id is refused. */
  readonly request: string;
  readonly actor: PersonId;
  /** The appointment acted under; null for a teacher acting for herself, for the first officer and for `SYSTEM_ACTOR`. */
  readonly appointment: AppointmentId | null;
  /** What that appointment was on the day of acting, so that the audit trail says "as whom" by itself. */
  readonly capacity: { readonly post: string; readonly org: OrgId } | null;
  /** Whose appointment the actor acted under by delegation; absent where it was the actor's own. */
  readonly onBehalfOf?: PersonId;
  /** The clerk who entered paper for the actor. */
  readonly enteredBy?: PersonId;
  /** The paper of an officer's act that the clerk entered, and as whom she did; the appointment above is the officer's. */
  readonly paper?: PaperEntered;
  readonly via?: 'reactor' | 'batch' | 'import';
  readonly effectiveOn: BusinessDate;
  readonly context: Context;
  /** Facts this outcome was decided on, as read; compared by root when one of them is corrected. */
  readonly standsOn?: readonly EventId[];
  /** The first statement of the fact (the root), also when a correction is itself corrected. */
  readonly corrects?: EventId;
  /** Stream of the dossier that holds what this is about (its title, or the fact that it corrects, voids or looks at), where it is not this one: the two were merged (E6). */
  readonly about?: StreamName;
  readonly rule?: RuleReference;
  readonly act?: OfficialAct;
  /** Id of the event that caused this one, else the command id. */
  readonly cause: string;
  /** Command id of the first command of the chain. */
  readonly correlation: CommandId;
  readonly class: EventClass;
}

/** The plaintext of one person's private part. */
export type PrivatePart = JsonObject;
/** Private parts by person; null where the person's data was erased. */
export type PrivateParts = { readonly [person: PersonId]: PrivatePart | null };

/** Whose biography a stream is; null for any other stream. */
export function holderOfStream(stream: StreamName): { readonly kind: HolderKind; readonly id: TeacherId | TeamId } | null {
  if (stream.startsWith('teacher-')) return { kind: 'PERSON', id: stream.slice('teacher-'.length) };
  return stream.startsWith('team-') ? { kind: 'TEAM', id: stream.slice('team-'.length) } : null;
}

/** Actor of what no person did: a due date that passed. */
export const SYSTEM_ACTOR: PersonId = 'system';

/** A fact as it stands in the log, opened. `sealed` is null until its round's scores are opened or for readers without the seal key. */
export interface Recorded<T extends string = string, D = JsonObject> {
  readonly id: EventId;
  readonly type: T;
  /** Schema version of `data` after upcasting. */
  readonly version: number;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly recordedAt: Instant;
  readonly data: D;
  readonly private: PrivateParts;
  readonly sealed?: JsonObject | null;
  readonly meta: Meta;
}

/** A fact that `decide` proposes; the handler adds ids, times and the rest of `meta`. */
export interface NewFact<T extends string = string, D = JsonObject> {
  /** Set (from `DecisionContext.eventId`) only where another event of the same append names this one; the handler keeps it. */
  readonly id?: EventId;
  readonly type: T;
  readonly data: D;
  /** A person whose data was erased gets no part: `data` is complete without it, and the fact is written all the same. */
  readonly private?: { readonly [person: PersonId]: PrivatePart };
  /** Encrypted to the round's seal key, which is named by `sealKey`. */
  readonly sealed?: JsonObject;
  readonly sealKey?: string;
  /** Defaults to the day of acting. What settles a reservation takes the reservation's day. */
  readonly effectiveOn?: BusinessDate;
  readonly standsOn?: readonly EventId[];
  readonly corrects?: EventId;
  readonly about?: StreamName;
  readonly rule?: RuleReference;
  readonly act?: OfficialAct;
  readonly cause?: EventId;
}

/** Turns a union of recorded facts into the union of what may be proposed for it. */
export type Proposed<F> = F extends Recorded<infer T, infer D> ? NewFact<T, D> : never;

/**
 * Why the rules do not allow it. Rendered in zh and en at the edge, from one catalogue, by `rule` and `inputs`.
 * A refusal about a person is itself appended (`NominationRefused`, …); `facts` holds what to append then.
 */
export interface Refusal {
  /** Key of the sentence and, for eligibility, name of the rule: `bornOnOrAfter`, `noSeatLeft`, … */
  readonly rule: string;
  readonly clause?: string;
  /** Numbers, dates and ids that the sentence shows. No name, ID number, phone or birth date unless `personal`. */
  readonly inputs: JsonObject;
  /** Inputs that are private to the person concerned. */
  readonly personal?: { readonly [person: PersonId]: JsonObject };
  /** What codes and units among the inputs are called where it was decided, by input and code: for its sentence, never recorded. */
  readonly called?: { readonly [input: string]: { readonly [code: string]: { readonly zh: string; readonly en: string } } };
}

export type Decision<F> =
  | { readonly kind: 'events'; readonly events: readonly Proposed<F>[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly events: readonly Proposed<F>[] };

/** One stream's state machine. `evolve` may mutate the state it is given and returns it. */
export interface Aggregate<S, F> {
  readonly initial: (stream: StreamName) => S;
  readonly evolve: (state: S, fact: F) => S;
  /**
   * Streams of the same aggregate whose facts a decision on this one reads as if they were its own, and how they are taken
   * in: an absorbed dossier's. What was taken in is no fold of this stream, and is brought up to date before each decision.
   */
  readonly joins?: (state: S) => readonly StreamName[];
  readonly join?: (state: S, others: readonly S[]) => void;
}
