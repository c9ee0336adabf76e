import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { Application, type ApplicationOptions } from '../../src/application';
import { shanghaiDate, type Clock } from '../../src/clock';
import type { Outcome } from '../../src/commands/outcome';
import type { AccessRefusal } from '../../src/commands/ports';
import { hmacSecrets } from '../../src/commands/secrets';
import type { UseCaseName } from '../../src/commands/use-cases';
import { prcCalendar } from '../../src/domain/calendar';
import type { Json, JsonObject } from '../../src/domain/facts';
import { checkCharacter } from '../../src/domain/identity-number';
import { readProgramme } from '../../src/domain/rules/programme-text';
import { readSample } from '../../src/domain/rules/sample-text';
import type { EventStore, StoredEnvelope } from '../../src/event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../../src/event-store/memory/memory-event-store';
import { newEventId } from '../../src/ids';
import type { KeyStore } from '../../src/keys/key-store';
import { MemoryKeys, MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { amount } from '../spread';

/** Business time stands still until moved; waits are real, so that back-off and deadlines behave as they do in a server. */
export class TownClock implements Clock {
  constructor(private instant: string) {}

  now(): string {
    return this.instant;
  }

  today(): string {
    return shanghaiDate(this.instant);
  }

  wall(): number {
    return Date.now();
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      }, { once: true });
    });
  }

  set(day: string, time = '09:00'): void {
    this.instant = new Date(`${day}T${time}:00+08:00`).toISOString();
  }
}

export const OFFICER = 'officer-1';
export const PROGRAMME = 'weihai-edz-2017';
const folder = join(__dirname, '../../programmes', PROGRAMME);

/** What outlives a process, and what it is told the time by. */
export class Town {
  readonly refusedAccess: AccessRefusal[] = [];

  constructor(
    readonly log = new MemoryLog('town'),
    readonly held = new MemoryKeys(),
    readonly clock = new TownClock('2019-05-10T01:00:00.000Z'),
  ) {}

  /** The same town at the same moment, to be spoiled at leisure. */
  copy(): Town {
    const log = new MemoryLog(this.log.identity);
    log.events.push(...this.log.events);
    for (const [stream, events] of this.log.streams) log.streams.set(stream, [...events]);
    const held = new MemoryKeys();
    for (const [owner, key] of this.held.keys) held.keys.set(owner, key);
    for (const owner of this.held.destroyed) held.destroyed.add(owner);
    return new Town(log, held, new TownClock(this.clock.now()));
  }

  /** A process on the town's stores; `around` puts faults between. */
  boot(around: { readonly store?: (store: EventStore) => EventStore; readonly keys?: (keys: KeyStore) => KeyStore } & ApplicationOptions = {}): Application {
    const store = new MemoryEventStore(this.log);
    const keys = new MemoryKeyStore(this.held, (size) => randomBytes(size));
    return new Application(portsOf(around.store?.(store) ?? store, around.keys?.(keys) ?? keys, this.clock, this.refusedAccess), { streams: { checkReadOnly: amount(false, true), ...around.streams }, ...(around.reactor === undefined ? {} : { reactor: around.reactor }) });
  }
}

export function portsOf(store: EventStore, keys: KeyStore, clock: Clock, refusedAccess: AccessRefusal[] = []) {
  const secret = (name: string): Buffer => createHash('sha256').update(name).digest();
  return {
    store, keys, clock, newEventId,
    randomBytes: (size: number) => randomBytes(size),
    secrets: hmacSecrets({ identity: secret('identity'), request: secret('request') }),
    accessLog: { refused: (entry: AccessRefusal) => void refusedAccess.push(entry) },
    calendar: prcCalendar,
    firstOfficer: OFFICER,
  };
}

let keyCount = 0;

/** One command, under a key of its own where none is given. */
export function send(app: Application, subject: string, name: UseCaseName, target: object, body: unknown, key = `key-${(keyCount += 1)}`, ifMatch: number | null = null): Promise<Outcome> {
  return app.send(name, { issuer: 'test', subject, idempotencyKey: key, actingAs: null, ifMatch }, target, body);
}

