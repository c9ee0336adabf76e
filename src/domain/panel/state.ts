import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { Aggregate, EventId, JsonObject, NominationId, OfficialAct, PersonId, StreamName, TeacherId } from '../facts';
import type { ComponentSource, ConflictKind, TierRules } from '../programme-rules';
import type { PanelFact, PanelFormed } from '../round/facts';
import type { AttendanceRecorded } from './facts';
import type { BallotCount } from '../rules/ballot';
import { sheetFaults, type ScoreSheet } from '../rules/scoring';

export interface Sheet {
  readonly event: EventId;
  readonly sheet: string;
  readonly check: string;
  readonly expert: PersonId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
}
export interface OpenedSheet extends ScoreSheet {
  readonly event: EventId;
}
/** What clerks read from one paper: an expert's sheet, or the marks that come on paper for a candidate. */
export interface Paper {
  readonly teacher: TeacherId;
  readonly nomination: NominationId;
  readonly expert: PersonId | null;
  /** The last entry of each clerk. */
  readonly by: Map<PersonId, { readonly event: EventId; readonly entry: string; readonly check: string }>;
  /** The entry that counts; null while no two clerks agree. */
  agreed: EventId | null;
}
export interface Opened {
  readonly event: EventId;
  readonly components: { readonly [component: string]: number };
}

/** Stream `panel-<round>-<n>`: one committee and its sealed sheets. Scores are read only once opened. */
export interface PanelState {
  readonly stream: StreamName;
  formed: PanelFormed['data'] | null;
  /** The sheet that counts, by candidate and expert; a sheet handed in again before the close replaces the earlier one. */
  readonly sheets: Map<TeacherId, Map<PersonId, Sheet>>;
  /** By `paperKey`. */
  readonly papers: Map<string, Paper>;
  /** Who scores a candidate no more. */
  readonly recused: Map<TeacherId, Set<PersonId>>;
  readonly declared: { readonly event: EventId; readonly expert: PersonId; readonly teacher: TeacherId; readonly kind: ConflictKind }[];
  /** Votes by candidate and component (`''`: a vote that only has to carry); null where her data was erased. */
  readonly ballots: Map<TeacherId, Map<string, BallotCount | null>>;
  /** Meetings by day. */
  readonly attendance: Map<BusinessDate, AttendanceRecorded['data'] & { readonly event: EventId; readonly act: OfficialAct | null }>;
  closed: { readonly digest: string; readonly event: EventId } | null;
  /** Restated scores by candidate; null where her data was erased. */
  readonly opened: Map<TeacherId, readonly OpenedSheet[] | null>;
  readonly openedMarks: Map<TeacherId, Opened | null>;
  partsOpened: number;
  partsExpected: number;
  /** Orders of the round that changed a score here. */
  readonly changes: Set<EventId>;
}

export const panel: Aggregate<PanelState, PanelFact> = {
  initial: (stream: StreamName) => ({
    stream, formed: null, sheets: new Map(), papers: new Map(), recused: new Map(), declared: [], ballots: new Map(), attendance: new Map(), closed: null,
    opened: new Map(), openedMarks: new Map(), partsOpened: 0, partsExpected: 0, changes: new Set(),
  }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'PanelFormed':
        state.formed = fact.data;
        break;
      case 'ExpertsJoined':
        if (state.formed) state.formed = { ...state.formed, experts: [...state.formed.experts, ...fact.data.experts] };
        break;
      case 'ScoreSubmitted': {
        const { sheet, check, expert, nomination, teacher } = fact.data;
        within(state.sheets, teacher).set(expert, { event: fact.id, sheet, check, expert, nomination, teacher });
        break;
      }
      case 'MarksEntered': {
        const { entry, check, expert, nomination, teacher } = fact.data;
        const key = paperKey(expert, teacher);
        const paper = state.papers.get(key) ?? { teacher, nomination, expert, by: new Map(), agreed: null };
        paper.by.set(fact.meta.enteredBy ?? fact.meta.actor, { event: fact.id, entry, check });
        state.papers.set(key, paper);
        break;
      }
      case 'EntriesAgreed':
      case 'EntriesDiffered':
        settlePaper(state, fact.data.expert, fact.data.teacher, fact.type === 'EntriesAgreed' ? fact.data.entry : null);
        break;
      case 'ConflictDeclared': {
        const { expert, teacher, kind } = fact.data;
        state.declared.push({ event: fact.id, expert, teacher, kind });
        break;
      }
      case 'ReviewerRecused': {
        const { expert, teacher } = fact.data;
        state.recused.set(teacher, (state.recused.get(teacher) ?? new Set()).add(expert));
        state.sheets.get(teacher)?.delete(expert);
        state.papers.delete(paperKey(expert, teacher));
        break;
      }
      case 'AttendanceRecorded':
        state.attendance.set(fact.data.on, { ...fact.data, event: fact.id, act: fact.meta.act ?? null });
        break;
      case 'BallotRecorded': {
        const { teacher, component, number, present, cast } = fact.data;
        const votes = fact.private[teacher]?.['for'];
        within(state.ballots, teacher).set(component ?? '', typeof votes === 'number' ? { number, present, cast, for: votes } : null);
        break;
      }
      case 'PanelClosed':
        state.closed = { digest: fact.data.digest, event: fact.id };
        break;
      case 'ScoresOpened':
        for (const teacher of fact.data.candidates) open(state, teacher, fact.private[teacher] ?? null);
        state.partsOpened += 1;
        state.partsExpected = fact.data.parts;
        break;
      case 'ScoreChanged':
        state.changes.add(fact.data.order);
        change(state, fact.data.teacher, fact.data.of, fact.private[fact.data.teacher] ?? null);
        break;
    }
    return state;
  },
};

