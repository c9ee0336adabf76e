import type { EventType } from '../../src/domain/catalogue';
import { funnelMarks, type FunnelKey, type FunnelMark } from '../../src/domain/cultivation/funnel';
import type { JsonObject } from '../../src/domain/facts';
import { holderOfStream } from '../../src/domain/facts';
import type { LifeFact } from '../../src/domain/teacher/view';
import type { DayCounts } from '../facts-of';
import type { Delta, Projection } from '../projection';

const EVENTS = [
  'Nominated', 'NominationCompleted', 'SchoolRecommended', 'LevelRecommended', 'AdmittedToPool', 'LeftPool', 'TitleConferred', 'ExternalRecognitionRecorded', 'FactVoided',
  'Retired', 'Departed', 'Deceased', 'Reemployed',
  'TitleRevoked', 'TitleRenewed', 'TitleSuspended', 'TitleReinstated', 'TitleRelinquished', 'TitleExited', 'TitleAbsorbed', 'LifetimeTitleGranted', 'RevocationOverturned',
] as const satisfies readonly EventType[];

interface KeptFact extends JsonObject {
  readonly id: string;
  readonly type: (typeof EVENTS)[number];
  readonly revision: number;
  readonly data: JsonObject;
  readonly private: JsonObject;
  readonly meta: { readonly effectiveOn: string; readonly corrects?: string };
}

/** What of one life bears on how far her nominations came. Whoever was never nominated has no document. */
export interface FunnelDocument extends JsonObject {
  readonly facts: readonly KeptFact[];
}

export interface FunnelCell extends FunnelKey {
  readonly days: DayCounts;
}

export const FUNNEL_CELLS = 'funnel_v2_cells';

export const funnel: Projection<FunnelDocument> = {
  name: 'funnel',
  version: 2,
  events: EVENTS,
  collection: { name: 'funnel_v2', indexes: [] },
  derived: [{ name: FUNNEL_CELLS, indexes: [{ field: 'programme', type: 'text' }, { field: 'tier', type: 'text' }, { field: 'unit', type: 'text' }] }],
  keys: (event) => [holderOfStream(event.stream)?.id ?? []].flat(),
  fold(body, { id, type, revision, data, meta }) {
    const facts = body?.facts ?? [];
    if (type === 'FactVoided' ? !facts.some((fact) => fact.id === data['event']) : facts.length === 0 && type !== 'Nominated' && type !== 'ExternalRecognitionRecorded') return body;
    // Her working makes up most of a nomination, and how far it came does not read it.
    const kept: KeptFact = {
      id, type: type as KeptFact['type'], revision, data: type === 'Nominated' || type === 'NominationCompleted' ? { ...data, verdicts: [], attachments: [] } : data, private: {},
      meta: { effectiveOn: meta.effectiveOn, ...(meta.corrects === undefined ? {} : { corrects: meta.corrects }) },
    };
    return { facts: [...facts, kept] };
  },
  derive: (before, after) => between(before === undefined ? [] : marksOf(before), marksOf(after)),
};

function marksOf({ facts }: FunnelDocument): readonly FunnelMark[] {
  return funnelMarks(facts as readonly (KeptFact & LifeFact)[]);
}

/** A tally, as the pyramid's: the marks that were are taken away, those that are are laid. */
function between(was: readonly FunnelMark[], is: readonly FunnelMark[]): readonly Delta[] {
  const cells = new Map<string, { readonly key: FunnelKey; readonly days: { [day: string]: number } }>();
  const lay = ({ key, from, to }: FunnelMark, n: 1 | -1): void => {
    const { programme, tier, track, unit, stage, round, cohort, step } = key;
    const id = [programme, tier, track, unit, stage, round, cohort ?? '-', step].join('/');
    const cell = cells.get(id) ?? { key, days: {} };
    cells.set(id, cell);
    for (const [day, by] of [[from, n], [to, -n]] as const) if (day !== null) cell.days[day] = (cell.days[day] ?? 0) + by;
  };
  for (const mark of was) lay(mark, -1);
  for (const mark of is) lay(mark, 1);
  return [...cells].flatMap(([id, { key, days }]) => {
    const add = Object.fromEntries(Object.entries(days).filter(([, n]) => n !== 0));
    return Object.keys(add).length === 0 ? [] : [{ kind: 'add' as const, collection: FUNNEL_CELLS, id, key, add }];
  });
}
