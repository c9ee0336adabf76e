import type { EventType } from '../domain/catalogue';
import type { Recorded } from '../domain/facts';
import type { Again } from './what-if-answers';
import { activityAgain, baseAgain } from './what-if-bases';
import { complianceAgain, pairAgain, partyAgain, targetAgain } from './what-if-boards';
import { cohortAgain, listAgain } from './what-if-cohorts';
import { creditAgain, deferralAgain, deliverableAgain, enrolmentAgain, exitAgain, recognitionAgain, suspensionAgain, termAgain, trackingAgain, waiverAgain } from './what-if-dossiers';
import { fundAgain } from './what-if-funds';
import { admissionAgain, confirmationAgain, confirmedAgain, declinedAgain, isOfThePool } from './what-if-lists';
import { openingAgain, supplementAgain } from './what-if-openings';
import { ballotAgain, closingAgain, commissionAgain, conflictAgain, drawAgain, extensionAgain, scoreChangeAgain } from './what-if-panels';
import { postedAgain, postingAgain } from './what-if-publicities';
import type { AsRead } from './what-if-record';
import { conferralAgain, nominationAgain, rankingAgain, recommendationAgain, recommendationsAgain } from './what-if-rounds';
import { objectionAgain, registrationAgain, selectionAgain } from './what-if-selection';
import { studioAgain } from './what-if-studios';
import { isListedRevocation, poolReadBy, titleActAgain, verdictAgain } from './what-if-titles';

/** Takes a recorded decision again; null of what is taken again with another. */
export type Take = (read: AsRead, fact: Recorded) => Promise<Again | null>;

/**
 * What becomes of a recorded fact when a draft is tried. A decision by the rules of a programme is taken again. STANDS: a
 * person decided it, by the notice or her own judgement, and its command asks no rule of the file but who may. FOLLOWS: it
 * settles, restates or carries out a decision that is taken again itself, or a day brought it. REGISTER: what is so of a
 * person, a unit or the house, which no programme decides. A type that is not here does not compile.
 */
type Kind = Take | 'STANDS' | 'FOLLOWS' | 'REGISTER';

