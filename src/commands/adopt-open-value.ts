import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Json, OrgId } from '../domain/facts';
import { adoptionProblems } from '../domain/programme';
import { adoptionsOf, decideAdoptOpenValue, programme } from '../domain/programme-stream';
import { ActInput, actOf } from './act-input';
import { Desk, programmeStream } from './desk';
import { ProgrammeFaultsError } from './errors';
import { Flag, JsonAny, Part, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityToWrite, publisherOf } from './publisher';
import { UseCase } from './use-case';

export class AdoptOpenValueBody {
  @Whole(1, 1_000_000, { means: { zh: '方案版本号', en: 'The version of the programme whose value is open' } }) readonly version: number;
  @Text(400, { means: { zh: '规则文件中自上而下的代码，以点相连，如 tiers.RISING_STAR.scoring.minimumSheets', en: 'Codes from the top of the rule file joined by dots: tiers.RISING_STAR.scoring.minimumSheets' } }) readonly path: string;
  @JsonAny({ means: { zh: '采纳的值，形状如规则文件该处所要求；null 也是值', en: 'The value adopted, of the shape that the rule file asks for at that place' } }) readonly value: Json;
  @Flag({ optional: true, means: { zh: 'true：仅供演示的值；默认 false', en: 'True for a value that is there for demonstrations only; false where left out' } }) readonly sample?: boolean;
  @Part(() => ActInput, { optional: true, means: { zh: '采纳所依据的文件；没有的不写', en: 'The act that adopts it; left out where there is none' } }) readonly act?: ActInput;
}

export class AdoptOpenValue extends UseCase<{ readonly programme: string }, AdoptOpenValueBody> {}

@CommandHandler(AdoptOpenValue)
export class AdoptOpenValueHandler implements ICommandHandler<AdoptOpenValue, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Errors: ProgrammeFaultsError where the value is none that the file takes there. */
  execute(command: AdoptOpenValue): Promise<Outcome> {
    const { programme: id } = command.target;
    const { version, path, value, sample, act } = command.body;
    let publisher: OrgId | null = null;
    return this.desk.run({
      command, useCase: AdoptOpenValue.name, aggregate: programme, stream: programmeStream(id),
      world: async () => {
        const world = await this.desk.world({ programme: id, version });
        publisher = await publisherOf(this.desk, id);
        return world;
      },
      authority: (world) => authorityToWrite(world, command.sender, publisher),
      decide: (state) => {
        const published = state.versions.get(version);
        const problems = published === undefined ? [] : adoptionProblems(published.definition, adoptionsOf(state, version), path, value);
        if (problems.length > 0) throw new ProgrammeFaultsError(problems);
        return decideAdoptOpenValue(state, { programme: id, version, path, value, sample: sample ?? false, ...(act === undefined ? {} : { act: actOf(act) }) });
      },
      result: () => ({ programme: id, version, path }),
    });
  }
}
