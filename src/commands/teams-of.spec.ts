import { envelopes } from '../../test/contract/event-store.contract';
import type { StoredEnvelope } from '../event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import { teamsOf } from './teams-of';

const registered = (team: string, ...members: readonly string[]): readonly StoredEnvelope[] => envelopes(`team-${team}`, -1).map((one) => ({ ...one, type: 'TeamRegistered', data: { leader: members[0] ?? '', members: members.map((person) => ({ person, role: 'MEMBER' })) } }));
const joined = (team: string, revision: number, member: string): readonly StoredEnvelope[] => envelopes(`team-${team}`, revision - 1).map((one) => ({ ...one, type: 'MemberJoined', data: { member, role: 'MEMBER' } }));

/** A store that counts the events it hands out, and fails when it is told to. */
class Counting extends MemoryEventStore {
  handed = 0;
  fails = false;

  override async *readAll(...asked: Parameters<MemoryEventStore['readAll']>): ReturnType<MemoryEventStore['readAll']> {
    for await (const page of super.readAll(...asked)) {
      this.handed += page.length;
      yield page;
      if (this.fails) throw new Error('the store is away');
    }
  }
}

async function filled(): Promise<Counting> {
  const store = new Counting(new MemoryLog('memory-1'));
  await store.append('team-x', -1, registered('x', 'a', 'b'));
  await store.append('teacher-a', -1, envelopes('teacher-a', -1, 500));
  await store.append('team-y', -1, registered('y', 'c'));
  return store;
}

describe('the teams that somebody is or was in', () => {
  it('are found by who came into them, also after the first look', async () => {
    const store = await filled();
    expect(await teamsOf(store, 'a')).toEqual(['team-x']);
    expect(await teamsOf(store, 'd')).toEqual([]);
    await store.append('team-y', 0, joined('y', 1, 'a'));
    expect(await teamsOf(store, 'a')).toEqual(['team-x', 'team-y']);
    expect(await teamsOf(store, 'c')).toEqual(['team-y']);
  });

  it('walk the log once, and after that what came since', async () => {
    const store = await filled();
    await teamsOf(store, 'a');
    expect(store.handed).toBe(502);
    await Promise.all(['a', 'b', 'c'].map((person) => teamsOf(store, person)));
    expect(store.handed).toBe(502);
    await store.append('team-x', 0, joined('x', 1, 'c'));
    expect(await teamsOf(store, 'c')).toEqual(['team-y', 'team-x']);
    expect(store.handed).toBe(503);
  });

  it('are the same after a look that the store broke off', async () => {
    const store = await filled();
    store.fails = true;
    await expect(teamsOf(store, 'a')).rejects.toThrow('the store is away');
    store.fails = false;
    expect(await teamsOf(store, 'c')).toEqual(['team-y']);
    expect(await teamsOf(store, 'b')).toEqual(['team-x']);
  });
});
