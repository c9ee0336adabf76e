import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refused } from '../domain/decision';
import type { Refusal, RoundId, TeacherId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideReserveSeat } from '../domain/round/seats';
import { decideRecordRecommendationRefusal, LAST_DAY } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import type { NominationView } from '../domain/teacher/view';
import { view } from '../domain/teacher/view';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { Desk, refusalIn, roundStream, teacherStream } from './desk';
import { Id, Part } from './input';
import { LateInput, lateOf } from './late-input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleRecommendation } from './settle';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class RecommendAtSchoolBody {
  @Id() readonly teacher: TeacherId;
  @Part(() => ActInput) readonly act: ActInput;
  /** The minutes were received before the deadline and are entered after it. */
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
}

export class RecommendAtSchool extends UseCase<{ readonly round: RoundId }, RecommendAtSchoolBody> {}

@CommandHandler(RecommendAtSchool)
export class RecommendAtSchoolHandler implements ICommandHandler<RecommendAtSchool, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Takes one of the school's seats on the round's stream, then writes the outcome on the teacher's (`settleRecommendation`). */
  async execute(command: RecommendAtSchool): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher: candidate, act, late } = command.body;
    const attempt = this.desk.attempt(command, RecommendAtSchool.name);
    const refusing: Attempt = { ...attempt, commandId: createdId(attempt.commandId, 'refusal'), ifMatch: null };
    const stream = teacherStream(candidate);
    const before = await this.desk.streams.stored(teacher, stream, refusing);
    if (before !== null) return { kind: 'refused', refusal: refusalIn(before.facts) ?? { rule: 'unknownNomination', inputs: {} }, reference: null, position: before.position, repeated: true };

    const loaded = await this.desk.streams.load(teacher, stream);
    const nominated = view(loaded.state.facts, LAST_DAY).nominations.find((entry) => entry.round === id);
    let decided = false;
    const done = await this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own', [{ stream, loaded }]),
      authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'RecommendAtSchool'), nominated?.unit ?? null),
      decide: (state, context) => {
        decided = true;
        if (nominated === undefined) return refused('unknownNomination');
        return decideReserveSeat(state, { nomination: nominated.nomination, teacher: candidate, unit: nominated.unit, stage: nominated.stage, subject: nominated.subject, act: actOf(act), ...lateOf(late) }, context);
      },
    });
    const result = { round: id, teacher: candidate, nomination: nominated?.nomination ?? null };
    if (done.refusal !== null) return decided && nominated !== undefined ? this.refuse(id, nominated, done.refusal, refusing, command) : this.desk.outcome(done, () => result);
    const [reserved] = done.facts;
    if (reserved === undefined) return this.desk.outcome(done, () => result);
    const settled = await settleRecommendation(this.desk, reserved);
    const declined = settled.facts.find((fact) => fact.type === 'RecommendationDeclined');
    if (declined === undefined) return this.desk.chain(done, settled, result);
    return { kind: 'refused', refusal: { rule: String(declined.data['rule']), inputs: {} }, reference: null, position: settled.position, repeated: done.kind === 'repeated' };
  }

  /** No seat left, the round closed, …: a fact about her, once for what was read of her unit's ledger. */
  private async refuse(id: RoundId, nominated: NominationView, refusal: Refusal, refusing: Attempt, command: RecommendAtSchool): Promise<Outcome> {
    const { nomination, unit } = nominated;
    const recorded = await this.desk.transact(refusing, {
      aggregate: teacher, stream: teacherStream(command.body.teacher),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'RecommendAtSchool'), unit),
      decide: (state, _context, { world }) =>
        // She is recommended already: nothing was refused her.
        refusal.rule === 'alreadyRecommended' ? { kind: 'events', events: [] } : decideRecordRecommendationRefusal(state, { nomination, round: id, unit, refusal, read: { [roundStream(id)]: world.round.ledgerRevision.get(unit) ?? -1 } }),
    });
    return { kind: 'refused', refusal, reference: null, position: recorded.position, repeated: false };
  }
}
