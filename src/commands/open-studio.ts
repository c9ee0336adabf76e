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
  @Id({ optional: true, means: 'ownId' }) readonly studio?: string;
  @Id({ means: { zh: '工作室类别，规则文件中的代码', en: 'One of the programme\'s kinds of studio, by its code in the rule file' } }) readonly kind: string;
  @OneOf(LEVELS, { means: { zh: '工作室层级：PROVINCE 省、CITY 市、DISTRICT 县（区）、SCHOOL 校', en: 'Level of the studio' } }) readonly level: StudioLevel;
  @Id({ optional: true, means: { zh: '所担任务，规则文件该类别中的代码；该类别没有任务的不写', en: 'One of the missions of its kind, by its code in the rule file; left out where it has none' } }) readonly mission?: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id({ means: { zh: '工作室所在单位', en: 'Where it has its seat' } }) readonly org: OrgId;
  @Id() readonly host: PersonId;
  @Part(() => SelectionInput, { optional: true }) readonly selection?: SelectionInput;
  @Ids(0, 1_000, { means: { zh: '设立时的成员，不含主持人', en: 'Those it begins with, the host not among them' } }) readonly members: readonly PersonId[];
  @Id({ optional: true, means: { zh: '带领它的上一级工作室；没有的不写', en: 'The studio of the next level up that leads it; left out where none does' } }) readonly ledBy?: string;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
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
