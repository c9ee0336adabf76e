import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, NominationId, OrgId, PersonId, Proposed, Refusal } from '../facts';
import { leadWorking } from '../lead';
import { separationOfDuties } from '../people';
import { membersOf } from '../team/view';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { LatePaper } from '../round/facts';
import { dayOfPaper, submissionsRunning } from '../round/notice';
import { attachmentsOf } from '../round/parameters';
import { levelsOf, pathOf } from '../round/path';
import { holderKindOf, openedRound, parametersOf, rolesIn, tierOf, type RoundState } from '../round/round';
import { isConfidential, withoutConfidential } from '../rules/confidential';
import { clearVerdicts, evaluateEligibility, evaluateRule, privateWorking, type Eligibility } from '../rules/eligibility';
import type { Candidate, RuleAnswer } from '../rules/rule';
import { candidateOf } from './candidate';
import type { Attachment, NominationRefused, SchoolStage, TeacherFact } from './facts';
import { milestoneBar } from './milestones';
import { eachOnce, standingIn } from './merge';
import { isRunning, LAST_DAY, type NominationView } from './nomination-view';
import { notInService, serviceFault } from './place';
import { isRegistered, ownDossier, personsBehind, refusalKey, standingFacts, type TeacherState } from './teacher';
import { isSpent, standingOf, view, viewOf, type LifeFact, type TeacherView } from './view';

export { LAST_DAY } from './nomination-view';

/** Facts of everybody in a team, each from her own stream; of a person nothing more is read. */
export type Dossiers = ReadonlyMap<PersonId, readonly LifeFact[]>;
export const NO_DOSSIERS: Dossiers = new Map();

export interface GiveConsentCommand {
  readonly round: RoundState;
  /** APPLIED by herself; CONSENTED entered by the school clerk from her signed paper. */
  readonly form: 'APPLIED' | 'CONSENTED';
  readonly effectiveOn?: BusinessDate;
  /** Her paper was received before the deadline and is entered after it. */
  readonly late?: LatePaper;
  /** The id is of a team where the round is for persons, or the other way round. */
  readonly otherKind?: boolean;
}
export interface NominateCommand {
  readonly nomination: NominationId;
  readonly round: RoundState;
  /** Handed in, against the notice's `requiredAttachments`. */
  readonly attachments?: readonly Attachment[];
  readonly late?: LatePaper;
  /** Of a team: what its members' own streams say. */
  readonly dossiers?: Dossiers;
  /** The id is of a team where the round is for persons, or the other way round. */
  readonly otherKind?: boolean;
  /** Of other rounds: those that closed without a recommendation of her, or of a member of the team. */
  readonly unrecommended?: ReadonlySet<NominationId>;
}

export function decideGiveConsent(state: TeacherState, command: GiveConsentCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, form, late } = command;
  const effectiveOn = command.effectiveOn ?? dayOfPaper(late).effectiveOn ?? context.today;
  if (!isRegistered(state)) return unknownHolder(state, round, command.otherKind, context);
  const closed = submissionsRunning(round, context, unitOnSnapshot(state, round), late);
  if (closed) return closed;
  if (late && effectiveOn > late.receivedAt.slice(0, 10)) return outOfOrder('effectiveOn', effectiveOn, 'late.receivedAt', late.receivedAt);
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  const gone = notInService(view(state.facts, effectiveOn));
  if (gone) return gone;
  if ((form === 'APPLIED') !== (context.acting.person === applicantOf(state))) return refused('consentNotHers', { form });
  const standing = standingFacts(state);
  const given = standingOf(standing, 'ConsentGiven').find((item) => item.fact.data.round === round.id && !isSpent(item, standing));
  if (given) return refused('alreadyConsented', { round: round.id, on: given.fact.meta.effectiveOn });
  return { kind: 'events', events: [{ type: 'ConsentGiven', data: { round: round.id, form, ...(late ? { late } : {}) }, effectiveOn }] };
}

/**
 * The school submits. Whether a round takes nominations is no matter of hers and leaves no trace; that she may not be
 * nominated is a fact about her, appended once for what was read (design, section 3).
 */
