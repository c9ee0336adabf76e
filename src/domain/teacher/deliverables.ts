import type { DecisionContext } from '../context';
import { needed, refused, type Refused } from '../decision';
import type { BusinessDate } from '../dates';
import type { Decision, EventId } from '../facts';
import { ruleReference } from '../programme-rules';
import type { TrainingRequirement } from '../training/requirements';
import { dayFault } from './career';
import type { Attachment, TeacherFact } from './facts';
import { LAST_DAY } from './nomination-view';
import { isRegistered, ownDossier, type TeacherState } from './teacher';
import { doneWhileGone, requirementOf } from './training';
import type { DeliverableView } from './training-view';
import { view } from './view';

export interface SubmitDeliverablesCommand {
  readonly requirement: string;
  readonly pieces: readonly Attachment[];
  /** The day on which they came. */
  readonly receivedOn: BusinessDate;
}
export interface JudgeDeliverableCommand {
  readonly deliverable: EventId;
}

/**
 * Pieces of a task set, handed in together or one by one. A set asks for exactly so many of each kind: five pieces of which
 * two are of one kind are no set of five kinds, and are refused whole with what was counted.
 */
export function decideSubmitDeliverables(state: TeacherState, { requirement: code, pieces, receivedOn }: SubmitDeliverablesCommand, context: DecisionContext): Decision<TeacherFact> {
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const fault = dayFault('receivedOn', receivedOn, context.today) ?? doneWhileGone(state, receivedOn, context.today);
  if (fault) return fault;
  const programme = needed(context, 'programme');
  const requirement = requirementOf(programme, code);
  if (requirement === null) return refused('unknownRequirement', { requirement: code, programme: programme.id });
  const { tasks } = requirement;
  if (tasks === null) return refused('noTasksAsked', { requirement: code }, { clause: requirement.clause });
  const { enrolments, deliverables } = view(state.facts, LAST_DAY);
  const enrolment = enrolments.find((entry) => entry.programme === programme.id && entry.requirement === code);
  if (enrolment === undefined || receivedOn < enrolment.from) return refused('notEnrolled', { requirement: code, on: receivedOn }, { clause: tasks.clause });
  const kinds = tasks.value.map((task) => task.code);
  const unknown = pieces.find(({ kind }) => !kinds.includes(kind));
  if (unknown) return refused('unknownTaskKind', { kind: unknown.kind, kinds }, { clause: tasks.clause });
  const standing = deliverables.filter((piece) => piece.programme === programme.id && piece.requirement === code && piece.status !== 'RETURNED');
  const over = tooMany(requirement, [...standing, ...pieces]);
  if (over) return over;
  return {
    kind: 'events',
    events: pieces.map((piece) => ({
      type: 'DeliverableSubmitted' as const,
      data: { programme: programme.id, requirement: code, piece, receivedOn },
      effectiveOn: receivedOn,
      standsOn: [enrolment.event],
      rule: ruleReference(programme, clauseOfKind(tasks, piece.kind)),
    })),
  };
}

/** A set is exactly its kinds: the numbers of every kind are told, those that lack and those that are over. */
function tooMany({ tasks }: TrainingRequirement, pieces: readonly { readonly kind: string }[]): Refused | null {
  if (tasks === null) return null;
  const found: { [kind: string]: number } = {};
  for (const { code } of tasks.value) found[code] = pieces.filter(({ kind }) => kind === code).length;
  const over = tasks.value.filter(({ code, count }) => (found[code] ?? 0) > count).map(({ code }) => code);
  if (over.length === 0) return null;
  const asked = tasks.value.map(({ code, count }) => `${code} ${count}`);
  const lacking = tasks.value.filter(({ code, count }) => (found[code] ?? 0) < count).map(({ code }) => code);
  return refused('taskSetExceeded', { over, lacking, asked, found: tasks.value.map(({ code }) => `${code} ${found[code] ?? 0}`) }, { clause: tasks.clause });
}

export function decideAcceptDeliverable(state: TeacherState, command: JudgeDeliverableCommand, context: DecisionContext): Decision<TeacherFact> {
  const found = pending(state, command, context);
  if (found.kind === 'refused') return found;
  const { event: deliverable, programme, requirement, kind } = found.piece;
  return { kind: 'events', events: [{ type: 'DeliverableAccepted', data: { programme, requirement, deliverable, kind }, standsOn: [deliverable], ...byTasks(requirement, kind, context) }] };
}

export function decideReturnDeliverable(state: TeacherState, { reason, ...command }: JudgeDeliverableCommand & { readonly reason: string }, context: DecisionContext): Decision<TeacherFact> {
  const found = pending(state, command, context);
  if (found.kind === 'refused') return found;
  const { event: deliverable, programme, requirement, kind } = found.piece;
  return { kind: 'events', events: [{ type: 'DeliverableReturned', data: { programme, requirement, deliverable, kind }, private: { [state.id]: { reason } }, standsOn: [deliverable], ...byTasks(requirement, kind, context) }] };
}

/** The requirement that a piece was handed in for: who may judge it follows from there. Null where she has no such piece. */
export function deliverableOf(state: TeacherState, deliverable: EventId): DeliverableView | null {
  return view(state.facts, LAST_DAY).deliverables.find(({ event }) => event === deliverable) ?? null;
}

function pending(state: TeacherState, { deliverable }: JudgeDeliverableCommand, context: DecisionContext): Refused | { readonly kind: 'pending'; readonly piece: DeliverableView } {
  const own = ownDossier(state, context);
  if (own) return own;
  const piece = deliverableOf(state, deliverable);
  if (piece === null) return refused('unknownFact', { event: deliverable });
  return piece.status === 'PENDING' ? { kind: 'pending', piece } : refused('deliverableJudged', { status: piece.status, on: piece.judgedOn ?? '' });
}

function byTasks(requirement: string, kind: string, context: DecisionContext) {
  const { programme } = context;
  const tasks = programme === undefined ? undefined : requirementOf(programme, requirement)?.tasks;
  return programme === undefined || tasks === undefined || tasks === null ? {} : { rule: ruleReference(programme, clauseOfKind(tasks, kind)) };
}

/** Of the kind, where the text names each; else of the set. */
function clauseOfKind({ value, clause }: NonNullable<TrainingRequirement['tasks']>, kind: string): string {
  return value.find(({ code }) => code === kind)?.stated ?? clause;
}
