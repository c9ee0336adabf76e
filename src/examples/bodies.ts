import type { UseCaseName } from '../commands/use-cases';
import { isUseCase } from '../commands/use-cases';
import type { Json, JsonObject } from '../domain/facts';
import { checkCharacter } from '../domain/identity-number';
import type { Place } from '../domain/rules/problems';
import { fault } from './difference';
import { expandAll, type NameKind, type Names } from './names';
import type { GivenTeacher } from './worked-example';

/** What of `with` the path names over HTTP; the rest is the body. */
const targets: { readonly [name in UseCaseName]: readonly string[] } = {
  PublishProgrammeVersion: ['programme'],
  AdoptOpenValue: ['programme'],
  RegisterOrg: [],
  RenameOrg: ['org'],
  MergeOrgs: [],
  SplitOrg: ['org'],
  CloseOrg: ['org'],
  VoidOrgChange: ['change'],
  MoveOrg: ['org'],
  ChangeOrgCode: ['org'],
  ChangeOrgTraits: ['org'],
  TransferTeachers: [],
  RegisterPerson: [],
  RecordAppointment: [],
  EndAppointment: ['appointment'],
  RecordDelegation: [],
  EndDelegation: ['delegation'],
  RecordHandover: [],
  RegisterTeacher: [],
  RegisterTeachers: [],
  RegisterOrgs: [],
  RegisterExperts: [],
  ImportLegacyTitles: [],
  SaveImportMapping: [],
  TransferTeacher: ['teacher'],
  RecordRetirement: ['teacher'],
  RecordDeath: ['teacher'],
  RecordDeparture: ['teacher'],
  RecordReturn: ['teacher'],
  ChangeSubject: ['teacher'],
  ChangeStage: ['teacher'],
  CorrectIdentity: ['teacher'],
  MergeDossiers: ['teacher'],
  UndoMerge: ['teacher', 'absorbed'],
  RegisterTeam: [],
  JoinTeam: ['team'],
  LeaveTeam: ['team'],
  NameTeamLeader: ['team'],
  DecideTeamReview: ['team', 'event'],
  OpenRound: [],
  ExceptSeparation: ['round'],
  SupplementNotice: ['round'],
  ExtendDeadline: ['round'],
  TransferSeats: ['round'],
  GiveConsent: ['round'],
  SubmitNomination: ['round'],
  RecommendAtSchool: ['round'],
  DraftApplication: ['round'],
  RecommendAtLevel: ['round'],
  SubmitNominations: ['round'],
  RecommendMany: ['round'],
  ReturnMany: ['round'],
  RejectMany: ['round'],
  ReturnNomination: ['round'],
  CompleteNomination: ['round'],
  RejectNomination: ['round'],
  WithdrawNomination: ['round'],
  CloseNominations: ['round'],
  ListExpert: ['pool'],
  DelistExpert: ['pool'],
  RecordRelation: [],
  PrepareDraw: ['round', 'draw'],
  CommitSeed: ['round', 'draw'],
  RevealSeed: ['round', 'draw'],
  DrawPanel: ['round', 'draw'],
  DeclineDraw: ['round', 'draw'],
  FormPanel: ['round'],
  SubmitScore: ['round', 'panel'],
  EnterMarks: ['round', 'panel'],
  DeclareConflict: ['round', 'panel'],
  RecuseReviewer: ['round', 'panel'],
  ExtendPanel: ['round', 'panel'],
  RecordAttendance: ['round', 'panel'],
  RecordBallot: ['round', 'panel'],
  ChangeScore: ['round', 'panel'],
  ReopenRanking: ['round'],
  DecideOpenSeats: ['round'],
  ClosePanel: ['round', 'panel'],
  OpenScores: ['round'],
  RankCandidates: ['round'],
  OpenPublicity: ['round'],
  ChangePublicityList: ['round'],
  SuspendPublicityClock: ['round'],
  ResumePublicityClock: ['round'],
  RecomputePublicity: ['round'],
  TakeDownList: ['round'],
  ClosePublicity: ['round'],
  ConferTitles: ['round'],
  PrintList: ['round'],
  AppointPartyOwner: ['programme'],
  NamePartyMembers: ['programme'],
  AssignDuty: ['programme'],
  RecordDutyDone: ['programme'],
  PassPhaseGate: ['programme', 'gate'],
  RecordSupervision: ['programme'],
  RecordCompliance: ['programme'],
  SetFundBudget: ['programme'],
  AllocateFund: ['programme'],
  SpendFund: ['programme'],
  SetTarget: ['programme'],
  RecordOutput: ['programme'],
  WaiveTarget: ['programme'],
  SetPrintTemplate: ['programme'],
  RequestVetting: ['round'],
  AnswerVetting: ['round'],
  ApproveList: ['round'],
  SubstituteCandidate: ['round'],
  FileObjection: ['round'],
  AssignObjection: ['objection'],
  ExtendObjection: ['objection'],
  DecideObjection: ['objection'],
  AnswerObjector: ['objection'],
  ConfirmCandidates: ['programme', 'tier'],
  LeavePool: ['programme', 'tier'],
  RecordRecognition: ['teacher'],
  RecordTraining: ['teacher'],
  EnrolInTraining: ['teacher'],
  VoidTrainingHours: ['teacher'],
  SubmitDeliverables: ['teacher'],
  AcceptDeliverable: ['teacher', 'deliverable'],
  ReturnDeliverable: ['teacher', 'deliverable'],
  OpenStudio: ['programme'],
  LeadStudio: ['programme', 'studio'],
  AppointHost: ['programme', 'studio'],
  ReleaseHost: ['programme', 'studio'],
  JoinStudio: ['programme', 'studio'],
  LeaveStudio: ['programme', 'studio'],
  SuspendStudio: ['programme', 'studio'],
  ResumeStudio: ['programme', 'studio'],
  AssessStudio: ['programme', 'studio'],
  CloseStudio: ['programme', 'studio'],
  PairMentor: ['programme'],
  EndMentorship: ['programme', 'pair'],
  DesignateBase: ['programme'],
  WithdrawBase: ['programme', 'base'],
  RecordTrainingActivity: ['programme'],
  RecordService: ['teacher'],
  RecordCredential: ['teacher'],
  RecordAppraisal: ['teacher'],
  RecordTeaching: ['teacher'],
  RecordClassTeacherSpell: ['teacher'],
  RecordLeaderPost: ['teacher'],
  EndSpell: ['teacher', 'spell'],
  RecordSanction: ['teacher'],
  ReleaseSanction: ['teacher', 'sanction'],
  StartLeave: ['teacher'],
  EndLeave: ['teacher', 'leave'],
  GrantWaiver: ['round'],
  EnterEvidence: ['round'],
  NoteTracking: ['teacher'],
  OpenAssessment: [],
  ProposeGrades: ['cohort'],
  NotifyResults: ['cohort'],
  RequestReview: ['cohort'],
  DecideReview: ['cohort', 'teacher'],
  ConcludeCohort: ['cohort'],
  DeferAssessment: ['teacher'],
  ConcludeAssessment: ['teacher'],
  ConcludeReview: ['teacher', 'review'],
  RevokeTitle: ['teacher', 'team', 'title'],
  RenewTitle: ['teacher', 'team', 'title'],
  SuspendTitle: ['teacher', 'team', 'title'],
  ReinstateTitle: ['teacher', 'team', 'title'],
  RelinquishTitle: ['teacher', 'team', 'title'],
  ExitTitle: ['teacher', 'team', 'title'],
  GrantLifetime: ['teacher', 'team', 'title'],
  OverturnRevocation: ['teacher', 'team', 'title'],
  ReissueCertificate: ['teacher', 'team', 'title'],
  RecoverCertificate: ['teacher', 'team', 'title'],
  CorrectFact: ['teacher', 'team'],
  VoidFact: ['teacher', 'team'],
  ErasePersonalData: ['person'],
};
const ofProgramme: ReadonlySet<string> = new Set<UseCaseName>(['PublishProgrammeVersion', 'SetTarget', 'RecordOutput', 'WaiveTarget', 'AppointPartyOwner', 'NamePartyMembers', 'AssignDuty', 'RecordDutyDone', 'PassPhaseGate', 'RecordSupervision', 'RecordCompliance', 'SetFundBudget', 'AllocateFund', 'SpendFund', 'AdoptOpenValue', 'OpenRound', 'ConcludeAssessment', 'NoteTracking', 'OpenAssessment', 'DeferAssessment', 'SetPrintTemplate', 'EnrolInTraining', 'SubmitDeliverables', 'DesignateBase', 'WithdrawBase', 'RecordTrainingActivity', 'ConfirmCandidates', 'LeavePool', 'RecordRecognition', 'OpenStudio', 'LeadStudio', 'AppointHost', 'ReleaseHost', 'JoinStudio', 'LeaveStudio', 'SuspendStudio', 'ResumeStudio', 'AssessStudio', 'CloseStudio', 'PairMentor', 'EndMentorship']);

