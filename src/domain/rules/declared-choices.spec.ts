import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgrammeDefinition } from './programme-definition';
import type { Finding, ProblemCode } from './problems';
import { problem } from './problems';
import { readDefinition, readProgramme } from './programme-text';
import { withChoices } from './declared-choices';

const read = (folder: string): ProgrammeDefinition => {
  const reading = readProgramme(readFileSync(join(__dirname, '../../../programmes', folder, 'programme.yaml'), 'utf8'));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.definition;
};
const weihai = read('weihai-edz-2017');

describe('a word for something that the file does not declare', () => {
  it('is told with what it does declare, each beside its name', () => {
    const [tier] = Object.keys(weihai.milestones ?? {});
    const changed = structuredClone(weihai) as { milestones?: { [code: string]: object } };
    Object.assign(changed.milestones?.[tier ?? ''] ?? {}, { tier: { value: 'RISING_SUN', stated: 'W9' } });
    const found = readDefinition(changed);
    const first = Object.entries(weihai.tiers)[0];
    expect(found).toMatchObject({ kind: 'refused', problems: [{ code: 'unknownTier' }] });
    if (found.kind !== 'refused' || first === undefined) return;
    const [code, { names }] = first;
    expect(found.problems[0]?.zh).toMatch(new RegExp(`没有层级“RISING_SUN”：请选用 .*${code}（${names.zh}）.*，或先在 tiers 中写明`, 'u'));
    expect(found.problems[0]?.en).toMatch(new RegExp(`There is no tier "RISING_SUN": use one of .*${code} \\(${names.en}\\).*, or declare it under tiers`, 'u'));
  });

  it.each(['unknownTier', 'unknownTrack', 'unknownStageGroup', 'unknownAssessment', 'unknownTraining', 'unknownBaseKind', 'unknownStudioKind', 'unknownRecognition', 'unknownDuty', 'unknownGround', 'unknownComponent'] as const satisfies readonly ProblemCode[])('%s leaves no placeholder, declared or not', (code) => {
    const finding: Finding = { code, place: ['tiers', 'NONE'], with: { code: 'X' } };
    const none = { ...weihai, tiers: {}, tracks: {}, stageGroups: {}, assessments: {}, training: {}, bases: {}, studios: {}, recognitions: {}, parties: {}, revocationGrounds: { open: { zh: '？', en: '?' }, type: 'grounds' as const, clause: 'W1' } };
    for (const definition of [weihai, none]) {
      const { zh, en } = problem(withChoices(definition, finding), '', null);
      expect(`${zh} ${en}`).not.toMatch(/\{\w+\}|undefined/u);
    }
    expect(problem(withChoices(none, finding), '', null)).toMatchObject({ zh: expect.stringContaining('尚无') as string, en: expect.stringContaining('there are none') as string });
  });
});
