import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createHmac } from 'node:crypto';
import { needed, refused } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideSubmitScore, panel } from '../domain/panel';
import { rolesIn, tierOf } from '../domain/round';
import { canonicalJson } from '../event-store/canonical';
import { ErasedError } from '../keys/key-store';
import { asJson, Desk, panelStream } from './desk';
import { Amounts, Id } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class SubmitScoreBody {
  @Id() readonly teacher: TeacherId;
  /** Points by component code of the scheme: `{ "LESSON": 91.5 }`. */
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
    const sealKey = `seal:${id}`;
    const check = await this.checkOf(sealKey, canonicalJson(components, 'components'));
    return this.desk.run({
      command, useCase: SubmitScore.name, aggregate: panel, stream: panelStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitScore'), null),
      decide: (state, context, { world }) => {
        if (check === null) return refused('panelClosed', { panel: state.formed?.panel ?? state.stream });
        return decideSubmitScore(state, { sheet: context.createdId('sheet'), teacher, components, check, sealKey, tier: tierOf(world.round, needed(context, 'programme')) }, rolesIn(world.round), context);
      },
      result: (facts) => ({ round: id, panel: n, sheet: facts[0]?.data['sheet'] ?? null }),
    });
  }

  /** HMAC under the seal, so that a sheet entered twice is compared unopened; null once the seal is destroyed. */
  private async checkOf(sealKey: string, canonicalComponents: string): Promise<string | null> {
    try {
      const key = (await this.desk.ports.keys.ensure([sealKey])).get(sealKey);
      return key === undefined ? null : createHmac('sha256', key).update(canonicalComponents, 'utf8').digest('hex');
    } catch (error) {
      if (error instanceof ErasedError) return null;
      throw error;
    }
  }
}
