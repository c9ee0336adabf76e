import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { needed, refused, type Refused } from '../decision';
import type { Aggregate, Decision, EventId, JsonObject, OfficialAct, PersonId, Recorded } from '../facts';
import { ownMatter } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { awayAs } from '../studio/host';
import type { KindOfMentoring } from '../studio/kinds';
import { covers, mostFrom, type Span } from '../studio/studios';
import { dayFault, orderFault } from '../teacher/career';
import { takenInFault, type DossierOf } from '../teacher/dossier';
import { givenUpFault } from '../teacher/merge';
import { notInService, outOfService } from '../teacher/place';
import { isHeld } from '../teacher/title-status';
import { holderView, type TeacherView, type TitleView } from '../teacher/view';

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
  if (kind.maxMentees !== null && mostFrom(guided, from) >= kind.maxMentees.value) return refused('mentorFull', { mentor, max: kind.maxMentees.value, found: mostFrom(guided, from) }, { clause: kind.maxMentees.clause });
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
  return facts === null ? [] : heldIn(holderView(facts, day), programme, tiers);
}

function heldIn({ titles }: Pick<TeacherView, 'titles'>, programme: string, tiers?: readonly string[]): readonly TitleView[] {
  return titles.filter((title) => title.programme === programme && isHeld(title.status) && (tiers === undefined || tiers.includes(title.tier)));
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
  readonly mentees: readonly { readonly pair: string; readonly mentee: PersonId; readonly from: BusinessDate }[];
  readonly max: number | null;
  /** Why every pair of hers asks to be ended; null: nothing does. */
  readonly asks: 'TITLE_ENDED' | 'ERASED' | (typeof awayAs)[keyof typeof awayAs] | null;
}

/** By mentor, then in the order in which they were recorded. */
export function pairsOn({ pairs }: MentorsState, day: BusinessDate): readonly Pair[] {
  return [...pairs.values()].filter((one) => covers(one, day)).sort((a, b) => (a.mentor < b.mentor ? -1 : a.mentor > b.mentor ? 1 : 0));
}

/** Who guides whom, and which pairs ask for their end: the title that the mentor guides by is asked of her dossier. */
export function mentorBoard(pairs: readonly Pair[], programme: EffectiveProgramme, asOf: BusinessDate, dossierOf: DossierOf): readonly MentorLine[] {
  const lines = new Map<string, MentorLine>();
  for (const { pair, purpose, mentor, mentee, from } of pairs) {
    const kind = programme.mentoring?.find(({ code }) => code === purpose);
    const known = lines.get(`${mentor} ${purpose}`) ?? { mentor, purpose, clause: kind?.clause ?? null, mentees: [], max: kind?.maxMentees?.value ?? null, asks: asksOf(programme, kind, dossierOf(mentor), asOf) };
    lines.set(`${mentor} ${purpose}`, { ...known, mentees: [...known.mentees, { pair, mentee, from }] });
  }
  return [...lines.values()];
}

function asksOf(programme: EffectiveProgramme, kind: KindOfMentoring | undefined, facts: ReturnType<DossierOf>, asOf: BusinessDate): MentorLine['asks'] {
  if (facts === null) return null;
  const now = holderView(facts, asOf);
  if (now.erased) return 'ERASED';
  const gone = outOfService(now);
  if (gone !== null) return awayAs[gone.status];
  return kind !== undefined && kind.who !== null && heldIn(now, programme.id, kind.who.value).length === 0 ? 'TITLE_ENDED' : null;
}
