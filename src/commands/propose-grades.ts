import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideProposeGrades } from '../domain/assessment/cohort';
import type { TeacherId } from '../domain/facts';
import type { Grade } from '../domain/teacher/facts';
import type { TeacherState } from '../domain/teacher/teacher';
import { authorityOverCohort, worldOfGrades } from './cohorts';
import { cohortStream, Desk } from './desk';
import { Amounts, Id, OneOf, Parts } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class ProposedGradeInput {
  @Id() readonly teacher: TeacherId;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED']) readonly grade: Grade;
  @Amounts(100, { optional: true }) readonly marks?: { readonly [criterion: string]: number };
}

export class ProposeGradesBody {
  @Parts(() => ProposedGradeInput, 1, 2_000, { means: { zh: '每名被考核者一项', en: 'One for each who is assessed' } }) readonly grades: readonly ProposedGradeInput[];
}

/** 拟定等次: until the results are notified another proposal takes the place of this one. */
export class ProposeGrades extends UseCase<{ readonly cohort: string }, ProposeGradesBody> {}

@CommandHandler(ProposeGrades)
export class ProposeGradesHandler implements ICommandHandler<ProposeGrades, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ProposeGrades): Promise<Outcome> {
    const { cohort: id } = command.target;
    let dossiers: readonly TeacherState[] = [];
    return this.desk.run({
      command, useCase: ProposeGrades.name, aggregate: cohort, stream: cohortStream(id),
      world: async () => {
        const read = await worldOfGrades(this.desk, id);
        dossiers = read.dossiers;
        return read.world;
      },
      authority: (world, loaded) => authorityOverCohort(world, command.sender, loaded),
      decide: (state, context) => decideProposeGrades(state, command.body.grades.map(({ teacher, grade, marks }) => ({ teacher, grade, marks: marks === undefined ? null : { ...marks } })), dossiers, context),
      result: () => ({ cohort: id }),
    });
  }
}
