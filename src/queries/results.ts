import type { History } from '../audit/history';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, RoundId } from '../domain/facts';
import type { NominationStatus, NominationView } from '../domain/teacher/nomination-view';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import { roundOfPanel } from '../../projections/audit-trail/audit-trail';
import type { Reading } from './reading';

/** What tells a candidate how she was marked and where she stands. */
const RESULTS: ReadonlySet<string> = new Set(['ScoresOpened', 'BallotRecorded', 'ScoreChangeOrdered', 'ScoreChanged', 'RankingListed', 'CandidatesRanked', 'CandidateSubstituted']);

/**
 * Whether a candidate may see her own rank and numbers: the list was published, or the titles decided where nothing is
 * published. A ranking made anew is hidden until it is published in its turn; a school's publicity shows no rank.
 */
export function resultsAreOut(round: Pick<RoundDocument, 'gates'> | undefined, day: BusinessDate): boolean {
  return outcomesSinceRanking(round, day).length > 0;
}

/** When the list is posted, for those on it and those not; null where nothing is. */
export function publicWindow(round: Pick<RoundDocument, 'gates'> | undefined, day: BusinessDate): { readonly firstDay: BusinessDate; readonly lastDay: BusinessDate } | null {
  const posted = outcomesSinceRanking(round, day).findLast(({ type }) => type === 'PublicityOpened');
  return posted === undefined ? null : { firstDay: String(posted.details['firstDay']), lastDay: String(posted.details['lastDay']) };
}

function outcomesSinceRanking(round: Pick<RoundDocument, 'gates'> | undefined, day: BusinessDate): RoundDocument['gates'] {
  const gates = (round?.gates ?? []).filter(({ on }) => on <= day);
  const ranked = gates.findLastIndex(({ type }) => type === 'CandidatesRanked');
  if (ranked < 0) return [];
  return gates.slice(ranked + 1).filter(({ type, details }) => type === 'ConferralDecided' || (type === 'PublicityOpened' && (details['level'] ?? null) === null));
}

/**
 * Her stream says how a nomination stands; where nominations closed and the last level of its path had not recommended
 * it, nothing more is written there, and it has come to nothing.
 */
export function standingOf({ status, path, recommendedBy }: Pick<NominationView, 'status' | 'path' | 'recommendedBy'>, round: RoundDocument | undefined, day: BusinessDate): NominationStatus {
  if (status !== 'OPEN' && status !== 'DECLINED' && status !== 'RECOMMENDED') return status;
  const through = recommendedBy.some(({ level }) => level === path.at(-1)?.level);
  const closed = (round?.gates ?? []).some(({ type, on }) => type === 'NominationsClosed' && on <= day);
  return closed && !through ? 'NOT_RECOMMENDED' : status;
}

export async function roundDocument(reading: Pick<Reading, 'one'>, round: RoundId): Promise<RoundDocument | undefined> {
  return (await reading.one(ROUNDS, round))?.body as RoundDocument | undefined;
}

/** Her own history, or her team's, without the results of rounds that have not published theirs; what others read of her is left as it is. */
export async function withOwnResults(reading: Pick<Reading, 'one' | 'today'>, reader: PersonId, history: History): Promise<History> {
  if (reader !== history.teacher) return history;
  const out = new Map<RoundId, boolean>();
  const acts: History['acts'][number][] = [];
  for (const act of history.acts) {
    const { type, stream } = act.fact;
    const round = roundOfPanel(stream) ?? stream.slice('round-'.length);
    if (RESULTS.has(type) && !out.has(round)) out.set(round, resultsAreOut(await roundDocument(reading, round), reading.today()));
    if (!RESULTS.has(type) || out.get(round) === true) acts.push(act);
  }
  return { ...history, acts };
}
