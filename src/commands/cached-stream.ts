import type { Aggregate, CommandId, Recorded, Revision, StreamName } from '../domain/facts';

/** The command with its trace on one stream. */
export interface Trace {
  readonly request: string;
  readonly from: Revision;
  to: Revision;
}

/** A cached stream without its state's type. */
export interface Tracked {
  readonly stream: StreamName;
  revision: Revision;
  readonly commands: Map<CommandId, Trace>;
  /** The read under way and the one that those wait for who came while it ran: theirs must start after they asked. */
  reading: Promise<void> | undefined;
  next: Promise<void> | undefined;
  /** It was read to its end once. */
  complete: boolean;
  /** How often its end was called in question; a read that began before the last time says nothing about the end. */
  doubts: number;
  apply(fact: Recorded): void;
}

/** One stream's cached state. Only stored events advance it; `evolve` may mutate what it owns. */
export class Cached<S> implements Tracked {
  revision: Revision = -1;
  readonly commands = new Map<CommandId, Trace>();
  reading: Promise<void> | undefined;
  next: Promise<void> | undefined;
  complete = false;
  doubts = 0;
  state: S;

  constructor(
    readonly stream: StreamName,
    private readonly aggregate: Aggregate<S, Recorded>,
  ) {
    this.state = aggregate.initial(stream);
  }

  apply(fact: Recorded): void {
    if (fact.revision <= this.revision) return;
    if (fact.revision !== this.revision + 1) throw new Error(`${this.stream}: revision ${fact.revision} after ${this.revision}`);
    this.state = this.aggregate.evolve(this.state, fact);
    this.revision = fact.revision;
    const trace = this.commands.get(fact.meta.commandId);
    if (trace === undefined) this.commands.set(fact.meta.commandId, { request: fact.meta.request, from: fact.revision, to: fact.revision });
    else trace.to = fact.revision;
  }
}

/** What a stream says belongs to it stands on others too: they are read to their ends and taken in, and so are those that they name. */
export async function joinOthers<S, F extends Recorded>({ joins, join }: Aggregate<S, F>, state: S, read: (stream: StreamName) => Promise<S>): Promise<void> {
  const taken = new Set<StreamName>();
  for (let streams = joins?.(state) ?? []; streams.length > 0; streams = (joins?.(state) ?? []).filter((stream) => !taken.has(stream))) {
    for (const stream of streams) taken.add(stream);
    join?.(state, await Promise.all(streams.map(read)));
  }
}

export function doubt(cached: Tracked): void {
  cached.complete = false;
  cached.doubts += 1;
}

/** A state as text, maps and sets included, to tell whether it was changed. */
export function asText(state: unknown): string {
  return JSON.stringify(state, (_key, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value));
}
