import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordCredential } from '../domain/teacher/career';
import type { CredentialKind } from '../domain/teacher/career-facts';
import { credentialKinds, credentialLevels } from '../domain/teacher/career-levels';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Day, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordCredentialBody {
  @OneOf(credentialKinds) readonly kind: CredentialKind;
  /** One of the kind's own levels. */
  @OneOf(credentialLevels) readonly level: string;
  /** Of a licence or a professional title; null where it names none. */
  @Text(40, { nullable: true }) readonly subject: string | null;
  @Day() readonly obtainedOn: BusinessDate;
  @Day({ nullable: true }) readonly validTo: BusinessDate | null;
  /** Number and issuer are kept under the teacher's own key. */
  @Text(80, { nullable: true }) readonly number: string | null;
  @Text(200) readonly issuer: string;
}

export class RecordCredential extends UseCase<{ readonly teacher: TeacherId }, RecordCredentialBody> {}

@CommandHandler(RecordCredential)
export class RecordCredentialHandler implements ICommandHandler<RecordCredential, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordCredential): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { kind, level, subject, obtainedOn, validTo, number, issuer } = command.body;
    return this.desk.run({
      command, useCase: RecordCredential.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordCredential(state, { kind, level, subject, obtainedOn, validTo, number, issuer }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
