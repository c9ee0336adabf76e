import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import type { NominationId, PersonId, RoundId } from '../domain/facts';
import type { ObjectionAbout, ObjectionType } from '../domain/round/facts';
import { decideRegisterObjection } from '../domain/round/objections';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { Id, Minute, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { settleObjection } from './settle-objection';
import { UseCase } from './use-case';

export class AboutInput {
  @OneOf(['NOMINATION', 'PUBLICITY', 'ROUND']) readonly kind: ObjectionAbout['kind'];
  /** With NOMINATION: whom it is about. */
  @Id({ optional: true }) readonly nomination?: NominationId;
  /** With PUBLICITY: the list as published. */
  @Id({ optional: true }) readonly publicity?: string;
}

export class ObjectorInput {
  /** Where she is registered here: what is kept of her is then under her own key. */
  @Id({ optional: true }) readonly person?: PersonId;
  @Text(80) readonly name: string;
  @Text(200) readonly contact: string;
}

export class FileObjectionBody {
  @Part(() => AboutInput) readonly about: AboutInput;
  /** 结果 | 分值 | 材料依据 | 师德 | 其他 */
  @OneOf(['RESULT', 'SCORE', 'EVIDENCE', 'CONDUCT', 'OTHER']) readonly type: ObjectionType;
  /** When it was received, which decides whether it came in the window. */
  @Minute() readonly receivedAt: BusinessMinute;
  /** Left out where it bears no name. */
  @Part(() => ObjectorInput, { optional: true }) readonly objector?: ObjectorInput;
  @Text(4_000) readonly text: string;
}

export class FileObjection extends UseCase<{ readonly round: RoundId }, FileObjectionBody> {}

@CommandHandler(FileObjection)
export class FileObjectionHandler implements ICommandHandler<FileObjection, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The round first, whatever its gate; then the objection's own stream (`settleObjection`). */
  async execute(command: FileObjection): Promise<Outcome> {
    const { round: id } = command.target;
    const { about, type: objectionType, receivedAt, objector, text } = command.body;
    const done = await this.desk.transact(this.desk.attempt(command, FileObjection.name), {
      aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'HandleObjections', state),
      decide: (state, context) =>
        decideRegisterObjection(state, {
          objection: context.createdId('objection'), about: aboutOf(about), objectionType, receivedAt, text,
          objector: objector === undefined ? null : { name: objector.name, contact: objector.contact, ...(objector.person === undefined ? {} : { person: objector.person }) },
        }, context),
    });
    const registered = done.facts.find(({ type }) => type === 'ObjectionRegistered');
    if (registered === undefined) return this.desk.outcome(done, () => ({ round: id }));
    const { objection, timing, holds } = registered.data;
    return this.desk.chain(done, await settleObjection(this.desk, registered), { round: id, objection: objection ?? null, timing: timing ?? null, holds: holds ?? null });
  }
}

/** What is not named is refused by the decision as what nobody knows. */
function aboutOf({ kind, nomination = '', publicity = '' }: AboutInput): ObjectionAbout {
  if (kind === 'NOMINATION') return { kind, nomination };
  return kind === 'PUBLICITY' ? { kind, publicity } : { kind };
}
