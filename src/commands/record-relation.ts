import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { topOf } from '../domain/orgs';
import { appointmentsOf, people } from '../domain/people';
import type { RelationKind } from '../domain/registry-facts';
import { decideRecordRelation } from '../domain/relations';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import type { Authority, World } from './world';
import { loadDossiers, unitsOfMembers, type DossiersRead } from './holders';
import { Day, Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRoot, bureau } from './requirements';
import { UseCase, type Sender } from './use-case';

const KINDS = ['STUDIO', 'MENTOR', 'COAUTHOR'] as const satisfies readonly RelationKind[];

export class RecordRelationBody {
  @OneOf(KINDS, { means: { zh: '关系：STUDIO 同一工作室、MENTOR 师徒、COAUTHOR 合作者', en: 'What ties them: one studio, mentor and mentee, co-authors' } }) readonly kind: RelationKind;
  @Id({ means: { zh: '一方（人员标识）；师徒关系中为师', en: 'One of them, by person id; of MENTOR: the mentor' } }) readonly a: PersonId;
  @Id({ means: { zh: '另一方（人员标识）；师徒关系中为徒', en: 'The other, by person id; of MENTOR: who is guided' } }) readonly b: PersonId;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true, means: { zh: '最后一天；仍在继续的写 null，终止后可再次登记，以后登记的为准', en: 'Last day; null while it goes on. Recorded again with an end, the later statement counts' } }) readonly to: BusinessDate | null;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** What ties two persons, from which conflicts of interest are computed. */
export class RecordRelation extends UseCase<object, RecordRelationBody> {}

@CommandHandler(RecordRelation)
export class RecordRelationHandler implements ICommandHandler<RecordRelation, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordRelation): Promise<Outcome> {
    const { kind, a, b, from, to, act } = command.body;
    let read: DossiersRead = new Map();
    return this.desk.run({
      command, useCase: RecordRelation.name, aggregate: people, stream: 'people',
      world: async () => {
        read = await loadDossiers(this.desk, [a, b]);
        return this.desk.world();
      },
      authority: (world, { state }) => authorityOverTie(world, command.sender, [...unitsOfMembers(read, world.today), ...[a, b].flatMap((person) => appointmentsOf(state, person).map(({ org }) => org))]),
      decide: (state, context) => decideRecordRelation(state, { kind, a, b, from, to, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ kind, a, b }),
    });
  }
}

/** Of the bureau on top of a tree in which one of the two is, or ever had a post; of two whom no unit knows, of any on top. */
function authorityOverTie(world: World, sender: Sender, units: readonly OrgId[]): Authority {
  const tops = new Set(units.flatMap((unit) => topOf(world.orgs.state, unit, world.today) ?? []));
  let answer: Authority | undefined;
  for (const top of tops) {
    answer = world.authority(sender, bureau, top);
    if (answer.kind === 'authorised') return answer;
  }
  return answer ?? authorityOverRoot(world, sender);
}
