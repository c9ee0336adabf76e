import type { JsonObject, NewFact, PrivatePart, PrivateParts, Recorded } from '../domain/facts';
import type { KeyStore } from '../keys/key-store';
import { ErasedError } from '../keys/key-store';
import { assertSurvives } from './canonical';
import { InvalidEventError, type SealedPart, type StoredEnvelope } from './event-store';
import { openPart, sealPart, type RandomBytes } from './private-parts';
import { eventTypes, type EventTypes } from './upcasters';

/** A fact with its place, ids and times, its parts still readable. `version` and `meta.class` come from `stamp`. */
export type OpenEnvelope = Omit<StoredEnvelope, 'private' | 'sealed'> & Pick<NewFact, 'private' | 'sealed' | 'sealKey'>;

/** Keys by owner: person ids and `seal:<round>`. */
export type Keys = ReadonlyMap<string, Buffer>;

/** Whose keys must be durable before this fact is written. */
export function ownersOf(fact: Pick<NewFact, 'private' | 'sealed' | 'sealKey'>): readonly string[] {
  const people = Object.keys(fact.private ?? {});
  return fact.sealKey === undefined ? people : [...people, fact.sealKey];
}

/** Whose keys a stored event needs to be read. */
export function ownersOfStored(envelope: StoredEnvelope, sealed: boolean): readonly string[] {
  const people = Object.keys(envelope.private);
  return sealed && envelope.sealed !== undefined ? [...people, envelope.sealed.key] : people;
}

/** Schema version and class of a type as written today. Errors: InvalidEventError for an unknown type. */
export function stamp(type: string, types: EventTypes = eventTypes): Pick<ReturnType<EventTypes['kind']>, 'version' | 'class'> {
  const { version, class: eventClass } = types.kind(type);
  return { version, class: eventClass };
}

/**
 * The envelope at rest. Errors: InvalidEventError (a value that does not survive, a version or class that is not the
 * catalogue's), ErasedError (no key for a person: her data may not be written any more).
 */
export function encode(fact: OpenEnvelope, keys: Keys, randomBytes: RandomBytes, types: EventTypes = eventTypes): StoredEnvelope {
  const kind = types.kind(fact.type);
  if (fact.version !== kind.version) throw new InvalidEventError(`${fact.type} is written as version ${kind.version}, not ${fact.version}`);
  if (fact.meta.class !== kind.class) throw new InvalidEventError(`${fact.type} is of class ${kind.class}, not ${fact.meta.class}`);
  if ((fact.sealed === undefined) !== (fact.sealKey === undefined)) throw new InvalidEventError(`${fact.type} needs both a sealed part and the name of its key, or neither`);
  const parts: { [person: string]: SealedPart } = {};
  for (const [person, part] of Object.entries(fact.private ?? {})) {
    if (person === '__proto__') throw new InvalidEventError('__proto__ is not a person');
    parts[person] = sealPart(part, keyOf(keys, person), fact.id, person, randomBytes);
  }
  const envelope: StoredEnvelope = {
    id: fact.id,
    type: fact.type,
    version: fact.version,
    stream: fact.stream,
    revision: fact.revision,
    recordedAt: fact.recordedAt,
    data: fact.data,
    private: parts,
    ...(fact.sealed === undefined || fact.sealKey === undefined
      ? {}
      : { sealed: { ...sealPart(fact.sealed, keyOf(keys, fact.sealKey), fact.id, fact.sealKey, randomBytes), key: fact.sealKey } }),
    meta: fact.meta,
  };
  assertSurvives(envelope, fact.type);
  return envelope;
}

function keyOf(keys: Keys, owner: string): Buffer {
  const key = keys.get(owner);
  if (key === undefined) throw new ErasedError(owner);
  return key;
}

/**
 * The fact in today's schema version. A part whose key is not given is null: erased, or not for this reader.
 * Errors: TamperedPartError naming event and person; StoreRefusedError for a type or version of a newer program.
 */
export function decode(envelope: StoredEnvelope, keys: Keys, types: EventTypes = eventTypes): Recorded {
  const steps = types.steps(envelope.type, envelope.version);
  const parts: { [person: string]: PrivatePart | null } = {};
  for (const [person, part] of Object.entries(envelope.private)) {
    const key = keys.get(person);
    parts[person] = key === undefined ? null : steps.reduce((value, step) => step.part?.(value) ?? value, openPart(part, key, envelope.id, person));
  }
  return {
    id: envelope.id,
    type: envelope.type,
    version: envelope.version + steps.length,
    stream: envelope.stream,
    revision: envelope.revision,
    recordedAt: envelope.recordedAt,
    data: steps.reduce((value, step) => step.data(value), envelope.data),
    private: parts as PrivateParts,
    ...(envelope.sealed === undefined ? {} : { sealed: openSealed(envelope.sealed, envelope, keys, steps) }),
    meta: envelope.meta,
  };
}

function openSealed(sealed: SealedPart & { readonly key: string }, envelope: StoredEnvelope, keys: Keys, steps: ReturnType<EventTypes['steps']>): JsonObject | null {
  const key = keys.get(sealed.key);
  if (key === undefined) return null;
  return steps.reduce((value, step) => step.sealed?.(value) ?? value, openPart(sealed, key, envelope.id, sealed.key));
}

/**
 * Decodes many events with one question to the key store. Seals stay shut unless `sealed` is asked for.
 * Errors: as `decode`; StoreUnavailableError of the key store.
 */
export async function decodeAll(
  envelopes: readonly StoredEnvelope[],
  keyStore: Pick<KeyStore, 'get'>,
  options: { readonly sealed?: boolean; readonly types?: EventTypes } = {},
): Promise<readonly Recorded[]> {
  const owners = new Set<string>();
  for (const envelope of envelopes) for (const owner of ownersOfStored(envelope, options.sealed ?? false)) owners.add(owner);
  const keys: Keys = owners.size === 0 ? new Map() : await keyStore.get([...owners]);
  return envelopes.map((envelope) => decode(envelope, keys, options.types));
}
