import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import { decideDeferAssessment } from '../domain/teacher/deferral';
import { teacher } from '../domain/teacher/teacher';
import { assessing } from './cohorts';
import { Desk, teacherStream } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { Day, Id, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class DeferAssessmentBody {
  @Id() readonly programme: string;
  @Id({ means: { zh: '规则文件中考核的代码', en: 'Code of the assessment in the rule file' } }) readonly code: string;
  @Id({ means: 'assessmentPeriod' }) readonly period: string;
  @Id({ nullable: true }) readonly title: TitleId | null;
  @Id() readonly assessor: OrgId;
  @Day({ means: { zh: '延至何日', en: 'The last day in time after the deferral' } }) readonly newDue: BusinessDate;
  @Text(2_000) readonly reason: string;
}

/** 考核延期: by the body that assesses. */
export class DeferAssessment extends UseCase<{ readonly teacher: TeacherId }, DeferAssessmentBody> {}

@CommandHandler(DeferAssessment)
export class DeferAssessmentHandler implements ICommandHandler<DeferAssessment, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DeferAssessment): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { programme, code, period, title, assessor, newDue, reason } = command.body;
    return this.desk.run({
      command, useCase: DeferAssessment.name, aggregate: teacher, stream: teacherStream(id),
      world: () => (title === null ? this.desk.world({ programme }) : worldOfTitle(this.desk, teacherStream(id), title, programme)),
      authority: (world, { state }) => {
        const rules = world.programme?.assessments.find((entry) => entry.code === code);
        return world.authority(command.sender, rules === undefined ? bureau : [assessing(rules)], unitOf(state, world.today));
      },
      decide: (state, context) => decideDeferAssessment(state, { code, period, title, assessor, newDue, reason }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
