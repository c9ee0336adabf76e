import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideGiveConsent } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { Desk } from './desk';
import { unitOf } from './dossiers';
import { applicantIn, candidateStream, isOfOtherKind } from './holders';
import { Day, Id, Part } from './input';
import { LateInput, lateOf } from './late-input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { worldOfRound } from './rounds';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class GiveConsentBody {
  @Id({ optional: true, means: { zh: '同意申报的教师或团队；本人申请的不写', en: 'The teacher or the team that consents; left out by a teacher who applies herself' } }) readonly teacher?: TeacherId;
  @Day({ optional: true, means: { zh: '纸面所载日期，默认今天', en: 'The day on the paper; today where left out' } }) readonly effectiveOn?: BusinessDate;
  @Part(() => LateInput, { optional: true, means: { zh: '本人材料截止前已收到、截止后补录的；按时的不写', en: 'Her paper was received before the deadline and is entered after it; left out where it is entered in time' } }) readonly late?: LateInput;
}

/** A teacher applies herself (APPLIED), or the school clerk enters her signed consent from paper (CONSENTED). */
export class GiveConsent extends UseCase<{ readonly round: RoundId }, GiveConsentBody> {}

@CommandHandler(GiveConsent)
export class GiveConsentHandler implements ICommandHandler<GiveConsent, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: GiveConsent): Promise<Outcome> {
    const { round: id } = command.target;
    const { effectiveOn, late } = command.body;
    const { subject } = command.sender;
    const consenting = command.body.teacher ?? subject;
    const applicant = await applicantIn(this.desk, id, consenting);
    const herself = applicant === subject;
    const otherKind = await isOfOtherKind(this.desk, id, consenting);
    return this.desk.run({
      command, useCase: GiveConsent.name, aggregate: teacher, stream: await candidateStream(this.desk, id, consenting),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world, { state }) => (herself ? { kind: 'authorised', standing: asHerself(subject) } : world.authority(command.sender, schoolOrBureau, unitOf(state, world.today))),
      decide: (state, context, { world }) => ({
        decision: decideGiveConsent(state, { round: world.round, form: herself ? 'APPLIED' : 'CONSENTED', otherKind, ...(effectiveOn === undefined ? {} : { effectiveOn }), ...lateOf(late) }, context),
        // Her will, from her paper; the clerk stands beside her.
        ...(herself ? {} : { actor: applicant, enteredBy: subject }),
      }),
      result: () => ({ round: id, teacher: consenting }),
    });
  }
}
