import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { imported, linesOf, type ImportCommand } from '../../src/cli/import';
import { serve } from '../../src/cli/serve';
import { readConfig } from '../../src/config';
import { OFFICER, settle } from '../commands/town';
import { HEADERS, teacher, xlsx } from './import-files';
import { Served } from './served';

const usual: ImportCommand = { as: OFFICER, dryRun: false, passing: false, distinct: false, closed: false, json: false, lang: 'zh' };

describe('echelon import', () => {
  let folder = '';
  let env: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'echelon-import-'));
    env = { ECHELON_DATA: join(folder, 'data'), ECHELON_PORT: '0' };
    const served = await Served.start(env['ECHELON_DATA']);
    await settle(served.house.application, 2);
    await served.stop(true);
    await writeFile(join(folder, 'roster.xlsx'), await xlsx([[...HEADERS], teacher(1), teacher(2)]));
    await writeFile(join(folder, 'more.xlsx'), await xlsx([[...HEADERS], teacher(2), teacher(3), teacher(4, { 學校: '第9小学' })]));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('opens a store that no server has open, as a server would', async () => {
    const dry = await imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, closed: true, dryRun: true });
    expect(dry).toMatchObject({ passed: true, report: { counts: { new: 2 }, sheets: [{ confirmed: false }] } });
    expect(linesOf(dry.report, 'zh').join('\n')).toMatch(/身份證號碼 → identityNumber[\s\S]*2 行：新增 2，已有 0，不通过 0/u);

    const stopped = await imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, closed: true });
    expect(stopped).toMatchObject({ passed: false, report: { stopped: { en: expect.stringContaining('/import-mappings') } } });
    const done = await imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, closed: true, mapping: 'proposed' });
    expect(done).toMatchObject({ passed: true, report: { counts: { new: 2 }, outcomes: [{ rows: 2, declined: 0 }] } });
  });

  it('asks a running server, and knows the layout from the last time', async () => {
    const running = await serve(readConfig(env, { empty: true }), pino({ level: 'silent' }), () => undefined);
    try {
      const wrong = await imported(env, 'teachers', join(folder, 'more.xlsx'), { ...usual, server: running.address });
      expect(wrong).toMatchObject({ passed: false, report: { counts: { new: 1, there: 1, wrong: 1 } } });
      expect(linesOf(wrong.report, 'en').join('\n')).toMatch(/✗ 名单!E4 There is no unit called "第9小学"/u);
      const done = await imported(env, 'teachers', join(folder, 'more.xlsx'), { ...usual, server: running.address, passing: true });
      expect(done).toMatchObject({ passed: true, report: { outcomes: [{ rows: 1 }] } });
      await expect(imported(env, 'teachers', join(folder, 'more.xlsx'), { ...usual, as: 'clerk-of-school-1', server: running.address })).rejects.toMatchObject({ notice: { zh: expect.stringContaining('请由有此任职的人员办理') } });
    } finally {
      await running.stop();
    }
  });

  it('says what to do where the file, the kind, the language or the server is not there', async () => {
    await expect(imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, lang: 'fr' })).rejects.toMatchObject({ zh: expect.stringContaining('--lang 应为 zh 或 en，请改正'), en: expect.stringContaining('must be zh or en; correct it') });
    await expect(imported(env, 'teachers', join(folder, 'none.xlsx'), usual)).rejects.toMatchObject({ zh: expect.stringContaining('ENOENT'), en: expect.stringContaining('Check its path') });
    await expect(imported(env, 'horses', join(folder, 'roster.xlsx'), usual)).rejects.toMatchObject({ en: expect.stringContaining('teachers, units, seats') });
    await expect(imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, server: 'http://127.0.0.1:9' })).rejects.toMatchObject({ en: expect.stringContaining('--closed') });
    await expect(imported(env, 'teachers', join(folder, 'roster.xlsx'), { ...usual, closed: true, mapping: join(folder, 'roster.xlsx') })).rejects.toMatchObject({ en: expect.stringContaining('is no mapping') });
  });
});
