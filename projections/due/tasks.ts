import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import { addDays } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { CandidatesRanked, PanelFormed, PublicityOpened, PublicityWindowEnded, RoundOpened, ScoreSubmitted } from '../../src/domain/round/facts';
import type { Nominated } from '../../src/domain/teacher/facts';
import { roundOfPanel } from '../audit-trail/audit-trail';
import { factOf } from '../facts-of';
import type { ProjectedEvent } from '../projection';

/** Who is waited for, and for what: one party of a task. */
export interface Party {
  /** Tells the parties of one task apart. */
  readonly key: string;
  /** The unit whose task it is, and the post that does it there; null where the event came from nobody's post. */
  readonly unit: string | null;
  readonly post: string | null;
  /** Whose task it is by name; null: whoever holds the post at the unit. */
  readonly person: string | null;
  /** Under which appointment it came to her, so that a handover moves it; null where nobody can take it over. */
  readonly appointment: string | null;
  readonly teacher: string | null;
  readonly nomination: string | null;
  /** Last day for it by the event itself; null: as the round's parameters say, or none. */
  readonly due: BusinessDate | null;
  /** What is left to do of it; it is done when the last is. Empty: it is one thing. */
  readonly items: readonly string[];
}

/** What an event ends: a task for all its parties, for one, or one item of one's. */
export type Ending = { readonly party?: string; readonly item?: string };

/** One kind of task. A new event that opens, ends or moves tasks is a line here and nothing else. */
export interface TaskKind {
  readonly kind: string;
  /** What the task is about: a round, a nomination, a panel, a publicity; null: this event is about none of it. */
  readonly about: (event: ProjectedEvent) => string | null;
  readonly opens: { readonly [type in EventType]?: (event: ProjectedEvent) => readonly Party[] };
  readonly ends: { readonly [type in EventType]?: (event: ProjectedEvent) => Ending };
  /** Another last day. */
  readonly moves?: { readonly [type in EventType]?: (event: ProjectedEvent) => BusinessDate };
}

const NOBODY: Omit<Party, 'key'> = { unit: null, post: null, person: null, appointment: null, teacher: null, nomination: null, due: null, items: [] };
const ALL = (): Ending => ({});

const ofRound = ({ stream, data }: ProjectedEvent): string | null => (stream.startsWith('round-') ? stream.slice('round-'.length) : (roundOfPanel(stream) ?? text(data['round'])));
const ofFinalPublicity = (event: ProjectedEvent): string | null => ((event.data['level'] ?? null) === null ? ofRound(event) : null);
const ofNomination = ({ data }: ProjectedEvent): string | null => text(data['nomination']);
const ofPublicity = ({ data }: ProjectedEvent): string | null => text(data['publicity']);
const ofPanel = ({ stream }: ProjectedEvent): string => stream;

/** Goes on with whoever did the step before it, at her desk. */
const next = ({ meta }: ProjectedEvent, due: BusinessDate | null = null): readonly Party[] => {
  const { actor, appointment, capacity } = meta;
  return [{ ...NOBODY, key: 'next', unit: capacity?.org ?? null, post: capacity?.post ?? null, person: appointment === null ? null : actor, appointment, due }];
};

/**
 * Every kind of task, in the order in which a round meets them. What the day alone cannot end (nominations that closed
 * without her, seats all taken, panels all seated) is `standsIn` of query.ts.
 */
export const taskKinds: readonly TaskKind[] = [
  {
    kind: 'NOMINATE',
    about: ofRound,
    opens: { RoundOpened: (event) => factOf<RoundOpened>(event).data.parameters.recommendationSeats.filter(({ seats }) => seats > 0).map(({ unit }) => ({ ...NOBODY, key: unit, unit, post: 'SchoolAdmin' })) },
    ends: { NominationsClosed: ALL },
  },
  {
    kind: 'RECOMMEND',
    about: ofNomination,
    opens: { Nominated: (event) => { const { unit, nomination } = factOf<Nominated>(event).data; return [{ ...NOBODY, key: unit, unit, post: 'SchoolAdmin', teacher: event.stream.slice('teacher-'.length), nomination }]; } },
    ends: { SchoolRecommended: ALL },
  },
  { kind: 'CLOSE_NOMINATIONS', about: ofRound, opens: { RoundOpened: (event) => next(event) }, ends: { NominationsClosed: ALL } },
  { kind: 'FORM_PANELS', about: ofRound, opens: { NominationsClosed: (event) => next(event) }, ends: { ScoreOpeningOrdered: ALL } },
  {
    kind: 'SCORE',
    about: ofPanel,
    opens: { PanelFormed: (event) => { const { experts, candidates } = factOf<PanelFormed>(event).data; return experts.map((expert) => ({ ...NOBODY, key: expert, unit: event.meta.capacity?.org ?? null, post: 'Expert', person: expert, items: candidates.map(({ teacher }) => teacher) })); } },
    ends: { ScoreSubmitted: (event) => { const { expert, teacher } = factOf<ScoreSubmitted>(event).data; return { party: expert, item: teacher }; }, PanelClosed: ALL },
  },
  { kind: 'CLOSE_PANEL', about: ofPanel, opens: { PanelFormed: (event) => next(event) }, ends: { PanelClosed: ALL } },
  { kind: 'OPEN_SCORES', about: ofRound, opens: { PanelClosed: (event) => next(event) }, ends: { ScoreOpeningOrdered: ALL } },
  { kind: 'RANK', about: ofRound, opens: { ScoreOpeningOrdered: (event) => next(event) }, ends: { CandidatesRanked: ALL } },
  {
    kind: 'PUBLISH',
    about: ofFinalPublicity,
    opens: { CandidatesRanked: (event) => (factOf<CandidatesRanked>(event).data.lines.some(({ proposed }) => proposed) ? next(event) : []) },
    ends: { PublicityOpened: ALL, ConferralDecided: ALL },
  },
  {
    kind: 'CLOSE_PUBLICITY',
    about: ofPublicity,
    opens: { PublicityOpened: (event) => next(event, addDays(factOf<PublicityOpened>(event).data.lastDay, 1)) },
    moves: { PublicityWindowEnded: (event) => addDays(factOf<PublicityWindowEnded>(event).data.lastDay, 1) },
    ends: { PublicityClosed: ALL },
  },
  { kind: 'CONFER', about: ofFinalPublicity, opens: { PublicityClosed: (event) => next(event) }, ends: { ConferralDecided: ALL } },
];

function text(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
