import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createHash } from 'node:crypto';
import { needed } from '../domain/decision';
import type { RoundId } from '../domain/facts';
import { decideClosePanel } from '../domain/panel';
import { panel } from '../domain/panel/state';
import { byOneId } from '../domain/people';
import { rolesIn, tierOf } from '../domain/round/round';
import { canonicalForm } from '../event-store/canonical';
import { ConflictError } from '../event-store/event-store';
import { Desk, panelStream } from './desk';
import { NoBody } from './no-body';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { readIds } from './surviving-dossier';
import { UseCase } from './use-case';

export class ClosePanel extends UseCase<{ readonly round: RoundId; readonly panel: number }, NoBody> {}

@CommandHandler(ClosePanel)
export class ClosePanelHandler implements ICommandHandler<ClosePanel, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ClosePanel): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const stream = panelStream(id, n);
    let read = { revision: -1, digest: '' };
    let idsOf = byOneId;
    return this.desk.run({
      command, useCase: ClosePanel.name, aggregate: panel, stream,
      world: async () => {
        read = await this.digestOf(stream);
        const { state } = await this.desk.streams.load(panel, stream);
        const ids = await readIds(this.desk.streams, state.formed?.experts ?? []);
        idsOf = ids.idsOf;
        return worldOfRound(this.desk, id, 'other', ids.reads);
      },
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world, loaded }) => {
        // The digest names every sheet, so it must have been taken of exactly the state that is closed.
        if (read.revision !== loaded.revision) throw new ConflictError(stream, read.revision, loaded.revision);
        return decideClosePanel(state, { digest: read.digest, tier: tierOf(world.round, needed(context, 'programme')), idsOf }, rolesIn(world.round), context);
      },
      result: (facts) => ({ round: id, panel: n, digest: facts[0]?.data['digest'] ?? null }),
    });
  }

  /** SHA-256 over the canonical forms of the panel's events, a line each. */
  private async digestOf(stream: string): Promise<{ readonly revision: number; readonly digest: string }> {
    const hash = createHash('sha256');
    let revision = -1;
    for await (const page of this.desk.ports.store.readStream(stream)) {
      for (const { envelope } of page) {
        hash.update(canonicalForm(envelope), 'utf8').update('\n');
        revision = envelope.revision;
      }
    }
    return { revision, digest: hash.digest('hex') };
  }
}
