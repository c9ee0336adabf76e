import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CohortStage } from '../domain/assessment/facts';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { isWithin } from '../domain/orgs';
import type { Grade } from '../domain/teacher/facts';
import { ASSESSMENTS, assessmentAsOf, type AssessmentDocument } from '../../projections/assessments/assessments';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
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

/** 考核台账: everybody assessed in common as far as the reader may see her case; a teacher sees herself from the notification on. */
@QueryHandler(AssessmentsQuestion)
export class AssessmentsHandler implements IQueryHandler<AssessmentsQuestion, AssessmentsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: AssessmentsQuestion): Promise<AssessmentsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, programme, cohort, teacher, unit: within, stage } = asked;
    const where = Object.entries({ programme, cohort, teacher: teacher ?? (reader.readsLedgers() ? undefined : asker.person) }).flatMap(([field, value]) => (value === undefined ? [] : [{ field, eq: value }]));
    const places = new RosterPlaces(this.reading);
    const documents: AssessmentDocument[] = [];
    for await (const { body } of this.reading.all(ASSESSMENTS, where)) documents.push(body as AssessmentDocument);
    await places.learn(documents.map((one) => one.teacher));
    const counts: { [stage: string]: number } = {};
    const seen: { readonly id: string; readonly line: Omit<AssessmentLine, 'name'> }[] = [];
    for (const document of documents) {
      const unit = places.unitOf(document.teacher);
      const standing = assessmentAsOf(document, asOf);
      const own = document.teacher === asker.person;
      if (standing === null || !reader.readsTeacher(document.teacher, unit)) continue;
      const told = standing.stage === 'NOTIFIED' || standing.stage === 'CONCLUDED';
      const runs = !own && reader.opensWorking(document.teacher, unit);
      // Before the notification it is the body's own.
      if (own && !told) continue;
      if (within !== undefined && (unit === null || !isWithin(tree, unit, within, asOf))) continue;
      counts[standing.stage] = (counts[standing.stage] ?? 0) + 1;
      if (stage !== undefined && standing.stage !== stage) continue;
      const { reviewAskedOn, reviewDecidedOn } = document;
      const review = reviewDecidedOn !== null && reviewDecidedOn <= asOf ? 'DECIDED' : reviewAskedOn !== null && reviewAskedOn <= asOf ? 'ASKED' : null;
      const lastDay = told ? document.lastDay : null;
      seen.push({
        id: `${document.cohort}/${document.teacher}`,
        line: {
          cohort: document.cohort, teacher: document.teacher, title: document.title, programme: document.programme, code: document.code, kind: document.kind, period: document.period, assessor: document.assessor,
          lastDay, unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, asOf), assessorName: this.reading.unitName(tree, document.assessor, asOf),
          stage: standing.stage, since: standing.since, grade: told || runs ? standing.grade : null, review, says: says(standing.stage, review, lastDay, asOf),
        },
      });
    }
    const rest = seen.sort((a, b) => (a.id < b.id ? -1 : 1)).filter(({ id }) => asked.after === undefined || id > asked.after);
    const page = rest.slice(0, limit);
    const names = await this.reading.namesOf(page.map(({ line }) => line.teacher));
    this.reading.noted(asker, 'assessments', page.map(({ line }) => line.teacher));
    return {
      asOf, counts, lines: page.map(({ line }) => ({ ...line, name: names.get(line.teacher) ?? null })),
      next: rest.length > limit ? (page.at(-1)?.id ?? null) : null,
      parked: await this.reading.parked('assessments'),
    };
  }
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
