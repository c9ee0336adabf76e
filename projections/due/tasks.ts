import type { EventType } from '../../src/domain/catalogue';
import type { BusinessDate } from '../../src/domain/dates';
import { addDays } from '../../src/domain/dates';
import { holderOfStream, type JsonObject } from '../../src/domain/facts';
import type { ObjectionAssigned, ObjectionExtended } from '../../src/domain/objection';
import type {
  CandidatesRanked, ListTakenDown, PanelFormed, PublicityClockResumed, PublicityListChanged, PublicityOpened, PublicityRecomputed, PublicityWindowEnded, RoundOpened, ScoreSubmitted,
  VettingAnswered, VettingRequested,
} from '../../src/domain/round/facts';
import type { LevelRecommended, Nominated, NominationCompleted, NominationReturned } from '../../src/domain/teacher/facts';
import { roundOfPanel } from '../audit-trail/audit-trail';
import { factOf } from '../facts-of';
import type { ProjectedEvent } from '../projection';
import { OPEN_END } from '../roster/rows';

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
  /** First day of waiting; left out: the event's own. */
  readonly from?: BusinessDate;
}

/** What an event ends: a task for all its parties or for one, or items of it. */
export type Ending = { readonly party?: string; readonly items?: readonly string[] };

/** One kind of task. A new event that opens, ends or moves tasks is a line here and nothing else. */
export interface TaskKind {
  readonly kind: string;
  /** What the task is about: a round, a nomination, a panel, a publicity; null: this event is about none of it. */
  readonly about: (event: ProjectedEvent) => string | null;
  readonly opens: { readonly [type in EventType]?: (event: ProjectedEvent) => readonly Party[] };
  readonly ends: { readonly [type in EventType]?: (event: ProjectedEvent) => Ending };
  /** Another last day. */
  readonly moves?: { readonly [type in EventType]?: (event: ProjectedEvent) => BusinessDate };
  /** Its parties are waited for one after another, in the order in which they were told: each when the one before is done. */
  readonly inTurn?: boolean;
  /** For what is done in turn: all over again, from the first. */
  readonly again?: { readonly [type in EventType]?: (event: ProjectedEvent) => boolean };
  /** It waits from its last day on and not before. */
  readonly waitsFromDue?: boolean;
}

/** A window that may still be counted anew has no end yet. */
const afterWindow = ({ data: { lastDay, provisional } }: { readonly data: Pick<PublicityOpened['data'], 'lastDay' | 'provisional'> }): BusinessDate => (provisional ? OPEN_END : addDays(lastDay, 1));

const NOBODY: Omit<Party, 'key'> = { unit: null, post: null, person: null, appointment: null, teacher: null, nomination: null, due: null, items: [] };
const ALL = (): Ending => ({});

