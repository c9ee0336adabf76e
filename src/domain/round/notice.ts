import type { DecisionContext } from '../context';
import { refused, type Refused } from '../decision';
import { atGate, parametersOf, type RoundState } from './round';

/** Nominations and recommendations may be made now: the gate is open and the day within the notice's, both ends included. */
export function submissionsRunning(state: RoundState, context: DecisionContext): Refused | null {
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const { nominationsFrom: from, nominationsTo: to } = parametersOf(state);
  const { today } = context;
  return today < from || today > to ? refused('nominationsNotRunning', { from, to, today }) : null;
}
