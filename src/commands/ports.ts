import type { Clock } from '../clock';
import type { WorkingCalendar } from '../domain/calendar';
import type { CommandId, JsonObject, PersonId } from '../domain/facts';
import type { Instant } from '../domain/dates';
import type { IdentityType } from '../domain/teacher/facts';
import type { EventStore } from '../event-store/event-store';
import type { RandomBytes } from '../event-store/private-parts';
import type { NewEventId } from '../ids';
import type { KeyStore } from '../keys/key-store';

/** HMACs under keys of the server; each purpose has its own key. */
export interface Secrets {
  /** Hex; of the canonical body of a command, so that another body under one command id is told apart. */
  request(canonicalBody: string): string;
  /** Hex; names the stream of an identity. Its key never rotates. `number` is normalised. */
  identity(type: IdentityType, number: string): string;
  /** Hex; a training by its provider's key, which may hold an ID number. */
  training(provider: string, key: string): string;
  /** Hex; names the stream of a paper, project or award. Its key never rotates. `source` is normalised. */
  evidence(kind: string, source: string): string;
  /** Hex; the same content in two hands has one fingerprint, and nobody without the key can test a document against it. */
  content(digest: string): string;
  /** Hex; a salted hash of a list that stands in clear (a publicity list, the targets of a batch). */
  list(canonicalList: string): string;
}

/** Files that acts and proofs cite. They are durable before the event that names them (design, section 9). */
export interface CitedFiles {
  /** Whether it is filed and can be read; from then on it is kept until the event that cites it is stored. */
  hold(hash: string): Promise<boolean>;
  /** As `hold`, with what an attachment says of it; absent where files cannot be attached. */
  describe?(hash: string): Promise<FiledDocument | undefined>;
  /** What is in it; absent where no file is read. */
  get?(hash: string): Promise<{ readonly owner: string; readonly type: string; readonly content: Buffer } | undefined>;
}

export interface FiledDocument {
  /** Person id or `programme:<id>`. */
  readonly owner: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 (hex) of the content alone. It never leaves the process: see `Secrets.content`. */
  readonly digest: string;
}

/** Where it stands that somebody lacked authority. Not the log of facts: nothing about the subject was decided. */
export interface AccessLog {
  refused(entry: AccessRefusal): void;
}

export interface AccessRefusal {
  readonly at: Instant;
  readonly subject: PersonId;
  readonly actingAs: string | null;
  readonly useCase: string;
  readonly command: CommandId;
  readonly rule: string;
  readonly inputs: JsonObject;
}

/** Told after the key of an erased person was destroyed: what holds her data in memory lets go of it. */
export type ErasureListener = (person: PersonId) => void | Promise<void>;

/** Everything outside that commands need. Nothing else is reached for: no clock, store or randomness of their own. */
export interface Ports {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly newEventId: NewEventId;
  readonly randomBytes: RandomBytes;
  readonly secrets: Secrets;
  readonly accessLog: AccessLog;
  readonly calendar: WorkingCalendar;
  /** Who may record the first appointment of all (ECHELON_FIRST_OFFICER); null: nobody. */
  readonly firstOfficer: PersonId | null;
  /** Absent: no file is filed here, so that none can be cited. */
  readonly files?: CitedFiles;
}
