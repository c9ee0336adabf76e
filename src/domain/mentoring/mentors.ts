import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { needed, refused, type Refused } from '../decision';
import type { Aggregate, Decision, EventId, JsonObject, OfficialAct, PersonId, Recorded } from '../facts';
import { ownMatter } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { awayOn, mostInService, type Away } from '../studio/away';
import type { KindOfMentoring } from '../studio/kinds';
import { covers, type Span } from '../studio/studios';
import { dayFault, orderFault } from '../teacher/career';
import { takenInFault, type DossierOf } from '../teacher/dossier';
import { givenUpFault } from '../teacher/merge';
import { notInService } from '../teacher/place';
import { isHeld } from '../teacher/title-status';
import { holderView, type TitleView } from '../teacher/view';

export type PairEnd = 'COMPLETED' | 'TITLE_ENDED' | 'RETIRED' | 'DECEASED' | 'TRANSFERRED' | 'OWN_WISH' | 'OTHER';

interface OfPair extends JsonObject {
  readonly programme: string;
  readonly pair: string;
}
/** `purpose`: one of the programme's kinds of mentoring. */
export type MentorPaired = Recorded<'MentorPaired', OfPair & { readonly purpose: string; readonly mentor: PersonId; readonly mentee: PersonId }>;
/** `effectiveOn`: the first day on which they are no pair any more. */
export type MentorshipEnded = Recorded<'MentorshipEnded', OfPair & { readonly reason: PairEnd }>;
/** Stream `mentors-<programme>`. */
export type MentorFact = MentorPaired | MentorshipEnded;

export interface Pair extends Span {
  readonly pair: string;
  readonly event: EventId;
  readonly purpose: string;
  readonly mentor: PersonId;
  readonly mentee: PersonId;
  readonly reason: PairEnd | null;
}
/** One stream for a programme: how many a mentor guides is decided where it is written. */
export interface MentorsState {
  readonly programme: string;
  readonly pairs: Map<string, Pair>;
}

export const mentors: Aggregate<MentorsState, MentorFact> = {
  initial: (stream) => ({ programme: stream.replace(/^mentors-/, ''), pairs: new Map() }),
  evolve: (state, fact) => {
    const on = fact.meta.effectiveOn;
    if (fact.type === 'MentorPaired') {
      const { pair, purpose, mentor, mentee } = fact.data;
      state.pairs.set(pair, { pair, event: fact.id, purpose, mentor, mentee, from: on, until: null, reason: null });
      return state;
    }
    const known = state.pairs.get(fact.data.pair);
    if (known) state.pairs.set(known.pair, { ...known, until: on, reason: fact.data.reason });
    return state;
  },
};

export interface PairMentorCommand {
  readonly pair: string;
  readonly purpose: string;
  readonly mentor: PersonId;
  readonly mentee: PersonId;
  readonly from: BusinessDate;
  readonly act?: OfficialAct;
  readonly dossierOf: DossierOf;
}

/** 师徒结对: who may guide and how many, as the programme has it; on no day more than that. */
export function decidePairMentor(state: MentorsState, command: PairMentorCommand, context: DecisionContext): Decision<MentorFact> {
  const { pair, purpose, mentor, mentee, from, act, dossierOf } = command;
  const programme = needed(context, 'programme');
  const kind = programme.mentoring?.find(({ code }) => code === purpose);
  const fault = dayFault('from', from, context.today);
  if (fault) return fault;
  if (kind === undefined) return refused('unknownMentoring', { purpose, programme: programme.id, purposes: (programme.mentoring ?? []).map(({ code }) => code) });
  if (state.pairs.has(pair)) return refused('pairExists', { pair });
  if (mentor === mentee) return refused('mentorOfHerself', { person: mentor });
  const unfit = ownMatter([mentor, mentee], context) ?? takenInFault(mentee, dossierOf, from) ?? mentorFault(programme, kind, command, needed(context, 'people').persons.has(mentor));
  if (unfit) return unfit;
  const same = [...state.pairs.values()].find((one) => one.purpose === purpose && one.mentor === mentor && one.mentee === mentee && (one.until === null || from < one.until));
  if (same !== undefined) return refused('pairedAlready', { pair: same.pair, from: same.from });
  const guided = [...state.pairs.values()].filter((one) => one.purpose === purpose && one.mentor === mentor);
  const found = mostInService(guided, from, { dossierOf, personIn: (one) => one.mentee });
  if (kind.maxMentees !== null && found >= kind.maxMentees.value) return refused('mentorFull', { mentor, max: kind.maxMentees.value, found }, { clause: kind.maxMentees.clause });
  return { kind: 'events', events: [{ type: 'MentorPaired', data: { programme: programme.id, pair, purpose, mentor, mentee }, effectiveOn: from, rule: ruleReference(programme, kind.clause), ...(act ? { act } : {}) }] };
}


