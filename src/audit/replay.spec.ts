import { randomBytes } from 'node:crypto';
import { act, clerk, dossier, openRound, OFFICER, putForward, register, schoolName, select, send, done, settledTown, Town } from '../../test/commands/town';
import type { Application } from '../application';
import { decode, encode, stamp } from '../event-store/codec';
import type { LoggedEvent } from '../event-store/event-store';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../keys/memory/memory-key-store';
import { cutOf, instantOf, noTrail } from './as-known';
import { readHistory } from './history';
import { replay, withExpertsNumbered } from './replay';
import { timeline } from './timeline';

const NEVER_USED = (): Buffer => {
  throw new Error('reading makes no keys');
};

function sourcesOf(town: Town) {
  return { events: new MemoryEventStore(town.log), keys: new MemoryKeyStore(town.held, NEVER_USED) };
}

async function replayed(town: Town, teacher: string, asOf: string, known?: string) {
  const sources = sourcesOf(town);
  const cut = known === undefined ? null : await cutOf(sources.events, noTrail, known);
  return replay(await readHistory(sources, teacher, cut), asOf, known ?? null);
}

async function finishedRound(): Promise<{ readonly town: Town; readonly app: Application; readonly teachers: readonly string[] }> {
  const town = await settledTown(2);
  const app = town.boot();
  const round = await openRound(app, { 'school-1': 2, 'school-2': 1 }, 2);
  const teachers: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const unit = schoolName((n % 2) + 1);
    const teacher = await register(app, n, unit);
    await putForward(app, round, teacher, unit);
    teachers.push(teacher);
  }
  await select(town.clock, app, round, teachers);
  await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
  return { town, app, teachers };
}

describe('replay of one teacher', () => {
  let held: Awaited<ReturnType<typeof finishedRound>>;
  beforeAll(async () => {
    held = await finishedRound();
  });

  it('reads her own stream and the acts of the round that concerned her, in the order of their days', async () => {
    const { town, teachers: [first = ''] } = held;
    const { entries, view } = await replayed(town, first, '2019-12-31');

    const types = entries.map(({ type }) => type);
    for (const type of ['TeacherRegistered', 'RoundOpened', 'ConsentGiven', 'Nominated', 'SeatReserved', 'SchoolRecommended', 'SeatConfirmed', 'NominationsClosed', 'PanelFormed', 'ScoreSubmitted', 'ScoresOpened', 'CandidatesRanked', 'PublicityOpened', 'PublicityWindowEnded', 'PublicityClosed', 'ConferralDecided', 'TitleConferred', 'RoundConcluded']) {
      expect(types).toContain(type);
    }
    expect(entries.map(({ effectiveOn }) => effectiveOn)).toEqual([...entries.map(({ effectiveOn }) => effectiveOn)].sort());
    expect(view.titles).toMatchObject([{ tier: 'RISING_STAR', status: 'ACTIVE', from: '2019-07-01' }]);
  });

  it('holds nothing of the other candidates', async () => {
    const { town, teachers: [first = '', ...others] } = held;
    const { entries } = await replayed(town, first, '2019-12-31');

    const said = JSON.stringify(entries);
    for (const other of others) expect(said).not.toContain(other);
    expect(entries.find(({ type }) => type === 'CandidatesRanked')?.data['lines']).toHaveLength(1);
  });

  it('for herself and her school says which sheets there were, not whose', async () => {
    const { town, teachers: [first = ''] } = held;
    const { entries } = await replayed(town, first, '2019-12-31');

    const numbered = entries.map(withExpertsNumbered);
    expect(JSON.stringify(entries)).toContain('expert-3');
    expect(JSON.stringify(numbered)).not.toMatch(/expert-\d/u);
    expect(numbered.find(({ type }) => type === 'ScoresOpened')?.personal?.['sheets']).toHaveLength(5);
  });

  it('shows each rule of the nomination with the values read of her, by clause', async () => {
    const { town, teachers: [first = ''] } = held;
    const { entries } = await replayed(town, first, '2019-12-31');

    const { working } = entries.find(({ type }) => type === 'Nominated') ?? { working: [] };
    const birth = working.find(({ rule }) => rule === 'bornOnOrAfter@1');
    expect(birth).toMatchObject({ clause: 'W12', holds: true });
    expect(birth?.sentences.zh).toContain('1990-01-02');
    expect(birth?.sentences.en).toContain('1984-01-01');
  });

  it('as of a day shows what held by then, and no more', async () => {
    const { town, teachers: [first = ''] } = held;
    const { entries, view } = await replayed(town, first, '2019-06-30');

    expect(entries.some(({ type }) => type === 'CandidatesRanked')).toBe(true);
    expect(entries.some(({ type }) => type === 'TitleConferred')).toBe(false);
    expect(view.titles).toEqual([]);
  });

  it('reads aloud in both languages, with who acted as whom and the act', async () => {
    const { town, teachers: [first = ''] } = held;
    const read = await replayed(town, first, '2019-12-31');

    const [zh, en] = [timeline(read, 'zh'), timeline(read, 'en')];
    expect(zh).toContain('王甲子');
    expect(zh).toMatch(/2019-07-01 {2}授予称号.*教坛新秀/u);
    expect(zh).toContain('威经教发〔2019〕1号');
    expect(zh).toContain('第1小学学校管理员');
    expect(en).toMatch(/2019-07-01 {2}Title conferred/u);
    expect(en).toContain('clause W12');
    expect(en).not.toMatch(/undefined|\{\w+\}/u);
    expect(zh).not.toMatch(/undefined|\{\w+\}/u);
  });
});

