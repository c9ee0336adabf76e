import { ManualClock } from '../clock';
import { assessing as byWhomAssessed, authorityOverCohort, authorityToAssess, openedCohort } from '../commands/cohorts';
import { confirming } from '../commands/cultivation';
import { whoJudges } from '../commands/deliverables';
import { matterOfTitle, unitOf } from '../commands/dossiers';
import { authorityOverPublicity } from '../commands/publicity-list';
import { authorityOverDuty } from '../commands/publisher';
import { speaksFor } from '../commands/recommendation';
import { authorityOverRound, authorityOverUnits, authorityToApprove, boardRequirements, bureau, mentoringRequirements, namedOrAbove, requirementsOf, requirementsToOpen } from '../commands/requirements';
import { authorityOverStudio } from '../commands/studio-streams';
import { competentFor } from '../commands/title-acts';
import type { Sender } from '../commands/use-case';
import { World, type Authority } from '../commands/world';
import { cohort } from '../domain/assessment/cohort';
import type { AssessmentOpened } from '../domain/assessment/facts';
import type { BusinessDate } from '../domain/dates';
import type { ConfirmationDecided, DepartureDecided } from '../domain/cultivation/facts';
import { holderOfStream, type Json, type JsonObject, type Recorded, type StreamName, type TitleId } from '../domain/facts';
import { underLead, type LedMatter } from '../domain/lead';
import { nameOn, type OrgsState } from '../domain/orgs';
import type { DutyDone } from '../domain/parties/facts';
import { partyNamed } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme, Stage } from '../domain/programme-rules';
import type { Competent, TitleLifeRules } from '../domain/programme-titles';
import { programme } from '../domain/programme-stream';
import { spokenValue } from '../domain/refusal-words';
import type { OrgLevel } from '../domain/registry-facts';
import type { RoundOpened, SeatReserved, SeatsReserved } from '../domain/round/facts';
import { matterOfRound } from '../domain/round/leading';
import { openedRound, parametersOf, round, type RoundState } from '../domain/round/round';
import { stageOf } from '../domain/round/seats';
import { studios } from '../domain/studio/studios';
import { fundNamed } from '../domain/targets/funds';
import { targetNamed, targets } from '../domain/targets/targets';
import { assessedOn, assessmentOf } from '../domain/teacher/assessment';
import type { Assessed } from '../domain/teacher/facts';
import { ruleOfRound } from '../domain/teacher/waiver';
import type { TeacherState } from '../domain/teacher/teacher';
import { requirementOf } from '../domain/teacher/training';
import type { Notice } from '../event-store/notice';
import { wordOf } from './event-words';
import type { HistoryFact } from './history';
import { compared, ofOne, type Again } from './what-if-answers';
import type { AsRead } from './what-if-record';
import { isVerdict } from './what-if-titles';

/** Who may do an act: as the command itself asks, of a world that is put together from what it read. */
interface Asking {
  /** Of the programme's `authority`; null where its tier, assessment, studio or fund names who acts. */
  readonly stage: Stage | null;
  readonly ask: (world: World, sender: Sender) => Authority;
  readonly of?: RoundState;
  /** By which whoever leads is told, where that is for her. */
  readonly matter?: LedMatter;
  readonly tier?: string;
}
type Asks = (read: AsRead, fact: Recorded) => Promise<Asking | null>;

/**
 * The act by whoever did it, under the appointment that she did it under, by delegation too: whether she may under the draft.
 * What the draft has no rules for at all is told by the decision itself. null of what rests on no rule about who acts.
 */
