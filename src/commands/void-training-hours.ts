import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId, TeacherId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { decideVoidTrainingHours, type PinnedRound } from '../domain/teacher/correction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream, type Cites } from './desk';
import { unitOf, worldOfCorrection } from './dossiers';
import { Amount, Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class VoidTrainingHoursBody {
  @Id({ means: { zh: '要作废学时的培训（事件标识）', en: 'The training, by event id' } }) readonly event: EventId;
  @Amount(0, 10_000, { optional: true, means: { zh: '不予计算的学时；不写则为尚计算的全部', en: '学时 that do not count; left out: all that still do' } }) readonly periods?: number;
  @OneOf(['NOT_ATTENDED', 'OVERSTATED', 'PROVIDER_DISQUALIFIED', 'EVIDENCE_FALSE'], { means: { zh: 'NOT_ATTENDED 未参加、OVERSTATED 多计、PROVIDER_DISQUALIFIED 机构不合格、EVIDENCE_FALSE 材料虚假', en: 'Not attended, overstated, its provider disqualified, or its evidence false' } }) readonly reasonCode: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class VoidTrainingHours extends UseCase<{ readonly teacher: TeacherId }, VoidTrainingHoursBody> {}

@CommandHandler(VoidTrainingHours)
export class VoidTrainingHoursHandler implements ICommandHandler<VoidTrainingHours, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: VoidTrainingHours): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { event, periods, reasonCode, reason, act } = command.body;
    let rounds: readonly PinnedRound[] = [];
    let programme: EffectiveProgramme | undefined;
    let cites: Cites = {};
    return this.desk.run({
      command, useCase: VoidTrainingHours.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfCorrection(this.desk, teacherStream(id), event);
        rounds = read.rounds;
        programme = read.programme;
        cites = read.cites;
        return read.world;
      },
      cites: () => cites,
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(programme, 'CorrectFact'), unitOf(state, world.today)),
      decide: (state, context) => decideVoidTrainingHours(state, { training: event, reasonCode, reason, rounds, act: actOf(act), ...(periods === undefined ? {} : { periods }) }, context),
      result: (facts) => ({ teacher: id, reviews: facts.filter((fact) => fact.type === 'ReviewRequired').map((fact) => fact.id) }),
    });
  }
}
