import { AdoptOpenValue, AdoptOpenValueBody, AdoptOpenValueHandler } from './adopt-open-value';
import { CloseNominations, CloseNominationsHandler } from './close-nominations';
import { ClosePanel, ClosePanelHandler } from './close-panel';
import { ClosePublicity, ClosePublicityBody, ClosePublicityHandler } from './close-publicity';
import { ConcludeAssessment, ConcludeAssessmentBody, ConcludeAssessmentHandler } from './conclude-assessment';
import { ConferTitles, ConferTitlesBody, ConferTitlesHandler } from './confer-titles';
import { CorrectFact, CorrectFactBody, CorrectFactHandler } from './correct-fact';
import type { Desk } from './desk';
import { EndAppointment, EndAppointmentBody, EndAppointmentHandler } from './end-appointment';
import { ErasePersonalData, ErasePersonalDataBody, ErasePersonalDataHandler } from './erase-personal-data';
import { ChangeScore, ChangeScoreBody, ChangeScoreHandler } from './change-score';
import { DecideOpenSeats, DecideOpenSeatsBody, DecideOpenSeatsHandler } from './decide-open-seats';
import { DeclareConflict, DeclareConflictBody, DeclareConflictHandler } from './declare-conflict';
import { EnterMarks, EnterMarksBody, EnterMarksHandler } from './enter-marks';
import { ExtendPanel, ExtendPanelBody, ExtendPanelHandler } from './extend-panel';
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
import { NoBody } from './no-body';
import { OpenPublicity, OpenPublicityBody, OpenPublicityHandler } from './open-publicity';
import { OpenRound, OpenRoundBody, OpenRoundHandler } from './open-round';
import { OpenScores, OpenScoresBody, OpenScoresHandler } from './open-scores';
import type { Outcome } from './outcome';
import { TeacherInput } from './personal-input';
import { PublishProgrammeVersion, PublishProgrammeVersionBody, PublishProgrammeVersionHandler } from './publish-programme-version';
import { RankCandidates, RankCandidatesBody, RankCandidatesHandler } from './rank-candidates';
import { RecommendAtSchool, RecommendAtSchoolBody, RecommendAtSchoolHandler } from './recommend-at-school';
import { RecordAppointment, RecordAppointmentBody, RecordAppointmentHandler } from './record-appointment';
import { RecordTraining, RecordTrainingBody, RecordTrainingHandler } from './record-training';
import { RegisterOrg, RegisterOrgBody, RegisterOrgHandler } from './register-org';
import { RegisterPerson, RegisterPersonBody, RegisterPersonHandler } from './register-person';
import { RegisterTeacher, RegisterTeacherHandler } from './register-teacher';
import { RegisterTeachers, RegisterTeachersBody, RegisterTeachersHandler } from './register-teachers';
import { RenameOrg, RenameOrgBody, RenameOrgHandler } from './rename-org';
import { RevokeTitle, RevokeTitleBody, RevokeTitleHandler } from './revoke-title';
import { SubmitNomination, SubmitNominationBody, SubmitNominationHandler } from './submit-nomination';
import { SubmitScore, SubmitScoreBody, SubmitScoreHandler } from './submit-score';
import { TransferTeacher, TransferTeacherBody, TransferTeacherHandler } from './transfer-teacher';
import type { Sender, UseCase } from './use-case';
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
  RegisterPerson: { command: RegisterPerson, body: RegisterPersonBody, handler: RegisterPersonHandler },
  RecordAppointment: { command: RecordAppointment, body: RecordAppointmentBody, handler: RecordAppointmentHandler },
  EndAppointment: { command: EndAppointment, body: EndAppointmentBody, handler: EndAppointmentHandler },
  RegisterTeacher: { command: RegisterTeacher, body: TeacherInput, handler: RegisterTeacherHandler },
  RegisterTeachers: { command: RegisterTeachers, body: RegisterTeachersBody, handler: RegisterTeachersHandler },
  TransferTeacher: { command: TransferTeacher, body: TransferTeacherBody, handler: TransferTeacherHandler },
  OpenRound: { command: OpenRound, body: OpenRoundBody, handler: OpenRoundHandler },
  GiveConsent: { command: GiveConsent, body: GiveConsentBody, handler: GiveConsentHandler },
  SubmitNomination: { command: SubmitNomination, body: SubmitNominationBody, handler: SubmitNominationHandler },
  RecommendAtSchool: { command: RecommendAtSchool, body: RecommendAtSchoolBody, handler: RecommendAtSchoolHandler },
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
  RecordBallot: { command: RecordBallot, body: RecordBallotBody, handler: RecordBallotHandler },
  ChangeScore: { command: ChangeScore, body: ChangeScoreBody, handler: ChangeScoreHandler },
  ReopenRanking: { command: ReopenRanking, body: ReopenRankingBody, handler: ReopenRankingHandler },
  DecideOpenSeats: { command: DecideOpenSeats, body: DecideOpenSeatsBody, handler: DecideOpenSeatsHandler },
  ClosePanel: { command: ClosePanel, body: NoBody, handler: ClosePanelHandler },
  OpenScores: { command: OpenScores, body: OpenScoresBody, handler: OpenScoresHandler },
  RankCandidates: { command: RankCandidates, body: RankCandidatesBody, handler: RankCandidatesHandler },
  OpenPublicity: { command: OpenPublicity, body: OpenPublicityBody, handler: OpenPublicityHandler },
  ClosePublicity: { command: ClosePublicity, body: ClosePublicityBody, handler: ClosePublicityHandler },
  ConferTitles: { command: ConferTitles, body: ConferTitlesBody, handler: ConferTitlesHandler },
  RecordTraining: { command: RecordTraining, body: RecordTrainingBody, handler: RecordTrainingHandler },
  ConcludeAssessment: { command: ConcludeAssessment, body: ConcludeAssessmentBody, handler: ConcludeAssessmentHandler },
  RevokeTitle: { command: RevokeTitle, body: RevokeTitleBody, handler: RevokeTitleHandler },
  CorrectFact: { command: CorrectFact, body: CorrectFactBody, handler: CorrectFactHandler },
  VoidFact: { command: VoidFact, body: VoidFactBody, handler: VoidFactHandler },
  ErasePersonalData: { command: ErasePersonalData, body: ErasePersonalDataBody, handler: ErasePersonalDataHandler },
} as const satisfies { readonly [name: string]: UseCaseEntry };

export type UseCaseName = keyof typeof useCases;

export function isUseCase(name: string): name is UseCaseName {
  return Object.hasOwn(useCases, name);
}
