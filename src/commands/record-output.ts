import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, OrgId } from '../domain/facts';
import { decideRecordOutput, targetNamed, targets } from '../domain/targets/targets';
import { targetsStream } from './board-streams';
import { asJson, Desk } from './desk';
import { Day, Id, Part, Whole } from './input';
import { PaperInput } from './paper-input';
import type { Outcome } from './outcome';
import { boardRequirements } from './requirements';
import { UseCase } from './use-case';

export class RecordOutputBody {
  @Id() readonly target: string;
  @Id({ means: { zh: '成果所属单位', en: 'Whose work it is' } }) readonly unit: OrgId;
  @Whole(0, 1_000_000, { means: { zh: '件数；0 仅用于更正为全无', en: 'How many; 0 only where it restates an entry that nothing is left of' } }) readonly quantity: number;
  @Day({ means: { zh: '完成日期', en: 'The day on which it was made' } }) readonly on: BusinessDate;
  @Part(() => PaperInput, { means: { zh: '成果的证明', en: 'The paper that shows it' } }) readonly proof: PaperInput;
  @Id({ optional: true }) readonly corrects?: EventId;
}

/** 成果登记: so many videos, teams, clusters, with what shows them. */
export class RecordOutput extends UseCase<{ readonly programme: string }, RecordOutputBody> {}

@CommandHandler(RecordOutput)
export class RecordOutputHandler implements ICommandHandler<RecordOutput, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordOutput): Promise<Outcome> {
    const { programme } = command.target;
    const { target, unit, quantity, on, proof, corrects } = command.body;
    return this.desk.run({
      command, useCase: RecordOutput.name, aggregate: targets, stream: targetsStream(programme),
      world: () => this.desk.world({ programme, goesOn: corrects !== undefined }),
      authority: (world, { state }) => {
        const named = world.programme === undefined ? undefined : targetNamed(world.programme, state, target);
        return world.authority(command.sender, boardRequirements(named?.by), world.orgs.state.orgs.has(unit) ? unit : null);
      },
      decide: (state, context) => decideRecordOutput(state, { target, unit, quantity, on, proof: asJson(proof) as { name: string; number: string | null; file: string | null }, ...(corrects === undefined ? {} : { corrects }) }, context),
      result: (facts) => ({ programme, target, event: facts[0]?.id ?? null }),
    });
  }
}
