import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TeacherId } from '../domain/facts';
import { decideClaimCorrected, identity } from '../domain/identity';
import { decideAskCorrection } from '../domain/teacher/identity-correction';
import { absorbedFault } from '../domain/teacher/merge';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, identityStream, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Part, Text } from './input';
import type { Outcome } from './outcome';
import { personalOf } from './personal';
import { PersonalInput } from './personal-input';
import { bureau } from './requirements';
import { settleIdentity } from './settle-identity';
import type { Loaded } from './streams';
import { UseCase } from './use-case';

export class CorrectIdentityBody {
  @Part(() => PersonalInput, { means: { zh: '更正后的全部个人信息', en: 'Her whole own part as it should read' } }) readonly personal: PersonalInput;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class CorrectIdentity extends UseCase<{ readonly teacher: TeacherId }, CorrectIdentityBody> {}

@CommandHandler(CorrectIdentity)
export class CorrectIdentityHandler implements ICommandHandler<CorrectIdentity, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The right number is claimed first, as at a registration: nobody else can have it from then on. */
  async execute(command: CorrectIdentity): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { reason, act } = command.body;
    const personal = personalOf(command.body.personal, 'personal.', true);
    let dossier: Loaded<TeacherState> | undefined;
    const done = await this.desk.transact(this.desk.attempt(command, CorrectIdentity.name), {
      aggregate: identity, stream: identityStream(this.desk.ports.secrets.identity(personal.identityType, personal.identityNumber)),
      world: async () => {
        dossier = await this.desk.streams.load(teacher, teacherStream(id));
        return this.desk.world(undefined, [{ stream: teacherStream(id), loaded: dossier }]);
      },
      authority: (world) => world.authority(command.sender, bureau, dossier === undefined ? null : unitOf(dossier.state, world.today)),
      decide: (state, context) => {
        const her = dossier?.state ?? teacher.initial(teacherStream(id));
        const fault = absorbedFault(her) ?? decideAskCorrection(her, personal, context);
        return fault.kind === 'refused' ? { ...fault, events: [] } : decideClaimCorrected(state, id, { ...personal, reason }, actOf(act));
      },
    });
    const [claim] = done.facts;
    return this.desk.chain(done, claim === undefined ? null : await settleIdentity(this.desk, claim), { teacher: id });
  }
}
