import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuildViews, viewsStatus } from '../../src/cli/projections';
import { readConfig, type Config } from '../../src/config';
import { settle } from '../commands/town';
import { AUDITOR } from './read-town';
import { eventually, Served } from './served';
import { done, OFFICER } from '../commands/town';

describe('echelon projections, beside a server and without one', () => {
  let data: string;
  let config: Config;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'echelon-views-'));
    config = readConfig({ ECHELON_DATA: data, ECHELON_FIRST_OFFICER: OFFICER, ECHELON_PORT: '0' }, { empty: true });
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  async function withServer(work: (served: Served) => Promise<void>): Promise<void> {
    const served = await Served.start(data);
    try {
      await work(served);
    } finally {
      await served.stop(true);
    }
  }

  async function district(served: Served): Promise<void> {
    await settle(served.house.application, 2, 0);
    await done(served.house.application, OFFICER, 'RecordAppointment', {}, { person: AUDITOR, post: 'Auditor', org: 'edz', from: '2017-01-01', to: null });
    const head = await served.house.events.head();
    await served.house.projector.whenReflected(head ?? '', 2_000);
  }

  it('a running server rebuilds and switches, the command line shows how far it is', async () => {
    await withServer(async (served) => {
      await district(served);
      const said: string[] = [];
      const steps: (readonly [number, number])[] = [];

      const record = await rebuildViews(config, { then: 'SWITCH' }, (line) => void said.push(line), (step, total) => void steps.push([step, total]));

      expect(said).toEqual([expect.stringContaining('A server is running')]);
      expect(record.live.generation).toBe(2);
      expect(steps.at(-1)?.[0]).toBe(steps.at(-1)?.[1]);
      const orgs = await eventually(() => served.ask('GET', '/orgs', { as: AUDITOR }), ({ status }) => status === 200);
      expect(orgs.body['orgs']).toHaveLength(3);
    });
  }, 30_000);

  it('without a server it does the work itself, and what it built is the same', async () => {
    await withServer(district);
    const said: string[] = [];

    const waiting = await rebuildViews(config, { then: 'WAIT' }, (line) => void said.push(line), () => undefined);
    const status = await viewsStatus(config);

    expect(said).toEqual([expect.stringContaining('in this process')]);
    expect(waiting.live.generation).toBe(1);
    expect(status).toMatchObject({ live: { generation: 1, behind: 0 }, building: { generation: 2, then: 'WAIT', percent: 100 }, parked: 0 });
    await withServer(async (served) => {
      const comparisons = await served.house.projector.compare();
      expect(comparisons.length).toBeGreaterThan(5);
      expect(comparisons.flatMap(({ differing }) => differing)).toEqual([]);
    });
  }, 30_000);

  it('a second rebuild beside the first is refused with what to do', async () => {
    await withServer(district);
    await rebuildViews(config, { then: 'WAIT' }, () => undefined, () => undefined);
    await expect(rebuildViews(config, { then: 'WAIT' }, () => undefined, () => undefined)).rejects.toThrow('Switch to it, resume it or abandon it first');
  }, 30_000);
});
