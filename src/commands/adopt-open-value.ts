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
  @Whole(1, 1_000_000) readonly version: number;
  /** Codes from the top of the rule file joined by dots: `tiers.RISING_STAR.scoring.minimumSheets`. */
  @Text(400) readonly path: string;
  @JsonAny() readonly value: Json;
  /** True for a value that is there for demonstrations only. */
  @Flag({ optional: true }) readonly sample?: boolean;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
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
