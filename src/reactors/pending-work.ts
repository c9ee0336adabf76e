import type { PersonId, StreamName } from '../domain/facts';
import type { BusinessDate } from '../domain/dates';
import type { StoredEnvelope } from '../event-store/event-store';

/** An event that asks for more to be done. Nothing here is personal: `data` and `meta` stand in clear. */
export type Asking = Pick<StoredEnvelope, 'id' | 'type' | 'stream' | 'data' | 'meta'>;

export type Work =
  /** A 推荐名额 is reserved, and the teacher's stream has to say what became of it. */
  | { readonly kind: 'recommendation'; readonly of: Asking; readonly round: StreamName }
  /** The round knows a panel that has to be formed. */
  | { readonly kind: 'panel'; readonly of: Asking; readonly panel: StreamName }
  /** Experts that a panel has to take. */
  | { readonly kind: 'extension'; readonly of: Asking; readonly panel: StreamName }
  /** An opened score that a panel has to change. */
  | { readonly kind: 'scoreChange'; readonly of: Asking; readonly panel: StreamName }
  /** An identity is claimed for a dossier or a person that has to be written. */
  | { readonly kind: 'claim'; readonly of: Asking; readonly person: PersonId }
  /** Sealed scores are ordered open, panel by panel. */
  | { readonly kind: 'opening'; readonly of: Asking; readonly panels: readonly StreamName[] }
  /** Award seats are taken: batch, conferrals, conclusion. */
  | { readonly kind: 'conferral'; readonly of: Asking; readonly round: StreamName }
  /** An import that has begun. */
  | { readonly kind: 'import'; readonly of: Asking }
  /** A publicity window that ends on a day. */
  | { readonly kind: 'window'; readonly of: Asking; readonly round: StreamName; readonly publicity: string; readonly lastDay: BusinessDate };

/**
 * What is begun and not ended, folded from the log in its order. It reads no key and no clock, and a settled reservation
 * leaves it again, so it stays small however long the log is.
 */
export class PendingWork {
  readonly #work = new Map<string, Work>();
  readonly #erased: PersonId[] = [];

  /** @param onEnded told the key of a work that the log has ended, whoever did it. */
  constructor(private readonly onEnded: (key: string) => void = () => undefined) {}

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
    return this.#work.has(keyOf(work));
  }

  /** Nothing is left of it that the log itself would end: the scores are restated and their seal destroyed. */
  done(work: Work): void {
    this.#work.delete(keyOf(work));
  }

  /** Takes one event in; answers with the work that it began, if it began any. */
  fold(event: StoredEnvelope): Work | undefined {
    const { id, type, stream, data, meta } = event;
    const of: Asking = { id, type, stream, data, meta };
    switch (type) {
      case 'SeatReserved':
        return this.#add({ kind: 'recommendation', of, round: stream });
      case 'SeatConfirmed':
      case 'SeatReleased':
        if (data['ledger'] === 'RECOMMENDATION') this.#end(`recommendation ${text(data['reservation'])}`);
        return undefined;
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
      case 'CandidatesRanked':
        // What was made public before is no longer the list, and its window ends nothing.
        if (data['supersedes'] !== null && data['supersedes'] !== undefined) for (const work of this.open) if (work.kind === 'window' && work.round === stream) this.#end(keyOf(work));
        return undefined;
      case 'IdentityClaimed':
        // An import's claims are its targets: it finishes them itself once it is open, and before that nobody asked for them.
        return data['batch'] === null || data['batch'] === undefined ? this.#add({ kind: 'claim', of, person: text(data['person']) }) : undefined;
      case 'TeacherRegistered':
        this.#end(`claim ${stream.replace(/^teacher-/, '')}`);
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
      case 'RoundConcluded':
        this.#end(`conferral ${stream}`);
        return undefined;
      case 'BatchOpened':
        return data['round'] === null ? this.#add({ kind: 'import', of }) : undefined;
      case 'BatchCompleted':
        this.#end(`import ${stream}`);
        return undefined;
      case 'PublicityOpened':
        return this.#add({ kind: 'window', of, round: stream, publicity: text(data['publicity']), lastDay: text(data['lastDay']) });
      case 'PublicityWindowEnded':
        this.#end(`window ${stream} ${text(data['publicity'])}`);
        return undefined;
      case 'PersonalDataErased':
        this.#erased.push(text(data['person']));
        return undefined;
      default:
        return undefined;
    }
  }

  #end(key: string): void {
    if (this.#work.delete(key)) this.onEnded(key);
  }

  #add(work: Work): Work {
    this.#work.set(keyOf(work), work);
    return work;
  }
}

export function keyOf(work: Work): string {
  switch (work.kind) {
    case 'recommendation':
    case 'opening':
    case 'extension':
    case 'scoreChange':
      return `${work.kind} ${work.of.id}`;
    case 'panel':
      return `panel ${work.panel}`;
    case 'claim':
      return `claim ${work.person}`;
    case 'conferral':
      return `conferral ${work.round}`;
    case 'import':
      return `import ${work.of.stream}`;
    case 'window':
      return `window ${work.round} ${work.publicity}`;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly { readonly [field: string]: unknown }[] {
  return Array.isArray(value) ? value.filter((item): item is { readonly [field: string]: unknown } => typeof item === 'object' && item !== null) : [];
}
