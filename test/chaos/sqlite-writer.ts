import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { StoredEnvelope } from '../../src/event-store/event-store';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store';

/**
 * Appends from many callers until it is killed, and prints each append once it is acknowledged: stream, revision, position.
 * Arguments: folder, callers, name of this life.
 */
async function main(): Promise<void> {
  const [folder = '', callers = '8', life = '0'] = process.argv.slice(2);
  const store = new SqliteEventStore({ folder });
  writeSync(1, 'ready\n');
  await Promise.all(Array.from({ length: Number(callers) }, async (_, caller) => {
    const stream = `life-${life}-${caller}`;
    for (let revision = -1; ; ) {
      const size = 1 + ((revision + caller) % 3 + 3) % 3;
      const batch = Array.from({ length: size }, (__, index): StoredEnvelope => ({
        id: randomUUID(), type: 'Written', version: 1, stream, revision: revision + 1 + index, recordedAt: '2019-05-12T01:00:00.000Z',
        data: { filler: 'x'.repeat(200 + 97 * index) }, private: {},
        meta: {
          commandId: 'c', useCase: 'Write', request: '', actor: 'p', appointment: null, capacity: null, effectiveOn: '2019-05-12',
          context: { today: '2019-05-12' }, cause: 'c', correlation: 'c', class: 'internal',
        },
      }));
      const appended = await store.append(stream, revision, batch);
      revision = appended.revision;
      // Synchronous: what is printed was acknowledged before the kill.
      writeSync(1, `${stream} ${appended.revision} ${appended.position}\n`);
    }
  }));
}

void main();
