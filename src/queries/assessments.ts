import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { duesIn } from './assessment-dues';
import type { AssessmentLine, AssessmentsAsked, Asking, Placed } from './assessment-lines';
import { AssessmentLists } from './assessment-lists';
import { singlesIn } from './assessment-singles';
import { assessmentNames } from './assessment-words';
import { cursorAfterPlace, placeOfCursor } from './place-cursor';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface AssessmentsAnswer {
  readonly asOf: BusinessDate;
  /** First what is due and overdue, by its last day; then those on a list, list by list; then what was concluded singly, by its day. */
  readonly lines: readonly AssessmentLine[];
  /** Of all that was asked for, whatever the stage, not of this page alone. Whoever is on a list and not concluded is due as well. */
  readonly counts: { readonly [stage: string]: number };
  readonly next: string | null;
  readonly parked: number;
}

export class AssessmentsQuestion extends Question<AssessmentsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: AssessmentsAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** 考核台账: everybody of whom an assessment is due, under way or concluded, as far as the reader may see her case; a teacher sees her own, a list's from the notification on. */
@QueryHandler(AssessmentsQuestion)
export class AssessmentsHandler implements IQueryHandler<AssessmentsQuestion, AssessmentsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: AssessmentsQuestion): Promise<AssessmentsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const { limit = DEFAULT_LIMIT, after } = asked;
    const today = this.reading.today();
    const asOf = asked.asOf ?? today;
    const places = new RosterPlaces(this.reading);
    const asking: Asking = {
      asker, reader, tree, asked, asOf, places, then: asOf === today ? places : new RosterPlaces(this.reading, asOf),
      teacher: asked.teacher ?? (reader.readsLedgers() ? undefined : asker.person),
      // What a part of the units has goes by where everybody is, so it is counted one by one.
      whole: asked.teacher === undefined && asked.unit === undefined && reader.readsLedgers() && reader.rosterUnits('assessments') === null,
    };
    const kinds = [await duesIn(this.reading, asking), await new AssessmentLists(this.reading).linesIn(asking), await singlesIn(this.reading, asking)];
    const counts: { [stage: string]: number } = {};
    for (const kind of kinds) for (const [stage, n] of Object.entries(kind.counts)) if (n !== 0) counts[stage] = (counts[stage] ?? 0) + n;
    const [begun, key] = after === undefined ? [0, undefined] : placeOfCursor(after, asked, isPlaceIn(kinds.length));
    const found: (Placed & { readonly kind: number })[] = [];
    for (const [kind, of] of kinds.entries()) {
      if (kind < begun || found.length > limit) continue;
      const page = await of.page(kind === begun ? key : undefined, limit + 1 - found.length);
      found.push(...page.map((placed) => ({ ...placed, kind })));
    }
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const names = await this.reading.namesOf(page.map(({ line }) => line.teacher));
    const called = await assessmentNames(this.reading, page.map(({ line }) => line.programme));
    this.reading.noted(asker, 'assessments', page.map(({ line }) => line.teacher));
    return {
      asOf: asking.asOf, counts, lines: page.map(({ line }) => ({ ...line, names: called(line), name: names.get(line.teacher) ?? null })),
      next: found.length > limit && last !== undefined ? cursorAfterPlace(asked, [last.kind, last.key]) : null,
      parked: await this.reading.parked('assessments', 'trainings'),
    };
  }
}

/** Of which of the kinds, and its place among them. */
function isPlaceIn(kinds: number): (value: unknown) => value is readonly [number, string] {
  return (value): value is readonly [number, string] => Array.isArray(value) && value.length === 2 && Number.isInteger(value[0]) && Number(value[0]) >= 0 && Number(value[0]) < kinds && typeof value[1] === 'string';
}