function mentorFault(programme: EffectiveProgramme, { who, higherTier }: KindOfMentoring, { mentor, mentee, from, dossierOf }: PairMentorCommand, isKnown: boolean): Refused | null {
  const facts = dossierOf(mentor);
  if (facts === null && !isKnown) return refused('unknownPerson', { person: mentor });
  const givenUp = facts === null ? null : givenUpFault(mentor, facts);
  if (givenUp) return givenUp;
  const now = facts === null ? null : holderView(facts, from);
  if (now?.erased === true) return refused('erased', { teacher: mentor });
  const gone = now === null ? null : notInService(now);
  if (gone !== null) return gone;
  const own = rankOf(programme, heldOf(facts, programme.id, from, who?.value));
  if (who !== null && own === 0) return refused('mentorNotEntitled', { mentor, tiers: who.value, day: from }, { clause: who.clause });
  if (higherTier?.value !== true) return null;
  const hers = rankOf(programme, heldOf(dossierOf(mentee), programme.id, from));
  return own > hers ? null : refused('mentorNotAbove', { mentor, mentee }, { clause: higherTier.clause });
}

function heldOf(facts: ReturnType<DossierOf>, programme: string, day: BusinessDate, tiers?: readonly string[]): readonly TitleView[] {
  return facts === null ? [] : holderView(facts, day).titles.filter((title) => title.programme === programme && isHeld(title.status) && (tiers === undefined || tiers.includes(title.tier)));
}

/** 0: no title of the programme. */
function rankOf({ tiers }: EffectiveProgramme, titles: readonly TitleView[]): number {
  return Math.max(0, ...titles.map(({ tier }) => tiers.find(({ code }) => code === tier)?.rank ?? 0));
}

export function decideEndMentorship(state: MentorsState, { pair, reason, on, act }: { readonly pair: string; readonly reason: PairEnd; readonly on: BusinessDate; readonly act?: OfficialAct }, context: DecisionContext): Decision<MentorFact> {
  const known = state.pairs.get(pair);
  if (known === undefined) return refused('unknownPair', { pair });
  if (known.until !== null) return refused('pairEnded', { pair, on: known.until });
  return dayFault('on', on, context.today) ?? orderFault('from', known.from, 'on', on) ?? { kind: 'events', events: [{ type: 'MentorshipEnded', data: { programme: state.programme, pair, reason }, effectiveOn: on, ...(act ? { act } : {}) }] };
}

/** A mentor on a day. */
export interface MentorLine {
  readonly mentor: PersonId;
  readonly purpose: string;
  readonly clause: string | null;
  /** `asks`: why the pair asks to be ended, whatever becomes of the mentor's others: the mentee is out of service; null: nothing does. */
  readonly mentees: readonly { readonly pair: string; readonly mentee: PersonId; readonly from: BusinessDate; readonly asks: Away['reason'] | null }[];
  /** How many of them count: those who are in service. */
  readonly guided: number;
  readonly max: number | null;
  /** Why every pair of hers asks to be ended; null: nothing does. */
  readonly asks: 'TITLE_ENDED' | Away['reason'] | null;
}

/** Whom she guides in that way by the record, whether they still count or not. */
export function guidedBy(pairs: MentorsState['pairs'], { mentor, purpose }: Pick<Pair, 'mentor' | 'purpose'>): readonly PersonId[] {
  return [...pairs.values()].flatMap((one) => (one.until === null && one.mentor === mentor && one.purpose === purpose ? [one.mentee] : []));
}

/** By mentor, then in the order in which they were recorded. */
export function pairsOn({ pairs }: MentorsState, day: BusinessDate): readonly Pair[] {
  return [...pairs.values()].filter((one) => covers(one, day)).sort((a, b) => (a.mentor < b.mentor ? -1 : a.mentor > b.mentor ? 1 : 0));
}

/** Who guides whom, and which pairs ask for their end: the title that the mentor guides by, and whether either is in service, is asked of their dossiers. */
export function mentorBoard(pairs: readonly Pair[], programme: EffectiveProgramme, asOf: BusinessDate, dossierOf: DossierOf): readonly MentorLine[] {
  const lines = new Map<string, MentorLine>();
  for (const { pair, purpose, mentor, mentee, from } of pairs) {
    const kind = programme.mentoring?.find(({ code }) => code === purpose);
    const known = lines.get(`${mentor} ${purpose}`) ?? { mentor, purpose, clause: kind?.clause ?? null, mentees: [], guided: 0, max: kind?.maxMentees?.value ?? null, asks: asksOf(programme, kind, dossierOf(mentor), asOf) };
    const asks = awayOn(dossierOf(mentee), asOf)?.reason ?? null;
    lines.set(`${mentor} ${purpose}`, { ...known, mentees: [...known.mentees, { pair, mentee, from, asks }], guided: known.guided + (asks === null ? 1 : 0) });
  }
  return [...lines.values()];
}

function asksOf(programme: EffectiveProgramme, kind: KindOfMentoring | undefined, facts: ReturnType<DossierOf>, asOf: BusinessDate): MentorLine['asks'] {
  if (facts === null) return null;
  const away = awayOn(facts, asOf);
  if (away !== null) return away.reason;
  return kind !== undefined && kind.who !== null && heldOf(facts, programme.id, asOf, kind.who.value).length === 0 ? 'TITLE_ENDED' : null;
}
