import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Approximation } from '../domain/approximate';
import type { BusinessDate } from '../domain/dates';
import { roughSeats } from '../domain/round/parameter-faults';
import type { JsonObject, OrgId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import { decideOpenRound } from '../domain/round/opening';
import { matterOfRound } from '../domain/round/leading';
import { round } from '../domain/round/round';
import { seatsBeside, seatsInAll } from '../domain/round/tier-seats';
import type { RoundFact, RoundOpened, RoundParameters } from '../domain/round/facts';
import { openedOutside, validityOn } from '../domain/validity';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { gateOf, type Gate } from './gates';
import { Day, Flag, Id, OneOf, Part, Parts, SomeOf, Texts, Whole } from './input';
import { NamesInput } from './names-input';
import { BornInput, ContactInput, DeadlineInput, LevelAttachmentsInput, LEVELS, NamedDateInput, OverSubscriptionInput, parametersAsRecorded, SeatLimitInput, WaiverInput, waiverOf } from './notice-input';
import type { Outcome } from './outcome';
import { authorityOverUnits, requirementsToOpen } from './requirements';
import { givingSeats, NO_OTHERS, roundsOfTier, type RoundsOfTier } from './rounds-of-tier';
import { UseCase } from './use-case';

export class SeatsInput {
  @Id() readonly unit: OrgId;
  @Whole(0, 100_000) readonly seats: number;
  /** Whose recommendations they are; the unit's own level where it is not said. */
  @OneOf(LEVELS, { optional: true }) readonly level?: OrgLevel;
}

/** From which ranks a place on the list may be filled again, and until when it may be decided. */
export class SubstitutionInput {
  @Whole(1, 100_000) readonly fromRank: number;
  @Day() readonly until: BusinessDate;
}

const STAGES = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'] as const;

/** A selection group: subject × stage with seats of its own. null: every stage, every subject. */
export class GroupInput {
  @Id() readonly code: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @SomeOf(STAGES, 1, STAGES.length, { nullable: true }) readonly stages: readonly string[] | null;
  @Texts(40, 1, 100, { nullable: true }) readonly subjects: readonly string[] | null;
  @Whole(1, 100_000) readonly seats: number;
}

/** What the notice of the year says (design, section 7). */
export class RoundParametersInput {
  /** Born on this day or later: eligible. Left out where the notice sets no bound, or words it under `born`. */
  @Day({ optional: true }) readonly bornOnOrAfter?: BusinessDate;
  @Part(() => BornInput, { optional: true }) readonly born?: BornInput;
  @Day() readonly snapshotOn: BusinessDate;
  @Day() readonly nominationsFrom: BusinessDate;
  /** Inclusive. */
  @Day() readonly nominationsTo: BusinessDate;
  @Parts(() => SeatsInput, 1, 5_000) readonly recommendationSeats: readonly SeatsInput[];
  @Whole(0, 100_000) readonly awardSeats: number;
  @Texts(80, 0, 50) readonly requiredAttachments: readonly string[];
  /** 递补; left out or null where the notice does not grant it. */
  @Part(() => SubstitutionInput, { optional: true, nullable: true }) readonly substitution?: SubstitutionInput | null;
  /** Whether a seat given up comes back after the deadline too. */
  @OneOf(['BEFORE_DEADLINE', 'ALWAYS'], { optional: true }) readonly seatsComeBack?: 'BEFORE_DEADLINE' | 'ALWAYS';
  @Parts(() => NamedDateInput, 1, 50, { optional: true }) readonly dates?: readonly NamedDateInput[];
  @Parts(() => DeadlineInput, 1, 3, { optional: true }) readonly deadlines?: readonly DeadlineInput[];
  @Parts(() => SeatLimitInput, 1, 100, { optional: true }) readonly limits?: readonly SeatLimitInput[];
  @Part(() => OverSubscriptionInput, { optional: true }) readonly overSubscription?: OverSubscriptionInput;
  @Parts(() => LevelAttachmentsInput, 1, 3, { optional: true }) readonly attachments?: readonly LevelAttachmentsInput[];
  @Parts(() => ContactInput, 1, 20, { optional: true }) readonly contacts?: readonly ContactInput[];
  /** School stages whose teachers the round takes; a programme whose lead depends on the stage has to be told. */
  @SomeOf(STAGES, 1, STAGES.length, { optional: true }) readonly stages?: readonly string[];
  /** Each is ranked, cut and proposed by itself. */
  @Parts(() => GroupInput, 1, 200, { optional: true }) readonly groups?: readonly GroupInput[];
}

export class OpenRoundBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id() readonly programme: string;
  /** The published version to pin; the latest where it is not said. */
  @Whole(1, 1_000_000, { optional: true }) readonly version?: number;
  @Id() readonly tier: string;
  @Id() readonly track: string;
  @Part(() => RoundParametersInput) readonly parameters: RoundParametersInput;
  /** True for a round that may stand on sample values and on news reports. */
  @Flag({ optional: true }) readonly demonstration?: boolean;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
  @Part(() => WaiverInput, { optional: true }) readonly waiver?: WaiverInput;
}

