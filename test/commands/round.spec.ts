import { act, logical, openRound, OFFICER, putForward, register, schoolName, select, send, settledTown } from './town';

describe('a round through its commands', () => {
  it('goes from the notice to the titles, and rank decides', async () => {
    // given a district of two schools and six teachers put forward
    const town = await settledTown(2);
    const app = town.boot();
    const round = await openRound(app, { 'school-1': 3, 'school-2': 3 }, 4);
    const teachers: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const unit = schoolName((n % 2) + 1);
      const teacher = await register(app, n, unit);
      await putForward(app, round, teacher, unit);
      teachers.push(teacher);
    }
    // when the last to submit ranks first
    const ranked = [...teachers].reverse();
    await select(town.clock, app, round, ranked);
    const outcome = await send(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
    // then the four best are conferred, the two others are not selected, and the round is over
    expect(outcome).toMatchObject({ kind: 'accepted', result: { done: 6, declined: 0 } });
    const types = town.log.events.map(({ envelope }) => envelope);
    expect(types.filter(({ type }) => type === 'TitleConferred').map(({ stream }) => stream).sort()).toEqual(ranked.slice(0, 4).map((id) => `teacher-${id}`).sort());
    expect(types.filter(({ type }) => type === 'NotSelected')).toHaveLength(2);
    expect(types.at(-1)).toMatchObject({ type: 'RoundConcluded', data: { conferred: 4, declined: 0, notSelected: 2 } });
    expect(app.reactor.open).toEqual([]);
    await app.reactor.rest();
    expect(logical(town.log, types.length)).toEqual([]);
    // and the seal of the scores is gone, with every score restated
    expect(town.held.destroyed.has(`seal:${round}`)).toBe(true);
    expect(town.refusedAccess).toEqual([]);
  });
});
