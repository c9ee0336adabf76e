import type { History, HistoryFact, Placed } from '../audit/history';
import type { EventClass, Json, JsonObject, OrgId, PersonId, PrivatePart } from '../domain/facts';
import { isConfidential, withoutConfidential } from '../domain/rules/confidential';
import type { Reader } from './reader';

/** What her school, which put her forward, is not shown: how single experts marked her, and why a body revoked or voided, or ended her service or cultivation. */
const NOT_FOR_SCHOOLS: ReadonlySet<HistoryFact['type']> = new Set(['ScoresOpened', 'BallotRecorded', 'ScoreChangeOrdered', 'ScoreChanged', 'RankingListed', 'CandidatesRanked', 'TitleRevoked', 'TitleSuspended', 'TitleReinstated', 'TitleExited', 'RevocationOverturned', 'ReviewConcluded', 'TeamReviewDecided', 'FactVoided', 'LeftPool', 'Departed']);

/**
 * A teacher's history as this reader may see it. Who scored whom is for those who run or oversee the round only; that a
 * sealed sheet was handed in shows once the scores are opened; her number and phone whole for herself and oversight only. `asMember`: who reads is in the team that it is of, and
 * whatever posts she holds, what is weighed about the others is not hers.
 */
export function historyFor(reader: Reader, history: History, teacher: PersonId, unit: OrgId | null, asMember = false): History {
  const working = !asMember && reader.opensWorking(teacher, unit);
  const runs = working && teacher !== reader.person;
  const whole = reader.seesIdentity(teacher, unit);
  const opened = history.acts.some(({ fact }) => fact.type === 'ScoresOpened');
  const classes: ReadonlySet<EventClass> = new Set(runs ? ['public', 'internal', 'case', ...(opened ? (['sealed'] as const) : [])] : ['public', 'internal']);
  const seen = <F extends HistoryFact>(placed: readonly Placed<F>[]): readonly Placed<F>[] =>
    placed
      // What she drafts is hers alone, whoever oversees her.
      .filter(({ fact }) => (fact.type === 'ApplicationDrafted' ? teacher === reader.person : classes.has(fact.meta.class)))
      .map((placed) => {
        const { position, fact } = whole ? placed : masks(placed);
        if (runs) return { position, fact };
        if (!working && (NOT_FOR_SCHOOLS.has(fact.type) || (fact.type === 'ReviewRequired' && isConfidential(fact.data.rule)))) return { position, fact: { ...fact, private: {} } };
        return { position, fact: { ...fact, private: Object.fromEntries(Object.entries(fact.private).map(([person, part]) => [person, part === null ? null : withoutExperts(working ? part : withoutConfidential(part))])) } };
      });
  return { ...history, own: seen(history.own), acts: seen(history.acts) };
}

/** Her number and phone, in every wording of who she is, as whoever does not oversee her reads them. */
function masks<F extends HistoryFact>({ position, fact }: Placed<F>): Placed<F> {
  if (fact.type !== 'TeacherRegistered') return { position, fact };
  return { position, fact: { ...fact, private: Object.fromEntries(Object.entries(fact.private).map(([person, part]) => [person, part === null ? null : maskedPersonal(part)])) } };
}

function maskedPersonal(part: PrivatePart): PrivatePart {
  const { identityNumber, phone } = part;
  return {
    ...part,
    ...(typeof identityNumber === 'string' ? { identityNumber: masked(identityNumber, 4, 2) } : {}),
    ...(typeof phone === 'string' ? { phone: masked(phone, 3, 2) } : {}),
  };
}

/** A candidate checks her own numbers without learning who gave which. */
export function withoutExperts(part: PrivatePart): PrivatePart {
  return Object.fromEntries(Object.entries(part).filter(([field]) => field !== 'expert').map(([field, value]) => [field, anonymous(value)]));
}

function anonymous(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(anonymous);
  return typeof value === 'object' && value !== null ? withoutExperts(value as JsonObject) : value;
}

/** All but the first and the last characters: enough to tell two namesakes apart, not enough to use. */
function masked(text: string, first: number, last: number): string {
  const characters = [...text];
  if (characters.length <= first + last) return '*'.repeat(characters.length);
  return [...characters.slice(0, first), '*'.repeat(characters.length - first - last), ...characters.slice(characters.length - last)].join('');
}
