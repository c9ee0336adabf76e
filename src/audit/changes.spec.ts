import { samples } from '../../test/golden/samples';
import { act, clerk, dossier, done, OFFICER, openRound, putForward, register, settledTown, type Town } from '../../test/commands/town';
import type { JsonObject } from '../domain/facts';
import { fixedFields, fixedPersonal } from '../domain/teacher/correctable';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { fieldWord, valueWord } from './field-words';
import { readHistory } from './history';
import { replay, type HistoryEntry } from './replay';
import { timeline } from './timeline';

const DAY = '2030-01-01';
const NO_KEYS = (): Buffer => {
  throw new Error('reading makes no keys');
};

async function read(town: Town, teacher: string) {
  return replay(await readHistory({ events: new MemoryEventStore(town.log), keys: new MemoryKeyStore(town.held, NO_KEYS) }, teacher), DAY);
}

/** What each entry of a type says that it changed, in the order of telling. */
async function told(town: Town, teacher: string, type: HistoryEntry['type'], language: 'zh' | 'en' = 'zh'): Promise<readonly (readonly string[])[]> {
  const { entries } = await read(town, teacher);
  return entries.filter((entry) => entry.type === type).sort((a, b) => (a.position < b.position ? -1 : 1)).map(({ changes }) => changes.map(({ sentences }) => sentences[language]));
}

async function oneTeacher() {
  const town = await settledTown(2);
  const app = town.boot();
  const teacher = await register(app, 1, 'school-1');
  const event = async (type: string): Promise<string> => (await read(town, teacher)).entries.findLast((entry) => entry.type === type)?.event ?? '';
  const correct = async (type: string, body: JsonObject): Promise<void> => void (await done(app, OFFICER, 'CorrectFact', { teacher }, { event: await event(type), ...body }));
  return { town, app, teacher, event, correct };
}

