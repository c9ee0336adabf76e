import type { StoredEnvelope } from '../../src/event-store/event-store';
import { FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { registrationOf } from '../../src/domain/teacher/identity-correction';
import { teacher } from '../../src/domain/teacher/teacher';
import type { Town } from './town';
import { act, dossier, OFFICER, register, send, settledTown } from './town';

const STEPS = 3;

/** Every order in which two corrections of three appends each can come: the process dies after each append. */
function orders(first: number, second: number): readonly (readonly (1 | 2)[])[] {
  if (first === 0 && second === 0) return [[]];
  return [...(first > 0 ? orders(first - 1, second).map((rest) => [1 as const, ...rest]) : []), ...(second > 0 ? orders(first, second - 1).map((rest) => [2 as const, ...rest]) : [])];
}

/** Numbers that are somebody's, by their streams. */
function claimed(events: readonly { readonly envelope: StoredEnvelope }[]): readonly string[] {
  const held = new Set<string>();
  for (const { envelope: { type, stream } } of events) {
    if (type === 'IdentityClaimed') held.add(stream);
    if (type === 'IdentityReleased') held.delete(stream);
  }
  return [...held];
}

describe('E5 two corrections of one identity number', () => {
  it('leave exactly her right number claimed, however they overtake each other and wherever a process dies', async () => {
    const start = await settledTown(1);
    const app = start.boot();
    const person = await register(app, 1, 'school-1');
    const before = claimed(start.log.events).length;
    const personal = { 1: dossier(2, 'school-1').personal, 2: dossier(3, 'school-1').personal };
    for (const order of orders(STEPS, STEPS)) {
      const town = start.copy();
      const ask = (which: 1 | 2, run: ReturnType<Town['boot']>) => send(run, OFFICER, 'CorrectIdentity', { teacher: person }, { personal: personal[which], reason: '证件号码录错', act: act() }, `correction-${which}`);
      for (const which of order) {
        const dying = town.boot({ store: (store) => withFaults(store, new FaultPoints((point) => (point.operation === 'append' && point.when === 'after' ? 'crash' : undefined))) });
        await ask(which, dying).catch((error: unknown) => {
          if (!(error instanceof SimulatedCrash)) throw error;
        });
      }
      // Whoever reads the log on finds nothing that is still to be done differently.
      const last = town.boot();
      await last.reactor.rest();
      expect([order, last.reactor.open]).toEqual([order, []]);
      const { state } = await last.desk.streams.load(teacher, `teacher-${person}`);
      const right = registrationOf(state)?.personal;
      if (right === null || right === undefined) throw new Error('her registration is not readable');
      const hers = `identity-${last.desk.ports.secrets.identity(right.identityType, right.identityNumber)}`;
      expect([order, claimed(town.log.events).filter((stream) => town.log.events.some(({ envelope }) => envelope.stream === stream && envelope.data['person'] === person))]).toEqual([order, [hers]]);
      expect(claimed(town.log.events)).toHaveLength(before);
      // Neither was lost.
      expect(state.facts.filter(({ type }) => type === 'IdentityCorrected')).toHaveLength(2);
    }
  });
});
