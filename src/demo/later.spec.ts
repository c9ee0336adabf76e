import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { done, portsOf, Town } from '../../test/commands/town';
import { Application } from '../application';
import { SystemClock } from '../clock';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { FIRST_OFFICER } from '../examples/given';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { Reader } from '../queries/reader';
import { BUREAUX, LAST_DAY } from './bureaux';
import { LaterBureaux } from './later';
import { readBureau } from './told-round';

const FOUNDER = 'founder';
const morning = (day: string): string => `${day}T01:00:00.000Z`;

describe('the bureaux of later years', () => {
  const town = new Town();
  const clock = new SystemClock();
  const bureaux = BUREAUX.map((told) => readBureau(path.join(__dirname, '../../programmes'), told));
  const boot = (): Application => new Application({ ...portsOf(new MemoryEventStore(town.log), new MemoryKeyStore(town.held, (size) => randomBytes(size)), clock), firstOfficer: FIRST_OFFICER });
  /** As after a start: nothing is known of how far it has come. */
  const started = async (signal?: AbortSignal): Promise<LaterBureaux> => {
    const later = new LaterBureaux({ application: boot(), clock, bureaux, ...(signal === undefined ? {} : { signal }) });
    await later.found(FOUNDER);
    return later;
  };
  const types = (): readonly string[] => town.log.events.map(({ envelope }) => envelope.type);
  const count = (type: string): number => types().filter((one) => one === type).length;

  beforeAll(async () => {
    const app = boot();
    clock.set(morning('2017-09-01'));
    await done(app, FIRST_OFFICER, 'RegisterOrg', {}, { org: 'city', names: { zh: '市', en: 'City' }, level: 'CITY', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2010-01-01' });
    await done(app, FIRST_OFFICER, 'RecordAppointment', {}, { person: FOUNDER, post: 'BureauOfficer', org: 'city', from: '2010-01-01', to: null });
  });

  it('are there from the start, each under a top of its own, and do nothing before its time', async () => {
    const later = await started();
    const tops = town.log.events.filter(({ envelope: { type, data } }) => type === 'OrgRegistered' && data['parent'] === null).map(({ envelope }) => envelope.data['org']);
    expect(tops).toEqual(['city', ...BUREAUX.map(({ key }) => key)]);
    expect(await later.playUntil(morning('2020-12-31'), () => undefined)).toEqual([]);
    expect(new Set(types())).toEqual(new Set(['OrgRegistered', 'AppointmentRecorded', 'PersonRegistered']));
    expect(Object.keys(later.personas)).toEqual(expect.arrayContaining(BUREAUX.map(({ key }) => `${key}-officer`)));
    expect(later.personas['qingdao-teacher']).toMatchObject({ person: null, from: '2025-03-03' });
  });

  it('go on as the clock is moved, after an interruption and after a start, and again change nothing', async () => {
    const stopping = new AbortController();
    const interrupted = (await started(stopping.signal)).playUntil(morning('2025-12-31'), () => {
      if (count('TitleConferred') > 3) stopping.abort(new Error('interrupted'));
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    // A process that is started again stands where the clock was, and goes on.
    clock.set(morning('2020-12-31'));
    expect(await (await started()).playUntil(morning('2025-12-31'), () => undefined)).toEqual([]);
    expect(count('AssessmentConcluded')).toBe(0);

    const later = await started();
    expect(await later.playUntil(morning(LAST_DAY), () => undefined)).toEqual([]);
    expect(types()).toEqual(expect.arrayContaining(['AssessedExcellent', 'AssessmentDeferred', 'TrackingNoted', 'ReviewDecided', 'TitleRevoked', 'OutputRecorded', 'FundAllocated', 'ComplianceRecorded', 'LegacyTitleImported', 'LevelRecommended', 'NominationRefused']));
    const instants = town.log.events.map(({ envelope }) => envelope.recordedAt.slice(0, 16));
    expect(instants).toEqual([...instants].sort());

    const events = town.log.events.length;
    expect(await (await started()).playUntil(morning(LAST_DAY), () => undefined)).toEqual([]);
    expect(town.log.events.length).toBe(events);

    // Every persona is somebody who holds a post or has a dossier.
    const somebody = new Set(town.log.events.flatMap(({ envelope: { type, stream, data } }) => (type === 'AppointmentRecorded' ? [data['person']] : type === 'TeacherRegistered' ? [stream.slice('teacher-'.length)] : [])));
    expect(Object.keys(later.personas)).toEqual(expect.arrayContaining(BUREAUX.flatMap(({ key, personas }) => [`${key}-officer`, ...personas.map(({ name }) => name)])));
    expect(Object.values(later.personas).filter(({ person }) => person === null || !somebody.has(person))).toEqual([]);
  });

  it('see nothing of each other', async () => {
    const application = boot();
    clock.set(morning(LAST_DAY));
    const { people, orgs, today } = await application.desk.world();
    const { personas } = await started();
    for (const { key } of BUREAUX) {
      const reader = new Reader(personas[`${key}-officer`]?.person ?? '', people.state, orgs.state, today, null);
      const units = [...(reader.rosterUnits('roster') ?? [])];
      expect(units).toContain(key);
      expect(units.filter((unit) => unit !== key && !unit.startsWith(`${key}-`))).toEqual([]);
      expect(reader.readsTeacher('somebody', 'city')).toBe(false);
    }
  });
});
