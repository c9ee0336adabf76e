import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { requirementsOf } from '../commands/requirements';
import type { BusinessDate } from '../domain/dates';
import type { NominationId, OrgId, PersonId, RoundId } from '../domain/facts';
import { answersFor, hasEnded, isWithin, type OrgsState } from '../domain/orgs';
import { appointmentsOf, holdsOn, inOffice, lentTo, type PeopleState } from '../domain/people';
import { holderOf } from '../domain/people/handover';
import type { EffectiveProgramme, Stage } from '../domain/programme-rules';
import { DUE_ROWS, type TaskRow } from '../../projections/due/due';
import { dueOn, dueWhere, roundsUnderWay, standsIn } from '../../projections/due/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere } from '../../projections/roster/query';
import type { RosterRow } from '../../projections/roster/rows';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import { CursorError } from '../read-models/document-store';
import { assessmentTasks, type AssessmentTasksAsked } from './due-assessments';
import { paperTasks } from './due-papers';
import { studioTasks } from './due-studios';
import { trainingTasks } from './due-training';
import { TASK_KINDS, taskName, taskSays } from './due-words';
import { RosterPlaces } from './places';
import { programmesInForce } from './programmes-in-force';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

export interface DueAsked {
  readonly asOf?: BusinessDate;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  /** What waits for this person: by name, or by a post that she holds. `me`: whoever asks. */
  readonly person?: PersonId;
  readonly round?: RoundId;
  readonly kind?: string;
  /** Due on this day or before. */
  readonly dueBy?: BusinessDate;
  readonly limit?: number;
  readonly after?: string;
}

export interface Task {
  readonly task: string;
  readonly kind: string;
  readonly name: Labelled;
  readonly says: Labelled;
  readonly round: RoundId | null;
  readonly roundNames: Labelled | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  /** Where whom it is about is, where another unit may have to act. */
  readonly teacherUnit?: OrgId;
  readonly post: string | null;
  /** Whose it is today; null: whoever holds the post at the unit. */
  readonly person: PersonId | null;
  /** From whom it came to her by a handover. */
  readonly handedOverBy: PersonId | null;
  readonly teacher: PersonId | null;
  readonly nomination: NominationId | null;
  /** null where nothing says since when. */
  readonly since: BusinessDate | null;
  readonly due: BusinessDate | null;
  readonly overdue: boolean;
}

export interface DueAnswer {
  readonly asOf: BusinessDate;
  /** First what falls due first; what has no last day comes last. */
  readonly tasks: readonly Task[];
  /** Of all that was asked for, not of this page alone. */
  readonly counts: { readonly [kind: string]: number };
  readonly overdue: number;
  /** Of whom the page names, as far as the reader oversees them. */
  readonly names: { readonly [person: PersonId]: string };
  readonly next: string | null;
  readonly parked: number;
}

export class DueQuestion extends Question<DueAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: DueAsked,
  ) {
    super();
  }
}

interface UnderWay {
  readonly document: RoundDocument;
  readonly rules: EffectiveProgramme | undefined;
}

/** Stages whose post the programme may state; the other tasks go on with whoever did the step before. */
const stages: { readonly [kind: string]: Stage } = { NOMINATE: 'SubmitNomination', RECOMMEND: 'RecommendAtSchool' };

const DEFAULT_LIMIT = 50;
const NO_DAY: BusinessDate = '9999-12-31';

