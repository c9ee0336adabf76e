import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { holderOfStream, type JsonObject, type RoundId, type TeacherId } from '../domain/facts';
import type { NoticeSupplemented } from '../domain/round/facts';
import { limitWaiverFault } from '../domain/round/parameter-faults';
import { openedRound, parametersOf, round, tierOf, type RoundState } from '../domain/round/round';
import { seatsBeside, type SeatsOfRound } from '../domain/round/tier-seats';
import { decideSupplementNotice, type SupplementChanges } from '../domain/round/supplement';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import type { StoredEnvelope } from '../event-store/event-store';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import type { Read } from './world';
import { readMembers, type MembersRead } from './holders';
import { Day, Flag, Part, Parts, Texts, Whole } from './input';
import { BornInput, ContactInput, LevelAttachmentsInput, NamedDateInput, OverSubscriptionInput, parametersAsRecorded, SeatLimitInput, WaiverInput, waiverOf } from './notice-input';
import { SeatsInput } from './open-round';
import type { Outcome } from './outcome';
import { publisherOf } from './publisher';
import { authorityOverUnits, pinnedDay, requirementsOf, unitsOf } from './requirements';
import { openRound, worldOfRound } from './rounds';
import { givingSeats, roundsOfTier, type RoundsOfTier } from './rounds-of-tier';
import type { Loaded } from './streams';
import { settleSupplement } from './settle-supplement';
import { UseCase } from './use-case';

/** What a supplement may say anew: members as in the notice, each replacing the one before. */
export class SupplementChangesInput {
  @Day({ optional: true }) readonly bornOnOrAfter?: BusinessDate;
  @Part(() => BornInput, { optional: true }) readonly born?: BornInput;
  @Parts(() => SeatsInput, 1, 5_000, { optional: true }) readonly recommendationSeats?: readonly SeatsInput[];
  @Whole(0, 100_000, { optional: true }) readonly awardSeats?: number;
  @Texts(80, 0, 50, { optional: true }) readonly requiredAttachments?: readonly string[];
  @Parts(() => NamedDateInput, 1, 50, { optional: true }) readonly dates?: readonly NamedDateInput[];
  @Parts(() => SeatLimitInput, 0, 100, { optional: true }) readonly limits?: readonly SeatLimitInput[];
  @Part(() => OverSubscriptionInput, { optional: true }) readonly overSubscription?: OverSubscriptionInput;
  @Parts(() => LevelAttachmentsInput, 0, 3, { optional: true }) readonly attachments?: readonly LevelAttachmentsInput[];
  @Parts(() => ContactInput, 0, 20, { optional: true }) readonly contacts?: readonly ContactInput[];
}

