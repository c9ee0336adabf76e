import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { parse, stringify } from 'yaml';
import { playOne, programmeIn } from '../../test/scenarios/what-if';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';

interface Step { on: string; do: string; refused?: unknown; expect?: unknown; with: { [key: string]: unknown; gate?: string; on?: string | undefined; act?: { date: string } } }

describe('what a decision had before it', () => {
  const from = join(__dirname, '../../test/programmes/parties-practice');
  let folder: string;
  beforeAll(() => mkdirSync(join((folder = mkdtempSync(join(tmpdir(), 'what-if-'))), 'examples')));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A round opened on 10 May, where no gate is before it, and the gate passed by whoever came next. */
  async function opened(passedOn: string): Promise<readonly string[]> {
    const programme = programmeIn(from);
    const example = parse(readFileSync(join(from, 'examples/gates-one-after-the-other.yaml'), 'utf8')) as { steps: Step[] };
    const open = example.steps.find((step) => step.do === 'OpenRound');
    const pass = example.steps.find((step) => step.do === 'PassPhaseGate' && step.refused === undefined && step.with.gate === 'PREPARED');
    if (open === undefined || pass === undefined) throw new Error('no such steps');
    const duties = example.steps.slice(0, example.steps.indexOf(pass)).filter((step) => step.refused === undefined && step.do !== 'OpenRound');
    for (const duty of duties) [duty.on, duty.with.on] = ['2019-05-10', duty.with.on === undefined ? undefined : '2019-05-10'];
    delete open.refused;
    [open.on, open.expect, pass.on] = ['2019-05-10', ['RoundOpened'], passedOn];
    if (pass.with.act !== undefined) pass.with.act.date = '2019-05-10';
    writeFileSync(join(folder, 'examples/gate.yaml'), stringify({ ...example, steps: [...duties, open, pass], then: undefined }));
    const definition = JSON.parse(JSON.stringify(programme.definition)) as ProgrammeDefinition;
    Object.assign(definition.gates?.['PREPARED'] ?? {}, { before: { value: ['ConferTitles'], stated: 'P5' } });
    Object.assign(definition.gates?.['JUDGED'] ?? {}, { before: { value: ['OpenAssessment'], stated: 'P5' } });
    const { under, play } = await playOne('gate.yaml', folder, { ...programme, definition, text: JSON.stringify(definition) });
    expect(play.differences).toEqual([]);
    return (await under({ definition: programme.definition, choices: programme.choices, prefers: 'DRAFT' })).otherwise.map(({ type, would }) => `${type} ${would.decided}`);
  }

  it.each(['2019-05-10', '2019-05-11'])('is what the log has before it, and not what came after it in the same instant: a gate passed on %s', async (passedOn) => {
    expect(await opened(passedOn)).toEqual(['RoundOpened REFUSED']);
  });
});
