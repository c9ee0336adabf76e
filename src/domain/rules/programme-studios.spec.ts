import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { studioRules } from '../studio/kinds';
import { readDefinition, readProgramme } from './programme-text';

const reading = readProgramme(readFileSync(join(__dirname, '../../../test/programmes/studios-practice/programme.yaml'), 'utf8'));
if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.problems));
const { definition } = reading;

/** What the check says of the file with one kind of studio, or of mentoring, changed. */
function said(part: 'studios' | 'mentoring', code: string, change: { readonly [key: string]: unknown }): readonly string[] {
  const answer = readDefinition({ ...definition, [part]: { ...definition[part], [code]: { ...definition[part]?.[code], ...change } } });
  return answer.kind === 'refused' ? answer.problems.map((problem) => `${problem.code} ${problem.path}`) : [];
}
const leaf = (value: unknown) => ({ value, stated: 'P5' });
const mission = { code: 'FOUNDATION', names: { zh: '强基', en: 'Foundation' } };

describe('studios and mentors of a rule file', () => {
  test.each([
    ['studios open for tiers that there are', 'studios', 'WORKSHOP', { opensFor: leaf(['EXPERT']) }, ['unknownTier studios.WORKSHOP.opensFor.value.0']],
    ['and are led by kinds that there are', 'studios', 'MASTER_STUDIO', { ledBy: leaf(['SALON']) }, ['unknownStudioKind studios.MASTER_STUDIO.ledBy.value.0']],
    ['none has fewer members at most than at least', 'studios', 'MASTER_STUDIO', { members: { min: leaf(5), max: leaf(4) } }, ['floorAboveCap studios.MASTER_STUDIO.members.max.value']],
    ['a person may host one at least', 'studios', 'MASTER_STUDIO', { perHolder: leaf(0) }, ['outOfBounds studios.MASTER_STUDIO.perHolder.value']],
    ['a mission stands once', 'studios', 'STATION', { missions: leaf([mission, mission]) }, ['duplicateCode studios.STATION.missions.value.FOUNDATION']],
    ['coverage says which levels', 'studios', 'WORKSHOP', { coverage: { due: leaf('2025') } }, ['missingKey studios.WORKSHOP.coverage.levels']],
    ['and ends on a printed day', 'studios', 'WORKSHOP', { coverage: { levels: leaf(['CITY']), due: leaf('2025-13') } }, ['notAPrintedDay studios.WORKSHOP.coverage.due.value']],
    ['mentors hold titles of tiers that there are', 'mentoring', 'GUIDANCE', { who: leaf(['EXPERT']) }, ['unknownTier mentoring.GUIDANCE.who.value.0']],
    ['and guide one at least', 'mentoring', 'GUIDANCE', { maxMentees: leaf(0) }, ['outOfBounds mentoring.GUIDANCE.maxMentees.value']],
  ] as const)('%s', (_title, part, code, change, expected) => {
    expect(said(part, code, change)).toEqual(expected);
  });

  test('what is open decides nothing, and a file without either reads as it did before there were any', () => {
    const { studios, mentoring, ...silent } = definition;
    expect(studios).toBeDefined();
    expect(mentoring).toBeDefined();
    expect(studioRules(silent)).toEqual({});
    const open = { open: { zh: '几人？', en: 'How many?' }, type: 'integer' as const, clause: 'P6' };
    const [kind] = studioRules({ ...definition, studios: { WORKSHOP: { ...(studios?.['WORKSHOP'] ?? { names: mission.names, stated: 'P8' }), members: { max: open } } } }).studios ?? [];
    expect(kind).toMatchObject({ code: 'WORKSHOP', members: { min: null, max: null }, onHostLoss: { value: 'CLOSE', clause: 'P8' } });
  });
});