/** What waits for whom on a day, and what falls due. Everybody sees her own; staff what waits in their units. */
@QueryHandler(DueQuestion)
export class DueHandler implements IQueryHandler<DueQuestion, DueAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: DueQuestion): Promise<DueAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'due');
    const { people } = await this.reading.registry();
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, unit, dueBy } = asked;
    const units = reader.readsLedgers() ? reader.rosterUnits('due') : new Set<OrgId>();
    const of = asked.person === 'me' ? asker.person : asked.person;
    const within = once((one: OrgId) => unit !== undefined && tree.orgs.has(one) && isWithin(tree, one, unit, asOf));
    const waitsForAsker = waitsFor(asker.person, people, tree, asOf);
    const waitsForAsked = of === undefined ? undefined : waitsFor(of, people, tree, asOf);
    const seen = (task: Task): boolean => units === null || unitsOf(task).some((one) => units.has(one)) || waitsForAsker(task);
    const fits = (task: Task): boolean =>
      (dueBy === undefined || (task.due !== null && task.due <= dueBy)) && (unit === undefined || unitsOf(task).some(within)) && (waitsForAsked === undefined || waitsForAsked(task));
    const found: { readonly task: Task; readonly place: Place }[] = [];
    const take = (task: Task): void => {
      if (seen(task) && fits(task)) found.push({ task, place: placeOf(task) });
    };
    for await (const task of this.tasks(asked, asOf, people, tree)) take(task);
    if (asked.round === undefined) {
      const of = { asker: asker.person, asOf, kind: asked.kind, units, tree, programmes: await programmesInForce(this.reading) };
      for await (const task of this.outsideRounds(of)) take(task);
      // Of these who may read them goes by where she is today, and not by where the line has her on the day.
      for await (const task of this.reviews(of)) if (fits(task)) found.push({ task, place: placeOf(task) });
      for await (const task of assessmentTasks(this.reading, of)) if (fits(task)) found.push({ task, place: placeOf(task) });
    }
    const all = found.sort((a, b) => compare(a.place, b.place)).map(({ task }) => task);
    const from = asked.after === undefined ? 0 : startAfter(all, asked.after);
    const page = all.slice(from, from + limit);
    const last = page.at(-1);
    const counts: { [kind: string]: number } = {};
    for (const { kind } of all) counts[kind] = (counts[kind] ?? 0) + 1;
    return {
      asOf, tasks: page, counts,
      overdue: all.filter(({ overdue }) => overdue).length,
      names: await this.namesOf(asker, reader, page),
      next: last !== undefined && from + limit < all.length ? cursorOf(last) : null,
      parked: await this.reading.parked('due'),
    };
  }

  private async *tasks({ round: only, kind }: DueAsked, asOf: BusinessDate, people: PeopleState, tree: OrgsState): AsyncIterable<Task> {
    const rounds = new Map<RoundId, UnderWay>();
    for (const where of roundsUnderWay(asOf)) for await (const { body } of this.reading.all(ROUNDS, where)) rounds.set((body as RoundDocument).round, await this.underWay(body as RoundDocument));
    const wanted = ['', ...rounds.keys()].filter((id) => only === undefined || id === only);
    if (wanted.length > 0) {
      for await (const { body } of this.reading.all(DUE_ROWS, dueWhere({ asOf, rounds: wanted, ...(kind === undefined ? {} : { kind }) }))) {
        const row = body as TaskRow;
        const round = rounds.get(row.round);
        if (standsIn(row, round?.document, asOf)) yield this.taskOf(row, round, asOf, people, tree);
      }
    }
    if (only === undefined) for await (const task of this.endedUnits(asOf, people, tree)) if (kind === undefined || kind === task.kind) yield task;
  }

  /** What comes due by date alone, whatever rounds are under way. */
  private async *outsideRounds(of: AssessmentTasksAsked): AsyncIterable<Task> {
    yield* trainingTasks(this.reading, of);
    yield* studioTasks(this.reading, of);
    yield* paperTasks(this.reading, of);
  }

  /** Which post acts is for the programme version to say that the round pins. */
  private async underWay(document: RoundDocument): Promise<UnderWay> {
    const { programme, version, adoptions } = document;
    const pinned = programme === null ? undefined : { programme, ...(version === null ? {} : { version }), ...(adoptions === null ? {} : { adoptions }) };
    return { document, rules: (await this.reading.sources.application.desk.world(pinned)).programme };
  }

  private taskOf(row: TaskRow, round: UnderWay | undefined, asOf: BusinessDate, people: PeopleState, tree: OrgsState): Task {
    const { task, kind, unit, teacher, nomination, from } = row;
    const due = dueOn(row, round?.document, asOf);
    // Above the school it is the bureau that recommends, and the programme states that stage by itself.
    const stage = kind === 'RECOMMEND' && row.post === 'BureauOfficer' ? 'RecommendAtLevel' : stages[kind];
    return {
      task, kind, name: taskName(kind), says: taskSays(kind), round: row.round === '' ? null : row.round, roundNames: round?.document.names ?? null,
      unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, asOf),
      post: stage === undefined ? row.post : (requirementsOf(round?.rules, stage)[0]?.post ?? row.post),
      ...responsible(row, people, tree, asOf),
      teacher, nomination, since: from, due, overdue: due !== null && due < asOf,
    };
  }

  /** Which outcomes wait for a review is the roster's to say: it knows what became of each, and where she is. */
  private async *reviews({ asOf, kind, units, tree }: AssessmentTasksAsked): AsyncIterable<Task> {
    if (units?.size === 0 || (kind !== undefined && kind !== 'REVIEW')) return;
    // Only of today the rows say where she is today.
    const now = units === null || asOf === this.reading.today() ? null : new RosterPlaces(this.reading);
    const under = new Map<PersonId, OrgId>();
    for await (const { body } of this.reading.all(ROSTER_ROWS, rosterWhere({ asOf, underReview: true, ...(units === null || now !== null ? {} : { units: [...units] }) }))) {
      const { teacher, unit } = body as RosterRow;
      if (!under.has(teacher)) under.set(teacher, unit);
    }
    await now?.learn([...under.keys()]);
    for (const [teacher, unit] of under) {
      if (now !== null && units?.has(now.unitOf(teacher) ?? '') !== true) continue;
      yield {
        task: `REVIEW/${teacher}`, kind: 'REVIEW', name: taskName('REVIEW'), says: taskSays('REVIEW'), round: null, roundNames: null,
        unit, unitName: this.reading.unitName(tree, unit, asOf), post: 'BureauOfficer', person: null, handedOverBy: null, teacher, nomination: null, since: null, due: null, overdue: false,
      };
    }
  }

  /** What a unit that was merged, split or closed leaves to be settled: nobody is moved along without an act (E32). */
  private async *endedUnits(asOf: BusinessDate, people: PeopleState, tree: OrgsState): AsyncIterable<Task> {
    const ended = [...tree.orgs.values()].flatMap((unit) => (unit.ended !== null && unit.ended.on <= asOf ? [{ org: unit.org, on: unit.ended.on }] : []));
    if (ended.length === 0) return;
    const staffed = new Set<OrgId>();
    for await (const { body } of this.reading.all(ROSTER_ROWS, rosterWhere({ asOf, units: ended.map(({ org }) => org) }))) if ((body as RosterRow).inPost) staffed.add((body as RosterRow).unit);
    const handed = new Set(people.handovers.flatMap(({ appointment, from }) => (from <= asOf ? [appointment] : [])));
    const posts = new Set([...people.appointments.values()].flatMap(({ org, appointment, from, to }) => {
      const end = ended.find((unit) => unit.org === org);
      return end !== undefined && from < end.on && (to === null || to >= end.on) && !handed.has(appointment) ? [org] : [];
    }));
    for (const { org, on } of ended) {
      for (const kind of [...(staffed.has(org) ? ['TRANSFER_TEACHERS'] : []), ...(posts.has(org) ? ['SETTLE_POSTS'] : [])]) {
        yield {
          task: `${kind}/${org}`, kind, name: taskName(kind), says: taskSays(kind), round: null, roundNames: null,
          unit: org, unitName: this.reading.unitName(tree, org, asOf), post: 'BureauOfficer', person: null, handedOverBy: null, teacher: null, nomination: null, since: on, due: null, overdue: false,
        };
      }
    }
  }

  private async namesOf(asker: Asker, reader: Reader, page: readonly Task[]): Promise<{ readonly [person: PersonId]: string }> {
    if (!reader.readsLedgers()) return {};
    const persons = page.flatMap(({ teacher, person, unit }) => [...(teacher !== null && reader.readsTeacher(teacher, unit) ? [teacher] : []), ...(person !== null && reader.runsRounds() ? [person] : [])]);
    const names = await this.reading.namesOf(persons);
    this.reading.noted(asker, 'due', [...names.keys()]);
    return Object.fromEntries(names);
  }
}

