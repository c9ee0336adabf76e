import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BatchState } from '../domain/batch';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, NominationId, RoundId } from '../domain/facts';
import { round, type RoundState } from '../domain/round/round';
import { decideConferral } from '../domain/round/conferral';
import { heldBy, waitingForConferral } from '../domain/round/holds';
import { teacher } from '../domain/teacher/teacher';
import type { TeacherState } from '../domain/teacher/teacher';
import { conferralFault } from '../domain/teacher/title';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { targetsRefused, within } from './batch';
import { settleConferral } from './conferral';
import { Desk, Read, roundStream, teacherStream } from './desk';
import { Day, Flag, Ids, Part, Text } from './input';
import type { Outcome } from './outcome';
import { SignedScan } from './printed-list';
import { authorityOverRound } from './requirements';
import { openRound, worldOfRound } from './rounds';
import type { Loaded } from './streams';
import { UseCase } from './use-case';

export class ConferTitlesBody {
  @Part(() => ActInput) readonly act: ActInput;
  /** First day of the titles. */
  @Day() readonly effectiveOn: BusinessDate;
  /** Those on the list who are conferred; all who are not held where it is not said. At the first decision the others who are not held are not selected; the held wait. */
  @Ids(1, 2_000, { optional: true }) readonly nominations?: readonly NominationId[];
  /** Those who wait and are passed over on record, so that the round can end. */
  @Ids(1, 2_000, { optional: true }) readonly passOver?: readonly NominationId[];
  /** Check code of the signed list that the act rests on; one that has changed since is refused. */
  @Text(40, { optional: true }) readonly printed?: string;
  /** True: each person's verdict, and nothing is stored. */
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class ConferTitles extends UseCase<{ readonly round: RoundId }, ConferTitlesBody> {}

@CommandHandler(ConferTitles)
export class ConferTitlesHandler implements ICommandHandler<ConferTitles, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** One act, one batch: the award seats first, then every teacher (`settleConferral`). */
  async execute(command: ConferTitles): Promise<Outcome> {
    const { round: id } = command.target;
    const { act, effectiveOn: conferredOn, nominations, passOver, dryRun, printed } = command.body;
    const scan = new SignedScan(this.desk, id, printed);
    const attempt = this.desk.attempt(command, ConferTitles.name);
    const batch = createdId(attempt.commandId, 'batch');
    let candidates: readonly Candidate[] = [];
    let preview: JsonObject = {};
    let waiting: number | null = null;
    const done = await this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        candidates = await this.candidates((await openRound(this.desk, id)).state);
        return worldOfRound(this.desk, id, 'own', [...candidates, ...(await scan.people())]);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'ConferTitles', state),
      decide: (state, context) => {
        const signed = scan.judged(state, { kind: 'conferral', unit: null }, context);
        if ('refusal' in signed) return signed;
        const decision = decideConferral(state, { batch, ...signed, act: actOf(act), conferredOn, ...(nominations === undefined ? {} : { nominations: [...nominations] }), ...(passOver === undefined ? {} : { passOver: [...passOver] }) }, context);
        if (decision.kind === 'refused') return decision;
        const held = decision.events.flatMap((event) => (event.type === 'ConferralDecided' ? event.data.held : []));
        const chosen = new Set(decision.events.flatMap((event) => (event.type === 'ConferralDecided' ? event.data.conferrals.map((line) => line.nomination) : [])));
        const verdicts = candidates.filter(({ nomination }) => chosen.has(nomination)).map(({ nomination, teacher: who, loaded }) => ({ nomination, teacher: who, fault: conferralFault(loaded.state, state, nomination, conferredOn ?? context.today) }));
        waiting = held.length;
        preview = { dryRun: true, held: held.map((nomination) => ({ nomination, by: [...new Set(heldBy(state, nomination).map(({ kind }) => kind))] })), persons: verdicts.map(({ nomination, teacher: who, fault }) => ({ nomination, teacher: who, passes: fault === null, ...(fault === null ? {} : { rule: fault.rule, inputs: fault.inputs }) })) };
        if (dryRun === true) return { kind: 'events', events: [] };
        const failing = verdicts.filter(({ fault }) => fault !== null);
        // A list with one that does not pass is refused whole (design, section 4).
        return failing.length === 0 ? decision : targetsRefused(failing.map(({ nomination, fault }) => ({ target: nomination, rule: fault?.rule ?? '' })));
      },
    });
    if (dryRun === true && done.kind === 'nothing' && done.refusal === null) return this.desk.outcome(done, () => preview);
    const [decided] = done.facts;
    if (decided === undefined) return this.desk.outcome(done, () => ({ round: id, batch }));
    const finished = await within(this.desk.ports.clock, WAIT_MS, settleConferral(this.desk, decided));
    if (finished === null) return { kind: 'pending', operation: batch, position: done.position ?? (await this.desk.head()), result: { round: id, batch } };
    return this.desk.chain(done, finished, { round: id, batch, ...countsOf(finished.state), ...(waiting === null ? {} : { held: waiting }) });
  }

  private candidates(state: RoundState): Promise<readonly Candidate[]> {
    const waiting = new Set(waitingForConferral(state));
    return Promise.all((state.ranking?.lines ?? []).filter((line) => waiting.has(line.nomination)).map(async (line) => {
      const stream = teacherStream(line.teacher);
      return { stream, loaded: await this.desk.streams.load(teacher, stream), teacher: line.teacher, nomination: line.nomination };
    }));
  }
}

interface Candidate extends Read {
  readonly loaded: Loaded<TeacherState>;
  readonly teacher: string;
  readonly nomination: NominationId;
}

/** How long the caller is kept before the answer is 202 with the operation's link. */
const WAIT_MS = 2_000;

function countsOf({ completed }: BatchState): JsonObject {
  return { done: completed?.done ?? 0, declined: completed?.declined ?? 0 };
}