export async function authorityAgain(read: AsRead, fact: Recorded): Promise<Again | null> {
  const { useCase, appointment, context } = fact.meta;
  const { programme: pinned, people: register, orgs: upTo } = context;
  const asks = Object.hasOwn(ASKED, useCase) ? ASKED[useCase] : undefined;
  if (asks === undefined || appointment === null || pinned === undefined || register === undefined || upTo === undefined) return null;
  const asking = await asks(read, fact);
  if (asking === null) return null;
  const [own, draft, tree, people] = [await read.ownRules(fact), await read.draftFor(pinned), await read.orgsAt(upTo), await read.peopleAt(register)];
  const { stage, ask, of, matter, tier } = asking;
  if (tier !== undefined && draft.tiers.every(({ code }) => code !== tier)) return null;
  const sender = senderOf(fact);
  const by = (rules: EffectiveProgramme) => {
    const answer = ask(new World(
      { state: people, revision: register }, { state: tree, revision: upTo }, { clock: new ManualClock(fact.recordedAt), calendar: read.calendarOf(fact), firstOfficer: null },
      matter === undefined ? rules : underLead(rules, matter, tree), [], of === undefined ? undefined : { state: of, revision: -1 }, sender.paper, context,
    ), sender);
    return ofOne(null, answer.kind === 'refused' ? answer.refusal : null);
  };
  const named = await read.namedBy(fact, draft);
  const clause = stage === null ? undefined : own.authority[stage]?.clause;
  const answer = compared(fact, { round: of?.id ?? null, tier: tier ?? of?.opened?.tier ?? null, recorded: new Map([[null, null]]), by }, own, named);
  if ('unanswered' in answer) return answer;
  const about = of?.opened?.names;
  return { otherwise: answer.otherwise.map((one) => ({ ...one, stage, teacher: holderOfStream(fact.stream)?.id ?? null, ...(about === undefined ? {} : { about }), was: { decided: 'MAY', words: actedBy(fact, tree), ...(clause === undefined ? {} : { clause }) } })) };
}

/** The first fact of an act; lists that were handed in are settled one by one, each under the appointment of the list. */
export function isAct({ type, meta: { useCase, commandId, correlation, via, appointment } }: Pick<Recorded, 'type' | 'meta'>): boolean {
  if (appointment === null || via === 'import' || !Object.hasOwn(ASKED, useCase)) return false;
  return useCase === 'SubmitNominations' ? NOMINATED.has(type) : commandId === correlation;
}

/** As whom it was done. */
function actedBy({ type, meta: { capacity, onBehalfOf, context } }: Recorded, tree: OrgsState): Notice {
  const [post, word] = [spokenValue(capacity?.post, { input: 'post', called: {}, choice: false }), wordOf(type as HistoryFact['type'])];
  const unit = capacity === null ? null : nameOn(tree, capacity.org, context.today);
  const [by, lent] = onBehalfOf === undefined ? ['', ''] : ['（受托）', ' (by delegation)'];
  return { zh: `${word.zh}，由${unit?.zh ?? ''}的${post.zh}办理${by}`, en: `${word.en}, by a ${post.en} of ${unit?.en ?? ''}${lent}` };
}

function senderOf({ meta: { actor, appointment, enteredBy, paper, context, commandId } }: Recorded): Sender {
  return {
    // Who enters what is another's to say (her sheet, her consent) does so under a post of her own; an officer's paper is under the officer's.
    issuer: 'what-if', subject: paper === undefined ? (enteredBy ?? actor) : actor, idempotencyKey: commandId, actingAs: appointment, ifMatch: null,
    ...(paper === undefined || enteredBy === undefined ? {} : { paper: { clerk: enteredBy, actingAs: paper.appointment, signedOn: context.today, file: paper.file } }),
  };
}

/** The round of a fact as the command read it: its own, or the one whose stream it read. */
async function roundOf(read: AsRead, fact: Recorded): Promise<RoundState | null> {
  if (fact.stream.startsWith('round-')) return read.fold(round, fact.stream, fact.revision - 1);
  const named = fact.data['round'];
  const streams = Object.keys(fact.meta.context.streams ?? {}).filter((stream) => stream.startsWith('round-'));
  const stream: StreamName | undefined = typeof named === 'string' ? `round-${named}` : streams.length === 1 ? streams[0] : undefined;
  return stream === undefined ? null : read.fold(round, stream, read.upTo(fact, stream));
}

/** A round as it was opened: units, stages and who leads stay so. */
async function openingOf(read: AsRead, id: string): Promise<Asking['of']> {
  const of = await read.fold(round, `round-${id}`, 0);
  return of.opened === null ? undefined : of;
}

function ofRound(of: RoundState): Pick<Asking, 'of' | 'matter' | 'tier'> {
  const { tier, parameters } = openedRound(of);
  return { of, matter: matterOfRound(tier, parameters), tier };
}

function overRound(stage: Stage): Asks {
  return onRound((of) => ({ stage, ask: (world, sender) => authorityOverRound(world, sender, stage, of) }));
}

