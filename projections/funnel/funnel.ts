import type { EventType } from '../../src/domain/catalogue';
import { funnelMarks, type FunnelKey, type FunnelMark } from '../../src/domain/cultivation/funnel';
import type { JsonObject, OrgId } from '../../src/domain/facts';
import { holderOfStream } from '../../src/domain/facts';
import type { LifeFact } from '../../src/domain/teacher/view';
import { keptOf, type KeptFact } from '../dossier';
import type { DayCounts } from '../facts-of';
import type { Delta, Projection } from '../projection';

const EVENTS = [
  'Nominated', 'NominationCompleted', 'SchoolRecommended', 'LevelRecommended', 'AdmittedToPool', 'LeftPool', 'TitleConferred', 'ExternalRecognitionRecorded', 'FactVoided',
  'Retired', 'Departed', 'Deceased', 'Reemployed',
  'TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned',
] as const satisfies readonly EventType[];

/** What of one life bears on how far her nominations came. Whoever was never nominated has no document. */
export interface FunnelDocument extends JsonObject {
  readonly facts: readonly KeptFact[];
}

export interface FunnelCell extends FunnelKey {
  readonly days: DayCounts;
}

/**
 * The cells of all tracks, stages, rounds and batches together: a unit's, or of all units where `unit` is null. One for all
 * tiers and steps, so that what a unit's teachers went through later is no more documents to read.
 */
export interface FunnelTally extends Pick<FunnelKey, 'programme'>, JsonObject {
  readonly unit: OrgId | null;
  /** By tier, step and day: `STAR/APPLIED/2022-04-01`. */
  readonly days: DayCounts;
}

/** A unit's nominations in one subject. */
export interface FunnelSubject extends Pick<FunnelKey, 'programme' | 'tier' | 'step' | 'unit'>, JsonObject {
  readonly subject: string;
  readonly days: DayCounts;
}

export const FUNNEL_SUBJECTS = 'funnel_v5_subjects';
export const FUNNEL_CELLS = 'funnel_v5_cells';
/** One for each unit, and one of all of them. */
export const FUNNEL_TALLIES = 'funnel_v5_tallies';

export const funnel: Projection<FunnelDocument> = {
  name: 'funnel',
  version: 5,
  events: EVENTS,
  collection: { name: 'funnel_v5', indexes: [] },
  derived: [
    { name: FUNNEL_CELLS, indexes: [{ field: 'programme', type: 'text' }, { field: 'tier', type: 'text' }, { field: 'unit', type: 'text' }] },
    { name: FUNNEL_TALLIES, indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'unit', type: 'text', alone: false }], compound: [['programme', 'unit']] },
    { name: FUNNEL_SUBJECTS, indexes: [{ field: 'programme', type: 'text', alone: false }, { field: 'subject', type: 'text', alone: false }, { field: 'unit', type: 'text', alone: false }], compound: [['programme', 'subject', 'unit']] },
  ],
  // Of a title that came with a merged dossier, the marks stand where it was nominated.
  keys: ({ stream, meta }) => [holderOfStream(meta.about ?? stream)?.id ?? []].flat(),
  fold(body, event) {
    const { type, data } = event;
    const facts = body?.facts ?? [];
    if (type === 'FactVoided' ? !facts.some((fact) => fact.id === data['event']) : facts.length === 0 && type !== 'Nominated' && type !== 'ExternalRecognitionRecorded') return body;
    // Her working makes up most of a nomination, and how far it came does not read it.
    return { facts: [...facts, keptOf(event, type === 'Nominated' || type === 'NominationCompleted' ? { data: { ...data, verdicts: [], attachments: [] } } : {})] };
  },
  derive: (before, after) => between(before === undefined ? [] : marksOf(before), marksOf(after)),
};

function marksOf({ facts }: FunnelDocument): readonly FunnelMark[] {
  return funnelMarks(facts as readonly (KeptFact & LifeFact)[]);
}

/** Tallies, as the pyramid's: the marks that were are taken away, those that are are laid. */
function between(was: readonly FunnelMark[], is: readonly FunnelMark[]): readonly Delta[] {
  const cells = new Map<string, { readonly collection: string; readonly id: string; readonly key: JsonObject; readonly days: { [day: string]: number } }>();
  const lay = (mark: FunnelMark, n: 1 | -1): void => {
    for (const { collection, id, key: of, within } of placesOf(mark)) {
      const place = `${collection} ${id}`;
      const cell = cells.get(place) ?? { collection, id, key: of, days: {} };
      cells.set(place, cell);
      for (const [day, by] of [[mark.from, n], [mark.to, -n]] as const) {
        if (day === null) continue;
        const field = `${within}${day}`;
        cell.days[field] = (cell.days[field] ?? 0) + by;
      }
    }
  };
  for (const mark of was) lay(mark, -1);
  for (const mark of is) lay(mark, 1);
  return [...cells.values()].flatMap(({ collection, id, key, days }) => {
    const add = Object.fromEntries(Object.entries(days).filter(([, n]) => n !== 0));
    return Object.keys(add).length === 0 ? [] : [{ kind: 'add' as const, collection, id, key, add }];
  });
}

/** Where a mark counts: in its own cell, in its unit's tally, in that of all units, in that of its unit and subject. `within`: before the day. */
function placesOf({ key, subject }: FunnelMark): readonly { readonly collection: string; readonly id: string; readonly key: JsonObject; readonly within: string }[] {
  const { programme, tier, track, unit, stage, round, cohort, step } = key;
  return [
    { collection: FUNNEL_CELLS, id: [programme, tier, track, unit, stage, round, cohort ?? '-', step].join('/'), key, within: '' },
    { collection: FUNNEL_TALLIES, id: [programme, unit].join('/'), key: { programme, unit }, within: `${tier}/${step}/` },
    { collection: FUNNEL_TALLIES, id: programme, key: { programme, unit: null }, within: `${tier}/${step}/` },
    { collection: FUNNEL_SUBJECTS, id: [programme, subject, tier, step, unit].join('/'), key: { programme, tier, step, unit, subject }, within: '' },
  ];
}
