import type { CohortStage } from '../domain/assessment/facts';
import type { BusinessDate } from '../domain/dates';
import type { Comparison } from '../read-models/document-store';
import { ASSESSMENT_COUNTS, ASSESSMENTS, assessmentAsOf, countsAsOf, type AssessmentDocument } from '../../projections/assessments/assessments';
import { bodiesOf, equal, foundIn, isAskedOf, learnPlaces, linesOf, type Asking, type DeskStage, type Found, type Lines, type Placed, type Unnamed } from './assessment-lines';
import type { Labelled, Reading } from './reading';

const found = foundIn<AssessmentDocument>();

/** Those who are assessed together, list by list. */
export class AssessmentLists {
  constructor(private readonly reading: Reading) {}

  linesIn(asking: Asking): Promise<Lines> {
    return asking.whole ? this.ofAll(asking) : this.ofSome(asking);
  }

  /** A page by the index, with the counts that the view keeps. */
  private async ofAll(asking: Asking): Promise<Lines> {
    const { programme, cohort, stage } = asking.asked;
    const of = equal({ programme });
    const counts = { ...countsAsOf(await bodiesOf(this.reading, ASSESSMENT_COUNTS, [...of, { field: 'cohort', eq: cohort ?? null }]), asking.asOf) };
    for (const body of await bodiesOf(this.reading, ASSESSMENTS, equal({ programme, cohort, teacher: asking.asker.person }))) {
      const standing = assessmentAsOf(body as AssessmentDocument, asking.asOf);
      if (standing !== null && !isTold(standing.stage)) counts[standing.stage] = (counts[standing.stage] ?? 1) - 1;
    }
    return {
      counts,
      page: async (after, need) => {
        const kept: Placed[] = [];
        for (const cohorts of stage === undefined ? [equal({ cohort })] : await this.turnsAt(of, { cohort, stage, after, limit: need - 1 }, asking.asOf)) {
          const where = [...of, ...cohorts, ...(after === undefined ? [] : [{ field: 'line', gt: after }])];
          let cursor: string | undefined;
          do {
            const page = await this.reading.find(ASSESSMENTS, { where, sort: [{ field: 'line' }], limit: need, ...(cursor === undefined ? {} : { after: cursor }) });
            const documents = page.documents.map(({ body }) => body as AssessmentDocument);
            await learnPlaces(asking, documents.map(({ teacher }) => teacher));
            for (const document of documents) {
              const line = this.lineOf(asking, { document, today: asking.places.unitOf(document.teacher), unit: asking.then.unitOf(document.teacher) });
              if (line !== null && (stage === undefined || line.stage === stage)) kept.push({ key: document.line, stage: line.stage, line });
            }
            cursor = page.next;
          } while (cursor !== undefined && kept.length < need);
          if (kept.length >= need) break;
        }
        return kept.slice(0, need);
      },
    };
  }

  /**
   * The assessments that a page of one stage is read from, in the order of their lines: only those in which somebody stands
   * so on the day, each turn with enough of them to fill the page, so that no more is read however long the list is.
   */
  private async turnsAt(of: readonly Comparison[], { cohort, stage, after, limit }: { readonly cohort: string | undefined; readonly stage: DeskStage; readonly after: string | undefined; readonly limit: number }, asOf: BusinessDate): Promise<readonly (readonly Comparison[])[]> {
    const bodies = await bodiesOf(this.reading, ASSESSMENT_COUNTS, [...of, cohort === undefined ? { field: 'cohort', gt: '' } : { field: 'cohort', eq: cohort }]);
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

  private async ofSome(asking: Asking): Promise<Lines> {
    const { asked: { programme, cohort, stage }, teacher } = asking;
    return linesOf((await found(this.reading, asking, ASSESSMENTS, equal({ programme, cohort, teacher }))).flatMap((one): readonly Placed[] => {
      const line = this.lineOf(asking, one);
      return line === null || !(isAskedOf(asking, line.unit) || (line.stage !== 'CONCLUDED' && isAskedOf(asking, line.assessor))) ? [] : [{ key: one.document.line, stage: line.stage, line }];
    }), stage, (page) => page);
  }

  /** null where she may not see it. */
  private lineOf({ asker, reader, tree, asOf }: Asking, { document, today, unit }: Found<AssessmentDocument>): Unnamed | null {
    const standing = assessmentAsOf(document, asOf);
    const own = document.teacher === asker.person;
    if (standing === null) return null;
    const isTask = standing.stage !== 'CONCLUDED' && !own && reader.readsTaskOf(document.assessor);
    if (!isTask && !reader.readsTeacher(document.teacher, today)) return null;
    const told = isTold(standing.stage);
    const runs = !own && (reader.opensWorking(document.teacher, today) || (isTask && reader.opensWorking(document.teacher, document.assessor)));
    // Before the notification it is the body's own.
    if (own && !told) return null;
    const { cohort, teacher, title, programme, code, kind, period, assessor, reviewAskedOn, reviewDecidedOn } = document;
    const review = reviewDecidedOn !== null && reviewDecidedOn <= asOf ? 'DECIDED' : reviewAskedOn !== null && reviewAskedOn <= asOf ? 'ASKED' : null;
    const lastDay = told ? document.lastDay : null;
    return {
      cohort, teacher, title, programme, code, kind, period, assessor,
      lastDay, unit, unitName: unit === null ? null : this.reading.unitName(tree, unit, asOf), assessorName: this.reading.unitName(tree, assessor, asOf),
      stage: standing.stage, since: standing.since, by: null, grade: told || runs ? standing.grade : null, review, says: says(standing.stage, review, lastDay, asOf),
    };
  }
}

function isTold(stage: CohortStage): boolean {
  return stage === 'NOTIFIED' || stage === 'CONCLUDED';
}

function says(stage: CohortStage, review: Unnamed['review'], lastDay: BusinessDate | null, asOf: BusinessDate): Labelled {
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
