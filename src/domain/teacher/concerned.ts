import type { EventId, OrgId, RoundId } from '../facts';
import { voidedByAct } from './correctable';
import { LAST_DAY } from './nomination-view';
import type { TeacherState } from './teacher';
import { resolve, viewOf, type LifeFact, type Standing, type TitleView } from './view';

/**
 * What the handler must load before it decides on a fact: the round that the fact is of, or its title's, first, because its
 * programme says who may touch it; then those whose outcomes stand on it.
 */
export function roundsOf(state: TeacherState, event: EventId): readonly RoundId[] {
  const standing = resolve(state.facts);
  const changed = standing.find((item) => item.wordings.includes(event));
  if (!changed) return [];
  const named = restingOn(standing, changed);
  const own = roundOf(changed.fact) ?? titleOf(standing, changed.fact)?.round ?? [];
  return [...new Set([own, standing.filter((item) => standsOn(item, named) || hangsOn(item, named, standing)).flatMap(({ fact }) => roundOf(fact) ?? [])].flat())];
}

/** Of a fact that names a programme and neither a round nor a title: whose rules say who may touch it, whatever stands on it. */
export function ownProgramme(state: TeacherState, event: EventId): { readonly programme: string; readonly recognition: string | null } | null {
  const standing = resolve(state.facts);
  const fact = wordedBy(standing, event);
  if (fact === undefined || roundOf(fact) !== null || titleOf(standing, fact) !== undefined || !('programme' in fact.data) || typeof fact.data.programme !== 'string') return null;
  return { programme: fact.data.programme, recognition: fact.type === 'ExternalRecognitionRecorded' ? fact.data.kind : null };
}

/** The body that decided what the fact says, or the title that it is about: where no programme says who may undo it, no lesser one. */
export function decidingBody(state: TeacherState, event: EventId): OrgId | null {
  const standing = resolve(state.facts);
  const fact = wordedBy(standing, event);
  if (fact === undefined || !voidedByAct.has(fact.type)) return null;
  const conferral = titleOf(standing, fact)?.conferral;
  return (fact.meta.act ?? standing.find(({ origin }) => origin === conferral)?.fact.meta.act)?.body ?? null;
}

/** The fact that an event words, as it stands; undefined where it was voided. */
export function factOf(state: TeacherState, event: EventId): LifeFact | undefined {
  return wordedBy(resolve(state.facts), event);
}

function wordedBy(standing: readonly Standing[], event: EventId): LifeFact | undefined {
  return standing.find((item) => item.wordings.includes(event))?.fact;
}

function titleOf(standing: readonly Standing[], { data }: LifeFact): TitleView | undefined {
  const title = 'title' in data ? data.title : undefined;
  return typeof title === 'string' ? viewOf(standing, LAST_DAY).titles.find((entry) => entry.title === title) : undefined;
}

/** What outcomes name instead of a fact that only says how another counts: the training, or the piece that was handed in. */
export function restingOn(standing: readonly Standing[], item: Standing): Standing {
  const { fact } = item;
  const of = fact.type === 'TrainingHoursVoided' ? fact.data.training : fact.type === 'DeliverableAccepted' || fact.type === 'DeliverableReturned' ? fact.data.deliverable : undefined;
  return standing.find((entry) => of !== undefined && entry.wordings.includes(of)) ?? item;
}

export function standsOn(item: Standing, changed: Standing): boolean {
  return (item.fact.meta.standsOn ?? []).some((event) => changed.wordings.includes(event));
}

/**
 * What rests on a fact without naming it. On a conferral: a lower title that it took up, the place in a pool that it came of,
 * another title's lifetime that counts its terms. On the end of a leave: a deferral that names the leave.
 */
export function hangsOn(item: Standing, { fact: changed }: Standing, standing: readonly Standing[]): boolean {
  const { type, data } = item.fact;
  if (changed.type === 'LeaveEnded') return type === 'AssessmentDeferred' && standing.some((leave) => leave.origin === changed.data.leave && standsOn(item, leave));
  if (changed.type !== 'TitleConferred') return false;
  const { title, nomination } = changed.data;
  switch (type) {
    case 'TitleAbsorbed':
      return data.by === title;
    case 'AdmittedToPool':
      return data.nomination === nomination;
    case 'LifetimeTitleGranted':
      return standing.some(({ wordings, fact }) => data.verdicts.some((verdict) => wordings.includes(verdict)) && 'title' in fact.data && fact.data.title === title);
    default:
      return false;
  }
}

export function roundOf(fact: LifeFact): RoundId | null {
  return 'round' in fact.data && typeof fact.data.round === 'string' ? fact.data.round : null;
}
