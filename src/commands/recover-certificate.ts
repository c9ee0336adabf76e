import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideRecoverCertificate } from '../domain/teacher/certificate';
import { teacher } from '../domain/teacher/teacher';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class RecoverCertificateBody {
  @Text(80, { means: { zh: '收回的证书上的编号', en: 'Number on the paper that came back' } }) readonly certificate: string;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RecoverCertificate extends UseCase<TitleTarget, RecoverCertificateBody> {}

@CommandHandler(RecoverCertificate)
export class RecoverCertificateHandler implements ICommandHandler<RecoverCertificate, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** After a revocation or a reissue the old paper is followed until it is back. */
  execute(command: RecoverCertificate): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { certificate, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: RecoverCertificate.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'ConferTitles'), unitOf(state, world.today)),
      decide: (state, context) => decideRecoverCertificate(state, { title, certificate, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, certificate: facts[0]?.data['certificate'] ?? null }),
    });
  }
}