describe('a ranking of many, whose numbers are listed in parts before its head', () => {
  it('E14 is told with her total and what set her apart from an equal one, by the scheme of the head', async () => {
    const { town, teachers: [first = ''] } = await finishedRound();
    const { events, keys } = sourcesOf(town);
    const held = await keys.get([first]);
    const listed = ({ position, envelope }: LoggedEvent): readonly LoggedEvent[] => {
      if (envelope.type !== 'CandidatesRanked') return [{ position, envelope }];
      const { stream, revision, recordedAt, meta, private: { [first]: own } } = decode(envelope, held);
      const part = { stream, revision, recordedAt, meta, ...stamp('RankingListed'), id: 'part-1', type: 'RankingListed', data: { digest: 'd-1', part: 1, parts: 1, teachers: [first] }, private: { [first]: { working: own?.['working'] ?? null, apartBy: 'LESSON' } } };
      return [{ position, envelope: encode(part, held, randomBytes) }, { position, envelope: { ...envelope, data: { ...envelope.data, listed: 'd-1' }, private: {} } }];
    };
    const pages = async function* (stream: string) {
      for await (const page of events.readStream(stream)) yield page.flatMap(listed);
    };
    const said = replay(await readHistory({ events: { readStream: pages }, keys }, first), '2019-12-31').entries.filter(({ type }) => type === 'RankingListed' || type === 'CandidatesRanked').map(({ detail }) => detail);
    expect(said).toMatchObject([{ zh: expect.stringMatching(/^总分 [\d.]+，同分按“现场课”的得分定先后（依据W12条）$/u), en: expect.stringMatching(/^total [\d.]+, apart from an equal total by the mark for "Lesson taught on site" \(clause W12\)$/u) }, { zh: '第 1 名，列入拟授予名单' }]);
  });
});

