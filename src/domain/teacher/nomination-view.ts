import type { BusinessDate, BusinessMinute } from '../dates';
import type { EventId, NominationId, OrgId, PersonId, RoundId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import type { PathStep } from '../round/facts';
import type { Attachment, RuleVerdict, SchoolStage } from './facts';
import type { LifeFactOf, Standing } from './view';

/**
 * ADMITTED: chosen to be cultivated; the title comes later, if it comes. RETURNED: waits for its completion. NOT_RECOMMENDED: 不予推荐, or returned and not completed in time. DECLINED: a seat
 * reserved for it was given back; it may be recommended again while the round takes recommendations.
 */
export type NominationStatus = 'OPEN' | 'RETURNED' | 'DECLINED' | 'RECOMMENDED' | 'NOT_RECOMMENDED' | 'WITHDRAWN' | 'NOT_SELECTED' | 'STRUCK' | 'ADMITTED' | 'CONFERRED' | 'CONFERRAL_DECLINED';

export interface NominationVersion {
  /** 1 as first submitted. */
  readonly version: number;
  readonly event: EventId;
  readonly on: BusinessDate;
  readonly verdicts: readonly RuleVerdict[];
  readonly attachments: readonly Attachment[];
}

export interface ReturnView {
  /** The registration on the round that names it. */
  readonly registration: EventId;
  readonly event: EventId;
  readonly level: OrgLevel;
  readonly items: readonly string[];
  readonly due: BusinessMinute;
  readonly on: BusinessDate;
  readonly ended: 'COMPLETED' | 'OVERDUE' | null;
}

export interface NominationView {
  readonly nomination: NominationId;
  readonly event: EventId;
  readonly round: RoundId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly on: BusinessDate;
  /** Of the version that stands. */
  readonly verdicts: readonly RuleVerdict[];
  readonly standsOn: readonly EventId[];
  readonly status: NominationStatus;
  readonly rank: number | null;
  readonly path: readonly PathStep[];
  /** Levels that have recommended the version that stands, lowest first. */
  readonly recommendedBy: readonly { readonly level: OrgLevel; readonly unit: OrgId; readonly on: BusinessDate; readonly event: EventId }[];
  readonly version: number;
  /** Every version, the last one standing. */
  readonly versions: readonly NominationVersion[];
  readonly returns: readonly ReturnView[];
  /** Of a team: who was in it when it was put forward. */
  readonly members?: readonly PersonId[];
}

/** After every day that a fact can have: invariants do not depend on "today". */
export const LAST_DAY: BusinessDate = '9999-12-31';

const steps: readonly NominationStatus[] = ['OPEN', 'DECLINED', 'RECOMMENDED', 'NOT_RECOMMENDED', 'WITHDRAWN', 'NOT_SELECTED', 'STRUCK', 'CONFERRAL_DECLINED', 'ADMITTED', 'CONFERRED'];
/** While it is none of these, it can still come to something. */
const running: ReadonlySet<NominationStatus> = new Set<NominationStatus>(['OPEN', 'RETURNED', 'DECLINED', 'RECOMMENDED']);

export function isRunning({ status }: Pick<NominationView, 'status'>): boolean {
  return running.has(status);
}

/** Her nomination in a round: the one that stands, else the last that did. */
export function nominationIn<N extends Pick<NominationView, 'round' | 'status'>>(nominations: readonly N[], round: RoundId): N | undefined {
  const own = nominations.filter((entry) => entry.round === round);
  return own.findLast(({ status }) => status !== 'WITHDRAWN') ?? own.at(-1);
}

/** The last day on which anything that was done about it holds. */
export function lastDayOf({ on, versions, recommendedBy, returns }: Pick<NominationView, 'on' | 'versions' | 'recommendedBy' | 'returns'>): BusinessDate {
  return [...versions, ...recommendedBy, ...returns].reduce<BusinessDate>((last, step) => (step.on > last ? step.on : last), on);
}

/** A return that waits for its completion; what is due by a minute is for the caller to hold against the clock. */
export function openReturn({ returns }: Pick<NominationView, 'returns'>): ReturnView | null {
  return returns.find(({ ended }) => ended === null) ?? null;
}

/**
 * The nomination as the facts of a day know it. On a day after a due minute it is overdue whether or not that was
 * recorded; on `LAST_DAY`, where invariants are asked, only what is recorded counts.
 */
export function nominationView(item: Standing<LifeFactOf<'Nominated'>>, facts: readonly Standing[], day: BusinessDate): NominationView {
  const { nomination, round, programme, tier, track, unit, stage, subject, verdicts, path, attachments, members } = item.fact.data;
  const mine = facts.filter(({ fact }) => 'nomination' in fact.data && fact.data.nomination === nomination);
  const versions: NominationVersion[] = [{ version: 1, event: item.fact.id, on: item.fact.meta.effectiveOn, verdicts, attachments }];
  let standsOn = item.fact.meta.standsOn ?? [];
  // What was recommended before this place has to be recommended again.
  let endorsedFrom = -1;
  let rank: number | null = null;
  let declined = false;
  const reached: NominationStatus[] = [];
  const recommended: (NominationView['recommendedBy'][number] & { readonly told: number })[] = [];
  const returns: ReturnView[] = [];
  const overdue: ('NOT_RECOMMENDED' | 'GOES_ON')[] = [];
  for (const { fact, told } of mine) {
    const on = fact.meta.effectiveOn;
    switch (fact.type) {
      case 'NominationCompleted':
        versions.push({ version: fact.data.version, event: fact.id, on, verdicts: fact.data.verdicts, attachments: fact.data.attachments });
        standsOn = fact.meta.standsOn ?? [];
        if (fact.data.endorsements === 'AGAIN') endorsedFrom = told;
        break;
      case 'NominationReturned': {
        const { registration, level, items, due } = fact.data;
        const passed = day !== LAST_DAY && day > due.slice(0, 10);
        const ended = mine.some(({ fact: other }) => other.type === 'NominationCompleted' && other.data.registration === registration)
          ? 'COMPLETED'
          : passed || mine.some(({ fact: other }) => other.type === 'ReturnLapsed' && other.data.registration === registration) ? 'OVERDUE' : null;
        returns.push({ registration, event: fact.id, level, items, due, on, ended });
        if (ended === 'OVERDUE') overdue.push(fact.data.overdue);
        break;
      }
      case 'RecommendationDeclined':
        declined = true;
        break;
      case 'SchoolRecommended':
        recommended.push({ level: 'SCHOOL', unit: fact.data.unit, on, event: fact.id, told });
        break;
      case 'LevelRecommended':
        recommended.push({ level: fact.data.level, unit: fact.data.unit, on, event: fact.id, told });
        break;
      case 'NominationRejected':
        reached.push('NOT_RECOMMENDED');
        break;
      case 'NominationWithdrawn':
        reached.push('WITHDRAWN');
        break;
      case 'NotSelected':
        reached.push('NOT_SELECTED');
        rank = fact.data.rank;
        break;
      case 'NominationStruck':
        reached.push('STRUCK');
        break;
      case 'ConferralDeclined':
        reached.push('CONFERRAL_DECLINED');
        break;
      case 'TitleConferred':
        reached.push('CONFERRED');
        break;
      case 'AdmittedToPool':
        reached.push('ADMITTED');
        break;
      default:
    }
  }
  const standing = recommended.filter(({ told }) => told > endorsedFrom);
  const recommendedBy = standing.sort((a, b) => levelAt(path, a.level) - levelAt(path, b.level)).map(({ level, unit: by, on, event }) => ({ level, unit: by, on, event }));
  if (overdue.includes('NOT_RECOMMENDED')) reached.push('NOT_RECOMMENDED');
  if (recommendedBy.length > 0) reached.push('RECOMMENDED');
  else if (declined) reached.push('DECLINED');
  // A later step outweighs an earlier one whatever their days: late paper may date a recommendation after its conferral.
  const furthest = reached.reduce<NominationStatus>((far, next) => (steps.indexOf(next) > steps.indexOf(far) ? next : far), 'OPEN');
  const waits = running.has(furthest) && returns.some(({ ended }) => ended === null);
  const last = versions.at(-1);
  return {
    nomination, event: item.fact.id, round, programme, tier, track, unit, stage, subject, on: item.fact.meta.effectiveOn,
    verdicts: last?.verdicts ?? verdicts, standsOn, status: waits ? 'RETURNED' : furthest, rank,
    path, recommendedBy, version: last?.version ?? 1, versions, returns, ...(members ? { members } : {}),
  };
}

function levelAt(path: readonly PathStep[], level: OrgLevel): number {
  return path.findIndex((step) => step.level === level);
}
