import type { StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import { done, dossier, OFFICER, send, settle, Town } from './town';

const ofType = (town: Town, type: string): readonly StoredEnvelope[] => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);

function rows(more: object = { pool: 'city', subjects: ['语文'] }, people = [11, 12, 13]) {
  return people.map((n) => {
    const { personal: { name, identityType, identityNumber } } = dossier(n, 'edz');
    return { name, identityType, identityNumber, org: 'edz', from: '2019-03-01', to: null, ...more };
  });
}

async function district(): Promise<Town> {
  const town = new Town();
  await settle(town.boot(), 1);
  return town;
}

describe('experts registered for a pool', () => {
  it('are appointed and listed, all of a pool in one append, once however often they are sent', async () => {
    const town = await district();
    const app = town.boot();
    const { people } = await done(app, OFFICER, 'RegisterExperts', {}, { rows: rows() }, 'file-1');
    // then whoever draws finds them
    const listed = ofType(town, 'ExpertListed');
    expect(listed).toMatchObject((people as readonly string[]).map((person) => ({ stream: 'experts-city', data: { pool: 'city', person, subjects: ['语文'], unit: 'edz' }, meta: { effectiveOn: '2019-03-01', useCase: 'RegisterExperts' } })));
    expect(new Set(listed.map(({ meta }) => meta.commandId)).size).toBe(1);
    // when the same is sent again, under its key and under another
    expect(await send(app, OFFICER, 'RegisterExperts', {}, { rows: rows() }, 'file-1')).toMatchObject({ kind: 'accepted', repeated: true });
    expect(await send(app, OFFICER, 'RegisterExperts', {}, { rows: rows() }, 'file-2')).toMatchObject({ kind: 'accepted', events: [] });
    expect(ofType(town, 'ExpertListed')).toHaveLength(3);
  });

  it('are listed by the reactor where the process died after their appointments', async () => {
    const town = await district();
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints(({ operation, when, subject }) => (operation === 'append' && when === 'before' && subject === 'experts-city' ? 'crash' : undefined))) });
    await expect(send(dying, OFFICER, 'RegisterExperts', {}, { rows: rows() })).rejects.toThrow();
    expect([ofType(town, 'ExpertListed').length, ofType(town, 'AppointmentRecorded').filter(({ data }) => data['listing'] !== undefined).length]).toEqual([0, 3]);
    await town.boot().reactor.rest();
    expect(ofType(town, 'ExpertListed')).toHaveLength(3);
    // and a process after that has nothing left to do, also where one was taken off the pool meanwhile
    const app = town.boot();
    await done(app, OFFICER, 'DelistExpert', { pool: 'city' }, { person: ofType(town, 'ExpertListed')[0]?.data['person'] });
    const before = town.log.events.length;
    await app.reactor.rest();
    await town.boot().reactor.rest();
    expect(town.log.events).toHaveLength(before);
  });

  it('who were appointed before are listed, and with other subjects listed anew; without a pool nobody is', async () => {
    const town = await district();
    const app = town.boot();
    await done(app, OFFICER, 'RegisterExperts', {}, { rows: rows({}) });
    expect(ofType(town, 'ExpertListed')).toEqual([]);
    await done(app, OFFICER, 'RegisterExperts', {}, { rows: rows({ pool: 'city' }, [11, 12]) });
    expect(ofType(town, 'ExpertListed')).toMatchObject([{ data: { subjects: null } }, { data: { subjects: null } }]);
    await done(app, OFFICER, 'RegisterExperts', {}, { rows: rows({ pool: 'city', subjects: ['数学'] }, [11]) });
    expect(ofType(town, 'ExpertListed')).toHaveLength(3);
    expect(ofType(town, 'AppointmentRecorded').filter(({ data }) => data['post'] === 'Expert' && data['from'] === '2019-03-01')).toHaveLength(3);
  });

  it('who were appointed before wait for the list to be sent again where the process died before it listed them', async () => {
    const town = await district();
    await done(town.boot(), OFFICER, 'RegisterExperts', {}, { rows: rows({}) });
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints(({ operation, when, subject }) => (operation === 'append' && when === 'before' && subject === 'experts-city' ? 'crash' : undefined))) });
    await expect(send(dying, OFFICER, 'RegisterExperts', {}, { rows: rows() }, 'file-1')).rejects.toThrow();
    // Nothing on record asks for it: their appointments are older than the list.
    const app = town.boot();
    await app.reactor.rest();
    expect(ofType(town, 'ExpertListed')).toEqual([]);
    expect(await send(app, OFFICER, 'RegisterExperts', {}, { rows: rows() }, 'file-1')).toMatchObject({ kind: 'accepted' });
    expect(ofType(town, 'ExpertListed')).toHaveLength(3);
  });

  it('are for the body at the top to list: a bureau below may appoint its own and list nobody', async () => {
    const town = await district();
    const app = town.boot();
    const from = '2017-01-01';
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'harbour', names: { zh: '港区教育局', en: 'Harbour bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: 'edz', stages: [], code: null, rural: false, effectiveOn: from });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: 'harbour-officer', post: 'BureauOfficer', org: 'harbour', from, to: null });
    const own = (more: object) => rows({ org: 'harbour', ...more }, [14]);
    expect(await send(app, 'harbour-officer', 'RegisterExperts', {}, { rows: own({ pool: 'city' }) })).toMatchObject({ kind: 'refused', refusal: { rule: 'outsideJurisdiction' } });
    expect(await send(app, 'harbour-officer', 'RegisterExperts', {}, { rows: own({}) })).toMatchObject({ kind: 'accepted' });
    expect(ofType(town, 'ExpertListed')).toEqual([]);
  });
});
