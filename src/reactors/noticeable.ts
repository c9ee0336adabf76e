import type { EventType } from '../domain/catalogue';
import { holderOfStream, type PersonId, type TeamId } from '../domain/facts';
import type { NoticeKind } from '../domain/notices';
import type { StoredEnvelope } from '../event-store/event-store';

export interface Told {
  /** A team is told by whoever leads it. */
  readonly to: PersonId | TeamId;
  readonly kind: NoticeKind;
}

type Concerns = (event: StoredEnvelope) => readonly Told[];

const owner = (kind: NoticeKind): Concerns => ({ stream }) => [{ to: holderOfStream(stream)?.id ?? '', kind }];

/** Facts that concern a person, and whom: a new one is a line. What she reads is her case, when it is hers to see. */
export const noticeable: { readonly [type in EventType]?: Concerns } = {
  NominationRefused: owner('REFUSED'),
  RecommendationRefused: owner('REFUSED'),
  RecommendationDeclined: owner('REFUSED'),
  SchoolRecommended: owner('RECOMMENDED'),
  // A school's own publicity shows no result; the final one is of no level.
  PublicityOpened: ({ data }) => ((data['level'] ?? null) === null ? teachersOf(data['rows']).map((to) => ({ to, kind: 'RESULT' as const })) : []),
  NotSelected: owner('RESULT'),
  TitleConferred: (event) => (event.meta.corrects === undefined ? owner('TITLE')(event) : []),
  ConferralDeclined: owner('RESULT'),
  TitleRevoked: owner('TITLE'),
  ReviewRequired: owner('REVIEW'),
  ReviewConcluded: owner('REVIEW'),
};

function teachersOf(rows: unknown): readonly PersonId[] {
  return Array.isArray(rows) ? (rows as readonly { readonly teacher?: unknown }[]).flatMap(({ teacher }) => (typeof teacher === 'string' ? [teacher] : [])) : [];
}
