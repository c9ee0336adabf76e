import { alreadySo } from '../decision';
import type { EvidenceUsed } from '../evidence';
import type { Decision } from '../facts';
import type { TeacherFact } from './facts';
import type { TeacherState } from './teacher';

/** Step two: once per use, also where the entry was voided meanwhile. */
export function decideEnterEvidence(state: TeacherState, use: EvidenceUsed): Decision<TeacherFact> {
  const reservation = use.id;
  if (state.facts.some((fact) => fact.type === 'EvidenceEntered' && fact.data.reservation === reservation)) return alreadySo;
  const { fingerprint, kind, round, earlierInRound, earlier } = use.data;
  const part = use.private[state.id] ?? null;
  return {
    kind: 'events',
    events: [{ type: 'EvidenceEntered', data: { reservation, fingerprint, kind, round, earlierInRound, earlier }, ...(part === null ? {} : { private: { [state.id]: part } }), effectiveOn: use.meta.effectiveOn, cause: reservation }],
  };
}
