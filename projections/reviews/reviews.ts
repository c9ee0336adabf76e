import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import { holderOfStream, type JsonObject, type StreamName } from '../../src/domain/facts';
import { resolve, viewOf, type LifeFact } from '../../src/domain/teacher/view';
import type { Query } from '../../src/read-models/document-store';
import { dossiersTouched, keptOf, lifeIn, withEvent, type KeptFact } from '../dossier';
import type { Delta, ProjectedEvent, Projection } from '../projection';
import { OPEN_END } from '../roster/rows';

/** Of a team what may end a review of its nomination; of a teacher's nomination none is ended with it. */
const OF_TEAMS = ['TeamRegistered', 'TeamReviewDecided', 'Nominated', 'NominationWithdrawn', 'NominationRejected', 'NominationStruck', 'NotSelected', 'ConferralDeclined', 'TitleConferred', 'ReturnLapsed', 'NominationCompleted'] as const satisfies readonly EventType[];
const EVENTS = ['ReviewRequired', 'ReviewConcluded', 'TitleRevoked', 'RevocationOverturned', 'AdmittedToPool', 'LeftPool', 'FactVoided', 'IdentitiesMerged', 'MergeUndone', ...OF_TEAMS] as const satisfies readonly EventType[];

/** What of one dossier raised reviews, and what may end them, in log order. */
export interface ReviewsDocument extends JsonObject {
  readonly holder: string;
  readonly facts: readonly KeptFact[];
}

/** One review, of the dossier that has it now: with a merger it goes to the other, and comes back (E6). */
export interface ReviewRow extends JsonObject {
  readonly review: string;
  /** Its place in the log. */
  readonly position: string;
  readonly holder: string;
  readonly stream: StreamName;
  readonly on: BusinessDate;
  readonly clause: string | null;
  /** From this day on it is surely not open. Where that cannot be said of all days from one on, it stays without: whether it is open, `view` says. */
  readonly endedOn: BusinessDate;
}

export const REVIEW_ROWS = 'reviews_v4_rows';

/** What was put in doubt, in the order of the log, and from when on it no longer is. */
export const reviews: Projection<ReviewsDocument> = {
  name: 'reviews',
  version: 4,
  events: EVENTS,
  collection: { name: 'reviews_v4', indexes: [] },
  derived: [{
    name: REVIEW_ROWS,
    indexes: [{ field: 'position', type: 'text' }, { field: 'holder', type: 'text', alone: false }, { field: 'on', type: 'text', alone: false }, { field: 'endedOn', type: 'text', alone: false }],
    compound: [['holder', 'position']],
  }],
  keys: (event) => (isOfTeams(event.type) && holderOfStream(event.meta.about ?? event.stream)?.kind !== 'TEAM' ? [] : dossiersTouched(event)),
  fold(body, event, holder, other) {
    const facts = body?.facts ?? [];
    if (!matters(facts, event)) return body;
    const after = withEvent(facts, event, holder, keptOf(event, { data: shortened(event) }), (dossier) => other(dossier)?.facts ?? []);
    return after === facts ? body : { holder, facts: after };
  },
  derive(before, after) {
    const was = before === undefined ? new Map<string, ReviewRow>() : rowsOf(before);
    const is = rowsOf(after);
    const put = (id: string, body: ReviewRow | null): Delta => ({ kind: 'put', collection: REVIEW_ROWS, id, body });
    return [
      ...[...is].flatMap(([id, row]) => (was.get(id)?.endedOn === row.endedOn ? [] : [put(id, row)])),
      ...[...was.keys()].flatMap((id) => (is.has(id) ? [] : [put(id, null)])),
    ];
  },
};

function isOfTeams(type: EventType): boolean {
  return (OF_TEAMS as readonly EventType[]).includes(type);
}

/** An end of what was never raised here, and a void of what is not kept, say nothing. */
function matters(facts: readonly KeptFact[], { type, data }: ProjectedEvent): boolean {
  if (type === 'FactVoided') return facts.some((fact) => fact.id === data['event'] || fact.data['outcome'] === data['event']);
  if (type === 'ReviewConcluded') return facts.some(({ id }) => id === data['review']);
  if (type === 'LeftPool') return facts.some((fact) => fact.type === 'AdmittedToPool' && fact.data['nomination'] === data['nomination']);
  return true;
}

/** Without the working of a review or a nomination, which would make up most of the document; a review with where it was told. */
function shortened({ type, data, meta, stream, position }: ProjectedEvent): JsonObject {
  if (type === 'Nominated') return { ...data, verdicts: [] };
  if (type !== 'ReviewRequired') return data;
  return { ...data, facts: [], inputs: {}, told: { stream, position, clause: meta.rule?.clause ?? (typeof data['clause'] === 'string' ? data['clause'] : null) } };
}

function rowsOf({ holder, facts }: ReviewsDocument): ReadonlyMap<string, ReviewRow> {
  const life = lifeIn(facts, holder);
  const raised = life.filter(({ type }) => type === 'ReviewRequired');
  if (raised.length === 0) return new Map();
  const ends = endsIn(life);
  return new Map(raised.map(({ id, data, meta }): [string, ReviewRow] => {
    const { stream, position, clause } = data['told'] as { readonly stream: StreamName; readonly position: string; readonly clause: string | null };
    const own = holderOfStream(stream)?.kind === 'TEAM' ? stream : `teacher-${holder}`;
    return [`${holder}/${id}`, { review: id, position, holder, stream: own, on: meta.effectiveOn, clause, endedOn: ends.get(id) ?? OPEN_END }];
  }));
}

/**
 * By review the first day from which it is ended on every later one. The outcomes themselves are not kept, so one that is not
 * there was voided only where a void names it.
 */
function endsIn(life: readonly KeptFact[]): ReadonlyMap<string, BusinessDate> {
  const resolved = resolve(life as readonly (KeptFact & LifeFact)[]);
  const voided = new Set(life.flatMap(({ type, data }) => (type === 'FactVoided' ? [data['event']] : [])));
  const ends = new Map<string, BusinessDate>();
  for (const day of [...new Set(life.map(({ meta }) => meta.effectiveOn))].sort()) {
    for (const { event, outcome, ended } of viewOf(resolved, day).reviews) {
      if (ended === null || (ended.how === 'OUTCOME_VOIDED' && !voided.has(outcome))) ends.delete(event);
      else if (!ends.has(event)) ends.set(event, day);
    }
  }
  return ends;
}

export interface ReviewFilter {
  /** Raised on this day or before. */
  readonly upTo: BusinessDate;
  readonly holder?: string;
  /** Without those that had ended by the day. */
  readonly notEndedBy?: BusinessDate;
}

/** In the order of the log. */
export function reviewsQuery({ upTo, holder, notEndedBy }: ReviewFilter, page: { readonly limit: number; readonly after?: string }): Query {
  return {
    where: [{ field: 'on', lte: upTo }, ...(holder === undefined ? [] : [{ field: 'holder', eq: holder }]), ...(notEndedBy === undefined ? [] : [{ field: 'endedOn', gt: notEndedBy }])],
    sort: [{ field: 'position' }],
    ...page,
  };
}
