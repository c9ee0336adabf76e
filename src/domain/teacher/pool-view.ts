import type { LeavingReason } from '../cultivation/facts';
import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OrgId, RoundId, TitleId } from '../facts';
import type { HonourLevel, SchoolStage } from './facts';
import type { Standing } from './view';
import { standingOf } from './view';

/** CONFIRMED: it became a title. ENDED: its last day is over. */
export type PoolStatus = 'IN' | 'CONFIRMED' | 'LEFT' | 'ENDED';

/** One place in cultivation, as it is on a day. */
export interface PoolPlaceView {
  readonly event: EventId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly unit: OrgId;
  readonly round: RoundId;
  readonly nomination: NominationId;
  readonly cohort: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  readonly status: PoolStatus;
  /** First day on which it was no longer held by being left. */
  readonly leftOn: BusinessDate | null;
  readonly reason: LeavingReason | null;
  readonly title: TitleId | null;
  /** Confirmations in which something stood against her. */
  readonly declines: readonly { readonly event: EventId; readonly rule: string; readonly clause: string | null; readonly on: BusinessDate }[];
}

export interface RecognitionView {
  readonly event: EventId;
  readonly programme: string;
  readonly kind: string;
  readonly level: HonourLevel;
  readonly body: string;
  readonly number: string;
  readonly on: BusinessDate;
}

export function poolsOf(facts: readonly Standing[], day: BusinessDate): readonly PoolPlaceView[] {
  const left = new Map(standingOf(facts, 'LeftPool').map(({ fact }) => [fact.data.nomination, fact]));
  const titles = new Map(standingOf(facts, 'TitleConferred').flatMap(({ fact }) => (fact.data.cohort === undefined ? [] : [[fact.data.nomination, fact.data.title] as const])));
  const declined = standingOf(facts, 'ConfirmationDeclined');
  return standingOf(facts, 'AdmittedToPool').map(({ origin, fact: { data } }) => {
    const { programme, tier, track, stage, subject, unit, round, nomination, cohort, from, to } = data;
    const leaving = left.get(nomination);
    const title = titles.get(nomination) ?? null;
    const status: PoolStatus = title !== null ? 'CONFIRMED' : leaving ? 'LEFT' : to !== null && day > to ? 'ENDED' : 'IN';
    return {
      event: origin, programme, tier, track, stage, subject, unit, round, nomination, cohort, from, to, status, title,
      leftOn: leaving?.meta.effectiveOn ?? null, reason: leaving?.data.reasonCode ?? null,
      declines: declined.filter(({ fact }) => fact.data.nomination === nomination).map(({ fact }) => ({ event: fact.id, rule: fact.data.rule, clause: fact.data.clause, on: fact.meta.effectiveOn })),
    };
  });
}

export function recognitionsOf(facts: readonly Standing[]): readonly RecognitionView[] {
  return standingOf(facts, 'ExternalRecognitionRecorded').map(({ fact: { id, data: { programme, kind, level, body, number }, meta } }) => ({ event: id, programme, kind, level, body, number, on: meta.effectiveOn }));
}
