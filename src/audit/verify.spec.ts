import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import type { LoggedEvent, StoredEnvelope } from '../event-store/event-store';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { done, OFFICER, register, schoolName, settledTown } from '../../test/commands/town';
import { verifyLog, type Verification } from './verify';

/** A town with two teachers, one of them erased, and its log spoiled by `spoil`. */
async function verifiedAfter(spoil: (events: LoggedEvent[]) => void = () => undefined): Promise<Verification> {
  const town = await settledTown(1, 0);
  const app = town.boot();
  await register(app, 1, schoolName(1));
  const erased = await register(app, 12, schoolName(1));
  await done(app, OFFICER, 'ErasePersonalData', { person: erased }, { basis: 'CONSENT_WITHDRAWN' });
  const log = new MemoryLog('spoiled');
  log.events.push(...town.log.events);
  spoil(log.events);
  const bytes = (size: number): Buffer => Buffer.alloc(size);
  return verifyLog({ events: new MemoryEventStore(log), keys: new MemoryKeyStore(town.held, bytes) });
}

function change(events: LoggedEvent[], type: string, alter: (envelope: StoredEnvelope) => StoredEnvelope): void {
  const at = events.findLastIndex(({ envelope }) => envelope.type === type);
  const event = events[at];
  if (event === undefined) throw new Error(`no ${type}`);
  events[at] = { ...event, envelope: alter(event.envelope) };
}

describe('verify', () => {
  it('finds nothing in a log as it was written, and says what was opened and what an erasure shut', async () => {
    const verified = await verifiedAfter();
    expect(verified).toMatchObject({ findings: [], more: 0, erasures: 1 });
    expect(verified.parts).toBeGreaterThan(0);
    expect(verified.erased).toBeGreaterThan(0);
  });

  it.each<[string, (events: LoggedEvent[]) => void, string]>([
    ['an event taken out', (events) => void events.splice(events.findIndex(({ envelope }) => envelope.type === 'OrgRegistered'), 1), 'where 0 was due'],
    ['an event within a stream taken out', (events) => void events.splice(events.findIndex(({ envelope }) => envelope.stream.startsWith('programme-') && envelope.revision === 1), 1), 'where 1 was due'],
    ['a time set back', (events) => change(events, 'AppointmentRecorded', (envelope) => ({ ...envelope, recordedAt: '2001-01-01T00:00:00.000Z' })), 'more than a day before'],
    ['a value that is not canonical', (events) => change(events, 'AppointmentRecorded', (envelope) => ({ ...envelope, data: { ...envelope.data, n: 2 ** 60 } })), 'cannot be read'],
    ['a type that nobody knows', (events) => change(events, 'AppointmentRecorded', (envelope) => ({ ...envelope, type: 'Unheard' })), 'Unheard'],
  ])('finds %s', async (_what, spoil, said) => {
    const { findings } = await verifiedAfter(spoil);
    expect(findings.some(({ notice }) => notice.en.includes(said) && notice.zh !== '')).toBe(true);
  });

  it('finds an altered part of a person whose key exists', async () => {
    const { findings } = await verifiedAfter((events) => {
      const at = events.findIndex(({ envelope }) => envelope.type === 'TeacherRegistered');
      const event = events[at];
      if (event !== undefined) events[at] = { ...event, envelope: withPart(event.envelope, (part) => ({ ...part, commitment: `00${part.commitment.slice(2)}` })) };
    });
    expect(findings.map(({ notice }) => notice.en)).toEqual([expect.stringContaining('does not open')]);
  });
});

function withPart(envelope: StoredEnvelope, alter: (part: StoredEnvelope['private'][string]) => StoredEnvelope['private'][string]): StoredEnvelope {
  return { ...envelope, private: Object.fromEntries(Object.entries(envelope.private).map(([person, part]) => [person, alter(part)])) };
}
