import { barsOn, touches } from '../rules/no-sanction';
import type { BusinessDate } from '../dates';
import type { EventId, Proposed } from '../facts';
import type { SanctionView } from './career-view';
import type { ReviewRequired } from './facts';
import { LAST_DAY } from './nomination-view';
import { BARRED_ON_ITS_DAY } from './review-ground';
import type { TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { resolve, viewOf, type LifeFact, type Standing } from './view';

/** The sanction that bars honours on the day, whatever a notice asks (eligibility.md); undefined where none does. */
export function barringHonours(sanctions: readonly SanctionView[], day: BusinessDate): SanctionView | undefined {
  return sanctions.find((sanction) => sanction.status !== 'QUASHED' && touches(sanction, 'HONOURS') && barsOn(sanction, day));
}

/**
 * Titles and places in cultivation that a sanction would have kept from her, had it been on record: entered late, or imposed
 * after the decision and before its day. No title is taken by itself: a body looks.
 *
 * @param after her facts with what is entered now. `cause`: that fact.
 */
export function barredOnTheirDay(state: TeacherState, after: readonly LifeFact[], cause: EventId): readonly Proposed<ReviewRequired>[] {
  const [before, afterwards] = [resolve(state.facts), resolve(after)];
  const { titles, pools, reviews } = viewOf(afterwards, LAST_DAY);
  const given = [
    ...titles.filter(({ status }) => !hasEnded(status)).map(({ conferral, title, rule }) => ({ outcome: conferral, outcomeType: 'TitleConferred', title, rule })),
    ...pools.filter(({ status }) => status === 'IN').map(({ event }) => ({ outcome: event, outcomeType: 'AdmittedToPool', title: null, rule: null })),
  ];
  return given.flatMap(({ rule, ...about }) => {
    const day = afterwards.find(({ origin }) => origin === about.outcome)?.fact.meta.effectiveOn;
    const sanction = day === undefined || barsThen(before, day) !== undefined ? undefined : barsThen(afterwards, day);
    if (day === undefined || sanction === undefined || reviews.some((review) => review.open && review.rule === BARRED_ON_ITS_DAY && review.outcome === about.outcome)) return [];
    return [{
      type: 'ReviewRequired' as const,
      data: { ...about, facts: [...new Set([sanction.event, cause])], rule: BARRED_ON_ITS_DAY, inputs: { day } },
      standsOn: [...new Set([about.outcome, sanction.event, cause])],
      cause,
      ...(rule === null ? {} : { rule }),
    }];
  });
}

function barsThen(facts: readonly Standing[], day: BusinessDate): SanctionView | undefined {
  return barringHonours(viewOf(facts, day).career.sanctions, day);
}
