import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideConcludeCohort } from '../domain/assessment/cohort';
import type { OrgId, TeacherId } from '../domain/facts';
import type { TeacherState } from '../domain/teacher/teacher';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { authorityOverCohort, worldOfGrades } from './cohorts';
import { cohortStream, Desk } from './desk';
import { Flag, Id, Ids, Part } from './input';
import type { Outcome } from './outcome';
import { settleCohort } from './settle-cohort';
import { UseCase } from './use-case';

export class ListedRevocationsInput {
  @Ids(1, 2_000, { means: { zh: '考核不合格者中由该文件撤销称号的', en: 'Those of the unqualified whose title the act revokes' } }) readonly teachers: readonly TeacherId[];
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
}

export class ConcludeCohortBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Part(() => ListedRevocationsInput, { optional: true, means: { zh: '同一文件一并撤销称号的；没有的不写', en: 'Where the act lists revocations too; left out otherwise' } }) readonly revocation?: ListedRevocationsInput;
}

/** One act of the body for all who are assessed; each one's verdict follows from it on her own stream. */
export class ConcludeCohort extends UseCase<{ readonly cohort: string }, ConcludeCohortBody> {}

@CommandHandler(ConcludeCohort)
export class ConcludeCohortHandler implements ICommandHandler<ConcludeCohort, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ConcludeCohort): Promise<Outcome> {
    const { cohort: id } = command.target;
    const { act, revocation: listed } = command.body;
    const attempt = this.desk.attempt(command, ConcludeCohort.name);
    const batch = createdId(attempt.commandId, 'batch');
    const revocation = listed === undefined ? null : { teachers: [...listed.teachers], ground: listed.ground, authority: listed.authority, certificateRecovered: listed.certificateRecovered };
    let dossiers: readonly TeacherState[] = [];
    const done = await this.desk.transact(attempt, {
      aggregate: cohort, stream: cohortStream(id),
      world: async () => {
        const read = await worldOfGrades(this.desk, id);
        dossiers = read.dossiers;
        return read.world;
      },
      authority: (world, loaded) => authorityOverCohort(world, command.sender, loaded),
      decide: (state, context) => decideConcludeCohort(state, { batch, act: actOf(act), revocation }, dossiers, context),
    });
    const concluded = done.facts.find(({ type }) => type === 'AssessmentConcluded');
    if (concluded === undefined) return this.desk.outcome(done, () => ({ cohort: id }));
    const settled = await settleCohort(this.desk, concluded);
    return this.desk.chain(done, settled, { cohort: id, batch, outcomes: [...settled.state.outcomes.values()].map(({ target, outcome, rule }) => ({ teacher: target, outcome, rule })) });
  }
}
