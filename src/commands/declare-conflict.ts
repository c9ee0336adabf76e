import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { needed } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideDeclareConflict } from '../domain/panel/recusal';
import { panel } from '../domain/panel/state';
import type { ConflictKind } from '../domain/programme-rules';
import { tierOf } from '../domain/round/round';
import { Desk, panelStream } from './desk';
import { Id, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export const CONFLICT_KINDS = ['SAME_UNIT', 'STUDIO', 'MENTOR', 'COAUTHOR', 'DECLARED'] as const satisfies readonly ConflictKind[];

export class DeclareConflictBody {
  @Id({ means: { zh: '候选人标识（教师或团队）', en: 'The candidate, by id of teacher or team' } }) readonly teacher: TeacherId;
  @OneOf(CONFLICT_KINDS, { means: 'conflictKind' }) readonly kind: ConflictKind;
  @Text(2_000, { optional: true, means: { zh: '说明；以申报人的密钥保存，不需要的不写', en: 'What it is, kept under the expert\'s own key; left out where the kind says it all' } }) readonly note?: string;
}

/** 申报回避: an expert says what stands between her and a candidate. */
export class DeclareConflict extends UseCase<{ readonly round: RoundId; readonly panel: number }, DeclareConflictBody> {}

@CommandHandler(DeclareConflict)
export class DeclareConflictHandler implements ICommandHandler<DeclareConflict, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DeclareConflict): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { teacher, kind, note = null } = command.body;
    return this.desk.run({
      command, useCase: DeclareConflict.name, aggregate: panel, stream: panelStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitScore'), null),
      decide: (state, context, { world }) => decideDeclareConflict(state, { teacher, kind, note, tier: tierOf(world.round, needed(context, 'programme')) }, context),
      result: (facts) => ({ round: id, panel: n, teacher, recused: facts.some(({ type }) => type === 'ReviewerRecused') }),
    });
  }
}
