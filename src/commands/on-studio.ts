import type { DecisionContext } from '../domain/context';
import type { Decision, PersonId } from '../domain/facts';
import type { StudioEnd, StudioFact } from '../domain/studio/facts';
import type { ReadOfPersons } from '../domain/studio/opening';
import { studios, type StudiosState } from '../domain/studio/studios';
import type { Desk } from './desk';
import type { Outcome } from './outcome';
import { authorityOverStudio, readStudio, requireHostsRead, studiosStream, type StudioReads } from './studio-streams';
import type { UseCase } from './use-case';

export const STUDIO_ENDS = ['HOST_LOST', 'TERM_OVER', 'UNQUALIFIED', 'DECISION', 'OTHER'] as const satisfies readonly StudioEnd[];

/** What is done with a studio that is there: by whoever opens studios of its kind, over its seat. */
export function runOnStudio(
  desk: Desk,
  command: UseCase<{ readonly programme: string; readonly studio: string }, object>,
  useCase: string,
  named: readonly PersonId[],
  decide: (state: StudiosState, of: ReadOfPersons & { readonly studio: string }, context: DecisionContext) => Decision<StudioFact>,
  read: 'HOSTS' | 'MEMBERS' = 'HOSTS',
): Promise<Outcome> {
  const { programme, studio } = command.target;
  let reads: StudioReads | undefined;
  return desk.run({
    command, useCase, aggregate: studios, stream: studiosStream(programme),
    world: async () => {
      reads = await readStudio(desk, programme, studio, named, read);
      return reads.world;
    },
    authority: (world, { state }) => authorityOverStudio(world, command.sender, state.studios.get(studio)?.kind, state.studios.get(studio)?.org),
    decide: (state, context) => {
      if (reads === undefined) throw new Error('a studio is decided on after its dossiers were read');
      requireHostsRead(state, studio, programme, reads);
      return decide(state, { ...reads.persons, studio }, context);
    },
    result: () => ({ programme, studio }),
  });
}
