import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId } from '../domain/facts';
import { decidingBody } from '../domain/teacher/concerned';
import { decideVoid, type PinnedRound } from '../domain/teacher/correction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, type Cites } from './desk';
import { unitOf, worldOfCorrection } from './dossiers';
import { holderOfTarget, namedInAnswer, type HolderTarget } from './holders';
import { Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { postsOfHolder, settlePosts, withBeyond, type PostOfTitle } from './posts';
import { requirementsToUndo, type Undoing } from './requirements';
import { UseCase } from './use-case';

export class VoidFactBody {
  @Id({ means: { zh: '未曾发生的事实（事件标识）', en: 'The fact that never happened, by event id' } }) readonly event: EventId;
  @OneOf(['WRONG_PERSON', 'ENTERED_TWICE', 'NEVER_HAPPENED', 'EVIDENCE_FALSE', 'GROUND_CORRECTED'], { means: { zh: 'WRONG_PERSON 记错了人、ENTERED_TWICE 重复登记、NEVER_HAPPENED 未曾发生、EVIDENCE_FALSE 材料虚假、GROUND_CORRECTED 所依据的事实已更正', en: 'Wrong person, entered twice, never happened, its evidence is false, or what it rested on was corrected' } }) readonly reasonCode: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class VoidFact extends UseCase<HolderTarget, VoidFactBody> {}

@CommandHandler(VoidFact)
export class VoidFactHandler implements ICommandHandler<VoidFact, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** A post that is hers again by it may have been filled meanwhile: then a person is asked about whoever filled it. */
  async execute(command: VoidFact): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { event, reasonCode, reason, act } = command.body;
    let rounds: readonly PinnedRound[] = [];
    let undoing: Undoing & { readonly cites?: Cites } = { programme: undefined, recordedBy: null };
    let held: readonly PostOfTitle[] = [];
    const done = await this.desk.transact(this.desk.attempt(command, VoidFact.name), {
      aggregate: teacher, stream: holder.stream,
      world: async () => {
        const posts = await postsOfHolder(this.desk, holder.stream);
        const read = await worldOfCorrection(this.desk, holder.stream, event, posts.reads);
        held = posts.held;
        rounds = read.rounds;
        undoing = read;
        return read.world;
      },
      cites: () => undoing.cites ?? {},
      authority: (world, { state }) => world.authority(command.sender, requirementsToUndo(world.orgs.state, undoing, decidingBody(state, event)), unitOf(state, world.today)),
      decide: (state, context) => withBeyond(holder.stream, state, decideVoid(state, { event, reasonCode, reason, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context), held, context),
    });
    const [voided] = done.facts;
    const settled = voided === undefined ? null : await settlePosts(this.desk, voided);
    return this.desk.chain(done, settled, { ...namedInAnswer(holder), reviews: [...done.facts, ...(settled?.facts ?? [])].filter((fact) => fact.type === 'ReviewRequired').map((fact) => fact.id) });
  }
}
