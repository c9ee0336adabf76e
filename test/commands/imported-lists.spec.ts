import { crashEverywhere, MemoryTown } from './crash';
import { act, done, dossier, OFFICER, register, send, settle, settledTown } from './town';

/** What a killed import leaves is finished by whoever starts next, without its file; sent again it is the same. */
describe('a crash around every port call', () => {
  it('of an import of earlier titles leaves each title once and one closed batch', async () => {
    const town = new MemoryTown();
    const app = await town.boot();
    await settle(app, 1, 0);
    const teachers = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const rows = [0, 1, 2].map((n) => ({ teacher: teachers[n % 2], name: `市级骨干教师${n}`, level: 'CITY', conferredOn: '2015-06', number: null, programme: null, row: n + 2 }));
    await crashEverywhere(town, async (process) => {
      await send(process, OFFICER, 'ImportLegacyTitles', {}, { file: 'list', rows }, 'import');
    }, 30);
  }, 600_000);

  it('of teachers transferred along with their unit leaves each of them moved once and one closed batch', async () => {
    const town = new MemoryTown();
    const app = await town.boot();
    await settle(app, 2, 0);
    const teachers = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    await done(app, OFFICER, 'MergeOrgs', {}, { into: 'school-2', from: ['school-1'], on: '2019-05-10', act: act() });
    await crashEverywhere(town, async (process) => {
      await send(process, OFFICER, 'TransferTeachers', {}, { from: 'school-1', to: 'school-2', teachers, on: '2019-05-10', act: act() }, 'along');
    }, 30);
  }, 600_000);

  it('of an import of experts leaves each person once with one appointment', async () => {
    const town = new MemoryTown();
    const app = await town.boot();
    await settle(app, 1, 0);
    const rows = [1, 2, 3].map((n) => ({ name: '钱七', identityType: 'RESIDENT_ID', identityNumber: dossier(n, 'school-1').personal.identityNumber, org: 'edz', from: '2019-05-10', to: null }));
    await crashEverywhere(town, async (process) => {
      await send(process, OFFICER, 'RegisterExperts', {}, { rows }, 'import');
    }, 30);
  }, 600_000);
});

describe('lists sent again', () => {
  it('of transfers answer as before under the same key; under another nobody is there any more to be moved', async () => {
    const town = await settledTown(2, 0);
    const app = town.boot();
    const body = { from: 'school-1', to: 'school-2', teachers: [await register(app, 1, 'school-1')], on: '2019-05-10', act: act() };
    const first = await done(app, OFFICER, 'TransferTeachers', {}, body, 'first');
    const length = town.log.events.length;
    expect(await send(app, OFFICER, 'TransferTeachers', {}, body, 'first')).toMatchObject({ kind: 'accepted', repeated: true, result: first });
    expect(town.log.events).toHaveLength(length);
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'Transferred').map(({ envelope }) => envelope.meta.act)).toEqual([act()]);
    expect(await send(app, OFFICER, 'TransferTeachers', {}, body, 'second')).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { targets: [{ rule: 'notAtUnit' }] } } });
  });

  it('answer as before under the same key, and add nothing under another', async () => {
    const town = await settledTown(1, 0);
    const app = town.boot();
    const teacher = await register(app, 1, 'school-1');
    const lists = {
      RegisterOrgs: { rows: [{ org: 'school-9', names: { zh: '第9小学', en: 'School 9' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: [], code: null, rural: false }] },
      RegisterExperts: { rows: [{ name: '钱七', identityType: 'PASSPORT', identityNumber: 'E7654321', org: 'edz', from: null, to: null }] },
      ImportLegacyTitles: { file: 'list', rows: [{ teacher, name: '教坛新秀', level: 'COUNTY', conferredOn: '2016', number: null, programme: null, row: 2 }] },
    } as const;
    for (const [name, body] of Object.entries(lists) as readonly (readonly [keyof typeof lists, object])[]) {
      const first = await done(app, OFFICER, name, {}, body, `first ${name}`);
      const length = town.log.events.length;
      expect(await send(app, OFFICER, name, {}, body, `first ${name}`)).toMatchObject({ kind: 'accepted', repeated: true, result: first });
      expect(town.log.events).toHaveLength(length);
    }
    expect(await send(app, OFFICER, 'RegisterOrgs', {}, lists.RegisterOrgs, 'second')).toMatchObject({ kind: 'refused', refusal: { rule: 'targetsRefused', inputs: { targets: [{ rule: 'orgExists' }] } } });
    const count = (type: string): number => town.log.events.filter(({ envelope }) => envelope.type === type).length;
    await done(app, OFFICER, 'RegisterExperts', {}, lists.RegisterExperts, 'second');
    await done(app, OFFICER, 'ImportLegacyTitles', {}, lists.ImportLegacyTitles, 'second');
    expect([count('PersonRegistered'), count('LegacyTitleImported')]).toEqual([1, 1]);
  });
});
