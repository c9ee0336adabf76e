import { OFFICER, schoolName, settle } from '../commands/town';
import { Served } from '../e2e/served';
import { dataOf, somebody } from './folk';
import { dossierOf } from './life';
import { needlesOf } from './needles';
import { Scanner } from './scanner';
import { report } from './site';
import { reflected } from './views';

describe('nothing personal in what the server writes when it is asked over HTTP', () => {
  const people = [0, 1, 2, 3, 4, 5].map((n) => somebody(n));
  const [registered, unregistered, malformed, lost, searched, broken] = people as [typeof people[0], typeof people[0], typeof people[0], typeof people[0], typeof people[0], typeof people[0]];
  const scanner = new Scanner(needlesOf(people.map((one) => dataOf(one))));
  let served: Served;
  beforeAll(async () => {
    served = await Served.start();
    await settle(served.house.application, 1);
  }, 60_000);
  afterAll(() => served.stop());

  const said = () => Buffer.from(served.logged.join(''));
  const statuses: number[] = [];
  const ask = async (...asked: Parameters<Served['ask']>): Promise<string> => {
    const { status, text } = await served.ask(...asked);
    statuses.push(status);
    return text;
  };

  it('neither of what is accepted, refused, malformed, searched for, nor of an address that holds a name', async () => {
    const [school] = [schoolName(1)];
    await ask('POST', '/teachers', { as: OFFICER, body: dossierOf(registered, school) });
    await ask('POST', '/teachers', { as: OFFICER, body: dossierOf(registered, school) });
    await ask('POST', '/teachers', { as: 'expert-1', body: dossierOf(unregistered, school) });
    await ask('POST', '/teachers', { body: dossierOf(unregistered, school) });
    await ask('POST', '/teachers', { as: OFFICER, body: { ...dossierOf(malformed, school), [malformed.personal.name]: malformed.personal.phone } });
    await ask('POST', '/teachers', { as: OFFICER, body: { ...dossierOf(malformed, school), unit: malformed.personal.name } });
    await ask('POST', '/teachers', { as: OFFICER, raw: `{"name":"${malformed.personal.name}","identityNumber":${malformed.personal.identityNumber.slice(0, 17)},` });
    await ask('POST', '/teachers', { as: OFFICER, body: dossierOf(malformed, school), headers: { 'idempotency-key': malformed.personal.identityNumber, 'content-type': `text/${malformed.personal.phone}` } });
    await ask('POST', '/teachers', { as: OFFICER, body: dossierOf(malformed, 'no-such-unit'), headers: { 'idempotency-key': malformed.personal.identityNumber } });
    for (const value of [lost.personal.name, lost.personal.identityNumber, lost.personal.birthDate]) {
      await ask('GET', `/teachers/${encodeURIComponent(value)}`, { as: OFFICER });
      await ask('GET', `/nowhere/${encodeURIComponent(value)}?name=${encodeURIComponent(value)}`, { as: OFFICER });
    }
    await ask('GET', `/roster?name=${encodeURIComponent(searched.personal.name)}`, { as: OFFICER });
    await ask('GET', `/roster?unit=${encodeURIComponent(searched.personal.name)}`, { as: 'expert-1' });
    await ask('GET', `/roster?${encodeURIComponent(searched.personal.name)}=1`, { as: OFFICER, headers: { 'user-agent': searched.personal.phone } });
    expect(statuses[0]).toBe(201);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(new Set(statuses).size).toBeGreaterThan(4);
    await reflected(served.house);
    expect(served.logged.length).toBeGreaterThan(statuses.length - 1);
    expect(report(scanner.search(said(), 'the log'))).toEqual([]);
    expect(report(scanner.scan(served.data).findings)).toEqual([]);
  }, 60_000);

  it('nor of a fault that nobody foresaw, whose message quotes somebody', async () => {
    const { personal: { name, identityNumber } } = broken;
    const fault = jest.spyOn(served.house.events, 'head').mockRejectedValue(new TypeError(`cannot read ${name} (${identityNumber})`));
    const append = jest.spyOn(served.house.events, 'append').mockRejectedValue(new TypeError(`cannot write ${name} (${identityNumber})`));
    const text = await ask('POST', '/people', { as: OFFICER, body: { name } });
    fault.mockRestore();
    append.mockRestore();
    expect(statuses.at(-1)).toBeGreaterThanOrEqual(500);
    expect(report(scanner.search(Buffer.from(text), 'the answer'))).toEqual([]);
    expect(report(scanner.search(said(), 'the log'))).toEqual([]);
    expect(report(scanner.scan(served.data).findings)).toEqual([]);
  }, 60_000);
});