export function decideNominate(state: TeacherState, command: NominateCommand, context: DecisionContext): Decision<TeacherFact> {
  const { nomination, round, attachments = [], late, unrecommended = new Set<NominationId>(), dossiers = NO_DOSSIERS } = command;
  const programme = needed(context, 'programme');
  if (!isRegistered(state)) return unknownHolder(state, round, command.otherKind, context);
  const own = ownDossier(state, context);
  if (own) return own;
  const closed = submissionsRunning(round, context, unitOnSnapshot(state, round), late);
  if (closed) return closed;
  const { track, tier, id: programmeId } = { ...openedRound(round), id: programme.id };
  const { nominations } = viewOf(standingFacts(state), LAST_DAY);
  const standing = nominations.find((entry) => entry.round === round.id && entry.track === track && entry.status !== 'WITHDRAWN');
  if (standing) return refused('alreadyNominated', { nomination: standing.nomination, round: round.id });
  const candidacy = candidacyOf(state, { round, attachments, unrecommended, dossiers }, context);
  if (candidacy.kind === 'barred') return recordRefusal(state, round, candidacy.refusal, candidacy.eligibility, programme);
  const { snapshotOn } = parametersOf(round);
  const { place: { unit, stage, subject }, eligibility } = candidacy;
  return {
    kind: 'events',
    events: [
      {
        type: 'Nominated',
        data: {
          nomination, round: round.id, programme: programmeId, tier, track, unit, stage, subject, verdicts: clearVerdicts(eligibility.answers),
          path: pathOf(needed(context, 'orgs'), levelsOf(tierOf(round, programme)), unit, snapshotOn), attachments, ...(late ? { late } : {}), ...(state.kind === 'TEAM' ? { members: [...personsBehind(state)] } : {}),
        },
        ...dayOfPaper(late),
        private: privateWorking(state.id, eligibility.answers),
        standsOn: eligibility.standsOn,
        ...byEligibility(round, programme),
      },
    ],
  };
}

/** May she be nominated, by her facts and the rules; `eligibility` is null where it was not asked. */
export type Candidacy =
  | { readonly kind: 'may'; readonly place: { readonly unit: OrgId; readonly stage: SchoolStage; readonly subject: string }; readonly eligibility: Eligibility }
  | { readonly kind: 'barred'; readonly refusal: Refusal; readonly eligibility: Eligibility | null };

/** All about her that a nomination is decided on, once the round takes nominations: the same answer on the same facts whenever it is asked. */
export function candidacyOf(state: TeacherState, command: Pick<NominateCommand, 'round' | 'attachments' | 'unrecommended' | 'dossiers'>, context: Pick<DecisionContext, 'programme' | 'today' | 'orgs'>): Candidacy {
  const { round, attachments = [], unrecommended = new Set<NominationId>(), dossiers = NO_DOSSIERS } = command;
  const { programme, today } = context;
  if (programme === undefined) throw new Error('this decision needs context.programme');
  const { snapshotOn } = parametersOf(round);
  const { unit, stage, subject } = view(state.facts, snapshotOn);
  if (unit === null || stage === null || subject === null) return { kind: 'barred', refusal: { rule: 'unitUnknownOnSnapshot', inputs: { day: snapshotOn } }, eligibility: null };
  const gone = serviceFault(view(state.facts, today));
  if (gone) return { kind: 'barred', refusal: gone, eligibility: null };
  const ended = context.orgs?.orgs.get(unit)?.ended;
  if (ended && ended.on <= snapshotOn) return { kind: 'barred', refusal: { rule: 'unitEndedOnSnapshot', inputs: { unit, on: ended.on, day: snapshotOn } }, eligibility: null };
  const ofOthers = stageFault(round, stage, programme);
  if (ofOthers) return { kind: 'barred', refusal: ofOthers, eligibility: null };
  const clash = personsBehind(state).map((person) => separationOfDuties(rolesIn(round), person, 'CANDIDATE')).find((one) => one !== null);
  if (clash) return { kind: 'barred', refusal: clash.refusal, eligibility: null };
  const { nominations } = viewOf(standingFacts(state), LAST_DAY);
  const other = elsewhere(nominations.filter((entry) => !unrecommended.has(entry.nomination)), round, programme) ?? membersElsewhere(dossiers, round, programme, unrecommended)[0];
  if (other) return { kind: 'barred', refusal: other, eligibility: null };
  // Who is cultivated for the title takes no second place on the way to it.
  const place = view(state.facts, today).pools.find((entry) => entry.programme === programme.id && entry.tier === openedRound(round).tier && entry.status === 'IN');
  if (place) return { kind: 'barred', refusal: refused('inPoolAlready', { nomination: place.nomination }).refusal, eligibility: null };
  const eligibility = eligibilityOf(state.facts, round, programme, today, dossiers);
  if (eligibility.refusal) return { kind: 'barred', refusal: refusalBy(eligibility.refusal, state.id), eligibility };
  const gate = state.kind === 'PERSON' ? milestoneBar(state.facts, programme, today) : null;
  if (gate) return { kind: 'barred', refusal: gate, eligibility };
  const missing = attachmentsOf(parametersOf(round), 'SCHOOL').filter((kind) => !attachments.some((attached) => attached.kind === kind));
  return missing.length > 0 ? { kind: 'barred', refusal: { rule: 'attachmentMissing', inputs: { missing } }, eligibility } : { kind: 'may', place: { unit, stage, subject }, eligibility };
}

