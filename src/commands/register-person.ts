import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import { decideClaimIdentity, heldBy, identity } from '../domain/identity';
import { decideRegisterPerson, people } from '../domain/people';
import type { IdentityType } from '../domain/teacher/facts';
import { createdId } from '../ids';
import { Desk, identityStream } from './desk';
import { Day, type FieldError, InputError, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { normalName, normalNumber } from './personal';
import { identityTypes } from './personal-input';
import { holderOf } from './registration';
import { bureau } from './requirements';
import { settleClaim } from './settle';
import { UseCase } from './use-case';

export class RegisterPersonBody {
  @Text(80) readonly name: string;
  @OneOf(identityTypes, { optional: true, means: { zh: '证件种类，与 identityNumber 同时写；不详的不写', en: 'Kind of identity document, beside its number; left out where it is not known' } }) readonly identityType?: IdentityType;
  @Text(40, { optional: true, means: { zh: '证件号码，以本人的密钥保存；不详的不写', en: 'Number of the identity document, kept under her own key; left out where it is not known' } }) readonly identityNumber?: string;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** A clerk, an expert, an auditor: anyone who acts and has no dossier of her own. */
export class RegisterPerson extends UseCase<object, RegisterPersonBody> {}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RegisterPerson): Promise<Outcome> {
    const fields: FieldError[] = [];
    const { identityType, identityNumber, effectiveOn } = command.body;
    if ((identityType === undefined) !== (identityNumber === undefined)) {
      fields.push({ path: 'identityNumber', notice: { zh: '证件类型与证件号码须一并填写。', en: 'Give type and number of the identity document together, or neither.' } });
    }
    const name = normalName(command.body.name, 'name', fields);
    const number = identityType === undefined || identityNumber === undefined ? null : normalNumber(identityType, identityNumber, null, 'identityNumber', fields);
    if (fields.length > 0) throw new InputError(fields);
    const on = effectiveOn === undefined ? {} : { effectiveOn };
    if (identityType === undefined || number === null) return this.withoutNumber(command, { name }, on);
    return this.withNumber(command, { name, identityType, identityNumber: number }, identityStream(this.desk.ports.secrets.identity(identityType, number)), on);
  }

  private withoutNumber(command: RegisterPerson, personal: JsonObject, on: { readonly effectiveOn?: BusinessDate }): Promise<Outcome> {
    return this.desk.run({
      command, useCase: RegisterPerson.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world) => world.authorityAtFirst(command.sender, bureau, null),
      decide: (state, context) => {
        const decision = decideRegisterPerson(state, { person: context.createdId('person'), personal });
        return { ...decision, events: decision.events.map((event) => ({ ...event, ...on })) };
      },
      result: (facts) => ({ person: facts[0]?.data['person'] ?? null }),
    });
  }

  /** The number first: one person, one id, whether she is a clerk, an expert or a teacher. */
  private async withNumber(command: RegisterPerson, personal: JsonObject, stream: string, on: { readonly effectiveOn?: BusinessDate }): Promise<Outcome> {
    const attempt = this.desk.attempt(command, RegisterPerson.name);
    const person = createdId(attempt.commandId, `person:${stream}`);
    const holder = await holderOf(this.desk, stream);
    const done = await this.desk.transact(attempt, {
      aggregate: identity, stream,
      world: () => this.desk.world(),
      authority: (world) => world.authorityAtFirst(command.sender, bureau, null),
      decide: (state) => {
        const decision = decideClaimIdentity(state, { person, for: 'PERSON', registration: null, batch: null, personal });
        if (decision.kind === 'refused') return holder === null ? decision : heldBy(holder.person, holder.erased);
        return { kind: 'events', events: decision.events.map((event) => ({ ...event, ...on })) };
      },
    });
    const [claim] = done.facts;
    return this.desk.chain(done, claim === undefined ? null : await settleClaim(this.desk, claim), { person });
  }
}
