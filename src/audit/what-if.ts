import type { AssessmentConcluded, GradesProposed, ReviewDecided } from '../domain/assessment/facts';
import type { CandidatesAdmitted, ConfirmationDecided } from '../domain/cultivation/facts';
import type { BusinessDate } from '../domain/dates';
import type { EventId, Recorded, RoundId } from '../domain/facts';
import type { ProgrammeDifference } from '../domain/rules/programme-diff';
import type { ConferralDecided, NoticeSupplemented, RoundOpened, SeatReserved, SeatsReserved } from '../domain/round/facts';
import type { TeacherFact } from '../domain/teacher/facts';
import type { BaseDesignated, TrainingActivityHeld } from '../domain/training/office';
import type { StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import type { Again, Otherwise } from './what-if-answers';
import { rulesThatDiffer } from './what-if-differences';
import { activityAgain, baseAgain } from './what-if-bases';
import { admissionAgain, cohortAgain, confirmationAgain, confirmedAgain, declinedAgain, isOfThePool } from './what-if-lists';
import { openingAgain, supplementAgain } from './what-if-openings';
import { AsRead, type Draft, type SetAside, type WhatIfSources } from './what-if-record';
import { conferralAgain, nominationAgain, rankingAgain, recommendationAgain, recommendationsAgain } from './what-if-rounds';
import { whoIs, type Who } from './what-if-who';
import { isListedRevocation, isVerdict, poolReadBy, titleActAgain, verdictAgain } from './what-if-titles';

/** Days of acting, both inclusive. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** An answer that falls otherwise, with whom it is about and the rules that differ. */
export interface Told extends Otherwise {
  /** null of a round. */
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
  /** Recorded decisions of the programme in the period that rest on the notice, on a person's judgement or on another decision, by type. */
  readonly asTheyStand: { readonly [type: string]: number };
  readonly otherwise: readonly Told[];
  /** What cannot be answered under the draft, each with the reason. */
  readonly unanswered: readonly { readonly event: EventId; readonly type: string; readonly round: RoundId | null; readonly words: Notice }[];
  /** Choices of the draft that were not used, since an officer adopted another value. */
  readonly setAside: readonly SetAside[];
}

/** Facts that say yes or no to a person by the rules of a programme. */
type Decision = TeacherFact | RoundOpened | NoticeSupplemented | BaseDesignated | TrainingActivityHeld | SeatReserved | SeatsReserved | ConferralDecided | Recorded<'CandidatesRanked'> | GradesProposed | ReviewDecided | AssessmentConcluded | ConfirmationDecided | CandidatesAdmitted;

/** Acts, and what an act came to on a person's own stream where that was decided there. */
const ACTS: ReadonlySet<string> = new Set([
  'RoundOpened', 'NoticeSupplemented', 'BaseDesignated', 'TrainingActivityHeld', 'Nominated', 'NominationRefused', 'NominationCompleted', 'SeatReserved', 'SeatsReserved', 'RecommendationRefused', 'CandidatesRanked', 'ConferralDecided',
  'ConfirmationDecided', 'GradesProposed', 'ReviewDecided', 'AssessmentConcluded', 'TitleRenewed', 'LifetimeTitleGranted', 'TitleRevoked',
]);
const OUTCOMES: ReadonlySet<string> = new Set(['CandidatesAdmitted', 'ConfirmationDeclined', 'ConferralDeclined']);
/** What settles a seat says nothing of its own about the rules: the seat was the decision. */
const SETTLES: ReadonlySet<string> = new Set(['SchoolRecommended', 'LevelRecommended']);

/**
 * Takes the recorded decisions and refusals of a programme again under a draft of it, each on what its `meta.context` says
 * was read: the same facts, the same notice, the same day, other rules, by the same deciders. Nothing is written.
 *
 * Errors: StoreUnavailableError, TamperedPartError.
 */
export async function whatIf(sources: WhatIfSources, draft: Draft, period: Period): Promise<WhatIf> {
  const { id, version } = draft.definition;
  const { decisions, others } = await decisionsOf(sources, id, period);
  const read = new AsRead(sources, draft);
  const redecided: Record<string, number> = {};
  const asTheyStand: Record<string, number> = {};
  for (const type of others) asTheyStand[type] = (asTheyStand[type] ?? 0) + 1;
  const otherwise: Told[] = [];
  const unanswered: WhatIf['unanswered'][number][] = [];
  for (const envelope of decisions) {
    const answers = await again(read, envelope);
    if (answers === null) continue;
    if ('unanswered' in answers) {
      unanswered.push({ event: envelope.id, type: envelope.type, round: answers.round, words: answers.unanswered });
      continue;
    }
    redecided[envelope.type] = (redecided[envelope.type] ?? 0) + 1;
    for (const one of answers.otherwise) otherwise.push(await told(read, envelope, one, draft));
  }
  return { programme: id, version, period, redecided, asTheyStand, otherwise, unanswered, setAside: read.setAside };
}

/** What was decided by the programme in the period, in the order of the log: what is taken again, and the types of the rest. */
async function decisionsOf(sources: WhatIfSources, id: string, { from, to }: Period): Promise<{ readonly decisions: readonly StoredEnvelope[]; readonly others: readonly string[] }> {
  const decisions: StoredEnvelope[] = [];
  const others: string[] = [];
  for await (const page of sources.events.readAll(null)) {
    for (const { envelope } of page) {
      const { context, rule, via } = envelope.meta;
      if (context.programme?.id !== id || context.today < from || context.today > to) continue;
      if (isTakenAgain(envelope)) decisions.push(envelope);
      // What settles a decision is no decision of its own.
      else if (rule !== undefined && via === undefined && !SETTLES.has(envelope.type) && !envelope.stream.startsWith('programme-')) others.push(envelope.type);
    }
  }
  return { decisions, others };
}

function isTakenAgain({ type, meta }: StoredEnvelope): boolean {
  // Of what was imported or corrected no decider was asked.
  if (meta.via === 'import' || meta.corrects !== undefined) return false;
  // The title out of a pool is decided on her own stream; that of a round, by the round.
  return ACTS.has(type) || OUTCOMES.has(type) || isVerdict(type) || (type === 'TitleConferred' && meta.useCase === 'ConfirmCandidates' && poolReadBy({ meta }) !== undefined);
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

/** null of what is taken again with another decision. */
async function again(read: AsRead, envelope: StoredEnvelope): Promise<Again | null> {
  const fact = (await read.read(envelope.stream)).find(({ id }) => id === envelope.id) as Decision | undefined;
  if (fact === undefined) throw new Error(`event ${envelope.id} is not in ${envelope.stream}`);
  switch (fact.type) {
    case 'RoundOpened':
      return openingAgain(read, fact);
    case 'NoticeSupplemented':
      return supplementAgain(read, fact);
    case 'BaseDesignated':
      return baseAgain(read, fact);
    case 'TrainingActivityHeld':
      return activityAgain(read, fact);
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
