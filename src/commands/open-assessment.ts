import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideOpenAssessment } from '../domain/assessment/cohort';
import type { OrgId, TeacherId, TitleId } from '../domain/facts';
import { assessedOn, assessmentOf } from '../domain/teacher/assessment';
import type { AssessmentKind } from '../domain/teacher/facts';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { assessing, cohortsToConclude } from './cohorts';
import { cohortStream, Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { gateOf, type Gate } from './gates';
import { Id, OneOf, Parts } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau } from './requirements';
import type { Loaded } from './streams';
import { UseCase } from './use-case';

export class AssessedInput {
  @Id() readonly teacher: TeacherId;
  @Id({ nullable: true }) readonly title: TitleId | null;
}

export class OpenAssessmentBody {
  @Id({ optional: true, means: 'ownId' }) readonly cohort?: string;
  @Id() readonly programme: string;
  @Id({ optional: true, means: 'assessmentCode' }) readonly code?: string;
  @OneOf(['ANNUAL', 'END_OF_TERM', 'MILESTONE', 'TRAINING'], { means: 'assessmentKind' }) readonly kind: AssessmentKind;
  @Id({ means: 'assessmentPeriod' }) readonly period: string;
  @Id() readonly assessor: OrgId;
  @Parts(() => AssessedInput, 1, 2_000, { means: { zh: '一并考核的全部人员；优秀比例按此计算', en: 'Everybody who is assessed together: the cap is a share of them' } }) readonly members: readonly AssessedInput[];
}

/** 考核名单: those whose grades are proposed, notified, reviewed and concluded together. */
export class OpenAssessment extends UseCase<object, OpenAssessmentBody> {}

@CommandHandler(OpenAssessment)
export class OpenAssessmentHandler implements ICommandHandler<OpenAssessment, Outcome> {
  constructor(private readonly desk: Desk) {}

  /**
   * One at a time: each is a stream of its own, and two that were sent at once must not both find her free. Of two that
   * processes beside each other open all the same, the one that is concluded later is declined of her.
   */
  execute(command: OpenAssessment): Promise<Outcome> {
    return this.desk.streams.inTurn('OpenAssessment', () => this.#open(command));
  }

  #open(command: OpenAssessment): Promise<Outcome> {
    const { programme, code, kind, period, assessor, members } = command.body;
    const id = command.body.cohort ?? createdId(this.desk.attempt(command, OpenAssessment.name).commandId, 'cohort');
    const which = { kind, period, ...(code === undefined ? {} : { code }) };
    let gate: Gate | undefined;
    let teachers: ReadonlyMap<TeacherId, Loaded<TeacherState>> = new Map();
    let others: Awaited<ReturnType<typeof cohortsToConclude>> = [];
    return this.desk.run({
      command, useCase: OpenAssessment.name, aggregate: cohort, stream: cohortStream(id),
      world: async () => {
        teachers = new Map(await Promise.all([...new Set(members.map((member) => member.teacher))].map(async (member) => [member, await this.desk.streams.load(teacher, teacherStream(member))] as const)));
        others = (await cohortsToConclude({ streams: this.desk.streams, store: this.desk.ports.store }, { programme, kind })).filter(({ stream }) => stream !== cohortStream(id));
        gate = await gateOf(this.desk, 'OpenAssessment', { programme });
        return this.desk.world({ programme, goesOn: members.every(({ title }) => title !== null) }, [...gate.reads, ...others, ...[...teachers].map(([member, loaded]) => ({ stream: teacherStream(member), loaded }))]);
      },
      authority: (world) => {
        const picked = world.programme === undefined ? undefined : assessmentOf(world.programme, which);
        const rules = picked?.kind === 'assessment' ? picked.rules : undefined;
        const units = members.flatMap(({ teacher: member, title }) => {
          const state = teachers.get(member)?.state;
          return state === undefined ? [] : (unitOf(state, rules === undefined ? world.today : assessedOn(state, rules, { period, title }, world.today)) ?? []);
        });
        return authorityOverUnits(world, command.sender, rules === undefined ? bureau : [assessing(rules)], units);
      },
      decide: (state, context) => gate?.fault(context) ?? decideOpenAssessment(state, { ...which, assessor, members: members.map((one) => ({ teacher: one.teacher, title: one.title })) }, new Map([...teachers].map(([member, loaded]) => [member, loaded.state])), others.map(({ loaded }) => loaded.state), context),
      result: () => ({ cohort: id }),
    });
  }
}
