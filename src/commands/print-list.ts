import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refused } from '../domain/decision';
import type { OrgId, RoundId, TeacherId } from '../domain/facts';
import type { Stage } from '../domain/programme-rules';
import { shownCode } from '../domain/round/check-code';
import { printKinds, type PrintKind } from '../domain/round/facts';
import { printableOf } from '../domain/round/printed-rows';
import { decidePrintList } from '../domain/round/prints';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { Id, Ids, OneOf } from './input';
import type { Outcome } from './outcome';
import { listIn, readPeople, type TeacherRead, type WhichList } from './printed-list';
import { refusedHere } from './refusal-sentences';
import { authorityOverRound, schoolOrBureau } from './requirements';
import { openRound, worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class PrintListBody {
  @OneOf(printKinds, { means: 'printKind' }) readonly kind: PrintKind;
  @Id({ optional: true, means: { zh: '哪个单位的推荐汇总表；全届名单不写', en: 'Whose recommendations; left out for a list of the whole round' } }) readonly unit?: OrgId;
  @Ids(1, 500, { optional: true, means: { zh: '会议拟研究的人，按此顺序；不写则为该单位已推荐的', en: 'Whom a meeting is to decide on, in this order; those whom the unit has recommended where left out' } }) readonly teachers?: readonly TeacherId[];
}

/** Who prints a list of the whole round: whoever carries out the step that it belongs to. */
const stages: { readonly [kind in Exclude<PrintKind, 'recommendations'>]: Stage } = { ranking: 'RankCandidates', conferral: 'OpenPublicity', publicity: 'OpenPublicity', certificates: 'ConferTitles' };

/** A list is put on paper to be signed: the code on it stands for what it says now. */
export class PrintList extends UseCase<{ readonly round: RoundId }, PrintListBody> {}

@CommandHandler(PrintList)
export class PrintListHandler implements ICommandHandler<PrintList, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: PrintList): Promise<Outcome> {
    const { round: id } = command.target;
    const { kind, unit = null, teachers } = command.body;
    const which: WhichList = { kind, unit, named: teachers === undefined ? null : [...new Set(teachers)] };
    let read: readonly TeacherRead[] = [];
    let code: string | null = null;
    return this.desk.run({
      command, useCase: PrintList.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        read = await readPeople(this.desk, (await openRound(this.desk, id)).state, which);
        return worldOfRound(this.desk, id, 'own', read);
      },
      authority: (world, { state }) => (kind === 'recommendations' ? world.authority(command.sender, schoolOrBureau, unit) : authorityOverRound(world, command.sender, stages[kind], state)),
      decide: (state, context) => {
        if (which.named !== null && kind !== 'recommendations') return refused('printOfWholeRound', { kind });
        const stranger = read.find(({ loaded }) => which.named !== null && printableOf(state, loaded.state, unit) === null);
        if (stranger !== undefined) return refusedHere('notToBePrinted', { teacher: stranger.teacher, unit });
        const now = listIn(this.desk, state, which, read, context);
        code = now.code;
        return decidePrintList(state, { print: context.createdId('print'), ...which, lines: now.lines, content: now.content, code: now.code });
      },
      // The same paper again: nothing is stored, and the code is the one it has.
      result: (facts, { state }) => {
        const print = state.prints.get(String(facts[0]?.data['code'] ?? code));
        return { round: id, print: print?.print ?? null, code: print === undefined ? null : shownCode(print.code), edition: print?.edition ?? null, count: print?.nominations.length ?? 0 };
      },
    });
  }
}