/** Of somebody who teaches at a stage that the notice does not take. */
export function stageFault(round: RoundState, stage: SchoolStage, programme: EffectiveProgramme): Refusal | null {
  const { snapshotOn, stages } = parametersOf(round);
  if (stages === undefined || stages.includes(stage)) return null;
  const { clause, working } = leadWorking(programme, openedRound(round).tier, stage);
  return { rule: 'stageNotOfRound', ...(clause === undefined ? {} : { clause }), inputs: { stage, stages: [...stages], day: snapshotOn, working: [...working] } };
}

/**
 * Eligibility for a round as her facts stand: place and post as on the snapshot day, everything else as on `on`.
 * The same function decides a nomination and decides it again after a correction.
 */
export function eligibilityOf(facts: readonly LifeFact[], round: RoundState, programme: EffectiveProgramme, on: BusinessDate, dossiers: Dossiers = NO_DOSSIERS): Eligibility {
  const { tier, track } = openedRound(round);
  const parameters = parametersOf(round);
  const held = candidateOf(view(facts, parameters.snapshotOn), view(facts, on));
  const candidate = held === null ? null : withTeam(held, view(facts, LAST_DAY), dossiers, (person) => candidateIn(dossiers.get(person), parameters.snapshotOn, on));
  if (candidate === null) return placeUnknown(parameters.snapshotOn, tierOf(round, programme).eligibility[0]?.clause ?? '');
  const circumstances = { programme, tier, track, round: round.id, parameters, on };
  const answered = evaluateEligibility(candidate, circumstances);
  if (answered.answers.some((answer) => answer.rule.startsWith('consented@'))) return answered;
  // A nomination without the teacher's own will is none, whether or not the programme says so.
  const clause = programme.authority.SubmitNomination?.clause ?? tierOf(round, programme).eligibility[0]?.clause ?? '';
  const consent = evaluateRule({ rule: 'consented@1', clause, arguments: {} }, candidate, circumstances);
  const answers = [...answered.answers, consent];
  const refusal = answered.refusal ?? (consent.verdict === 'holds' ? null : consent);
  return { verdict: refusal ? (answered.verdict === 'holds' ? consent.verdict : answered.verdict) : 'holds', answers, refusal, standsOn: [...new Set(answers.flatMap((answer) => answer.standsOn))] };
}

/** A rule's answer as a refusal: the bound in clear, what was read of her in her own part. */
export function refusalBy(answer: RuleAnswer, teacher: string): Refusal {
  const [name = answer.rule, version = '1'] = answer.rule.split('@');
  return {
    rule: name,
    clause: answer.clause,
    // The first version of a word is told by its name alone, as it always was.
    inputs: { ...answer.bound, ...(answer.undecided ? { undecided: answer.undecided } : {}), ...(version === '1' ? {} : { version: Number(version) }) },
    // Who asks is her school: what a confidential rule read is told to nobody by a refusal.
    ...(isConfidential(name) ? {} : { personal: { [teacher]: withoutConfidential(answer.inputs) } }),
  };
}

/** Nobody of that id is of the kind that the round's track is for; `otherKind`: the id is one of the other kind's. */
function unknownHolder(state: TeacherState, round: RoundState, otherKind: boolean | undefined, { programme }: Pick<DecisionContext, 'programme'>) {
  const { track } = openedRound(round);
  const forTeams = holderKindOf(round) === 'TEAM';
  if (!otherKind) return forTeams ? refused('unknownTeam', { team: state.id }) : refused('unknownTeacher', { teacher: state.id });
  return ofOtherHolders(state.id, { track, forTeams }, programme);
}

/** A person on a track for teams, or a team on one for persons, by the clause that says whom it is for. */
export function ofOtherHolders(holder: TeacherState['id'], { track, forTeams }: { readonly track: string; readonly forTeams: boolean }, programme: DecisionContext['programme']): Refused {
  const said = programme?.tracks.find(({ code }) => code === track);
  const more = said === undefined ? {} : { clause: said.clause };
  return forTeams ? refused('personOnTeamTrack', { teacher: holder, track }, more) : refused('teamOnPersonTrack', { team: holder, track }, more);
}

/** Who applies: the teacher herself, or for a team whoever leads it. */
export function applicantOf(state: TeacherState): PersonId {
  return view(state.facts, LAST_DAY).team?.leader ?? state.id;
}

function unitOnSnapshot(state: TeacherState, round: RoundState): OrgId | null {
  return round.opened === null ? null : view(state.facts, parametersOf(round).snapshotOn).unit;
}

