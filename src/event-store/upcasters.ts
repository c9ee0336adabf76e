import { catalogue, type EventKind } from '../domain/catalogue';
import type { Json, JsonObject, PrivatePart } from '../domain/facts';
import { InvalidEventError, StoreRefusedError } from './event-store';

/**
 * Turns one written schema version into the next. Parts are taken by themselves because they are also opened by
 * themselves, by views that keep them as ciphertext. A part that is not named stays as it is.
 */
export interface Upcaster {
  readonly type: string;
  /** The version that was written; the result is `from` + 1. */
  readonly from: number;
  readonly data: (data: JsonObject) => JsonObject;
  readonly part?: (part: PrivatePart) => PrivatePart;
  readonly sealed?: (part: JsonObject) => JsonObject;
}

/** Every step from a version that was ever written. None is ever removed. */
export const upcasters: readonly Upcaster[] = [
  // Once there was one decision for a round, and nobody was held.
  { type: 'ConferralDecided', from: 1, data: (data) => ({ ...data, held: [] }) },
  // Before there were levels, a nomination passed its own unit and nothing above it; what was attached was not recorded.
  { type: 'Nominated', from: 1, data: (data) => ({ ...data, path: [{ level: 'SCHOOL', unit: data['unit'] ?? '' }], attachments: [] }) },
  { type: 'SeatReserved', from: 1, data: (data) => ({ ...data, level: 'SCHOOL', path: [{ level: 'SCHOOL', unit: data['unit'] ?? '' }], version: 1, countsTo: [] }) },
  // Version 1 knew the final list alone.
  { type: 'PublicityOpened', from: 1, data: (data) => ({ ...data, level: null, unit: null }) },
  // Before marks came on paper, an opening restated sheets alone.
  { type: 'ScoresOpened', from: 1, data: (data) => data, part: (part) => ({ ...part, marks: null }) },
  // Before selection groups a round was ranked as one, its numbers stood in the head, and no ranking took the place of another.
  { type: 'CandidatesRanked', from: 1, data: (data) => ({ ...data, lines: members(data['lines']).map((line) => ({ ...line, group: null })), listed: null, supersedes: null }) },
  // Before a training named the requirement that it is credited to, it counted wherever its topic was asked for, in periods as entered.
  { type: 'CompletedTraining', from: 1, data: (data) => ({ ...data, credit: null, base: null, converted: null, late: false }) },
];

function members(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

/** The event types this program knows, and the way from every older version to today's. */
export class EventTypes {
  readonly #kinds: ReadonlyMap<string, EventKind>;
  readonly #steps = new Map<string, Upcaster>();

  constructor(kinds: { readonly [type: string]: EventKind }, steps: readonly Upcaster[]) {
    this.#kinds = new Map(Object.entries(kinds));
    for (const step of steps) {
      const key = `${step.type}@${step.from}`;
      const kind = this.#kinds.get(step.type);
      if (kind === undefined || step.from < 1 || step.from >= kind.version || this.#steps.has(key)) throw new Error(`the upcaster ${key} has no place`);
      this.#steps.set(key, step);
    }
    for (const [type, kind] of this.#kinds) {
      for (let version = 1; version < kind.version; version += 1) {
        if (!this.#steps.has(`${type}@${version}`)) throw new Error(`${type}@${version} has no upcaster`);
      }
    }
  }

  /** What is written today. Errors: InvalidEventError for a type that the catalogue does not have. */
  kind(type: string): EventKind {
    const kind = this.#kinds.get(type);
    if (kind === undefined) throw new InvalidEventError(`${type} is not an event type of the catalogue`);
    return kind;
  }

  /** The steps from a written version to today's. Errors: StoreRefusedError for what a newer program wrote. */
  steps(type: string, version: number): readonly Upcaster[] {
    const kind = this.#kinds.get(type);
    if (kind === undefined || version > kind.version || version < 1) {
      throw new StoreRefusedError({
        zh: `事件库中有本程序不认识的记录 ${type}@${version}，它由较新的版本写入。请升级 Echelon 后再打开。`,
        en: `The log holds ${type}@${version}, which this program does not know: a newer one wrote it. Upgrade Echelon before opening it.`,
      });
    }
    if (version === kind.version) return none;
    const steps: Upcaster[] = [];
    for (let from = version; from < kind.version; from += 1) {
      const step = this.#steps.get(`${type}@${from}`);
      if (step !== undefined) steps.push(step);
    }
    return steps;
  }

  /** What stands in clear, in today's version, for whom an envelope is not decoded: views fold without keys. */
  data(type: string, version: number, data: JsonObject): JsonObject {
    const kind = this.#kinds.get(type);
    return kind === undefined || version >= kind.version ? data : this.steps(type, version).reduce((value, step) => step.data(value), data);
  }

  /** A private part that was opened by itself, in today's version. */
  part(type: string, version: number, part: PrivatePart): PrivatePart {
    return this.steps(type, version).reduce((value, step) => step.part?.(value) ?? value, part);
  }
}

const none: readonly Upcaster[] = [];

export const eventTypes = new EventTypes(catalogue, upcasters);
