import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideObjection, objection } from '../domain/objection';
import type { EventId } from '../domain/facts';
import type { ObjectionOutcome } from '../domain/round/facts';
import { ActInput, actOf } from './act-input';
import { Desk, objectionStream } from './desk';
import { Ids, OneOf, Part, Text } from './input';
import { worldOfObjection } from './objections';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { settleObjectionDecision } from './settle-objection';
import { UseCase } from './use-case';

export class DecideObjectionBody {
  @OneOf(['MAINTAINED', 'CORRECTED', 'CANCELLED', 'REASSESS'], { means: { zh: '处理结论：MAINTAINED 维持、CORRECTED 修正、CANCELLED 撤销、REASSESS 重新评审', en: 'Maintained (维持), corrected (修正), cancelled (撤销) or assessed again (重新评审)' } }) readonly outcome: ObjectionOutcome;
  @OneOf(['PERSON', 'LIST'], { means: { zh: '影响被异议人（PERSON）或整个名单（LIST）', en: 'Whether it reaches the person objected to or the whole list' } }) readonly effect: 'PERSON' | 'LIST';
  @Text(4_000, { means: { zh: '处理的理由', en: 'The reasons of the decision' } }) readonly reasons: string;
  @Ids(1, 50, { optional: true, means: { zh: '结论为 CORRECTED 的：据以修正的更正（事件标识）；其他结论不写', en: 'With CORRECTED: the facts that put it right, by event id; left out otherwise' } }) readonly corrections?: readonly EventId[];
  @Part(() => ActInput) readonly act: ActInput;
}

export class DecideObjection extends UseCase<{ readonly objection: string }, DecideObjectionBody> {}

@CommandHandler(DecideObjection)
export class DecideObjectionHandler implements ICommandHandler<DecideObjection, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The objection first, then the round and whoever the decision takes off its list (`settleObjectionDecision`). */
  async execute(command: DecideObjection): Promise<Outcome> {
    const { objection: id } = command.target;
    const { outcome, effect, reasons, corrections, act } = command.body;
    const done = await this.desk.transact(this.desk.attempt(command, DecideObjection.name), {
      aggregate: objection, stream: objectionStream(id),
      world: () => worldOfObjection(this.desk, id),
      authority: (world) => authorityOverRound(world, command.sender, 'HandleObjections', world.round),
      decide: (state, context, { world }) => decideObjection(state, { outcome, effect, reasons, corrections: corrections ?? [], act: actOf(act) }, world.round, context),
    });
    const decided = done.facts.find(({ type }) => type === 'ObjectionDecided');
    if (decided === undefined) return this.desk.outcome(done, () => ({ objection: id }));
    return this.desk.chain(done, await settleObjectionDecision(this.desk, decided), { objection: id, outcome, effect, inTime: decided.data['inTime'] ?? null });
  }
}