export class OpenRound extends UseCase<object, OpenRoundBody> {}

@CommandHandler(OpenRound)
export class OpenRoundHandler implements ICommandHandler<OpenRound, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: OpenRound): Promise<Outcome> {
    return givingSeats(this.desk, () => this.#open(command));
  }

  async #open(command: OpenRound): Promise<Outcome> {
    const { names: { zh, en }, programme, version, tier, track, demonstration, act, waiver } = command.body;
    const parameters = parametersAsRecorded(command.body.parameters) as RoundParameters;
    const id = createdId(this.desk.attempt(command, OpenRound.name).commandId, 'round');
    const pinned = { programme, ...(version === undefined ? {} : { version }) };
    let gate: Gate | undefined;
    let others: RoundsOfTier = NO_OTHERS;
    let rough: Approximation | null = null;
    let opened: RoundOpened | undefined;
    const outcome = await this.desk.run({
      command, useCase: OpenRound.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        gate = await gateOf(this.desk, 'OpenRound', pinned);
        const { tiers } = await this.desk.programmes.effective(pinned.programme, version);
        others = await roundsOfTier(this.desk, programme, tiers.find(({ code }) => code === tier), id);
        return this.desk.world(pinned, [...gate.reads, ...others.reads], undefined, matterOfRound(tier, parameters));
      },
      authority: (world) => authorityOverUnits(world, command.sender, requirementsToOpen(world, matterOfRound(tier, parameters)), parameters.recommendationSeats.map(({ unit }) => unit)),
      decide: (state, context) => {
        const rules = context.programme?.tiers.find((entry) => entry.code === tier);
        const beside = rules === undefined ? [] : seatsBeside(rules, others.rounds, { day: context.today, demonstration: demonstration ?? false });
        rough = rules === undefined ? null : roughSeats(rules, seatsInAll(parameters.awardSeats, beside));
        return gate?.fault(context) ?? decideOpenRound(state, { round: id, names: { zh, en }, tier, track, parameters, demonstration: demonstration ?? false, beside, ...(act === undefined ? {} : { act: actOf(act) }), ...waiverOf(waiver) }, context);
      },
      // Of a number that is meant roughly: how so many lie to it, with the other rounds of these years, so that NEAR is seen as the warning that it is.
      result: (facts) => {
        opened = (facts as readonly RoundFact[]).find((fact): fact is RoundOpened => fact.type === 'RoundOpened');
        return { round: id, ...(rough === null ? {} : { awardSeats: rough }) };
      },
    });
    if (outcome.kind !== 'accepted' || opened === undefined) return outcome;
    return { ...outcome, result: { ...outcome.result, ...(await this.#outside(opened)) } };
  }

  /** Of a round that opened before or after its programme's own days (E51), which is told and bars nothing. */
  async #outside({ data, meta: { effectiveOn } }: RoundOpened): Promise<JsonObject> {
    const validity = validityOn(await this.desk.programmes.effective(data.programme, data.version, data.adoptions), effectiveOn);
    return validity === null || validity.within ? {} : { validity: { ...validity, sentences: openedOutside(validity, effectiveOn) } };
  }
}
