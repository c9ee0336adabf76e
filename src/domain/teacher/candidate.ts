import { addDays } from '../dates';
import type { Candidate } from '../rules/rule';
import type { Personal } from './facts';
import type { TeacherView } from './view';

/** What rules read of her: her place and post as on one day, everything else as on another. Null where she has no place on the first. */
export function candidateOf(place: TeacherView, now: TeacherView): Candidate | null {
  const { unit, stage, subject, registration } = place;
  if (unit === null || stage === null || subject === null || registration === null) return null;
  const personal = now.personal as Personal | null;
  const placedBy = place.transfers.at(-1)?.event;
  return {
    personal: personal ? { birthDate: personal.birthDate } : null,
    unit,
    stage,
    subject,
    enteredOn: place.enteredOn,
    onEstablishment: place.onEstablishment,
    inPost: place.inPost,
    career: now.career,
    registeredBy: registration,
    ...(placedBy === undefined ? {} : { placedBy }),
    titles: now.titles.map((title) => ({ programme: title.programme, tier: title.tier, track: title.track, from: title.from, to: title.ended ? addDays(title.ended.on, -1) : title.to, event: title.conferral })),
    recognitions: now.recognitions.map(({ kind, on, event }) => ({ kind, on, event })),
    verdicts: now.verdicts.map((verdict) => ({ programme: verdict.programme, kind: verdict.kind, period: verdict.period, grade: verdict.grade, effectiveOn: verdict.on, event: verdict.event })),
    trainings: now.trainings,
    enrolments: now.enrolments,
    deliverables: now.deliverables,
    consents: now.consents.filter(({ spent }) => !spent),
  };
}