function onRound(asking: (of: RoundState, fact: Recorded) => Asking): Asks {
  return async (read, fact) => {
    const of = await roundOf(read, fact);
    return of === null || of.opened === null ? null : { ...asking(of, fact), ...ofRound(of) };
  };
}

function publicity(stage: 'OpenPublicity' | 'ClosePublicity'): Asks {
  return onRound((of, { data }) => {
    const known = typeof data['publicity'] === 'string' ? of.publicities.get(data['publicity']) : undefined;
    const [level, unit] = known === undefined ? [data['level'], data['unit']] : [known.level, known.unit];
    const pick = { level: (level ?? null) as OrgLevel | null, unit: textOf(unit) };
    return { stage, ask: (world, sender) => authorityOverPublicity(world, sender, stage, of, pick) };
  });
}

/** Who puts teachers of hers forward, where they were on the day of the notice's snapshot. */
const nominating: Asks = async (read, fact) => {
  const of = await openingOf(read, String(fact.data['round']));
  if (of === undefined || !NOMINATED.has(fact.type)) return null;
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  return { stage: 'SubmitNomination', ...ofRound(of), ask: (world, sender) => world.authority(sender, requirementsOf(world.programme, 'SubmitNomination'), unitOf(state, parametersOf(of).snapshotOn)) };
};
const NOMINATED: ReadonlySet<string> = new Set(['Nominated', 'NominationRefused', 'NominationCompleted']);

const recommending: Asks = async (read, fact) => {
  const of = fact.stream.startsWith('round-') ? await openingOf(read, fact.stream.slice('round-'.length)) : undefined;
  if (of === undefined || (fact.type !== 'SeatReserved' && fact.type !== 'SeatsReserved')) return null;
  const { data } = fact as SeatReserved | SeatsReserved;
  const level = data.level ?? 'SCHOOL';
  const units = 'lines' in data ? [...new Set(data.lines.map(({ unit }) => unit))] : [data.unit];
  return {
    stage: stageOf(level), ...ofRound(of),
    ask: (world, sender) => firstRefused(units.map((unit) => world.authority(sender, speaksFor(world.programme, level), unit))),
  };
};

/** What is done with a title: led as for her tier and the stage that she teaches at on the day. */
function aboutTitle(stage: Stage | null, requirements: (world: World, state: TeacherState, title: TitleId, data: JsonObject) => readonly Requirement[]): Asks {
  return async (read, fact) => {
    const title = fact.data['title'];
    if (typeof title !== 'string' || holderOfStream(fact.stream) === null) return null;
    const [state, { today }] = [await read.dossier(fact, fact.stream, fact.revision - 1), fact.meta.context];
    const matter = matterOfTitle(state, title, today);
    return { stage, ...(matter === undefined ? {} : { matter, tier: matter.tier }), ask: (world, sender) => world.authority(sender, requirements(world, state, title, fact.data), unitOf(state, world.today)) };
  };
}

function byStage(stage: Stage): Asks {
  return aboutTitle(stage, (world) => requirementsOf(world.programme, stage));
}

function byTier(named: (life: TitleLifeRules, data: JsonObject) => Competent | undefined): Asks {
  return aboutTitle(null, (world, state, title, data) => competentFor(world, state, title, (life) => named(life, data)));
}

/** Over the units of those who are confirmed, or leave the pool. */
const confirmation: Asks = async (read, fact) => {
  if (fact.type !== 'ConfirmationDecided' && fact.type !== 'DepartureDecided') return null;
  const decided = fact as ConfirmationDecided | DepartureDecided;
  const { tier } = decided.data;
  const places = decided.type === 'ConfirmationDecided' ? decided.data.confirmations : [decided.data];
  const units = await Promise.all(places.map(async ({ teacher: who }) => {
    const stream: StreamName = (await read.read(`teacher-${who}`)).length > 0 ? `teacher-${who}` : `team-${who}`;
    return unitOf(await read.dossier(fact, stream, await read.standing(stream, fact)), fact.meta.context.today);
  }));
  return { stage: null, tier, ask: (world, sender) => authorityOverUnits(world, sender, confirming(world.programme, tier), units.flatMap((unit) => unit ?? [])) };
};