/** An expert before a candidate of hers while scoring runs: the nomination, or why she cannot score it. */
export function seatAt(state: PanelState, expert: PersonId, teacher: TeacherId): { readonly kind: 'seat'; readonly panel: string; readonly nomination: NominationId } | Refused {
  const running = runningFor(state, teacher);
  if (running.kind === 'refused') return running;
  // Who asks without a seat learns that first: which candidates there are is not hers to find out.
  if (!state.formed?.experts.includes(expert)) return refused('notOnThePanel', { person: expert, panel: running.panel });
  if (running.nomination === null) return refused('notAPanelCandidate', { teacher, panel: running.panel });
  if (state.recused.get(teacher)?.has(expert)) return refused('reviewerRecused', { person: expert, teacher, panel: running.panel });
  return { kind: 'seat', panel: running.panel, nomination: running.nomination };
}

/** A candidate while scoring runs; `nomination` null where the panel does not judge her. */
export function runningFor(state: PanelState, teacher: TeacherId): { readonly kind: 'running'; readonly panel: string; readonly nomination: NominationId | null } | Refused {
  if (!state.formed) return refused('unknownPanel', { panel: state.stream });
  if (state.closed) return refused('panelClosed', { panel: state.formed.panel });
  return { kind: 'running', panel: state.formed.panel, nomination: state.formed.candidates.find((entry) => entry.teacher === teacher)?.nomination ?? null };
}

/** The first thing wrong with marks, as the refusal says it. */
export function sheetFault(tier: TierRules, components: { readonly [component: string]: number }, source: ComponentSource): Refused | null {
  if (!tier.scoring) return refused('noScoringScheme', { tier: tier.code });
  const [fault] = sheetFaults(tier.scoring, components, source);
  return fault ? refused(fault.kind, { component: fault.component, ...(fault.kind === 'outOfRange' ? { max: fault.max } : {}) }, { clause: tier.scoring.clause }) : null;
}

/** In the order handed in. */
export function sheetsOf(state: PanelState, teacher: TeacherId): readonly Sheet[] {
  return [...(state.sheets.get(teacher)?.values() ?? [])];
}

export function allOpened(state: PanelState): boolean {
  return state.partsExpected > 0 && state.partsOpened === state.partsExpected;
}

export function paperKey(expert: PersonId | null, teacher: TeacherId): string {
  return `${expert ?? ''}/${teacher}`;
}

function within<K, V>(maps: Map<TeacherId, Map<K, V>>, teacher: TeacherId): Map<K, V> {
  let own = maps.get(teacher);
  if (own === undefined) maps.set(teacher, (own = new Map<K, V>()));
  return own;
}

/** An expert's agreed paper is her sheet; one that is in dispute again is none. */
function settlePaper(state: PanelState, expert: PersonId | null, teacher: TeacherId, agreed: EventId | null): void {
  const paper = state.papers.get(paperKey(expert, teacher));
  if (paper === undefined) return;
  paper.agreed = agreed;
  if (expert === null) return;
  const counts = [...paper.by.values()].find(({ event }) => event === agreed);
  if (counts === undefined) state.sheets.get(teacher)?.delete(expert);
  else within(state.sheets, teacher).set(expert, { event: counts.event, sheet: counts.entry, check: counts.check, expert, nomination: paper.nomination, teacher });
}

function open(state: PanelState, teacher: TeacherId, part: JsonObject | null): void {
  const { sheets = [], marks = null } = (part ?? {}) as { readonly sheets?: readonly OpenedSheet[]; readonly marks?: Opened | null };
  state.opened.set(teacher, part === null ? null : sheets.map(({ event, expert, components }) => ({ event, expert, components })));
  state.openedMarks.set(teacher, marks === null ? null : { event: marks.event, components: marks.components });
}

function change(state: PanelState, teacher: TeacherId, of: EventId, part: JsonObject | null): void {
  const { components } = (part ?? {}) as { readonly components?: Opened['components'] };
  if (components === undefined) return;
  const marks = state.openedMarks.get(teacher);
  if (marks?.event === of) state.openedMarks.set(teacher, { event: of, components });
  const sheets = state.opened.get(teacher);
  if (sheets) state.opened.set(teacher, sheets.map((sheet) => (sheet.event === of ? { ...sheet, components } : sheet)));
}
