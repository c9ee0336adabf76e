import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideOverturn } from '../domain/teacher/title-revocation';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { postsOfHolder, settlePosts, withBeyond, type PostOfTitle } from './posts';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class OverturnRevocationBody {
  @Text(120, { means: { zh: '申诉的名称或编号', en: 'Number or name of the appeal' } }) readonly appeal: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** 申诉后变更撤销决定 (E30): by the body that revokes, and another officer than the one who revoked. */
export class OverturnRevocation extends UseCase<TitleTarget, OverturnRevocationBody> {}

@CommandHandler(OverturnRevocation)
export class OverturnRevocationHandler implements ICommandHandler<OverturnRevocation, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The post that she has back may have been filled meanwhile: then a person is asked about whoever filled it. */
  async execute(command: OverturnRevocation): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { appeal, reason, act, effectiveOn } = command.body;
    let held: readonly PostOfTitle[] = [];
    const done = await this.desk.transact(this.desk.attempt(command, OverturnRevocation.name), {
      aggregate: teacher, stream: holder.stream,
      world: async () => {
        const posts = await postsOfHolder(this.desk, holder.stream, (one) => one === title);
        held = posts.held;
        return worldOfTitle(this.desk, holder.stream, title, undefined, posts.reads);
      },
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)),
      decide: (state, context) => withBeyond(holder.stream, state, decideOverturn(state, { title, appeal, reason, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context), held, context),
    });
    const [fact] = done.facts;
    return this.desk.chain(done, fact === undefined ? null : await settlePosts(this.desk, fact), { ...namedInAnswer(holder), title, event: fact?.id ?? null });
  }
}
