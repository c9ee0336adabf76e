import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, citing, refused } from '../decision';
import type { Decision, OfficialAct, TeacherId } from '../facts';
import { candidateAsOfficer, type RoundRoles } from '../people';
import type { BallotBase, TierRules } from '../programme-rules';
import type { PanelFact } from '../round/facts';
import { countable, presentNeeded, quorumReached, type BallotCount } from '../rules/ballot';
import { ballotsOf } from '../rules/scoring';
import { runningFor, type PanelState } from './state';

export interface RecordBallotCommand {
  readonly teacher: TeacherId;
  /** Null: the vote gives no mark and only has to carry. */
  readonly component: string | null;
  /** The base that the minutes count on. */
  readonly base: BallotBase;
  readonly count: BallotCount;
  readonly act: OfficialAct;
  readonly tier: TierRules;
}

/** A vote under its minutes. The quorum is counted on the declared base or not at all (E42); a lost vote is on record like a won one. */
export function decideRecordBallot(state: PanelState, command: RecordBallotCommand, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { teacher, component, base, count, act, tier } = command;
  const running = runningFor(state, teacher);
  if (running.kind === 'refused') return running;
  if (running.nomination === null) return refused('notAPanelCandidate', { teacher, panel: running.panel });
  const clash = candidateAsOfficer(roles, context.acting);
  if (clash) return clash;
  const { scoring } = tier;
  if (!scoring?.ballot) return refused('noBallotStated', { tier: tier.code }, citing(scoring));
  const by = { clause: scoring.clause };
  const wanted = ballotsOf(scoring);
  if (!wanted.includes(component ?? '')) return refused('ballotNotOf', { component, components: wanted.filter((code) => code !== '') }, by);
  if (base !== scoring.ballot.base) return refused('ballotBaseDiffers', { declared: scoring.ballot.base, given: base }, by);
  const { number, present, cast } = count;
  if (!countable(count)) return refused('ballotNotCountable', { number, present, cast }, { ...by, personal: { [teacher]: { for: count.for } } });
  if (!quorumReached(scoring.ballot, count)) return refused('quorumNotReached', { base, number, present, needed: presentNeeded(scoring.ballot, number) }, by);
  const before = state.ballots.get(teacher)?.get(component ?? '');
  if (before && before.number === number && before.present === present && before.cast === cast && before.for === count.for) return alreadySo;
  const data = { panel: running.panel, nomination: running.nomination, teacher, component, base, number, present, cast };
  return { kind: 'events', events: [{ type: 'BallotRecorded', data, private: { [teacher]: { for: count.for } }, act, ...byClauseOf(context, 'RecordBallot') }] };
}