/** Fields that hold ids, and of what. */
const named: { readonly [field: string]: NameKind } = {
  printed: 'print', teachers: 'teacher', teacher: 'teacher', absorbed: 'teacher', candidates: 'teacher', person: 'person', experts: 'person', a: 'person', b: 'person', expert: 'person', round: 'round', title: 'title', event: 'event', corrects: 'event', spell: 'event', sanction: 'event', leave: 'event', deliverable: 'event', appointment: 'appointment',
  certificate: 'certificate', objection: 'objection', publicity: 'publicity', handler: 'person', review: 'review', present: 'person', absent: 'person', by: 'person', out: 'nomination', passOver: 'nomination', corrections: 'event', delegate: 'person', delegation: 'delegation', successor: 'appointment',
  nomination: 'nomination', nominations: 'nomination', tieOrder: 'nomination', order: 'nomination',
  actor: 'person', actingAs: 'appointment', team: 'team', leader: 'person', member: 'person', members: 'person', host: 'person', mentor: 'person', mentee: 'person',
  approver: 'person', units: 'org', fromUnit: 'org', toUnit: 'org',
  org: 'org', unit: 'org', parent: 'org', authority: 'org', assessor: 'org', body: 'org',
};

/** In a fact that is restated; whoever recognised somebody need be no unit of ours. */
const namedInFacts: typeof named = Object.fromEntries(Object.entries(named).filter(([field]) => field !== 'body'));

