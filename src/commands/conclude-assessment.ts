import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import { decideConcludeAssessment } from '../domain/teacher/assessment';
import type { AssessmentKind, Grade } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { authorityToAssess } from './cohorts';
import { Desk, teacherStream } from './desk';
import { looking, worldOfTitle } from './dossiers';
import { gateOf, type Gate } from './gates';
import { Amounts, Day, Flag, Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class ListedRevocationInput {
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
  @Text(2_000, { optional: true, means: { zh: '理由；以其本人的密钥保存，没有的不写', en: 'Why, kept under the teacher\'s own key; left out where the act does not say' } }) readonly reason?: string;
}

export class ConcludeAssessmentBody {
  @Id() readonly programme: string;
  @Id({ optional: true, means: 'assessmentCode' }) readonly code?: string;
  @OneOf(['ANNUAL', 'END_OF_TERM', 'MILESTONE', 'TRAINING'], { means: 'assessmentKind' }) readonly kind: AssessmentKind;
  @Id({ means: 'assessmentPeriod' }) readonly period: string;
  @Id({ nullable: true }) readonly title: TitleId | null;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED']) readonly grade: Grade;
  @Id() readonly assessor: OrgId;
  @Amounts(100, { optional: true }) readonly marks?: { readonly [criterion: string]: number };
  @Part(() => ActInput) readonly act: ActInput;
  @Part(() => ListedRevocationInput, { optional: true, means: { zh: '同一文件一并撤销称号的，考核结论与撤销同时登记；没有的不写', en: 'Where the act lists the revocation too: verdict and revocation are recorded together; left out otherwise' } }) readonly revocation?: ListedRevocationInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class ConcludeAssessment extends UseCase<{ readonly teacher: TeacherId }, ConcludeAssessmentBody> {}

@CommandHandler(ConcludeAssessment)
export class ConcludeAssessmentHandler implements ICommandHandler<ConcludeAssessment, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** A title is assessed by the version it was conferred under; an assessment of no title by the programme's latest. */
  execute(command: ConcludeAssessment): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { programme, code, kind, period, title, grade, assessor, marks, act, revocation, effectiveOn } = command.body;
    const which = { kind, period, title, ...(code === undefined ? {} : { code }) };
    let gate: Gate | undefined;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: ConcludeAssessment.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        // Singly as of several: what waits for the gate is the assessing.
        gate = await gateOf(this.desk, 'OpenAssessment', { programme });
        return title === null ? this.desk.world({ programme }, gate.reads) : worldOfTitle(this.desk, teacherStream(id), title, programme, gate.reads);
      },
      authority: (world, { state }) => authorityToAssess(world, command.sender, state, which),
      decide: (state, context) =>
        gate?.fault(context, [['effectiveOn', effectiveOn ?? context.today]]) ?? decideConcludeAssessment(state, {
          assessment: context.createdId('assessment'), programme, ...which, grade, assessor, act: actOf(act),
          ...(marks === undefined ? {} : { marks }),
          ...(revocation === undefined
            ? {}
            : { revocation: { ground: revocation.ground, authority: revocation.authority, certificateRecovered: revocation.certificateRecovered, ...(revocation.reason === undefined ? {} : { reason: revocation.reason }) } }),
          ...(effectiveOn === undefined ? {} : { effectiveOn }),
        }, context),
      result: (facts) => ({ teacher: id, assessment: facts[0]?.data['assessment'] ?? null }),
    }));
  }
}
