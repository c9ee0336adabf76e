import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { needed } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRecordBallot } from '../domain/panel/ballot';
import { panel } from '../domain/panel/state';
import type { BallotBase } from '../domain/programme-rules';
import { rolesIn, tierOf } from '../domain/round/round';
import { majorityReached } from '../domain/rules/ballot';
import { ActInput, actOf } from './act-input';
import { Desk, panelStream } from './desk';
import { Id, OneOf, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

const BASES = ['ON_ESTABLISHMENT', 'CONGRESS', 'COMMITTEE'] as const satisfies readonly BallotBase[];

export class RecordBallotBody {
  @Id() readonly teacher: TeacherId;
  @Id({ optional: true, means: { zh: '表决所计的评分项目；只决定是否通过的不写', en: 'The component that the vote gives a mark for; left out where it only has to carry' } }) readonly component?: string;
  @OneOf(BASES, { means: { zh: '法定人数按何计算：ON_ESTABLISHMENT 在编人员、CONGRESS 教代会代表、COMMITTEE 评审委员', en: 'What the minutes count the quorum on: staff on the establishment, delegates of the staff congress, or members of the committee' } }) readonly base: BallotBase;
  @Whole(1, 1_000_000, { means: { zh: '应到人数', en: 'How many are entitled to vote' } }) readonly number: number;
  @Whole(0, 1_000_000) readonly present: number;
  @Whole(0, 1_000_000, { means: { zh: '投票数', en: 'Votes cast' } }) readonly cast: number;
  @Whole(0, 1_000_000, { means: { zh: '赞成票数', en: 'Votes for the candidate' } }) readonly for: number;
  @Part(() => ActInput, { means: { zh: '会议记录', en: 'The minutes' } }) readonly act: ActInput;
}

/** 表决: a vote on one candidate, counted on the base that the programme states. */
export class RecordBallot extends UseCase<{ readonly round: RoundId; readonly panel: number }, RecordBallotBody> {}

@CommandHandler(RecordBallot)
export class RecordBallotHandler implements ICommandHandler<RecordBallot, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordBallot): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { teacher, component = null, base, number, present, cast, for: votes, act } = command.body;
    const count = { number, present, cast, for: votes };
    let carried: boolean | null = null;
    return this.desk.run({
      command, useCase: RecordBallot.name, aggregate: panel, stream: panelStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'RecordBallot', world.round),
      decide: (state, context, { world }) => {
        const tier = tierOf(world.round, needed(context, 'programme'));
        const decision = decideRecordBallot(state, { teacher, component, base, count, act: actOf(act), tier }, rolesIn(world.round), context);
        carried = decision.kind === 'events' && tier.scoring?.ballot !== undefined ? majorityReached(tier.scoring.ballot, count) : null;
        return decision;
      },
      result: () => ({ round: id, panel: n, teacher, carried }),
    });
  }
}
