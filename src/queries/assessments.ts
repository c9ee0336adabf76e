import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CohortStage } from '../domain/assessment/facts';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import { isWithin, type OrgsState } from '../domain/orgs';
import type { Grade } from '../domain/teacher/facts';
import type { Comparison } from '../read-models/document-store';
import { ASSESSMENT_COUNTS, ASSESSMENTS, assessmentAsOf, countsAsOf, type AssessmentDocument } from '../../projections/assessments/assessments';
import { RosterPlaces } from './places';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';

export const ASSESSMENT_STAGES = ['OPENED', 'PROPOSED', 'NOTIFIED', 'CONCLUDED'] as const satisfies readonly CohortStage[];

export interface AssessmentsAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly cohort?: string;
  readonly teacher?: PersonId;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  readonly stage?: CohortStage;
  readonly limit?: number;
  readonly after?: string;
}

export interface AssessmentLine extends Pick<AssessmentDocument, 'cohort' | 'teacher' | 'title' | 'programme' | 'code' | 'kind' | 'period' | 'assessor' | 'lastDay'> {
  /** null when erased. */
  readonly name: string | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly assessorName: Labelled;
  readonly stage: CohortStage;
  readonly since: BusinessDate;
  /** Proposed, or concluded. Before the notification for those who run or oversee it alone. */
  readonly grade: Grade | null;
  readonly review: 'ASKED' | 'DECIDED' | null;
  /** What waits, and for whom; of a notified one how she asks for a review. */
  readonly says: Labelled;
}

export interface AssessmentsAnswer {
  readonly asOf: BusinessDate;
  readonly lines: readonly AssessmentLine[];
  /** Of all that was asked for, whatever the stage, not of this page alone. */
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

type Unnamed = Omit<AssessmentLine, 'name'>;

/** Who asks, of which day, and where everybody is. */
interface Asking {
  readonly asker: Asker;
  readonly reader: Reader;
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly places: RosterPlaces;
}

interface Found {
  readonly counts: AssessmentsAnswer['counts'];
  readonly lines: readonly Unnamed[];
  readonly next: string | null;
}

/** 考核台账: everybody assessed in common as far as the reader may see her case; a teacher sees herself from the notification on. */
@QueryHandler(AssessmentsQuestion)
export class AssessmentsHandler implements IQueryHandler<AssessmentsQuestion, AssessmentsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: AssessmentsQuestion): Promise<AssessmentsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asking: Asking = { asker, reader, tree, asOf: asked.asOf ?? this.reading.today(), places: new RosterPlaces(this.reading) };
    // What a part of the units has goes by where everybody is today, so it is counted one by one.
    const whole = asked.teacher === undefined && asked.unit === undefined && reader.readsLedgers() && reader.rosterUnits('assessments') === null;
    const { counts, lines, next } = await (whole ? this.ofAll(asking, asked) : this.ofSome(asking, asked));
    const names = await this.reading.namesOf(lines.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'assessments', lines.map(({ teacher }) => teacher));
    return { asOf: asking.asOf, counts, lines: lines.map((line) => ({ ...line, name: names.get(line.teacher) ?? null })), next, parked: await this.reading.parked('assessments') };
  }

  /** A page by the index, with the counts that the view keeps. */
  private async ofAll(asking: Asking, { programme, cohort, stage, after, limit = DEFAULT_LIMIT }: AssessmentsAsked): Promise<Found> {
    const of = equal({ programme });
    const counts = { ...countsAsOf(await this.bodies(ASSESSMENT_COUNTS, [...of, { field: 'cohort', eq: cohort ?? null }]), asking.asOf) };
    for (const body of await this.bodies(ASSESSMENTS, equal({ programme, cohort, teacher: asking.asker.person }))) {
      const standing = assessmentAsOf(body as AssessmentDocument, asking.asOf);
      if (standing !== null && !isTold(standing.stage)) counts[standing.stage] = (counts[standing.stage] ?? 1) - 1;
    }
    const kept: Unnamed[] = [];
    for (const cohorts of stage === undefined ? [equal({ cohort })] : await this.turnsAt(of, { cohort, stage, after, limit }, asking.asOf)) {
      const where = [...of, ...cohorts, ...(after === undefined ? [] : [{ field: 'line', gt: after }])];
      let cursor: string | undefined;
      do {
        const page = await this.reading.find(ASSESSMENTS, { where, sort: [{ field: 'line' }], limit: limit + 1, ...(cursor === undefined ? {} : { after: cursor }) });
        const documents = page.documents.map(({ body }) => body as AssessmentDocument);
        await asking.places.learn(documents.map(({ teacher }) => teacher));
        for (const document of documents) {
          const line = this.lineOf(asking, document);
          if (line !== null && (stage === undefined || line.stage === stage)) kept.push(line);
        }
        cursor = page.next;
      } while (cursor !== undefined && kept.length <= limit);
      if (kept.length > limit) break;
    }
    return { counts: Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0)), ...pageOf(kept, limit) };
  }

  /**
   * The assessments that a page of one stage is read from, in the order of their lines: only those in which somebody stands
   * so on the day, each turn with enough of them to fill the page, so that no more is read however long the list is.
   */
  private async turnsAt(of: readonly Comparison[], { cohort, stage, after, limit }: { readonly cohort: string | undefined; readonly stage: CohortStage; readonly after: string | undefined; readonly limit: number }, asOf: BusinessDate): Promise<readonly (readonly Comparison[])[]> {
    const bodies = await this.bodies(ASSESSMENT_COUNTS, [...of, cohort === undefined ? { field: 'cohort', gt: '' } : { field: 'cohort', eq: cohort }]);
    const standing = bodies.flatMap((body) => ({ id: String(body['cohort']), n: countsAsOf([body], asOf)[stage] ?? 0 })).filter(({ id, n }) => n > 0 && (after === undefined || `${id}/` > after || after.startsWith(`${id}/`)));
    const turns: string[][] = [];
    let free = 0;
    for (const { id, n } of standing.sort((a, b) => (`${a.id}/` < `${b.id}/` ? -1 : 1))) {
      if (free <= 0) {
        turns.push([]);
        free = limit + 1;
      }
      turns.at(-1)?.push(id);
      free -= n;
    }
    return turns.map((ids) => [{ field: 'cohort', in: ids }]);
  }

  private async ofSome(asking: Asking, { programme, cohort, teacher, unit: within, stage, after, limit = DEFAULT_LIMIT }: AssessmentsAsked): Promise<Found> {
    const { asker, reader, tree, asOf, places } = asking;
    const documents = (await this.bodies(ASSESSMENTS, equal({ programme, cohort, teacher: teacher ?? (reader.readsLedgers() ? undefined : asker.person) }))).map((body) => body as AssessmentDocument);
    await places.learn(documents.map((one) => one.teacher));
    const counts: { [stage: string]: number } = {};
    const seen: Unnamed[] = [];
    for (const document of documents) {
      const line = this.lineOf(asking, document);
      if (line === null || (within !== undefined && (line.unit === null || !isWithin(tree, line.unit, within, asOf)))) continue;
      counts[line.stage] = (counts[line.stage] ?? 0) + 1;
      if (stage === undefined || line.stage === stage) seen.push(line);
    }
    const rest = seen.sort((a, b) => (lineId(a) < lineId(b) ? -1 : 1)).filter((line) => after === undefined || lineId(line) > after);
    return { counts, ...pageOf(rest, limit) };
  }

  /** null where she may not see it. */
  private lineOf({ asker, reader, tree, asOf, places }: Asking, document: AssessmentDocument): Unnamed | null {
    const unit = places.unitOf(document.teacher);
    const standing = assessmentAsOf(document, asOf);
    const own = document.teacher === asker.person;
    if (standing === null || !reader.readsTeacher(document.teacher, unit)) return null;
    const told = isTold(standing.stage);
    const runs = !own && reader.opensWorking(document.teacher, unit);
    // Before the notification it is the body's own.
    if (own && !told) return null;
    const { cohort, teacher, title, programme, code, kind, period, assessor, reviewAskedOn, reviewDecidedOn } = document;
    const review = reviewDecidedOn !== null && reviewDecidedOn <= asOf ? 'DECIDED' : reviewAskedOn !== null && reviewAskedOn <= asOf ? 'ASKED' : null;
    const lastDay = told ? document.lastDay : null;
    return {
      cohort, teacher, title, programme, code, kind, period, assessor,
      lastDay, unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, asOf), assessorName: this.reading.unitName(tree, assessor, asOf),
      stage: standing.stage, since: standing.since, grade: told || runs ? standing.grade : null, review, says: says(standing.stage, review, lastDay, asOf),
    };
  }

  private async bodies(logical: string, where: readonly Comparison[]): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    for await (const { body } of this.reading.all(logical, where)) found.push(body);
    return found;
  }
}

