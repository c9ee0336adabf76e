import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { teacher } from '../../src/domain/teacher/teacher';
import { act, done, OFFICER, register, send, settle, Town } from './town';

describe('E6 a merger that is asked for again under its key', () => {
  it('after its undoing does nothing, whether or not the other dossier had ever taken it in', async () => {
    const town = new Town();
    await settle(town.boot(), 1);
    const first = town.boot();
    const [a, x, y] = [await register(first, 1, 'school-1'), await register(first, 2, 'school-1'), await register(first, 3, 'school-1')];
    const merge = (app = town.boot()) => send(app, OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() }, 'merge-a');
    const stateOf = async (person: string) => (await town.boot().desk.streams.load(teacher, `teacher-${person}`)).state;
    // given: the process dies before the other dossier took it in, which is then itself merged into a third
    const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' ? 'crash' : undefined))) });
    await expect(merge(dying)).rejects.toBeInstanceOf(SimulatedCrash);
    await done(town.boot(), OFFICER, 'MergeDossiers', { teacher: y }, { absorbed: x, reason: '重复建档', act: act() });
    expect(await merge()).toMatchObject({ kind: 'refused', refusal: { rule: 'dossierMerged', inputs: { into: y } } });
    expect((await stateOf(a)).absorbedInto).toBeNull();
    await done(town.boot(), OFFICER, 'UndoMerge', { teacher: y, absorbed: x }, { reason: '系两人', act: act() });
    // then
    const before = town.log.events.length;
    expect(await merge()).toMatchObject({ kind: 'refused', refusal: { rule: 'notMerged' } });
    expect(town.log.events).toHaveLength(before);
    expect([(await stateOf(a)).absorbedInto, [...(await stateOf(x)).absorbed.keys()]]).toEqual([null, []]);
    // and of one that was taken in, undone and is asked for again
    const again = () => send(town.boot(), OFFICER, 'MergeDossiers', { teacher: x }, { absorbed: a, reason: '重复建档', act: act() }, 'merge-again');
    expect(await again()).toMatchObject({ kind: 'accepted' });
    await done(town.boot(), OFFICER, 'UndoMerge', { teacher: x, absorbed: a }, { reason: '系两人', act: act() });
    const undone = town.log.events.length;
    expect(await again()).toMatchObject({ kind: 'accepted', repeated: true });
    expect(town.log.events).toHaveLength(undone);
    expect((await stateOf(a)).absorbedInto).toBeNull();
  });
});
