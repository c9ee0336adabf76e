import { addDays, type BusinessDate } from '../dates';
import type { EventId, JsonObject, OrgId } from '../facts';
import { refused, type Refused } from '../decision';
import type { SchoolStage } from './facts';
import type { LifeFact, TeacherView } from './view';

/** Where she is, and whether she is in service: what one fact after another makes of it. */
export interface Place {
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  /** The last fact that put her where she is, after her registration. */
  readonly placedBy: EventId | null;
  readonly retiredOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  /** Times out of service that she came back from, both days in. */
  readonly away: readonly Away[];
}

export interface Away extends JsonObject {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

type Registered = Pick<Place, 'unit' | 'stage' | 'subject' | 'onEstablishment' | 'inPost'>;

/** What was said after the registration, kept by itself: a registration that is corrected to another day undoes none of it. */
export interface Moves {
  readonly post: Registered | null;
  readonly moved: Partial<Registered>;
  readonly placedBy: EventId | null;
  readonly retiredOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  readonly away: readonly Away[];
}

export const UNPLACED: Moves = { post: null, moved: {}, placedBy: null, retiredOn: null, deceasedOn: null, departedOn: null, away: [] };

/** One standing fact more, in the order of `resolve`. */
export function moveOn(moves: Moves, fact: LifeFact): Moves {
  const from = fact.meta.effectiveOn;
  switch (fact.type) {
    case 'TeacherRegistered':
      return { ...moves, post: fact.data };
    case 'TeamRegistered':
      return { ...moves, post: { ...fact.data, onEstablishment: false, inPost: false } };
    case 'Transferred':
      return { ...moves, moved: { ...moves.moved, unit: fact.data.to, stage: fact.data.stage, subject: fact.data.subject }, placedBy: fact.id };
    case 'SubjectChanged':
      return { ...moves, moved: { ...moves.moved, subject: fact.data.subject }, placedBy: fact.id };
    case 'StageChanged':
      return { ...moves, moved: { ...moves.moved, stage: fact.data.stage }, placedBy: fact.id };
    case 'Reemployed': {
      const { unit, stage, subject, onEstablishment, inPost } = fact.data;
      const [since] = [moves.retiredOn, moves.departedOn].flatMap((day) => day ?? []).sort();
      const away = since === undefined || since >= from ? moves.away : [...moves.away, { from: since, to: addDays(from, -1) }];
      return { ...moves, moved: { unit, stage, subject, onEstablishment, inPost }, placedBy: fact.id, retiredOn: null, departedOn: null, away };
    }
    case 'Retired':
      return { ...moves, retiredOn: from };
    case 'Departed':
      return { ...moves, departedOn: from };
    case 'Deceased':
      return { ...moves, deceasedOn: from };
    default:
      return moves;
  }
}

/** Null before her registration. Out of service she is neither on the establishment nor in post. */
export function placeOf({ post, moved, placedBy, retiredOn, deceasedOn, departedOn, away }: Moves): Place | null {
  if (post === null) return null;
  const { unit, stage, subject, onEstablishment, inPost } = { ...post, ...moved };
  const serves = retiredOn === null && deceasedOn === null && departedOn === null;
  return { unit, stage, subject, onEstablishment: serves && onEstablishment, inPost: serves && inPost, placedBy, retiredOn, deceasedOn, departedOn, away };
}

export type OutOfService = 'RETIRED' | 'DECEASED' | 'DEPARTED';

/** Since when she is no longer in service on the day of the view, and how; null while she is. */
export function outOfService({ retiredOn, deceasedOn, departedOn }: Pick<TeacherView, 'retiredOn' | 'deceasedOn' | 'departedOn'>): { readonly status: OutOfService; readonly on: BusinessDate } | null {
  if (deceasedOn !== null) return { status: 'DECEASED', on: deceasedOn };
  if (departedOn !== null) return { status: 'DEPARTED', on: departedOn };
  return retiredOn === null ? null : { status: 'RETIRED', on: retiredOn };
}

/** Whether a day came while she was out of service, for good or until she came back: what falls due then is asked of nobody. */
export function wasAway(view: Pick<TeacherView, 'retiredOn' | 'deceasedOn' | 'departedOn'> & { readonly away?: readonly Away[] }, day: BusinessDate): boolean {
  const gone = outOfService(view);
  return (gone !== null && gone.on <= day) || (view.away ?? []).some(({ from, to }) => from <= day && day <= to);
}

/** From that day nothing new begins for her: no consent, nomination, recommendation, training, title; no day is tracked and no later year assessed. */
export function serviceFault(view: Pick<TeacherView, 'retiredOn' | 'deceasedOn' | 'departedOn'>): { readonly rule: 'notInService'; readonly inputs: JsonObject } | null {
  const gone = outOfService(view);
  return gone === null ? null : { rule: 'notInService', inputs: { ...gone } };
}

export function notInService(view: Pick<TeacherView, 'retiredOn' | 'deceasedOn' | 'departedOn'>): Refused | null {
  const fault = serviceFault(view);
  return fault === null ? null : refused(fault.rule, fault.inputs);
}
