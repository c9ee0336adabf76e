import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playOne, programmeIn } from '../../test/scenarios/what-if';
import { readHistory } from './history';
import { replay, type HistoryEntry } from './replay';

const ways = join(__dirname, '../../test/programmes/ways-practice');
const EXAMPLE = 'pool-of-three-to-one.yaml';

/** The programme as printed, its condition for the confirmation exchanged for a training requirement. */
const asked = `
training:
  RESEARCH:
    names: { zh: 研修课程, en: Research course }
    stated: P5
    population: { value: 培养人选, stated: P5 }
    who:
      - { code: inPost, rule: onEstablishmentAndInPost@1, stated: P5 }
    topic: { value: LESSONS, stated: P5 }
    periods: { value: 18, stated: P5 }
    years: { value: 2, stated: P5 }
    window: { value: ROLLING, stated: P5 }
    tasks:
      value:
        - { code: PROPOSAL, names: { zh: 课题立项书, en: Research proposal }, count: 1 }
      stated: P5
    by: { value: { post: SchoolAdmin, level: SCHOOL }, stated: P5 }
`;
const before = `          rule: trainedPeriods@1
          stated: P5
          with:
            periods: { value: 18, stated: P5 }
            years: { value: 2, stated: P5 }
`;

async function declinedOf(folder: string): Promise<HistoryEntry | undefined> {
  const { play, office: { events, keys } } = await playOne(EXAMPLE, folder, programmeIn(folder));
  const history = await readHistory({ events, keys }, play.names.find('teacher', 't-2') ?? '');
  return replay(history, '2019-12-31').entries.find(({ type }) => type === 'ConfirmationDeclined');
}

describe('the history of who was not confirmed', () => {
  it('says what was found, and shows the working', async () => {
    const entry = await declinedOf(ways);
    expect(entry?.detail).toEqual({ zh: '新秀：2017-05-10 之后至 2019-05-10 完成培训 0 学时，不足 18 学时，不符合P5条。', en: 'Star: Completed 0 class periods of training after 2017-05-10 and up to 2019-05-10, fewer than 18: not as clause P5 asks.' });
    expect(entry?.working).toEqual([{ rule: 'trainedPeriods@1', clause: 'P5', holds: false, sentences: { zh: '2017-05-10 之后至 2019-05-10 完成培训 0 学时，不足 18 学时，不符合P5条。', en: 'Completed 0 class periods of training after 2017-05-10 and up to 2019-05-10, fewer than 18: not as clause P5 asks.' } }]);
  });

  it('names the training requirement, and what is lacking of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'echelon-declined-'));
    cpSync(ways, folder, { recursive: true });
    const text = readFileSync(join(ways, 'programme.yaml'), 'utf8');
    expect(text).toContain(before);
    writeFileSync(join(folder, 'programme.yaml'), text.replace(before, '          rule: trainingMet@1\n          stated: P5\n          with:\n            requirement: { value: RESEARCH, stated: P5 }\n') + asked);
    const entry = await declinedOf(folder);
    rmSync(folder, { recursive: true });
    expect(entry?.detail).toEqual({ zh: '新秀：截至 2019-05-10 尚未完成培训要求 研修课程，尚缺：18 学时、课题立项书，不符合P5条。', en: 'Star: Has not met the training requirement Research course by 2019-05-10; still lacking: 18 class periods, Research proposal. Not as clause P5 asks.' });
  });
});
