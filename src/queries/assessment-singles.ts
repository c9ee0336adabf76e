import { sumAsOf } from '../../projections/facts-of';
import { VERDICT_COUNTS, VERDICT_ROWS, type VerdictCount, type VerdictRow } from '../../projections/trainings/verdicts';
import type { Comparison } from '../read-models/document-store';
import { bodiesOf, equal, foundIn, isAskedOf, learnPlaces, linesOf, NO_LINES, type Asking, type Found, type Lines, type Placed } from './assessment-lines';
import type { Reading } from './reading';

const found = foundIn<VerdictRow>();

/** Verdicts that a body came to singly, of the day on which they were concluded. */
export async function singlesIn(reading: Reading, asking: Asking): Promise<Lines> {
  const { asked: { programme, cohort, stage }, asOf, teacher, whole, then, reader } = asking;
  if (cohort !== undefined) return NO_LINES;
  // A line begins with its day, and the next character after a slash ends those of that day.
  const until: Comparison = { field: 'line', lte: `${asOf}0` };
  if (whole) {
    const counted = (await bodiesOf(reading, VERDICT_COUNTS, equal({ programme }))).reduce((sum, body) => sum + sumAsOf((body as VerdictCount).days, asOf), 0);
    return {
      counts: counted === 0 ? {} : { CONCLUDED: counted },
      async page(after, need) {
        if (stage !== undefined && stage !== 'CONCLUDED') return [];
        const { documents } = await reading.find(VERDICT_ROWS, { where: [...equal({ programme }), until, ...(after === undefined ? [] : [{ field: 'line', gt: after }])], sort: [{ field: 'line' }], limit: need });
        const rows = documents.map(({ body }) => body as VerdictRow);
        await learnPlaces(asking, rows.map((row) => row.teacher));
        return rows.map((document) => placedOf(reading, asking, { document, unit: then.unitOf(document.teacher) }));
      },
    };
  }
  const seen = (await found(reading, asking, VERDICT_ROWS, [...equal({ programme, teacher }), until])).filter(({ document, today, unit }) => reader.readsTeacher(document.teacher, today) && isAskedOf(asking, unit));
  return linesOf(seen.map((one) => ({ key: one.document.line, stage: 'CONCLUDED' as const, one })), stage, (page) => page.map(({ one }) => placedOf(reading, asking, one)));
}

function placedOf(reading: Reading, { tree, asOf }: Asking, { document, unit }: Pick<Found<VerdictRow>, 'document' | 'unit'>): Placed {
  const { line, teacher, title, programme, code, kind, period, assessor, grade, on } = document;
  return {
    key: line, stage: 'CONCLUDED',
    line: {
      cohort: null, teacher, title, programme, code, kind, period, assessor, assessorName: reading.unitName(tree, assessor, asOf), lastDay: null,
      unit, unitName: unit === null ? null : reading.unitName(tree, unit, asOf), stage: 'CONCLUDED', since: on, by: null, grade, review: null, says: { zh: '已作出结论。', en: 'Concluded.' },
    },
  };
}
