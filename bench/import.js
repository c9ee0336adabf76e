'use strict';
const { randomUUID } = require('node:crypto');
const { mkdtempSync, rmSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { pino } = require('pino');
const { built } = require('./built');
const { readConfig } = built('src/config');
const { openHouse } = built('src/house');
const { createServer } = built('src/main');
const { signLocalToken } = built('src/http/local-tokens');
const { checkCharacter } = built('src/domain/identity-number');

const OFFICER = 'bench-officer';
const SCHOOLS = 200;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `node bench/import.js [--rows 10000]`: one file of a bureau's teachers through the whole server, on a folder of its own. */
async function main() {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' } } });
  const data = mkdtempSync(path.join(os.tmpdir(), 'echelon-import-'));
  const house = await openHouse(readConfig({ ECHELON_DATA: data, ECHELON_FIRST_OFFICER: OFFICER, ECHELON_PORT: '0' }, { empty: true }));
  await house.start();
  const app = await createServer(house, pino({ level: 'silent' }));
  const authorization = `Bearer ${await signLocalToken(data, OFFICER, 3_600, Date.now())}`;
  const post = async (url, payload, type = 'application/json') => {
    const answer = await app.inject({ method: 'POST', url, payload: Buffer.isBuffer(payload) ? payload : JSON.stringify(payload), headers: { authorization, 'content-type': type, 'idempotency-key': randomUUID() } });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.payload.slice(0, 2_000)}`);
    return JSON.parse(answer.payload);
  };
  await post('/orgs', { org: 'edz', names: { zh: '经区教体处', en: 'EDZ' }, level: 'DISTRICT', kind: 'BUREAU', parent: null, stages: [], code: null, rural: false, effectiveOn: '2017-01-01' });
  await post('/appointments', { person: OFFICER, post: 'BureauOfficer', org: 'edz', from: '2017-01-01', to: null });
  await post('/orgs/batches', { rows: Array.from({ length: SCHOOLS }, (_, i) => ({ org: `school-${i + 1}`, names: { zh: `第${i + 1}小学`, en: `School ${i + 1}` }, level: 'SCHOOL', kind: 'SCHOOL', parent: 'edz', stages: ['PRIMARY'], code: null, rural: false, effectiveOn: '2017-01-01' })) });

  const file = await fileOf(Number(values.rows));
  console.log(`${values.rows} rows, ${(file.length / 1e6).toFixed(1)} MB xlsx, 12 columns, ${SCHOOLS} schools`);
  const dry = await measured('dry run, columns proposed', () => post('/imports?kind=teachers&dryRun=true', file, XLSX));
  const columns = dry.sheets[0].columns.map(({ header, field, months }) => ({ header, field, months }));
  await post('/import-mappings', { unit: dry.unit, kind: 'teachers', columns });
  const done = await measured('import', () => post('/imports?kind=teachers', file, XLSX));
  console.log(JSON.stringify({ counts: done.counts, batches: done.outcomes.length, declined: done.outcomes.reduce((sum, { declined }) => sum + declined, 0), problems: done.problems.slice(0, 2) }));
  const again = await measured('the same file again', () => post('/imports?kind=teachers', file, XLSX));
  console.log(JSON.stringify(again.counts));
  await app.close();
  await house.close();
  rmSync(data, { recursive: true, force: true });
}

/** Time of the call, the longest that the event loop stood still meanwhile, and what memory was at its highest. */
async function measured(name, work) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  let highest = process.memoryUsage().rss;
  const before = highest;
  const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
  loop.enable();
  const started = performance.now();
  const answer = await work();
  const ms = performance.now() - started;
  loop.disable();
  clearInterval(watch);
  console.log(`${name}: ${(ms / 1_000).toFixed(1)} s; event loop p99 ${(loop.percentile(99) / 1e6).toFixed(1)} ms, p99.9 ${(loop.percentile(99.9) / 1e6).toFixed(1)} ms, longest ${(loop.max / 1e6).toFixed(0)} ms; memory ${(before / 1e6).toFixed(0)} → ${(highest / 1e6).toFixed(0)} MB`);
  return answer;
}

async function fileOf(count) {
  const { writeXlsx } = require('hucre/xlsx');
  const rows = [['序号', '姓名', '性别', '身份证号', '出生日期', '学校', '学段', '学科', '参加工作时间', '是否在编', '在岗', '电话']];
  for (let i = 0; i < count; i++) {
    const born = new Date(Date.UTC(1975, 0, 1 + (i % 9_000)));
    const seventeen = `379900${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(Math.floor(i / 9_000) * 2).padStart(3, '0')}`;
    rows.push([i + 1, `王${String.fromCodePoint(0x4e00 + (i % 3_000))}${String.fromCodePoint(0x5e00 + ((i * 7) % 2_999))}`, '女', `${seventeen}${checkCharacter(seventeen)}`, born, `第${(i % SCHOOLS) + 1}小学`, '小学', '语文', '2003.8', '是', '是', `1380000${String(i).padStart(4, '0')}`]);
  }
  return Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows }] }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