/** By whoever carries the requirement out; a draft without it is told by what was handed in for it. */
const judging: Asks = async (read, fact) => {
  const { programme: pinned } = fact.meta.context;
  if (pinned === undefined || requirementOf(await read.draftFor(pinned), String(fact.data['requirement'])) === null) return null;
  const [state, deliverable] = [await read.dossier(fact, fact.stream, fact.revision - 1), String(fact.data['deliverable'])];
  return { stage: null, ask: (world, sender) => world.authority(sender, whoJudges(world.programme, state, deliverable), unitOf(state, world.today)) };
};

/** By whom the party's entry names, or the bureau; a draft without the party is told by the duty itself. */
const duty: Asks = async (read, fact) => {
  const { programme: pinned } = fact.meta.context;
  if (pinned === undefined || fact.type !== 'DutyDone') return null;
  const { party, unit } = (fact as DutyDone).data;
  if (partyNamed(await read.draftFor(pinned), party) === undefined) return null;
  const [state, { publisher: top }] = [await read.fold(parties, fact.stream, fact.revision - 1), await read.besides(programme, `programme-${pinned.id}`, fact)];
  return { stage: null, ask: (world, sender) => authorityOverDuty(world, sender, state, { party, unit, top }) };
};

/** By whoever concludes it; a draft without the assessment is told by the decision. */
const ofCohort: Asks = async (read, fact) => {
  const state = await read.fold(cohort, fact.stream, fact.revision - 1);
  if (state.opened === null || !(await isAssessed(read, fact, openedCohort(state).code))) return null;
  return { stage: null, ask: (world, sender) => authorityOverCohort(world, sender, { state, revision: fact.revision - 1 }) };
};

const assessing: Asks = async (read, fact) => {
  if (!isVerdict(fact.type)) return null;
  const { code, kind, period, title } = (fact as Assessed).data;
  const which = { kind, period, title, ...(code === undefined ? {} : { code }) };
  const { programme: pinned } = fact.meta.context;
  if (pinned === undefined || assessmentOf(await read.draftFor(pinned), which).kind === 'refused') return null;
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  return { stage: null, ask: (world, sender) => authorityToAssess(world, sender, state, which) };
};

async function isAssessed(read: AsRead, { meta }: Recorded, code: string): Promise<boolean> {
  return meta.context.programme !== undefined && (await read.draftFor(meta.context.programme)).assessments.some((entry) => entry.code === code);
}

/** Of somebody's dossier, by whomever an entry of the file names, over her unit on the day; where it names nobody, the decision says so. */
function onDossier(named: (rules: EffectiveProgramme, data: JsonObject) => Requirement | undefined, day: (fact: Recorded) => BusinessDate = ({ meta }) => meta.context.today): Asks {
  return async (read, fact) => {
    const { programme: pinned } = fact.meta.context;
    if (pinned === undefined || named(await read.draftFor(pinned), fact.data) === undefined) return null;
    const state = await read.dossier(fact, fact.stream, fact.revision - 1);
    return {
      stage: null,
      ask: (world, sender) => {
        const by = world.programme === undefined ? undefined : named(world.programme, fact.data);
        return world.authority(sender, by === undefined ? bureau : [by], unitOf(state, day(fact)));
      },
    };
  };
}

const deferring = onDossier(({ assessments }, { code }) => { const rules = assessments.find((entry) => entry.code === code); return rules === undefined ? undefined : byWhomAssessed(rules); });

const recognising: Asks = async (read, fact) => {
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  return { stage: null, ask: (world, sender) => world.authority(sender, namedOrAbove(world.programme?.recognitions?.find(({ code }) => code === fact.data['kind'])?.by), unitOf(state, world.today)) };
};

/** By the post that the condition's entry names. */
const waiving: Asks = async (read, fact) => {
  const of = await openingOf(read, String(fact.data['round']));
  if (of === undefined) return null;
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  return {
    stage: null, ...ofRound(of),
    ask: (world, sender) => {
      const waiver = world.programme === undefined ? undefined : ruleOfRound(of, world.programme, String(fact.data['rule']))?.waiver;
      return world.authority(sender, waiver === undefined ? bureau : [waiver], unitOf(state, parametersOf(of).snapshotOn));
    },
  };
};

