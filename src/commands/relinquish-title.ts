import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { applicantOf } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { decideRelinquish } from '../domain/teacher/title-standing';
import { Desk } from './desk';
import { looking, unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { PaperInput } from './paper-input';
import { schoolOrBureau } from './requirements';
import { asHerself } from './standing';
import { UseCase } from './use-case';

/** What the holder signed. */
export class SignedPaperInput extends PaperInput {
  @Day({ means: { zh: '本人签署的日期', en: 'The day on which the holder signed' } }) readonly signedOn: BusinessDate;
}

export class RelinquishTitleBody {
  @Text(2_000, { means: { zh: '本人所述理由；以其本人（或团队）的密钥保存', en: 'Her own words, kept under the holder\'s own key' } }) readonly reason: string;
  @Part(() => SignedPaperInput, { optional: true, means: { zh: '他人代录的，写明本人签署的文件；本人办理的不写', en: 'What the holder signed, asked of whoever enters it for her (a scan is not); left out by herself' } }) readonly paper?: SignedPaperInput;
  @Day({ optional: true, means: { zh: '自何日起放弃：按文件所写，否则为签署之日；没有文件的默认今天', en: 'From when she gives it up: as the paper says, else the day it was signed; today where there is none' } }) readonly effectiveOn?: BusinessDate;
}

/** 放弃: the holder herself, or whoever leads the team; her office enters what she signed on paper. */
export class RelinquishTitle extends UseCase<TitleTarget, RelinquishTitleBody> {}

@CommandHandler(RelinquishTitle)
export class RelinquishTitleHandler implements ICommandHandler<RelinquishTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: RelinquishTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { reason, paper, effectiveOn } = command.body;
    const { subject } = command.sender;
    const applicant = applicantOf((await this.desk.streams.load(teacher, holder.stream)).state);
    const herself = applicant === subject;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: RelinquishTitle.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => (herself ? { kind: 'authorised', standing: asHerself(subject) } : world.authority(command.sender, schoolOrBureau, unitOf(state, world.today))),
      decide: (state, context) => ({
        decision: decideRelinquish(state, { title, form: herself ? 'HERSELF' : 'PAPER', reason, ...(paper === undefined ? {} : { paper }), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
        // Her will, from her paper; the clerk stands beside her.
        ...(herself ? {} : { actor: applicant, enteredBy: subject }),
      }),
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    }));
  }
}
