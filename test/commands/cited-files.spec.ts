import { Application } from '../../src/application';
import { citedIn } from '../../src/commands/act-input';
import { ClosePublicityBody } from '../../src/commands/close-publicity';
import { ConcludeAssessmentBody } from '../../src/commands/conclude-assessment';
import { validated } from '../../src/commands/input';
import { refusalNotice } from '../../src/http/sentences';
import { MemoryEventStore } from '../../src/event-store/memory/memory-event-store';
import { MemoryKeyStore } from '../../src/keys/memory/memory-key-store';
import { randomBytes } from 'node:crypto';
import { act, OFFICER, portsOf, PROGRAMME, send, settle, Town } from './town';

const FILED = 'a'.repeat(64);
const UNKNOWN = 'b'.repeat(64);
const parameters = { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school-1', seats: 1 }], awardSeats: 1, requiredAttachments: [] };
const round = (file: string | null) => ({ names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true, act: { ...act(), file } });

describe('files that acts and proofs cite', () => {
  let town: Town;
  let filed: Set<string>;
  const appWith = (files?: { hold(hash: string): Promise<boolean> }): Application => {
    const ports = portsOf(new MemoryEventStore(town.log), new MemoryKeyStore(town.held, (size) => randomBytes(size)), town.clock, town.refusedAccess);
    return new Application(files === undefined ? ports : { ...ports, files });
  };
  const withFiles = (): Application => appWith({ hold: (hash) => Promise.resolve(filed.has(hash)) });

  beforeEach(async () => {
    town = new Town();
    filed = new Set([FILED]);
    await settle(withFiles(), 1);
  });

  it('are there before the event that names them: one that is not filed is refused, and nothing is stored', async () => {
    const before = town.log.events.length;

    const refused = await send(withFiles(), OFFICER, 'OpenRound', {}, round(UNKNOWN));

    expect(refused).toMatchObject({ kind: 'refused', refusal: { rule: 'fileNotFiled', inputs: { file: UNKNOWN } } });
    expect(town.log.events).toHaveLength(before);
    if (refused.kind === 'refused') expect(refusalNotice(refused.refusal)).toMatchObject({ zh: expect.stringContaining('POST /documents') as string, en: expect.stringContaining(UNKNOWN) as string });
  });

  it('stand in the event once they are filed, and the same key does what was refused before', async () => {
    await send(withFiles(), OFFICER, 'OpenRound', {}, round(UNKNOWN), 'k');
    filed.add(UNKNOWN);

    expect(await send(withFiles(), OFFICER, 'OpenRound', {}, round(UNKNOWN), 'k')).toMatchObject({ kind: 'accepted', repeated: false });

    expect(town.log.events.at(-1)?.envelope).toMatchObject({ type: 'RoundOpened', meta: { act: { file: UNKNOWN } } });
  });

  it('are not asked for again by a repetition of what was stored', async () => {
    const first = await send(withFiles(), OFFICER, 'OpenRound', {}, round(FILED), 'k');
    filed.clear();

    expect(await send(withFiles(), OFFICER, 'OpenRound', {}, round(FILED), 'k')).toMatchObject({ kind: 'accepted', repeated: true, result: first.kind === 'accepted' ? first.result : {} });
  });

  it('cannot be cited by one who may not act, who is told that, nor where no files are kept', async () => {
    expect(await send(withFiles(), 'clerk-of-school-1', 'OpenRound', {}, round(UNKNOWN))).toMatchObject({ kind: 'refused', refusal: { rule: 'postMayNot' } });
    expect(await send(appWith(), OFFICER, 'OpenRound', {}, round(FILED))).toMatchObject({ kind: 'refused', refusal: { rule: 'fileNotFiled' } });
    expect(await send(appWith(), OFFICER, 'OpenRound', {}, round(null))).toMatchObject({ kind: 'accepted' });
  });

  it('are found in proofs and in acts, once each', () => {
    const proofs = validated(ClosePublicityBody, { proofs: [{ place: '网站', file: FILED }, { place: '公告栏', file: UNKNOWN }, { place: '校门', file: FILED }, { place: '大厅', file: null }], objections: 0 });
    expect(citedIn(proofs).files).toEqual([FILED, UNKNOWN]);
    const verdict = validated(ConcludeAssessmentBody, { programme: PROGRAMME, kind: 'ANNUAL', period: '2019', grade: 'QUALIFIED', title: null, assessor: 'edz', act: { ...act(), file: UNKNOWN } });
    expect(citedIn(verdict).files).toEqual([UNKNOWN]);
  });
});
