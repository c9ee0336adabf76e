import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf } from '../decision';
import type { Decision, EventId, NominationId, OrgId, Refusal, Revision, RoundId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import { reservingEvent } from '../round/path';
import { parametersOf, type RecommendationLine, type RoundState } from '../round/round';
import { isLeader } from './career-view';
import type { TeacherFact } from './facts';
import { LAST_DAY, type NominationStatus, type NominationView } from './nomination-view';
import { serviceFault } from './place';
import { recommendingUseCase, refusalKey, type Settlement, type TeacherState } from './teacher';
import { view } from './view';

/** Whether she leads a school on the snapshot day, asked only where a limit of the notice speaks of it. */
export function leadsASchool({ facts }: TeacherState, of: RoundState): boolean {
  const { limits = [], snapshotOn } = parametersOf(of);
  return limits.some((limit) => limit.of.leaders !== undefined) && isLeader(view(facts, LAST_DAY).career, snapshotOn);
}

/** Step two of a recommendation: exactly one outcome per reservation, the fact or its decline. */
export function decideSettleRecommendation(state: TeacherState, command: { readonly round: RoundId; readonly line: RecommendationLine }, context: DecisionContext): Decision<TeacherFact> {
  const { round, line } = command;
  if (settlementOfRecommendation(state, line.reservation)) return alreadySo;
  const { reservation, nomination, level, unit, on } = line;
  const standing = view(state.facts, LAST_DAY).nominations.find((entry) => entry.nomination === nomination && entry.round === round);
  const decline = recommendationFault(standing, line) ?? serviceFault(view(state.facts, on));
  const common = { effectiveOn: on, cause: reservingEvent(reservation), ...(line.act ? { act: line.act } : {}), ...byClauseOf(context, recommendingUseCase(level)) };
  const at = level === 'SCHOOL' ? {} : { level };
  if (decline) return { kind: 'events', events: [{ type: 'RecommendationDeclined', data: { nomination, round, reservation, ...decline, ...at }, ...common }] };
  const standsOn = standing ? [standing.versions.at(-1)?.event ?? standing.event] : [];
  if (level === 'SCHOOL') return { kind: 'events', events: [{ type: 'SchoolRecommended', data: { nomination, round, reservation, unit }, standsOn, ...common }] };
  return { kind: 'events', events: [{ type: 'LevelRecommended', data: { nomination, round, reservation, level, unit }, standsOn, ...common }] };
}

/** What her stream says of a reserved 推荐名额; null while it says nothing. */
export function settlementOfRecommendation(state: TeacherState, reservation: EventId): Settlement | null {
  return state.settlements.get(reservation) ?? null;
}

/** No seat was left, the round had closed, …: she and an auditor can see why, once for what was read of the ledger. */
export function decideRecordRecommendationRefusal(
  state: TeacherState,
  command: { readonly nomination: NominationId; readonly round: RoundId; readonly unit: OrgId; readonly level?: OrgLevel; readonly refusal: Refusal; readonly read: { readonly [stream: string]: Revision } },
): Decision<TeacherFact> {
  const { nomination, round, unit, level = 'SCHOOL', refusal, read } = command;
  const { rule, clause = null, inputs, personal } = refusal;
  if (state.refusals.has(refusalKey(recommendingUseCase(level), round, rule, read))) return alreadySo;
  const own = personal?.[state.id];
  return { kind: 'events', events: [{ type: 'RecommendationRefused', data: { nomination, round, unit, rule, clause, inputs, read, ...(level === 'SCHOOL' ? {} : { level }) }, ...(own ? { private: { [state.id]: { inputs: own } } } : {}) }] };
}

/** A nomination that may still be recommended; one that is returned meanwhile may, the round does not let another level begin. */
const recommendable: ReadonlySet<NominationStatus> = new Set<NominationStatus>(['OPEN', 'RETURNED', 'DECLINED', 'RECOMMENDED']);

function recommendationFault(standing: NominationView | undefined, { level, unit, version }: RecommendationLine) {
  if (!standing) return { rule: 'unknownNomination', inputs: {} };
  const { path, recommendedBy, status } = standing;
  const step = path.find((entry) => entry.level === level);
  if (step?.unit !== unit) return { rule: 'nominationOfAnotherUnit', inputs: { unit: step?.unit ?? standing.unit } };
  if (!recommendable.has(status) || recommendedBy.some((entry) => entry.level === level)) return { rule: 'nominationNotOpen', inputs: { status } };
  return standing.version === version ? null : { rule: 'nominationChanged', inputs: { read: version, version: standing.version } };
}
