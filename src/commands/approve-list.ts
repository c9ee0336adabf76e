import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision, JsonObject, NominationId, RoundId } from '../domain/facts';
import { decideApproveList } from '../domain/round/approval';
import type { RoundFact } from '../domain/round/facts';
import type { Verdict } from '../domain/round/mass';
import { currentList } from '../domain/round/ranking';
import { round, type RoundState } from '../domain/round/round';
import { candidatesOf } from '../domain/round/recommendation-lines';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Flag, Id, Part, Parts, Text } from './input';
import { personsOf } from './mass';
import type { Outcome } from './outcome';
import { SignedScan } from './printed-list';
import { authorityToApprove } from './requirements';
import { worldOfRound } from './rounds';
import { settleStrikes } from './settle-objection';
import { UseCase } from './use-case';

export class StrikeInput {
  @Id() readonly nomination: NominationId;
  @Text(1_000, { means: { zh: '删减理由；只有经办人和本人可读，名单上不显示', en: 'Why; for those who run the round and for her, and on no list' } }) readonly reason: string;
}

export class ApproveListBody {
  @Parts(() => StrikeInput, 0, 500, { means: { zh: '删去的人；照原名单审定的为空', en: 'Names struck from the list; none where it is approved as it stands' } }) readonly strikes: readonly StrikeInput[];
  @Part(() => ActInput) readonly act: ActInput;
  @Text(40, { optional: true }) readonly printed?: string;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class ApproveList extends UseCase<{ readonly round: RoundId }, ApproveListBody> {}

@CommandHandler(ApproveList)
export class ApproveListHandler implements ICommandHandler<ApproveList, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The round first; then each one struck learns it on her own stream (`settleStrikes`). */
  async execute(command: ApproveList): Promise<Outcome> {
    const { round: id } = command.target;
    const { strikes, act, printed, dryRun } = command.body;
    const scan = new SignedScan(this.desk, id, printed);
    let persons: readonly JsonObject[] = [];
    const done = await this.desk.transact(this.desk.attempt(command, ApproveList.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => worldOfRound(this.desk, id, 'own', await scan.people()),
      authority: (world, { state }) => authorityToApprove(world, command.sender, state),
      decide: (state, context) => {
        const signed = scan.judged(state, { kind: 'conferral', unit: null }, context);
        if ('refusal' in signed) return signed;
        const decision = decideApproveList(state, { strikes: strikes.map(({ nomination, reason }) => ({ nomination, reason })), act: actOf(act), ...signed }, context);
        persons = personsOf(verdictsOf(state, decision));
        return decision.kind === 'refused' || dryRun !== true ? decision : { kind: 'events', events: [] };
      },
    });
    if (dryRun === true && done.kind === 'nothing') return this.desk.outcome(done, () => ({ round: id, batch: null, dryRun: true, persons, done: 0, declined: 0 }));
    const approved = done.facts.find(({ type }) => type === 'ListApproved');
    if (approved === undefined) return this.desk.outcome(done, () => ({ round: id }));
    return this.desk.chain(done, await settleStrikes(this.desk, approved), { round: id, struck: strikes.length });
  }
}

/** Every name of the list as it would come out of the approval. */
function verdictsOf(state: RoundState, decision: Decision<RoundFact>): readonly Verdict[] {
  if (decision.kind === 'refused') return [];
  const struck = new Set(decision.events.flatMap((event) => (event.type === 'ListApproved' ? event.data.struck.map(({ nomination }) => nomination) : [])));
  const list = new Set(currentList(state));
  return candidatesOf(state).filter(({ nomination }) => list.has(nomination)).map(({ nomination, teacher }) => ({ teacher, nomination, refusal: struck.has(nomination) ? { rule: 'struck', inputs: {} } : null }));
}