describe('what a correction changed', () => {
  it('is told before and after, of what stands in clear and of what is hers, each time from the wording just before', async () => {
    const { town, teacher, correct } = await oneTeacher();
    const { effectiveOn, personal, ...data } = dossier(1, 'school-1');
    await correct('TeacherRegistered', { data: { ...data, inPost: false, enteredOn: null } });
    await correct('TeacherRegistered', { data: { ...data, inPost: false, unit: 'school-2' }, personal: { ...personal, birthDate: '1990-01-03', sex: '1', phone: '13800000000', formerNames: ['王旧'] }, effectiveOn: '2017-09-02' });
    expect(effectiveOn).toBe('2017-09-01');
    expect(await told(town, teacher, 'TeacherRegistered')).toEqual([
      [],
      ['入职日期：2012-08-25 → 无', '在岗：是 → 否'],
      ['单位：第1小学 → 第2小学', '入职日期：无 → 2012-08-25', '出生日期：1990-01-02 → 1990-01-03', '曾用名：无 → 王旧', '联系电话：无 → 13800000000', '性别：女 → 男', '生效日期：2017-09-01 → 2017-09-02'],
    ]);
    expect((await told(town, teacher, 'TeacherRegistered', 'en'))[1]).toEqual(['Entered service on: 2012-08-25 → none', 'In post: yes → no']);
  });

  it('reads so in the text, with the document of the correction', async () => {
    const { town, teacher, correct } = await oneTeacher();
    const { unit, stage, subject, enteredOn, onEstablishment } = dossier(1, 'school-1');
    await correct('TeacherRegistered', { data: { unit, stage, subject, enteredOn, onEstablishment, inPost: false }, act: act('威经教发〔2019〕8号') });
    const told = await read(town, teacher);
    expect(timeline(told, 'zh')).toMatch(/建档【更正，.*\n.*办理：.*\n {12}更正前后：在岗：是 → 否\n {12}文件：决定 威经教发〔2019〕8号/u);
    expect(timeline(told, 'en')).toMatch(/Teacher registered \[correction; .*\n.*By: .*\n {12}Before → after: In post: yes → no\n {12}Act: 决定 威经教发〔2019〕8号/u);
  });

  it('of a day that a fact is named by, is told once', async () => {
    const { town, app, teacher, correct } = await oneTeacher();
    await done(app, clerk('school-1'), 'StartLeave', { teacher }, { kind: 'SICK', from: '2019-03-01', expectedTo: '2019-03-31', reason: null });
    await correct('LeaveStarted', { data: { from: '2019-03-04', expectedTo: '2019-03-31' }, effectiveOn: '2019-03-04' });
    expect((await told(town, teacher, 'LeaveStarted'))[1]).toEqual(['起：2019-03-01 → 2019-03-04']);
  });

  it('of her number is told where the number was corrected and at the reason for it', async () => {
    const { town, app, teacher } = await oneTeacher();
    const { personal } = dossier(2, 'school-1');
    const [before, after] = [dossier(1, 'school-1').personal, { ...dossier(1, 'school-1').personal, identityNumber: personal.identityNumber }];
    await done(app, OFFICER, 'CorrectIdentity', { teacher }, { personal: after, reason: '录错一位', act: act() });
    const number = `证件号码：${before.identityNumber} → ${after.identityNumber}`;
    expect([await told(town, teacher, 'TeacherRegistered'), await told(town, teacher, 'IdentityCorrected')]).toEqual([[[], [number]], [[number]]]);
  });

  it('of what never happened, and of class periods that do not count, is told with the fact that it was', async () => {
    const { town, app, teacher, event } = await oneTeacher();
    await done(app, OFFICER, 'TransferTeacher', { teacher }, { to: 'school-2', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-03-01' });
    const moved = await event('Transferred');
    await done(app, OFFICER, 'VoidFact', { teacher }, { event: moved, reasonCode: 'WRONG_PERSON', reason: '同名' });
    expect(await told(town, teacher, 'FactVoided')).toEqual([['调动（2019-03-01，第1小学 → 第2小学，小学语文） → 作废']]);
    expect(await told(town, teacher, 'FactVoided', 'en')).toEqual([[expect.stringMatching(/^Transferred \(2019-03-01, .*\) → voided$/u)]]);

    await done(app, clerk('school-1'), 'RecordTraining', { teacher }, { training: 'tr-1', topic: 'ETHICS', periods: 24, provider: '教研中心', completedOn: '2019-04-01', source: 'k-1', activity: '师德研修' });
    const training = await event('CompletedTraining');
    const unsay = (periods: number) => done(app, OFFICER, 'VoidTrainingHours', { teacher }, { event: training, periods, reasonCode: 'OVERSTATED', reason: '多计', act: act() });
    await unsay(8);
    await unsay(4);
    expect(await told(town, teacher, 'TrainingHoursVoided')).toEqual([['师德研修（2019-04-01）计入学时：24 → 16'], ['师德研修（2019-04-01）计入学时：16 → 12']]);
    await done(app, OFFICER, 'VoidFact', { teacher }, { event: await event('TrainingHoursVoided'), reasonCode: 'NEVER_HAPPENED', reason: '查实', act: act() });
    await unsay(1);
    expect((await told(town, teacher, 'TrainingHoursVoided')).at(-1)).toEqual(['师德研修（2019-04-01）计入学时：16 → 15']);
  });

  it('of a fact that came with a merged dossier, is told from the wording on the other stream (E6)', async () => {
    const { town, app, teacher } = await oneTeacher();
    const person = await register(app, 12, 'school-1');
    await done(app, clerk('school-1'), 'RecordCredential', { teacher }, { kind: 'PROFESSIONAL_TITLE', level: 'TITLE_FIRST', subject: null, obtainedOn: '2018-09-01', validTo: null, number: 'Z-1', issuer: '某局' });
    const first = (await read(town, teacher)).entries.find(({ type }) => type === 'CredentialRecorded')?.event;
    await done(app, OFFICER, 'MergeDossiers', { teacher: person }, { absorbed: teacher, reason: '重复建档', act: act() });
    await done(app, OFFICER, 'CorrectFact', { teacher: person }, { event: first, personal: { number: 'Z-2', issuer: '某局' }, act: act() });
    expect(await told(town, person, 'CredentialRecorded')).toEqual([[], ['编号：Z-1 → Z-2']]);
  });

  it('is not told where nobody may read it any more, and that it is not is', async () => {
    const { town, app, teacher, correct } = await oneTeacher();
    await correct('TeacherRegistered', { personal: { ...dossier(1, 'school-1').personal, birthDate: '1990-01-03' } });
    await done(app, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'CONSENT_WITHDRAWN' });
    expect([await told(town, teacher, 'TeacherRegistered'), (await told(town, teacher, 'TeacherRegistered', 'en'))[1]]).toEqual([[[], ['〔已删除〕']], ['[erased]']]);
  });

  it('of an opened score is told by component, and of her row on a posted list by column', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    town.clock.set('2019-06-03');
    await done(app, OFFICER, 'CloseNominations', { round }, {});
    const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
    await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [teacher] });
    for (const expert of experts) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: 99, DESIGN: 99, PORTFOLIO: 99 } });
    await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
    await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
    const sheet = (await read(town, teacher)).entries.find(({ type }) => type === 'ScoresOpened')?.personal?.['sheets'] as readonly { readonly event: string; readonly components: JsonObject }[];
    await done(app, OFFICER, 'ChangeScore', { round, panel: 1 }, { teacher, event: sheet[0]?.event, components: { ...sheet[0]?.components, LESSON: 91.5 }, reason: '误登', act: act() });
    expect(await told(town, teacher, 'ScoreChanged')).toEqual([['现场课：99 → 91.5']]);

    await done(app, OFFICER, 'RankCandidates', { round }, {});
    town.clock.set('2019-06-10');
    await done(app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
    town.clock.set('2019-06-13');
    const registered = (await read(town, teacher)).entries.find(({ type }) => type === 'TeacherRegistered');
    await done(app, OFFICER, 'CorrectFact', { teacher }, { event: registered?.event, personal: { ...registered?.personal, name: '王改名' } });
    await done(app, OFFICER, 'ChangePublicityList', { round }, {});
    expect(await told(town, teacher, 'PublicityListChanged')).toEqual([['姓名：王乙子 → 王改名']]);
    expect(await told(town, teacher, 'PublicityListChanged', 'en')).toEqual([['Name: 王乙子 → 王改名']]);
  });
});

describe('every field that a correction can change', () => {
  const correctable = Object.entries(fixedFields).flatMap(([type, fixed]) => {
    const { data, private: parts = {} } = samples[type as keyof typeof samples];
    const [clear, own] = [data as object as JsonObject, Object.values(parts)[0] ?? {}];
    return [...Object.entries(clear).filter(([field]) => !fixed.includes(field)), ...Object.entries(own).filter(([field]) => field !== 'source')].map(([field, value]) => ({ type, field, value }));
  });

  it.each(correctable)('$type $field has a word, and its value is said and not dumped', ({ type, field, value }) => {
    expect(fixedPersonal).toContain('identityNumber');
    const word = fieldWord(type, field);
    expect([word.zh, word.en]).not.toContain(field);
    const same = (code: string) => ({ zh: code, en: code });
    const said = valueWord(type, { field, value, day: DAY, data: {} }, { org: same, ground: (_programme, code) => same(code) });
    for (const text of [said.zh, said.en]) expect(text).not.toMatch(/[{}[\]"]|undefined|\b[A-Z]+_[A-Z_]+\b(?<!LEFT_EDUCATION)/u);
  });
});
