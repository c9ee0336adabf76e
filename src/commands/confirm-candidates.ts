import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ConfirmationDecided } from '../domain/cultivation/facts';
import { decideConfirm, pool } from '../domain/cultivation/pool';
import type { BusinessDate } from '../domain/dates';
import type { EventId, JsonObject, NominationId, RoundId, TeacherId } from '../domain/facts';
import { calledIn } from '../domain/refusal-names';
import { refusalText } from '../domain/refusal-notice';
import { refusalOfDecline } from '../domain/teacher/confirmation-decline';
import { teacher } from '../domain/teacher/teacher';
import type { ConfirmationDeclined } from '../domain/teacher/ways-facts';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { confirming, cultivationStream, membersNamed, type MembersNamed } from './cultivation';
import { Desk } from './desk';
import { gateOf, type Gate } from './gates';
import { candidateStream } from './holders';
import { Day, Ids, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits } from './requirements';
import { dataOf } from './settle';
import { settleConfirmation } from './settle-confirmation';
import { UseCase } from './use-case';
import type { World } from './world';

export class ConfirmCandidatesBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ means: 'firstTitleDay' }) readonly effectiveOn: BusinessDate;
  @Ids(1, 2_000, { means: { zh: '培养人选中获认定的；其余继续培养', en: 'Those in cultivation who become holders; the others stay in the pool' } }) readonly nominations: readonly NominationId[];
}

/** 认定: out of a pool, by the latest version of the programme; what each is asked for, by the version that her round pinned. */
export class ConfirmCandidates extends UseCase<{ readonly programme: string; readonly tier: string }, ConfirmCandidatesBody> {}

@CommandHandler(ConfirmCandidates)
export class ConfirmCandidatesHandler implements ICommandHandler<ConfirmCandidates, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ConfirmCandidates): Promise<Outcome> {
    const { programme, tier } = command.target;
    const { act, effectiveOn: conferredOn, nominations } = command.body;
    const attempt = this.desk.attempt(command, ConfirmCandidates.name);
    const batch = createdId(attempt.commandId, 'batch');
    let named: MembersNamed = { units: [], voided: new Set() };
    let gate: Gate | undefined;
    const done = await this.desk.transact(attempt, {
      aggregate: pool, stream: cultivationStream(programme, tier),
      world: async () => {
        named = await membersNamed(this.desk, programme, tier, nominations);
        gate = await gateOf(this.desk, 'ConferTitles', { programme });
        return this.desk.world({ programme, goesOn: true }, gate.reads);
      },
      authority: (world) => authorityOverUnits(world, command.sender, confirming(world.programme, tier), named.units),
      decide: (state, context) => gate?.fault(context, [['conferredOn', conferredOn], ['act.date', act.date]]) ?? decideConfirm(state, { tier, nominations, batch, act: actOf(act), conferredOn, voided: named.voided }, context),
    });
    const decided = done.facts.find(({ type }) => type === 'ConfirmationDecided');
    if (decided === undefined) return this.desk.outcome(done, () => ({ programme, tier }));
    const settled = await settleConfirmation(this.desk, decided);
    const world = await this.desk.world({ programme });
    const rounds = new Map([...done.loaded.state.members.values()].map((member) => [member.nomination, member.round]));
    const roundOf = new Map(dataOf<ConfirmationDecided>(decided).confirmations.map((one) => [one.teacher, rounds.get(one.nomination)]));
    const outcomes = await Promise.all([...settled.state.outcomes.values()].map(async ({ target, outcome, event, rule }): Promise<JsonObject> => {
      const declined = outcome === 'DECLINED' ? await this.declined(roundOf.get(target), target, event) : null;
      return { teacher: target, outcome, rule, ...(declined === null ? {} : whyOf(declined, target, world)) };
    }));
    return this.desk.chain(done, settled, { programme, tier, batch, outcomes });
  }

  private async declined(round: RoundId | undefined, holder: TeacherId, event: EventId | null): Promise<ConfirmationDeclined | null> {
    if (round === undefined || event === null) return null;
    const { state } = await this.desk.streams.load(teacher, await candidateStream(this.desk, round, holder));
    const fact = state.byId.get(event);
    return fact?.type === 'ConfirmationDeclined' ? fact : null;
  }
}

/** What stood against her: the clause, the bound, what was read of her, and all of it in a sentence. */
function whyOf(declined: ConfirmationDeclined, holder: TeacherId, { programme, orgs, today }: World): JsonObject {
  const refusal = refusalOfDecline(declined, holder);
  const { clause = null, inputs, personal } = refusal;
  const called = calledIn(refusal, { ...(programme === undefined ? {} : { programme }), orgs: orgs.state, day: today });
  const sentences = refusalText({ ...refusal, called }, personal?.[holder] ?? null);
  return { clause, working: { inputs, ...(personal === undefined ? {} : { personal }) }, ...(sentences === null ? {} : { sentences: { ...sentences } }) };
}
