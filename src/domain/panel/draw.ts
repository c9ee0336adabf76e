import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, byClauseOf, citing, needed, refused, type Refused } from '../decision';
import type { Aggregate, Decision, PersonId, RoundId, StreamName, TeacherId } from '../facts';
import { byOneId, candidateAsOfficer, separationOfDuties, type IdsOf } from '../people';
import { gateOfPanels, rolesIn, tierOf, type RoundState } from '../round/round';
import { candidatesOf } from '../round/recommendation-lines';
import type { Conflict } from './conflicts';
import type { DrawFact, DrawPrepared, Exclusion, PanelDrawn } from './draw-facts';
import type { Listing } from './pool';

/** Stream `draw-<round>-<n>`: how the experts of one panel were drawn by lot. */
export interface DrawState {
  readonly stream: StreamName;
  prepared: (DrawPrepared['data'] & { readonly on: BusinessDate }) | null;
  readonly commitments: Map<PersonId, string>;
  readonly halves: Map<PersonId, string>;
  result: PanelDrawn['data'] | null;
  /** Who sits, in the order of the lot. */
  seated: PersonId[];
  readonly declined: Set<PersonId>;
}

export const draw: Aggregate<DrawState, DrawFact> = {
  initial: (stream) => ({ stream, prepared: null, commitments: new Map(), halves: new Map(), result: null, seated: [], declined: new Set() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'DrawPrepared':
        state.prepared = { ...fact.data, on: fact.meta.effectiveOn };
        break;
      case 'SeedHalfCommitted':
        state.commitments.set(fact.data.officer, fact.data.hash);
        break;
      case 'SeedHalfRevealed':
        state.halves.set(fact.data.officer, fact.data.half);
        break;
      case 'PanelDrawn':
        state.result = fact.data;
        state.seated = [...fact.data.drawn];
        break;
      case 'ExpertDeclined':
        state.declined.add(fact.data.person);
        state.seated = [...state.seated.filter((person) => person !== fact.data.person), fact.data.replacement];
        break;
    }
    return state;
  },
};

/** SHA-256 (hex) of UTF-8 text. */
type Hash = (text: string) => string;

export interface PrepareDrawCommand {
  readonly n: number;
  readonly pool: string;
  /** Whose subject is asked for; null: any. */
  readonly subject: string | null;
  readonly size: number;
  readonly candidates: readonly TeacherId[];
  readonly listed: readonly Listing[];
  /** Those that keep an expert from being drawn. */
  readonly conflicts: readonly Conflict[];
  /** Rounds that were looked at, and who served in every one of them. */
  readonly rounds: readonly RoundId[];
  readonly tooOften: ReadonlySet<PersonId>;
  readonly round: RoundState;
  readonly asOf: BusinessDate;
  readonly hash: Hash;
  readonly idsOf?: IdsOf;
}

/** Fixes who is drawn among, each exclusion with its reasons, before anybody knows the seed. */
export function decidePrepareDraw(state: DrawState, command: PrepareDrawCommand, context: DecisionContext): Decision<DrawFact> {
  const { n, pool, subject, size, candidates, listed, conflicts, rounds, tooOften, round, asOf, hash, idsOf = byOneId } = command;
  const wrong = gateOfPanels(round, context);
  if (wrong) return wrong;
  if (state.prepared) return refused('drawPrepared', { draw: n });
  if (n !== round.panels.length + 1) return refused('panelNumberNotNext', { n, next: round.panels.length + 1 });
  const { panel } = tierOf(round, needed(context, 'programme'));
  if (panel?.formedBy !== 'DRAW') return refused('noDrawStated', { tier: round.opened?.tier ?? '' }, citing(panel));
  if (size < panel.minimum) return refused('panelTooSmall', { minimum: panel.minimum, given: size }, { clause: panel.clause });
  const recommended = new Set(candidatesOf(round).map(({ teacher }) => teacher));
  const stranger = candidates.find((teacher) => !recommended.has(teacher));
  if (stranger !== undefined) return refused('notRecommended', { teacher: stranger, round: round.id });
  const met = new Map<PersonId, Set<Exclusion>>();
  for (const { expert, kind, effect } of conflicts) if (effect === 'EXCLUDE' && kind !== 'DECLARED') met.set(expert, (met.get(expert) ?? new Set()).add(kind));
  const eligible: PersonId[] = [];
  const excluded: { person: PersonId; reasons: Exclusion[] }[] = [];
  for (const { person, subjects } of [...listed].sort((a, b) => (a.person < b.person ? -1 : 1))) {
    const reasons: Exclusion[] = [
      ...(subject !== null && subjects !== null && !subjects.includes(subject) ? ['SUBJECT' as const] : []),
      ...(separationOfDuties(rolesIn(round), idsOf(person), 'SCORER') ? ['PART_IN_ROUND' as const] : []),
      ...(tooOften.has(person) ? ['CONSECUTIVE' as const] : []),
      ...(met.get(person) ?? []),
    ];
    if (reasons.length === 0) eligible.push(person);
    else excluded.push({ person, reasons });
  }
  if (eligible.length < size) return refused('tooFewEligible', { size, eligible: eligible.length, excluded: excluded.length }, { clause: panel.clause });
  const data = { round: round.id, n, pool, subject, size, candidates, eligible, excluded, rounds, asOf, input: inputHash({ round: round.id, n, size, eligible }, hash) };
  return { kind: 'events', events: [{ type: 'DrawPrepared', data, ...byClauseOf(context, 'FormPanel') }] };
}

