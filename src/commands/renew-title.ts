import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideRenew } from '../domain/teacher/title-term';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { renewalBeyond, postsOfHolder, type PostOfTitle } from './posts';
import { givingSeats } from './rounds-of-tier';
import { competentFor } from './title-acts';
import { UseCase } from './use-case';

export class RenewTitleBody {
  @Day({ optional: true, means: { zh: '新任期的第一天，默认上一任期届满次日', en: 'First day of the new term; the day after the last one where left out' } }) readonly from?: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 续认；岗位为续聘: the next term of a title, by the body that the tier names. */
export class RenewTitle extends UseCase<TitleTarget, RenewTitleBody> {}

@CommandHandler(RenewTitle)
export class RenewTitleHandler implements ICommandHandler<RenewTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RenewTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { from, act } = command.body;
    let held: readonly PostOfTitle[] = [];
    return givingSeats(this.desk, () => this.desk.run({
      command, useCase: RenewTitle.name, aggregate: teacher, stream: holder.stream,
      world: async () => {
        const posts = await postsOfHolder(this.desk, holder.stream, (one) => one === title);
        held = posts.held;
        return worldOfTitle(this.desk, holder.stream, title, undefined, posts.reads);
      },
      authority: (world, { state }) => world.authority(command.sender, competentFor(world, state, title, ({ renewal }) => renewal?.by), unitOf(state, world.today)),
      decide: (state, context) => {
        const decision = decideRenew(state, { title, act: actOf(act), ...(from === undefined ? {} : { from }) }, context);
        return renewalBeyond(decision, held) ?? decision;
      },
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    }));
  }
}
