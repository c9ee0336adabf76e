import type { AssessmentConcluded, GradesProposed, ReviewDecided } from '../domain/assessment/facts';
import type { CandidatesAdmitted, ConfirmationDecided } from '../domain/cultivation/facts';
import type { BusinessDate } from '../domain/dates';
import type { EventId, Recorded, RoundId } from '../domain/facts';
import type { ProgrammeDifference } from '../domain/rules/programme-diff';
import type { ConferralDecided, NoticeSupplemented, RoundOpened, SeatReserved, SeatsReserved } from '../domain/round/facts';
import type { StudioFact } from '../domain/studio/facts';
import type { FundFact } from '../domain/targets/facts';
import type { TeacherFact } from '../domain/teacher/facts';
import type { BaseDesignated, TrainingActivityHeld } from '../domain/training/office';
import type { StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import type { Again, Otherwise } from './what-if-answers';
import { rulesThatDiffer } from './what-if-differences';
import { authorityAgain, isAct } from './what-if-authority';
import { activityAgain, baseAgain } from './what-if-bases';
import { fundAgain } from './what-if-funds';
import { admissionAgain, cohortAgain, confirmationAgain, confirmedAgain, declinedAgain, isOfThePool } from './what-if-lists';
import { openingAgain, supplementAgain } from './what-if-openings';
import { AsRead, type Draft, type SetAside, type WhatIfSources } from './what-if-record';
import { conferralAgain, nominationAgain, rankingAgain, recommendationAgain, recommendationsAgain } from './what-if-rounds';
import { isStudioDecision, studioAgain } from './what-if-studios';
import { whoIs, type Who } from './what-if-who';
import { isListedRevocation, isVerdict, poolReadBy, titleActAgain, verdictAgain } from './what-if-titles';

/** Days of acting, both inclusive. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** An answer that falls otherwise, with whom it is about and the rules that differ. */
export interface Told extends Otherwise {
  /** null of an act about no one person. */
  readonly who: Who | null;
  /** By the draft; null of an assessment. */
  readonly tierNames: Notice | null;
  /** Each with its place in the file, both values and the clauses that they stand on. */
  readonly because: readonly Pick<ProgrammeDifference, 'path' | 'words' | 'before' | 'after'>[];
}

export interface WhatIf {
  readonly programme: string;
  readonly version: number;
  readonly period: Period;
  /** Recorded decisions that were taken again, by type. */
  readonly redecided: { readonly [type: string]: number };
  /** Acts of which it was asked whether whoever did them may under the draft, by the type that they were recorded as. */
  readonly authority: { readonly [type: string]: number };
  /** Recorded decisions of the programme in the period that rest on the notice, on a person's judgement or on another decision, by type. */
  readonly asTheyStand: { readonly [type: string]: number };
  /** Those on which rules of the programme may bear, and which are not taken again, by type. */
  readonly leftOut: { readonly [type: string]: number };
  readonly otherwise: readonly Told[];
  /** What cannot be answered under the draft, each with the reason. */
  readonly unanswered: readonly { readonly event: EventId; readonly type: string; readonly round: RoundId | null; readonly words: Notice }[];
  /** Choices of the draft that were not used, since an officer adopted another value. */
  readonly setAside: readonly SetAside[];
}

/** Facts that say yes or no to a person by the rules of a programme. */
type Decision = TeacherFact | RoundOpened | NoticeSupplemented | BaseDesignated | TrainingActivityHeld | StudioFact | FundFact | SeatReserved | SeatsReserved | ConferralDecided | Recorded<'CandidatesRanked'> | GradesProposed | ReviewDecided | AssessmentConcluded | ConfirmationDecided | CandidatesAdmitted;

/** Acts, and what an act came to on a person's own stream where that was decided there. */
const ACTS: ReadonlySet<string> = new Set([
  'RoundOpened', 'NoticeSupplemented', 'BaseDesignated', 'TrainingActivityHeld', 'FundBudgetSet', 'FundAllocated', 'FundSpent', 'Nominated', 'NominationRefused', 'NominationCompleted', 'SeatReserved', 'SeatsReserved', 'RecommendationRefused', 'CandidatesRanked', 'ConferralDecided',
  'ConfirmationDecided', 'GradesProposed', 'ReviewDecided', 'AssessmentConcluded', 'TitleRenewed', 'LifetimeTitleGranted', 'TitleRevoked',
]);
const OUTCOMES: ReadonlySet<string> = new Set(['CandidatesAdmitted', 'ConfirmationDeclined', 'ConferralDeclined']);
/** What settles a seat says nothing of its own about the rules: the seat was the decision. */
const SETTLES: ReadonlySet<string> = new Set(['SchoolRecommended', 'LevelRecommended']);
/** What no rule but that on who acts decides: the notice, somebody's judgement, or a decision above. */
const ELSEWHERE: ReadonlySet<string> = new Set(['NominationsClosed', 'DeadlineExtended', 'ScoreOpeningOrdered', 'ScoresOpened', 'HostReleased', 'StudioMemberLeft', 'SeparationExcepted']);

/**
 * Takes the recorded decisions and refusals of a programme again under a draft of it, each on what its `meta.context` says
 * was read: the same facts, the same notice, the same day, other rules, by the same deciders. Nothing is written.
 *
 * Errors: StoreUnavailableError, TamperedPartError.
 */
export async function whatIf(sources: WhatIfSources, draft: Draft, period: Period): Promise<WhatIf> {
  const { id, version } = draft.definition;
  const envelopes = await decidedBy(sources, id, period);
  const read = new AsRead(sources, draft);
  const [redecided, authority, asTheyStand, leftOut] = [new Counted(), new Counted(), new Counted(), new Counted()];
  const otherwise: Told[] = [];
  const unanswered: WhatIf['unanswered'][number][] = [];
  const take = async (envelope: StoredEnvelope, answers: Again | null, count: Counted): Promise<void> => {
    if (answers === null) return;
    if ('unanswered' in answers) {
      unanswered.push({ event: envelope.id, type: envelope.type, round: answers.round, words: answers.unanswered });
      return;
    }
    count.add(envelope.type);
    for (const one of answers.otherwise) otherwise.push(await told(read, envelope, one, draft));
  };
  const acts = new Set<string>();
  for (const envelope of envelopes) {
    const { commandId } = envelope.meta;
    if (isTakenAgain(envelope)) await take(envelope, await again(read, envelope), redecided);
    else if (isOfItsOwn(envelope)) (ELSEWHERE.has(envelope.type) ? asTheyStand : leftOut).add(envelope.type);
    // One act, however many facts it came to.
    if (!isAct(envelope) || acts.has(commandId)) continue;
    acts.add(commandId);
    await take(envelope, await authorityAgain(read, await recordedAs(read, envelope)), authority);
  }
  return { programme: id, version, period, redecided: redecided.counts, authority: authority.counts, asTheyStand: asTheyStand.counts, leftOut: leftOut.counts, otherwise, unanswered, setAside: read.setAside };
}

class Counted {
  readonly counts: { [type: string]: number } = {};

  add(type: string): void {
    this.counts[type] = (this.counts[type] ?? 0) + 1;
  }
}

/** What was decided by the programme in the period, in the order of the log. */
async function decidedBy(sources: WhatIfSources, id: string, { from, to }: Period): Promise<readonly StoredEnvelope[]> {
  const decided: StoredEnvelope[] = [];
  for await (const page of sources.events.readAll(null)) {
    for (const { envelope } of page) {
      const { programme, today } = envelope.meta.context;
      if (programme?.id === id && from <= today && today <= to && (isTakenAgain(envelope) || isOfItsOwn(envelope) || isAct(envelope))) decided.push(envelope);
    }
  }
  return decided;
}

/** What settles a decision, or stands in one append with it, is no decision of its own. */
function isOfItsOwn({ type, stream, meta: { rule, via, useCase } }: StoredEnvelope): boolean {
  return rule !== undefined && via === undefined && !SETTLES.has(type) && !stream.startsWith('programme-') && !(useCase === 'OpenStudio' && (type === 'HostAppointed' || type === 'StudioMemberJoined'));
}

function isTakenAgain({ type, meta }: StoredEnvelope): boolean {
  // Of what was imported or corrected no decider was asked; a spending is restated by the command that enters one.
  if (meta.via === 'import' || (meta.corrects !== undefined && type !== 'FundSpent')) return false;
  // The title out of a pool is decided on her own stream; that of a round, by the round.
  return ACTS.has(type) || OUTCOMES.has(type) || isVerdict(type) || isStudioDecision({ type, meta }) || (type === 'TitleConferred' && meta.useCase === 'ConfirmCandidates' && poolReadBy({ meta }) !== undefined);
}

async function told(read: AsRead, { meta }: StoredEnvelope, one: Otherwise, { definition }: Draft): Promise<Told> {
  // A round is decided by the version that it pinned, whatever was published meanwhile.
  const pinned = meta.context.programme;
  const differences = pinned === undefined ? [] : await read.differencesFrom(pinned);
  return {
    ...one,
    who: one.teacher === null ? null : await whoIs(read, one.teacher, one.on),
    tierNames: one.tier === null ? null : (definition.tiers[one.tier]?.names ?? null),
    because: rulesThatDiffer(one, differences).map(({ path, words, before, after }) => ({ path, words, before, after })),
  };
}

async function recordedAs(read: AsRead, { id, stream }: StoredEnvelope): Promise<Recorded> {
  const fact = (await read.read(stream)).find((one) => one.id === id);
  if (fact === undefined) throw new Error(`event ${id} is not in ${stream}`);
  return fact;
}

/** null of what is taken again with another decision. */
async function again(read: AsRead, envelope: StoredEnvelope): Promise<Again | null> {
  const fact = (await recordedAs(read, envelope)) as Decision;
  switch (fact.type) {
    case 'RoundOpened':
      return openingAgain(read, fact);
    case 'NoticeSupplemented':
      return supplementAgain(read, fact);
    case 'BaseDesignated':
      return baseAgain(read, fact);
    case 'TrainingActivityHeld':
      return activityAgain(read, fact);
    case 'StudioOpened':
    case 'HostAppointed':
    case 'StudioMemberJoined':
    case 'StudioLed':
      return studioAgain(read, fact);
    case 'FundBudgetSet':
    case 'FundAllocated':
    case 'FundSpent':
      return fundAgain(read, fact);
    case 'Nominated':
    case 'NominationRefused':
    case 'NominationCompleted':
      return nominationAgain(read, fact);
    case 'SeatReserved':
    case 'RecommendationRefused':
      return recommendationAgain(read, fact);
    case 'SeatsReserved':
      return recommendationsAgain(read, fact);
    case 'CandidatesRanked':
      return rankingAgain(read, fact);
    case 'ConferralDecided':
      return conferralAgain(read, fact);
    case 'ConferralDeclined':
      return isOfThePool(fact) ? null : declinedAgain(read, fact);
    case 'CandidatesAdmitted':
      return admissionAgain(read, fact);
    case 'ConfirmationDecided':
      return confirmationAgain(read, fact);
    case 'ConfirmationDeclined':
    case 'TitleConferred':
      return confirmedAgain(read, fact);
    case 'GradesProposed':
    case 'ReviewDecided':
    case 'AssessmentConcluded':
      return cohortAgain(read, fact);
    case 'AssessedExcellent':
    case 'AssessedQualified':
    case 'AssessedBasicallyQualified':
    case 'AssessedUnqualified':
      return verdictAgain(read, fact);
    case 'TitleRevoked':
      return (await isListedRevocation(read, fact)) ? null : titleActAgain(read, fact);
    case 'TitleRenewed':
    case 'LifetimeTitleGranted':
      return titleActAgain(read, fact);
    default:
      throw new Error(`${fact.type} is not taken again`);
  }
}
