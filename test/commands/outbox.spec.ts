import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MOST_ATTEMPTS } from '../../src/domain/notices';
import { FileChannel } from '../../src/notices/file-channel';
import { DeliveryError, type NoticeChannel, type OutgoingNotice } from '../../src/notices/notice-channel';
import { WebhookChannel } from '../../src/notices/webhook-channel';
import { Outbox } from '../../src/reactors/outbox';
import { act, clerk, done, OFFICER, openRound, putForward, register, schoolName, select, send, settle, Town } from './town';

/** Takes what it is given, after refusing as often as it is told to. */
class Recorder implements NoticeChannel {
  readonly sent: OutgoingNotice[] = [];

  constructor(public refusing = 0) {}

  deliver(notice: OutgoingNotice): Promise<void> {
    if (this.refusing > 0) {
      this.refusing -= 1;
      return Promise.reject(new DeliveryError('REFUSED'));
    }
    this.sent.push(notice);
    return Promise.resolve();
  }
}

const school = schoolName(1);

async function refusedOnce(town: Town) {
  const app = town.boot();
  await settle(app, 1);
  const teacher = await register(app, 1, school);
  const round = await openRound(app, { [school]: 2 }, 1);
  await send(app, clerk(school), 'SubmitNomination', { round }, { teacher });
  return { app, teacher, round };
}
const typesOf = (town: Town): readonly string[] => town.log.events.filter(({ envelope }) => envelope.stream.startsWith('notice-')).map(({ envelope }) => envelope.type);

describe('outbox', () => {
  it('tells each person once of what concerns her, and of nothing but where to read it', async () => {
    const town = new Town();
    const { app, teacher, round } = await refusedOnce(town);
    const channel = new Recorder();
    const outbox = new Outbox(app.desk, channel);
    await outbox.rest();
    await outbox.rest();
    expect(channel.sent.map(({ to, link }) => [to, link])).toEqual([[teacher, '/teachers/me/case']]);
    expect(JSON.stringify(channel.sent)).not.toMatch(/consented|REFUSED|王/u);

    const other = await register(app, 12, school);
    for (const one of [teacher, other]) await putForward(app, round, one, school);
    await outbox.rest();
    await select(town.clock, app, round, [teacher, other]);
    town.clock.set('2019-06-21');
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-21'), effectiveOn: '2019-06-21' });
    // Another process, with nothing in memory: what is on record is not told again.
    await new Outbox(town.boot().desk, channel).rest();
    const kinds = town.log.events.flatMap(({ envelope: { type, data } }) => (type === 'NoticeQueued' ? [`${String(data['kind'])} ${data['to'] === teacher ? 'first' : 'other'}`] : []));
    expect(kinds.sort()).toEqual(['RECOMMENDED first', 'RECOMMENDED other', 'REFUSED first', 'RESULT first', 'RESULT other', 'TITLE first']);
    expect(channel.sent).toHaveLength(6);
    expect(new Set(channel.sent.map(({ notice }) => notice)).size).toBe(6);
  });

  it('tries again after a failure, under the same id, and keeps count in the log', async () => {
    const town = new Town();
    const { app } = await refusedOnce(town);
    const channel = new Recorder(2);
    const outbox = new Outbox(app.desk, channel, { retryMs: 0 });
    for (let turn = 0; turn < 3; turn += 1) await outbox.rest();
    expect(typesOf(town)).toEqual(['NoticeQueued', 'NoticeFailed', 'NoticeFailed', 'NoticeDelivered']);
    expect(channel.sent).toHaveLength(1);
    expect(outbox.waiting).toBe(0);
  });

  it('waits before it tries again', async () => {
    const town = new Town();
    const { app } = await refusedOnce(town);
    const channel = new Recorder(1);
    const outbox = new Outbox(app.desk, channel, { retryMs: 60_000 });
    await outbox.rest();
    await outbox.rest();
    expect(typesOf(town)).toEqual(['NoticeQueued', 'NoticeFailed']);
    expect(outbox.waiting).toBe(1);
  });

  it('goes on where another process stopped, and gives up after the last attempt', async () => {
    const town = new Town();
    const { app } = await refusedOnce(town);
    const channel = new Recorder(1_000);
    await new Outbox(app.desk, channel, { retryMs: 0 }).rest();
    const next = new Outbox(town.boot().desk, channel, { retryMs: 0 });
    for (let turn = 0; turn < MOST_ATTEMPTS + 2; turn += 1) await next.rest();
    const failed = town.log.events.flatMap(({ envelope: { type, data } }) => (type === 'NoticeFailed' ? [[data['attempt'], data['final']]] : []));
    expect(failed).toEqual(Array.from({ length: MOST_ATTEMPTS }, (_, index) => [index + 1, index + 1 === MOST_ATTEMPTS]));
    expect(next.waiting).toBe(0);
  });

  it('delivers again under the same id where it stopped between delivery and record', async () => {
    const town = new Town();
    const { app } = await refusedOnce(town);
    const before = town.copy();
    const [first, again] = [new Recorder(), new Recorder()];
    await new Outbox(app.desk, first).rest();
    await new Outbox(before.boot().desk, again).rest();
    expect(again.sent.map(({ notice }) => notice)).toEqual(first.sent.map(({ notice }) => notice));
  });

  it('tells nothing that is old news, nothing of who was erased, and nothing while another process does', async () => {
    const town = new Town();
    const { app, teacher } = await refusedOnce(town);
    const channel = new Recorder();
    await new Outbox(app.desk, channel, { mine: () => Promise.resolve(false) }).rest();
    const later = town.copy();
    later.clock.set('2019-07-01');
    await new Outbox(later.boot().desk, channel).rest();
    await done(app, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'CONSENT_WITHDRAWN' });
    await new Outbox(app.desk, channel).rest();
    expect(channel.sent).toEqual([]);
    expect([...typesOf(town), ...typesOf(later)]).toEqual([]);
  });
});

describe('channels', () => {
  const outgoing: OutgoingNotice = { notice: 'no-1', to: 't-1', link: '/teachers/me/case', at: '2019-05-12T01:00:00.000Z', text: { zh: '有新的事项', en: 'something new' } };

  it('a file gets a line for each', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'echelon-notices-'));
    const file = join(folder, 'spool', 'notices.jsonl');
    const channel = new FileChannel(file);
    await channel.deliver(outgoing);
    await channel.deliver({ ...outgoing, notice: 'no-2' });
    const lines = (await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as OutgoingNotice);
    await expect(new FileChannel(join(file, 'below')).deliver(outgoing)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await rm(folder, { recursive: true });
    expect(lines.map(({ notice }) => notice)).toEqual(['no-1', 'no-2']);
    expect(lines[0]).toEqual(outgoing);
  });

  it('a webhook gets one POST with its key; a refusal, a redirect and nobody there are told apart', async () => {
    const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
    let status = 204;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString('utf8'); });
      request.on('end', () => {
        seen.push({ headers: request.headers, body });
        response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
      });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const deliver = (to = url): Promise<void> => new WebhookChannel(to).deliver(outgoing, new AbortController().signal);
    await deliver();
    status = 500;
    await expect(deliver()).rejects.toMatchObject({ reason: 'REFUSED' });
    status = 302;
    await expect(deliver()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
    await expect(deliver()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    expect(seen[0]?.headers['idempotency-key']).toBe('no-1');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(outgoing);
  });
});