const ofRound = ({ stream, data }: ProjectedEvent): string | null => (stream.startsWith('round-') ? stream.slice('round-'.length) : (roundOfPanel(stream) ?? text(data['round'])));
const ofFinalPublicity = (event: ProjectedEvent): string | null => ((event.data['level'] ?? null) === null ? ofRound(event) : null);
const ofNomination = ({ data }: ProjectedEvent): string | null => text(data['nomination']);
const ofPublicity = ({ data }: ProjectedEvent): string | null => text(data['publicity']);
const ofObjection = ({ data }: ProjectedEvent): string | null => text(data['objection']);
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
    inTurn: true,
    opens: { Nominated: (event) => { const { path, nomination } = factOf<Nominated>(event).data; return path.map(({ level, unit }) => ({ ...NOBODY, key: level, unit, post: level === 'SCHOOL' ? 'SchoolAdmin' : 'BureauOfficer', teacher: holderOfStream(event.stream)?.id ?? null, nomination })); } },
    // A completed nomination whose recommendations do not stay begins at the foot again.
    again: { NominationCompleted: (event) => factOf<NominationCompleted>(event).data.endorsements === 'AGAIN' },
    ends: { SchoolRecommended: () => ({ party: 'SCHOOL' }), LevelRecommended: (event) => ({ party: factOf<LevelRecommended>(event).data.level }), NominationWithdrawn: ALL, NominationRejected: ALL, NominationStruck: ALL },
  },
  {
    kind: 'COMPLETE_RETURN',
    about: ofNomination,
    opens: { NominationReturned: (event) => { const { nomination, due, unit } = factOf<NominationReturned>(event).data; const holder = holderOfStream(event.stream); return [{ ...NOBODY, key: 'return', ...(unit === undefined ? { person: holder?.id ?? null } : { unit, post: 'SchoolAdmin' }), teacher: holder?.id ?? null, nomination, due: due.slice(0, 10) }]; } },
    ends: { NominationCompleted: ALL, NominationWithdrawn: ALL, NominationRejected: ALL, ReturnLapsed: ALL },
  },
  { kind: 'CLOSE_NOMINATIONS', about: ofRound, opens: { RoundOpened: (event) => next(event) }, ends: { NominationsClosed: ALL } },
  { kind: 'FORM_PANELS', about: ofRound, opens: { NominationsClosed: (event) => next(event) }, ends: { ScoreOpeningOrdered: ALL } },
  {
    kind: 'SCORE',
    about: ofPanel,
    opens: { PanelFormed: (event) => { const { experts, candidates } = factOf<PanelFormed>(event).data; return experts.map((expert) => ({ ...NOBODY, key: expert, unit: event.meta.capacity?.org ?? null, post: 'Expert', person: expert, items: candidates.map(({ teacher }) => teacher) })); } },
    ends: { ScoreSubmitted: (event) => { const { expert, teacher } = factOf<ScoreSubmitted>(event).data; return { party: expert, items: [teacher] }; }, PanelClosed: ALL },
  },
  { kind: 'CLOSE_PANEL', about: ofPanel, opens: { PanelFormed: (event) => next(event) }, ends: { PanelClosed: ALL } },
  { kind: 'OPEN_SCORES', about: ofRound, opens: { PanelClosed: (event) => next(event) }, ends: { ScoreOpeningOrdered: ALL } },
  { kind: 'RANK', about: ofRound, opens: { ScoreOpeningOrdered: (event) => next(event), RankingReopened: (event) => next(event) }, ends: { CandidatesRanked: ALL } },
  {
    kind: 'ANSWER_VETTING',
    about: ofRound,
    opens: { VettingRequested: (event) => { const { bodies, nominations, due } = factOf<VettingRequested>(event).data; return bodies.map(({ code, org }) => ({ ...NOBODY, key: code, unit: org, post: 'BureauOfficer', due, items: nominations })); } },
    ends: { VettingAnswered: (event) => { const { body, answers } = factOf<VettingAnswered>(event).data; return { party: body, items: answers.map(({ nomination }) => nomination) }; } },
  },
  {
    kind: 'PUBLISH',
    about: ofFinalPublicity,
    opens: { CandidatesRanked: (event) => (factOf<CandidatesRanked>(event).data.lines.some(({ proposed }) => proposed) ? next(event) : []) },
    ends: { PublicityOpened: ALL, ConferralDecided: ALL, RankingReopened: ALL },
  },
  {
    kind: 'CLOSE_PUBLICITY',
    about: ofPublicity,
    opens: { PublicityOpened: (event) => next(event, addDays(factOf<PublicityOpened>(event).data.lastDay, 1)) },
    moves: {
      PublicityWindowEnded: (event) => addDays(factOf<PublicityWindowEnded>(event).data.lastDay, 1),
      PublicityClockResumed: (event) => addDays(factOf<PublicityClockResumed>(event).data.lastDay, 1),
      PublicityRecomputed: (event) => addDays(factOf<PublicityRecomputed>(event).data.lastDay, 1),
      PublicityListChanged: (event) => addDays(factOf<PublicityListChanged>(event).data.lastDay, 1),
    },
    ends: { PublicityClosed: ALL },
  },
  {
    // Whether or not anybody closes it: what was posted comes down after its window, by whoever posted it.
    kind: 'TAKE_DOWN',
    about: ofPublicity,
    waitsFromDue: true,
    opens: { PublicityOpened: (event) => next(event, afterWindow(factOf<PublicityOpened>(event))).map((party) => ({ ...party, items: factOf<PublicityOpened>(event).data.places })) },
    moves: {
      PublicityClockSuspended: () => OPEN_END,
      PublicityClockResumed: (event) => afterWindow(factOf<PublicityClockResumed>(event)),
      PublicityRecomputed: (event) => afterWindow(factOf<PublicityRecomputed>(event)),
      PublicityListChanged: (event) => afterWindow(factOf<PublicityListChanged>(event)),
      PublicityWindowEnded: (event) => addDays(factOf<PublicityWindowEnded>(event).data.lastDay, 1),
    },
    ends: { ListTakenDown: (event) => ({ items: factOf<ListTakenDown>(event).data.places }) },
  },
  { kind: 'ASSIGN_OBJECTION', about: ofObjection, opens: { ObjectionRegistered: (event) => next(event) }, ends: { ObjectionAssigned: ALL, ObjectionDecided: ALL } },
  {
    kind: 'ANSWER_OBJECTION',
    about: ofObjection,
    opens: { ObjectionAssigned: (event) => { const { handler, due } = factOf<ObjectionAssigned>(event).data; return [{ ...NOBODY, key: 'handler', unit: event.meta.capacity?.org ?? null, person: handler, due }]; } },
    moves: { ObjectionExtended: (event) => factOf<ObjectionExtended>(event).data.due },
    // Another handler takes it over.
    ends: { ObjectionAssigned: ALL, ObjectionDecided: ALL },
  },
  { kind: 'CONFER', about: ofFinalPublicity, opens: { PublicityClosed: (event) => next(event) }, ends: { ConferralDecided: ALL, RankingReopened: ALL } },
];

function text(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
