import { capFault } from '../assessment/cap';
import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { refused, sameJson, type Refused } from '../decision';
import type { Decision, EventId, Json, JsonObject, NewFact, OfficialAct, PersonId, PrivatePart, Proposed, Refusal, RoundId } from '../facts';
import { ruleReference, type AssessmentRules, type EffectiveProgramme } from '../programme-rules';
import { tierOf, type RoundState } from '../round/round';
import type { RuleAnswer } from '../rules/rule';
import { isSameVerdict, sameCode, unqualifiedReview, verdictTypes } from './assessment';
import type { Grade, Personal, ReviewRequired, SchoolStage, TeacherFact, Verdict } from './facts';
import { barredOnTheirDay } from './barred';
import { careerFault, isCareerFact } from './career-correction';
import { personalFault, placeFault } from './life';
import { asNotified } from '../round/notice-state';
import { eligibilityOf, refusalBy } from './nomination';
import { isRunning, LAST_DAY } from './nomination-view';
import { hangsOn, restingOn, roundOf, standsOn } from './concerned';
import { leftBehind, outlives, struckWith, voidingActFault } from './conferral-voiding';
import { fixedFields, fixedPersonal, voidable } from './correctable';
import { reviewOfDeferral } from './deferral';
import { afterChangedVerdict, neverOpened } from './lifetime';
import { ownDossier, type TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { overlapIn } from './title-series';
import { gradeOf, resolve, viewOf, type LifeFact, type LifeFactOf, type Standing, type TeacherView, type TitleView } from './view';
import { fieldFault, legacyFault, termFault } from './wording';

/** A round that an outcome belongs to, and the version it pinned. The handler loads those that `roundsOf` names. */
export interface PinnedRound {
  readonly round: RoundState;
  readonly programme: EffectiveProgramme;
}
export interface CorrectFactCommand {
  /** Any wording of the fact. */
  readonly event: EventId;
  /** The whole fact as it should read; left out where only the private part, the day or the grade changes. */
  readonly data?: JsonObject;
  /** The whole private part as it should read; left out where it stays. */
  readonly personal?: PrivatePart;
  readonly effectiveOn?: BusinessDate;
  /** Of a verdict: the four verdicts share one schema, so a wrong grade is a correction too. */
  readonly grade?: Grade;
  readonly act?: OfficialAct;
  /** Her number was claimed anew, so it may read otherwise (E5). */
  readonly identity?: true;
  /** Of a verdict that was concluded with others, where a share of them may have its new grade. */
  readonly together?: { readonly rules: Pick<AssessmentRules, 'cap'>; readonly dossiers: readonly TeacherState[] };
  readonly rounds: readonly PinnedRound[];
}
export interface VoidFactCommand {
  readonly event: EventId;
  readonly reasonCode: string;
  readonly reason: string;
  readonly act?: OfficialAct;
  readonly rounds: readonly PinnedRound[];
}

export interface VoidTrainingHoursCommand {
  /** Any wording of the training. */
  readonly training: EventId;
  /** Left out: all that still count. */
  readonly periods?: number;
  readonly reasonCode: string;
  readonly reason: string;
  readonly act: OfficialAct;
  readonly rounds: readonly PinnedRound[];
}

type FactType = TeacherFact['type'];

/** Who she is called and how she is reached decide nothing, so a change of them puts no outcome in doubt. */
const immaterial: ReadonlySet<string> = new Set(['name', 'formerNames', 'phone', 'sex', 'identityType', 'identityNumber', 'employer', 'number', 'issuer', 'measure', 'basis']);
const dateFields: ReadonlySet<string> = new Set(['enteredOn', 'completedOn']);

/**
 * Restates a fact whole (`meta.corrects` names its first wording) and, in the same append, what becomes of every
 * standing outcome that stands on it. What she would be told today is worked out again by the pinned version.
 */
export function decideCorrect(state: TeacherState, command: CorrectFactCommand, context: DecisionContext): Decision<TeacherFact> {
  const own = ownDossier(state, context);
  if (own) return own;
  const standing = resolve(state.facts);
  const found = findFact(state, standing, command.event);
  if (found.kind === 'refused') return found;
  const { fact, origin } = found.standing;
  const fixed = fixedFields[fact.type];
  const grade = gradeOf(fact.type);
  if (!fixed || (command.grade !== undefined && grade === null)) return refused('notCorrectable', { type: fact.type });
  const type = command.grade === undefined ? fact.type : verdictTypes[command.grade];
  const data = command.data ?? fact.data;
  const effectiveOn = command.effectiveOn ?? fact.meta.effectiveOn;
  const before = partOf(state, fact);
  if (command.personal && state.erased) return refused('erased', { teacher: state.id });
  const personal = state.erased ? null : (command.personal ?? before);
  const above = command.together === undefined || command.grade === undefined || command.grade === grade ? null : aboveShare(state, fact, command.grade, command.together);
  if (above) return above;
  const fault = wordingFault(state, fact, { data, personal, effectiveOn, fixed, fixedParts: command.identity ? [] : fixedPersonal }, context) ?? uniquenessFault(standing, origin, type, { data, effectiveOn });
  if (fault) return fault;
  if (type === fact.type && effectiveOn === fact.meta.effectiveOn && sameJson(data, fact.data) && (state.erased || sameJson(personal, before))) return refused('sameValue', { event: origin });

  const id = context.eventId(0);
  const restated: NewFact<string, JsonObject> = {
    id,
    type,
    data,
    ...(personal ? { private: { [ownerOf(state, fact)]: personal } } : {}),
    effectiveOn,
    corrects: origin,
    ...(command.act ? { act: command.act } : fact.meta.act ? { act: fact.meta.act } : {}),
    ...(fact.meta.rule ? { rule: fact.meta.rule } : {}),
    ...(fact.meta.standsOn ? { standsOn: fact.meta.standsOn } : {}),
  };
  // `data` was held against the fact's own fields above; the type system cannot follow that.
  const correction = restated as Proposed<TeacherFact>;
  const known = { id, type, revision: Number.MAX_SAFE_INTEGER, data, private: personal ? { [ownerOf(state, fact)]: personal } : {}, meta: { effectiveOn, corrects: origin } } as LifeFact;
  const moved = (fact.type === 'TitleConferred' || fact.type === 'TitleRenewed') && !sameJson((data as JsonObject)['term'], fact.data.term) ? fact.data.title : null;
  const met = moved === null ? null : overlapIn(viewOf(resolve([...state.facts, known]), LAST_DAY), moved);
  if (met) return met;
  const material = type !== fact.type || effectiveOn !== fact.meta.effectiveOn || !sameJson(data, fact.data) || !sameJson(decisive(personal), decisive(before));
  const verdict = gradeOf(type) === 'UNQUALIFIED' && grade !== 'UNQUALIFIED' ? newlyUnqualified(known, standing) : [];
  const consequences = material ? consequencesOf(state, standing, found.standing, [...state.facts, known], id, command, context) : { kind: 'events' as const, events: [] };
  if (consequences.kind === 'refused') return consequences;
  const barred = type === 'SanctionRecorded' || type === 'SanctionReleased' ? barredOnTheirDay(state, [...state.facts, known], id) : [];
  return { kind: 'events', events: [correction, ...verdict, ...consequences.events, ...notAskedYet(barred, consequences.events)] };
}

/** Of those whom one act concluded together so many may have the grade, whenever they come to have it. */
function aboveShare(state: TeacherState, { data }: LifeFact, grade: Grade, { rules, dossiers }: NonNullable<CorrectFactCommand['together']>): Refused | null {
  const { cohort } = data as Pick<Verdict, 'cohort'>;
  if (cohort === undefined || rules.cap?.grade !== grade) return null;
  const others = dossiers.filter(({ id }) => id !== state.id).flatMap((other) => {
    const theirs = resolve(other.facts).flatMap((one) => (one.fact.data as Pick<Verdict, 'cohort'>).cohort === cohort ? (gradeOf(one.fact.type) ?? []) : []);
    return theirs.find((one) => one === rules.cap?.grade) ?? theirs[0] ?? [];
  });
  return capFault(rules, [...others, grade], { cohort });
}

/** What never happened. The words of the reason are hers; the code is of a closed list. */
export function decideVoid(state: TeacherState, command: VoidFactCommand, context: DecisionContext): Decision<TeacherFact> {
  const own = ownDossier(state, context);
  if (own) return own;
  const standing = resolve(state.facts);
  const found = findFact(state, standing, command.event);
  if (found.kind === 'refused') return found;
  const { fact, origin } = found.standing;
  if (!voidable.has(fact.type)) return refused('notVoidable', { type: fact.type });
  const fault = voidingActFault(fact, command.act, context);
  if (fault) return fault;
  const id = context.eventId(0);
  const data = { event: origin, reasonCode: command.reasonCode };
  const voiding: LifeFact = { id, type: 'FactVoided', revision: Number.MAX_SAFE_INTEGER, data, private: {}, meta: { effectiveOn: context.today } };
  const consequences = consequencesOf(state, standing, restingOn(standing, found.standing), [...state.facts, voiding], id, command, context);
  if (consequences.kind === 'refused') return consequences;
  const voided: Proposed<TeacherFact> = { id, type: 'FactVoided', data, private: { [state.id]: { reason: command.reason } }, ...(command.act ? { act: command.act } : {}), ...(fact.type === 'TitleConferred' && fact.meta.rule ? { rule: fact.meta.rule } : {}) };
  const barred = fact.type === 'SanctionReleased' ? notAskedYet(barredOnTheirDay(state, [...state.facts, voiding], id), consequences.events) : [];
  return { kind: 'events', events: [voided, ...broughtAbout(standing, found.standing, id, command, state.id), ...consequences.events, ...barred, ...(fact.type === 'LifetimeTitleGranted' ? leftWithout(standing, fact, id, context.today) : [])] };
}

/**
 * 学时作废: she was there, and so many of the periods do not count, by a body's act. They never counted, so it holds from the
 * day of the training; whatever was decided on the training is looked at again (E24).
 */
export function decideVoidTrainingHours(state: TeacherState, command: VoidTrainingHoursCommand, context: DecisionContext): Decision<TeacherFact> {
  const own = ownDossier(state, context);
  if (own) return own;
  const standing = resolve(state.facts);
  const found = findFact(state, standing, command.training);
  if (found.kind === 'refused') return found;
  const { fact, origin } = found.standing;
  if (fact.type !== 'CompletedTraining') return refused('notATraining', { type: fact.type });
  const left = viewOf(standing, LAST_DAY).trainings.find(({ event }) => event === fact.id)?.periods ?? 0;
  const periods = command.periods ?? left;
  if (left === 0) return refused('hoursVoided', { training: fact.data.training });
  if (!(periods > 0) || periods > left) return refused('periodsBeyondTraining', { periods, left });
  const id = context.eventId(0);
  const data = { training: origin, periods, reasonCode: command.reasonCode };
  const voiding: LifeFact = { id, type: 'TrainingHoursVoided', revision: Number.MAX_SAFE_INTEGER, data, private: {}, meta: { effectiveOn: fact.meta.effectiveOn } };
  const consequences = consequencesOf(state, standing, found.standing, [...state.facts, voiding], id, command, context);
  if (consequences.kind === 'refused') return consequences;
  const voided: Proposed<TeacherFact> = { id, type: 'TrainingHoursVoided', data, private: { [state.id]: { reason: command.reason } }, effectiveOn: fact.meta.effectiveOn, act: command.act, standsOn: [fact.id] };
  return { kind: 'events', events: [voided, ...consequences.events] };
}

/** What no body decided follows. Where she neither retired nor died, her titles never ended by it; where no title was conferred, her nomination did not come to one. */
function broughtAbout(standing: readonly Standing[], changed: Standing, cause: EventId, { reasonCode, reason, act }: VoidFactCommand, teacher: string): readonly Proposed<TeacherFact>[] {
  if (isConferral(changed)) return struckWith(changed, cause, act);
  if (changed.fact.type !== 'Retired' && changed.fact.type !== 'Deceased') return [];
  return standing.filter((item) => item.fact.type === 'TitleExited' && standsOn(item, changed)).map(({ origin }) => ({ type: 'FactVoided', data: { event: origin, reasonCode }, private: { [teacher]: { reason } } }));
}

/** A grant that a body voids: what it left open is asked about. */
function leftWithout(standing: readonly Standing[], { data }: LifeFactOf<'LifetimeTitleGranted'>, cause: EventId, today: BusinessDate): readonly Proposed<TeacherFact>[] {
  const title = viewOf(standing, LAST_DAY).titles.find((entry) => entry.title === data.title);
  return title === undefined ? [] : neverOpened(title, cause, today);
}

function isConferral(item: Standing): item is Standing<LifeFactOf<'TitleConferred'>> {
  return item.fact.type === 'TitleConferred';
}

function findFact(state: TeacherState, standing: readonly Standing[], event: EventId): Refused | { readonly kind: 'found'; readonly standing: Standing } {
  const item = standing.find((entry) => entry.wordings.includes(event));
  if (item) return { kind: 'found', standing: item };
  const known = state.byId.get(event);
  if (!known) return refused('unknownFact', { event });
  return known.type === 'FactVoided' ? refused('notCorrectable', { type: known.type }) : refused('alreadyVoided', { event });
}

/** Outcomes in force that name the fact: open nominations, titles, revocations, and refusals that would no longer be given. */
function consequencesOf(
  state: TeacherState,
  standing: readonly Standing[],
  changed: Standing,
  after: readonly LifeFact[],
  cause: EventId,
  command: { readonly rounds: readonly PinnedRound[]; readonly act?: OfficialAct },
  context: DecisionContext,
): Refused | { readonly kind: 'events'; readonly events: readonly Proposed<TeacherFact>[] } {
  const now = viewOf(standing, LAST_DAY);
  const afterwards = resolve(after);
  const events: Proposed<TeacherFact>[] = [];
  // Of a conferral that is voided, and not only restated: the title that never was.
  const gone = isConferral(changed) && !afterwards.some(({ origin }) => origin === changed.origin) ? now.titles.find(({ conferral }) => conferral === changed.origin) : undefined;
  for (const item of standing) {
    const { fact, origin } = item;
    if (item === changed || !(standsOn(item, changed) || hangsOn(item, changed, standing))) continue;
    const review = (outcomeType: FactType, title: string | null, answer: RuleAnswer | null, otherwise: ReviewRequired['data']['rule'], { fact: decided, origin: outcome }: Standing = item): Proposed<ReviewRequired> => ({
      type: 'ReviewRequired',
      data: { outcome, outcomeType, title, facts: [cause], ...(answer ? told(refusalBy(answer, state.id)) : { rule: otherwise, inputs: {} }) },
      ...(answer && !state.erased ? { private: { [state.id]: { inputs: answer.inputs } } } : {}),
      standsOn: [outcome, cause],
      cause,
      ...ruleOf(command.rounds, decided, answer?.clause ?? null),
    });
    if (gone !== undefined && 'title' in fact.data && fact.data.title === gone.title) {
      if (outlives(fact, origin, gone)) events.push(review(fact.type, null, null, 'conferralVoided'));
      continue;
    }
    switch (fact.type) {
      case 'Nominated': {
        // A concluded nomination is answered by its title, or has no outcome left to change.
        const nomination = now.nominations.find((entry) => entry.nomination === fact.data.nomination);
        if (nomination && isRunning(nomination)) events.push(review('Nominated', null, failing(state, after, fact.data.round, origin, command.rounds, context), 'factChanged'));
        break;
      }
      case 'NominationRefused': {
        const nominated = now.nominations.some((entry) => entry.round === fact.data.round && entry.track === fact.data.track);
        if (!nominated && state.kind !== 'TEAM' && eligibleNow(after, fact.data.round, command.rounds, context)) events.push(review('NominationRefused', null, null, 'nowEligible'));
        break;
      }
      case 'TitleConferred': {
        const title = now.titles.find((entry) => entry.title === fact.data.title);
        if (!title || hasEnded(title.status)) break;
        const answer = failing(state, after, fact.data.round, nominationEvent(now, title), command.rounds, context);
        const pinned = pinnedOf(command.rounds, fact.data.round);
        if (answer && pinned && tierOf(pinned.round, pinned.programme).onCorrection.do === 'REVERSE') {
          if (!command.act) return refused('actRequired', {}, { clause: tierOf(pinned.round, pinned.programme).onCorrection.clause });
          events.push(reversal(title, command.act, pinned.programme, tierOf(pinned.round, pinned.programme).onCorrection.clause, [origin, cause], context.today));
          for (const left of leftBehind(standing, item as Standing<LifeFactOf<'TitleConferred'>>, now.titles)) events.push(review(left.fact.type, left.fact.data.title, null, left.fact.type === 'TitleAbsorbed' ? 'absorberGone' : 'factChanged', left));
        } else events.push(review('TitleConferred', title.title, answer, 'factChanged'));
        break;
      }
      case 'LifetimeTitleGranted': {
        const title = now.titles.find((entry) => entry.title === fact.data.title);
        const pinned = pinnedOf(command.rounds, fact.data.round);
        if (!title || !pinned || hasEnded(title.status)) break;
        const changed = afterChangedVerdict({ title, grant: origin, after: viewOf(afterwards, LAST_DAY), programme: pinned.programme, cause, act: command.act, today: context.today });
        if (changed.kind === 'refused') return changed;
        events.push(...changed.events);
        break;
      }
      case 'TitleRenewed':
        if (now.titles.some((entry) => entry.title === fact.data.title && !hasEnded(entry.status))) events.push(review('TitleRenewed', fact.data.title, null, 'factChanged'));
        break;
      case 'AdmittedToPool':
        // A place is no title, and nothing is taken away by itself: a person looks.
        if (gone !== undefined && fact.data.nomination === gone.nomination) events.push(review('AdmittedToPool', null, null, 'confirmationVoided'));
        else if (viewOf(standing, context.today).pools.some((entry) => entry.event === origin && entry.status === 'IN')) events.push(review('AdmittedToPool', null, failing(state, after, fact.data.round, now.nominations.find(({ nomination }) => nomination === fact.data.nomination)?.event ?? null, command.rounds, context), 'factChanged'));
        break;
      case 'AssessmentDeferred': {
        const asked = changed.fact.type === 'LeaveStarted' || changed.fact.type === 'LeaveEnded' ? reviewOfDeferral(item as Standing<LifeFactOf<'AssessmentDeferred'>>, viewOf(afterwards, LAST_DAY), cause) : null;
        if (asked) events.push(asked);
        break;
      }
      case 'TitleAbsorbed':
        if (gone !== undefined) events.push(review('TitleAbsorbed', fact.data.title, null, 'absorberGone'));
        break;
      case 'TitleRevoked':
        if (afterwards.some((entry) => entry.origin === origin)) events.push(review('TitleRevoked', fact.data.title, null, 'factChanged'));
        break;
      default:
    }
  }
  return { kind: 'events', events };
}

/** The rule that fails now though the nomination was accepted; null where all that was asked still holds. */
function failing(state: TeacherState, after: readonly LifeFact[], round: RoundId, nominated: EventId | null, rounds: readonly PinnedRound[], context: DecisionContext): RuleAnswer | null {
  // Whether a team still meets what was asked is read from its members' streams, by the look at it that follows (`decideReviewTeam`).
  if (state.kind === 'TEAM') return null;
  const pinned = pinnedOf(rounds, round);
  if (!pinned) throw new Error(`a correction under round ${round} needs its pinned version`);
  const decided = nominated === null ? undefined : state.byId.get(nominated);
  // By the wording of the notice that the decision read: a later supplement touches nobody who was decided (E49).
  const read = decided?.meta.context.streams?.[`round-${round}`];
  return eligibilityOf(after, asNotified(pinned.round, read), pinned.programme, decided?.meta.context.today ?? context.today).refusal;
}

function eligibleNow(after: readonly LifeFact[], round: RoundId, rounds: readonly PinnedRound[], context: DecisionContext): boolean {
  const pinned = pinnedOf(rounds, round);
  return pinned !== undefined && eligibilityOf(after, pinned.round, pinned.programme, context.today).verdict === 'holds';
}

/** An outcome that the change puts under review on another account, or ends, is looked at once. */
function notAskedYet(barred: readonly Proposed<ReviewRequired>[], events: readonly Proposed<TeacherFact>[]): readonly Proposed<ReviewRequired>[] {
  return barred.filter(({ data: { outcome, title } }) => !events.some(({ data }) => ('outcome' in data && data.outcome === outcome) || (title !== null && 'title' in data && data.title === title)));
}

function reversal(title: TitleView, act: OfficialAct, programme: EffectiveProgramme, clause: string, on: readonly EventId[], today: BusinessDate): Proposed<TeacherFact> {
  const data = { title: title.title, programme: title.programme, tier: title.tier, ground: 'factCorrected', authority: act.body, certificateRecovered: false };
  return { type: 'TitleRevoked', data, effectiveOn: today, act, rule: ruleReference(programme, clause), standsOn: on };
}

function newlyUnqualified(verdict: LifeFact, standing: readonly Standing[]): readonly Proposed<TeacherFact>[] {
  if (verdict.type !== 'AssessedUnqualified' || verdict.data.kind !== 'END_OF_TERM') return [];
  const title = viewOf(standing, LAST_DAY).titles.find((entry) => entry.title === verdict.data.title);
  return title && !hasEnded(title.status) ? [unqualifiedReview(title.conferral, title.title, verdict.id)] : [];
}

function wordingFault(state: TeacherState, fact: LifeFact, next: { readonly data: JsonObject; readonly personal: PrivatePart | null; readonly effectiveOn: BusinessDate; readonly fixed: readonly string[]; readonly fixedParts: readonly string[] }, context: DecisionContext): Refused | null {
  const { data, personal, effectiveOn, fixed, fixedParts } = next;
  const current: JsonObject = fact.data;
  const before: JsonObject = partOf(state, fact) ?? {};
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  const fields = [...wrongFields(current, data), ...(personal && partOf(state, fact) ? wrongFields(before, personal) : [])];
  if (fields.length > 0) return refused('fieldsDiffer', { fields });
  const field = fixed.find((name) => !sameJson(current[name], data[name])) ?? (personal ? fixedParts.find((name) => before[name] !== undefined && !sameJson(before[name], personal[name])) : undefined);
  if (field !== undefined) return refused('fieldFixed', { field });
  for (const [name, date] of Object.entries(data)) if (dateFields.has(name) && date !== null && !isBusinessDate(date)) return refused('notADate', { name, date });
  if (isCareerFact(fact)) return careerFault(state, fact, { data, personal, effectiveOn }, context);
  const impossible = fieldFault(current, data, 'data') ?? (personal ? fieldFault(before, personal, 'private') : null) ?? (fact.type === 'TitleConferred' || fact.type === 'TitleRenewed' ? termFault(data['term'], effectiveOn) : fact.type === 'LegacyTitleImported' ? legacyFault(data, effectiveOn, context.today) : null);
  if (typeof data['periods'] === 'number' && !(data['periods'] > 0)) return refused('periodsNotPositive', { periods: data['periods'] });
  if (impossible) return impossible;
  if (fact.type === 'TeacherRegistered' || fact.type === 'TeamRegistered' || fact.type === 'Transferred') {
    const place = fact.type === 'Transferred' ? data['to'] : data['unit'];
    const misplaced = placeFault(context, String(place), data['stage'] as SchoolStage, effectiveOn);
    if (misplaced) return misplaced;
  }
  return fact.type === 'TeacherRegistered' && personal ? personalFault(state, personal as Personal, (data['enteredOn'] ?? null) as BusinessDate | null, context.today) : null;
}

/** Her own part of a fact; of one that came with an absorbed dossier, the part under that one's key. */
function partOf(state: TeacherState, fact: LifeFact): PrivatePart | null {
  return fact.private[ownerOf(state, fact)] ?? null;
}

/** Under whose key her part of a fact lies, and goes on lying when it is restated: an erasure of that person reaches it. */
function ownerOf(state: TeacherState, fact: LifeFact): PersonId {
  return [state.id, ...state.absorbed.keys()].find((person) => fact.private[person] !== undefined) ?? state.id;
}

/** The same training once, one verdict of a period or a term: also after a correction. */
function uniquenessFault(standing: readonly Standing[], origin: EventId, type: FactType, { data, effectiveOn }: { readonly data: JsonObject; readonly effectiveOn: BusinessDate }): Refused | null {
  const now = viewOf(standing.filter((item) => item.origin !== origin), LAST_DAY);
  if (gradeOf(type) !== null) {
    const other = now.verdicts.find((entry) => entry.programme === data['programme'] && sameCode(entry.code, data['code']) && isSameVerdict(entry, { ...(data as Verdict), on: effectiveOn }, now.titles));
    if (other) return refused('alreadyAssessed', { kind: other.kind, period: other.period, grade: other.grade, assessment: other.assessment });
  }
  if (type === 'LegacyTitleImported' && now.legacyTitles.some((entry) => entry.name === data['name'] && entry.conferredOn === data['conferredOn'] && entry.number === data['number'])) return refused('legacyTitleRecorded', { conferredOn: data['conferredOn'] ?? null });
  const counted = type === 'CompletedTraining' ? now.trainings.find((entry) => entry.source === data['source']) : undefined;
  return counted ? refused('trainingCounted', { training: counted.training, completedOn: counted.completedOn }) : null;
}

/** Fields added, missing or of another JSON type; null may stand for a value and a value for null. */
function wrongFields(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => {
    const [a, b] = [before[name], after[name]];
    return a === undefined || b === undefined || (a !== null && b !== null && kindOf(a) !== kindOf(b));
  });
}

function kindOf(value: Json): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function decisive(part: PrivatePart | null): JsonObject {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([name]) => !immaterial.has(name)));
}

function told({ rule, inputs }: Refusal): Pick<ReviewRequired['data'], 'rule' | 'inputs'> {
  return { rule, inputs };
}

function pinnedOf(rounds: readonly PinnedRound[], round: RoundId): PinnedRound | undefined {
  return rounds.find((entry) => entry.round.id === round);
}

function ruleOf(rounds: readonly PinnedRound[], fact: LifeFact, clause: string | null) {
  const round = roundOf(fact);
  const pinned = round === null ? undefined : pinnedOf(rounds, round);
  if (!pinned) return fact.meta.rule ? { rule: fact.meta.rule } : {};
  return { rule: ruleReference(pinned.programme, clause ?? tierOf(pinned.round, pinned.programme).onCorrection.clause) };
}

function nominationEvent(now: TeacherView, title: TitleView): EventId | null {
  return now.nominations.find((entry) => entry.nomination === title.nomination)?.event ?? null;
}
