import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { needed, refused } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideSubmitScore } from '../domain/panel';
import { panel } from '../domain/panel/state';
import { byOneId } from '../domain/people';
import { rolesIn, tierOf } from '../domain/round/round';
import { ConflictError } from '../event-store/event-store';
import { asJson, Desk, panelStream } from './desk';
import type { Authority, World } from './world';
import { Amounts, Id } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { checkUnderSeal, sealOf } from './seal';
import { readIds } from './surviving-dossier';
import { UseCase } from './use-case';

export class SubmitScoreBody {
  @Id() readonly teacher: TeacherId;
  @Amounts(1_000_000) readonly components: Readonly<Record<string, number>>;
}

export class SubmitScore extends UseCase<{ readonly round: RoundId; readonly panel: number }, SubmitScoreBody> {}

@CommandHandler(SubmitScore)
export class SubmitScoreHandler implements ICommandHandler<SubmitScore, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The score goes into the log under the round's seal key and is opened by the act of opening alone. */
  async execute(command: SubmitScore): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { teacher } = command.body;
    const components = asJson(command.body.components) as { readonly [component: string]: number };
    const sealKey = sealOf(id);
    const stream = panelStream(id, n);
    const authority = (world: World): Authority => world.authority(command.sender, requirementsOf(world.programme, 'SubmitScore'), null);
    /** Undefined: the seal was not asked for, as nothing would be sealed. */
    let check: string | null | undefined;
    let idsOf = byOneId;
    return this.desk.run({
      command, useCase: SubmitScore.name, aggregate: panel, stream,
      world: async () => {
        const ids = await readIds(this.desk.streams, [command.sender.subject]);
        idsOf = ids.idsOf;
        const world = await worldOfRound(this.desk, id, 'other', ids.reads);
        const { state } = await this.desk.streams.load(panel, stream);
        // Only an expert of a panel that is formed makes the round's seal: whoever else asks leaves no key behind.
        const asks = authority(world).kind === 'authorised' && state.formed?.experts.includes(command.sender.subject) === true;
        check = asks ? await checkUnderSeal(this.desk, sealKey, components) : undefined;
        return world;
      },
      authority,
      decide: (state, context, { world, loaded }) => {
        if (check === null) return refused('panelClosed', { panel: state.formed?.panel ?? state.stream });
        const decision = decideSubmitScore(state, { sheet: context.createdId('sheet'), teacher, components, check: check ?? '', sealKey, tier: tierOf(world.round, needed(context, 'programme')), idsOf }, rolesIn(world.round), context);
        // Formed since the panel was looked at: looked at again.
        if (check === undefined && decision.kind === 'events') throw new ConflictError(stream, -1, loaded.revision);
        return decision;
      },
      result: (facts) => ({ round: id, panel: n, sheet: facts[0]?.data['sheet'] ?? null }),
    });
  }
}
