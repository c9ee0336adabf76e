import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import { decideConcludeAssessment } from '../domain/teacher/assessment';
import type { AssessmentKind, Grade } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { authorityToAssess } from './cohorts';
import { Desk, teacherStream } from './desk';
import { worldOfTitle } from './dossiers';
import { gateOf, type Gate } from './gates';
import { Amounts, Day, Flag, Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class ListedRevocationInput {
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
  /** Free text, kept under the teacher's own key. */
  @Text(2_000, { optional: true }) readonly reason?: string;
}

export class ConcludeAssessmentBody {
  @Id() readonly programme: string;
  /** Which assessment of the rule file; left out where its kind, or its period, tells. */
  @Id({ optional: true }) readonly code?: string;
  @OneOf(['ANNUAL', 'END_OF_TERM', 'MILESTONE', 'TRAINING']) readonly kind: AssessmentKind;
  /** School year, term number or milestone: `2018`, `term-1`, `M3`. */
  @Id() readonly period: string;
  /** The title assessed; null for an assessment of no title. */
  @Id({ nullable: true }) readonly title: TitleId | null;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED']) readonly grade: Grade;
  @Id() readonly assessor: OrgId;
  /** By criterion, of at most 100, where the rule file names criteria. */
  @Amounts(100, { optional: true }) readonly marks?: { readonly [criterion: string]: number };
  @Part(() => ActInput) readonly act: ActInput;
  /** Where the act lists the revocation too: verdict and revocation are one append. */
  @Part(() => ListedRevocationInput, { optional: true }) readonly revocation?: ListedRevocationInput;
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
    return this.desk.run({
      command, useCase: ConcludeAssessment.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        // Singly as of several: what waits for the gate is the assessing.
        gate = await gateOf(this.desk, 'OpenAssessment', { programme });
        return title === null ? this.desk.world({ programme }, gate.reads) : worldOfTitle(this.desk, teacherStream(id), title, programme, gate.reads);
      },
      authority: (world, { state }) => authorityToAssess(world, command.sender, state, which),
      decide: (state, context) =>
        gate?.fault(context) ?? decideConcludeAssessment(state, {
          assessment: context.createdId('assessment'), programme, ...which, grade, assessor, act: actOf(act),
          ...(marks === undefined ? {} : { marks }),
          ...(revocation === undefined
            ? {}
            : { revocation: { ground: revocation.ground, authority: revocation.authority, certificateRecovered: revocation.certificateRecovered, ...(revocation.reason === undefined ? {} : { reason: revocation.reason }) } }),
          ...(effectiveOn === undefined ? {} : { effectiveOn }),
        }, context),
      result: (facts) => ({ teacher: id, assessment: facts[0]?.data['assessment'] ?? null }),
    });
  }
}