/** Whose task it is on the day: hers by name while her appointment holds; after that it falls to the post. */
function responsible({ person, appointment }: TaskRow, people: PeopleState, tree: OrgsState, day: BusinessDate): Pick<Task, 'person' | 'handedOverBy'> {
  if (appointment === null) return { person, handedOverBy: null };
  const now = holderOf(people, appointment, day);
  const held = people.appointments.get(now);
  return { person: held !== undefined && inOffice(tree, held, day) ? held.person : null, handedOverBy: now === appointment ? null : person };
}

/** By name, or by a post that she holds at the unit or above it, also for another; an expert's sheets wait for her alone. Asked of every task, so it looks each post and unit up once. */
function waitsFor(whom: PersonId, people: PeopleState, tree: OrgsState, day: BusinessDate): (task: Task) => boolean {
  const lent = lentTo(people, whom, day).map(({ appointment }) => appointment);
  const holds = [...appointmentsOf(people, whom).filter((held) => holdsOn(held, day)), ...lent].filter((held) => !hasEnded(tree, held.org, day));
  const answers = new Map(holds.map(({ post }) => [post as string, once((unit: OrgId) => tree.orgs.has(unit) && holds.some((held) => held.post === post && answersFor(tree, held.org, unit, day)))]));
  return ({ person, post, unit }) => {
    if (person !== null) return person === whom || lent.some((held) => held.person === person && held.post === post && held.org === unit);
    return unit !== null && post !== null && answers.get(post)?.(unit) === true;
  };
}