function equal(asked: { readonly [field: string]: string | undefined }): readonly Comparison[] {
  return Object.entries(asked).flatMap(([field, value]) => (value === undefined ? [] : [{ field, eq: value }]));
}

function isTold(stage: CohortStage): boolean {
  return stage === 'NOTIFIED' || stage === 'CONCLUDED';
}

function lineId({ cohort, teacher }: Pick<Unnamed, 'cohort' | 'teacher'>): string {
  return `${cohort}/${teacher}`;
}

function pageOf(lines: readonly Unnamed[], limit: number): Pick<Found, 'lines' | 'next'> {
  const page = lines.slice(0, limit);
  const last = page.at(-1);
  return { lines: page, next: lines.length > limit && last !== undefined ? lineId(last) : null };
}

function says(stage: CohortStage, review: AssessmentLine['review'], lastDay: BusinessDate | null, asOf: BusinessDate): Labelled {
  switch (stage) {
    case 'OPENED':
      return { zh: '名单已定，请拟定等次。', en: 'The list stands: propose the grades.' };
    case 'PROPOSED':
      return { zh: '等次已拟定，请通知本人。', en: 'The grades are proposed: notify the results.' };
    case 'NOTIFIED':
      if (review === 'ASKED') return { zh: '本人已申请复核，请作出复核决定。', en: 'A review is asked for: decide it.' };
      if (lastDay !== null && asOf <= lastDay && review === null) return { zh: `拟定等次已通知；不同意的，本人可在 ${lastDay} 前（含当日）申请复核。`, en: `The proposed grade is notified; she may ask for a review herself up to ${lastDay}.` };
      return { zh: '复核期已满或复核已决定，请由考核机构作出结论。', en: 'The days for reviews are over or hers is decided: the body concludes.' };
    case 'CONCLUDED':
      return { zh: '已作出结论。', en: 'Concluded.' };
  }
}