describe('what was known when', () => {
  it('a late entry changes the answer as of D, not the answer as of D as known before it was recorded', async () => {
    const { town, app, teachers: [first = ''] } = await finishedRound();
    town.clock.set('2019-08-01');
    await done(app, OFFICER, 'TransferTeacher', { teacher: first }, { to: 'school-2', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-07-10' });

    expect((await replayed(town, first, '2019-07-15')).view.unit).toBe('school-2');
    expect((await replayed(town, first, '2019-07-15', instantOf('2019-07-31') ?? '')).view.unit).toBe('school-1');
    expect((await replayed(town, first, '2019-07-15')).entries.find(({ type }) => type === 'Transferred')).toMatchObject({ late: true, effectiveOn: '2019-07-10' });
  });

  it('reads days and times as they are in Shanghai, the end of a day as the day', async () => {
    const { town, app, teachers: [first = ''] } = await finishedRound();
    // still the evening before in UTC
    town.clock.set('2019-08-01', '07:30');
    await done(app, OFFICER, 'TransferTeacher', { teacher: first }, { to: 'school-2', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-07-10' });

    const read = await replayed(town, first, '2019-08-01');
    expect([timeline(read, 'zh'), timeline(read, 'en')]).toEqual([expect.stringContaining('【2019-08-01 补录】'), expect.stringContaining('[recorded 2019-08-01]')]);
    const headed = (known: string, language: 'zh' | 'en') => timeline({ ...read, asKnown: instantOf(known) }, language).split('\n')[1];
    expect([headed('2015-12-31', 'zh'), headed('2015-12-31', 'en')]).toEqual(['截至 2019-08-01，按 2015-12-31（含当日）所知', 'As of 2019-08-01, as known by the end of 2015-12-31']);
    expect([headed('2016-01-01T15:59:00Z', 'zh'), headed('2016-01-01T15:59:00Z', 'en')]).toEqual(['截至 2019-08-01，按 2016-01-01 23:59:00（北京时间）所知', 'As of 2019-08-01, as known at 2016-01-01 23:59:00 (Asia/Shanghai)']);
  });

  it('a correction stands beside the wording that it replaced, and the review that it asks for', async () => {
    const { town, app, teachers: [first = ''] } = await finishedRound();
    const before = await replayed(town, first, '2019-12-31');
    const registered = before.entries.find(({ type }) => type === 'TeacherRegistered');
    town.clock.set('2019-09-01');
    await done(app, OFFICER, 'CorrectFact', { teacher: first }, { event: registered?.event, data: { ...registered?.data, inPost: false } });

    const { entries } = await replayed(town, first, '2019-12-31');
    const [old, corrected] = entries.filter(({ type }) => type === 'TeacherRegistered');
    expect(old).toMatchObject({ status: 'CORRECTED', replacedBy: corrected?.event });
    expect(corrected).toMatchObject({ status: 'STANDING', corrects: old?.event });
    expect(entries.some(({ type }) => type === 'ReviewRequired')).toBe(true);
    expect((await replayed(town, first, '2019-12-31', instantOf('2019-08-31') ?? '')).entries.some(({ status }) => status !== 'STANDING')).toBe(false);
  });

  it('the review says why, with her own date and the clause', async () => {
    const { town, app, teachers: [first = ''] } = await finishedRound();
    const registered = (await replayed(town, first, '2019-12-31')).entries.find(({ type }) => type === 'TeacherRegistered');
    town.clock.set('2019-09-01');
    await done(app, OFFICER, 'CorrectFact', { teacher: first }, { event: registered?.event, personal: { ...registered?.personal, birthDate: '1970-01-31' } });

    const read = await replayed(town, first, '2019-12-31');
    const review = read.entries.find(({ type }) => type === 'ReviewRequired');
    expect(timeline(read, 'zh')).toMatch(/待复核：“授予称号”：出生日期 1970-01-31 早于/u);
    expect(timeline(read, 'en')).toMatch(/Under review: "Title conferred": Born on 1970-01-31/u);
    for (const text of [timeline(read, 'zh'), timeline(read, 'en')]) expect(text.slice(text.search(/当日状态|On that day/u))).not.toMatch(/bornOnOrAfter|\bACTIVE\b/u);
    expect(review?.detail.zh).toContain('出生日期 1970-01-31 早于');
    expect(review?.detail.en).toMatch(/Born on 1970-01-31, before .* clause W12 /u);
  });

  it('of whoever came with another dossier the acts of its rounds are hers too, and go with it when the two are parted (E6)', async () => {
    const { town, app, teachers: [absorbed = ''] } = await finishedRound();
    const person = await register(app, 8, 'school-1');
    const actsOf = async (teacher: string) => (await replayed(town, teacher, '2019-12-31')).entries.filter(({ stream }) => !stream.startsWith('teacher-')).map(({ event, detail }) => [event, detail.zh]);
    const before = await actsOf(absorbed);
    expect(before.length).toBeGreaterThan(10);
    await done(app, OFFICER, 'MergeDossiers', { teacher: person }, { absorbed, reason: '重复建档', act: act() });
    expect(await actsOf(person)).toEqual(before);
    await done(app, OFFICER, 'UndoMerge', { teacher: person, absorbed }, { reason: '系两人', act: act() });
    expect([await actsOf(person), await actsOf(absorbed)]).toEqual([[], before]);
  });

  it('cuts the log where the trail says, and reads on where the trail ends', async () => {
    const { town } = await finishedRound();
    const { events } = sourcesOf(town);
    const all = town.log.events;
    const known = all[Math.floor(all.length / 2)]?.envelope.recordedAt ?? '';
    const expected = all.find(({ envelope }) => envelope.recordedAt > known)?.position ?? null;

    expect(await cutOf(events, noTrail, known)).toBe(expected);
    // a view that lags just before the cut does not move it
    const lagging = { upTo: all[3]?.position ?? null, firstAfter: async () => null };
    expect(await cutOf(events, lagging, known)).toBe(expected);
    expect(await cutOf(events, { upTo: null, firstAfter: async () => expected }, known)).toBe(expected);
    expect(await cutOf(events, noTrail, '2030-01-01T00:00:00.000Z')).toBeNull();
  });

  it('takes a day as all of it in Shanghai, and no text that is neither', () => {
    expect(instantOf('2019-07-31')).toBe('2019-07-31T15:59:59.999Z');
    expect(instantOf('2019-07-31T08:00:00+08:00')).toBe('2019-07-31T00:00:00.000Z');
    for (const text of ['2019-02-30', '2019-07-31T08:00:00', '2019-07-31 08:00', 'yesterday', '2019-07-31T25:00:00Z']) expect(instantOf(text)).toBeNull();
  });
});

describe('after an erasure', () => {
  it('what was personal reads as erased, and every fact is still there', async () => {
    const { town, app, teachers: [first = ''] } = await finishedRound();
    const before = await replayed(town, first, '2019-12-31');
    await done(app, OFFICER, 'ErasePersonalData', { person: first }, { basis: 'CONSENT_WITHDRAWN' });

    const after = await replayed(town, first, '2019-12-31');
    expect(after.erased).toBe(true);
    expect(after.entries).toHaveLength(before.entries.length + 1);
    expect(after.entries.filter(({ personal }) => personal !== null)).toEqual([]);
    const [zh, en] = [timeline(after, 'zh'), timeline(after, 'en')];
    for (const text of [zh, en, JSON.stringify(after)]) {
      expect(text).not.toContain('王甲子');
      expect(text).not.toContain(dossier(0, 'school-1').personal.identityNumber);
    }
    expect(zh).toContain('〔已删除〕');
    expect(en).toContain('[erased]');
  });

  it('reads so of a dossier that was merged into hers too, and of what was recorded since of either', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const [absorbed, person] = [await register(app, 1, 'school-1'), await register(app, 2, 'school-1')];
    const credential = (number: string, obtainedOn = '2018-09-01') => ({ kind: 'PROFESSIONAL_TITLE', level: 'TITLE_FIRST', subject: null, obtainedOn, validTo: null, number, issuer: '某局' });
    await done(app, clerk('school-1'), 'RecordCredential', { teacher: absorbed }, credential('Z-1'));
    const first = town.log.events.at(-1)?.envelope.id;
    await done(app, OFFICER, 'MergeDossiers', { teacher: person }, { absorbed, reason: '重复建档', act: act() });
    await done(app, OFFICER, 'CorrectFact', { teacher: person }, { event: first, personal: { number: 'Z-2', issuer: '某市某局' }, act: act() });
    await done(app, clerk('school-1'), 'RecordCredential', { teacher: person }, credential('Z-3', '2018-09-02'));
    const before = (await replayed(town, person, '2030-01-01')).entries.filter(({ personal }) => personal !== null);
    expect(before.filter(({ type }) => type === 'CredentialRecorded').map(({ stream, personal }) => [stream, personal?.['number']])).toEqual([[absorbed, 'Z-1'], [person, 'Z-2'], [person, 'Z-3']].map(([id, number]) => [`teacher-${id}`, number]));
    await done(app, OFFICER, 'ErasePersonalData', { person }, { basis: 'CONSENT_WITHDRAWN' });
    const after = (await replayed(town, person, '2030-01-01')).entries;
    expect(after.filter(({ erased }) => erased).map(({ event }) => event)).toEqual(before.map(({ event }) => event));
    expect(after.filter(({ personal }) => personal !== null)).toEqual([]);
  });

  it('a refusal is in her history with clause and bound, and after the erasure without her date', async () => {
    const town = await settledTown(1);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 7, 'school-1', '1983-12-31');
    await done(app, teacher, 'GiveConsent', { round }, {});
    expect(await send(app, 'clerk-of-school-1', 'SubmitNomination', { round }, { teacher })).toMatchObject({ kind: 'refused', refusal: { rule: 'bornOnOrAfter' } });

    const refused = (await replayed(town, teacher, '2019-12-31')).entries.find(({ type }) => type === 'NominationRefused');
    expect(refused?.detail.zh).toContain('1983-12-31');
    expect(refused?.detail.en).toContain('1984-01-01');
    expect(refused?.rule).toMatchObject({ clause: 'W12' });
    await done(app, OFFICER, 'ErasePersonalData', { person: teacher }, { basis: 'CONSENT_WITHDRAWN' });
    const erased = (await replayed(town, teacher, '2019-12-31')).entries.find(({ type }) => type === 'NominationRefused');
    expect(erased?.detail.en).not.toContain('1983-12-31');
    expect(erased?.detail.en).toContain('[erased]');
  });
});
