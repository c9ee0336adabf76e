import { settleConferral } from '../commands/conferral';
import { SYSTEM_ACTOR } from '../domain/facts';
import { decideWindowEnded } from '../domain/round/publicity';
import { round } from '../domain/round/round';
import { createdId } from '../ids';
import type { Asked, Desk, Settled } from '../commands/desk';
import { settleImport } from '../commands/import-teachers';
import { settleClaim, settleExtension, settleOpening, settlePanel, settleRecommendation, settleScoreChange } from '../commands/settle';
import { worldOfRound } from '../commands/rounds';
import type { Work } from './pending-work';

/**
 * The functions that the handlers call, for whatever they did not finish; and what is due by date, recorded for
 * subscribers. False: not at its end yet.
 */
export async function finish(desk: Desk, work: Work): Promise<boolean> {
  if (work.kind === 'window') return endWindow(desk, work.of, work.publicity);
  await settle(desk, work);
  return true;
}

function settle(desk: Desk, work: Exclude<Work, { readonly kind: 'window' }>): Promise<Settled> {
  switch (work.kind) {
    case 'recommendation':
      return settleRecommendation(desk, work.of, 'reactor');
    case 'panel':
      return settlePanel(desk, work.of, 'reactor');
    case 'extension':
      return settleExtension(desk, work.of, 'reactor');
    case 'scoreChange':
      return settleScoreChange(desk, work.of, 'reactor');
    case 'claim':
      return finishClaim(desk, work.of);
    case 'opening':
      return settleOpening(desk, work.of, 'reactor');
    case 'conferral':
      return settleConferral(desk, work.of, 'reactor');
    case 'import':
      return settleImport(desk, work.of, 'reactor');
  }
}

/** Nobody is there to be answered, so a refusal is trouble; but of an erased person nothing is left to do. */
async function finishClaim(desk: Desk, of: Asked): Promise<Settled> {
  const settled = await settleClaim(desk, of, 'reactor');
  if (settled.refusal !== null && settled.refusal.rule !== 'identityErased') throw new Error(`the claim ${of.stream} cannot be finished: ${settled.refusal.rule}`);
  return settled;
}

/** Whether there is anything to do yet: a window ends by date, everything else is due at once. */
export function isDue(desk: Desk, work: Work): boolean {
  return work.kind !== 'window' || desk.ports.clock.today() > work.lastDay;
}

/** No person did this: a day passed. It is told once, with the day it was due (design, section 6). */
async function endWindow(desk: Desk, of: Asked, publicity: string): Promise<boolean> {
  const id = of.stream.replace(/^round-/, '');
  const standing = { person: SYSTEM_ACTOR, appointment: null, capacity: null };
  const attempt = { ...desk.laterStep(of, 'window-ended', 'reactor'), commandId: createdId(of.meta.correlation, `window-ended:${publicity}`), useCase: 'EndPublicityWindow', actor: SYSTEM_ACTOR };
  const done = await desk.transact(attempt, {
    aggregate: round,
    stream: of.stream,
    world: () => worldOfRound(desk, id, 'own'),
    authority: () => ({ kind: 'authorised', standing }),
    decide: (state, context) => decideWindowEnded(state, context),
  });
  return done.loaded.state.publicity?.windowEnded === true;
}
