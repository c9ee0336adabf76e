import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId, RoundId, TeacherId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideCommissionPanel } from '../domain/round/ranking';
import { Desk, panelStream, roundStream } from './desk';
import { Ids, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { NO_FIELD, readField, type Field } from './panel-field';
import { worldOfRound } from './rounds';
import { settlePanel } from './settle';
import { UseCase } from './use-case';

export class FormPanelBody {
  @Whole(1, 999, { means: { zh: '评委会在届次内的序号：1、2、3…', en: '1, 2, 3 … within the round' } }) readonly panel: number;
  @Text(80, { means: { zh: '评审组的代码，方案或通知所定；不分组的届次自定名称', en: 'Code of the group, as the rule file or the notice states it; a name of your choice where the round has no groups' } }) readonly group: string;
  @Ids(1, 99, { optional: true, means: { zh: '评委（人员标识）；方案规定抽取的不写，即为同序号抽取的评委', en: 'Who scores, by person id; left out where the programme has them drawn: then they are those of the draw of the panel\'s number' } }) readonly experts?: readonly PersonId[];
  @Ids(1, 2_000) readonly candidates: readonly TeacherId[];
}

export class FormPanel extends UseCase<{ readonly round: RoundId }, FormPanelBody> {}

@CommandHandler(FormPanel)
export class FormPanelHandler implements ICommandHandler<FormPanel, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: FormPanel): Promise<Outcome> {
    const { round: id } = command.target;
    const { panel: n, group, experts = [], candidates } = command.body;
    const attempt = this.desk.attempt(command, FormPanel.name);
    let field: Field = NO_FIELD;
    const done = await this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        field = await readField(this.desk, id, n, experts, candidates);
        return worldOfRound(this.desk, id, 'own', field.read);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'FormPanel', state),
      decide: (state, context) =>
        decideCommissionPanel(state, { panel: context.createdId('panel'), n, stream: panelStream(id, n), group, experts: [...experts], candidates: [...candidates], places: field.places, lot: field.lot, service: field.service, excluded: field.excluded, idsOf: field.idsOf }, context),
    });
    const [commissioned] = done.facts;
    return this.desk.chain(done, commissioned === undefined ? null : await settlePanel(this.desk, commissioned), { round: id, panel: n });
  }
}
