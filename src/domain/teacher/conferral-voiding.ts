import type { DecisionContext } from '../context';
import { citing, refused, type Refused } from '../decision';
import type { EventId, OfficialAct, Proposed, TitleId } from '../facts';
import { answersFor } from '../orgs';
import { hangsOn } from './concerned';
import { voidedByAct } from './correctable';
import type { TeacherFact } from './facts';
import type { LifeFact, LifeFactOf, Standing, TitleView } from './view';
import { hasEnded } from './title-status';

/** What a body decided is undone by an act with its number; a conferral by one of the body that conferred, or of one above it. */
export function voidingActFault({ type, meta }: LifeFact, act: OfficialAct | undefined, { orgs, today }: DecisionContext): Refused | null {
  if (!voidedByAct.has(type)) return null;
  const cited = type === 'TitleConferred' ? citing(meta.rule) : {};
  if (act === undefined) return refused('actRequired', {}, cited);
  if (act.number === null) return refused('actNumberRequired', {}, cited);
  const body = type === 'TitleConferred' ? meta.act?.body : undefined;
  if (body === undefined || orgs === undefined || answersFor(orgs, act.body, body, today)) return null;
  return refused('voidedByAnotherBody', { body: act.body, conferredBy: body, number: meta.act?.number ?? null }, cited);
}

/**
 * A title whose conferral is voided never was, on no day, and its nomination came to nothing on the day on which it had come to
 * the title. Out of a pool she was confirmed: there her place is looked at.
 */
export function struckWith({ fact }: Standing<LifeFactOf<'TitleConferred'>>, cause: EventId, act: OfficialAct | undefined): readonly Proposed<TeacherFact>[] {
  const { data: { nomination, round, cohort }, meta: { effectiveOn, rule } } = fact;
  if (cohort !== undefined) return [];
  return [{ type: 'NominationStruck', data: { nomination, round, because: 'CONFERRAL_VOIDED', decision: cause }, effectiveOn, cause, ...(act === undefined ? {} : { act }), ...(rule === undefined ? {} : { rule }) }];
}

/** Of what was decided on a title since, what a person looks at when the title itself is gone: another term, a lifetime, the revocation that stands. What suspended or ended it otherwise has nothing left to do. */
export function outlives({ type }: LifeFact, origin: EventId, { status, revocations }: TitleView): boolean {
  if (type === 'TitleRevoked') return revocations.some(({ event, overturnedOn }) => event === origin && overturnedOn === null);
  return (type === 'TitleRenewed' || type === 'LifetimeTitleGranted') && !hasEnded(status);
}

/** What still goes by a title that a correction took back, and no body has looked at: a lower one that it took up, and another's lifetime that counts its terms. */
export function leftBehind(standing: readonly Standing[], conferral: Standing<LifeFactOf<'TitleConferred'>>, titles: readonly TitleView[]): readonly Standing<LifeFactOf<'TitleAbsorbed' | 'LifetimeTitleGranted'>>[] {
  const runs = (id: TitleId): boolean => id !== conferral.fact.data.title && titles.some(({ title, status }) => title === id && !hasEnded(status));
  return standing.filter((item): item is Standing<LifeFactOf<'TitleAbsorbed' | 'LifetimeTitleGranted'>> =>
    (item.fact.type === 'TitleAbsorbed' || (item.fact.type === 'LifetimeTitleGranted' && runs(item.fact.data.title))) && hangsOn(item, conferral, standing));
}
