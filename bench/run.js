'use strict';
const { mkdirSync, writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { verdict } = require('./measure');

const ROWS = {
  append: () => require('./append').appendRows,
  replay: () => require('./replay').replayRows,
  'growth-of-a-round': () => require('./growth').growthRows,
  round: () => require('./round').roundRows,
  visible: () => require('./visible').visibleRows,
  rebuild: () => require('./rebuild').rebuildRows,
  programmes: () => require('./programmes').programmeRows,
};
const USAGE = `npm run bench -- [${Object.keys(ROWS).join('|')}]… [--rounds 5] [--events 1000000] [--scale 1] [--quick]`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { row: { type: 'string', multiple: true }, rounds: { type: 'string' }, events: { type: 'string' }, scale: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });

const number = (value) => (value === undefined ? '' : `${value.toFixed(2)} ×`);
function line(row, figure, against) {
  const bound = (value) => (value === undefined ? '' : `${against.atMost ? '≤' : '≥'} ${value} ×`);
  const ratio = against.notMeasured || against.median === undefined ? '' : `${number(against.median)} (${against.lower.toFixed(2)}–${against.upper.toFixed(2)})`;
  return `| ${[row, figure, `${against.limit}${against.figure === undefined ? '' : `: ${against.figure}`}`, ratio, bound(against.floor), bound(against.ambition), verdict(against)].join(' | ')} |`;
}

function table({ machine, at, rounds, quick, rows }) {
  return [
    `Measured ${at}, ${rounds} rounds${quick ? ', scaled down by --quick: not for comparison' : ''}.`,
    `Machine: ${machine.cpus} × ${machine.cpu}, ${machine.memoryGb} GB, load ${machine.load.join(' ')} at the start and ${machine.loadAfter.join(' ')} at the end; Node ${machine.node}; ${machine.durability}.`,
    'Ratios are medians of per-round ratios, quartiles in brackets; a load above the number of processors means that others used the machine.',
    '',
    '| row | figure | against | ratio | floor | ambition | verdict |',
    '|---|---|---|---|---|---|---|',
    ...rows.flatMap(({ row, figure, against }) => against.map((one, i) => line(i === 0 ? row : '', i === 0 ? figure : '', one))),
    '',
  ].join('\n');
}

async function main() {
  const chosen = [...positionals, ...(values.row ?? [])];
  const names = chosen.length > 0 ? chosen : Object.keys(ROWS);
  const unknown = names.find((name) => !(name in ROWS));
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
  // Of the rebuild; thirty to a teacher.
  const events = Number(values.events ?? (values.quick ? 100_000 : 1_000_000));
  // Of the city in which programmes are played for years.
  const years = Number(values.scale ?? (values.quick ? 0.01 : 1));
  if (values.help || !(years > 0 && years <= 1) || !Number.isInteger(events) || events < 1_000 || unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const load = () => os.loadavg().map((value) => value.toFixed(1));
  const machine = {
    cpus: os.cpus().length, cpu: os.cpus()[0].model.trim(), memoryGb: Math.round(os.totalmem() / 2 ** 30), node: process.versions.node, load: load(),
    durability: 'log: WAL, synchronous=FULL, a commit that returned is on the disk; views: WAL, synchronous=NORMAL',
  };
  const rows = [];
  for (const name of names) {
    console.error(`${name} …`);
    rows.push(...(await ROWS[name]()({ rounds, scale: values.quick ? 0.25 : 1, quick: values.quick, events, years })));
  }
  const at = new Date().toISOString();
  const result = { at, rounds, quick: values.quick, machine: { ...machine, loadAfter: load() }, rows: rows.map((row) => ({ ...row, against: row.against.map((one) => ({ ...one, verdict: verdict(one) })) })) };
  const text = table(result);
  console.log(text);
  // A quick run is for looking. Chosen rows are kept under their names, so that the latest table is always whole.
  if (values.quick) return;
  const folder = path.join(__dirname, 'results');
  const of = chosen.length > 0 ? chosen.join('-') : undefined;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${[at.slice(0, 10), of].filter(Boolean).join('-')}.json`), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(path.join(folder, `${of ?? 'latest'}.md`), text);
}

main().catch((error) => {
  console.error(error);
  // At once: a row that failed half-way may have left servers or stores open, which keep a process alive.
  process.exit(1);
});
