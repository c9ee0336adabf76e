import type { BusinessDate } from '../domain/dates';
import type { Asking, Work } from './pending-work';

/** A term of a title that ends by date. A suspension may move the day, and then it is asked again. */
export interface EndingTerm {
  readonly kind: 'expiry';
  readonly of: Asking;
  readonly title: string;
  readonly lastDay: BusinessDate;
}

/**
 * The last term that is known of each title, until it is told or the title ends otherwise: as many as there are titles with
 * a term, so they stay out of what is looked through event by event. One that an appeal brought back, or that was a
 * lifetime one, is told of again when it is renewed.
 */
export class TermsToEnd {
  readonly #terms = new Map<string, EndingTerm>();

  get all(): readonly Work[] {
    return [...this.#terms.values()];
  }

  fold(of: Asking): void {
    const title = of.data['title'];
    if (typeof title !== 'string') return;
    switch (of.type) {
      case 'TitleConferred':
      case 'TitleRenewed': {
        const { term } = of.data;
        const lastDay = typeof term === 'object' && term !== null && 'to' in term ? term.to : null;
        if (typeof lastDay === 'string') this.#terms.set(title, { kind: 'expiry', of, title, lastDay });
        else this.#terms.delete(title);
        return;
      }
      case 'TitleExpired':
      case 'TitleRevoked':
      case 'TitleRelinquished':
      case 'TitleExited':
      case 'TitleAbsorbed':
      case 'LifetimeTitleGranted':
        this.#terms.delete(title);
        return;
      default:
    }
  }

  has(term: EndingTerm): boolean {
    return this.#terms.get(term.title) === term;
  }

  done(term: EndingTerm): void {
    if (this.has(term)) this.#terms.delete(term.title);
  }
}
