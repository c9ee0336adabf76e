import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { cutOf, type Trail } from '../audit/as-known';
import { readHistory, type History } from '../audit/history';
import { actorsIn } from '../audit/names';
import { replay, type HistoryEntry, type Replay } from '../audit/replay';
import { teacherStream, teamStream } from '../commands/desk';
import { unitOf } from '../commands/dossiers';
import { NotFoundError } from '../commands/errors';
import { assessmentDues, type AssessmentDue } from '../domain/assessment/due';
import type { BusinessDate, BusinessMinute, Instant } from '../domain/dates';
import type { EventId, HolderKind, JsonObject, OrgId, PersonId, RoundId, TeamId } from '../domain/facts';
import type { TeamView } from '../domain/team/view';
import { decidedOnBoth, mergersIn, type Merger } from '../domain/teacher/merge';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { personsBehind, teacher as teacherAggregate } from '../domain/teacher/teacher';
import { view, type LifeFact, type TeacherView } from '../domain/teacher/view';
import { trainingStandings, type TrainingStanding } from '../domain/training/standing';
import type { Position } from '../event-store/event-store';
import { AUDIT_TRAIL } from '../../projections/audit-trail/audit-trail';
import { auditQuery } from '../../projections/audit-trail/query';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import { roundAsOf } from '../../projections/rounds/query';
import { membershipsOf } from './memberships';
import { RosterPlaces } from './places';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';
import { roundDocument, standingOf, withOwnResults } from './results';
import { nameOf, programmesOfTraining, type TrainingProgramme } from './training';
import { trainingSays } from './training-words';
import { historyFor } from './withheld';
import { milestonesIn } from './milestones';
import type { MilestoneStanding } from '../domain/teacher/milestones';
import { without } from './without';

/** Something that waits for a person. */
export interface Asked {
  readonly what: 'REVIEW' | 'TRAINING' | 'COMPLETION' | 'RECOMMENDATION' | 'SELECTION';
  readonly event: EventId;
  /** Last day for it, or last minute; null where there is none. */
  readonly by: BusinessDate | BusinessMinute | null;
  readonly sentences: Labelled;
}

export interface TeacherAnswer {
  /** The teacher's id, or the team's. */
  readonly teacher: PersonId;
  readonly asOf: BusinessDate;
  /** Of a team: its name, its leader, and everybody who was in it, with her days; null of a teacher. */
  readonly team: (Omit<TeamView, 'memberships'> & { readonly members: readonly (TeamView['memberships'][number] & { readonly name: string | null })[] }) | null;
  /** In which teams she was or is; a team's titles are none of hers. */
  readonly memberships: Awaited<ReturnType<typeof membershipsOf>>;
  /** Revision of her stream, for If-Match; the HTTP answer's ETag. */
  readonly revision: number;
  readonly erased: boolean;
  /** null when erased. Identity number and phone are masked but for herself and those who oversee her unit. */
  readonly personal: JsonObject | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly stage: string | null;
  readonly subject: string | null;
  readonly enteredOn: BusinessDate | null;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  /** First day of her retirement, of her being gone elsewhere, and after her death; null where it has not come, or where she is back. */
  readonly retiredOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  /** Mergers with other dossiers: while one stands, the absorbed dossier points to the other and takes nothing; `decided` since on facts of both. */
  readonly mergers: readonly (Merger & { readonly decided: readonly { readonly event: EventId; readonly type: string; readonly on: BusinessDate }[] })[];
  readonly titles: TeacherView['titles'];
  /** Her places in cultivation, and what became of each. */
  readonly pools: TeacherView['pools'];
  /** What other bodies call her, as recorded on evidence. */
  readonly recognitions: TeacherView['recognitions'];
  readonly milestones: readonly MilestoneStanding[];
  /** Of the time before, as imported lists say; not verified. */
  readonly legacyTitles: TeacherView['legacyTitles'];
  readonly nominations: readonly (Omit<TeacherView['nominations'][number], 'verdicts'> & { readonly working: HistoryEntry['working'] })[];
  readonly refusals: readonly (TeacherView['refusals'][number] & { readonly sentences: Labelled; readonly working: HistoryEntry['working'] })[];
  readonly assessments: readonly (TeacherView['verdicts'][number] & { readonly clause: string | null })[];
  /** What her titles ask to be assessed, as of the day: not yet due, due, overdue or concluded, and to when it was put off. */
  readonly assessmentsDue: readonly AssessmentDue[];
  /** Daily entries of her unit's Party organisations, without a grade. */
  readonly tracking: TeacherView['tracking'];
  readonly trainings: TeacherView['trainings'];
  readonly enrolments: TeacherView['enrolments'];
  readonly deliverables: TeacherView['deliverables'];
  /** What every programme asks of her training on the day, met or not. */
  readonly requirements: readonly (TrainingStanding & { readonly names: Labelled })[];
  /** Service, credentials, appraisals, lessons, posts, leaves, waivers; sanctions for those who oversee her unit. */
  readonly career: TeacherView['career'];
  readonly reviews: readonly (TeacherView['reviews'][number] & { readonly sentences: Labelled })[];
  readonly asked: readonly Asked[];
  /** Her own last draft for each round, for herself alone. */
  readonly drafts: readonly { readonly round: RoundId; readonly on: BusinessDate; readonly content: JsonObject }[];
}

