import { shanghaiMinute } from '../clock';
import { settleConferral } from '../commands/conferral';
import { SYSTEM_ACTOR } from '../domain/facts';
import { decideWindowEnded } from '../domain/round/publicity';
import { round } from '../domain/round/round';
import { createdId } from '../ids';
import type { Asked, Desk, Settled } from '../commands/desk';
import { ImportLegacyTitles, settleLegacyTitles } from '../commands/import-legacy-titles';
import { settleImport } from '../commands/import-teachers';
import { settleClaim, settleEvidence, settleExtension, settleOpening, settlePanel, settleRecommendation, settleScoreChange } from '../commands/settle';
import { awaitsAward, settleObjection, settleObjectionDecision, settleStrikes } from '../commands/settle-objection';
import { settleExpiry } from '../commands/settle-expiry';
import { settleCohort } from '../commands/settle-cohort';
import { settleRegistrations } from '../commands/settle-registrations';
import { settleNominations } from '../commands/settle-nominations';
import { settleListings } from '../commands/settle-listings';
import { settleErasure } from '../commands/settle-erasure';
import { settleIdentity } from '../commands/settle-identity';
import { settleMerge, settleUndoing } from '../commands/settle-merge';
import { settlePosts } from '../commands/posts';
import { settleRoles } from '../commands/settle-roles';
import { settleSeats } from '../commands/settle-seats';
import { settleTransfers, TransferTeachers } from '../commands/transfer-teachers';
import { settleTeam } from '../commands/settle-team';
import { settleDeparture, settleReturn } from '../commands/settle-departures';
import { settleConfirmation, settlePoolDeparture } from '../commands/settle-confirmation';
import { settleSupplement } from '../commands/settle-supplement';
import { settleReopening } from '../commands/settle-reopening';
import { worldOfRound } from '../commands/rounds';
import type { Work } from './work';

/**
 * The functions that the handlers call, for whatever they did not finish; and what is due by date, recorded for
 * subscribers. False: not at its end yet.
 */
export async function finish(desk: Desk, work: Work): Promise<boolean> {
  if (work.kind === 'window') return endWindow(desk, work);
  if (work.kind === 'expiry') return settleExpiry(desk, work.of, work.title, work.lastDay);
  if (work.kind === 'strike' && (await awaitsAward(desk, work.of))) return false;
  if (work.kind === 'return') return (await settleReturn(desk, work.of, 'reactor')).facts.some(({ type }) => type === 'ReturnEnded');
  await settle(desk, work);
  return true;
}

function settle(desk: Desk, work: Exclude<Work, { readonly kind: 'window' | 'return' | 'expiry' }>): Promise<Settled> {
  switch (work.kind) {
    case 'recommendation':
      return settleRecommendation(desk, work.of, 'reactor');
    case 'seats':
      return settleSeats(desk, work.of, 'reactor');
    case 'registrations':
      return settleRegistrations(desk, work.of, 'reactor');
    case 'departure':
      return settleDeparture(desk, work.of, 'reactor');
    case 'supplement':
      return settleSupplement(desk, work.of, 'reactor');
    case 'posts':
      return settlePosts(desk, work.of, 'reactor');
    case 'reopening':
      return settleReopening(desk, work.of, 'reactor');
    case 'panel':
      return settlePanel(desk, work.of, 'reactor');
    case 'extension':
      return settleExtension(desk, work.of, 'reactor');
    case 'scoreChange':
      return settleScoreChange(desk, work.of, 'reactor');
    case 'claim':
      return finishClaim(desk, work.of);
    case 'roles':
      return settleRoles(desk, work.of, 'reactor');
    case 'identity':
      return settleIdentity(desk, work.of, 'reactor');
    case 'merge':
      return settleMerge(desk, work.of, 'reactor');
    case 'unmerge':
      return settleUndoing(desk, work.of, 'reactor');
    case 'erasure':
      return settleErasure(desk, work.of, 'reactor');
    case 'listing':
      return settleListings(desk, [work.of], 'reactor');
    case 'evidence':
      return settleEvidence(desk, work.of, 'reactor');
    case 'opening':
      return settleOpening(desk, work.of, 'reactor');
    case 'conferral':
      return settleConferral(desk, work.of, 'reactor');
    case 'confirmation':
      return settleConfirmation(desk, work.of, 'reactor');
    case 'leaving':
      return settlePoolDeparture(desk, work.of, 'reactor');
    case 'cohort':
      return settleCohort(desk, work.of, 'reactor');
    case 'objection':
      return settleObjection(desk, work.of, 'reactor');
    case 'objection-decision':
      return settleObjectionDecision(desk, work.of, 'reactor');
    case 'strike':
      return settleStrikes(desk, work.of, 'reactor');
    case 'team':
      return settleTeam(desk, work.of, work.team, 'reactor');
    case 'nominations':
      return settleNominations(desk, work.of, 'reactor');
    case 'import':
      if (work.of.data['useCase'] === TransferTeachers.name) return settleTransfers(desk, work.of, 'reactor');
      return work.of.data['useCase'] === ImportLegacyTitles.name ? settleLegacyTitles(desk, work.of, 'reactor') : settleImport(desk, work.of, 'reactor');
  }
}

/** Nobody is there to be answered, so a refusal is trouble; but of an erased person nothing is left to do. */
async function finishClaim(desk: Desk, of: Asked): Promise<Settled> {
  const settled = await settleClaim(desk, of, 'reactor');
  if (settled.refusal !== null && settled.refusal.rule !== 'identityErased') throw new Error(`the claim ${of.stream} cannot be finished: ${settled.refusal.rule}`);
  return settled;
}

/** Whether there is anything to do yet: a window and a term end by date, a return by what she does or by its due minute; no window ends before its holidays are known; everything else is due at once. */
export function isDue(desk: Desk, work: Work): boolean {
  if (work.kind === 'return') return !work.told || work.ended || shanghaiMinute(desk.ports.clock.now()) > work.due;
  if (work.kind === 'expiry') return desk.ports.clock.today() > work.lastDay;
  return work.kind !== 'window' || (!work.provisional && desk.ports.clock.today() > work.lastDay);
}

/** No person did this: a day passed. It is told once for each last day, with the day it was due (design, section 6). */
async function endWindow(desk: Desk, { of, publicity, lastDay }: Extract<Work, { readonly kind: 'window' }>): Promise<boolean> {
  const id = of.stream.replace(/^round-/, '');
  const standing = { person: SYSTEM_ACTOR, appointment: null, capacity: null };
  const attempt = { ...desk.laterStep(of, 'window-ended', 'reactor'), commandId: createdId(of.meta.correlation, `window-ended:${publicity}:${lastDay}`), useCase: 'EndPublicityWindow', actor: SYSTEM_ACTOR };
  const done = await desk.transact(attempt, {
    aggregate: round,
    stream: of.stream,
    world: () => worldOfRound(desk, id, 'own'),
    authority: () => ({ kind: 'authorised', standing }),
    decide: (state, context) => decideWindowEnded(state, context, publicity),
  });
  // Another last day, a suspension or another ranking brought work of its own, or none.
  const posting = done.loaded.state.publicities.get(publicity);
  return posting === undefined || posting.windowEnded === lastDay || posting.lastDay !== lastDay || posting.suspended !== null || posting.superseded;
}
