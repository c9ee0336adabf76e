import { LEAVING_REASONS, type LeavingReason } from '../cultivation/facts';
import type { BusinessDate } from '../dates';
import type { EventId, NominationId, OrgId, RoundId, TitleId } from '../facts';
import type { HonourLevel, SchoolStage } from './facts';
import type { OutOfService } from './place';
import type { LifeFact, LifeFactOf, Standing } from './view';

/** CONFIRMED: it came to its title, or to the recognition that it was for. ENDED: its last day is over. */
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
  /** First day on which it was no longer held by being left, as a body decided or because she was no longer in service. */
  readonly leftOn: BusinessDate | null;
  /** null also where a body decided it and why is not to be read: erased, or not for this reader. */
  readonly reason: LeavingReason | OutOfService | null;
  /** From which day a body has taken her out: only then may the place be given again. */
  readonly takenOutOn: BusinessDate | null;
  readonly title: TitleId | null;
  /** What it came to, and when: her title, or the first recognition that it was for. */
  readonly confirmedBy: EventId | null;
  readonly confirmedOn: BusinessDate | null;
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
  const left = new Map(ofType(facts, 'LeftPool').map(({ fact }) => [fact.data.nomination, fact]));
  const titles = new Map(ofType(facts, 'TitleConferred').flatMap(({ fact, origin }) => (fact.data.cohort === undefined ? [] : [[fact.data.nomination, { event: origin, title: fact.data.title, on: fact.meta.effectiveOn }] as const])));
  const recognitions = recognitionsOf(facts);
  const declined = ofType(facts, 'ConfirmationDeclined');
  return ofType(facts, 'AdmittedToPool').map(({ origin, fact: { data } }) => {
    const { programme, tier, track, stage, subject, unit, round, nomination, cohort, from, to, convertsBy = [] } = data;
    const leaving = leftBy(left.get(nomination), goneAfter(facts, from), to);
    const last = [leaving?.on, to].filter((end) => end !== undefined && end !== null).sort()[0] ?? null;
    const recognised = recognitions.find((one) => one.programme === programme && convertsBy.includes(one.kind) && one.on >= from && (last === null || one.on <= last));
    const title = titles.get(nomination);
    const confirmed = title ?? recognised;
    const status: PoolStatus = confirmed !== undefined ? 'CONFIRMED' : leaving !== null ? 'LEFT' : to !== null && day > to ? 'ENDED' : 'IN';
    return {
      event: origin, programme, tier, track, stage, subject, unit, round, nomination, cohort, from, to, status,
      title: title?.title ?? null, confirmedBy: confirmed?.event ?? null, confirmedOn: confirmed?.on ?? null,
      leftOn: confirmed === undefined ? (leaving?.on ?? null) : null, reason: confirmed === undefined ? (leaving?.reason ?? null) : null,
      takenOutOn: left.get(nomination)?.meta.effectiveOn ?? null,
      declines: declined.filter(({ fact }) => fact.data.nomination === nomination).map(({ fact }) => ({ event: fact.id, rule: fact.data.rule, clause: fact.data.clause, on: fact.meta.effectiveOn })),
    };
  });
}

interface Leaving {
  readonly on: BusinessDate;
  readonly reason: LeavingReason | OutOfService | null;
}

/** Whichever came first: the body's decision, or the day from which she was out of service; that one only while the place lasts. */
function leftBy(decided: LifeFactOf<'LeftPool'> | undefined, gone: Leaving | null, to: BusinessDate | null): Leaving | null {
  const ends = gone !== null && (to === null || gone.on <= to) ? gone : null;
  if (decided === undefined) return ends;
  const on = decided.meta.effectiveOn;
  return ends !== null && ends.on < on ? ends : { on, reason: leavingReason(decided) };
}

export function leavingReason({ private: parts }: Pick<LifeFactOf<'LeftPool'>, 'private'>): LeavingReason | null {
  const code = Object.values(parts)[0]?.['reasonCode'];
  return LEAVING_REASONS.find((reason) => reason === code) ?? null;
}

const GONE = { Retired: 'RETIRED', Departed: 'DEPARTED', Deceased: 'DECEASED' } as const satisfies { readonly [type in LifeFact['type']]?: OutOfService };

/** Since when she was out of service on the day or later. A return gives no place back: it was over. */
function goneAfter(facts: readonly Standing[], from: BusinessDate): Leaving | null {
  const returns = ofType(facts, 'Reemployed').map(({ fact }) => fact.meta.effectiveOn);
  const spans = (['Retired', 'Departed', 'Deceased'] as const).flatMap((type) => ofType(facts, type).map(({ fact }) => ({ on: fact.meta.effectiveOn, reason: GONE[type] })));
  const first = spans.filter(({ on }) => !returns.some((back) => on <= back && back <= from)).sort((a, b) => (a.on < b.on ? -1 : 1))[0];
  return first === undefined ? null : { ...first, on: first.on < from ? from : first.on };
}

export function recognitionsOf(facts: readonly Standing[]): readonly RecognitionView[] {
  return ofType(facts, 'ExternalRecognitionRecorded').map(({ fact: { id, data: { programme, kind, level, body, number }, meta } }) => ({ event: id, programme, kind, level, body, number, on: meta.effectiveOn }));
}

function ofType<T extends LifeFact['type']>(facts: readonly Standing[], type: T): readonly Standing<LifeFactOf<T>>[] {
  return facts.filter((item): item is Standing<LifeFactOf<T>> => item.fact.type === type);
}
