import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderBlobs } from '../../src/documents/folder/folder-blobs';
import type { House } from '../../src/house';
import { envelopes } from '../contract/event-store.contract';
import { dataOf, somebody } from './folk';
import { needlesOf } from './needles';
import { Scanner, type Finding } from './scanner';
import { logTo, report, type Site } from './site';

const { personal } = somebody(4);
/** One who is looked for and nowhere. */
const scanner = new Scanner(needlesOf([dataOf(somebody(4))]));

export interface Plant {
  readonly into: string;
  readonly what: (house: House, site: Site) => Promise<void> | void;
  /** Where at least one finding must be. */
  readonly where: RegExp;
}

/** What every profile has: a log, views, keys, documents, what it says. */
export const plants: readonly Plant[] = [
  {
    into: 'the data of an event',
    what: async ({ events }) => void (await events.append('plant-1', -1, envelopes('plant-1', -1, 1, { name: personal.name }))),
    where: /event|stand-in/i,
  },
  {
    into: 'an event among many, as a birth date',
    what: async ({ events }) => void (await events.append('plant-2', -1, [...envelopes('plant-2', -1, 60), ...envelopes('plant-2', 59, 1, { inputs: { own: personal.birthDate } })])),
    where: /event|stand-in/i,
  },
  {
    into: 'the name of a stream',
    what: async ({ events }) => void (await events.append(`identity-${personal.identityNumber}`, -1, envelopes(`identity-${personal.identityNumber}`, -1))),
    where: /event|stand-in/i,
  },
  {
    into: 'a document of a view',
    what: async ({ documents }) => {
      await documents.prepare([{ name: 'planted_v1', indexes: [] }]);
      await documents.write({ derived: [], sources: [{ collection: 'planted_v1', expected: 0, document: { id: 'a', rev: 0, at: '1', body: { teacher: 'x', name: personal.name } } }] });
    },
    where: /view|planted|mongodb/i,
  },
  {
    into: 'a setting beside the views',
    what: async ({ documents }) => void (await documents.setSetting('planted', undefined, { phone: personal.phone })),
    where: /view|setting|mongodb/i,
  },
  { into: 'the key store', what: async ({ keys }) => void (await keys.ensure([`person:${personal.identityNumber}`])), where: /key|mongodb/i },
  {
    into: 'the access log',
    what: async ({ application }, { config }) => {
      application.desk.ports.accessLog.refused({ at: '2019-05-10T01:00:00.000Z', subject: 'a', actingAs: null, useCase: 'RegisterTeacher', command: 'c', rule: 'postMayNot', inputs: { asked: personal.name } });
      await written(join(config.data, 'access.log'));
    },
    where: /access\.log/,
  },
  { into: "the operator's log", what: (_, { config }) => logTo(config, 'import', new Error(`row 7: ${personal.name} is there already`)), where: /server\.log/ },
  {
    into: "the operator's log, with an address",
    what: (_, { config }) => appendFileSync(join(config.data, 'server.log'), `GET /roster?name=${encodeURIComponent(personal.name)} 200\n`),
    where: /server\.log/,
  },
];

/** What lies in the folder of the embedded profile besides. */
export const plantsInFolder: readonly Plant[] = [
  {
    into: 'the documents',
    what: async (_, { config }) => {
      const blobs = new FolderBlobs(join(config.data, 'documents'));
      await blobs.put({ hash: 'a'.repeat(64), owner: 'p', uploadedAt: '2019-05-10T01:00:00.000Z' }, Buffer.from(`%PDF-1.7\n${personal.phone}`, 'utf16le'));
      await blobs.close();
    },
    where: /documents/,
  },
  { into: "the demonstration's stamp", what: (_, { config }) => writeFileSync(join(config.data, 'demonstration.json'), JSON.stringify({ demonstration: true, teacher: personal.name })), where: /demonstration\.json/ },
  {
    into: 'a file with escapes',
    what: (_, { config }) => writeFileSync(join(config.data, 'personas.json'), JSON.stringify({ teacher: personal.name }).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)),
    where: /personas\.json/,
  },
];

/** A scan that cannot turn red says nothing: one datum in each place, and the scanner names the place. */
export function describePlanted(name: string, makeSite: () => Promise<Site>, all: readonly Plant[]): void {
  describe(`a planted datum turns the scan red: ${name}`, () => {
    let site: Site;
    let house: House;
    let before: readonly Finding[] = [];
    beforeAll(async () => {
      site = await makeSite();
      house = await site.open();
      house.application.desk.ports.accessLog.refused({ at: '2019-05-10T01:00:00.000Z', subject: 'a', actingAs: null, useCase: 'RegisterTeacher', command: 'c', rule: 'postMayNot', inputs: {} });
      await house.application.reactor.start();
    }, 60_000);
    afterAll(async () => {
      await house?.close();
      await site?.remove();
    });

    it('is green before', async () => expect(report((await site.scan(scanner)).findings)).toEqual([]));

    it.each(all.map((plant) => [plant.into, plant] as const))('in %s', async (_, { what, where }) => {
      before = (await site.scan(scanner)).findings;
      await what(house, site);
      const { findings } = await site.scan(scanner);
      const fresh = report(findings).filter((line) => !report(before).includes(line));
      expect(fresh).not.toEqual([]);
      expect(fresh.filter((line) => where.test(line))).not.toEqual([]);
    }, 30_000);
  });
}

async function written(file: string): Promise<void> {
  for (let tries = 0; tries < 100_000; tries += 1) {
    if (existsSync(file) && readFileSync(file, 'utf8').includes(personal.name)) return;
    await new Promise((again) => setImmediate(again));
  }
  throw new Error(`${file} was not written`);
}
