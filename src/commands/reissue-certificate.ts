import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideReissueCertificate } from '../domain/teacher/certificate';
import type { ReissueReason } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class ReissueCertificateBody {
  @OneOf(['LOST', 'DAMAGED', 'CORRECTED'], { means: { zh: '补发原因：LOST 遗失、DAMAGED 损毁、CORRECTED 内容更正', en: 'Lost, damaged, or its content corrected' } }) readonly reasonCode: ReissueReason;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class ReissueCertificate extends UseCase<TitleTarget, ReissueCertificateBody> {}

@CommandHandler(ReissueCertificate)
export class ReissueCertificateHandler implements ICommandHandler<ReissueCertificate, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Who confers reissues; the number that is replaced stops being valid. */
  execute(command: ReissueCertificate): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { reasonCode, reason, act, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: ReissueCertificate.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'ConferTitles'), unitOf(state, world.today)),
      decide: (state, context) => decideReissueCertificate(state, { title, reasonCode, reason, ...(act === undefined ? {} : { act: actOf(act) }), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, certificate: facts[0]?.data['certificate'] ?? null }),
    });
  }
}
