import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batch, decideOpenList, type BatchState } from '../domain/batch';
import type { BusinessDate } from '../domain/dates';
import { alreadySo } from '../domain/decision';
import type { EventId, JsonObject, OfficialAct, OrgId, Refusal, TeacherId } from '../domain/facts';
import { decideTransferAlong, type TransferAlongCommand } from '../domain/teacher/life';
import { withLook } from '../domain/teacher/late-paper';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { atMost, carryOut, targetsRefused, within, type TargetSettled } from './batch';
import { batchStream, Desk, teacherStream, type Asked, type Settled } from './desk';
import type { Authority, World } from './world';
import { followHer, roundsOfLook, worldOfTitles } from './dossiers';
import { Day, Flag, Id, Ids, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau } from './requirements';
import { together } from './settle';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class TransferTeachersBody {
  @Id({ means: { zh: '调出单位', en: 'The unit that they leave' } }) readonly from: OrgId;
  @Id({ means: { zh: '调入单位', en: 'The unit that they move to' } }) readonly to: OrgId;
  @Ids(1, 500, { means: { zh: '划转的教师', en: 'Who moves, by teacher id' } }) readonly teachers: readonly TeacherId[];
  @Day({ means: { zh: '在新单位的第一天', en: 'First day at the new unit' } }) readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 成建制划转: the teachers of a unit that was merged, split or closed, under one act. Each keeps her stage and subject. */
export class TransferTeachers extends UseCase<object, TransferTeachersBody> {
  override readonly isDecidedElsewhere = true;
}

const AT_ONCE = 32;
const WAIT_MS = 2_000;

interface Order extends JsonObject {
  readonly from: OrgId;
  readonly to: OrgId;
  readonly on: BusinessDate;
}

@CommandHandler(TransferTeachers)
export class TransferTeachersHandler implements ICommandHandler<TransferTeachers, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: TransferTeachers): Promise<Outcome> {
    const attempt = this.desk.attempt(command, TransferTeachers.name);
    const { from, to, teachers, on, dryRun } = command.body;
    const id = createdId(attempt.commandId, 'batch');
    const stream = batchStream(id);
    const before = await this.desk.streams.stored(batch, stream, attempt);
    const read = before === null ? await atMost(AT_ONCE, teachers, (one) => this.desk.streams.load(teacher, teacherStream(one))) : [];
    const verdicts: (Refusal | null)[] = [];
    const act = actOf(command.body.act);
    const done = await this.desk.transact(attempt, {
      aggregate: batch, stream,
      world: () => this.desk.world(),
      authority: (world) => overBoth(world, command),
      decide: (state, context) => {
        verdicts.splice(0, verdicts.length, ...read.map((loaded) => {
          const decision = decideTransferAlong(loaded.state, { from, to, on, act }, context);
          return decision.kind === 'refused' ? decision.refusal : null;
        }));
        if (dryRun === true) return { kind: 'events', events: [] };
        const failing = verdicts.flatMap((refusal, index) => (refusal === null ? [] : [{ target: teachers[index] ?? '', rule: refusal.rule }]));
        if (failing.length > 0) return targetsRefused(failing);
        const data: Order = { from, to, on };
        const listed = decideOpenList(state, {
          targets: teachers.map((target) => ({ target, data })),
          useCase: TransferTeachers.name, listHash: this.desk.ports.secrets.list(canonicalJson([...teachers], 'targets')), round: null, reservation: null,
        });
        return listed.kind === 'refused' ? listed : { ...listed, events: listed.events.map((event) => (event.type === 'BatchOpened' ? { ...event, act } : event)) };
      },
    });
    const opened = done.facts.find(({ type }) => type === 'BatchOpened');
    const persons = teachers.map((one, index) => ({ teacher: one, passes: (verdicts[index] ?? null) === null, ...(verdicts[index] ? { rule: verdicts[index].rule, inputs: verdicts[index].inputs } : {}) }));
    if (opened === undefined) return this.desk.outcome(done, () => ({ batch: null, dryRun: true, persons }));
    const finished = await within(this.desk.ports.clock, WAIT_MS, settleTransfers(this.desk, opened));
    const result = { batch: id, from, to, teachers: teachers.length };
    if (finished === null) return { kind: 'pending', operation: id, position: done.position ?? (await this.desk.head()), result };
    const { completed } = finished.state;
    return this.desk.chain(done, finished, { ...result, done: completed?.done ?? 0, declined: completed?.declined ?? 0 });
  }
}

/** Whoever answers for the unit they leave, or for what carries it on, as well as for the one they join. */
function overBoth(world: World, { sender, body }: TransferTeachers): Authority {
  return authorityOverUnits(world, sender, bureau, [body.from, body.to]);
}

/**
 * An opened list: each is transferred on the dossier that stands for her, once, also where two of the list were found to be
 * one person. Who left the unit in between is recorded as declined, and told so.
 */
export function settleTransfers(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`transfers ${of.id}`, async () => {
    const act = of.meta.act;
    const done = await carryOut(desk, of.stream.slice(batchStream('').length), of, via, (target, data) => transferOne(desk, of, target, data as Order, act, via));
    return { ...together(done.settled), state: done.loaded.state };
  });
}

async function transferOne(desk: Desk, of: Asked, target: TeacherId, { from, to, on }: Order, act: OfficialAct | undefined, via: Attempt['via']): Promise<TargetSettled> {
  const order: TransferAlongCommand = { from, to, on, ...(act === undefined ? {} : { act }) };
  let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
  let inDoubt: typeof rounds = [];
  const done = await followHer(desk, of, `transfer:${target}`, via ?? 'batch', target, {
    world: async (stream) => {
      const read = await worldOfTitles(desk, stream, on);
      rounds = read.rounds;
      const doubted = await roundsOfLook(desk, stream, on);
      inDoubt = doubted.rounds;
      return read.world.reading(doubted.reads);
    },
    decide: (state, context) => (transferredBy(state, of) === null ? withLook(state, decideTransferAlong(state, { ...order, rounds }, context), inDoubt, context) : alreadySo),
  });
  // Moved before her dossier was merged into another: where she was is told by that stream alone.
  const event = transferredBy(done.loaded.state, of) ?? transferredBy((await desk.streams.load(teacher, teacherStream(target))).state, of);
  return { ...together(done), outcome: event === null ? { outcome: 'DECLINED', event: null, rule: done.refusal?.rule ?? 'notAtUnit' } : { outcome: 'DONE', event, rule: null } };
}

function transferredBy({ facts }: TeacherState, of: Asked): EventId | null {
  return facts.find(({ type, meta }) => type === 'Transferred' && meta.correlation === of.meta.correlation)?.id ?? null;
}