const transferring: Asks = onRound((_of, { data: { fromUnit, toUnit } }) => ({ stage: 'OpenRound', ask: (world, sender) => authorityOverUnits(world, sender, requirementsOf(world.programme, 'OpenRound'), [textOf(fromUnit), textOf(toUnit)].flatMap((unit) => unit ?? [])) }));

/** Over the mentee's unit. */
const pairing: Asks = async (read, fact) => {
  const { mentee, purpose } = fact.data;
  const stream: StreamName = `teacher-${String(mentee)}`;
  const state = await read.dossier(fact, stream, read.upTo(fact, stream));
  return { stage: null, ask: (world, sender) => world.authority(sender, mentoringRequirements(world.programme, String(purpose)), unitOf(state, fact.meta.effectiveOn)) };
};

/** Over every unit at which somebody on the list is assessed. */
const listing: Asks = async (read, fact) => {
  if (fact.type !== 'AssessmentOpened' || !(await isAssessed(read, fact, String(fact.data['code'])))) return null;
  const { code, period, members } = (fact as AssessmentOpened).data;
  const dossiers = await Promise.all(members.map(async ({ teacher: who, title }) => ({ title, state: await read.dossier(fact, `teacher-${who}`, read.upTo(fact, `teacher-${who}`)) })));
  return {
    stage: null,
    ask: (world, sender) => {
      const rules = world.programme?.assessments.find((entry) => entry.code === code);
      const units = dossiers.flatMap(({ title, state }) => unitOf(state, rules === undefined ? world.today : assessedOn(state, rules, { period, title }, world.today)) ?? []);
      return authorityOverUnits(world, sender, rules === undefined ? bureau : [byWhomAssessed(rules)], units);
    },
  };
};

const onStudio: Asks = async (read, fact) => {
  const { studio, kind, org } = fact.data;
  const known = (await read.fold(studios, fact.stream, fact.revision - 1)).studios.get(String(studio));
  const of = known === undefined ? { kind: textOf(kind), org: textOf(org) } : known;
  return { stage: null, ask: (world, sender) => authorityOverStudio(world, sender, of.kind ?? undefined, of.org ?? undefined) };
};

/** Whom a requirement of units names, or a bureau above. */
function ofUnit(named: (rules: EffectiveProgramme | undefined, data: JsonObject) => readonly Requirement[]): Asks {
  return (_read, { data }) => {
    const unit = textOf(data['unit']);
    return Promise.resolve({ stage: null, ask: (world, sender) => world.authority(sender, named(world.programme, data), unit !== null && world.orgs.state.orgs.has(unit) ? unit : null) });
  };
}

const output: Asks = async (read, fact) => {
  const [state, { target, unit }] = [await read.fold(targets, fact.stream, fact.revision - 1), fact.data];
  return ofUnit((rules) => boardRequirements(rules === undefined ? undefined : targetNamed(rules, state, String(target))?.by))(read, { ...fact, data: { unit: unit ?? null } });
};

/** Where a programme knows a lead, who opens is told with who leads. */
const opening: Asks = async (read, fact) => {
  const { tier, parameters, version, adoptions } = (fact as RoundOpened).data;
  if ((await read.ownRules(fact)).lead !== undefined || (await read.draftFor({ version, adoptions })).lead !== undefined) return null;
  const matter = matterOfRound(tier, parameters);
  return { stage: 'OpenRound', tier, ask: (world, sender) => authorityOverUnits(world, sender, requirementsToOpen(world, matter), parameters.recommendationSeats.map(({ unit }) => unit)) };
};

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function firstRefused(each: readonly Authority[]): Authority {
  return each.find(({ kind }) => kind === 'refused') ?? each[0] ?? { kind: 'refused', refusal: { rule: 'postMayNot', inputs: {} } };
}

const [ofFund, ofPanel, ofObjection, revoking] = [ofUnit((rules, { fund }) => boardRequirements(fundNamed(rules, String(fund))?.by)), overRound('FormPanel'), overRound('HandleObjections'), byStage('RevokeTitle')];
/** Of each sheet of a panel, so no more of the round is read than who leads it. */
const scoring: Asks = async (read, fact) => {
  const of = await openingOf(read, String(fact.data['round'] ?? Object.keys(fact.meta.context.streams ?? {}).find((stream) => stream.startsWith('round-'))?.slice('round-'.length)));
  return of === undefined ? null : { stage: 'SubmitScore', ...ofRound(of), ask: (world, sender) => world.authority(sender, requirementsOf(world.programme, 'SubmitScore'), null) };
};

