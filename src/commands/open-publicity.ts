import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { decideOpenPublicity, partsOf } from '../domain/round/publicity';
import { round } from '../domain/round/round';
import { createdId } from '../ids';
import { Desk, roundStream } from './desk';
import { Day, Part, Text, Texts } from './input';
import { ContactInput } from './notice-input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, dossiersOfList, listHashOf, PickBody, pickOf, rowsToday, salted, storeParts, type Listed } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class OpenPublicityBody extends PickBody {
  @Texts(200, 1, 20, { means: { zh: '公示地点', en: 'Where the list is posted' } }) readonly places: readonly string[];
  @Day({ optional: true, means: { zh: '张贴日期，默认今天', en: 'The day the list is posted; today where left out' } }) readonly openedOn?: BusinessDate;
  @Part(() => ContactInput, { optional: true, means: { zh: '公示所写的受理异议的单位和电话；不写则公示上没有', en: 'Who receives objections, as the posted notice says; it names nobody where left out' } }) readonly contact?: ContactInput;
  @Text(200, { optional: true, means: { zh: '落款；与公示单位名称相同的不写', en: '落款; left out where it is the name of the unit that posts it' } }) readonly signedBy?: string;
}

export class OpenPublicity extends UseCase<{ readonly round: RoundId }, OpenPublicityBody> {}

@CommandHandler(OpenPublicity)
export class OpenPublicityHandler implements ICommandHandler<OpenPublicity, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: OpenPublicity): Promise<Outcome> {
    const { desk } = this;
    const { target: { round: id }, body: { places, openedOn, contact, signedBy }, sender } = command;
    const pick = pickOf(command.body);
    const attempt = desk.attempt(command, OpenPublicity.name);
    const stream = roundStream(id);
    const publicity = createdId(attempt.commandId, `publicity:${stream}`);
    const posting = {
      pick, publicity, places: [...places],
      ...(openedOn === undefined ? {} : { openedOn }),
      ...(contact === undefined ? {} : { contact: { office: contact.office, phone: contact.phone } }),
      ...(signedBy === undefined ? {} : { signedBy }),
    };
    const parts = await storeParts(desk, attempt, {
      round: id, pick, publicity, edition: 1,
      authority: (world, state) => authorityOverPublicity(world, sender, 'OpenPublicity', state, pick),
      allowed: (state, rows, _people, context) => decideOpenPublicity(state, { ...posting, rows, listHash: '' }, context),
    });
    if (typeof parts === 'object') return desk.outcome(parts, () => ({}));
    let people: readonly Listed[] = [];
    return desk.outcome(
      await desk.transact(attempt, {
        aggregate: round, stream,
        world: async () => {
          people = await dossiersOfList(desk, id, pick);
          return worldOfRound(desk, id, 'own', parts === undefined ? people : []);
        },
        authority: (world, { state }) => authorityOverPublicity(world, sender, 'OpenPublicity', state, pick),
        decide: (state, context) => {
          const rows = parts === undefined ? salted(desk, people, rowsToday(state, people, pick, context)) : [];
          const listHash = listHashOf(parts === undefined ? rows : partsOf(state, publicity, 1, parts));
          return decideOpenPublicity(state, { ...posting, rows, listHash, ...(parts === undefined ? {} : { parts }) }, context);
        },
      }),
      (facts) => ({ round: id, publicity: facts[0]?.data['publicity'] ?? null, firstDay: facts[0]?.data['firstDay'] ?? null, lastDay: facts[0]?.data['lastDay'] ?? null, provisional: facts[0]?.data['provisional'] ?? null }),
    );
  }
}