export class TeacherQuestion extends Question<TeacherAnswer> {
  constructor(
    readonly asker: Asker,
    readonly teacher: PersonId,
    readonly asOf?: BusinessDate,
    readonly kind: HolderKind = 'PERSON',
  ) {
    super();
  }
}

/** `names`: of those who acted, for those who oversee her unit; empty for others. */
export interface HistoryAnswer extends Replay {
  readonly names: { readonly [person: PersonId]: string };
}

export class HistoryQuestion extends Question<HistoryAnswer> {
  constructor(
    readonly asker: Asker,
    readonly teacher: PersonId,
    readonly asOf?: BusinessDate,
    readonly asKnown?: Instant,
    readonly kind: HolderKind = 'PERSON',
  ) {
    super();
  }
}

/** A teacher's record as far as the asker may see it. Errors: MayNotReadError, NotFoundError. */
async function recordOf(reading: Reading, asker: Asker, teacher: PersonId, question: string, kind: HolderKind, before: Position | null = null): Promise<{ readonly reader: Reader; readonly history: History; readonly unit: OrgId | null }> {
  const { reader } = await reading.reader(asker);
  const unit = kind === 'TEAM' ? await unitOfTeam(reading, teacher) : await new RosterPlaces(reading).of(teacher);
  // Whoever is in a team reads of it; what is weighed about another member is not hers to read.
  const within = kind === 'TEAM' && (await membersOfTeam(reading, teacher)).includes(asker.person);
  if (!within && !reader.readsTeacher(teacher, unit)) {
    if (kind === 'PERSON' && (unit !== null || (await hasDossier(reading, teacher)))) reading.noted(asker, question, [teacher], 'REFUSED');
    throw reader.refuse(question, 'staff');
  }
  const history = await readHistory(reading.sources, teacher, before, kind);
  if (history.own.length > 0) reading.noted(asker, question, kind === 'TEAM' ? membersEver(history) : [teacher]);
  return { reader, history: await withOwnResults(reading, within ? teacher : asker.person, historyFor(reader, history, teacher, unit, within)), unit };
}

/** As far as they were told of by the day; what was decided since stands on the surviving dossier and names facts of the other. */
function mergersOf({ own, teacher }: History, asOf: BusinessDate): TeacherAnswer['mergers'] {
  const facts = own.map(({ fact }) => fact);
  return mergersIn(facts.filter(({ meta }) => meta.effectiveOn <= asOf)).map((merger) => ({ ...merger, decided: merger.undone === null && merger.into === teacher ? decidedOnBoth({ id: teacher, facts }, merger.from).map(({ fact }) => ({ event: fact.id, type: fact.type, on: fact.meta.effectiveOn })) : [] }));
}

/** Who answers for a team: the unit that leads it. */
async function unitOfTeam(reading: Reading, team: TeamId): Promise<OrgId | null> {
  const { state } = await reading.sources.application.desk.streams.load(teacherAggregate, teamStream(team));
  return unitOf(state, reading.today());
}

async function membersOfTeam(reading: Reading, team: TeamId): Promise<readonly PersonId[]> {
  return personsBehind((await reading.sources.application.desk.streams.load(teacherAggregate, teamStream(team))).state);
}

