import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { Finding } from '../domain/parties/facts';
import { decideRecordSupervision } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Day, Id, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordSupervisionBody {
  @Id({ means: { zh: '督导事项，规则文件中的代码', en: 'Which supervision of the programme, by its code in the rule file' } }) readonly supervision: string;
  @Id({ means: { zh: '被督导的单位', en: 'The unit that was looked at' } }) readonly unit: OrgId;
  @Day({ nullable: true, means: { zh: '所属年度（或周期）的第一天；不定期的写 null', en: 'First day of its years; null for what comes as the occasion asks' } }) readonly period: BusinessDate | null;
  @Day({ means: { zh: '督导日期', en: 'The day of the supervision' } }) readonly on: BusinessDate;
  @OneOf(['IN_ORDER', 'TO_REMEDY'], { means: { zh: '结论：IN_ORDER 正常、TO_REMEDY 须整改', en: 'In order, or to be remedied' } }) readonly finding: Finding;
  @Text(4_000, { means: { zh: '督导情况；以登记人的密钥保存', en: 'What was found; kept under the key of whoever writes it' } }) readonly text: string;
}

/** 专项督导: what was found at a unit. */
export class RecordSupervision extends UseCase<{ readonly programme: string }, RecordSupervisionBody> {}

@CommandHandler(RecordSupervision)
export class RecordSupervisionHandler implements ICommandHandler<RecordSupervision, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordSupervision): Promise<Outcome> {
    const { programme } = command.target;
    const { supervision, unit, period, on, finding, text } = command.body;
    return this.desk.run({
      command, useCase: RecordSupervision.name, aggregate: parties, stream: dutiesStream(programme),
      world: () => this.desk.world({ programme }),
      authority: (world) => {
        const by = world.programme?.supervision?.find(({ code }) => code === supervision)?.by;
        return world.authority(command.sender, by === undefined ? bureau : [by], world.orgs.state.orgs.has(unit) ? unit : null);
      },
      decide: (state, context) => decideRecordSupervision(state, { supervision, unit, period, on, finding, text }, context),
      result: () => ({ programme, supervision, unit }),
    });
  }
}
