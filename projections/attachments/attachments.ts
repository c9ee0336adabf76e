import type { EventType } from '../../src/domain/catalogue';
import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { Attachment, Nominated, NominationCompleted } from '../../src/domain/teacher/facts';
import type { Query } from '../../src/read-models/document-store';
import { factOf } from '../facts-of';
import type { ProjectedEvent, Projection } from '../projection';

/** One time that a content was handed in. */
export interface Use extends JsonObject {
  readonly nomination: string;
  readonly teacher: string;
  readonly kind: string;
  /** Salted hash under which her copy is filed. */
  readonly file: string;
  readonly event: string;
  readonly on: string;
}

/** One content in one round, by its fingerprint: who handed it in (E43). */
export interface SharedFileDocument extends JsonObject {
  readonly round: string;
  readonly print: string;
  readonly uses: readonly Use[];
  /** How many different candidates. */
  readonly candidates: number;
}

const EVENTS = ['Nominated', 'NominationCompleted'] as const satisfies readonly EventType[];

export const ATTACHMENTS = 'attachments_v1';

export const attachments: Projection<SharedFileDocument> = {
  name: 'attachments',
  version: 1,
  events: EVENTS,
  collection: {
    name: ATTACHMENTS,
    indexes: [
      { field: 'round', type: 'text' },
      { field: 'candidates', type: 'number' },
    ],
  },
  keys(event) {
    const { data } = factOf<Nominated | NominationCompleted>(event);
    return [...new Set(data.attachments.flatMap(({ print }) => (print === null ? [] : [keyOf(data.round, print)])))];
  },
  fold(body, event, key) {
    const { data } = factOf<Nominated | NominationCompleted>(event);
    const { round, nomination } = data;
    const teacher = holderOfStream(event.stream)?.id ?? '';
    const handedIn = data.attachments.flatMap((attached): readonly Use[] => (attached.print !== null && attached.file !== null && keyOf(round, attached.print) === key ? [useOf(attached, attached.file, { nomination, teacher }, event)] : []));
    // A completion names its whole set: what was there in the version before is no other use.
    const fresh = handedIn.filter((use) => body?.uses.some((known) => known.nomination === use.nomination && known.file === use.file && known.kind === use.kind) !== true);
    const print = data.attachments.find((attached) => attached.print !== null && keyOf(round, attached.print) === key)?.print;
    if (fresh.length === 0 || typeof print !== 'string') return body;
    const uses = [...(body?.uses ?? []), ...fresh];
    return { round, print, uses, candidates: new Set(uses.map((use) => use.teacher)).size };
  },
};

/** Contents of a round that two candidates or more handed in, the most shared first. */
export function sharedFilesQuery(round: string, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'round', eq: round }, { field: 'candidates', gt: 1 }], sort: [{ field: 'candidates', descending: true }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}

function keyOf(round: string, print: string): string {
  return `${round}/${print}`;
}

function useOf({ kind }: Attachment, file: string, of: Pick<Use, 'nomination' | 'teacher'>, { id, meta }: ProjectedEvent): Use {
  return { ...of, kind, file, event: id, on: meta.effectiveOn };
}
