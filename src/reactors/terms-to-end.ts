import { addDays, type BusinessDate } from '../domain/dates';
import type { EventId } from '../domain/facts';
import type { Asking, Work } from './work';

/** A term of a title that ends by date. A suspension may move the day, and then it is asked again. */
export interface EndingTerm {
  readonly kind: 'expiry';
  /** What began the term, without what it says. */
  readonly of: Asking;
  readonly title: string;
  readonly number: number;
  readonly from: BusinessDate;
  readonly lastDay: BusinessDate;
}

interface Known {
  /** By number; those without a last day are not kept. */
  readonly terms: Map<number, EndingTerm>;
  /** Numbers of terms that need no telling any more. */
  readonly settled: Set<number>;
  /** What ended the title and still stands. */
  readonly endings: Set<EventId>;
}

/** What is known of the terms, as it is kept from one start to the next. The same term stands in both maps. */
export interface KnownTerms {
  readonly titles: Map<string, Known>;
  readonly days: Map<BusinessDate, Set<EndingTerm>>;
  readonly about: Map<EventId, { readonly title: string; /** The term that it began; ALL of a conferral, null of an ending. */ readonly term: number | 'ALL' | null; readonly first: EventId }>;
}

const ENDINGS: ReadonlySet<string> = new Set(['TitleRevoked', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted']);

/**
 * The terms of titles that end by date, until each is told or the title ends otherwise. There are as many as titles, so they
 * lie by their last day and are looked at when it is past. An appeal that wins or a void brings a title's terms back.
 */
export class TermsToEnd {
  readonly #titles: KnownTerms['titles'];
  readonly #days: KnownTerms['days'];
  /** The titles that conferrals, renewals and endings are about, and their first wordings: a void names the event alone. */
  readonly #about: KnownTerms['about'];

  constructor(known: KnownTerms = { titles: new Map(), days: new Map(), about: new Map() }) {
    this.#titles = known.titles;
    this.#days = known.days;
    this.#about = known.about;
  }

  /** Live: it goes on being folded into. */
  get known(): KnownTerms {
    return { titles: this.#titles, days: this.#days, about: this.#about };
  }

  /** Those whose last day is past. */
  over(today: BusinessDate): readonly Work[] {
    const over: EndingTerm[] = [];
    for (const [day, terms] of this.#days) if (day < today) for (const term of terms) if (this.has(term)) over.push(term);
    return over;
  }

  fold(event: Asking): void {
    const { id, type, data, meta } = event;
    if (type === 'FactVoided') return this.#voided(String(data['event']));
    const title = data['title'];
    if (typeof title !== 'string') return;
    if (type === 'TitleConferred' || type === 'TitleRenewed') this.#begun(title, event);
    else if (ENDINGS.has(type)) {
      const known = this.#titles.get(title);
      // A correction rewords an ending: the two are one, and go together.
      const first = this.#about.get(meta.corrects ?? '')?.first ?? id;
      known?.endings.add(first);
      for (const term of known?.terms.values() ?? []) this.#forget(term);
      this.#about.set(id, { title, term: null, first });
    } else if (type === 'TitleExpired') this.#settle(title, Number(data['term']));
    else if (type === 'RevocationOverturned') this.#again(title, String(data['revocation']));
  }

  has({ title, number, lastDay }: EndingTerm): boolean {
    const known = this.#titles.get(title);
    if (known === undefined || known.endings.size > 0 || known.settled.has(number) || known.terms.get(number)?.lastDay !== lastDay) return false;
    // Followed without a day between, it ends nothing.
    const next = known.terms.get(number + 1);
    return next === undefined || next.from > addDays(lastDay, 1);
  }

  done({ title, number }: EndingTerm): void {
    this.#settle(title, number);
  }

  #begun(title: string, { id, type, stream, data, meta }: Asking): void {
    const term = termOf(data['term']);
    if (type === 'TitleConferred') this.#about.set(id, { title, term: 'ALL', first: id });
    if (term === null) return;
    const known = this.#titles.get(title) ?? { terms: new Map<number, EndingTerm>(), settled: new Set<number>(), endings: new Set<EventId>() };
    this.#titles.set(title, known);
    if (type === 'TitleRenewed') this.#about.set(id, { title, term: term.number, first: id });
    this.#forget(known.terms.get(term.number));
    known.settled.delete(term.number);
    if (term.to === null) return void known.terms.delete(term.number);
    const ending: EndingTerm = { kind: 'expiry', of: { id, type, stream, data: {}, meta }, title, number: term.number, from: term.from, lastDay: term.to };
    known.terms.set(term.number, ending);
    this.#days.set(term.to, (this.#days.get(term.to) ?? new Set()).add(ending));
  }

  #voided(event: EventId): void {
    const about = this.#about.get(event);
    if (about === undefined) return;
    const known = this.#titles.get(about.title);
    if (about.term === 'ALL') {
      // The title never was: no term of it ends.
      for (const term of known?.terms.values() ?? []) this.#forget(term);
      this.#titles.delete(about.title);
      return;
    }
    if (about.term !== null && known !== undefined) {
      this.#forget(known.terms.get(about.term));
      known.terms.delete(about.term);
    }
    this.#again(about.title, event);
  }

  /** Whether it is told already her own stream knows: telling is asked for once more. */
  #again(title: string, ending: EventId): void {
    const known = this.#titles.get(title);
    if (known === undefined) return;
    known.endings.delete(this.#about.get(ending)?.first ?? ending);
    known.settled.clear();
    for (const term of known.terms.values()) this.#days.set(term.lastDay, (this.#days.get(term.lastDay) ?? new Set()).add(term));
  }

  #settle(title: string, number: number): void {
    const known = this.#titles.get(title);
    known?.settled.add(number);
    this.#forget(known?.terms.get(number));
  }

  /** A day of which nothing is left is not looked at again. */
  #forget(term: EndingTerm | undefined): void {
    if (term === undefined) return;
    const day = this.#days.get(term.lastDay);
    if (day?.delete(term) === true && day.size === 0) this.#days.delete(term.lastDay);
  }
}

function termOf(term: unknown): { readonly number: number; readonly from: BusinessDate; readonly to: BusinessDate | null } | null {
  if (typeof term !== 'object' || term === null) return null;
  const [number, from, to]: readonly unknown[] = [Reflect.get(term, 'number'), Reflect.get(term, 'from'), Reflect.get(term, 'to')];
  return typeof number === 'number' && typeof from === 'string' ? { number, from, to: typeof to === 'string' ? to : null } : null;
}