/** As `send`, for a step that the test takes for granted. */
export async function done(app: Application, subject: string, name: UseCaseName, target: object, body: unknown, key?: string): Promise<JsonObject> {
  const outcome = await send(app, subject, name, target, body, key);
  if (outcome.kind !== 'accepted') throw new Error(`${name} by ${subject}: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

export function act(number: string | null = '威经教发〔2019〕1号', date = '2019-05-10'): JsonObject {
  return { body: 'edz', kind: '决定', number, date, file: null };
}

/** A dossier that passes every check; `n` makes it another person. */
export function dossier(n: number, unit: string, birthDate = '1990-01-02') {
  const seventeen = `371002${birthDate.replaceAll('-', '')}${String(n).padStart(3, '0')}`;
  return {
    personal: { name: `王${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${'子丑寅卯辰巳午未申酉戌亥'.charAt(Math.floor(n / 10) % 12)}`, identityType: 'RESIDENT_ID', identityNumber: `${seventeen}${checkCharacter(seventeen)}`, birthDate, sex: '2', phone: null },
    unit, stage: 'PRIMARY', subject: '语文', enteredOn: '2012-08-25', onEstablishment: true, inPost: true, effectiveOn: '2017-09-01',
  };
}

export const clerk = (school: string): string => `clerk-of-${school}`;
export const schoolName = (n: number): string => `school-${n}`;

/** Read once for all the towns of a suite. */
let sampled: ReturnType<typeof readSampled> | undefined;

export function readSampled() {
  const text = readFileSync(join(folder, 'programme.yaml'), 'utf8');
  const reading = readProgramme(text);
  if (reading.kind === 'refused') throw new Error('the programme cannot be read');
  const sample = readSample(readFileSync(join(folder, 'sample.yaml'), 'utf8'), reading.definition);
  if (sample.kind === 'refused') throw new Error('the sample cannot be read');
  return { text, choices: sample.choices };
}

/** Units, officers, clerks and the programme with its sample values: a district ready to open a demonstration round. */
export async function settle(app: Application, schools: number, experts = 5): Promise<void> {
  const from = '2017-01-01';
  await done(app, OFFICER, 'RegisterOrg', {}, { org: 'edz', names: { zh: '经区教体处', en: 'EDZ education office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: from });
  await done(app, OFFICER, 'RecordAppointment', {}, { person: OFFICER, post: 'BureauOfficer', org: 'edz', from, to: null });
  for (let n = 1; n <= schools; n += 1) {
    await done(app, OFFICER, 'RegisterOrg', {}, { org: schoolName(n), names: { zh: `第${n}小学`, en: `Primary School ${n}` }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: from });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: clerk(schoolName(n)), post: 'SchoolAdmin', org: schoolName(n), from, to: null });
  }
  for (let n = 1; n <= experts; n += 1) await done(app, OFFICER, 'RecordAppointment', {}, { person: `expert-${n}`, post: 'Expert', org: 'edz', from, to: null });
  const { text, choices } = (sampled ??= readSampled());
  await done(app, OFFICER, 'PublishProgrammeVersion', { programme: PROGRAMME }, { text });
  for (const { path, value } of choices) if (path.startsWith('tiers.RISING_STAR') || path.startsWith('authority') || path.startsWith('revocation')) await done(app, OFFICER, 'AdoptOpenValue', { programme: PROGRAMME }, { version: 1, path, value, sample: true });
}

/** Settled once for all the tests of a suite; each has a copy to itself. */
const settled = new Map<string, Promise<Town>>();

export async function settledTown(schools: number, experts = 5): Promise<Town> {
  const key = `${schools} ${experts}`;
  const made = settled.get(key) ?? (async () => {
    const town = new Town();
    await settle(town.boot(), schools, experts);
    return town;
  })();
  settled.set(key, made);
  return (await made).copy();
}

export async function openRound(app: Application, seats: { readonly [unit: string]: number }, awardSeats: number): Promise<string> {
  const parameters = {
    bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31',
    recommendationSeats: Object.entries(seats).map(([unit, count]) => ({ unit, seats: count })), awardSeats, requiredAttachments: [],
  };
  const { round } = await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true });
  return String(round);
}

export async function register(app: Application, n: number, unit: string, birthDate?: string): Promise<string> {
  return String((await done(app, clerk(unit), 'RegisterTeacher', {}, dossier(n, unit, birthDate))).teacher);
}

/** Consent, nomination, recommendation. */
export async function putForward(app: Application, round: string, teacher: string, unit: string): Promise<void> {
  await done(app, teacher, 'GiveConsent', { round }, {});
  await done(app, clerk(unit), 'SubmitNomination', { round }, { teacher });
  await done(app, clerk(unit), 'RecommendAtSchool', { round }, { teacher, act: act() });
}

/** From the close of nominations to a closed publicity, the first teacher best. */
export async function select(clock: TownClock, app: Application, round: string, teachers: readonly string[]): Promise<void> {
  clock.set('2019-06-03');
  await done(app, OFFICER, 'CloseNominations', { round }, {});
  const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
  await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [...teachers] });
  for (const [place, teacher] of teachers.entries()) {
    const mark = 99 - place * 0.5;
    for (const expert of experts) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } });
  }
  await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
  await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
  await done(app, OFFICER, 'RankCandidates', { round }, {});
  clock.set('2019-06-10');
  await done(app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
  clock.set('2019-06-20');
  await app.reactor.rest();
  await done(app, OFFICER, 'ClosePublicity', { round }, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 });
}

/** Differ from run to run: the moment a batch ended, and what hangs on event ids or on a round's random seal. */
const unstable = new Set(['completedAt', 'digest', 'check']);

/** What the log says, without what differs between two runs of the same: ids of attempts, times, ciphers, who finished it. */
export function logical(log: { readonly events: readonly { readonly envelope: StoredEnvelope }[] }, from = 0): readonly string[] {
  const events = log.events.slice(from).map(({ envelope }) => envelope);
  const names = new Map(log.events.map(({ envelope }) => [envelope.id, `${envelope.stream}/${envelope.type}/${String(envelope.data['nomination'] ?? '')}`]));
  const stable = (value: Json): Json => {
    // A line of a mass act is named by its event and its nomination.
    if (typeof value === 'string') return names.get(value) ?? value.replace(/^[0-9a-f-]{36}(?=\/)/u, (event) => names.get(event) ?? event);
    if (Array.isArray(value)) return value.map(stable);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unstable.has(key) ? null : stable(inner)]));
    return value;
  };
  // Progress of a batch is how far it had come when somebody looked, so it is compared as the union of its chunks.
  const settledTargets = events.filter(({ type }) => type === 'BatchTargetsSettled').flatMap(({ stream, data }) => (data['outcomes'] as readonly Json[]).map((one) => `${stream} settled ${JSON.stringify(stable(one))}`));
  return [...settledTargets, ...events.filter(({ type }) => type !== 'BatchTargetsSettled').map(({ type, stream, data, meta, private: parts }) => JSON.stringify([type, stream, stable(data), Object.keys(parts), meta.actor, meta.effectiveOn, meta.useCase, meta.correlation]))].sort();
}
