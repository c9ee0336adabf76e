import type { BatchState } from '../domain/batch';
import type { Decision, JsonObject, Recorded, RoundId, TeacherId } from '../domain/facts';
import type { LeftOut } from '../domain/round/facts';
import { MOST_SELECTED, type MassDecision, type Verdict } from '../domain/round/mass';
import { LAST_DAY, nominationIn, type NominationView } from '../domain/teacher/nomination-view';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { within } from './batch';
import type { Asked, Desk, Settled } from './desk';
import type { Authority, Read } from './world';
import { candidateStream } from './holders';
import { Shaped, type FieldOptions } from './input';
import type { Outcome } from './outcome';
import type { Loaded, Transacted } from './streams';

/** ALL: all of the selection or nobody. PASSING: those who pass, and the others are named with what is in the way. */
export const MODES = ['ALL', 'PASSING'] as const;
export type Mode = (typeof MODES)[number];

/** How long the caller is kept before the answer is 202 with the operation's link. */
const WAIT_MS = 2_000;
/** Registrations of one append: each carries what was read of all of them, and words of its own. */
export const MOST_REGISTERED = 80;
const ID = /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/u;

export type SelectionInput = readonly TeacherId[] | 'ALL_READY';

/** Teachers in the order that counts where seats are scarce, or everybody who waits for this level. */
export function Selection(options: FieldOptions): PropertyDecorator {
  const ids = { type: 'array', minItems: 1, maxItems: MOST_SELECTED, items: { type: 'string', pattern: ID.source } };
  return Shaped({ oneOf: [ids, { type: 'string', enum: ['ALL_READY'] }] }, isSelection, {
    zh: `应为 1 至 ${MOST_SELECTED} 位教师的标识列表（互不相同，名额不足时按此次序），或 ALL_READY。`,
    en: `Must be a list of 1 to ${MOST_SELECTED} teachers, each once, in the order that counts where seats are scarce, or ALL_READY.`,
  }, options);
}

/** One of a selection, as her stream was read. */
export interface Chosen extends Read {
  readonly teacher: TeacherId;
  readonly loaded: Loaded<TeacherState>;
}

export function chosen(desk: Desk, round: RoundId, teachers: readonly TeacherId[]): Promise<readonly Chosen[]> {
  return Promise.all(teachers.map(async (id) => {
    const stream = await candidateStream(desk, round, id);
    return { teacher: id, stream, loaded: await desk.streams.load(teacher, stream) };
  }));
}

/** Her nomination in the round as her stream stands now. */
export function nominatedIn({ loaded }: Chosen, round: RoundId): NominationView | undefined {
  return nominationIn(view(loaded.state.facts, LAST_DAY).nominations, round);
}

/** Of the authorities over each of a selection the first that stands: who has none over anybody is told so; the others are verdicts. */
export function authorityOverSome(each: readonly Authority[]): Authority {
  const [first] = each;
  return each.find(({ kind }) => kind === 'authorised') ?? first ?? { kind: 'refused', refusal: { rule: 'postMayNot', inputs: {} } };
}

/** Everybody's verdict as it is answered; what was read of her private parts stays out. */
export function personsOf(verdicts: readonly Verdict[]): readonly JsonObject[] {
  return verdicts.map(({ teacher: who, nomination, refusal }) => ({ teacher: who, nomination, passes: refusal === null, ...(refusal === null ? {} : { rule: refusal.rule, inputs: refusal.inputs }) }));
}

/** A trial stores nothing; ALL with one who does not pass, or anything with nobody who passes, is refused whole with all verdicts. */
export function underMode({ verdicts, decision }: Pick<MassDecision, 'verdicts'> & { readonly decision: Decision<Recorded> }, mode: Mode, dryRun: boolean | undefined): Decision<Recorded> {
  if (decision.kind === 'refused') return decision;
  if (dryRun === true) return { kind: 'events', events: [] };
  const failing = verdicts.filter(({ refusal }) => refusal !== null);
  if (failing.length === 0 || (mode === 'PASSING' && failing.length < verdicts.length)) return decision;
  return refusedWhole(verdicts);
}

/** Refused with everybody's verdict. */
export function refusedWhole(verdicts: readonly Verdict[]): Decision<Recorded> {
  const targets = verdicts.flatMap(({ teacher: target, refusal }) => (refusal === null ? [] : [{ target, rule: refusal.rule }]));
  return { kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { count: targets.length, targets, persons: personsOf(verdicts) } }, events: [] };
}

/** The verdicts as the act recorded them, for whoever asks again. */
export function recordedVerdicts(lines: readonly Pick<Verdict, 'teacher' | 'nomination'>[], leftOut: readonly LeftOut[]): readonly Verdict[] {
  return [
    ...lines.map(({ teacher: who, nomination }) => ({ teacher: who, nomination, refusal: null })),
    ...leftOut.map(({ teacher: who, nomination, rule }) => ({ teacher: who, nomination, refusal: { rule, inputs: {} } })),
  ];
}

/** The verdicts on who is in the act as it stands recorded, and on the rest of the selection that was asked for. */
export function repeatedVerdicts(asked: readonly TeacherId[], lines: readonly Pick<Verdict, 'teacher' | 'nomination'>[]): readonly Verdict[] {
  const inIt = new Map(lines.map((line) => [line.teacher, line]));
  return asked.map((who) => ({ teacher: who, nomination: inIt.get(who)?.nomination ?? null, refusal: inIt.has(who) ? null : { rule: 'leftOut', inputs: {} } }));
}

export interface MassAnswer {
  readonly batch: string;
  readonly dryRun: boolean | undefined;
  readonly verdicts: readonly Verdict[];
  /** The nominations are what the act makes: of whom it did not go through there is none. */
  readonly makes?: true;
  /** What names the target in the answer. */
  readonly of: JsonObject;
  readonly settle: (asked: Asked) => Promise<Settled & { readonly state: BatchState }>;
}

/** One shape for all mass acts: who passes and who does not, and how far the batch has come. */
export async function answerMass<S>(desk: Desk, done: Transacted<S>, { batch, dryRun, verdicts, makes, of, settle }: MassAnswer): Promise<Outcome> {
  const result = (more: JsonObject = {}): JsonObject => ({ ...of, batch, dryRun: false, persons: personsOf(verdicts), done: 0, declined: 0, ...more });
  const [asked] = done.facts;
  if (asked === undefined) return desk.outcome(done, () => result({ batch: null, dryRun: dryRun === true }));
  const finished = await within(desk.ports.clock, WAIT_MS, settle(asked));
  if (finished === null) return { kind: 'pending', operation: batch, position: done.position ?? (await desk.head()), result: result() };
  const { completed, outcomes } = finished.state;
  // Who passed and was overtaken on her own stream is named like those who did not pass.
  const settled = verdicts.map((verdict) => {
    const outcome = outcomes.get(verdict.teacher);
    return outcome?.outcome === 'DECLINED' && verdict.refusal === null ? { ...verdict, ...(makes ? { nomination: null } : {}), refusal: { rule: outcome.rule ?? '', inputs: {} } } : verdict;
  });
  return desk.chain(done, finished, result({ persons: personsOf(settled), done: completed?.done ?? 0, declined: completed?.declined ?? 0 }));
}

function isSelection(value: unknown): boolean {
  if (value === 'ALL_READY') return true;
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_SELECTED && value.every((one) => typeof one === 'string' && ID.test(one)) && new Set(value).size === value.length;
}
