import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decidePairMentor, guidedBy, mentors } from '../domain/mentoring/mentors';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { dossierOf, loadDossiers, type DossiersRead } from './holders';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { mentoringRequirements } from './requirements';
import { mentorsStream, readsOf, unitIn } from './studio-streams';
import { UseCase } from './use-case';

export class PairMentorBody {
  @Id({ optional: true, means: 'ownId' }) readonly pair?: string;
  @Id({ means: { zh: '指导类别，规则文件中的代码', en: 'One of the programme\'s kinds of mentoring, by its code in the rule file' } }) readonly purpose: string;
  @Id({ means: { zh: '导师（人员标识）', en: 'Who guides, by person id' } }) readonly mentor: PersonId;
  @Id({ means: { zh: '被指导的教师（人员标识）', en: 'Who is guided, by person id' } }) readonly mentee: PersonId;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 师徒结对: no mentor guides more at once than the programme allows. */
export class PairMentor extends UseCase<{ readonly programme: string }, PairMentorBody> {}

@CommandHandler(PairMentor)
export class PairMentorHandler implements ICommandHandler<PairMentor, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whom the programme names, or the mentee's school or a bureau above it. */
  execute(command: PairMentor): Promise<Outcome> {
    const { programme } = command.target;
    const { pair, purpose, mentor, mentee, from, act } = command.body;
    let read: DossiersRead = new Map();
    return this.desk.run({
      command, useCase: PairMentor.name, aggregate: mentors, stream: mentorsStream(programme),
      world: async () => {
        const { pairs } = (await this.desk.streams.load(mentors, mentorsStream(programme))).state;
        read = await loadDossiers(this.desk, [mentor, mentee, ...guidedBy(pairs, { mentor, purpose })]);
        return this.desk.world({ programme }, readsOf(read));
      },
      authority: (world) => world.authority(command.sender, mentoringRequirements(world.programme, purpose), unitIn(read, mentee, from)),
      decide: (state, context) => decidePairMentor(state, { pair: pair ?? context.createdId('pair'), purpose, mentor, mentee, from, dossierOf: dossierOf(read), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ programme, pair: facts[0]?.data['pair'] ?? null }),
    });
  }
}
