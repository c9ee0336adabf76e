import type { NoticeSupplemented } from '../domain/round/facts';
import { decideReviewSupplemented } from '../domain/teacher/review';
import { teacher } from '../domain/teacher/teacher';
import type { Settled } from './desk';
import { candidateStream } from './holders';
import { worldOfRound } from './rounds';
import { dataOf, roundOf, together, type Settle } from './settle';

/** A supplement of the notice whose programme has nominations reviewed that it makes ineligible: `ReviewRequired` on each one's stream. */
export const settleSupplement: Settle = (desk, of, via) =>
  desk.once(`supplement ${of.id}`, async () => {
    const { becomesIneligible, review } = dataOf<NoticeSupplemented>(of);
    if (review === undefined) return together();
    const id = roundOf(of);
    const steps: Settled[] = [];
    for (const { teacher: candidate, nomination, rule: condition } of becomesIneligible) {
      if (nomination === null) continue;
      steps.push(together(await desk.follow(of, `supplement:${of.id}:${nomination}`, via, {
        aggregate: teacher,
        stream: await candidateStream(desk, id, candidate),
        world: () => worldOfRound(desk, id, 'other'),
        decide: (state, context) => decideReviewSupplemented(state, { nomination, supplement: of.id, condition, clause: review.clause, act: of.meta.act ?? null }, context),
      })));
    }
    return together(...steps);
  });
