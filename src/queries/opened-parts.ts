import type { PersonId, PrivatePart } from '../domain/facts';
import { openCipher } from '../event-store/private-parts';
import type { KeyStore } from '../keys/key-store';
import type { SealedReference } from '../../projections/projection';

/** About 1 KB each in memory. */
const MOST_PARTS = 20_000;

/**
 * Private parts of views, opened when read. Bounded; an erasure empties it of the person and keeps her out, also where
 * her key has not been destroyed yet: the fact of the erasure comes first (design, section 5).
 */
export class OpenedParts {
  private readonly parts = new Map<string, PrivatePart>();
  private readonly ofPerson = new Map<PersonId, Set<string>>();
  private readonly erased = new Set<PersonId>();

  constructor(
    private readonly keys: Pick<KeyStore, 'get'>,
    private readonly most: number = MOST_PARTS,
  ) {}

  /** One question to the key store for all of them. Absent: erased. Errors: StoreUnavailableError, TamperedPartError. */
  async open(references: Iterable<SealedReference | null>): Promise<ReadonlyMap<string, PrivatePart>> {
    const opened = new Map<string, PrivatePart>();
    const missing: SealedReference[] = [];
    for (const reference of references) {
      if (reference === null || this.erased.has(reference.person)) continue;
      const key = nameOf(reference);
      const known = this.parts.get(key);
      if (known === undefined) missing.push(reference);
      else {
        this.touch(key, known);
        opened.set(key, known);
      }
    }
    if (missing.length === 0) return opened;
    const keys = await this.keys.get([...new Set(missing.map(({ person }) => person))]);
    for (const reference of missing) {
      const key = keys.get(reference.person);
      // Erased while the key was on its way: it is not used.
      if (key === undefined || this.erased.has(reference.person)) continue;
      const part = openCipher(reference.cipher, key, reference.event, reference.person);
      opened.set(nameOf(reference), part);
      this.keep(reference, part);
    }
    return opened;
  }

  async openOne(reference: SealedReference | null): Promise<PrivatePart | null> {
    return reference === null ? null : ((await this.open([reference])).get(nameOf(reference)) ?? null);
  }

  forget(person: PersonId): void {
    this.erased.add(person);
    for (const key of this.ofPerson.get(person) ?? []) this.parts.delete(key);
    this.ofPerson.delete(person);
  }

  get size(): number {
    return this.parts.size;
  }

  private keep(reference: SealedReference, part: PrivatePart): void {
    const key = nameOf(reference);
    this.parts.set(key, part);
    const keys = this.ofPerson.get(reference.person);
    if (keys === undefined) this.ofPerson.set(reference.person, new Set([key]));
    else keys.add(key);
    while (this.parts.size > this.most) this.dropOldest();
  }

  private touch(key: string, part: PrivatePart): void {
    this.parts.delete(key);
    this.parts.set(key, part);
  }

  private dropOldest(): void {
    const [oldest] = this.parts.keys();
    if (oldest === undefined) return;
    this.parts.delete(oldest);
    const person = oldest.slice(oldest.indexOf(' ') + 1);
    const keys = this.ofPerson.get(person);
    keys?.delete(oldest);
    if (keys?.size === 0) this.ofPerson.delete(person);
  }
}

/** Under what `open` gives a part back. */
export function nameOf({ event, person }: Pick<SealedReference, 'event' | 'person'>): string {
  return `${event} ${person}`;
}
