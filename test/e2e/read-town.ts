import type { Application } from '../../src/application';
import type { JsonObject } from '../../src/domain/facts';
import type { House } from '../../src/house';
import { act, done, OFFICER, openRound, putForward, register, schoolName, settle } from '../commands/town';

export const AUDITOR = 'auditor-1';
export const SUBSCRIBER = 'subscriber-1';

export interface ReadTown {
  readonly round: string;
  /** Best first; the first two were at school 1, the third at school 2. */
  readonly teachers: readonly [string, string, string];
  readonly conferral: JsonObject;
}

export function at(house: House, day: string): void {
  house.clock.set(new Date(`${day}T09:00:00+08:00`).toISOString());
}

/** Two schools, three candidates, two titles conferred on 2019-06-21. */
export async function readTown(house: House): Promise<ReadTown> {
  const app = house.application;
  await settle(app, 2);
  for (const [person, post] of [[AUDITOR, 'Auditor'], [SUBSCRIBER, 'Subscriber']]) await done(app, OFFICER, 'RecordAppointment', {}, { person, post, org: 'edz', from: '2017-01-01', to: null });
  const [one, two] = [schoolName(1), schoolName(2)];
  const teachers = [await register(app, 1, one), await register(app, 12, one), await register(app, 23, two)] as const;
  const round = await openRound(app, { [one]: 2, [two]: 1 }, 2);
  for (const [place, unit] of [one, one, two].entries()) await putForward(app, round, teachers[place] ?? '', unit);
  await select(house, app, round, teachers);
  const conferral = await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-21'), effectiveOn: '2019-06-21' });
  return { round, teachers, conferral };
}

/** From the close of nominations to a closed publicity, on the day after it; the first teacher best. */
export async function select(house: House, app: Application, round: string, teachers: readonly string[]): Promise<void> {
  at(house, '2019-06-03');
  await done(app, OFFICER, 'CloseNominations', { round }, {});
  const experts = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);
  await done(app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts, candidates: [...teachers] });
  for (const [place, teacher] of teachers.entries()) {
    const mark = 99 - place;
    for (const expert of experts) await done(app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } });
  }
  await done(app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
  await done(app, OFFICER, 'OpenScores', { round }, { act: act() });
  await done(app, OFFICER, 'RankCandidates', { round }, {});
  at(house, '2019-06-10');
  await done(app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
  at(house, '2019-06-20');
  await app.reactor.rest();
  await done(app, OFFICER, 'ClosePublicity', { round }, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 });
  at(house, '2019-06-21');
}

