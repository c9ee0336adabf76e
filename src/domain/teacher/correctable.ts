import { verdictTypes } from './assessment';
import type { TeacherFact } from './facts';

type FactType = TeacherFact['type'];

/** What may be restated, and the fields that say which fact it is. Decisions are changed by decisions, not by corrections. */
export const fixedFields: { readonly [type in FactType]?: readonly string[] } = {
  TeacherRegistered: [],
  Transferred: [],
  ConsentGiven: ['round'],
  // The provider's key and its HMAC are one: a training under another key is another training.
  CompletedTraining: ['source', 'credit', 'base', 'converted', 'late'],
  AssessedExcellent: ['assessment', 'programme', 'code', 'cohort', 'criteria', 'total'],
  AssessedQualified: ['assessment', 'programme', 'code', 'cohort', 'criteria', 'total'],
  AssessedBasicallyQualified: ['assessment', 'programme', 'code', 'cohort', 'criteria', 'total'],
  AssessedUnqualified: ['assessment', 'programme', 'code', 'cohort', 'criteria', 'total'],
  TitleConferred: ['title', 'programme', 'tier', 'track', 'round', 'nomination', 'reservation', 'batch', 'certificate', 'cohort'],
  TitleRevoked: ['title', 'programme', 'tier'],
  TitleRenewed: ['title', 'programme', 'tier', 'way'],
  ServiceRecorded: [],
  // Another kind of credential is another credential.
  CredentialRecorded: ['kind'],
  AppraisalRecorded: [],
  TeachingRecorded: [],
  ClassTeacherSpellRecorded: [],
  LeaderPostRecorded: [],
  SpellEnded: ['spell'],
  SanctionRecorded: [],
  LeaveStarted: [],
  LeaveEnded: ['leave'],
  LegacyTitleImported: ['file', 'row', 'verified'],
  // Another kind of recognition is another recognition.
  ExternalRecognitionRecorded: ['programme', 'kind', 'level'],
  // Who is in a team is said by joining and leaving.
  TeamRegistered: ['leader', 'members'],
  MemberJoined: ['member'],
  MemberLeft: ['member'],
  LeaderChanged: ['leader'],
};
/** The number names her identity's stream, the source the training. */
export const fixedPersonal: readonly string[] = ['identityType', 'identityNumber', 'source'];
/** What bodies decide on a title after its conferral. */
const titleActs = ['TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned'] as const satisfies readonly FactType[];
export const voidable: ReadonlySet<FactType> = new Set(['Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'ConsentGiven', 'CompletedTraining', 'LegacyTitleImported', 'TitleConferred', 'TitleRevoked', ...titleActs, ...Object.values(verdictTypes),
  'ServiceRecorded', 'CredentialRecorded', 'AppraisalRecorded', 'TeachingRecorded', 'ClassTeacherSpellRecorded', 'LeaderPostRecorded', 'SpellEnded',
  'SanctionRecorded', 'SanctionReleased', 'LeaveStarted', 'LeaveEnded', 'WaiverGranted', 'EvidenceEntered',
  'TrainingHoursVoided', 'EnrolledInTraining', 'DeliverableSubmitted', 'DeliverableReturned', 'DeliverableAccepted', 'TrackingNoted', 'AssessmentDeferred',
  'MemberJoined', 'MemberLeft', 'LeaderChanged', 'ExternalRecognitionRecorded',
]);
/** What a body decided is undone by a body's act only. */
export const voidedByAct: ReadonlySet<FactType> = new Set(['TitleConferred', 'TitleRevoked', ...titleActs, 'SanctionRecorded', 'SanctionReleased', 'WaiverGranted', 'TrainingHoursVoided']);
