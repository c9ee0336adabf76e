import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signLocalToken } from '../../src/http/local-tokens';
import { clerk, dossier, openRound, OFFICER, putForward, register, settle } from '../commands/town';
import { Served } from './served';

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** An event source over a real socket on loopback. */
class Source {
  readonly messages: Message[] = [];
  closed = false;
  #buffer = '';
  #waiting: { readonly enough: () => boolean; readonly resolve: () => void }[] = [];

  private constructor(private readonly asked: ClientRequest, readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    response.on('close', () => {
      this.closed = true;
      this.#wake();
    });
    response.on('error', () => undefined);
  }

  static async open(served: Served, path: string, person: string, headers: { readonly [name: string]: string } = {}): Promise<Source> {
    const { port } = served.app.getHttpServer().address() as AddressInfo;
    const token = await signLocalToken(served.data, person, 60, Date.now());
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => resolve(new Source(asked, response)));
      asked.on('error', reject);
      asked.end();
    });
  }

  get status(): number | undefined {
    return this.response.statusCode;
  }

  async until(enough: (messages: readonly Message[]) => boolean): Promise<readonly Message[]> {
    await this.#wait(() => enough(this.messages));
    return this.messages;
  }

  async end(): Promise<void> {
    await this.#wait(() => this.closed);
  }

  close(): void {
    this.asked.destroy();
  }

  #wait(enough: () => boolean): Promise<void> {
    if (enough()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ enough, resolve }));
  }

  #take(text: string): void {
    this.#buffer += text;
    const blocks = this.#buffer.split('\n\n');
    this.#buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (id !== undefined && event !== undefined && data !== undefined) this.messages.push({ id, event, data: JSON.parse(data) as Record<string, unknown> });
    }
    this.#wake();
  }

  #wake(): void {
    for (const one of this.#waiting.filter(({ enough }) => this.closed || enough())) one.resolve();
    this.#waiting = this.#waiting.filter(({ enough }) => !(this.closed || enough()));
  }
}

