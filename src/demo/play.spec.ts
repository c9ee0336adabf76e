import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SystemClock } from '../clock';
import { portsOf, Town } from '../../test/commands/town';
import { amount } from '../../test/spread';
import { Application } from '../application';
import { FIRST_OFFICER } from '../examples/given';
import { CITY_ROUND, COUNTY_ROUND, DEMONSTRATION_TIME, playDemonstration, PROGRAMME, type Progress } from './play';
import { BUREAUX } from './bureaux';
import { LaterBureaux } from './later';
import { readBureau, readTold } from './told-round';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { randomBytes } from 'node:crypto';

describe('the demonstration', () => {
  const town = new Town();
  const clock = new SystemClock();
  const programmes = path.join(__dirname, '../../programmes');
  const told = ({ programme, example }: { readonly programme: string; readonly example: string }) => readTold(path.join(programmes, programme), example);
  const text = (name: string): string => readFileSync(path.join(programmes, PROGRAMME, name), 'utf8');
  const ports = { ...portsOf(new MemoryEventStore(town.log), new MemoryKeyStore(town.held, (size) => randomBytes(size)), clock), firstOfficer: FIRST_OFFICER };
  const bureaux = BUREAUX.map((one) => readBureau(programmes, one));
  const [city, county] = [told(CITY_ROUND), told(COUNTY_ROUND)];
  const laterOf = (application: Application, signal?: AbortSignal) => new LaterBureaux({ application, clock, bureaux, ...(signal === undefined ? {} : { signal }) });
  const play = (progress: Progress, signal?: AbortSignal, application = new Application(ports)) =>
    playDemonstration({ application, clock, later: laterOf(application, signal), teachers: amount(300, 600), programme: text('programme.yaml'), sample: text('sample.yaml'), city, county, ...(signal === undefined ? {} : { signal }) }, progress);
  const of = (type: string) => town.log.events.filter(({ envelope }) => envelope.type === type);
  const eventsOf = (stream: string) => town.log.events.filter(({ envelope }) => envelope.stream === stream);

  it('plays the rounds of three bureaux through the ordinary commands, goes on where it was interrupted, and again changes nothing', async () => {
    const stopping = new AbortController();
    // Both rounds of the others are under way then: a county's titles are conferred, and the city's objections are not decided.
    const interrupted = play(({ en }, done, all) => {
      if (en.startsWith('County and city') && done > all * 0.8) stopping.abort(new Error('interrupted'));
    }, stopping.signal);
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(of('RoundOpened')).toHaveLength(3);
    expect(of('RoundConcluded').length).toBeLessThan(3);

    const demonstration = await play(() => undefined);
    expect(of('TitleConferred')).toHaveLength(50 + 6 + 5);
    expect(of('NotSelected')).toHaveLength(30 + 4 + 4);
    expect(of('NominationRefused').length).toBeGreaterThan(0);
    expect(of('TitleRevoked')).toHaveLength(1);
    // The district's corrected birth date and the city's, and the county's corrected establishment.
    expect(of('ReviewRequired')).toHaveLength(3);
    expect(of('ObjectionDecided')).toHaveLength(2 + 2);
    expect(of('RoundOpened')).toHaveLength(4);
    expect(of('RoundConcluded')).toHaveLength(3);
    // What the district shows on its other boards: the last school of each seven is late with its plan and its money.
    expect(of('FundBudgetSet').length - of('ComplianceRecorded').length).toBe(2);
    expect(of('FundAllocated')).toHaveLength(of('ComplianceRecorded').length);
    expect(of('StudioOpened').map(({ envelope }) => envelope.data['kind'])).toEqual(['MASTER_STUDIO', 'SUBJECT_RESEARCH']);
    expect(of('MentorPaired')).toHaveLength(6);
    expect(eventsOf(`round-${demonstration.round}`).map(({ envelope }) => envelope.type)).not.toContain('RoundConcluded');

    const events = town.log.events.length;
    expect(await play(() => undefined)).toEqual(demonstration);
    expect(town.log.events.length).toBe(events);
  }, 180_000);

  it('gives everybody who acts a name, and records nothing after the day on which it stands', () => {
    const named = new Set(town.log.events.filter(({ envelope }) => ['PersonRegistered', 'TeacherRegistered'].includes(envelope.type)).flatMap(({ envelope }) => Object.keys(envelope.private)));
    const acting = of('AppointmentRecorded').map(({ envelope }) => String(envelope.data['person']));
    expect(acting.length).toBeGreaterThan(60);
    expect(acting.filter((person) => !named.has(person))).toEqual([]);
    expect(town.log.events.filter(({ envelope }) => envelope.recordedAt > DEMONSTRATION_TIME)).toEqual([]);
  });

  it('has one tree of units for the city, with the county and the district below it, and one for each bureau of later years', () => {
    const parents = new Map(of('OrgRegistered').map(({ envelope: { data } }) => [String(data['org']), data['parent']]));
    const ofLater = BUREAUX.map(({ key }) => key);
    expect([...parents.keys()].filter((org) => !ofLater.some((key) => org === key || org.startsWith(`${key}-`)))).toHaveLength(12 + 6 + 24);
    expect([...parents].filter(([, parent]) => parent === null).map(([org]) => org)).toEqual(['city', ...ofLater]);
    expect([...parents].filter(([org, parent]) => org === 'city' || parent === 'city').map(([org]) => org).sort()).toEqual(['bureau', 'city', 'city-school', 'county-a', 'county-b', 'discipline', 'institute', 'linxi-county', 'zone']);
  });
});
