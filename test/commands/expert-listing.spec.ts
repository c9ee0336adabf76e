import type { StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, withFaults } from '../../src/event-store/memory/faults';
import type { Town } from './town';
import { act, done, dossier, OFFICER, send, settledTown } from './town';

const ofType = (town: Town, type: string): readonly StoredEnvelope[] => town.log.events.map(({ envelope }) => envelope).filter((envelope) => envelope.type === type);

function rows(more: object = { pool: 'city', subjects: ['语文'] }, people = [11, 12, 13]) {
  return people.map((n) => {
    const { personal: { name, identityType, identityNumber } } = dossier(n, 'edz');
    return { name, identityType, identityNumber, org: 'edz', from: '2019-03-01', to: null, ...more };
  });
}

async function district(): Promise<Town> {
  const town = await settledTown(1);
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

  it('are for the office that keeps the pool, one above it, or what carries it on, and for no bureau of another tree', async () => {
    const town = await district();
    const app = town.boot();
    const from = '2017-01-01';
    const bureau = async (org: string, parent: string | null, level = 'DISTRICT', by = OFFICER) => {
      await done(app, by, 'RegisterOrg', {}, { org, names: { zh: `${org}教育局`, en: `Bureau ${org}` }, level, kind: 'BUREAU', parent, stages: [], code: null, rural: false, effectiveOn: from });
      await done(app, by, 'RecordAppointment', {}, { person: `${org}-officer`, post: 'BureauOfficer', org, from, to: null });
    };
    await bureau('neighbour', null);
    const { people: [first, second] } = await done(app, OFFICER, 'RegisterExperts', {}, { rows: rows({ pool: 'city' }, [11, 12]) }) as { readonly people: readonly string[] };
    const list = (by: string, person = first, pool = 'city') => send(app, by, 'ListExpert', { pool }, { person, subjects: ['数学'], unit: 'edz' });
    const outside = { kind: 'refused', refusal: { rule: 'outsideJurisdiction', inputs: { unit: 'edz' } } };
    expect(await list('neighbour-officer')).toMatchObject(outside);
    expect(await send(app, 'neighbour-officer', 'DelistExpert', { pool: 'city' }, { person: first })).toMatchObject(outside);
    expect(await send(app, 'neighbour-officer', 'RegisterExperts', {}, { rows: rows({ org: 'neighbour', pool: 'city' }, [15]) })).toMatchObject(outside);
    expect(await send(app, 'neighbour-officer', 'RegisterExperts', {}, { rows: rows({ org: 'neighbour', pool: 'own' }, [15]) })).toMatchObject({ kind: 'accepted' });
    expect(await list(OFFICER, first, 'own')).toMatchObject({ refusal: { rule: 'outsideJurisdiction', inputs: { unit: 'neighbour' } } });
    // when the keeper comes to stand under a city, the city answers for it too
    await bureau('upper', null, 'CITY');
    for (const org of ['edz', 'upper']) await done(app, org === 'edz' ? OFFICER : 'upper-officer', 'RecordAppointment', {}, { person: 'of-both', post: 'BureauOfficer', org, from, to: null });
    await done(app, 'of-both', 'MoveOrg', { org: 'edz' }, { parent: 'upper', on: '2019-05-10', act: act() });
    for (const by of [OFFICER, 'upper-officer']) expect(await send(app, by, 'DelistExpert', { pool: 'city' }, { person: by === OFFICER ? first : second })).toMatchObject({ kind: 'accepted' });
    // and an emptied pool stays whose it was; what its keeper is merged into carries it on
    expect(await list('neighbour-officer')).toMatchObject(outside);
    await bureau('joint', 'upper', 'DISTRICT', 'upper-officer');
    await done(app, 'upper-officer', 'MergeOrgs', {}, { into: 'joint', from: ['edz'], on: '2019-05-10', act: act() });
    expect(await list('joint-officer')).toMatchObject({ kind: 'accepted' });
    expect(await list('neighbour-officer')).toMatchObject(outside);
  });
});
