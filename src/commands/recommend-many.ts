import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { refused } from '../domain/decision';
import type { RoundId, TeacherId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import type { SeatsReserved } from '../domain/round/facts';
import { decideReserveSeats, readyAt, type SeatAsked, type Selected, type Verdict } from '../domain/round/mass';
import { round, type RoundState } from '../domain/round/round';
import { stageOf } from '../domain/round/seats';
import { createdId } from '../ids';
import { lastDayOf } from '../domain/teacher/nomination-view';
import { leadsASchool } from '../domain/teacher/recommendation';
import { teamReviewFault } from '../domain/team/review';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import type { Authority, World } from './world';
import { ofTeam, readMembers, type MembersRead } from './holders';
import { Flag, OneOf, Part } from './input';
import { LateInput, lateOf } from './late-input';
import { answerMass, authorityOverSome, chosen, MODES, nominatedIn, recordedVerdicts, Selection, underMode, type Chosen, type Mode, type SelectionInput } from './mass';
import { nominatedFor } from './nominated-for';
import type { Outcome } from './outcome';
import { speaksFor } from './recommendation';
import { openRound, worldOfRound } from './rounds';
import { dataOf } from './settle';
import { settleSeats } from './settle-seats';
import { UseCase, type Sender } from './use-case';

export class RecommendManyBody {
  @OneOf(['SCHOOL', 'DISTRICT', 'CITY'], { means: { zh: '哪一级的推荐', en: 'The level that recommends' } }) readonly level: OrgLevel;
  @Selection({ means: { zh: '推荐的教师或团队，名额不足时以此为序；ALL_READY：本单位所辖在该级等候推荐的全部', en: 'In the order that counts where seats are scarce; ALL_READY: everybody who waits for the sender\'s units at this level' } }) readonly teachers: SelectionInput;
  @Part(() => ActInput, { means: { zh: '对全部人选的一次集体决定', en: 'One collective decision on all of them' } }) readonly act: ActInput;
  @OneOf(MODES) readonly mode: Mode;
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** One of the list, with the members of a team. */
interface Waiting extends Chosen {
  readonly members: MembersRead;
}

/** 批量推荐 at any level: one act, one append on the round, one batch. */
export class RecommendMany extends UseCase<{ readonly round: RoundId }, RecommendManyBody> {}

@CommandHandler(RecommendMany)
export class RecommendManyHandler implements ICommandHandler<RecommendMany, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: RecommendMany): Promise<Outcome> {
    const { round: id } = command.target;
    const { level, teachers, act, mode, late, dryRun } = command.body;
    const attempt = this.desk.attempt(command, RecommendMany.name, stageOf(level));
    const batch = createdId(attempt.commandId, 'batch');
    let people: readonly Waiting[] = [];
    let verdicts: readonly Verdict[] = [];
    const done = await this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        const read = await chosen(this.desk, id, teachers === 'ALL_READY' ? await this.ready(command) : teachers);
        people = await Promise.all(read.map(async (one) => ({ ...one, members: await readMembers(this.desk, one.loaded.state) })));
        return worldOfRound(this.desk, id, 'own', people.flatMap((one) => [one, ...one.members.reads]));
      },
      authority: (world) => (people.length === 0 ? world.authority(command.sender, speaksFor(world.programme, level), null) : authorityOverSome(people.map((one) => authorityOver(world, command.sender, level, one, id)))),
      decide: (state, context, { world, standing }) => {
        // Under the appointment that the act is done by, not under any that she holds.
        const sender = { subject: command.sender.subject, actingAs: standing.appointment };
        const decided = decideReserveSeats(state, { batch, level, act: actOf(act), ...lateOf(late), unordered: teachers === 'ALL_READY' && mode === 'PASSING' && dryRun !== true, people: people.map((one) => selected(world, sender, level, one, state, context.today)) }, context);
        verdicts = decided.verdicts;
        return underMode(decided, mode, dryRun);
      },
    });
    const [reserved] = done.facts;
    if (done.kind === 'repeated' && reserved !== undefined) {
      const { lines, leftOut } = dataOf<SeatsReserved>(reserved);
      verdicts = recordedVerdicts(lines, leftOut);
    }
    return answerMass(this.desk, done, { batch, dryRun, verdicts, of: { round: id, level }, settle: (asked) => settleSeats(this.desk, asked) });
  }

  /** Above the schools the round's own ledger knows who waits; for a school only the teachers' streams do. */
  private async ready({ target: { round: id }, body: { level }, sender }: RecommendMany): Promise<readonly TeacherId[]> {
    const now = await worldOfRound(this.desk, id, 'own');
    // Only who is chosen: whether the paper holds for each is asked with the act.
    const world = sender.paper === undefined ? now : now.signed(sender.paper);
    const requirements = speaksFor(world.programme, level);
    const mine = (unit: string | undefined): boolean => unit !== undefined && world.authority(sender, requirements, unit).kind === 'authorised';
    const { state } = await openRound(this.desk, id);
    if (level !== 'SCHOOL') return readyAt(state, level).filter(({ path }) => mine(path.find((step) => step.level === level)?.unit)).map(({ teacher }) => teacher);
    return nominatedFor(this.desk, state, mine);
  }
}

function authorityOver(world: World, sender: Pick<Sender, 'subject' | 'actingAs'>, level: OrgLevel, one: Chosen, id: RoundId): Authority {
  const nominated = nominatedIn(one, id);
  return world.authority(sender, speaksFor(world.programme, level), nominated?.path.find((step) => step.level === level)?.unit ?? nominated?.unit ?? null);
}

function selected(world: World, sender: Pick<Sender, 'subject' | 'actingAs'>, level: OrgLevel, one: Waiting, of: RoundState, today: BusinessDate): Selected<SeatAsked> {
  const [{ teacher }, { id }] = [one, of];
  const nominated = nominatedIn(one, id);
  if (nominated === undefined) return { teacher, nomination: null, asked: refused('unknownNomination') };
  const { nomination, path, version, unit: school, stage, subject } = nominated;
  const allowed = authorityOver(world, sender, level, one, id);
  if (allowed.kind === 'refused') return { teacher, nomination: null, asked: { ...allowed, events: [] } };
  const step = path.find((entry) => entry.level === level);
  if (step === undefined) return { teacher, nomination, asked: refused('levelNotOnPath', { level, path: path.map((entry) => entry.level) }) };
  const waits = teamReviewFault(one.loaded.state, nomination, one.members.dossiers, today);
  if (waits) return { teacher, nomination, asked: waits };
  return { teacher, nomination, asked: { nomination, unit: step.unit, path, version, school, stage, subject, leader: leadsASchool(one.loaded.state, of), since: lastDayOf(nominated), ...ofTeam(nominated) } };
}
