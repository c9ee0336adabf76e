import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createHash } from 'node:crypto';
import type { DecisionContext } from '../domain/context';
import type { BusinessDate } from '../domain/dates';
import { needed } from '../domain/decision';
import type { JsonObject, RoundId, TeacherId } from '../domain/facts';
import { nameOn } from '../domain/orgs';
import { openedRound, round, tierOf } from '../domain/round/round';
import type { RoundState } from '../domain/round/round';
import { decideOpenPublicity, type PublicityRow } from '../domain/round/publicity';
import { currentList } from '../domain/round/ranking';
import { teacher } from '../domain/teacher/teacher';
import type { TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { canonicalJson } from '../event-store/canonical';
import { Desk, Read, roundStream, teacherStream } from './desk';
import { Day, Texts } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { openRound, worldOfRound } from './rounds';
import type { Loaded } from './streams';
import { UseCase } from './use-case';

export class OpenPublicityBody {
  @Texts(200, 1, 20) readonly places: readonly string[];
  /** The day the list is posted; today where it is not said. */
  @Day({ optional: true }) readonly openedOn?: BusinessDate;
}

export class OpenPublicity extends UseCase<{ readonly round: RoundId }, OpenPublicityBody> {}

@CommandHandler(OpenPublicity)
export class OpenPublicityHandler implements ICommandHandler<OpenPublicity, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: OpenPublicity): Promise<Outcome> {
    const { round: id } = command.target;
    const { places, openedOn } = command.body;
    let proposed: readonly Proposed[] = [];
    return this.desk.run({
      command, useCase: OpenPublicity.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        proposed = await this.proposed((await openRound(this.desk, id)).state);
        return worldOfRound(this.desk, id, 'own', proposed);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'OpenPublicity', state),
      decide: (state, context) => {
        const rows = state.ranking === null || state.opened === null ? [] : proposed.map((one, index) => this.row(state, one, index + 1, context));
        const listHash = createHash('sha256').update(rows.map((row) => row.hash).join('\n'), 'utf8').digest('hex');
        return decideOpenPublicity(state, { publicity: context.createdId('publicity'), rows, listHash, places: [...places], ...(openedOn === undefined ? {} : { openedOn }) }, context);
      },
      result: (facts) => ({ round: id, publicity: facts[0]?.data['publicity'] ?? null, firstDay: facts[0]?.data['firstDay'] ?? null, lastDay: facts[0]?.data['lastDay'] ?? null, provisional: facts[0]?.data['provisional'] ?? null }),
    });
  }

  private proposed(state: RoundState): Promise<readonly Proposed[]> {
    const lines = new Map((state.ranking?.lines ?? []).map((line) => [line.nomination, line]));
    return Promise.all(currentList(state).flatMap((nomination) => {
      const line = lines.get(nomination);
      return line === undefined ? [] : [this.read(line.teacher, nomination)];
    }));
  }

  private async read(id: TeacherId, nomination: string): Promise<Proposed> {
    const stream = teacherStream(id);
    return { stream, loaded: await this.desk.streams.load(teacher, stream), teacher: id, nomination };
  }

  /** 序号, 姓名, 单位, 学科, 称号: nothing else of her is published (domain.md 2.3). */
  private row(state: RoundState, { teacher: id, nomination, loaded }: Proposed, no: number, context: DecisionContext): PublicityRow {
    const now = view(loaded.state.facts, context.today);
    const nominated = now.nominations.find((entry) => entry.nomination === nomination);
    const unit = nominated === undefined ? null : nameOn(needed(context, 'orgs'), nominated.unit, openedRound(state).parameters.snapshotOn);
    const row: JsonObject = { no, name: now.personal?.['name'] ?? null, unit: unit?.zh ?? null, subject: nominated?.subject ?? null, title: tierOf(state, needed(context, 'programme')).names.zh };
    const salt = this.desk.ports.randomBytes(16).toString('hex');
    const hash = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(row, 'row'), 'utf8').digest('hex');
    return { nomination, teacher: id, hash, row, salt };
  }
}

interface Proposed extends Read {
  readonly loaded: Loaded<TeacherState>;
  readonly teacher: TeacherId;
  readonly nomination: string;
}
