import { AdoptOpenValue, AdoptOpenValueBody, AdoptOpenValueHandler } from './adopt-open-value';
import { CloseNominations, CloseNominationsHandler } from './close-nominations';
import { CompleteNomination, CompleteNominationBody, CompleteNominationHandler } from './complete-nomination';
import { DraftApplication, DraftApplicationBody, DraftApplicationHandler } from './draft-application';
import { RecommendAtLevel, RecommendAtLevelBody, RecommendAtLevelHandler } from './recommend-at-level';
import { RecommendMany, RecommendManyBody, RecommendManyHandler } from './recommend-many';
import { RejectMany, RejectManyBody, RejectManyHandler } from './reject-many';
import { ReturnMany, ReturnManyBody, ReturnManyHandler } from './return-many';
import { RejectNomination, RejectNominationBody, RejectNominationHandler } from './reject-nomination';
import { ReturnNomination, ReturnNominationBody, ReturnNominationHandler } from './return-nomination';
import { WithdrawNomination, WithdrawNominationBody, WithdrawNominationHandler } from './withdraw-nomination';
import { ClosePanel, ClosePanelHandler } from './close-panel';
import { ClosePublicity, ClosePublicityBody, ClosePublicityHandler } from './close-publicity';
import { ConcludeAssessment, ConcludeAssessmentBody, ConcludeAssessmentHandler } from './conclude-assessment';
import { AnswerObjector, AnswerObjectorBody, AnswerObjectorHandler } from './answer-objector';
import { AnswerVetting, AnswerVettingBody, AnswerVettingHandler } from './answer-vetting';
import { ApproveList, ApproveListBody, ApproveListHandler } from './approve-list';
import { AssignObjection, AssignObjectionBody, AssignObjectionHandler } from './assign-objection';
import { DecideObjection, DecideObjectionBody, DecideObjectionHandler } from './decide-objection';
import { ExtendObjection, ExtendObjectionBody, ExtendObjectionHandler } from './extend-objection';
import { FileObjection, FileObjectionBody, FileObjectionHandler } from './file-objection';
import { RequestVetting, RequestVettingBody, RequestVettingHandler } from './request-vetting';
import { SubstituteCandidate, SubstituteCandidateBody, SubstituteCandidateHandler } from './substitute-candidate';
import { ConferTitles, ConferTitlesBody, ConferTitlesHandler } from './confer-titles';
import { CorrectFact, CorrectFactBody, CorrectFactHandler } from './correct-fact';
import type { Desk } from './desk';
import { EndDelegation, EndDelegationBody, EndDelegationHandler } from './end-delegation';
import { EndAppointment, EndAppointmentBody, EndAppointmentHandler } from './end-appointment';
import { EndLeave, EndLeaveBody, EndLeaveHandler } from './end-leave';
import { EndSpell, EndSpellBody, EndSpellHandler } from './end-spell';
import { EnterEvidence, EnterEvidenceBody, EnterEvidenceHandler } from './enter-evidence';
import { ErasePersonalData, ErasePersonalDataBody, ErasePersonalDataHandler } from './erase-personal-data';
import { ExceptSeparation, ExceptSeparationBody, ExceptSeparationHandler } from './except-separation';
import { ExtendDeadline, ExtendDeadlineBody, ExtendDeadlineHandler } from './extend-deadline';
import { ChangeScore, ChangeScoreBody, ChangeScoreHandler } from './change-score';
import { DecideOpenSeats, DecideOpenSeatsBody, DecideOpenSeatsHandler } from './decide-open-seats';
import { ConfirmCandidates, ConfirmCandidatesBody, ConfirmCandidatesHandler } from './confirm-candidates';
import { LeavePool, LeavePoolBody, LeavePoolHandler } from './leave-pool';
import { RecordRecognition, RecordRecognitionBody, RecordRecognitionHandler } from './record-recognition';
import { DeclareConflict, DeclareConflictBody, DeclareConflictHandler } from './declare-conflict';
import { EnterMarks, EnterMarksBody, EnterMarksHandler } from './enter-marks';
import { ExtendPanel, ExtendPanelBody, ExtendPanelHandler } from './extend-panel';
import { RecordAttendance, RecordAttendanceBody, RecordAttendanceHandler } from './record-attendance';
import { RecordBallot, RecordBallotBody, RecordBallotHandler } from './record-ballot';
import { RecuseReviewer, RecuseReviewerBody, RecuseReviewerHandler } from './recuse-reviewer';
import { ReopenRanking, ReopenRankingBody, ReopenRankingHandler } from './reopen-ranking';
import { ListExpert, ListExpertBody, ListExpertHandler } from './list-expert';
import { DelistExpert, DelistExpertBody, DelistExpertHandler } from './delist-expert';
import { RecordRelation, RecordRelationBody, RecordRelationHandler } from './record-relation';
import { PrepareDraw, PrepareDrawBody, PrepareDrawHandler } from './prepare-draw';
import { CommitSeed, CommitSeedBody, CommitSeedHandler } from './commit-seed';
import { RevealSeed, RevealSeedBody, RevealSeedHandler } from './reveal-seed';
import { DrawPanel, DrawPanelBody, DrawPanelHandler } from './draw-panel';
import { DeclineDraw, DeclineDrawBody, DeclineDrawHandler } from './decline-draw';
import { FormPanel, FormPanelBody, FormPanelHandler } from './form-panel';
import { GiveConsent, GiveConsentBody, GiveConsentHandler } from './give-consent';
import { GrantWaiver, GrantWaiverBody, GrantWaiverHandler } from './grant-waiver';
import { ImportLegacyTitles, ImportLegacyTitlesBody, ImportLegacyTitlesHandler } from './import-legacy-titles';
import { NoBody } from './no-body';
import { ChangePublicityList, ChangePublicityListBody, ChangePublicityListHandler } from './change-publicity-list';
import { SuspendPublicityClock, SuspendPublicityClockBody, SuspendPublicityClockHandler } from './suspend-publicity-clock';
import { ResumePublicityClock, ResumePublicityClockBody, ResumePublicityClockHandler } from './resume-publicity-clock';
import { RecomputePublicity, RecomputePublicityBody, RecomputePublicityHandler } from './recompute-publicity';
import { TakeDownList, TakeDownListBody, TakeDownListHandler } from './take-down-list';
import { OpenPublicity, OpenPublicityBody, OpenPublicityHandler } from './open-publicity';
import { OpenRound, OpenRoundBody, OpenRoundHandler } from './open-round';
import { OpenScores, OpenScoresBody, OpenScoresHandler } from './open-scores';
import type { Outcome } from './outcome';
import { TeacherInput } from './personal-input';
import { PrintList, PrintListBody, PrintListHandler } from './print-list';
import { AppointPartyOwner, AppointPartyOwnerBody, AppointPartyOwnerHandler } from './appoint-party-owner';
import { NamePartyMembers, NamePartyMembersBody, NamePartyMembersHandler } from './name-party-members';
import { AssignDuty, AssignDutyBody, AssignDutyHandler } from './assign-duty';
import { RecordDutyDone, RecordDutyDoneBody, RecordDutyDoneHandler } from './record-duty-done';
import { PassPhaseGate, PassPhaseGateBody, PassPhaseGateHandler } from './pass-phase-gate';
import { RecordSupervision, RecordSupervisionBody, RecordSupervisionHandler } from './record-supervision';
import { RecordCompliance, RecordComplianceBody, RecordComplianceHandler } from './record-compliance';
import { AllocateFund, AllocateFundBody, AllocateFundHandler } from './allocate-fund';
import { SetFundBudget, SetFundBudgetBody, SetFundBudgetHandler } from './set-fund-budget';
import { SpendFund, SpendFundBody, SpendFundHandler } from './spend-fund';
import { SetTarget, SetTargetBody, SetTargetHandler } from './set-target';
import { RecordOutput, RecordOutputBody, RecordOutputHandler } from './record-output';
import { WaiveTarget, WaiveTargetBody, WaiveTargetHandler } from './waive-target';
import { SetPrintTemplate, SetPrintTemplateBody, SetPrintTemplateHandler } from './set-print-template';
import { PublishProgrammeVersion, PublishProgrammeVersionBody, PublishProgrammeVersionHandler } from './publish-programme-version';
import { RankCandidates, RankCandidatesBody, RankCandidatesHandler } from './rank-candidates';
import { RecommendAtSchool, RecommendAtSchoolBody, RecommendAtSchoolHandler } from './recommend-at-school';
import { RecoverCertificate, RecoverCertificateBody, RecoverCertificateHandler } from './recover-certificate';
import { RecordAppointment, RecordAppointmentBody, RecordAppointmentHandler } from './record-appointment';
import { RecordAppraisal, RecordAppraisalBody, RecordAppraisalHandler } from './record-appraisal';
import { RecordClassTeacherSpell, RecordClassTeacherSpellBody, RecordClassTeacherSpellHandler } from './record-class-teacher-spell';
import { RecordCredential, RecordCredentialBody, RecordCredentialHandler } from './record-credential';
import { RecordLeaderPost, RecordLeaderPostBody, RecordLeaderPostHandler } from './record-leader-post';
import { RecordSanction, RecordSanctionBody, RecordSanctionHandler } from './record-sanction';
import { RecordService, RecordServiceBody, RecordServiceHandler } from './record-service';
import { RecordTeaching, RecordTeachingBody, RecordTeachingHandler } from './record-teaching';
import { RecordDelegation, RecordDelegationBody, RecordDelegationHandler } from './record-delegation';
import { RecordHandover, RecordHandoverBody, RecordHandoverHandler } from './record-handover';
import { RecordTraining, RecordTrainingBody, RecordTrainingHandler } from './record-training';
import { EnrolInTraining, EnrolInTrainingBody, EnrolInTrainingHandler } from './enrol-in-training';
import { VoidTrainingHours, VoidTrainingHoursBody, VoidTrainingHoursHandler } from './void-training-hours';
import { SubmitDeliverables, SubmitDeliverablesBody, SubmitDeliverablesHandler } from './submit-deliverables';
import { AcceptDeliverable, AcceptDeliverableHandler } from './accept-deliverable';
import { ReturnDeliverable, ReturnDeliverableBody, ReturnDeliverableHandler } from './return-deliverable';
import { OpenStudio, OpenStudioBody, OpenStudioHandler } from './open-studio';
import { LeadStudio, LeadStudioBody, LeadStudioHandler } from './lead-studio';
import { AppointHost, AppointHostBody, AppointHostHandler } from './appoint-host';
import { ReleaseHost, ReleaseHostBody, ReleaseHostHandler } from './release-host';
import { JoinStudio, JoinStudioBody, JoinStudioHandler } from './join-studio';
import { LeaveStudio, LeaveStudioBody, LeaveStudioHandler } from './leave-studio';
import { SuspendStudio, SuspendStudioBody, SuspendStudioHandler } from './suspend-studio';
import { ResumeStudio, ResumeStudioBody, ResumeStudioHandler } from './resume-studio';
import { AssessStudio, AssessStudioBody, AssessStudioHandler } from './assess-studio';
import { CloseStudio, CloseStudioBody, CloseStudioHandler } from './close-studio';
import { PairMentor, PairMentorBody, PairMentorHandler } from './pair-mentor';
import { EndMentorship, EndMentorshipBody, EndMentorshipHandler } from './end-mentorship';
import { DesignateBase, DesignateBaseBody, DesignateBaseHandler } from './designate-base';
import { WithdrawBase, WithdrawBaseBody, WithdrawBaseHandler } from './withdraw-base';
import { RecordTrainingActivity, RecordTrainingActivityBody, RecordTrainingActivityHandler } from './record-training-activity';
import { ReissueCertificate, ReissueCertificateBody, ReissueCertificateHandler } from './reissue-certificate';
import { RegisterExperts, RegisterExpertsBody, RegisterExpertsHandler } from './register-experts';
import { RegisterOrg, RegisterOrgBody, RegisterOrgHandler } from './register-org';
import { RegisterOrgs, RegisterOrgsBody, RegisterOrgsHandler } from './register-orgs';
import { RegisterPerson, RegisterPersonBody, RegisterPersonHandler } from './register-person';
import { RegisterTeacher, RegisterTeacherHandler } from './register-teacher';
import { RegisterTeachers, RegisterTeachersBody, RegisterTeachersHandler } from './register-teachers';
import { ReleaseSanction, ReleaseSanctionBody, ReleaseSanctionHandler } from './release-sanction';
import { RenameOrg, RenameOrgBody, RenameOrgHandler } from './rename-org';
import { ChangeOrgCode, ChangeOrgCodeBody, ChangeOrgCodeHandler } from './change-org-code';
import { ChangeOrgTraits, ChangeOrgTraitsBody, ChangeOrgTraitsHandler } from './change-org-traits';
import { CloseOrg, CloseOrgBody, CloseOrgHandler } from './close-org';
import { MergeOrgs, MergeOrgsBody, MergeOrgsHandler } from './merge-orgs';
import { MoveOrg, MoveOrgBody, MoveOrgHandler } from './move-org';
import { SplitOrg, SplitOrgBody, SplitOrgHandler } from './split-org';
import { TransferTeachers, TransferTeachersBody, TransferTeachersHandler } from './transfer-teachers';
import { NoteTracking, NoteTrackingBody, NoteTrackingHandler } from './note-tracking';
import { OpenAssessment, OpenAssessmentBody, OpenAssessmentHandler } from './open-assessment';
import { ProposeGrades, ProposeGradesBody, ProposeGradesHandler } from './propose-grades';
import { NotifyResults, NotifyResultsBody, NotifyResultsHandler } from './notify-results';
import { RequestReview, RequestReviewBody, RequestReviewHandler } from './request-review';
import { DecideReview, DecideReviewBody, DecideReviewHandler } from './decide-review';
import { ConcludeCohort, ConcludeCohortBody, ConcludeCohortHandler } from './conclude-cohort';
import { DeferAssessment, DeferAssessmentBody, DeferAssessmentHandler } from './defer-assessment';
import { ConcludeReview, ConcludeReviewBody, ConcludeReviewHandler } from './conclude-review';
import { RenewTitle, RenewTitleBody, RenewTitleHandler } from './renew-title';
import { SuspendTitle, SuspendTitleBody, SuspendTitleHandler } from './suspend-title';
import { ReinstateTitle, ReinstateTitleBody, ReinstateTitleHandler } from './reinstate-title';
import { RelinquishTitle, RelinquishTitleBody, RelinquishTitleHandler } from './relinquish-title';
import { ExitTitle, ExitTitleBody, ExitTitleHandler } from './exit-title';
import { GrantLifetime, GrantLifetimeBody, GrantLifetimeHandler } from './grant-lifetime';
import { OverturnRevocation, OverturnRevocationBody, OverturnRevocationHandler } from './overturn-revocation';
import { RevokeTitle, RevokeTitleBody, RevokeTitleHandler } from './revoke-title';
import { StartLeave, StartLeaveBody, StartLeaveHandler } from './start-leave';
import { SaveImportMapping, SaveImportMappingBody, SaveImportMappingHandler } from './save-import-mapping';
import { SubmitNomination, SubmitNominationBody, SubmitNominationHandler } from './submit-nomination';
import { SubmitNominations, SubmitNominationsBody, SubmitNominationsHandler } from './submit-nominations';
import { SubmitScore, SubmitScoreBody, SubmitScoreHandler } from './submit-score';
import { SupplementNotice, SupplementNoticeBody, SupplementNoticeHandler } from './supplement-notice';
import { TransferSeats, TransferSeatsBody, TransferSeatsHandler } from './transfer-seats';
import { RegisterTeam, RegisterTeamBody, RegisterTeamHandler } from './register-team';
import { JoinTeam, JoinTeamBody, JoinTeamHandler } from './join-team';
import { LeaveTeam, LeaveTeamBody, LeaveTeamHandler } from './leave-team';
import { NameTeamLeader, NameTeamLeaderBody, NameTeamLeaderHandler } from './name-team-leader';
import { DecideTeamReview, DecideTeamReviewBody, DecideTeamReviewHandler } from './decide-team-review';
import { TransferTeacher, TransferTeacherBody, TransferTeacherHandler } from './transfer-teacher';
import type { Sender, UseCase } from './use-case';
import { VoidOrgChange, VoidOrgChangeBody, VoidOrgChangeHandler } from './void-org-change';
import { VoidFact, VoidFactBody, VoidFactHandler } from './void-fact';

