import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JsonObject, RoundId } from '../domain/facts';
import { decideDraft } from '../domain/teacher/application';
import { teacher } from '../domain/teacher/teacher';
import { asJson, Desk, teacherStream } from './desk';
import { JsonFields } from './input';
import type { Outcome } from './outcome';
import { worldOfRound } from './rounds';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class DraftApplicationBody {
  @JsonFields({ means: { zh: '本人目前所填，以栏目名为键；代替上一次的草稿', en: 'What she has written so far, field by field; it takes the place of her last draft' } }) readonly content: JsonObject;
}

/** A teacher writes at her application. Only she reads it, and nothing is decided on it. */
export class DraftApplication extends UseCase<{ readonly round: RoundId }, DraftApplicationBody> {}

@CommandHandler(DraftApplication)
export class DraftApplicationHandler implements ICommandHandler<DraftApplication, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DraftApplication): Promise<Outcome> {
    const { round: id } = command.target;
    const { subject } = command.sender;
    return this.desk.run({
      command, useCase: DraftApplication.name, aggregate: teacher, stream: teacherStream(subject),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: () => ({ kind: 'authorised', standing: asHerself(subject) }),
      decide: (state, _context, { world }) => decideDraft(state, { round: world.round, content: asJson(command.body.content) }),
      result: () => ({ round: id, teacher: subject }),
    });
  }
}