/** Another nomination that the programme does not let stand beside this one (E38): hers alone to have, so her own stream guards it. */
function elsewhere(nominations: readonly NominationView[], round: RoundState, programme: EffectiveProgramme): Refusal | null {
  const { tier, track } = openedRound(round);
  const { exclusivity } = tierOf(round, programme);
  if (exclusivity === undefined || exclusivity.value === 'NONE') return null;
  const other = nominations.find((entry) => isRunning(entry) && entry.programme === programme.id && entry.round !== round.id && (exclusivity.value === 'PROGRAMME' || (entry.tier === tier && entry.track !== track)));
  if (!other) return null;
  return { rule: 'exclusiveNomination', clause: exclusivity.clause, inputs: { nomination: other.nomination, round: other.round, track: other.track, exclusivity: exclusivity.value } };
}

/** Members who stand in the programme by themselves, where the programme lets nobody stand twice in it. */
export function membersElsewhere(dossiers: Dossiers, round: RoundState, programme: EffectiveProgramme, unrecommended: ReadonlySet<NominationId>): readonly Refusal[] {
  return eachOnce([...dossiers], ([member]) => member, (member) => dossiers.get(member)).flatMap(([member, facts]) => {
    const other = elsewhere(view(facts, LAST_DAY).nominations.filter((entry) => !unrecommended.has(entry.nomination)), round, programme);
    return other ? [{ ...other, rule: 'memberNominated', inputs: { ...other.inputs, member } }] : [];
  });
}

/** A refusal that is a fact about her: once for what was read. */
export function recordRefusal(state: TeacherState, round: RoundState, refusal: Refusal, eligibility: Eligibility | null, programme: EffectiveProgramme, useCase: 'SubmitNomination' | 'CompleteNomination' = 'SubmitNomination'): Decision<TeacherFact> {
  const { tier, track } = openedRound(round);
  // After a supplement she may ask again, and what is then said of her is said of another notice.
  const supplement = round.notice.wordings.slice(1).at(-1)?.revision;
  const read = { [`teacher-${state.id}`]: state.factsRevision, [`programme-${programme.id}`]: programme.adoptions, ...(supplement === undefined ? {} : { [`round-${round.id}`]: supplement }) };
  if (state.refusals.has(refusalKey(useCase, round.id, refusal.rule, read))) return { kind: 'refused', refusal, events: [] };
  const own = refusal.personal?.[state.id];
  const { [state.id]: working = {}, ...ofMembers } = eligibility ? privateWorking(state.id, eligibility.answers) : {};
  const data: NominationRefused['data'] = { round: round.id, programme: programme.id, tier, track, useCase, rule: refusal.rule, clause: refusal.clause ?? null, inputs: refusal.inputs, verdicts: eligibility ? clearVerdicts(eligibility.answers) : [], read };
  const fact: Proposed<NominationRefused> = {
    type: 'NominationRefused',
    data,
    ...(own || eligibility ? { private: { ...ofMembers, [state.id]: { ...working, ...(own ? { refusal: own } : {}) } } } : {}),
    standsOn: eligibility?.standsOn ?? [],
    ...(refusal.clause === undefined ? {} : { rule: ruleReference(programme, refusal.clause) }),
  };
  return { kind: 'refused', refusal, events: [fact] };
}

/** The clause of the tier's first rule of eligibility: W12 where W12 says who may be put forward. */
export function byEligibility(round: RoundState, programme: EffectiveProgramme) {
  const clause = tierOf(round, programme).eligibility[0]?.clause ?? programme.authority.SubmitNomination?.clause;
  return clause === undefined ? {} : { rule: ruleReference(programme, clause) };
}

/** A dossier corrected to begin after the snapshot leaves her without a unit on that day: no rule can be asked then. */
function placeUnknown(day: BusinessDate, clause: string): Eligibility {
  const refusal: RuleAnswer = { rule: 'unitUnknownOnSnapshot', clause, verdict: 'fails', bound: { day }, inputs: {}, standsOn: [] };
  return { verdict: 'fails', answers: [refusal], refusal, standsOn: [] };
}

/** The members of a team, each with what her own stream says of her. */
function withTeam(candidate: Candidate, { team }: TeacherView, dossiers: Dossiers, candidateOfMember: (person: PersonId) => Candidate | null): Candidate {
  if (team === null) return candidate;
  const asOne = standingIn(dossiers);
  return {
    ...candidate,
    team: eachOnce(membersOf(team), ({ person }) => person, (person) => dossiers.get(person)).map(({ person, joined }) => {
      const member = candidateOfMember(person);
      return { person, leader: asOne(person) === asOne(team.leader), joined, candidate: member === null ? null : { ...member, asMember: true } };
    }),
  };
}

function candidateIn(facts: readonly LifeFact[] | undefined, snapshotOn: BusinessDate, on: BusinessDate): Candidate | null {
  return facts === undefined ? null : candidateOf(view(facts, snapshotOn), view(facts, on));
}