/** Fields that mean another thing in these. */
const namedIn: { readonly [name in UseCaseName]?: { readonly [field: string]: NameKind | undefined } } = {
  // The body of a vetting is a code of the programme, as that of an act is a unit.
  AnswerVetting: { body: undefined },
  NamePartyMembers: { members: 'person' },
  // Whoever recognises somebody need be no unit of ours.
  RecordRecognition: { body: undefined },
  RegisterOrg: { org: undefined },
  TransferTeacher: { to: 'org' },
  TransferTeachers: { from: 'org', to: 'org' },
  MergeOrgs: { into: 'org', from: 'org' },
  VoidOrgChange: { change: 'event' },
  SplitOrg: { into: 'org' },
  CloseOrg: { successor: 'org' },
};

export interface Request {
  readonly target: JsonObject;
  readonly body: JsonObject;
}

/** `with` as target and body, every name replaced by what it stands for. Error: ExampleError. */
export function requestOf(useCase: string, given: JsonObject, place: Place, names: Names, programme: string): Request {
  if (!isUseCase(useCase)) throw fault(place.slice(0, -1), `没有操作“${useCase}”：可用 ${Object.keys(targets).join('、')}`, `There is no use case "${useCase}": one of ${Object.keys(targets).join(', ')}`, 'do');
  const whole = ofProgramme.has(useCase) && given['programme'] === undefined ? { programme, ...given } : given;
  // A unit that a change founds has the id by which the example calls it.
  for (const org of [...founded(whole['founds']), ...outside(whole)]) if (!names.has(org)) names.define(org, { org });
  const target: { [field: string]: Json } = {};
  const body: { [field: string]: Json } = {};
  for (const [field, value] of Object.entries(whole)) {
    const own = namedIn[useCase];
    const kind = own !== undefined && Object.hasOwn(own, field) ? own[field] : named[field];
    (targets[useCase].includes(field) ? target : body)[field] = identified(value, kind, [...place, field], names, useCase === 'CorrectFact' && field === 'data' ? namedInFacts : named);
  }
  return { target, body };
}

function founded(founds: Json | undefined): readonly string[] {
  const all: readonly Json[] = Array.isArray(founds) ? founds : founds === undefined ? [] : [founds];
  return all.flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) && typeof (one as JsonObject)['org'] === 'string' ? [String((one as JsonObject)['org'])] : []));
}

/** Whoever sets up what is of a province stands in no tree of ours, and is called as the example calls it. */
function outside({ level, act }: JsonObject): readonly string[] {
  const body = typeof act === 'object' && act !== null && !Array.isArray(act) ? (act as JsonObject)['body'] : undefined;
  return level === 'PROVINCE' && typeof body === 'string' ? [body] : [];
}

/** A seat limit is `by: [STAGE]`, its attributes; a proxy is sent `by` a person. */
function kindWithin(field: string, value: Json, fields: typeof named): NameKind | undefined {
  return field === 'by' && Array.isArray(value) ? undefined : fields[field];
}

