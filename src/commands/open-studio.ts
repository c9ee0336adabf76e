import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { StudioLevel } from '../domain/studio/facts';
import { decideOpenStudio } from '../domain/studio/opening';
import { studios } from '../domain/studio/studios';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Ids, OneOf, Part } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { SelectionInput, selectionOf } from './selection-input';
import { authorityOverStudio, readStudio, studiosStream, type StudioReads } from './studio-streams';
import { UseCase } from './use-case';

const LEVELS = ['PROVINCE', 'CITY', 'DISTRICT', 'SCHOOL'] as const satisfies readonly StudioLevel[];

export class OpenStudioBody {
  /** Its id; left out, one is made. */
  @Id({ optional: true }) readonly studio?: string;
  /** One of the programme's kinds of studio. */
  @Id() readonly kind: string;
  @OneOf(LEVELS) readonly level: StudioLevel;
  /** One of the missions of its kind, where it has any. */
  @Id({ optional: true }) readonly mission?: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  /** Where it has its seat. */
  @Id() readonly org: OrgId;
  @Id() readonly host: PersonId;
  /** Where she hosts it by the selection of a body above and holds no title here. */
  @Part(() => SelectionInput, { optional: true }) readonly selection?: SelectionInput;
  /** Those it begins with, the host not among them. */
  @Ids(0, 1_000) readonly members: readonly PersonId[];
  /** The studio of the next level up that leads it. */
  @Id({ optional: true }) readonly ledBy?: string;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

/** 设立工作室: with its host and the members it begins with. */
export class OpenStudio extends UseCase<{ readonly programme: string }, OpenStudioBody> {}

@CommandHandler(OpenStudio)
export class OpenStudioHandler implements ICommandHandler<OpenStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: OpenStudio): Promise<Outcome> {
    const { programme } = command.target;
    const { studio, kind, level, mission = null, names, org, host, selection, members, ledBy = null, from, act } = command.body;
    let reads: StudioReads | undefined;
    return this.desk.run({
      command, useCase: OpenStudio.name, aggregate: studios, stream: studiosStream(programme),
      world: async () => {
        reads = await readStudio(this.desk, programme, null, [host, ...members]);
        return reads.world;
      },
      authority: (world) => authorityOverStudio(world, command.sender, kind, org),
      decide: (state, context) =>
        decideOpenStudio(state, {
          studio: studio ?? context.createdId('studio'), kind, level, mission, names: { zh: names.zh, en: names.en }, org, host, selection: selection === undefined ? null : selectionOf(selection), members: [...members], ledBy, from,
          ...personsOf(reads), ...(act === undefined ? {} : { act: actOf(act) }),
        }, context),
      result: (facts) => ({ programme, studio: facts[0]?.data['studio'] ?? null }),
    });
  }
}

function personsOf(reads: StudioReads | undefined): StudioReads['persons'] {
  if (reads === undefined) throw new Error('a studio is decided on after its dossiers were read');
  return reads.persons;
}
