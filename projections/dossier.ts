import type { Instant } from '../src/domain/dates';
import { holderOfStream, type JsonObject, type StreamName } from '../src/domain/facts';
import { passesOn } from '../src/domain/teacher/merge';
import type { TeacherFact } from '../src/domain/teacher/facts';
import type { ProjectedEvent } from './projection';

/** A fact as a document of one life keeps it: what `view` asks of it, and whose it is where it is not this dossier's. */
export interface KeptFact extends JsonObject {
  readonly id: string;
  readonly type: TeacherFact['type'];
  readonly revision: number;
  readonly data: JsonObject;
  readonly private: ProjectedEvent['private'];
  readonly meta: { readonly effectiveOn: string; readonly corrects?: string };
  /** The dossier that it is about, where that was merged into this one; it counts here while it is. */
  readonly of?: string;
  /** Where and when it was told, of a life that may be merged with another: the order between two dossiers goes by it. */
  readonly stream?: StreamName;
  readonly recordedAt?: Instant;
}

/** As a document keeps it. `more`: data without what nobody asks of it, or the parts that are needed. */
export function keptOf({ id, type, revision, data, meta }: ProjectedEvent, more: Partial<Pick<KeptFact, 'data' | 'private'>> = {}): KeptFact {
  // A projection takes a teacher's or a team's events alone.
  return { id, type: type as KeptFact['type'], revision, data, private: {}, meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) }, ...more };
}

/**
 * Documents of the dossiers that an event touches: of a merger both, and of an act on a title that came with a merged one
 * also that one's, which has it when the two are parted (E6).
 */
export function dossiersTouched({ type, stream, data, meta }: ProjectedEvent): readonly string[] {
  const holder = idOf(stream);
  if (holder === null) return [];
  if (isMerger(type)) return [String(data['from']), String(data['into'])];
  const about = meta.about === undefined ? null : idOf(meta.about);
  return about === null || about === holder ? [holder] : [holder, about];
}

/**
 * The facts of one dossier with the event, in log order; the same ones where it changes nothing. Nothing is ever taken
 * away: what of them counts, `lifeIn` says. A merger brings in all that the other dossier held before it.
 */
export function withEvent(facts: readonly KeptFact[], event: ProjectedEvent, id: string, kept: KeptFact, other: (id: string) => readonly KeptFact[]): readonly KeptFact[] {
  if (!isMerger(event.type)) {
    const of = dossierOf(event);
    return [...facts, of === id ? told(kept, event) : { ...told(kept, event), of }];
  }
  const [from, into] = [String(event.data['from']), String(event.data['into'])];
  // Each dossier has it on its own stream too, and what comes with it was told before.
  const merger = told(kept, { ...event, stream: `teacher-${id}` });
  // Both streams tell of it, one after the other: the first counts.
  if (areOne(facts, from, into) === (event.type === 'IdentitiesMerged')) return facts;
  if (event.type === 'MergeUndone' || id === from) return [...facts, merger];
  const known = new Set(facts.map((fact) => fact.id));
  // The other document may be further on already, after an interruption; what is before the merger in it is the same.
  const theirs = other(from);
  const turn = theirs.findIndex((fact) => fact.id === event.id);
  const joining = (turn < 0 ? theirs : theirs.slice(0, turn)).filter((fact) => fact.of === undefined && passesOn(fact) && !known.has(fact.id));
  return [...facts, merger, ...joining.map((fact) => ({ ...fact, of: from }))];
}

function told(kept: KeptFact, { stream, recordedAt }: ProjectedEvent): KeptFact {
  return { ...kept, stream, recordedAt };
}

/** What of a dossier's facts is hers now: nothing while it is merged into another, and with what came by those merged into it. */
export function lifeIn(facts: readonly KeptFact[], id: string): readonly KeptFact[] {
  const absorbed = new Set<string>();
  let given = false;
  for (const { type, data } of facts) {
    if (!isMerger(type)) continue;
    if (data['from'] === id) given = type === 'IdentitiesMerged';
    else if (type === 'IdentitiesMerged') absorbed.add(String(data['from']));
    else absorbed.delete(String(data['from']));
  }
  return given ? [] : facts.filter(({ of }) => of === undefined || absorbed.has(of));
}

/** The dossier that holds what an event is about. */
function dossierOf({ stream, meta }: ProjectedEvent): string {
  return idOf(meta.about ?? stream) ?? '';
}

function areOne(facts: readonly KeptFact[], from: string, into: string): boolean {
  return facts.findLast(({ type, data }) => isMerger(type) && data['from'] === from && data['into'] === into)?.type === 'IdentitiesMerged';
}

function isMerger(type: ProjectedEvent['type']): boolean {
  return type === 'IdentitiesMerged' || type === 'MergeUndone';
}

function idOf(stream: StreamName): string | null {
  return holderOfStream(stream)?.id ?? null;
}