/** One use case as the edges need it: its command, what its body is checked against, and who carries it out. */
export interface UseCaseEntry {
  readonly command: new (sender: Sender, target: never, body: never) => UseCase<object, object>;
  readonly body: new () => object;
  readonly handler: new (desk: Desk) => { execute(command: never): Promise<Outcome> };
}

/** Every use case by its name, as worked examples call it (`do: SubmitNomination`) and `meta.useCase` records it. */
export const useCases = {
  PublishProgrammeVersion: { command: PublishProgrammeVersion, body: PublishProgrammeVersionBody, handler: PublishProgrammeVersionHandler },
  AdoptOpenValue: { command: AdoptOpenValue, body: AdoptOpenValueBody, handler: AdoptOpenValueHandler },
  RegisterOrg: { command: RegisterOrg, body: RegisterOrgBody, handler: RegisterOrgHandler },
  RenameOrg: { command: RenameOrg, body: RenameOrgBody, handler: RenameOrgHandler },
  ChangeOrgCode: { command: ChangeOrgCode, body: ChangeOrgCodeBody, handler: ChangeOrgCodeHandler },
  ChangeOrgTraits: { command: ChangeOrgTraits, body: ChangeOrgTraitsBody, handler: ChangeOrgTraitsHandler },
  CloseOrg: { command: CloseOrg, body: CloseOrgBody, handler: CloseOrgHandler },
  VoidOrgChange: { command: VoidOrgChange, body: VoidOrgChangeBody, handler: VoidOrgChangeHandler },
  MergeOrgs: { command: MergeOrgs, body: MergeOrgsBody, handler: MergeOrgsHandler },
  MoveOrg: { command: MoveOrg, body: MoveOrgBody, handler: MoveOrgHandler },
  SplitOrg: { command: SplitOrg, body: SplitOrgBody, handler: SplitOrgHandler },
  TransferTeachers: { command: TransferTeachers, body: TransferTeachersBody, handler: TransferTeachersHandler },
  RegisterPerson: { command: RegisterPerson, body: RegisterPersonBody, handler: RegisterPersonHandler },
  RecordAppointment: { command: RecordAppointment, body: RecordAppointmentBody, handler: RecordAppointmentHandler },
  EndAppointment: { command: EndAppointment, body: EndAppointmentBody, handler: EndAppointmentHandler },
  RecordDelegation: { command: RecordDelegation, body: RecordDelegationBody, handler: RecordDelegationHandler },
  EndDelegation: { command: EndDelegation, body: EndDelegationBody, handler: EndDelegationHandler },
  RecordHandover: { command: RecordHandover, body: RecordHandoverBody, handler: RecordHandoverHandler },
  RegisterTeacher: { command: RegisterTeacher, body: TeacherInput, handler: RegisterTeacherHandler },
  RegisterTeachers: { command: RegisterTeachers, body: RegisterTeachersBody, handler: RegisterTeachersHandler },
  RegisterOrgs: { command: RegisterOrgs, body: RegisterOrgsBody, handler: RegisterOrgsHandler },
  RegisterExperts: { command: RegisterExperts, body: RegisterExpertsBody, handler: RegisterExpertsHandler },
  ImportLegacyTitles: { command: ImportLegacyTitles, body: ImportLegacyTitlesBody, handler: ImportLegacyTitlesHandler },
  SaveImportMapping: { command: SaveImportMapping, body: SaveImportMappingBody, handler: SaveImportMappingHandler },
  RegisterTeam: { command: RegisterTeam, body: RegisterTeamBody, handler: RegisterTeamHandler },
  JoinTeam: { command: JoinTeam, body: JoinTeamBody, handler: JoinTeamHandler },
  LeaveTeam: { command: LeaveTeam, body: LeaveTeamBody, handler: LeaveTeamHandler },
  NameTeamLeader: { command: NameTeamLeader, body: NameTeamLeaderBody, handler: NameTeamLeaderHandler },
  DecideTeamReview: { command: DecideTeamReview, body: DecideTeamReviewBody, handler: DecideTeamReviewHandler },
  TransferTeacher: { command: TransferTeacher, body: TransferTeacherBody, handler: TransferTeacherHandler },
  OpenRound: { command: OpenRound, body: OpenRoundBody, handler: OpenRoundHandler },
  ExceptSeparation: { command: ExceptSeparation, body: ExceptSeparationBody, handler: ExceptSeparationHandler },
  SupplementNotice: { command: SupplementNotice, body: SupplementNoticeBody, handler: SupplementNoticeHandler },
  ExtendDeadline: { command: ExtendDeadline, body: ExtendDeadlineBody, handler: ExtendDeadlineHandler },
  TransferSeats: { command: TransferSeats, body: TransferSeatsBody, handler: TransferSeatsHandler },
  GiveConsent: { command: GiveConsent, body: GiveConsentBody, handler: GiveConsentHandler },
  SubmitNomination: { command: SubmitNomination, body: SubmitNominationBody, handler: SubmitNominationHandler },
  RecommendAtSchool: { command: RecommendAtSchool, body: RecommendAtSchoolBody, handler: RecommendAtSchoolHandler },
  DraftApplication: { command: DraftApplication, body: DraftApplicationBody, handler: DraftApplicationHandler },
  RecommendAtLevel: { command: RecommendAtLevel, body: RecommendAtLevelBody, handler: RecommendAtLevelHandler },
  SubmitNominations: { command: SubmitNominations, body: SubmitNominationsBody, handler: SubmitNominationsHandler },
  RecommendMany: { command: RecommendMany, body: RecommendManyBody, handler: RecommendManyHandler },
  ReturnMany: { command: ReturnMany, body: ReturnManyBody, handler: ReturnManyHandler },
  RejectMany: { command: RejectMany, body: RejectManyBody, handler: RejectManyHandler },
  ReturnNomination: { command: ReturnNomination, body: ReturnNominationBody, handler: ReturnNominationHandler },
  CompleteNomination: { command: CompleteNomination, body: CompleteNominationBody, handler: CompleteNominationHandler },
  RejectNomination: { command: RejectNomination, body: RejectNominationBody, handler: RejectNominationHandler },
  WithdrawNomination: { command: WithdrawNomination, body: WithdrawNominationBody, handler: WithdrawNominationHandler },
  CloseNominations: { command: CloseNominations, body: NoBody, handler: CloseNominationsHandler },
  ListExpert: { command: ListExpert, body: ListExpertBody, handler: ListExpertHandler },
  DelistExpert: { command: DelistExpert, body: DelistExpertBody, handler: DelistExpertHandler },
  RecordRelation: { command: RecordRelation, body: RecordRelationBody, handler: RecordRelationHandler },
  PrepareDraw: { command: PrepareDraw, body: PrepareDrawBody, handler: PrepareDrawHandler },
  CommitSeed: { command: CommitSeed, body: CommitSeedBody, handler: CommitSeedHandler },
  RevealSeed: { command: RevealSeed, body: RevealSeedBody, handler: RevealSeedHandler },
  DrawPanel: { command: DrawPanel, body: DrawPanelBody, handler: DrawPanelHandler },
  DeclineDraw: { command: DeclineDraw, body: DeclineDrawBody, handler: DeclineDrawHandler },
  FormPanel: { command: FormPanel, body: FormPanelBody, handler: FormPanelHandler },
  SubmitScore: { command: SubmitScore, body: SubmitScoreBody, handler: SubmitScoreHandler },
  EnterMarks: { command: EnterMarks, body: EnterMarksBody, handler: EnterMarksHandler },
  DeclareConflict: { command: DeclareConflict, body: DeclareConflictBody, handler: DeclareConflictHandler },
  RecuseReviewer: { command: RecuseReviewer, body: RecuseReviewerBody, handler: RecuseReviewerHandler },
  ExtendPanel: { command: ExtendPanel, body: ExtendPanelBody, handler: ExtendPanelHandler },
  RecordAttendance: { command: RecordAttendance, body: RecordAttendanceBody, handler: RecordAttendanceHandler },
  RecordBallot: { command: RecordBallot, body: RecordBallotBody, handler: RecordBallotHandler },
  ChangeScore: { command: ChangeScore, body: ChangeScoreBody, handler: ChangeScoreHandler },
  ReopenRanking: { command: ReopenRanking, body: ReopenRankingBody, handler: ReopenRankingHandler },
  DecideOpenSeats: { command: DecideOpenSeats, body: DecideOpenSeatsBody, handler: DecideOpenSeatsHandler },
  ClosePanel: { command: ClosePanel, body: NoBody, handler: ClosePanelHandler },
  OpenScores: { command: OpenScores, body: OpenScoresBody, handler: OpenScoresHandler },
  RankCandidates: { command: RankCandidates, body: RankCandidatesBody, handler: RankCandidatesHandler },
  OpenPublicity: { command: OpenPublicity, body: OpenPublicityBody, handler: OpenPublicityHandler },
  ChangePublicityList: { command: ChangePublicityList, body: ChangePublicityListBody, handler: ChangePublicityListHandler },
  SuspendPublicityClock: { command: SuspendPublicityClock, body: SuspendPublicityClockBody, handler: SuspendPublicityClockHandler },
  ResumePublicityClock: { command: ResumePublicityClock, body: ResumePublicityClockBody, handler: ResumePublicityClockHandler },
  RecomputePublicity: { command: RecomputePublicity, body: RecomputePublicityBody, handler: RecomputePublicityHandler },
  TakeDownList: { command: TakeDownList, body: TakeDownListBody, handler: TakeDownListHandler },
  ClosePublicity: { command: ClosePublicity, body: ClosePublicityBody, handler: ClosePublicityHandler },
  FileObjection: { command: FileObjection, body: FileObjectionBody, handler: FileObjectionHandler },
  AssignObjection: { command: AssignObjection, body: AssignObjectionBody, handler: AssignObjectionHandler },
  ExtendObjection: { command: ExtendObjection, body: ExtendObjectionBody, handler: ExtendObjectionHandler },
  DecideObjection: { command: DecideObjection, body: DecideObjectionBody, handler: DecideObjectionHandler },
  AnswerObjector: { command: AnswerObjector, body: AnswerObjectorBody, handler: AnswerObjectorHandler },
  RequestVetting: { command: RequestVetting, body: RequestVettingBody, handler: RequestVettingHandler },
  AnswerVetting: { command: AnswerVetting, body: AnswerVettingBody, handler: AnswerVettingHandler },
  ApproveList: { command: ApproveList, body: ApproveListBody, handler: ApproveListHandler },
  SubstituteCandidate: { command: SubstituteCandidate, body: SubstituteCandidateBody, handler: SubstituteCandidateHandler },
  PrintList: { command: PrintList, body: PrintListBody, handler: PrintListHandler },
  AppointPartyOwner: { command: AppointPartyOwner, body: AppointPartyOwnerBody, handler: AppointPartyOwnerHandler },
  NamePartyMembers: { command: NamePartyMembers, body: NamePartyMembersBody, handler: NamePartyMembersHandler },
  AssignDuty: { command: AssignDuty, body: AssignDutyBody, handler: AssignDutyHandler },
  RecordDutyDone: { command: RecordDutyDone, body: RecordDutyDoneBody, handler: RecordDutyDoneHandler },
  PassPhaseGate: { command: PassPhaseGate, body: PassPhaseGateBody, handler: PassPhaseGateHandler },
  RecordSupervision: { command: RecordSupervision, body: RecordSupervisionBody, handler: RecordSupervisionHandler },
  RecordCompliance: { command: RecordCompliance, body: RecordComplianceBody, handler: RecordComplianceHandler },
  SetFundBudget: { command: SetFundBudget, body: SetFundBudgetBody, handler: SetFundBudgetHandler },
  AllocateFund: { command: AllocateFund, body: AllocateFundBody, handler: AllocateFundHandler },
  SpendFund: { command: SpendFund, body: SpendFundBody, handler: SpendFundHandler },
  SetTarget: { command: SetTarget, body: SetTargetBody, handler: SetTargetHandler },
  RecordOutput: { command: RecordOutput, body: RecordOutputBody, handler: RecordOutputHandler },
  WaiveTarget: { command: WaiveTarget, body: WaiveTargetBody, handler: WaiveTargetHandler },
  SetPrintTemplate: { command: SetPrintTemplate, body: SetPrintTemplateBody, handler: SetPrintTemplateHandler },
  ConferTitles: { command: ConferTitles, body: ConferTitlesBody, handler: ConferTitlesHandler },
  ConfirmCandidates: { command: ConfirmCandidates, body: ConfirmCandidatesBody, handler: ConfirmCandidatesHandler },
  LeavePool: { command: LeavePool, body: LeavePoolBody, handler: LeavePoolHandler },
  RecordRecognition: { command: RecordRecognition, body: RecordRecognitionBody, handler: RecordRecognitionHandler },
  RecordTraining: { command: RecordTraining, body: RecordTrainingBody, handler: RecordTrainingHandler },
  EnrolInTraining: { command: EnrolInTraining, body: EnrolInTrainingBody, handler: EnrolInTrainingHandler },
  VoidTrainingHours: { command: VoidTrainingHours, body: VoidTrainingHoursBody, handler: VoidTrainingHoursHandler },
  SubmitDeliverables: { command: SubmitDeliverables, body: SubmitDeliverablesBody, handler: SubmitDeliverablesHandler },
  AcceptDeliverable: { command: AcceptDeliverable, body: NoBody, handler: AcceptDeliverableHandler },
  ReturnDeliverable: { command: ReturnDeliverable, body: ReturnDeliverableBody, handler: ReturnDeliverableHandler },
  OpenStudio: { command: OpenStudio, body: OpenStudioBody, handler: OpenStudioHandler },
  LeadStudio: { command: LeadStudio, body: LeadStudioBody, handler: LeadStudioHandler },
  AppointHost: { command: AppointHost, body: AppointHostBody, handler: AppointHostHandler },
  ReleaseHost: { command: ReleaseHost, body: ReleaseHostBody, handler: ReleaseHostHandler },
  JoinStudio: { command: JoinStudio, body: JoinStudioBody, handler: JoinStudioHandler },
  LeaveStudio: { command: LeaveStudio, body: LeaveStudioBody, handler: LeaveStudioHandler },
  SuspendStudio: { command: SuspendStudio, body: SuspendStudioBody, handler: SuspendStudioHandler },
  ResumeStudio: { command: ResumeStudio, body: ResumeStudioBody, handler: ResumeStudioHandler },
  AssessStudio: { command: AssessStudio, body: AssessStudioBody, handler: AssessStudioHandler },
  CloseStudio: { command: CloseStudio, body: CloseStudioBody, handler: CloseStudioHandler },
  PairMentor: { command: PairMentor, body: PairMentorBody, handler: PairMentorHandler },
  EndMentorship: { command: EndMentorship, body: EndMentorshipBody, handler: EndMentorshipHandler },
  DesignateBase: { command: DesignateBase, body: DesignateBaseBody, handler: DesignateBaseHandler },
  WithdrawBase: { command: WithdrawBase, body: WithdrawBaseBody, handler: WithdrawBaseHandler },
  RecordTrainingActivity: { command: RecordTrainingActivity, body: RecordTrainingActivityBody, handler: RecordTrainingActivityHandler },
  RecordService: { command: RecordService, body: RecordServiceBody, handler: RecordServiceHandler },
  RecordCredential: { command: RecordCredential, body: RecordCredentialBody, handler: RecordCredentialHandler },
  RecordAppraisal: { command: RecordAppraisal, body: RecordAppraisalBody, handler: RecordAppraisalHandler },
  RecordTeaching: { command: RecordTeaching, body: RecordTeachingBody, handler: RecordTeachingHandler },
  RecordClassTeacherSpell: { command: RecordClassTeacherSpell, body: RecordClassTeacherSpellBody, handler: RecordClassTeacherSpellHandler },
  RecordLeaderPost: { command: RecordLeaderPost, body: RecordLeaderPostBody, handler: RecordLeaderPostHandler },
  EndSpell: { command: EndSpell, body: EndSpellBody, handler: EndSpellHandler },
  RecordSanction: { command: RecordSanction, body: RecordSanctionBody, handler: RecordSanctionHandler },
  ReleaseSanction: { command: ReleaseSanction, body: ReleaseSanctionBody, handler: ReleaseSanctionHandler },
  StartLeave: { command: StartLeave, body: StartLeaveBody, handler: StartLeaveHandler },
  EndLeave: { command: EndLeave, body: EndLeaveBody, handler: EndLeaveHandler },
  EnterEvidence: { command: EnterEvidence, body: EnterEvidenceBody, handler: EnterEvidenceHandler },
  GrantWaiver: { command: GrantWaiver, body: GrantWaiverBody, handler: GrantWaiverHandler },
  NoteTracking: { command: NoteTracking, body: NoteTrackingBody, handler: NoteTrackingHandler },
  OpenAssessment: { command: OpenAssessment, body: OpenAssessmentBody, handler: OpenAssessmentHandler },
  ProposeGrades: { command: ProposeGrades, body: ProposeGradesBody, handler: ProposeGradesHandler },
  NotifyResults: { command: NotifyResults, body: NotifyResultsBody, handler: NotifyResultsHandler },
  RequestReview: { command: RequestReview, body: RequestReviewBody, handler: RequestReviewHandler },
  DecideReview: { command: DecideReview, body: DecideReviewBody, handler: DecideReviewHandler },
  ConcludeCohort: { command: ConcludeCohort, body: ConcludeCohortBody, handler: ConcludeCohortHandler },
  DeferAssessment: { command: DeferAssessment, body: DeferAssessmentBody, handler: DeferAssessmentHandler },
  ConcludeAssessment: { command: ConcludeAssessment, body: ConcludeAssessmentBody, handler: ConcludeAssessmentHandler },
  ConcludeReview: { command: ConcludeReview, body: ConcludeReviewBody, handler: ConcludeReviewHandler },
  RevokeTitle: { command: RevokeTitle, body: RevokeTitleBody, handler: RevokeTitleHandler },
  RenewTitle: { command: RenewTitle, body: RenewTitleBody, handler: RenewTitleHandler },
  SuspendTitle: { command: SuspendTitle, body: SuspendTitleBody, handler: SuspendTitleHandler },
  ReinstateTitle: { command: ReinstateTitle, body: ReinstateTitleBody, handler: ReinstateTitleHandler },
  RelinquishTitle: { command: RelinquishTitle, body: RelinquishTitleBody, handler: RelinquishTitleHandler },
  ExitTitle: { command: ExitTitle, body: ExitTitleBody, handler: ExitTitleHandler },
  GrantLifetime: { command: GrantLifetime, body: GrantLifetimeBody, handler: GrantLifetimeHandler },
  OverturnRevocation: { command: OverturnRevocation, body: OverturnRevocationBody, handler: OverturnRevocationHandler },
  ReissueCertificate: { command: ReissueCertificate, body: ReissueCertificateBody, handler: ReissueCertificateHandler },
  RecoverCertificate: { command: RecoverCertificate, body: RecoverCertificateBody, handler: RecoverCertificateHandler },
  CorrectFact: { command: CorrectFact, body: CorrectFactBody, handler: CorrectFactHandler },
  VoidFact: { command: VoidFact, body: VoidFactBody, handler: VoidFactHandler },
  ErasePersonalData: { command: ErasePersonalData, body: ErasePersonalDataBody, handler: ErasePersonalDataHandler },
} as const satisfies { readonly [name: string]: UseCaseEntry };

export type UseCaseName = keyof typeof useCases;

export function isUseCase(name: string): name is UseCaseName {
  return Object.hasOwn(useCases, name);
}
