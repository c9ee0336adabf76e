import type { PersonId, RoundId, TeacherId } from '../domain/facts';
import type { Conflict } from '../domain/panel/conflicts';
import { draw, type DrawState } from '../domain/panel/draw';
import { byOneId, type IdsOf } from '../domain/people';
import { selectionGroups } from '../domain/round/groups';
import { holderKindOf, openedRound } from '../domain/round/round';
import { LAST_DAY } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { drawStream, holderStream, type Desk } from './desk';
import type { Read } from './world';
import { exclusionsOf, servedRunning } from './placements';
import { openRound } from './rounds';
import { readIds } from './surviving-dossier';

/** What a committee is made up from, beside the round itself, and the streams that say so. */
export interface Field {
  /** Stage and subject as each candidate was put forward. */
  readonly places: ReadonlyMap<TeacherId, { readonly stage: string; readonly subject: string }>;
  /** The draw of the panel's number; null where the programme has experts named. */
  readonly lot: DrawState | null;
  readonly service: { readonly rounds: readonly RoundId[]; readonly tooOften: ReadonlySet<PersonId> };
  /** Named experts whom a rule keeps from scoring a candidate of theirs. */
  readonly excluded: readonly Conflict[];
  readonly idsOf: IdsOf;
  readonly read: readonly Read[];
}
export const NO_FIELD: Field = { places: new Map(), lot: null, service: { rounds: [], tooOften: new Set() }, excluded: [], idsOf: byOneId, read: [] };

/** Reads what the tier's rules ask about and nothing else. Errors: NotFoundError. */
export async function readField(desk: Desk, id: RoundId, n: number, named: readonly PersonId[], candidates: readonly TeacherId[]): Promise<Field> {
  const { state } = await openRound(desk, id);
  const { programme, version, adoptions, tier, parameters } = openedRound(state);
  const rules = (await desk.programmes.effective(programme, version, adoptions)).tiers.find(({ code }) => code === tier);
  if (rules === undefined) return NO_FIELD;
  const grouped = selectionGroups(parameters, rules).length > 0;
  const read = await Promise.all((grouped ? candidates : []).map(async (candidate) => ({ candidate, stream: holderStream(holderKindOf(state), candidate), loaded: await desk.streams.load(teacher, holderStream(holderKindOf(state), candidate)) })));
  const places = read.flatMap(({ candidate, loaded }) => {
    const nomination = view(loaded.state.facts, LAST_DAY).nominations.findLast((entry) => entry.round === id);
    return nomination === undefined ? [] : [[candidate, { stage: nomination.stage, subject: nomination.subject }] as const];
  });
  const lot = rules.panel?.formedBy === 'DRAW' ? { stream: drawStream(id, n), loaded: await desk.streams.load(draw, drawStream(id, n)) } : null;
  // A part in the round that she has under another id is hers too.
  const ids = await readIds(desk.streams, lot === null ? named : lot.loaded.state.seated);
  const service = rules.panel?.maxConsecutive && lot === null ? await servedRunning(desk.ports.store, programme, id, rules.panel.maxConsecutive, named, ids.idsOf) : NO_FIELD.service;
  const exclusions = rules.panel && lot === null ? await exclusionsOf(desk, await desk.world(), state, rules.panel.conflicts, named, candidates, parameters.snapshotOn) : { conflicts: [], read: [] };
  return {
    places: new Map(places),
    lot: lot?.loaded.state ?? null,
    service,
    excluded: exclusions.conflicts,
    idsOf: ids.idsOf,
    read: [...ids.reads, ...exclusions.read.filter(({ stream }) => !read.some((one) => one.stream === stream)), ...read.map(({ stream, loaded }) => ({ stream, loaded })), ...(lot === null ? [] : [lot])],
  };
}
