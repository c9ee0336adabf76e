import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TeacherId } from '../domain/facts';
import { decideMerge } from '../domain/teacher/merge';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau } from './requirements';
import { settleMerge } from './settle-merge';
import type { Loaded } from './streams';
import { UseCase } from './use-case';
import type { TeacherState } from '../domain/teacher/teacher';

export class MergeDossiersBody {
  @Id({ means: { zh: '并入后不再使用的档案（教师标识）', en: 'The dossier that is given up, by teacher id' } }) readonly absorbed: TeacherId;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** `teacher`: the dossier that goes on. */
export class MergeDossiers extends UseCase<{ readonly teacher: TeacherId }, MergeDossiersBody> {}

@CommandHandler(MergeDossiers)
export class MergeDossiersHandler implements ICommandHandler<MergeDossiers, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The dossier that is given up first, so that nothing more is entered there; then the surviving one takes it in. */
  async execute(command: MergeDossiers): Promise<Outcome> {
    const { teacher: into } = command.target;
    const { absorbed, reason, act } = command.body;
    let surviving: Loaded<TeacherState> | undefined;
    const done = await this.desk.transact(this.desk.attempt(command, MergeDossiers.name), {
      aggregate: teacher, stream: teacherStream(absorbed),
      world: async () => {
        surviving = await this.desk.streams.load(teacher, teacherStream(into));
        return this.desk.world(undefined, [{ stream: teacherStream(into), loaded: surviving }]);
      },
      // Whoever answers for both: no unit takes a dossier of another's.
      authority: (world, { state }) => authorityOverUnits(world, command.sender, bureau, [state, ...(surviving === undefined ? [] : [surviving.state])].flatMap((one) => unitOf(one, world.today) ?? [])),
      decide: (state, context) => decideMerge(state, { into: surviving?.state ?? teacher.initial(teacherStream(into)), reason, act: actOf(act) }, context),
    });
    const [merged] = done.facts;
    const result = { teacher: into, absorbed, merge: merged?.id ?? null };
    if (merged === undefined) return this.desk.outcome(done, () => result);
    const settled = await settleMerge(this.desk, merged);
    if (settled.absorbed) return this.desk.chain(done, settled, result);
    // Merged into a third meanwhile; or that was undone too, and the request is only repeated.
    const { absorbedInto } = (await this.desk.streams.load(teacher, teacherStream(into))).state;
    const refusal = absorbedInto === null ? { rule: 'notMerged', inputs: { teacher: into, other: absorbed } } : { rule: 'dossierMerged', inputs: { teacher: into, into: absorbedInto } };
    return this.desk.chain(done, { ...settled, refusal }, result);
  }
}