function membersEver({ own }: History): readonly PersonId[] {
  const { team } = view(own.map(({ fact }) => fact as LifeFact), LAST_DAY);
  return [...new Set((team?.memberships ?? []).map(({ person }) => person))];
}

/** What is nobody's id is not written down: it may be a name or a number that somebody put into the address. */
async function hasDossier(reading: Reading, teacher: PersonId): Promise<boolean> {
  for await (const page of reading.sources.events.readStream(teacherStream(teacher))) return page.length > 0;
  return false;
}

@QueryHandler(TeacherQuestion)
export class TeacherHandler implements IQueryHandler<TeacherQuestion, TeacherAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, teacher, asOf = this.reading.today(), kind }: TeacherQuestion): Promise<TeacherAnswer> {
    const { history } = await recordOf(this.reading, asker, teacher, kind === 'TEAM' ? 'team' : 'teacher', kind);
    const { view, entries, words, erased, revision } = replay(history, asOf);
    if (revision < 0 || view.unit === null) throw new NotFoundError(kind === 'TEAM' ? 'team' : 'teacher', teacher);
    const nominations = await Promise.all(view.nominations.map(async (nomination) => ({ ...nomination, status: standingOf(nomination, await roundDocument(this.reading, nomination.round), asOf) })));
    const byEvent = new Map(entries.map((entry) => [entry.event, entry]));
    const sentencesOf = (event: EventId): Labelled => byEvent.get(event)?.detail ?? { zh: '', en: '' };
    const workingOf = (event: EventId): HistoryEntry['working'] => byEvent.get(event)?.working ?? [];
    const programmes = (await programmesOfTraining(this.reading)).filter(({ isFor }) => isFor(view.unit));
    const requirements = trainingStandings(history.own.map(({ fact }) => fact), programmes.map(({ rules }) => rules), asOf).map((standing) => ({ ...standing, names: nameOf(programmes, standing) }));
    return {
      teacher, asOf, revision, erased,
      team: view.team === null ? null : await this.team(view.team),
      memberships: kind === 'TEAM' ? [] : await membershipsOf(this.reading, teacher, asOf),
      personal: view.personal,
      unit: view.unit,
      unitName: words.org(view.unit, asOf),
      stage: view.stage, subject: view.subject, enteredOn: view.enteredOn, onEstablishment: view.onEstablishment, inPost: view.inPost,
      retiredOn: view.retiredOn, departedOn: view.departedOn, deceasedOn: view.deceasedOn,
      mergers: mergersOf(history, asOf),
      titles: view.titles,
      pools: view.pools,
      recognitions: view.recognitions,
      milestones: await milestonesIn(this.reading, history.own.map(({ fact }) => fact as LifeFact), asOf),
      legacyTitles: view.legacyTitles,
      nominations: nominations.map((nomination) => ({ ...without(nomination, 'verdicts'), working: workingOf(nomination.event) })),
      refusals: view.refusals.map((refusal) => ({ ...refusal, sentences: sentencesOf(refusal.event), working: workingOf(refusal.event) })),
      assessments: view.verdicts.map((verdict) => ({ ...verdict, clause: byEvent.get(verdict.event)?.rule?.clause ?? null })),
      assessmentsDue: (await Promise.all([...new Set(view.titles.map(({ programme }) => programme))].map((programme) => this.reading.sources.application.desk.programmes.effective(programme)))).flatMap((rules) => assessmentDues(view, rules)),
      tracking: view.tracking,
      trainings: view.trainings,
      enrolments: view.enrolments,
      deliverables: view.deliverables,
      requirements,
      career: view.career,
      reviews: view.reviews.map((review) => ({ ...review, sentences: sentencesOf(review.event) })),
      asked: [...(await this.asked({ ...view, nominations }, asOf, sentencesOf)), ...requirements.filter(({ status, ended }) => ended === null && (status === 'DUE' || status === 'MISSED')).flatMap((standing) => trainingAsked(programmes, standing, view.registration))],
      drafts: asker.person === teacher ? draftsOf(history, asOf) : [],
    };
  }

  private async team({ names, leader, memberships }: TeamView): Promise<TeacherAnswer['team']> {
    const known = await this.reading.namesOf(memberships.map(({ person }) => person));
    return { names, leader, members: memberships.map((held) => ({ ...held, name: known.get(held.person) ?? null })) };
  }

  private async asked(view: TeacherView, asOf: BusinessDate, sentencesOf: (event: EventId) => Labelled): Promise<readonly Asked[]> {
    const asked: Asked[] = view.reviews.filter(({ open }) => open).map(({ event }) => ({ what: 'REVIEW', event, by: null, sentences: sentencesOf(event) }));
    for (const { nomination, event, returns, status } of view.nominations) {
      const open = status === 'RETURNED' ? returns.find(({ ended }) => ended === null) : undefined;
      if (open === undefined) continue;
      const by = open.due.replace('T', ' ');
      asked.push({ what: 'COMPLETION', event, by: open.due, sentences: { zh: `申报 ${nomination} 已退回，请在 ${by} 前补正：${open.items.join('、')}。`, en: `Nomination ${nomination} is returned; complete it by ${by}: ${open.items.join(', ')}.` } });
    }
    for (const { nomination, event, round, status } of view.nominations) {
      if (status !== 'OPEN' && status !== 'RECOMMENDED') continue;
      const document = (await this.reading.one(ROUNDS, round))?.body as RoundDocument | undefined;
      if (document === undefined) continue;
      const { stage } = roundAsOf(document, asOf);
      const by = document.parameters?.nominationsTo ?? null;
      // Once nominations are closed, one that was never recommended asks for nothing.
      if (status === 'OPEN' && stage === 'RoundOpened') {
        asked.push({ what: 'RECOMMENDATION', event, by, sentences: { zh: `申报 ${nomination} 待学校在 ${by ?? '截止'} 前推荐。`, en: `Nomination ${nomination} waits for the school's recommendation${by === null ? '' : `, by ${by}`}.` } });
      } else if (status === 'RECOMMENDED' && stage !== 'RoundConcluded') {
        asked.push({ what: 'SELECTION', event, by: null, sentences: { zh: `申报 ${nomination} 已推荐，待评审结果。`, en: `Nomination ${nomination} is recommended and waits for the selection.` } });
      }
    }
    return asked;
  }
}

