import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { people } from '../domain/people';
import type { RelationKind } from '../domain/registry-facts';
import { decideRecordRelation } from '../domain/relations';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRoot } from './requirements';
import { UseCase } from './use-case';

const KINDS = ['STUDIO', 'MENTOR', 'COAUTHOR'] as const satisfies readonly RelationKind[];

export class RecordRelationBody {
  @OneOf(KINDS) readonly kind: RelationKind;
  /** Of MENTOR: the mentor. */
  @Id() readonly a: PersonId;
  @Id() readonly b: PersonId;
  @Day() readonly from: BusinessDate;
  /** Last day; null while it goes on. Recorded again with an end, the later statement counts. */
  @Day({ nullable: true }) readonly to: BusinessDate | null;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

/** What ties two persons, from which conflicts of interest are computed. */
export class RecordRelation extends UseCase<object, RecordRelationBody> {}

@CommandHandler(RecordRelation)
export class RecordRelationHandler implements ICommandHandler<RecordRelation, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordRelation): Promise<Outcome> {
    const { kind, a, b, from, to, act } = command.body;
    return this.desk.run({
      command, useCase: RecordRelation.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world) => authorityOverRoot(world, command.sender),
      decide: (state, context) => decideRecordRelation(state, { kind, a, b, from, to, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ kind, a, b }),
    });
  }
}
