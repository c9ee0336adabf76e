import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { projections, VIEW_SET } from '../../projections/all';
import { AccessFile } from '../../src/access-file';
import { SystemClock } from '../../src/clock';
import { readConfig } from '../../src/config';
import { DocumentFiles } from '../../src/documents/document-files';
import { FolderBlobs } from '../../src/documents/folder/folder-blobs';
import { beginning, firstOfficer, setUp } from '../../src/examples/given';
import { instantOf, Office } from '../../src/examples/office';
import { Play } from '../../src/examples/play';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample } from '../../src/examples/run-example';
import { playStep } from '../../src/examples/steps';
import type { House } from '../../src/house';
import { signLocalToken } from '../../src/http/local-tokens';
import { createServer } from '../../src/main';
import { Projector } from '../../src/projector/projector';
import { Uploads } from '../../src/reactors/uploads';
import { MemoryDocumentStore } from '../../src/read-models/memory/memory-document-store';
import { ROOT } from './tour';

/** A worked round played to its end, and a server of which it can be asked. */
export class Audited {
  private constructor(readonly play: Play, private readonly house: House, private readonly app: NestFastifyApplication, private readonly data: string) {}

  static async start(programme: string, round: string): Promise<Audited> {
    const reading = readFolder(path.join(ROOT, 'programmes', programme));
    const read = readExample(readFileSync(path.join(ROOT, 'programmes', programme, 'examples', round), 'utf8'));
    if (reading.kind === 'refused' || read.kind === 'refused') throw new Error('the round cannot be read');
    const { given, steps } = read.example;
    const officer = firstOfficer(given);
    const play = new Play(new Office(instantOf(`${beginning(given)}T00:00`), officer), reading.programme, `${beginning(given)}T00:00`);
    await setUp(play, given);
    for (const [index, step] of steps.entries()) await playStep(play, step, ['steps', index]);
    return Audited.serve(play);
  }

  private static async serve(play: Play): Promise<Audited> {
    const data = mkdtempSync(path.join(tmpdir(), 'echelon-audited-'));
    const { application, events, keys, clock: { now } } = play.office;
    const clock = new SystemClock(Date.parse(now.call(play.office.clock)) - Date.now());
    const documents = new MemoryDocumentStore();
    const files = new DocumentFiles({ blobs: new FolderBlobs(path.join(data, 'documents')), keys, clock, randomBytes });
    const projector = new Projector({ events, documents, clock, random: Math.random }, { set: VIEW_SET, projections, onOutdated: 'rebuild' });
    const house: House = {
      config: readConfig({ ECHELON_DATA: data, ECHELON_PORT: '0' }, { empty: true }),
      clock, events, documents, keys, files, application, projector,
      uploads: new Uploads({ events, files, clock }),
      access: new AccessFile(data),
      start: () => Promise.resolve(projector.start()),
      meanwhile: null,
      close: () => projector.stop(),
    };
    await house.start();
    const head = await events.head();
    if (head !== null && !(await projector.whenReflected(head, 60_000))) throw new Error('the views do not follow');
    return new Audited(play, house, await createServer(house, pino({ level: 'silent' })), data);
  }

  /** What the person is answered; names of the round in the address stand for ids. */
  async ask(person: string, address: string): Promise<{ readonly status: number; readonly text: string }> {
    const token = await signLocalToken(this.data, this.play.names.find('person', person) ?? person, 60, Date.now());
    const { statusCode, payload } = await this.app.inject({ method: 'GET', url: this.withIds(address), headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' } });
    return { status: statusCode, text: payload };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.house.close();
    await this.house.access.settled();
    rmSync(this.data, { recursive: true, force: true });
  }

  private withIds(address: string): string {
    const { names } = this.play;
    const kinds = { rounds: 'round', round: 'round', teachers: 'teacher', subject: 'teacher', teacher: 'teacher', objections: 'objection', facts: 'event' } as const;
    return address.replaceAll(/(rounds|round|teachers|subject|teacher|objections|facts)([/=])([\w-]+)/gu, (whole, word: keyof typeof kinds, between: string, name: string) => {
      const id = names.find(kinds[word], name);
      return id === undefined ? whole : `${word}${between}${id}`;
    });
  }
}
