import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { round as roundOf } from '../../src/domain/round/round';
import { ROWS_IN_ONE } from '../../src/domain/round/publicity';
import type { EventStore } from '../../src/event-store/event-store';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { OFFICER, Town, act, clerk, done, dossier, send } from './town';

const PEOPLE = Number(process.env['ECHELON_LONG_LIST'] ?? '501');
const SCHOOL = { level: 'SCHOOL', unit: 'school-1' };
const text = readFileSync(join(__dirname, '../programmes/publicity/programme.yaml'), 'utf8');

describe('a list too long for one append', () => {
  it('is posted in parts, changed in parts and closed', async () => {
    const town = new Town();
    town.clock.set('2019-03-04');
    const app = town.boot({ streams: { checkReadOnly: false } });
    const from = '2017-01-01';
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'edz', names: { zh: '县教育局', en: 'Bureau' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: from });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: OFFICER, post: 'BureauOfficer', org: 'edz', from, to: null });
    await done(app, OFFICER, 'RegisterOrg', {}, { org: 'school-1', names: { zh: '县第一实验小学', en: 'School' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: from });
    await done(app, OFFICER, 'RecordAppointment', {}, { person: clerk('school-1'), post: 'SchoolAdmin', org: 'school-1', from, to: null });
    await done(app, OFFICER, 'PublishProgrammeVersion', { programme: 'publicity' }, { text });
    const parameters = { bornOnOrAfter: '1970-01-01', snapshotOn: '2019-03-01', nominationsFrom: '2019-03-04', nominationsTo: '2019-03-29', recommendationSeats: [{ unit: 'school-1', seats: PEOPLE + 1 }], awardSeats: 10, requiredAttachments: [] };
    const { round } = await done(app, OFFICER, 'OpenRound', {}, { names: { zh: '2019年县骨干教师', en: 'Backbone 2019' }, programme: 'publicity', tier: 'BACKBONE', track: 'TEACHER', parameters, demonstration: true });
    const target = { round: String(round) };
    const enter = async (n: number): Promise<void> => {
      // Three digits of the number tell people of one birth date apart.
      const born = `198${Math.floor(n / 900) % 10}-0${(Math.floor(n / 9000) % 9) + 1}-02`;
      const { teacher } = await done(app, clerk('school-1'), 'RegisterTeacher', {}, dossier(n % 900, 'school-1', born));
      await done(app, String(teacher), 'GiveConsent', target, {});
      await done(app, clerk('school-1'), 'SubmitNomination', target, { teacher: String(teacher) });
      await done(app, clerk('school-1'), 'RecommendAtSchool', target, { teacher: String(teacher), act: { ...act(null, '2019-03-04'), body: 'school-1' } });
    };
    for (let n = 0; n < PEOPLE; n += 1) await enter(n);
    town.clock.set('2019-03-11');
    const key = 'the-posting';
    // The process that posts it first dies between two parts: what it left counts for nothing, and the same request goes on from there.
    let appends = 0;
    const dying = town.boot({
      streams: { checkReadOnly: false },
      store: (store: EventStore) => withFaults(store, new FaultPoints((point) => {
        if (point.operation !== 'append' || point.when !== 'before') return undefined;
        appends += 1;
        return appends === 2 ? 'crash' : undefined;
      })),
    });
    await expect(send(dying, clerk('school-1'), 'OpenPublicity', target, { ...SCHOOL, places: ['校门公告栏'] }, key)).rejects.toBeInstanceOf(SimulatedCrash);
    expect((await app.desk.streams.load(roundOf, `round-${target.round}`)).state.publicities.size).toBe(0);
    const posted = await done(app, clerk('school-1'), 'OpenPublicity', target, { ...SCHOOL, places: ['校门公告栏'] }, key);
    const parts = Math.ceil(PEOPLE / ROWS_IN_ONE);
    const listed = town.log.events.filter(({ envelope }) => envelope.type === 'PublicityListed');
    expect(listed.map(({ envelope }) => [envelope.data['part'], (envelope.data['rows'] as readonly unknown[]).length])).toEqual(Array.from({ length: parts }, (_, part) => [part + 1, Math.min(ROWS_IN_ONE, PEOPLE - part * ROWS_IN_ONE)]));
    // An append holds 1 MiB at most; a part leaves room for rows more than twice as long.
    const largest = Math.max(...listed.map(({ envelope }) => Buffer.byteLength(JSON.stringify(envelope))));
    if (process.env['ECHELON_LONG_LIST'] !== undefined) process.stdout.write(`largest part: ${largest} bytes\n`);
    expect(largest).toBeLessThan(400_000);
    const head = town.log.events.find(({ envelope }) => envelope.type === 'PublicityOpened')?.envelope;
    expect(head?.data).toMatchObject({ rows: [], listed: { parts, count: PEOPLE } });
    const { state } = await app.desk.streams.load(roundOf, `round-${target.round}`);
    expect(state.publicities.get(String(posted['publicity']))?.rows).toHaveLength(PEOPLE);
    expect(state.publicities.get(String(posted['publicity']))?.rows.at(-1)?.row).toMatchObject({ no: PEOPLE });
    // The same request again is the same posting.
    expect(await send(app, clerk('school-1'), 'OpenPublicity', target, { ...SCHOOL, places: ['校门公告栏'] }, key)).toMatchObject({ kind: 'accepted', repeated: true });
    expect(town.log.events.filter(({ envelope }) => envelope.type === 'PublicityListed')).toHaveLength(parts);
    await enter(PEOPLE);
    expect(await done(app, clerk('school-1'), 'ChangePublicityList', target, SCHOOL)).toMatchObject({ changes: [{ kind: 'ADDED' }], lastDay: '2019-03-15' });
    town.clock.set('2019-03-18');
    await done(app, clerk('school-1'), 'ClosePublicity', target, { ...SCHOOL, proofs: [{ place: '校门公告栏', file: null }], objections: 0 });
  }, 300_000);
});