export const kinds: { readonly [type in EventType]: Kind } = {
  ...each('REGISTER', [
    'ProgrammeVersionPublished', 'OpenValueAdopted', 'OrgRegistered', 'OrgRenamed', 'OrgMoved', 'OrgCodeChanged', 'OrgTraitsChanged', 'OrgsMerged', 'OrgSplit', 'OrgChangeVoided', 'OrgClosed',
    'PersonRegistered', 'AppointmentRecorded', 'AppointmentEnded', 'DelegationRecorded', 'DelegationEnded', 'HandoverRecorded', 'PrintTemplateSet', 'ImportMappingSaved', 'RelationRecorded', 'ExpertListed', 'ExpertDelisted', 'IdentityClaimed',
    'TeacherRegistered', 'Transferred', 'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded', 'SanctionRecorded', 'SanctionReleased', 'Retired', 'Deceased', 'Departed', 'Reemployed',
    'SubjectChanged', 'StageChanged', 'IdentityCorrected', 'IdentitiesMerged', 'MergeUndone', 'IdentityReleased', 'LeaveStarted', 'LeaveEnded', 'EvidenceEntered', 'EvidenceUsed', 'LegacyTitleImported', 'ConsentGiven', 'ApplicationDrafted', 'TeamRegistered', 'MemberJoined', 'MemberLeft', 'LeaderChanged', 'PersonalDataErased',
    'ListPrinted', 'NoticeQueued', 'NoticeDelivered', 'NoticeFailed', 'BatchTargetsListed', 'BatchOpened', 'BatchTargetsSettled', 'BatchCompleted',
  ]),
  ...each('STANDS', [
    'NominationWithdrawn', 'DeadlineExtended', 'NominationsClosed', 'WithdrawalRegistered', 'RejectionRegistered', 'ReturnReopened', 'ScoreOpeningOrdered', 'RankingReopened', 'SeparationExcepted', 'VettingAnswered', 'ObjectorAnswered',
    'SeedHalfCommitted', 'SeedHalfRevealed', 'PanelDrawn', 'ExpertDeclined', 'AttendanceRecorded', 'ReviewerRecused', 'DeliverableReturned', 'DeliverableAccepted', 'TrainingHoursVoided', 'BaseWithdrawn', 'HostReleased', 'StudioMemberLeft', 'StudioClosed', 'MentorshipEnded',
    'TitleReinstated', 'TitleRelinquished', 'RevocationOverturned', 'CertificateReissued', 'CertificateRecovered', 'DepartureDecided', 'TeamReviewDecided', 'ReviewConcluded', 'FactVoided',
  ]),
  ...each('FOLLOWS', [
    'SchoolRecommended', 'RecommendationDeclined', 'LevelRecommended', 'NominationReturned', 'ReturnLapsed', 'NominationRejected', 'NotSelected', 'NominationStruck', 'AdmittedToPool', 'LeftPool', 'MilestoneReached', 'MilestoneMissed', 'TitleExpired', 'TitleAbsorbed', 'ReviewRequired',
    'SeatConfirmed', 'SeatReleased', 'SeatLapsed', 'ReturnEnded', 'PublicityWindowEnded', 'PublicityListed', 'ConferralCarriedOut', 'ObjectionSettled', 'ObjectionFiled', 'ObjectionParticulars', 'PlacesGivenBack', 'ConfirmationCarriedOut', 'RoundConcluded', 'RankingListed',
    'PanelFormed', 'ExpertsJoined', 'ScoreSubmitted', 'MarksEntered', 'EntriesDiffered', 'EntriesAgreed', 'ScoresOpened', 'ScoreChanged',
  ]),
  RoundOpened: by(openingAgain), NoticeSupplemented: by(supplementAgain), SeatsTransferred: by(selectionAgain), BaseDesignated: by(baseAgain), TrainingActivityHeld: by(activityAgain),
  ...each(by(partyAgain), ['PartyOwnerAppointed', 'PartyMembersNamed', 'DutyAssigned', 'DutyDone', 'PhaseGatePassed', 'SupervisionRecorded']),
  ...each(by(targetAgain), ['TargetSet', 'OutputRecorded', 'TargetWaived']), ComplianceRecorded: by(complianceAgain), MentorPaired: by(pairAgain),
  ...each(by(fundAgain), ['FundBudgetSet', 'FundAllocated', 'FundSpent']),
  ...each(by(studioAgain), ['StudioOpened', 'StudioLed', 'HostAppointed', 'StudioMemberJoined', 'StudioSuspended', 'StudioResumed', 'StudioAssessed']),
  ...each(by(nominationAgain), ['Nominated', 'NominationRefused', 'NominationCompleted']), ReturnRegistered: by(selectionAgain), WaiverGranted: by(waiverAgain),
  SeatReserved: by(recommendationAgain), RecommendationRefused: by(recommendationAgain), SeatsReserved: by(recommendationsAgain),
  PanelCommissioned: by(commissionAgain), PanelExtended: by(extensionAgain), DrawPrepared: by(drawAgain), PanelClosed: by(closingAgain), BallotRecorded: by(ballotAgain), ConflictDeclared: by(conflictAgain), ScoreChangeOrdered: by(scoreChangeAgain),
  CandidatesRanked: by(rankingAgain), VettingRequested: by(selectionAgain), ListApproved: by(selectionAgain), CandidateSubstituted: by(selectionAgain), ...each(by(selectionAgain), ['SeatsCarried', 'SeatsReturned', 'SeatsReallocated']),
  PublicityOpened: by(postingAgain), ...each(by(postedAgain), ['PublicityClosed', 'PublicityClockSuspended', 'PublicityClockResumed', 'PublicityRecomputed', 'PublicityListChanged', 'ListTakenDown']),
  ObjectionRegistered: by(registrationAgain), ...each(by(objectionAgain), ['ObjectionAssigned', 'ObjectionExtended', 'ObjectionDecided']),
  ConferralDecided: by(conferralAgain), ConferralDeclined: by(async (read, fact: Parameters<typeof declinedAgain>[1]) => (isOfThePool(fact) ? null : declinedAgain(read, fact))),
  CandidatesAdmitted: by(admissionAgain), ConfirmationDecided: by(confirmationAgain), ConfirmationDeclined: by(confirmedAgain),
  TitleConferred: by(async (read, fact: Parameters<typeof termAgain>[1]) => (poolReadBy(fact) === undefined || fact.meta.useCase !== 'ConfirmCandidates' ? termAgain(read, fact) : confirmedAgain(read, fact))),
  AssessmentOpened: by(listAgain), ...each(by(cohortAgain), ['GradesProposed', 'ResultsNotified', 'ReviewRequested', 'ReviewDecided', 'AssessmentConcluded']), AssessmentDeferred: by(deferralAgain), TrackingNoted: by(trackingAgain),
  ...each(by(verdictAgain), ['AssessedExcellent', 'AssessedQualified', 'AssessedBasicallyQualified', 'AssessedUnqualified']),
  TitleRevoked: by(async (read, fact: Parameters<typeof titleActAgain>[1]) => ((await isListedRevocation(read, fact)) ? null : titleActAgain(read, fact))), TitleRenewed: by(titleActAgain), LifetimeTitleGranted: by(titleActAgain),
  TitleSuspended: by(suspensionAgain), TitleExited: by(exitAgain),
  CompletedTraining: by(creditAgain), EnrolledInTraining: by(enrolmentAgain), DeliverableSubmitted: by(deliverableAgain), ExternalRecognitionRecorded: by(recognitionAgain),
};

function each<T extends EventType, K extends Kind>(kind: K, types: readonly T[]): { readonly [type in T]: K } {
  return Object.fromEntries(types.map((type) => [type, kind])) as { readonly [type in T]: K };
}

/** A fact of a type is of that type: its own table says so. */
function by<F extends Recorded>(again: (read: AsRead, fact: F) => Promise<Again | null>): Take {
  return (read, fact) => again(read, fact as F);
}

/** A type that this version of the product does not know is read by nobody. */
export function kindOf(type: string): Kind {
  return Object.hasOwn(kinds, type) ? kinds[type as EventType] : 'REGISTER';
}
