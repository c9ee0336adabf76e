import type { BusinessDate } from '../domain/dates';
import type { CommandId, EventId, Recorded, RoundId } from '../domain/facts';
import type { ProgrammeDifference } from '../domain/rules/programme-diff';
import type { StoredEnvelope } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import type { Answer, Otherwise } from './what-if-answers';
import { authorityAgain, isAct } from './what-if-authority';
import { kindOf, type Take } from './what-if-kinds';
import { Reasons, type Retake } from './what-if-reasons';
import { AsRead, type Draft, type SetAside, type WhatIfSources } from './what-if-record';
import { pinnedByTitle } from './what-if-titles';
import { whoIs, type Who } from './what-if-who';

/** Days of acting, both inclusive. */
export interface Period {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** An answer that falls otherwise, with whom it is about and the rules that differ. */
export interface Told extends Otherwise {
  /** null of an act about no one person. */
  readonly who: Who | null;
  /** By the draft; null of an assessment. */
  readonly tierNames: Notice | null;
  /** The rules that differ without which it would not fall otherwise, each with its place in the file, both values and the clauses that they stand on. */
  readonly because: readonly Pick<ProgrammeDifference, 'path' | 'words' | 'before' | 'after'>[];
}

export interface WhatIf {
  readonly programme: string;
  readonly version: number;
  readonly period: Period;
  /** Recorded decisions that were taken again, by type. */
  readonly redecided: { readonly [type: string]: number };
  /** Acts of which it was asked whether whoever did them may under the draft, by the type that they were recorded as. */
  readonly authority: { readonly [type: string]: number };
  /** Recorded decisions of the programme in the period that rest on no rule of the file but who may: on the notice, on a person's judgement, on what was set right; by type. */
  readonly asTheyStand: { readonly [type: string]: number };
  readonly otherwise: readonly Told[];
  /** What cannot be answered under the draft, each with the reason. */
  readonly unanswered: readonly { readonly event: EventId; readonly type: string; readonly round: RoundId | null; readonly words: Notice }[];
  /** Choices of the draft that were not used, since an officer adopted another value. */
  readonly setAside: readonly SetAside[];
}

/**
 * Takes the recorded decisions and refusals of a programme again under a draft of it, each on what its `meta.context` says
 * was read: the same facts, the same notice, the same day, other rules, by the same deciders. Nothing is written.
 *
 * Errors: StoreUnavailableError, TamperedPartError.
 */
export async function whatIf(sources: WhatIfSources, draft: Draft, period: Period): Promise<WhatIf> {
  const { id, version } = draft.definition;
  const read = new AsRead(sources, draft);
  const envelopes = await decidedBy(read, id, period);
  const [redecided, authority, asTheyStand] = [new Counted(), new Counted(), new Counted()];
  const otherwise: Told[] = [];
  const unanswered: WhatIf['unanswered'][number][] = [];
  const take = async (fact: Recorded, again: Take, count: Counted): Promise<void> => {
    const retake: Retake = (under) => again(under, fact);
    const answers = await retake(read);
    if (answers === null) return;
    if ('unanswered' in answers) {
      unanswered.push({ event: fact.id, type: fact.type, round: answers.round, words: answers.unanswered });
      return;
    }
    count.add(fact.type);
    // A round is decided by the version that it pinned, whatever was published meanwhile.
    const { programme: pinned } = fact.meta.context;
    const reasons = pinned === undefined || answers.otherwise.length === 0 ? null : new Reasons(read, pinned, retake);
    for (const one of answers.otherwise) otherwise.push(await told(read, one, draft, (await reasons?.of(one)) ?? []));
  };
  const taken = new Set(envelopes.flatMap((envelope) => (takenAgain(envelope) === null ? [] : [envelope.meta.commandId])));
  const acts = new Set<string>();
  for (const envelope of envelopes) {
    const { commandId } = envelope.meta;
    const again = takenAgain(envelope);
    if (again !== null) await take(await recordedAs(read, envelope), again, redecided);
    else if (stands(envelope) && !taken.has(commandId)) asTheyStand.add(envelope.type);
    // One act, however many facts it came to.
    if (!isAct(envelope) || acts.has(commandId)) continue;
    acts.add(commandId);
    await take(await recordedAs(read, envelope), authorityAgain, authority);
  }
  return { programme: id, version, period, redecided: redecided.counts, authority: authority.counts, asTheyStand: asTheyStand.counts, otherwise, unanswered, setAside: read.setAside };
}

class Counted {
  readonly counts: { [type: string]: number } = {};

