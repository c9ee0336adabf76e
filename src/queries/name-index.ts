import { holderOfStream, type PersonId } from '../domain/facts';
import { NoticeError } from '../event-store/notice';
import type { Position } from '../event-store/event-store';
import { projected } from '../projector/projected-event';
import { PEOPLE, type PersonDocument } from '../../projections/people/people';
import type { SealedReference } from '../../projections/projection';
import { nameOf, type OpenedParts } from './opened-parts';
import type { QuerySources } from './reading';

/** The index is still being built (503). */
export class NamesNotReadyError extends NoticeError {
  constructor() {
    super({ zh: '姓名索引正在建立，请稍候再按姓名查找；其他条件可以使用。', en: 'The index of names is still being built. Search by name again shortly; other filters work meanwhile.' });
  }
}

const MOST_FOUND = 500;
/** Names looked at before others get their turn. */
const AT_ONCE = 5_000;
const RETRY_MS = 1_000;
/** How often it is looked whether the views have begun to answer. */
const LOOK_MS = 100;

/**
 * Names in memory only, so that no name lies readable on a disk. Built in the background from the views, through the key
 * store; kept by the same events; an erasure takes the person out (design, section 5).
 */
export class NameIndex {
  private readonly names = new Map<PersonId, string>();
  private readonly erased = new Set<PersonId>();
  private readonly stopping = new AbortController();
  private ready = false;
  private running: Promise<void> | undefined;
  private built: () => void = () => undefined;
  /** Resolves when the first build is done. */
  readonly whenReady = new Promise<void>((resolve) => (this.built = resolve));

  constructor(
    private readonly sources: Pick<QuerySources, 'events' | 'documents' | 'clock' | 'projector'>,
    private readonly parts: OpenedParts,
  ) {}

  start(onTrouble?: (error: unknown) => void): void {
    this.running ??= this.run(onTrouble);
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopped'));
    await this.running;
  }

  get size(): number {
    return this.names.size;
  }

  /** People whose name or former name holds the text; at most 500, shortest names first. Error: NamesNotReadyError. */
  search(text: string): readonly PersonId[] {
    if (!this.ready) throw new NamesNotReadyError();
    const wanted = fold(text);
    if (wanted === '') return [];
    const found: { readonly person: PersonId; readonly length: number }[] = [];
    for (const [person, names] of this.names) if (names.includes(wanted)) found.push({ person, length: names.length });
    return found.sort((a, b) => a.length - b.length || (a.person < b.person ? -1 : 1)).slice(0, MOST_FOUND).map(({ person }) => person);
  }

  /** For each name, everybody who is or was called exactly so. One pass over all, given way now and then. Error: NamesNotReadyError. */
  async exactly(names: readonly string[]): Promise<readonly (readonly PersonId[])[]> {
    if (!this.ready) throw new NamesNotReadyError();
    const wanted = new Map<string, PersonId[]>(names.map((name) => [fold(name), []]));
    let looked = 0;
    for (const [person, all] of [...this.names]) {
      for (const name of all.split('\n')) wanted.get(name)?.push(person);
      looked += 1;
      if (looked % AT_ONCE === 0) await this.sources.clock.wait(0, this.stopping.signal);
    }
    return names.map((name) => wanted.get(fold(name)) ?? []);
  }

  forget(person: PersonId): void {
    this.erased.add(person);
    this.names.delete(person);
  }

  private async run(onTrouble?: (error: unknown) => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.follow(await this.build());
      } catch (error) {
        if (signal.aborted) return;
        onTrouble?.(error);
        await this.sources.clock.wait(RETRY_MS, signal).catch(() => undefined);
      }
    }
  }

  /** The views first: what is in the log after the position they stood at is then read from the log. */
  private async build(): Promise<Position | null> {
    const { documents, projector, clock } = this.sources;
    const { signal } = this.stopping;
    while (projector.reflected === null && (await this.sources.events.head()) !== null) await clock.wait(LOOK_MS, signal);
    const from = projector.reflected;
    if (from !== null) {
      for await (const page of documents.scan(projector.views.collection(PEOPLE))) {
        signal.throwIfAborted();
        const known = page.filter(({ gone }) => gone !== true).map(({ body }) => body as PersonDocument);
        for (const { person, team } of known) if (team !== undefined) this.names.set(person, namesOfTeam(team));
        await this.take(known.map(({ personal }) => personal));
        // A page at a time, so that building never holds the thread.
        await clock.wait(0, signal);
      }
    }
    this.ready = true;
    this.built();
    return from;
  }

  private async follow(after: Position | null): Promise<void> {
    for await (const message of this.sources.events.subscribe(after, this.stopping.signal)) {
      if (message.kind !== 'events') continue;
      const sealed: SealedReference[] = [];
      for (const event of message.events) {
        const { type, stream, data, private: parts } = projected(event);
        if (type === 'PersonalDataErased') {
          const person = String(data['person']);
          this.forget(person);
          this.parts.forget(person);
        } else if (type === 'TeamRegistered') this.names.set(holderOfStream(stream)?.id ?? stream, namesOfTeam(data['names'] as { readonly zh: string; readonly en: string }));
        else if (type === 'TeacherRegistered' || type === 'PersonRegistered') sealed.push(...Object.values(parts));
      }
      await this.take(sealed);
    }
  }

  private async take(references: readonly (SealedReference | null)[]): Promise<void> {
    const opened = await this.parts.open(references);
    for (const reference of references) {
      if (reference === null || this.erased.has(reference.person)) continue;
      const part = opened.get(nameOf(reference));
      if (part === undefined) continue;
      const former = part['formerNames'];
      const all = [part['name'], ...(Array.isArray(former) ? (former as readonly string[]) : [])].filter((name): name is string => typeof name === 'string');
      this.names.set(reference.person, all.map(fold).join('\n'));
    }
  }
}

function namesOfTeam({ zh, en }: { readonly zh: string; readonly en: string }): string {
  return [zh, en].map(fold).join('\n');
}

/** As people type: any width, any case, any of the dots that are written for ·. */
function fold(text: string): string {
  return text.normalize('NFKC').replaceAll(/[•‧∙⋅・･.]/gu, '·').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