/** An officer's half of the seed, as its hash: two of them, before either is shown. */
export function decideCommitSeed(state: DrawState, command: { readonly hash: string }, round: RoundState, context: DecisionContext): Decision<DrawFact> {
  const { person: officer, idsOf = byOneId } = context.acting;
  const wrong = undrawn(state, round, context);
  if (wrong) return wrong;
  const other = idsOf(officer).find((id) => id !== officer && state.commitments.has(id));
  if (other !== undefined) return refused('seedCommitted', { person: other });
  const own = state.commitments.get(officer);
  if (own === command.hash) return alreadySo;
  if (own !== undefined) return refused('seedCommitted', { person: officer });
  if (state.commitments.size >= 2) return refused('seedHalvesFull', { officers: [...state.commitments.keys()] });
  return { kind: 'events', events: [{ type: 'SeedHalfCommitted', data: { round: round.id, officer, hash: command.hash }, ...byClauseOf(context, 'FormPanel') }] };
}

/** Her half, once both are committed; with the second the lot is drawn. The seed is the halves in the order of their commitments. */
export function decideRevealSeed(state: DrawState, command: { readonly half: string; readonly hash: Hash }, round: RoundState, context: DecisionContext): Decision<DrawFact> {
  const { half, hash } = command;
  const officer = context.acting.person;
  const wrong = undrawn(state, round, context);
  if (wrong) return wrong;
  if (state.commitments.size < 2) return refused('seedHalvesMissing', { committed: state.commitments.size });
  const committed = state.commitments.get(officer);
  if (committed === undefined || hash(half) !== committed) return refused('seedHalfDiffers', { person: officer });
  if (state.halves.has(officer)) return alreadySo;
  const revealed = { type: 'SeedHalfRevealed' as const, data: { round: round.id, officer, half }, ...byClauseOf(context, 'FormPanel') };
  const halves = [...state.commitments.keys()].map((other) => (other === officer ? half : state.halves.get(other)));
  if (halves.some((other) => other === undefined)) return { kind: 'events', events: [revealed] };
  return { kind: 'events', events: [revealed, drawn(state, halves.join(''), { kind: 'OFFICERS', officers: [...state.commitments.keys()] }, hash, context)] };
}

/** The lot by a number that others published after the list was fixed: a lottery's result, an exchange's close. */
export function decideDrawByPublished(state: DrawState, command: { readonly reference: string; readonly value: string; readonly on: BusinessDate; readonly hash: Hash }, round: RoundState, context: DecisionContext): Decision<DrawFact> {
  const { reference, value, on, hash } = command;
  const wrong = undrawn(state, round, context);
  if (wrong) return wrong;
  if (state.commitments.size > 0) return refused('seedHalvesFull', { officers: [...state.commitments.keys()] });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  // A number that was known when the list was made could have made the list.
  if (state.prepared && on <= state.prepared.on) return refused('seedKnownBefore', { on, prepared: state.prepared.on });
  return { kind: 'events', events: [drawn(state, value, { kind: 'PUBLISHED', reference, on }, hash, context)] };
}

/** Who was drawn cannot come: the next in order takes the place. */
export function decideDeclineDraw(state: DrawState, command: { readonly person: PersonId; readonly reason: string }, round: RoundState, context: DecisionContext): Decision<DrawFact> {
  const { person, reason } = command;
  if (!state.prepared || !state.result) return refused('panelNotDrawn', { n: drawNumber(state) });
  const formed = round.panels.find(({ n }) => n === state.prepared?.n);
  if (formed) return refused('panelExists', { panel: formed.panel });
  const clash = candidateAsOfficer(rolesIn(round), context.acting);
  if (clash) return clash;
  if (state.declined.has(person)) return alreadySo;
  if (!state.seated.includes(person)) return refused('notDrawn', { person, n: state.prepared.n });
  const replacement = nextDrawn(state, state.seated)[0];
  if (replacement === undefined) return refused('nobodyLeftToDraw', { n: state.prepared.n });
  return { kind: 'events', events: [{ type: 'ExpertDeclined', data: { round: round.id, person, replacement }, private: { [person]: { reason } }, ...byClauseOf(context, 'FormPanel') }] };
}

/** Those of the order who neither sit nor declined, first first. */
export function nextDrawn(state: DrawState, seated: readonly PersonId[]): readonly PersonId[] {
  const taken = new Set(seated);
  return (state.result?.order ?? []).filter((person) => !taken.has(person) && !state.declined.has(person));
}

/** What anybody recomputes from the inputs alone. */
export function inputHash({ round, n, size, eligible }: { readonly round: RoundId; readonly n: number; readonly size: number; readonly eligible: readonly PersonId[] }, hash: Hash): string {
  return hash([round, String(n), String(size), ...eligible].join('\n'));
}

export function drawOrder(eligible: readonly PersonId[], seed: string, hash: Hash): readonly PersonId[] {
  return eligible.map((person) => ({ person, lot: hash(`${seed}${person}`) })).sort((a, b) => (a.lot < b.lot ? -1 : 1)).map(({ person }) => person);
}

function drawn({ prepared }: DrawState, seed: string, source: PanelDrawn['data']['source'], hash: Hash, context: DecisionContext) {
  if (!prepared) throw new Error('nothing is prepared to be drawn');
  const order = drawOrder(prepared.eligible, seed, hash);
  return { type: 'PanelDrawn' as const, data: { round: prepared.round, input: prepared.input, seed, source, order, drawn: order.slice(0, prepared.size) }, ...byClauseOf(context, 'FormPanel') };
}

function undrawn(state: DrawState, round: RoundState, context: DecisionContext): Refused | null {
  if (!state.prepared) return refused('drawNotPrepared', { n: drawNumber(state) });
  if (state.result) return refused('drawnAlready', { n: state.prepared.n });
  return candidateAsOfficer(rolesIn(round), context.acting);
}

function drawNumber({ stream }: DrawState): number {
  return Number(stream.slice(stream.lastIndexOf('-') + 1));
}
