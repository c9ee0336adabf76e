import { createHash, randomBytes } from 'node:crypto';
import { Application } from '../../src/application';
import { readProgramme } from '../../src/domain/rules/programme-text';
import type { FiledDocument } from '../../src/commands/ports';
import { teacher as teacherAggregate } from '../../src/domain/teacher/teacher';
import { MemoryEventStore } from '../../src/event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { act, done, portsOf, send, Town } from './town';
import { COUNTY, countyRound, nominate, PRACTICE, settleCity } from './city';

describe('recommending levels', () => {
  let town: Town;
  let app: Application;
  let round: string;
  beforeEach(async () => {
    town = new Town();
    app = town.boot();
    await settleCity(app);
    round = await countyRound(app);
  });

  const types = (from: number): readonly string[] => town.log.events.slice(from).map(({ envelope }) => envelope.type);

  it('reads the practice programme that the examples of the levels run by', () => {
    expect(readProgramme(PRACTICE)).toMatchObject({ kind: 'programme' });
  });

  it('E45 a double click on a recommendation of the county takes one seat, and the answer is the same', async () => {
    const teacher = await nominate(app, round, 1);
    const from = town.log.events.length;

    const [first, second] = await Promise.all([1, 2].map(() => send(app, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() }, 'clicked')));

    expect([first?.kind, second?.kind]).toEqual(['accepted', 'accepted']);
    expect(types(from)).toEqual(['SeatReserved', 'LevelRecommended', 'SeatConfirmed']);
    expect(await send(app, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() }, 'clicked')).toMatchObject({ kind: 'accepted', repeated: true });
    // Another key is another decision, and she is recommended already.
    expect(await send(app, COUNTY, 'RecommendAtLevel', { round }, { teacher, level: 'DISTRICT', act: act() }, 'another')).toMatchObject({ kind: 'refused', refusal: { rule: 'alreadyRecommended' } });
  });

  it('E45 a double click on a withdrawal withdraws once', async () => {
    const teacher = await nominate(app, round, 1);
    const from = town.log.events.length;

    await Promise.all([1, 2].map(() => send(app, teacher, 'WithdrawNomination', { round }, {}, 'clicked')));

    expect(types(from)).toEqual(['WithdrawalRegistered', 'NominationWithdrawn', 'SeatReleased']);
  });

  it('keeps one private draft, which is no fact of her life and moves no decision', async () => {
    const teacher = await nominate(app, round, 1);
    await done(app, teacher, 'DraftApplication', { round }, { content: { story: '第一稿' } });
    await done(app, teacher, 'DraftApplication', { round }, { content: { story: '第二稿' } });

    const { state } = await app.desk.streams.load(teacherAggregate, `teacher-${teacher}`);

    expect(state.facts.some(({ type }) => type === 'ApplicationDrafted')).toBe(false);
    expect(state.drafts.get(round)).toEqual({ content: { story: '第二稿' } });
    expect(JSON.stringify(town.log.events.map(({ envelope }) => [envelope.data, envelope.meta]))).not.toContain('第二稿');
    expect(await send(app, 'stranger', 'DraftApplication', { round }, { content: {} })).toMatchObject({ kind: 'refused', refusal: { rule: 'unknownTeacher' } });
  });
});

describe('attachments with files', () => {
  const content = (text: string): string => createHash('sha256').update(text).digest('hex');
  const filed = new Map<string, FiledDocument>();
  let town: Town;
  let app: Application;
  let round: string;
  beforeEach(async () => {
    town = new Town();
    filed.clear();
    const ports = portsOf(new MemoryEventStore(town.log), new MemoryKeyStore(town.held, (size) => randomBytes(size)), town.clock, town.refusedAccess);
    app = new Application({ ...ports, files: { hold: (hash) => Promise.resolve(filed.has(hash)), describe: (hash) => Promise.resolve(filed.get(hash)) } });
    await settleCity(app);
    round = await countyRound(app);
  });

  const file = (hash: string, owner: string, text: string): string => {
    filed.set(hash, { owner, type: 'pdf', size: text.length, digest: content(text) });
    return hash;
  };

  it('E43 the same paper of two candidates carries the same fingerprint in both nominations, and neither is refused', async () => {
    const [a, b] = [await nominate(app, round, 1, []), await nominate(app, round, 2, [])];
    const paper = { kind: '证明材料', file: '' };
    for (const [person, hash] of [[a, 'a'.repeat(64)], [b, 'b'.repeat(64)]] as const) {
      await done(app, person, 'WithdrawNomination', { round }, {});
      await done(app, person, 'GiveConsent', { round }, {});
      await done(app, 'clerk-1', 'SubmitNomination', { round }, { teacher: person, attachments: ['承诺书', { ...paper, file: file(hash, person, '同一篇论文') }] });
    }

    const attached = town.log.events.filter(({ envelope }) => envelope.type === 'Nominated').map(({ envelope }) => envelope.data['attachments'] as readonly { readonly file: string | null; readonly print: string | null }[]);
    const prints = attached.slice(-2).map((all) => all[1]?.print);

    expect(attached.at(-1)).toEqual([{ kind: '承诺书', file: null, type: null, size: null, print: null }, { kind: '证明材料', file: 'b'.repeat(64), type: 'pdf', size: 5, print: prints[0] }]);
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(prints[1]).toBe(prints[0]);
    // Under the server's key: nobody can hold a paper against the log without it.
    expect(prints[0]).not.toBe(content('同一篇论文'));
  });

  it('a file must be filed and be hers', async () => {
    const teacher = await nominate(app, round, 1, []);
    await done(app, teacher, 'WithdrawNomination', { round }, {});
    await done(app, teacher, 'GiveConsent', { round }, {});
    const submit = (hash: string) => send(app, 'clerk-1', 'SubmitNomination', { round }, { teacher, attachments: [{ kind: '申报表', file: hash }] });

    expect(await submit('c'.repeat(64))).toMatchObject({ kind: 'refused', refusal: { rule: 'fileNotFiled' } });
    expect(await submit(file('d'.repeat(64), 'somebody-else', '表'))).toMatchObject({ kind: 'refused', refusal: { rule: 'attachmentNotHers', inputs: { kind: '申报表' } } });
    expect(await submit(file('e'.repeat(64), teacher, '表'))).toMatchObject({ kind: 'accepted' });
    await expect(send(app, 'clerk-1', 'SubmitNomination', { round }, { teacher, attachments: [{ kind: '申报表', file: 'no hash' }] })).rejects.toMatchObject({ fields: [{ path: 'attachments' }] });
  });
});
