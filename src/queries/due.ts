import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId, RoundId } from '../domain/facts';
import { answersFor, hasEnded, type OrgsState } from '../domain/orgs';
import { appointmentsOf, holdsOn, lentTo, type PeopleState } from '../domain/people';
import { outsideTasks } from './due-outside';
import { roundTasks } from './due-rounds';
import { isPlace, listed, toldOn, unitsOf, type Listed, type Place, type Task, type Waiting } from './due-task';
import { trainingTasks } from './due-training';
import { compareValues, cursorAfterPlace, placeOfCursor } from './place-cursor';
import { programmesInForce } from './programmes-in-force';
import type { Asker, Reader } from './reader';
import { Reading } from './reading';
import { requirePart } from './rounds';
import { markOf } from './worked-out';

export interface DueAsked {
  readonly asOf?: BusinessDate;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  /** What waits for this person: by name, or by a post that she holds. */
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
    const mark = await markOf(this.reading);
    const { reader, tree } = await requirePart(this.reading, asker, 'due');
    const { people } = await this.reading.registry();
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, unit, dueBy, after } = asked;
    const units = reader.readsLedgers() ? reader.rosterUnits('due') : new Set<OrgId>();
    const within = once((one: OrgId) => unit !== undefined && tree.orgs.has(one) && answersFor(tree, unit, one, asOf));
    const waitsForAsker = waitsFor(asker.person, people, tree, asOf);
    const waitsForAsked = asked.person === undefined ? undefined : waitsFor(asked.person, people, tree, asOf);
    const seen = (task: Waiting): boolean => units === null || unitsOf(task).some((one) => units.has(one)) || waitsForAsker(task);
    const fits = (task: Waiting): boolean =>
      (dueBy === undefined || (task.due !== null && task.due <= dueBy)) && (unit === undefined || unitsOf(task).some(within)) && (waitsForAsked === undefined || waitsForAsked(task));
    const ofRounds = { asOf, kind: asked.kind, round: asked.round, people, tree };
    const all: Listed[] = (await roundTasks(this.reading, ofRounds)).filter((task) => seen(task) && fits(task)).map(listed);
    if (asked.round === undefined) {
      const outside = { asker: asker.person, asOf, kind: asked.kind, units, within: unit === undefined ? null : new Set([...tree.orgs.keys()].filter(within)), people, tree, programmes: await programmesInForce(this.reading) };
      for await (const task of trainingTasks(this.reading, outside)) if (seen(task) && fits(task)) all.push(listed(task));
      const { atUnits, ofPersons } = await outsideTasks(this.reading, mark, outside);
      for (const one of atUnits) if (seen(one.task) && fits(one.task)) all.push(one);
      for (const one of ofPersons) if (fits(one.task)) all.push(one);
    }
    all.sort((a, b) => compareValues(a.place, b.place));
    const from = after === undefined ? 0 : firstAfter(all, placeOfCursor(after, asked, isPlace));
    const shown = all.slice(from, from + limit);
    const page = { tasks: shown.map(({ task }) => task), asker: asker.person };
    const last = shown.at(-1);
    const counts: { [kind: string]: number } = {};
    let overdue = 0;
    for (const { task } of all) {
      counts[task.kind] = (counts[task.kind] ?? 0) + 1;
      if (task.overdue) overdue += 1;
    }
    return {
      asOf, tasks: await Promise.all(page.tasks.map((task) => toldOn(page, task, task.unit === null ? null : this.reading.unitName(tree, task.unit, asOf)))), counts, overdue,
      names: await this.namesOf(asker, reader, page.tasks),
      next: last !== undefined && from + limit < all.length ? cursorAfterPlace(asked, last.place) : null,
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

function firstAfter(all: readonly Listed[], last: Place): number {
  const next = all.findIndex(({ place }) => compareValues(place, last) > 0);
  return next < 0 ? all.length : next;
}
