import type { EventType } from '../domain/catalogue';
import { holderOfStream, type PersonId, type TeamId } from '../domain/facts';
import type { NoticeKind } from '../domain/notices';
import type { StoredEnvelope } from '../event-store/event-store';

export interface Told {
  /** A team is told by whoever leads it. */
  readonly to: PersonId | TeamId;
  readonly kind: NoticeKind;
}

type Concerns = (event: StoredEnvelope, lists: FinalLists) => readonly Told[];

/**
 * Who stands on the final lists that were posted. A long one is in the log in parts before the fact that posts it, and a
 * change of a list does not repeat of whose level it is; a list that is closed is forgotten.
 */
export class FinalLists {
  readonly #parts = new Map<string, Set<PersonId>>();
  readonly #final = new Set<string>();

  take({ type, data }: StoredEnvelope): void {
    const publicity = String(data['publicity'] ?? '');
    // The parts of a changed list repeat who was on it; the change itself says who is new.
    if (type === 'PublicityListed' && data['edition'] === 1) this.#parts.set(publicity, new Set([...(this.#parts.get(publicity) ?? []), ...teachersOf(data['rows'])]));
    if (type === 'PublicityOpened' && (data['level'] ?? null) === null) this.#final.add(publicity);
    if (type === 'PublicityClosed') {
      this.#parts.delete(publicity);
      this.#final.delete(publicity);
    }
  }

  /** Nobody, where it is the list of a recommending level: that shows no result. */
  on({ data }: StoredEnvelope): readonly PersonId[] {
    const publicity = String(data['publicity'] ?? '');
    return this.#final.has(publicity) ? [...(this.#parts.get(publicity) ?? []), ...teachersOf(data['rows'])] : [];
  }

  /** Who was not on it before the change. */
  addedBy({ data }: StoredEnvelope): readonly PersonId[] {
    const { changes, publicity } = data;
    if (!this.#final.has(String(publicity ?? '')) || !Array.isArray(changes)) return [];
    return teachersOf((changes as readonly { readonly kind?: unknown }[]).filter(({ kind }) => kind === 'ADDED'));
  }
}

const result = (to: PersonId): Told => ({ to, kind: 'RESULT' });

const owner = (kind: NoticeKind): Concerns => ({ stream }) => [{ to: holderOfStream(stream)?.id ?? '', kind }];

/** Facts that concern a person, and whom: a new one is a line. What she reads is her case, when it is hers to see. */
export const noticeable: { readonly [type in EventType]?: Concerns } = {
  NominationRefused: owner('REFUSED'),
  RecommendationRefused: owner('REFUSED'),
  RecommendationDeclined: owner('REFUSED'),
  SchoolRecommended: owner('RECOMMENDED'),
  PublicityOpened: (event, lists) => lists.on(event).map(result),
  PublicityListChanged: (event, lists) => lists.addedBy(event).map(result),
  NotSelected: owner('RESULT'),
  TitleConferred: (event, lists) => (event.meta.corrects === undefined ? owner('TITLE')(event, lists) : []),
  ConferralDeclined: owner('RESULT'),
  AdmittedToPool: owner('RESULT'),
  ConfirmationDeclined: owner('RESULT'),
  LeftPool: owner('RESULT'),
  TitleRevoked: owner('TITLE'),
  TitleRenewed: owner('TITLE'),
  TitleExpired: owner('TITLE'),
  TitleSuspended: owner('TITLE'),
  TitleReinstated: owner('TITLE'),
  // Entered for her from paper, it may be news to her.
  TitleRelinquished: owner('TITLE'),
  TitleExited: owner('TITLE'),
  TitleAbsorbed: owner('TITLE'),
  LifetimeTitleGranted: owner('TITLE'),
  RevocationOverturned: owner('TITLE'),
  // Of what a parted merger leaves in doubt, whose title it is.
  ReviewRequired: ({ stream, data, meta }) => [{ to: holderOfStream((data['rule'] === 'mergeUndone' ? meta.about : undefined) ?? stream)?.id ?? '', kind: 'REVIEW' }],
  ReviewConcluded: owner('REVIEW'),
};

function teachersOf(rows: unknown): readonly PersonId[] {
  return Array.isArray(rows) ? (rows as readonly { readonly teacher?: unknown }[]).flatMap(({ teacher }) => (typeof teacher === 'string' ? [teacher] : [])) : [];
}