  add(type: string): void {
    this.counts[type] = (this.counts[type] ?? 0) + 1;
  }
}

/** What was decided by the programme in the period, in the order of the log. */
async function decidedBy(read: AsRead, id: string, { from, to }: Period): Promise<readonly StoredEnvelope[]> {
  const decided: StoredEnvelope[] = [];
  const own = new Set<EventId>();
  const commands = new Set<CommandId>();
  for await (const envelope of read.log()) {
    const { context: { programme, today }, rule, commandId } = envelope.meta;
    const wrong = setRightBy(envelope);
    // Where an act reads the rounds of several programmes, whose each outcome is, its rule says.
    const isOwn = (programme?.id ?? rule?.programme) === id || (wrong !== null && own.has(wrong));
    if (isOwn) {
      own.add(envelope.id);
      commands.add(commandId);
    }
    if ((isOwn || wrong !== null) && from <= today && today <= to && (takenAgain(envelope) !== null || stands(envelope) || isAct(envelope))) decided.push(envelope);
  }
  // What sets a fact of no programme right is decided by those whose outcomes it puts in doubt.
  return decided.filter(({ meta }) => commands.has(meta.commandId));
}

/** The fact that is restated or voided, in whole or in part; null of what sets nothing right. */
function setRightBy({ type, data, meta: { corrects } }: StoredEnvelope): EventId | null {
  const voided = type === 'FactVoided' ? data['event'] : type === 'TrainingHoursVoided' ? data['training'] : corrects;
  return typeof voided === 'string' ? voided : null;
}

/** What a command enters once more, in the place of its own earlier entry, and decides as it did that. */
const RESTATED: ReadonlySet<string> = new Set(['FundSpent', 'OutputRecorded', 'ComplianceRecorded', 'StudioAssessed']);
/** What is set right is decided by what was found to be wrong, with all that comes of it. */
const SETS_RIGHT: ReadonlySet<string> = new Set(['CorrectFact', 'VoidFact']);

/** null of what is not taken again: of what was imported or corrected no decider was asked. */
function takenAgain({ type, meta: { via, corrects, useCase } }: StoredEnvelope): Take | null {
  const kind = kindOf(type);
  return typeof kind === 'function' && via !== 'import' && !SETS_RIGHT.has(useCase) && (corrects === undefined || RESTATED.has(type)) ? kind : null;
}

/** A decision of a person that rests on no rule of the file; what follows from one is none of its own. */
function stands({ type, meta: { via, useCase } }: StoredEnvelope): boolean {
  return via === undefined && (kindOf(type) === 'STANDS' || (SETS_RIGHT.has(useCase) && typeof kindOf(type) === 'function'));
}

async function told(read: AsRead, one: Otherwise, { definition }: Draft, because: readonly ProgrammeDifference[]): Promise<Told> {
  return {
    ...one,
    was: await withNames(read, one.was, one.on),
    would: await withNames(read, one.would, one.on),
    who: one.teacher === null ? null : await whoIs(read, one.teacher, one.on),
    tierNames: one.tier === null ? null : (definition.tiers[one.tier]?.names ?? null),
    because: because.map(({ path, words, before, after }) => ({ path, words, before, after })),
  };
}

const IDS = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gu;

/** Whoever else an answer speaks of, such as a mentor who has enough, by her name as far as it may be told. */
async function withNames(read: AsRead, answer: Answer, on: BusinessDate): Promise<Answer> {
  const names = new Map<string, Notice>();
  for (const [id] of answer.words.zh.matchAll(IDS)) {
    const { name } = await whoIs(read, id, on);
    if (name !== null) names.set(id, name);
  }
  const called = (language: keyof Notice): string => answer.words[language].replaceAll(IDS, (id) => names.get(id)?.[language] ?? id);
  return names.size === 0 ? answer : { ...answer, words: { zh: called('zh'), en: called('en') } };
}

async function recordedAs(read: AsRead, { id, stream, revision }: StoredEnvelope): Promise<Recorded> {
  const fact = (await read.read(stream))[revision];
  if (fact === undefined) throw new Error(`event ${id} is not in ${stream}`);
  const { meta } = fact;
  if (meta.context.programme !== undefined) return fact;
  const programme = await pinnedByTitle(read, fact);
  return programme === undefined ? fact : { ...fact, meta: { ...meta, context: { ...meta.context, programme } } };
}
