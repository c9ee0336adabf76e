import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId, RoundId, TeacherId } from '../domain/facts';
import { panel } from '../domain/panel/state';
import { decideOrderChange } from '../domain/round/reranking';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { asJson, Desk, panelStream, roundStream } from './desk';
import { Amounts, Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { type PanelRead, worldOfRound } from './rounds';
import { settleScoreChange } from './settle';
import { UseCase } from './use-case';

export class ChangeScoreBody {
  @Id() readonly teacher: TeacherId;
  @Id({ means: { zh: '启封时公布的评分表或分数（事件标识）', en: 'The sheet or entry as the opening restated it, by event id' } }) readonly event: EventId;
  @Amounts(1_000_000, { means: { zh: '全部评分项目改正后的得分', en: 'All its components as they should be, points by code' } }) readonly components: Readonly<Record<string, number>>;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 改分: another number in the place of an opened one, by decision; the first stays on record. */
export class ChangeScore extends UseCase<{ readonly round: RoundId; readonly panel: number }, ChangeScoreBody> {}

@CommandHandler(ChangeScore)
export class ChangeScoreHandler implements ICommandHandler<ChangeScore, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ChangeScore): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { teacher, event, reason, act } = command.body;
    const components = asJson(command.body.components) as { readonly [component: string]: number };
    const stream = panelStream(id, n);
    let read: PanelRead | undefined;
    const done = await this.desk.transact(this.desk.attempt(command, ChangeScore.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        read = { stream, loaded: await this.desk.streams.load(panel, stream) };
        return worldOfRound(this.desk, id, 'own', [read]);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'OpenScores', state),
      decide: (state, context) => {
        if (read === undefined) throw new Error(`${stream} was not read`);
        return decideOrderChange(state, { teacher, of: event, components, reason, act: actOf(act), panel: read.loaded.state }, context);
      },
    });
    const [order] = done.facts;
    return this.desk.chain(done, order === undefined ? null : await settleScoreChange(this.desk, order), { round: id, panel: n, teacher });
  }
}
