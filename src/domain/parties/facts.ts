import type { BusinessDate } from '../dates';
import type { OrgId, PersonId, Recorded } from '../facts';
import type { Proof } from '../targets/facts';

/** Who answers for a party from the day on, in place of whoever did before; null: nobody does. */
export type PartyOwnerAppointed = Recorded<'PartyOwnerAppointed', { readonly programme: string; readonly party: string; readonly person: PersonId | null; readonly from: BusinessDate }>;
/** Everybody in it from the day on (领导小组, 专班): the whole list anew. */
export type PartyMembersNamed = Recorded<'PartyMembersNamed', { readonly programme: string; readonly party: string; readonly members: readonly PersonId[]; readonly from: BusinessDate }>;
/** `unit`: the one that has to do it, where each does so for itself. Assigned again, it is owed again. */
export type DutyAssigned = Recorded<'DutyAssigned', { readonly programme: string; readonly party: string; readonly duty: string; readonly unit: OrgId | null; readonly due: BusinessDate }>;
/** Done on the day (`effectiveOn`), as the paper shows. */
export type DutyDone = Recorded<'DutyDone', { readonly programme: string; readonly party: string; readonly duty: string; readonly unit: OrgId | null; readonly document: Proof }>;
export type PhaseGatePassed = Recorded<'PhaseGatePassed', { readonly programme: string; readonly gate: string; readonly duties: readonly string[] }>;
/** What was found at a unit on the day (`effectiveOn`); found again later, the later counts. private[supervisor]: { text }. */
export type SupervisionRecorded = Recorded<'SupervisionRecorded', { readonly programme: string; readonly supervision: string; readonly unit: OrgId; readonly period: BusinessDate | null; readonly finding: Finding }>;

/** IN_ORDER 符合要求, TO_REMEDY 须整改. */
export type Finding = 'IN_ORDER' | 'TO_REMEDY';

export type PartyFact = PartyOwnerAppointed | PartyMembersNamed | DutyAssigned | DutyDone | PhaseGatePassed | SupervisionRecorded;
