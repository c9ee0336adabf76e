import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { damagedCursor } from '../read-models/cursor';
import { duesIn } from './assessment-dues';
import type { AssessmentLine, AssessmentsAsked, Asking, Placed } from './assessment-lines';
import { AssessmentLists } from './assessment-lists';
import { singlesIn } from './assessment-singles';
import { assessmentNames } from './assessment-words';
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
    const begun = after === undefined ? { kind: 0, key: undefined } : placeOf(after, kinds.length);
    const found: (Placed & { readonly kind: number })[] = [];
    for (const [kind, of] of kinds.entries()) {
      if (kind < begun.kind || found.length > limit) continue;
      const page = await of.page(kind === begun.kind ? begun.key : undefined, limit + 1 - found.length);
      found.push(...page.map((placed) => ({ ...placed, kind })));
    }
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const names = await this.reading.namesOf(page.map(({ line }) => line.teacher));
    const called = await assessmentNames(this.reading, page.map(({ line }) => line.programme));
    this.reading.noted(asker, 'assessments', page.map(({ line }) => line.teacher));
    return {
      asOf: asking.asOf, counts, lines: page.map(({ line }) => ({ ...line, names: called(line), name: names.get(line.teacher) ?? null })),
      next: found.length > limit && last !== undefined ? `${last.kind}/${last.key}` : null,
      parked: await this.reading.parked('assessments', 'trainings'),
    };
  }
}

/** Error: CursorError. */
function placeOf(cursor: string, kinds: number): { readonly kind: number; readonly key: string } {
  const slash = cursor.indexOf('/');
  const kind = Array.from({ length: kinds }, (_, index) => index).find((index) => cursor.slice(0, slash) === String(index));
  if (kind === undefined) throw damagedCursor();
  return { kind, key: cursor.slice(slash + 1) };
}
