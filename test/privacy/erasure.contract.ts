import canonicalize from 'canonicalize';
import type { Recorded } from '../../src/domain/facts';
import type { TeacherFact } from '../../src/domain/teacher/facts';
import { view, type LifeFact } from '../../src/domain/teacher/view';
import { decodeAll } from '../../src/event-store/codec';
import type { StoredEnvelope } from '../../src/event-store/event-store';
import type { House } from '../../src/house';
import { ErasedError } from '../../src/keys/key-store';
import { Reading } from '../../src/queries/reading';
import { RosterHandler, RosterQuestion, type RosterAnswer } from '../../src/queries/roster';
import { collect } from '../contract/event-store.contract';
import { OFFICER, act, clerk, done, schoolName, send } from '../commands/town';
import { dossierOf, Village } from './life';
import { somebody } from './folk';
import { Scanner } from './scanner';
import { report, type Site } from './site';
import { bytesOfViews, ciphersOfViews, reflected } from './views';

const DAY = '2019-12-31';
const NOTHING = 'nothing of an erased person';

/** @param keyBytesGo whether no byte of a destroyed key is left; MongoDB's oplog keeps it, wrapped, until it rolls over. */
export function describeErasure(name: string, makeSite: () => Promise<Site>, { keyBytesGo }: { readonly keyBytesGo: boolean }): void {
  describe(`erasure: ${name}`, () => {
    let site: Site;
    let house: House;
    let village: Village;
    let reading: Reading;

    const opened = async (): Promise<void> => {
      house = await site.open();
      await house.start();
      reading = new Reading(house, { noted: () => undefined });
      reading.names.start();
      await reflected(house);
      await reading.names.whenReady;
    };
    const roster = async (asked: RosterQuestion['asked'] = {}): Promise<RosterAnswer> => {
      await reflected(house);
      return new RosterHandler(reading).execute(new RosterQuestion({ person: OFFICER, actingAs: null }, { asOf: DAY, limit: 500, ...asked }));
    };
    const stored = async (): Promise<readonly StoredEnvelope[]> => (await collect(house.events.readAll(null))).map(({ envelope }) => envelope);
    const factsOf = async (person: string): Promise<readonly LifeFact[]> => {
      const envelopes = (await collect(house.events.readStream(`teacher-${person}`))).map(({ envelope }) => envelope);
      return asLife(await decodeAll(envelopes, house.keys));
    };

    beforeAll(async () => {
      site = await makeSite();
      await site.open().then(async (first) => {
        house = first;
        await house.start();
        village = new Village(house);
        await village.play();
        await reflected(house);
        await house.close();
      });
      await opened();
      village = village.in(house);
    }, 120_000);
    afterAll(async () => {
      await reading?.names.stop();
      await house?.close();
      await site?.remove();
    });

    it('E54 blanks the views, the search, and replay, and changes no count', async () => {
      const person = village.id('p1');
      const { personal } = somebody(1);
      const before = { roster: await roster(), views: await bytesOfViews(house), facts: await factsOf(person), log: await stored() };
      expect(before.roster.rows.find(({ teacher }) => teacher === person)).toMatchObject({ name: personal.name, erased: false, status: 'ACTIVE' });
      expect((await roster({ name: personal.name.slice(0, 2) })).rows.map(({ teacher }) => teacher)).toContain(person);
      expect(view(before.facts, DAY)).toMatchObject({ erased: false, personal: { name: personal.name } });

      expect(await village.erase(person)).toMatchObject({ kind: 'accepted' });

      const after = { roster: await roster(), views: await bytesOfViews(house), facts: await factsOf(person) };
      expect(after.roster.rows.find(({ teacher }) => teacher === person)).toMatchObject({ name: null, erased: true, status: 'ACTIVE' });
      expect(after.roster.rows.map(blanked)).toEqual(before.roster.rows.map(blanked));
      expect((await roster({ name: personal.name.slice(0, 2) })).rows).toEqual([]);
      const [lived, erased] = [view(before.facts, DAY), view(after.facts, DAY)];
      expect(erased).toEqual({ ...lived, personal: null, erased: true });
      expect(after.facts.flatMap(({ private: parts }) => Object.values(parts))).not.toEqual([]);
      expect(after.facts.flatMap(({ private: parts }) => Object.values(parts).filter((part) => part !== null))).toEqual([]);
      for (const counted of ['pyramid_v7_units', 'rounds_v4']) expect(withoutPosition(after.views, counted)).toEqual(withoutPosition(before.views, counted));
      // Everything that the log said before stands as it stood: an erasure rewrites nothing.
      expect((await stored()).slice(0, before.log.length)).toEqual(before.log);
    }, 60_000);

    it('is answered alike when it is asked for again, and leaves one event', async () => {
      const person = village.id('p1');
      expect(await village.erase(person)).toMatchObject({ kind: 'accepted', events: [] });
      expect((await factsOf(person)).filter(({ type }) => type === 'PersonalDataErased')).toHaveLength(1);
    });

    it('reaches one who is no teacher, and her identity claim', async () => {
      const person = village.id('p13');
      expect(await village.erase(person)).toMatchObject({ kind: 'accepted' });
      const about = (await stored()).filter((envelope) => envelope.private[person] !== undefined);
      expect(about.map(({ type }) => type).sort()).toEqual(['IdentityClaimed', 'PersonRegistered']);
      expect((await decodeAll(about, house.keys)).map((fact) => fact.private[person])).toEqual([null, null]);
    });

    it('a rebuild afterwards writes what was written event by event, byte for byte', async () => {
      await reflected(house);
      const incremental = await bytesOfViews(house);
      const { next } = await house.projector.rebuild({ then: 'SWITCH' });
      const until = Date.now() + 30_000;
      while ((await house.projector.register.read()).live.generation !== next - 1) {
        if (Date.now() > until) throw new Error('the rebuild did not switch');
        await house.clock.wait(20);
      }
      await reflected(house);
      const rebuilt = await bytesOfViews(house);
      expect(rebuilt.size).toBeGreaterThan(100);
      expect([...rebuilt].sort()).toEqual([...incremental].sort());
    }, 60_000);

    it('leaves backups of the log and the views unreadable, taken before it', async () => {
      const person = village.id('p3');
      const other = village.id('p2');
      await reflected(house);
      const [log, views] = [await stored(), await ciphersOfViews(house)];
      const readable = async (who: string) => ({
        facts: (await decodeAll(log, house.keys)).filter((fact) => (fact.private[who] ?? null) !== null).length,
        views: (await new Reading(house, { noted: () => undefined }).parts.open(views.filter((part) => part.person === who))).size,
      });
      const before = await readable(person);
      expect(before.facts).toBeGreaterThan(5);
      expect(before.views).toBeGreaterThan(0);
      expect(await village.erase(person)).toMatchObject({ kind: 'accepted' });
      expect(await readable(person)).toEqual({ facts: 0, views: 0 });
      expect((await readable(other)).facts).toBeGreaterThan(5);
    }, 60_000);

    it('takes the bytes of her key out of the key store, and her documents', async () => {
      const person = village.id('p2');
      await house.files.put(person, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(somebody(2).personal.name), Buffer.from('\n%%EOF\n')]));
      const wrapped = await site.wrappedKey(house, person);
      if (wrapped === undefined) throw new Error('she has no key');
      const scanner = new Scanner([{ what: 'her key, wrapped', bytes: wrapped }]);
      expect(report((await site.scan(scanner)).findings)).not.toEqual([]);
      const [file = '', ...others] = await collectBlobs(house, person);
      expect(others).toEqual([]);

      expect(await village.erase(person)).toMatchObject({ kind: 'accepted' });
      expect(await site.wrappedKey(house, person)).toBeUndefined();
      expect(await house.keys.isDestroyed(person)).toBe(true);
      // The entry stays, so that it reads as erased and not as lost; no byte of it is left to take.
      await expect(house.files.get(file)).rejects.toBeInstanceOf(ErasedError);
      expect(await house.files.removeOf(person)).toBe(0);
      if (keyBytesGo) expect(report((await site.scan(scanner)).findings)).toEqual([]);
    }, 60_000);

    it('an erased person is not registered again: not as a teacher, not as a person, not by a list', async () => {
      const before = (await stored()).length;
      const erasedTeacher = dossierOf(somebody(1), schoolName(1));
      const refusal = { kind: 'refused', refusal: { rule: 'identityErased' } };
      expect(await send(house.application, clerk(schoolName(1)), 'RegisterTeacher', {}, erasedTeacher)).toMatchObject(refusal);
      expect(await send(house.application, clerk(schoolName(1)), 'RegisterTeacher', {}, dossierOf(somebody(13), schoolName(1)))).toMatchObject(refusal);
      const { name: called, identityType, identityNumber } = somebody(13).personal;
      expect(await send(house.application, OFFICER, 'RegisterPerson', {}, { name: called, identityType, identityNumber })).toMatchObject(refusal);
      expect(await send(house.application, OFFICER, 'RegisterTeachers', {}, { rows: [erasedTeacher] })).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { targets: [{ rule: 'identityErased' }] } } });
      expect((await stored()).length).toBe(before);
    });

    it('is finished at the next start when the process dies between the event and the key', async () => {
      const person = village.id('p4');
      const destroy = jest.spyOn(house.keys, 'destroy').mockRejectedValue(new Error('killed'));
      await expect(village.erase(person)).rejects.toThrow('killed');
      await reading.names.stop();
      await house.close();
      destroy.mockRestore();

      house = await site.open();
      expect(await house.keys.isDestroyed(person)).toBe(false);
      await house.start();
      expect(await house.keys.isDestroyed(person)).toBe(true);
      expect((await house.keys.get([person])).size).toBe(0);
      await house.close();
      await opened();
      village = village.in(house);
      expect((await roster()).rows.find(({ teacher }) => teacher === person)).toMatchObject({ name: null, erased: true });
    }, 60_000);

    it('destroys the key again at the start after an old backup of the keys was restored', async () => {
      const person = village.id('p5');
      await reading.names.stop();
      await house.close();
      const restore = await site.keepKeys();
      await opened();
      village = village.in(house);
      const wrapped = await site.wrappedKey(house, person);
      if (wrapped === undefined) throw new Error('she has no key');
      expect(await village.erase(person)).toMatchObject({ kind: 'accepted' });
      await reading.names.stop();
      await house.close();
      await restore();

      house = await site.open();
      expect((await house.keys.get([person])).size).toBe(1);
      await house.start();
      const erased = [person, ...['p1', 'p2', 'p3', 'p4', 'p13'].map((who) => village.id(who))];
      for (const one of erased) expect(await house.keys.isDestroyed(one)).toBe(true);
      if (keyBytesGo) expect(report((await site.scan(new Scanner([{ what: NOTHING, bytes: wrapped }]))).findings)).toEqual([]);
      expect((await house.keys.get([village.id('p0')])).size).toBe(1);
      await house.close();
      await opened();
      village = village.in(house);
    }, 60_000);
  });

  describe(`erasure in the middle of a round: ${name}`, () => {
    let site: Site;
    let house: House;
    beforeAll(async () => {
      site = await makeSite();
      house = await site.open();
      await house.start();
    }, 60_000);
    afterAll(async () => {
      await house?.close();
      await site?.remove();
    });

    it('one after her scores, one after their opening, one after the ranking: the round goes on to its end', async () => {
      const village = new Village(house);
      await village.found();
      await village.register([0, 1, 2, 3, 4].map((n) => somebody(n)), schoolName(1));
      const all = ['p0', 'p1', 'p2', 'p3', 'p4'];
      const round = await village.openRound(5, 4);
      await village.putForward(round, all, schoolName(1));
      await village.score(round, all);
      const accepted = { kind: 'accepted' };
      expect(await village.erase(village.id('p0'))).toMatchObject(accepted);
      await done(house.application, OFFICER, 'OpenScores', { round }, { act: act() });
      expect(await village.erase(village.id('p1'))).toMatchObject(accepted);
      await done(house.application, OFFICER, 'RankCandidates', { round }, {});
      expect(await village.erase(village.id('p2'))).toMatchObject(accepted);
      const conferral = await village.confer(round);
      expect(conferral).toMatchObject(accepted);
      await house.application.reactor.rest();
      const types = async (who: string) => (await village.factsOf(village.id(who))).map(({ type }) => type);
      const ends = await Promise.all(all.map(async (who) => [who, (await types(who)).filter((type) => ['TitleConferred', 'ConferralDeclined', 'NotSelected'].includes(type))]));
      // Who was ranked before she was erased keeps what she had earned; whose scores cannot be read any more is not ranked.
      expect(Object.fromEntries(ends)).toEqual({ p0: ['NotSelected'], p1: ['NotSelected'], p2: ['TitleConferred'], p3: ['TitleConferred'], p4: ['TitleConferred'] });
      const concluded = (await collect(house.events.readStream(`round-${round}`))).map(({ envelope }) => envelope.type);
      expect(concluded.at(-1)).toBe('RoundConcluded');
      await reflected(house);
      expect((await house.projector.status()).parked).toBe(0);
    }, 120_000);
  });
}

function asLife(facts: readonly Recorded[]): readonly LifeFact[] {
  return facts as readonly TeacherFact[];
}

/** What says who she is; everything else of a row is the same before and after. */
function blanked(row: RosterAnswer['rows'][number]): object {
  return { ...row, name: null, erased: null };
}

function withoutPosition(views: ReadonlyMap<string, string>, collection: string): readonly (readonly [string, string])[] {
  const found = [...views].filter(([key]) => key.split(' ')[1] === collection).map(([key, bytes]) => [key, canonicalize({ ...(JSON.parse(bytes) as object), at: null }) ?? ''] as const);
  if (found.length === 0) throw new Error(`no documents of ${collection}`);
  return found;
}

async function collectBlobs(house: House, owner: string): Promise<readonly string[]> {
  const hashes: string[] = [];
  for await (const { hash, owner: whose } of house.files.list()) if (whose === owner) hashes.push(hash);
  return hashes;
}
