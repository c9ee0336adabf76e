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
  /** The component that the vote gives a mark for; left out where it only has to carry. */
  @Id({ optional: true }) readonly component?: string;
  /** What the minutes count the quorum on. */
  @OneOf(BASES) readonly base: BallotBase;
  /** Entitled to vote, present, votes cast, votes for. */
  @Whole(1, 1_000_000) readonly number: number;
  @Whole(0, 1_000_000) readonly present: number;
  @Whole(0, 1_000_000) readonly cast: number;
  @Whole(0, 1_000_000) readonly for: number;
  /** The minutes. */
  @Part(() => ActInput) readonly act: ActInput;
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
