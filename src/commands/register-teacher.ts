import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId } from '../domain/facts';
import { heldBy, identity } from '../domain/identity';
import { decideRegisterTeacher } from '../domain/teacher/life';
import { teacher } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { Desk, teacherStream } from './desk';
import type { Outcome } from './outcome';
import { TeacherInput } from './personal-input';
import { claimIdentity, holderOf, type Registration, registrationOf } from './registration';
import { schoolOrBureau } from './requirements';
import { settleClaim } from './settle';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class RegisterTeacher extends UseCase<object, TeacherInput> {}

@CommandHandler(RegisterTeacher)
export class RegisterTeacherHandler implements ICommandHandler<RegisterTeacher, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Identity first, then the dossier: a retry or the reactor finishes what was interrupted between the two. */
  async execute(command: RegisterTeacher): Promise<Outcome> {
    const attempt = this.desk.attempt(command, RegisterTeacher.name);
    const registration = registrationOf(this.desk, command.body);
    const person = createdId(attempt.commandId, `person:${registration.stream}`);
    const holder = await holderOf(this.desk, registration.stream);
    if (holder !== null && holder.person !== person) return this.ofKnownPerson(command, attempt, registration, holder.person);
    const done = await this.desk.transact(attempt, {
      aggregate: identity, stream: registration.stream,
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, schoolOrBureau, registration.data.unit),
      decide: (state, context) => claimIdentity(state, person, registration, null, context),
    });
    // Somebody else claimed it in between: she goes on with the id of that claim.
    if (done.refusal?.rule === 'identityTaken') return this.execute(command);
    const [claim] = done.facts;
    return this.desk.chain(done, claim === undefined ? null : await settleClaim(this.desk, claim), { teacher: person });
  }

  /** The number is claimed: by a person without a dossier, who now gets one under the same id, or by one who has it. */
  private async ofKnownPerson(command: RegisterTeacher, attempt: Attempt, { personal, data, effectiveOn }: Registration, person: PersonId): Promise<Outcome> {
    const done = await this.desk.transact(attempt, {
      aggregate: teacher, stream: teacherStream(person),
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, schoolOrBureau, data.unit),
      decide: (state, context, { world }) => {
        if (state.erased || world.people.state.erased.has(person)) return heldBy(person, true);
        const decision = decideRegisterTeacher(state, { ...data, personal, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context);
        return decision.kind === 'refused' && decision.refusal.rule === 'teacherExists' ? heldBy(person, false) : decision;
      },
    });
    return this.desk.outcome(done, () => ({ teacher: person }));
  }
}