export class SupplementNoticeBody {
  @Part(() => SupplementChangesInput, { means: { zh: '补充通知所改的内容；所写各项整体代替原内容，未写的不变', en: 'What the supplement says anew: each member replaces the one before, what is left out stays' } }) readonly changes: SupplementChangesInput;
  @Part(() => ActInput) readonly act: ActInput;
  @Part(() => WaiverInput, { optional: true }) readonly waiver?: WaiverInput;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** A 补充通知 to an open round, by whoever may open such a round, over the units that it adds too. */
export class SupplementNotice extends UseCase<{ readonly round: RoundId }, SupplementNoticeBody> {}

/** What makes somebody a matter of a round. */
const MATTERS: ReadonlySet<string> = new Set(['ConsentGiven', 'Nominated', 'NominationRefused']);

interface Concerned extends Read {
  readonly loaded: Loaded<TeacherState>;
  readonly teacher: TeacherId;
  readonly members: MembersRead;
}

@CommandHandler(SupplementNotice)
export class SupplementNoticeHandler implements ICommandHandler<SupplementNotice, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SupplementNotice): Promise<Outcome> {
    return command.body.changes.awardSeats === undefined ? this.#supplement(command) : givingSeats(this.desk, () => this.#supplement(command));
  }

  async #supplement(command: SupplementNotice): Promise<Outcome> {
    const { round: id } = command.target;
    const { changes, act, waiver, dryRun } = command.body;
    let people: readonly Concerned[] = [];
    let beside: readonly SeatsOfRound[] = [];
    let preview: JsonObject | null = null;
    const done = await this.desk.transact(this.desk.attempt(command, SupplementNotice.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        const { state } = await openRound(this.desk, id);
        people = await this.concerned(id);
        const others = changes.awardSeats === undefined ? { reads: [], beside: [] } : await this.othersOf(state);
        beside = others.beside;
        const world = await worldOfRound(this.desk, id, 'own', [...others.reads, ...people, ...people.flatMap(({ members }) => members.reads)]);
        return world.carriedOutUnder(await publisherOf(this.desk, openedRound(state).programme));
      },
      authority: (world, { state }) => authorityOverUnits(world, command.sender, requirementsOf(world.programme, 'OpenRound'), [...unitsOf(state), ...(changes.recommendationSeats ?? []).map(({ unit }) => unit)], pinnedDay(state)),
      decide: (state, context, { world: { programme, orgs: tree, publisher } }) => {
        const given = waiverOf(waiver);
        const told = parametersAsRecorded(changes) as SupplementChanges & JsonObject;
        const unwaived = given.waiver === undefined || programme === undefined || state.opened === null ? null : limitWaiverFault(given.waiver, { ...parametersOf(state), ...told }, tierOf(state, programme), { tree: tree.state, publisher, today: context.today });
        const decision = unwaived ?? decideSupplementNotice(state, { changes: told, act: actOf(act), ...given, beside, people: people.map(({ teacher: who, loaded, members: { dossiers } }) => ({ teacher: who, facts: loaded.state.facts, dossiers })) }, context);
        if (decision.kind === 'refused' || dryRun !== true) return decision;
        preview = { dryRun: true, ...effectsOf(decision.events) };
        return { kind: 'events', events: [] };
      },
    });
    const [supplemented] = done.facts;
    const settled = supplemented === undefined ? null : await settleSupplement(this.desk, supplemented);
    return this.desk.chain(done, settled, { round: id, ...(preview ?? effectsOf(done.facts)) });
  }

  /** What other rounds of the tier give in the same years, as far as its number is meant for all of them together. */
  private async othersOf(state: RoundState): Promise<Pick<RoundsOfTier, 'reads'> & { readonly beside: readonly SeatsOfRound[] }> {
    const { programme, version, adoptions, tier, demonstration } = openedRound(state);
    const rules = (await this.desk.programmes.effective(programme, version, adoptions)).tiers.find(({ code }) => code === tier);
    const { reads, rounds, openedOn } = await roundsOfTier(this.desk, programme, rules, state.id);
    return { reads, beside: rules === undefined || openedOn === null ? [] : seatsBeside(rules, rounds, { day: openedOn, demonstration }) };
  }

  /**
   * Everybody with a matter in the round, from the log: the round itself does not know who applied. One pass over the
   * log for an act that a round sees once or twice.
   */
  private async concerned(id: RoundId): Promise<readonly Concerned[]> {
    const { store } = this.desk.ports;
    const streams = new Set<string>();
    const take = (envelope: StoredEnvelope): void => {
      if (MATTERS.has(envelope.type) && envelope.data['round'] === id) streams.add(envelope.stream);
    };
    if (store.readTypes !== undefined) {
      for await (const { events } of store.readTypes(null, MATTERS)) for (const { envelope } of events) take(envelope);
    } else {
      for await (const page of store.readAll(null)) for (const { envelope } of page) take(envelope);
    }
    const people: Concerned[] = [];
    for (const stream of streams) {
      const holder = holderOfStream(stream);
      if (holder === null) continue;
      const loaded = await this.desk.streams.load(teacher, stream);
      people.push({ stream, loaded, teacher: holder.id, members: await readMembers(this.desk, loaded.state) });
    }
    return people;
  }
}

function effectsOf(facts: readonly { readonly type: string; readonly data: object }[]): JsonObject {
  const fact = facts.find(({ type }) => type === 'NoticeSupplemented');
  const { becomesEligible, becomesIneligible } = fact === undefined ? { becomesEligible: [], becomesIneligible: [] } : (fact.data as NoticeSupplemented['data']);
  return { becomesEligible: [...becomesEligible], becomesIneligible: [...becomesIneligible] };
}
