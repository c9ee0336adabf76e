import type { Application } from '../../src/application';
import type { Town } from './town';
import { act, done, OFFICER, readSampled, register, send, settledTown } from './town';

const PROGRAMME = 'reviewed';

/** The programme of the town with days for reviews of both its milestones, so that they are assessed of several at once. */
function reviewed(): string {
  const days = "reviewWorkingDays: { value: 1, implied: W10, because: { zh: 试用, en: For a trial } }";
  return readSampled().text.replace(/^id: .*$/mu, `id: ${PROGRAMME}`).replace(/^ {4}names: \{ zh: (?:现代教学基本功考核|课堂教学实践能力达标),.*$/gmu, (line) => `${line}\n    ${days}`);
}

describe('somebody who is assessed in two lists', () => {
  let town: Town;
  let app: Application;
  let teachers: readonly string[];
  const open = (cohort: string, members: readonly (string | undefined)[], more: object = {}, by = app) => send(by, OFFICER, 'OpenAssessment', {}, { cohort, programme: PROGRAMME, code: 'M1', kind: 'MILESTONE', period: 'M1', assessor: 'edz', members: members.map((teacher) => ({ teacher, title: null })), ...more });

  beforeEach(async () => {
    town = await settledTown(1);
    app = town.boot();
    await done(app, OFFICER, 'PublishProgrammeVersion', { programme: PROGRAMME }, { text: reviewed() });
    teachers = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1'), await register(app, 3, 'school-1')];
  });

  it('is refused with the list that has her, until that one is concluded; another assessment, or another period, is another matter', async () => {
    const [a, b, x] = teachers;
    expect(await open('c1', [a, b])).toMatchObject({ kind: 'accepted' });
    const inTwo = { kind: 'refused', refusal: { rule: 'assessedInTwo', inputs: { kind: 'MILESTONE', period: 'M1', teachers: [b], cohorts: ['c1'] } } };
    const beside = town.boot();
    expect(await open('c2', [x, b])).toMatchObject(inTwo);
    expect(await open('c2', [x, b], {}, beside)).toMatchObject(inTwo);
    expect(await open('c2', [x], {}, beside)).toMatchObject({ kind: 'accepted' });
    expect(await open('c3', [x, b, a])).toMatchObject({ refusal: { inputs: { teachers: [x, b, a], cohorts: ['c1', 'c2'] } } });
    expect(await open('c3', [a], { code: 'M3' })).toMatchObject({ kind: 'accepted' });
    expect(await open('c4', [a], { period: 'M1-again' })).toMatchObject({ kind: 'accepted' });
    // when the first is concluded
    await done(app, OFFICER, 'ProposeGrades', { cohort: 'c1' }, { grades: [a, b].map((teacher) => ({ teacher, grade: 'QUALIFIED' })) });
    await done(app, OFFICER, 'NotifyResults', { cohort: 'c1' }, {});
    town.clock.set('2019-05-20');
    await done(app, OFFICER, 'ConcludeCohort', { cohort: 'c1' }, { act: act('威经教发〔2019〕20号', '2019-05-20') });
    // then its verdict is what stands in the way, and whose is voided may be listed anew
    expect(await open('c5', [b])).toMatchObject({ refusal: { rule: 'alreadyAssessed' } });
    const verdict = town.log.events.find(({ envelope }) => envelope.type === 'AssessedQualified' && envelope.stream === `teacher-${b}`)?.envelope.id;
    await done(app, OFFICER, 'VoidFact', { teacher: b }, { event: verdict, reasonCode: 'ENTERED_TWICE', reason: '重复录入', act: act() });
    expect(await open('c5', [b])).toMatchObject({ kind: 'accepted' });
  });

  it('is in one of them, where both were sent at once', async () => {
    const answers = await Promise.all(['c1', 'c2', 'c3'].map((cohort) => open(cohort, teachers)));
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'refused', 'refused']);
  });

  it('is known by her other dossier too, which itself is listed no more', async () => {
    const [a, b, x] = teachers;
    await open('c1', [a]);
    await done(app, OFFICER, 'MergeDossiers', { teacher: b }, { absorbed: a, reason: '重复建档', act: act() });
    expect(await open('c2', [b, x])).toMatchObject({ refusal: { rule: 'assessedInTwo', inputs: { teachers: [b], cohorts: ['c1'] } } });
    expect(await open('c2', [a, x])).toMatchObject({ refusal: { rule: 'dossierMerged', inputs: { teacher: a, into: b } } });
  });
});
