import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId, RoundId } from '../domain/facts';
import { answersFor, hasEnded, isWithin, type OrgsState } from '../domain/orgs';
import { appointmentsOf, holdsOn, lentTo, type PeopleState } from '../domain/people';
import { assessmentTasks } from './due-assessments';
import { paperTasks } from './due-papers';
import { reviewTasks } from './due-reviews';
import { endedUnitTasks, roundTasks } from './due-rounds';
import { studioTasks } from './due-studios';
import { comparePlaces, cursorOf, placeIn, placeOf, unitsOf, type Place, type Task, type Waiting } from './due-task';
import { trainingTasks } from './due-training';
import { programmesInForce } from './programmes-in-force';
import type { Asker, Reader } from './reader';
import { Reading } from './reading';
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

const DEFAULT_LIMIT = 50;

/** What waits for whom on a day, and what falls due. Everybody sees her own; staff what waits in their units. */
@QueryHandler(DueQuestion)
export class DueHandler implements IQueryHandler<DueQuestion, DueAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: DueQuestion): Promise<DueAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'due');
    const { people } = await this.reading.registry();
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, unit, dueBy, after } = asked;
    const units = reader.readsLedgers() ? reader.rosterUnits('due') : new Set<OrgId>();
    const of = asked.person === 'me' ? asker.person : asked.person;
    const within = once((one: OrgId) => unit !== undefined && tree.orgs.has(one) && isWithin(tree, one, unit, asOf));
    const waitsForAsker = waitsFor(asker.person, people, tree, asOf);
    const waitsForAsked = of === undefined ? undefined : waitsFor(of, people, tree, asOf);
    const seen = (task: Waiting): boolean => units === null || unitsOf(task).some((one) => units.has(one)) || waitsForAsker(task);
    const fits = (task: Waiting): boolean =>
      (dueBy === undefined || (task.due !== null && task.due <= dueBy)) && (unit === undefined || unitsOf(task).some(within)) && (waitsForAsked === undefined || waitsForAsked(task));
    const all: { readonly task: Waiting; readonly place: Place }[] = [];
    const take = (task: Waiting): void => {
      if (fits(task)) all.push({ task, place: placeOf(task) });
    };
    const ofRounds = { asOf, kind: asked.kind, round: asked.round, people, tree };
    for (const task of await roundTasks(this.reading, ofRounds)) if (seen(task)) take(task);
    if (asked.round === undefined) {
      const outside = { asker: asker.person, asOf, kind: asked.kind, units, tree, programmes: await programmesInForce(this.reading) };
      for (const task of await endedUnitTasks(this.reading, ofRounds)) if (seen(task)) take(task);
      for (const tasks of [trainingTasks(this.reading, outside), studioTasks(this.reading, outside), paperTasks(this.reading, outside)]) for await (const task of tasks) if (seen(task)) take(task);
      // Of these who may read them goes by where she is today, and not by where the line has her on the day.
      for (const task of await reviewTasks(this.reading, outside)) take(task);
      const asksWithin = unit === undefined ? null : new Set([...tree.orgs.keys()].filter(within));
      for (const task of await assessmentTasks(this.reading, { ...outside, within: asksWithin })) take(task);
    }
    all.sort((a, b) => comparePlaces(a.place, b.place));
    const from = after === undefined ? 0 : firstAfter(all, placeIn(after));
    const page = all.slice(from, from + limit).map(({ task }) => task);
    const last = page.at(-1);
    const counts: { [kind: string]: number } = {};
    let overdue = 0;
    for (const { task } of all) {
      counts[task.kind] = (counts[task.kind] ?? 0) + 1;
      if (task.overdue) overdue += 1;
    }
    return {
      asOf, tasks: await Promise.all(page.map((task) => task.tell(page))), counts, overdue,
      names: await this.namesOf(asker, reader, page),
      next: last !== undefined && from + limit < all.length ? cursorOf(last) : null,
      parked: await this.reading.parked('due'),
    };
  }

  private async namesOf(asker: Asker, reader: Reader, page: readonly Waiting[]): Promise<{ readonly [person: PersonId]: string }> {
    if (!reader.readsLedgers()) return {};
    const persons = page.flatMap(({ teacher, person, unit }) => [...(teacher !== null && reader.readsTeacher(teacher, unit) ? [teacher] : []), ...(person !== null && reader.runsRounds() ? [person] : [])]);
    const names = await this.reading.namesOf(persons);
    this.reading.noted(asker, 'due', [...names.keys()]);
    return Object.fromEntries(names);
  }
}

/** By name, or by a post that she holds at the unit or above it, also for another; an expert's sheets wait for her alone. Asked of every task, so it looks each post and unit up once. */
function waitsFor(whom: PersonId, people: PeopleState, tree: OrgsState, day: BusinessDate): (task: Waiting) => boolean {
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

function firstAfter(all: readonly { readonly place: Place }[], last: Place): number {
  const next = all.findIndex(({ place }) => comparePlaces(place, last) > 0);
  return next < 0 ? all.length : next;
}
