import type { DecisionContext } from './context';
import { refused } from './decision';
import type { Aggregate, Decision, EventId, NominationId, Recorded, RoundId, TeacherId } from './facts';
import { submissionsRunning } from './round/notice';
import type { RoundState } from './round/round';
import { entryFault } from './teacher/career';
import type { EvidenceKind } from './teacher/career-facts';
import { LAST_DAY } from './teacher/nomination';
import type { TeacherState } from './teacher/teacher';
import { view } from './teacher/view';

/**
 * One paper, project or award, whoever presents it (E43): stream `evidence-<HMAC(kind, source)>`, so that the order in which
 * two candidates present it is one and the same for everybody. Never refused: a second use is a fact that is reported, and
 * a rule of the tier may bar on it. `nomination`: of a file that came with one; null where she entered it herself.
 */
export type EvidenceUsed = Recorded<'EvidenceUsed', {
  readonly fingerprint: string;
  readonly kind: EvidenceKind;
  readonly round: RoundId;
  readonly teacher: TeacherId;
  readonly nomination: NominationId | null;
  /** Other teachers who presented it before and whose entry stands: in this round, and in any. */
  readonly earlierInRound: number;
  readonly earlier: number;
}>; // private[teacher]: { source }

export interface EvidenceState {
  readonly uses: Map<EventId, EvidenceUsed>;
}

export interface UseEvidenceCommand {
  readonly fingerprint: string;
  readonly kind: EvidenceKind;
  readonly source: string;
  readonly round: RoundState;
  readonly teacher: TeacherState;
  /** Dossiers of those who presented it before: an entry that was voided there counts no more. */
  readonly others: readonly TeacherState[];
}

export const evidence: Aggregate<EvidenceState, EvidenceUsed> = {
  initial: () => ({ uses: new Map() }),
  evolve: (state, fact) => {
    state.uses.set(fact.id, fact);
    return state;
  },
};

/** Step one; `decideEnterEvidence` on her own stream follows, and cannot be declined. */
export function decideUseEvidence(state: EvidenceState, command: UseEvidenceCommand, context: DecisionContext): Decision<EvidenceUsed> {
  const { fingerprint, kind, source, round, teacher, others } = command;
  const fault = entryFault(teacher, context) ?? submissionsRunning(round, context);
  if (fault) return fault;
  const dossiers = [teacher, ...others];
  const uses = [...state.uses.values()].filter((use) => stands(use, dossiers));
  const own = uses.find((use) => use.data.teacher === teacher.id && use.data.round === round.id);
  if (own) return refused('evidenceEntered', { on: own.meta.effectiveOn });
  const earlier = new Set(uses.filter((use) => use.data.teacher !== teacher.id).map((use) => use.data.teacher));
  const inRound = new Set(uses.filter((use) => use.data.teacher !== teacher.id && use.data.round === round.id).map((use) => use.data.teacher));
  const data = { fingerprint, kind, round: round.id, teacher: teacher.id, nomination: null, earlierInRound: inRound.size, earlier: earlier.size };
  return { kind: 'events', events: [{ type: 'EvidenceUsed', data, private: { [teacher.id]: { source } } }] };
}

/** While her own stream says nothing of it yet, it stands. */
function stands({ id, data: { teacher } }: EvidenceUsed, dossiers: readonly TeacherState[]): boolean {
  const dossier = dossiers.find((one) => one.id === teacher);
  if (!dossier?.facts.some((fact) => fact.type === 'EvidenceEntered' && fact.data.reservation === id)) return true;
  return view(dossier.facts, LAST_DAY).career.evidence.some(({ reservation }) => reservation === id);
}

/** What is told apart: neither blanks nor punctuation nor the width and case of letters make another paper of it. */
export function plainSource(source: string): string {
  return source.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '');
}