@QueryHandler(HistoryQuestion)
export class HistoryHandler implements IQueryHandler<HistoryQuestion, HistoryAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, teacher, asOf = this.reading.today(), asKnown, kind }: HistoryQuestion): Promise<HistoryAnswer> {
    const before = asKnown === undefined ? null : await cutOf(this.reading.sources.events, this.trail(), asKnown);
    const { reader, history, unit } = await recordOf(this.reading, asker, teacher, 'history', kind, before);
    const replayed = replay(history, asOf, asKnown ?? null);
    const names = reader.overseesUnit(unit) ? await this.reading.namesOf(actorsIn(replayed.entries)) : new Map<PersonId, string>();
    if (names.size > 0) this.reading.noted(asker, 'history', [...names.keys()]);
    return { ...replayed, names: Object.fromEntries(names) };
  }

  /** The audit trail finds the cut by an index; what it does not hold yet is read from the log. */
  private trail(): Trail {
    return {
      upTo: this.reading.sources.projector.reflected,
      firstAfter: async (known) => {
        const page = await this.reading.find(AUDIT_TRAIL, auditQuery({ recordedAfter: known }, { limit: 1 }));
        const position = page.documents[0]?.body['position'];
        return typeof position === 'string' ? position : null;
      },
    };
  }
}

function trainingAsked(programmes: readonly TrainingProgramme[], standing: TrainingStanding, event: EventId | null): readonly Asked[] {
  const requirement = programmes.find(({ rules }) => rules.id === standing.programme)?.rules.training?.find(({ code }) => code === standing.requirement);
  return requirement === undefined || event === null ? [] : [{ what: 'TRAINING', event, by: standing.due, sentences: trainingSays(requirement, standing) }];
}

function draftsOf(history: History, asOf: BusinessDate): TeacherAnswer['drafts'] {
  const last = new Map<RoundId, TeacherAnswer['drafts'][number]>();
  for (const { fact } of history.own) {
    if (fact.type !== 'ApplicationDrafted' || fact.meta.effectiveOn > asOf) continue;
    const content = fact.private[history.teacher]?.['content'];
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) last.set(fact.data.round, { round: fact.data.round, on: fact.meta.effectiveOn, content: content as JsonObject });
  }
  return [...last.values()];
}