describe('GET /events', () => {
  let served: Served;
  let sources: Source[] = [];
  let round: string;

  beforeAll(async () => {
    served = await Served.start();
    await served.app.listen(0, '127.0.0.1');
    const { application } = served.house;
    await settle(application, 1);
    const appoint = (person: string, post: string) => served.done('/appointments', OFFICER, { person, post, org: 'edz', from: '2017-01-01', to: null });
    await appoint('subscriber-1', 'Subscriber');
    await appoint('auditor-1', 'Auditor');
    round = await openRound(application, { 'school-1': 1 }, 1);
  }, 30_000);

  afterEach(() => {
    for (const source of sources) source.close();
    sources = [];
  });
  afterAll(() => served.stop());

  async function open(path: string, person: string, headers: { readonly [name: string]: string } = {}): Promise<Source> {
    const source = await Source.open(served, path, person, headers);
    sources.push(source);
    return source;
  }

  it('streams CloudEvents from the start, each under its position and id', async () => {
    const source = await open('/events', 'subscriber-1');
    const [first] = await source.until((messages) => messages.some(({ event }) => event === 'RoundOpened'));

    expect(source.status).toBe(200);
    expect(source.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(first).toMatchObject({ event: 'OrgRegistered', data: { specversion: '1.0', type: 'echelon.OrgRegistered', subject: 'orgs', datacontenttype: 'application/json', eventclass: 'public' } });
    expect(first?.id).toBe(`${String(first?.data['logposition'])}~${String(first?.data['id'])}`);
  });

  it('shows public events to a subscriber, internal and case ones also to an auditor, sealed ones and private parts to neither', async () => {
    const school = 'school-1';
    const teacher = dossier(3, school);
    const id = String((await served.done('/teachers', clerk(school), teacher))['teacher']);
    await putForward(served.house.application, round, id, school);
    served.house.clock.set('2019-06-03T01:00:00.000Z');
    await served.done(`/rounds/${round}/nominations/close`, OFFICER);
    const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
    await served.done(`/rounds/${round}/panels`, OFFICER, { panel: 1, group: '语文', experts, candidates: [id] });
    const scored = await served.post(`/rounds/${round}/panels/1/scores`, { as: 'expert-1', body: { teacher: id, components: { LESSON: 91, DESIGN: 92, PORTFOLIO: 93 } } });
    expect(scored.body).toMatchObject({ events: [{ type: 'ScoreSubmitted' }] });
    // A public event behind the sealed one: whoever has this has been past that.
    await served.done('/orgs', OFFICER, { org: 'school-after-the-score', names: { zh: '后来小学', en: 'Later School' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: '2019-06-03' });
    const past = (messages: readonly Message[]) => messages.some(({ data }) => JSON.stringify(data).includes('school-after-the-score'));
    const [auditor, subscriber] = [await open('/events', 'auditor-1'), await open('/events', 'subscriber-1')];
    const [known, seen] = [await auditor.until(past), await subscriber.until(past)];
    const types = (messages: readonly Message[]) => messages.map(({ event }) => event);
    const classes = (messages: readonly Message[]) => [...new Set(messages.map(({ data }) => data['eventclass']))].sort();

    expect(past(known) && past(seen)).toBe(true);
    expect(classes(seen)).toEqual(['public']);
    expect(classes(known)).toEqual(['case', 'internal', 'public']);
    expect(types(known)).toEqual(expect.arrayContaining(['TeacherRegistered', 'PanelFormed']));
    for (const type of ['TeacherRegistered', 'PanelFormed', 'ScoreSubmitted']) expect(types(seen)).not.toContain(type);
    expect(types(known)).not.toContain('ScoreSubmitted');
    const said = JSON.stringify([known, seen]);
    expect(said).not.toContain(teacher.personal.name);
    expect(said).not.toContain(teacher.personal.identityNumber);
    expect(said).not.toContain('cipher');
  });

  it('resumes by Last-Event-ID, filters by type and programme', async () => {
    const first = await open('/events?type=OrgRegistered&type=RoundOpened&programme=weihai-edz-2017', 'subscriber-1');
    expect((await first.until((messages) => messages.length >= 1)).map(({ event }) => event)).toEqual(['RoundOpened']);
    const whole = await open('/events', 'subscriber-1');
    const all = [...(await whole.until((messages) => messages.some(({ event }) => event === 'RoundOpened')))];
    const at = all[2];
    const resumed = await open('/events?after=now', 'subscriber-1', { 'last-event-id': at?.id ?? '' });
    expect((await resumed.until((messages) => messages.length >= all.length - 3)).slice(0, all.length - 3)).toEqual(all.slice(3));
  });

  it('after=now shows only what comes', async () => {
    const source = await open('/events?after=now', 'subscriber-1');
    await served.done('/orgs/school-1/names', OFFICER, { names: { zh: '第一实验小学', en: 'First Experimental School' }, effectiveOn: '2019-05-01' });
    const [only] = await source.until((messages) => messages.length >= 1);
    expect(only?.event).toBe('OrgRenamed');
  });

  it.each([
    ['nobody without an appointment', '/events', 'stranger', 403, 'mayNotRead'],
    ['an id that is none', '/events?after=%20x', 'subscriber-1', 400, 'eventIdMalformed'],
    ['a place beyond the log', '/events?after=9999999999999999', 'subscriber-1', 409, 'foreignLog'],
    ['a type that is none', '/events?type=NoSuchType', 'subscriber-1', 422, 'fieldsWrong'],
    ['a parameter that is none', '/events?from=1', 'subscriber-1', 422, 'fieldsWrong'],
    ['a programme that nobody published', '/events?programme=weihai-edz-2071', 'subscriber-1', 404, 'notFound'],
    ['a programme that can be none', '/events?programme=%2F', 'subscriber-1', 404, 'notFound'],
    ['a type that none of her posts lets her see', '/events?type=RoundOpened,AssessedUnqualified', 'subscriber-1', 403, 'mayNotRead'],
    ['a type that nobody sees', '/events?type=ScoreSubmitted', 'auditor-1', 403, 'mayNotRead'],
  ])('refuses %s', async (_what, path, person, status, rule) => {
    const answer = await served.ask('GET', path, { as: person });
    expect(answer).toMatchObject({ status, body: { rule, sentences: { zh: expect.any(String) as string, en: expect.any(String) as string } } });
  });

  it('names the posts that let somebody follow it', async () => {
    expect((await served.ask('GET', '/events', { as: 'stranger' })).body['sentences']).toMatchObject({ zh: expect.stringMatching(/可以订阅的任职：订阅方/u), en: expect.stringMatching(/Posts that may: subscriber/u) });
  });

  it('names the types that she asked for in vain, and those that she may follow', async () => {
    const { body } = await served.ask('GET', '/events?type=RoundOpened,AssessedUnqualified', { as: 'subscriber-1' });
    expect(body['sentences']).toMatchObject({ zh: expect.stringMatching(/不能订阅这些事件类型：AssessedUnqualified。可以订阅的类型：.*RoundOpened/u), en: expect.stringMatching(/these types of events: AssessedUnqualified\. Types that you may: .*RoundOpened/u) });
  });

  it('keeps the events of bureaux that share a store apart, by the appointment that she acts under', async () => {
    const { application } = served.house;
    const unit = { names: { zh: '西区教体局', en: 'West office' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' };
    await served.done('/orgs', OFFICER, { org: 'west', ...unit });
    const [chief, school] = ['chief-west', 'school-west'];
    const appoint = async (by: string, person: string, post: string, org: string) => String((await served.done('/appointments', by, { person, post, org, from: '2017-01-01', to: null }))['appointment']);
    await appoint(OFFICER, chief, 'BureauOfficer', 'west');
    await served.done('/orgs', chief, { org: school, ...unit, names: { zh: '西区小学', en: 'West primary' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'west', stages: ['PRIMARY'] });
    await appoint(chief, clerk(school), 'SchoolAdmin', school);
    const both = [await appoint(OFFICER, 'auditor-of-both', 'Auditor', 'edz'), await appoint(chief, 'auditor-of-both', 'Auditor', 'west')];
    const [hers, theirs] = [await register(application, 7, 'school-1'), await register(application, 8, school)];
    await served.done('/orgs', OFFICER, { org: 'school-after-both', names: { zh: '最后小学', en: 'Last School' }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: '2019-06-03' });
    const past = (messages: readonly Message[]) => messages.some(({ data }) => JSON.stringify(data).includes('school-after-both'));
    const told = async (person: string, headers: { readonly [name: string]: string } = {}) => {
      const messages = await (await open('/events?type=TeacherRegistered,RoundOpened,OrgRegistered', person, headers)).until(past);
      return ([[`teacher-${hers}`, 'hers'], [`teacher-${theirs}`, 'theirs'], [`round-${round}`, 'round']] as const).filter(([stream]) => messages.some(({ data }) => data['subject'] === stream)).map(([, name]) => name);
    };

    expect(await told('auditor-1')).toEqual(['hers', 'round']);
    expect(await told(chief)).toEqual(['theirs']);
    expect(await told('auditor-of-both')).toEqual(['hers', 'theirs', 'round']);
    expect(await told('auditor-of-both', { 'echelon-acting-as': both[0] ?? '' })).toEqual(['hers', 'round']);
    expect(await told('auditor-of-both', { 'echelon-acting-as': both[1] ?? '' })).toEqual(['theirs']);
  });

  it('refuses an id whose event is not where it says', async () => {
    const source = await open('/events', 'auditor-1');
    const [one, two] = await source.until((messages) => messages.length >= 2);
    const position = one?.id.split('~')[0];
    const event = two?.id.split('~')[1];
    await served.house.projector.whenReflected(position ?? '', 5_000);
    expect(await served.ask('GET', `/events?after=${position}~${event}`, { as: 'auditor-1' })).toMatchObject({ status: 409, body: { rule: 'foreignLog' } });
  });

  it('pitfalls More: the server stops at once with event streams open', async () => {
    const own = await Served.start();
    await own.app.listen(0, '127.0.0.1');
    await settle(own.house.application, 1);
    await own.done('/appointments', OFFICER, { person: 'auditor-1', post: 'Auditor', org: 'edz', from: '2017-01-01', to: null });
    const source = await Source.open(own, '/events', 'auditor-1');
    await source.until((messages) => messages.length > 3);
    const began = performance.now();
    await own.stop();
    await source.end();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