function identified(value: Json, kind: NameKind | undefined, place: Place, names: Names, fields: typeof named): Json {
  // A word of the use case's own, and no name.
  if (typeof value === 'string') return kind === undefined || value === 'ALL_READY' ? value : names.id(kind, value, place);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const words = items.filter((item) => typeof item === 'string');
    if (kind !== undefined && words.length === items.length) return expandAll(words, place).map((name) => names.id(kind, name, place));
    return items.map((item, index) => identified(item, kind, [...place, index], names, fields));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([field, one]) => [field, identified(one, kindWithin(field, one, fields), [...place, field], names, fields)]));
}

/** `$each` and `$each.key` replaced by the entry, alone or within a text. */
export function forEntry<T>(value: T, entry: string | JsonObject): T {
  return replaced(value as Json, entry) as T;
}

/** `$unit` replaced by the unit for which the clerk acts. */
export function forUnit(value: JsonObject, unit: string): JsonObject {
  return JSON.parse(JSON.stringify(value), (_key, one: Json) => (one === '$unit' ? unit : one)) as JsonObject;
}

function replaced(value: Json, entry: string | JsonObject): Json {
  if (typeof value === 'string') {
    const whole = /^\$each(?:\.(\w+))?$/u.exec(value);
    const entire = whole === null ? undefined : valueOf(entry, whole[1]);
    // null is a value; only what the entry does not have stays as it is written.
    if (entire !== undefined) return entire;
    return value.replaceAll(/\$each(?:\.(\w+))?/gu, (found, key: string | undefined) => {
      const part = valueOf(entry, key);
      return typeof part === 'string' || typeof part === 'number' ? String(part) : found;
    });
  }
  if (Array.isArray(value)) return value.map((one: Json) => replaced(one, entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, replaced(one, entry)]));
}

function valueOf(entry: string | JsonObject, key: string | undefined): Json | undefined {
  if (key === undefined) return entry;
  return typeof entry === 'string' ? undefined : entry[key];
}

/** No region of 3799xx was ever assigned in GB/T 2260, so no number made here can be anybody's. */
const FICTIONAL_REGION = '379900';
const SURNAMES = '王李张刘陈杨赵孙于丛毕周吴徐朱马胡郭林何';
const GIVEN = '安博晨丹恩芳歌涵佳可兰敏宁沛琪然思彤婉欣悦泽知卓';

/** Makes up what an example leaves out of a dossier; numbers are of no person, and no two are alike. */
export class Dossiers {
  readonly #sequences = new Map<string, number>();
  #count: number;

  /**
   * Other dossiers of the same store make up other numbers and names.
   *
   * @param from with how many of each birth date they begin.
   * @param region the first six digits of their numbers: 3799 and two more.
   * @param names how many names they have made up.
   */
  constructor(private readonly from = 0, private readonly region = FICTIONAL_REGION, names = 0) {
    this.#count = names;
  }

  body(teacher: GivenTeacher, stages: readonly string[]): JsonObject {
    const { born, unit, called = this.#name(), sex = '2', subject = '语文', enteredOn = '2012-08-25', since = '2016-09-01', onEstablishment = true, inPost = true, identityType = 'RESIDENT_ID', identityNumber = this.#number(identityType, born) } = teacher;
    const stage = teacher.stage ?? stages[0] ?? 'PRIMARY';
    return {
      personal: { name: called, identityType, identityNumber, birthDate: born, sex, phone: null },
      unit, stage, subject, enteredOn, onEstablishment, inPost, effectiveOn: since,
    };
  }

  #name(): string {
    const n = this.#count++;
    return `${SURNAMES.charAt(n % SURNAMES.length)}${GIVEN.charAt(Math.floor(n / SURNAMES.length) % GIVEN.length)}${GIVEN.charAt((n * 7) % GIVEN.length)}`;
  }

  #number(type: string, born: string): string {
    const used = (this.#sequences.get(`${type} ${born}`) ?? this.from) + 1;
    this.#sequences.set(`${type} ${born}`, used);
    if (type !== 'RESIDENT_ID') return `${type === 'HK_MACAO_PERMIT' ? 'H' : type === 'PASSPORT' ? 'E' : ''}${born.replaceAll('-', '').slice(2)}${String(used).padStart(2, '0')}`;
    const seventeen = `${this.region}${born.replaceAll('-', '')}${String(used * 2).padStart(3, '0')}`;
    return `${seventeen}${checkCharacter(seventeen)}`;
  }
}
