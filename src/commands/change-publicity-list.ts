import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { partsOf, publicityOf } from '../domain/round/publicity';
import { decideChangeList } from '../domain/round/publicity-clock';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { Day } from './input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, dossiersOfList, listHashOf, PickBody, pickOf, rowsToday, salted, storeParts, todayByNomination, type Listed } from './publicity-list';
import { openRound, worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ChangePublicityListBody extends PickBody {
  @Day({ optional: true, means: { zh: '变更后的名单张贴日期，默认今天', en: 'The day the changed list is posted; today where left out' } }) readonly on?: BusinessDate;
}

export class ChangePublicityList extends UseCase<{ readonly round: RoundId }, ChangePublicityListBody> {}

@CommandHandler(ChangePublicityList)
export class ChangePublicityListHandler implements ICommandHandler<ChangePublicityList, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ChangePublicityList): Promise<Outcome> {
    const { desk } = this;
    const { target: { round: id }, body: { on }, sender } = command;
    const pick = pickOf(command.body);
    const attempt = desk.attempt(command, ChangePublicityList.name);
    const posting = publicityOf((await openRound(desk, id)).state, pick);
    const edition = (posting?.edition ?? 0) + 1;
    const change = { pick, ...(on === undefined ? {} : { on }) };
    const parts = posting === null ? undefined : await storeParts(desk, attempt, {
      round: id, pick, publicity: posting.publicity, edition,
      authority: (world, state) => authorityOverPublicity(world, sender, 'OpenPublicity', state, pick),
      allowed: (state, rows, people, context) => decideChangeList(state, { ...change, rows, listHash: '', today: todayByNomination(people, rows.map(({ row }) => row)) }, context),
    });
    if (typeof parts === 'object') return desk.outcome(parts, () => ({}));
    let people: readonly Listed[] = [];
    return desk.outcome(
      await desk.transact(attempt, {
        aggregate: round, stream: roundStream(id),
        world: async () => {
          people = await dossiersOfList(desk, id, pick);
          return worldOfRound(desk, id, 'own', parts === undefined ? people : []);
        },
        authority: (world, { state }) => authorityOverPublicity(world, sender, 'OpenPublicity', state, pick),
        decide: (state, context) => {
          const today = rowsToday(state, people, pick, context);
          const rows = parts === undefined ? salted(desk, people, today) : [];
          const listHash = listHashOf(parts === undefined || posting === null ? rows : partsOf(state, posting.publicity, edition, parts));
          return decideChangeList(state, { ...change, rows, listHash, today: todayByNomination(people, today), ...(parts === undefined ? {} : { parts }) }, context);
        },
      }),
      (facts) => ({ round: id, publicity: facts[0]?.data['publicity'] ?? null, changes: facts[0]?.data['changes'] ?? null, firstDay: facts[0]?.data['firstDay'] ?? null, lastDay: facts[0]?.data['lastDay'] ?? null, provisional: facts[0]?.data['provisional'] ?? null }),
    );
  }
}
