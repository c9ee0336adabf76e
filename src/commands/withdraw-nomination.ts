import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DecisionContext } from '../domain/context';
import { refused } from '../domain/decision';
import type { Decision, RoundId, TeacherId } from '../domain/facts';
import { decideRegisterWithdrawal } from '../domain/round/departures';
import type { RoundFact } from '../domain/round/facts';
import { round, type RoundState } from '../domain/round/round';
import { lastDayOf, type NominationView } from '../domain/teacher/nomination-view';
import { Desk, roundStream } from './desk';
import { Id, Part, Text } from './input';
import { LateInput, lateOf } from './late-input';
import { turnOf } from './nominations';
import { applicantIn } from './holders';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { worldOfRound } from './rounds';
import { settleDeparture } from './settle-departures';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class WithdrawNominationBody {
  @Id({ optional: true, means: { zh: '撤回申报的教师或团队；本人撤回的不写', en: 'The teacher or team that withdraws; left out by a teacher who withdraws herself' } }) readonly teacher?: TeacherId;
  @Text(2_000, { optional: true, means: { zh: '本人所述理由；只有本人和经办人可读，没有的不写', en: 'Her own words; only she and those who handle her case read them. Left out where she gives none' } }) readonly reason?: string;
  @Part(() => LateInput, { optional: true, means: { zh: '本人材料截止前已收到、截止后补录的；名额按当时录入退还；按时录入的不写', en: 'Her paper was received before a deadline and is entered after it: her seats come back as if it had been entered then. Left out where it is entered in time' } }) readonly late?: LateInput;
}

/** She withdraws, or the school clerk enters it from her signed paper. Her seats come back before the deadline and lapse after it. */
export class WithdrawNomination extends UseCase<{ readonly round: RoundId }, WithdrawNominationBody> {}

@CommandHandler(WithdrawNomination)
export class WithdrawNominationHandler implements ICommandHandler<WithdrawNomination, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: WithdrawNomination): Promise<Outcome> {
    const { round: id } = command.target;
    const { subject } = command.sender;
    const teacher = command.body.teacher ?? subject;
    const applicant = await applicantIn(this.desk, id, teacher);
    const herself = applicant === subject;
    let turn = await turnOf(this.desk, id, teacher);
    const done = await this.desk.transact(this.desk.attempt(command, WithdrawNomination.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        // Anew for each attempt: what was recommended or completed meanwhile is taken back too.
        turn = await turnOf(this.desk, id, teacher);
        return worldOfRound(this.desk, id, 'own', [turn.read]);
      },
      authority: (world) => (herself ? { kind: 'authorised', standing: asHerself(subject) } : world.authority(command.sender, schoolOrBureau, turn.nominated?.unit ?? null)),
      decide: (state, context) => ({
        decision: decided(state, turn.nominated, command.body, teacher, context),
        // Her will, from her paper; the clerk stands beside her.
        ...(herself ? {} : { actor: applicant, enteredBy: subject }),
      }),
    });
    const [registered] = done.facts;
    const settled = registered === undefined ? null : await settleDeparture(this.desk, registered);
    return this.desk.chain(done, settled, { round: id, teacher, nomination: turn.nominated?.nomination ?? null });
  }
}

function decided(state: RoundState, nominated: NominationView | undefined, { reason, late }: WithdrawNominationBody, teacher: TeacherId, context: DecisionContext): Decision<RoundFact> {
  if (nominated === undefined) return refused('unknownNomination');
  return decideRegisterWithdrawal(state, { nomination: nominated.nomination, teacher, school: nominated.unit, since: lastDayOf(nominated), ...(reason === undefined ? {} : { reason }), ...lateOf(late) }, context);
}
