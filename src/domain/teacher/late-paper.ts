import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import type { Decision, EventId, Json, Proposed, Refusal, RoundId, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import { asNotified } from '../round/notice-state';
import { parametersOf, tierOf } from '../round/round';
import { assessmentOf, assessorFault } from './assessment';
import type { PinnedRound } from './correction';
import type { ReviewRequired, TeacherFact } from './facts';
import { eligibilityOf, refusalBy, stageFault } from './nomination';
import { isRunning, LAST_DAY, type NominationView } from './nomination-view';
import { BARRED_ON_ITS_DAY } from './review-ground';
import type { TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { view, type LifeFact, type TeacherView } from './view';

/** What came of a nomination, or the nomination itself while it runs. */
interface Decided {
  readonly outcome: EventId;
  readonly outcomeType: string;
  readonly title: TitleId | null;
  readonly nomination: NominationView;
}

/** The rounds to load before a paper that holds from a day is recorded: those in which something was decided on that day or later, or still may be. */
export function roundsInDoubt(state: TeacherState, day: BusinessDate): readonly RoundId[] {
  if (state.kind !== 'PERSON') return [];
  const now = view(state.facts, LAST_DAY);
  const assessed = now.verdicts.flatMap(({ event, title }) => (decidedOn(state, event) >= day ? now.titles.filter((held) => held.title === title).map(({ round }) => round) : []));
  const nominated = decisions(now).flatMap(({ nomination }) => (isRunning(nomination) || decidedOn(state, nomination.event) >= day ? [nomination.round] : []));
  return [...new Set([...nominated, ...assessed])];
}

/**
 * A paper that comes late is a fact like any other, and what was decided without it is looked at as after a correction (E7,
 * E24): a nomination, a place or a title whose conditions it would have failed, or whose unit, stage or subject on the snapshot
 * day it changes; a verdict by what was not her unit (E25). Nothing is decided by it, and no title is conferred meanwhile.
 *
 * @param rounds those that `roundsInDoubt` names, each with the version it pinned.
 */
export function withLook(state: TeacherState, decision: Decision<TeacherFact>, rounds: readonly PinnedRound[], context: DecisionContext): Decision<TeacherFact> {
  if (decision.kind !== 'events' || state.kind !== 'PERSON' || rounds.length === 0) return decision;
  const papers = decision.events.map((event, index) => told(event, event.id ?? context.eventId(index), context.today)).filter(({ type }) => type !== 'ReviewRequired');
  const [paper] = papers;
  if (paper === undefined) return decision;
  const after = [...state.facts, ...papers];
  const now = view(state.facts, LAST_DAY);
  const asked = (outcome: EventId, rule: string): boolean =>
    now.reviews.some((review) => review.open && review.outcome === outcome && review.rule === rule) || // Of a sanction on both days one question is enough.
    decision.events.some(({ type, data }) => type === 'ReviewRequired' && data.outcome === outcome && data.rule === BARRED_ON_ITS_DAY);
  const since = (day: BusinessDate): boolean => papers.some(({ meta }) => meta.effectiveOn <= day);
  const reviews: Proposed<ReviewRequired>[] = [];
  for (const { nomination, ...about } of decisions(now)) {
    const pinned = rounds.find(({ round }) => round.id === nomination.round);
    const read = state.byId.get(nomination.event)?.meta.context;
    if (pinned === undefined || read === undefined) continue;
    // By the wording of the notice that the decision read: a later supplement touches nobody who was decided (E49).
    const { programme, round } = { ...pinned, round: asNotified(pinned.round, read.streams?.[`round-${nomination.round}`]) };
    const { snapshotOn } = parametersOf(round);
    if (!since(snapshotOn > read.today ? snapshotOn : read.today)) continue;
    const moved = movedBy(nomination, view(state.facts, snapshotOn), view(after, snapshotOn), { round, programme });
    const eligible = moved === null && eligibilityOf(state.facts, round, programme, read.today).refusal === null;
    const failing = eligible ? eligibilityOf(after, round, programme, read.today).refusal : null;
    const refusal = moved ?? (failing === null ? null : refusalBy(failing, state.id));
    if (refusal === null || asked(about.outcome, refusal.rule)) continue;
    reviews.push({
      type: 'ReviewRequired',
      data: { ...about, facts: [paper.id], rule: refusal.rule, inputs: refusal.inputs },
      ...(failing === null || state.erased ? {} : { private: { [state.id]: { inputs: failing.inputs as Json } } }),
      standsOn: [about.outcome, paper.id],
      cause: paper.id,
      rule: ruleReference(programme, refusal.clause ?? tierOf(round, programme).onCorrection.clause),
    });
  }
  for (const verdict of now.verdicts) {
    const today = decidedOn(state, verdict.event);
    const held = now.titles.find(({ title }) => title === verdict.title);
    const programme = rounds.find(({ round }) => round.id === held?.round)?.programme;
    if (programme === undefined || !since(today)) continue;
    const rules = assessmentOf(programme, { kind: verdict.kind, period: verdict.period, ...(verdict.code === null ? {} : { code: verdict.code }) });
    if (rules.kind === 'refused') continue;
    const circumstances = { today, ...(context.orgs === undefined ? {} : { orgs: context.orgs }) };
    if (assessorFault(state, rules.rules, verdict, circumstances) !== null) continue;
    const fault = assessorFault({ ...state, facts: after as TeacherState['facts'] }, rules.rules, verdict, circumstances);
    const type = state.byId.get(verdict.event)?.type;
    if (fault === null || type === undefined || asked(verdict.event, fault.refusal.rule)) continue;
    const { rule, inputs, clause = rules.rules.clause } = fault.refusal;
    reviews.push({
      type: 'ReviewRequired', data: { outcome: verdict.event, outcomeType: type, title: verdict.title, facts: [paper.id], rule, inputs },
      standsOn: [verdict.event, paper.id], cause: paper.id, rule: ruleReference(programme, clause),
    });
  }
  return reviews.length === 0 ? decision : { ...decision, events: [...decision.events, ...reviews] };
}

/** What is hers and came of a nomination, each by what stands now: the running nomination, the place, the title. */
function decisions({ nominations, pools, titles }: TeacherView): readonly Decided[] {
  return nominations.flatMap((nomination): readonly Decided[] => {
    const of = (outcome: EventId, outcomeType: string, title: TitleId | null = null): Decided => ({ outcome, outcomeType, title, nomination });
    if (isRunning(nomination)) return [of(nomination.event, 'Nominated')];
    return [
      ...pools.filter((place) => place.nomination === nomination.nomination && place.status === 'IN').map(({ event }) => of(event, 'AdmittedToPool')),
      ...titles.filter((held) => held.nomination === nomination.nomination && !hasEnded(held.status)).map(({ conferral, title }) => of(conferral, 'TitleConferred', title)),
    ];
  });
}

/** On the snapshot day she was elsewhere than her nomination says (E7): at another unit, stage or subject. */
function movedBy({ unit, stage, subject }: NominationView, before: TeacherView, after: TeacherView, { round, programme }: PinnedRound): Refusal | null {
  if (before.unit === after.unit && before.stage === after.stage && before.subject === after.subject) return null;
  if (after.unit === unit && after.stage === stage && after.subject === subject) return null;
  const ofOthers = after.stage === null || after.stage === stage ? null : stageFault(round, after.stage, programme);
  return ofOthers ?? { rule: 'elsewhereOnSnapshot', inputs: { day: after.on, unit: after.unit, stage: after.stage, subject: after.subject, nominatedUnit: unit, nominatedStage: stage, nominatedSubject: subject } };
}

/** As a decision, of a paper that is about to be recorded. */
function told({ type, data, private: parts = {}, effectiveOn, corrects, standsOn, act }: Proposed<TeacherFact>, id: EventId, today: BusinessDate): LifeFact {
  const meta = { effectiveOn: effectiveOn ?? today, ...(corrects === undefined ? {} : { corrects }), ...(standsOn === undefined ? {} : { standsOn }), ...(act === undefined ? {} : { act }) };
  return { id, type, revision: Number.MAX_SAFE_INTEGER, data, private: parts, meta } as LifeFact;
}

function decidedOn(state: TeacherState, event: EventId): BusinessDate {
  return state.byId.get(event)?.meta.context.today ?? '';
}