/** Answers the same question once. */
function once(answer: (unit: OrgId) => boolean): (unit: OrgId) => boolean {
  const known = new Map<OrgId, boolean>();
  return (unit) => {
    const found = known.get(unit) ?? answer(unit);
    known.set(unit, found);
    return found;
  };
}

/** Where it waits, and where whom it is about is. */
function unitsOf({ unit, teacherUnit }: Task): readonly OrgId[] {
  return [...(unit === null ? [] : [unit]), ...(teacherUnit === undefined || teacherUnit === unit ? [] : [teacherUnit])];
}

type Place = readonly [due: BusinessDate, kind: number, unit: string, task: string];

function placeOf({ due, kind, unit, task }: Task): Place {
  return [due ?? NO_DAY, TASK_KINDS.indexOf(kind), unit ?? '', task];
}

function compare(a: Place, b: Place): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

function cursorOf(task: Task): string {
  return Buffer.from(JSON.stringify(placeOf(task))).toString('base64url');
}

/** Error: CursorError. */
function startAfter(all: readonly Task[], cursor: string): number {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    place = null;
  }
  if (!isPlace(place)) throw new CursorError({ en: 'This cursor is damaged. Start from the first page.', zh: '分页游标已损坏。请从第一页重新开始。' });
  const last = place;
  const next = all.findIndex((task) => compare(placeOf(task), last) > 0);
  return next < 0 ? all.length : next;
}

function isPlace(value: unknown): value is Place {
  return Array.isArray(value) && value.length === 4 && (value as readonly unknown[]).every((part, index) => typeof part === (index === 1 ? 'number' : 'string'));
}