/** By use case: who may do it, where a rule of the programme says. */
const ASKED: { readonly [useCase: string]: Asks } = {
  OpenRound: opening, SupplementNotice: overRound('OpenRound'), ExtendDeadline: overRound('OpenRound'), CloseNominations: overRound('CloseNominations'),
  SubmitNomination: nominating, SubmitNominations: nominating, CompleteNomination: nominating, RecommendAtSchool: recommending, RecommendAtLevel: recommending, RecommendMany: recommending,
  FormPanel: ofPanel, ExtendPanel: ofPanel, ClosePanel: ofPanel, PrepareDraw: ofPanel, DrawPanel: ofPanel, CommitSeed: ofPanel, RevealSeed: ofPanel, DeclineDraw: ofPanel, RecuseReviewer: ofPanel, RecordAttendance: ofPanel,
  SubmitScore: scoring, DeclareConflict: scoring, EnterMarks: overRound('EnterMarks'), RecordBallot: overRound('RecordBallot'),
  OpenScores: overRound('OpenScores'), ChangeScore: overRound('OpenScores'), RankCandidates: overRound('RankCandidates'), ReopenRanking: overRound('RankCandidates'), RequestVetting: overRound('RequestVetting'),
  OpenPublicity: publicity('OpenPublicity'), ChangePublicityList: publicity('OpenPublicity'), ClosePublicity: publicity('ClosePublicity'), TakeDownList: publicity('ClosePublicity'),
  SuspendPublicityClock: publicity('ClosePublicity'), ResumePublicityClock: publicity('ClosePublicity'), RecomputePublicity: publicity('ClosePublicity'),
  FileObjection: ofObjection, AssignObjection: ofObjection, DecideObjection: ofObjection, ExtendObjection: ofObjection, AnswerObjector: ofObjection,
  ApproveList: onRound((of) => ({ stage: null, ask: (world, sender) => authorityToApprove(world, sender, of) })),
  ConferTitles: overRound('ConferTitles'), DecideOpenSeats: overRound('ConferTitles'), SubstituteCandidate: overRound('SubstituteCandidate'), ConfirmCandidates: confirmation, LeavePool: confirmation,
  RevokeTitle: revoking, SuspendTitle: revoking, ReinstateTitle: revoking, OverturnRevocation: revoking, RecoverCertificate: byStage('ConferTitles'), ReissueCertificate: byStage('ConferTitles'),
  RenewTitle: byTier(({ renewal }) => renewal?.by), GrantLifetime: byTier(({ lifetime }) => lifetime?.by), ExitTitle: byTier(({ exits }, { exit }) => exits?.find(({ code }) => code === exit)?.by),
  ProposeGrades: ofCohort, DecideReview: ofCohort, ConcludeCohort: ofCohort, NotifyResults: ofCohort, ConcludeAssessment: assessing, OpenAssessment: listing, DeferAssessment: deferring,
  NoteTracking: onDossier(({ assessments }, { code }) => assessments.find((entry) => entry.code === code)?.tracking, ({ meta }) => meta.effectiveOn), RecordRecognition: recognising, GrantWaiver: waiving, TransferSeats: transferring, PairMentor: pairing,
  AcceptDeliverable: judging, ReturnDeliverable: judging, RecordDutyDone: duty,
  OpenStudio: onStudio, AppointHost: onStudio, ReleaseHost: onStudio, JoinStudio: onStudio, LeaveStudio: onStudio, SuspendStudio: onStudio, ResumeStudio: onStudio, CloseStudio: onStudio, LeadStudio: onStudio, AssessStudio: onStudio,
  SetFundBudget: ofFund, AllocateFund: ofFund, SpendFund: ofFund, RecordOutput: output,
  RecordCompliance: ofUnit((rules, { requirement }) => boardRequirements(rules?.compliance?.find(({ code }) => code === requirement)?.by)),
  RecordSupervision: ofUnit((rules, { supervision }) => { const by = rules?.supervision?.find(({ code }) => code === supervision)?.by; return by === undefined ? bureau : [by]; }),
};
