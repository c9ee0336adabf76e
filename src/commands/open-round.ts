import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Approximation } from '../domain/approximate';
import type { BusinessDate } from '../domain/dates';
import { limitWaiverFault, roughSeats } from '../domain/round/parameter-faults';
import type { JsonObject, OrgId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import { postsFault, postsToCome } from '../domain/posts';
import { decideOpenRound } from '../domain/round/opening';
import { matterOfRound } from '../domain/round/leading';
import { round } from '../domain/round/round';
import { seatsBeside, seatsInAll } from '../domain/round/tier-seats';
import type { RoundFact, RoundOpened, RoundParameters } from '../domain/round/facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { openedOutside, validityOn } from '../domain/validity';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { gateOf, type Gate } from './gates';
import { Day, Flag, Id, OneOf, Part, Parts, SomeOf, Texts, Whole } from './input';
import { NamesInput } from './names-input';
import { BornInput, ContactInput, DeadlineInput, LevelAttachmentsInput, LEVELS, NamedDateInput, OverSubscriptionInput, parametersAsRecorded, SeatLimitInput, WaiverInput, waiverOf } from './notice-input';
import type { Outcome } from './outcome';
import { readPosts, type PostsRead } from './posts';
import { authorityOverUnits, requirementsToOpen } from './requirements';
import { givingSeats, NO_OTHERS, roundsOfTier, type RoundsOfTier } from './rounds-of-tier';
import { UseCase } from './use-case';

export class SeatsInput {
  @Id({ means: { zh: '有推荐名额的单位', en: 'The unit whose seats they are' } }) readonly unit: OrgId;
  @Whole(0, 100_000, { means: { zh: '名额数', en: 'How many' } }) readonly seats: number;
  @OneOf(LEVELS, { optional: true, means: { zh: '哪一级的推荐名额，默认该单位所在的一级', en: 'Whose recommendations they are; the unit\'s own level where left out' } }) readonly level?: OrgLevel;
}

/** From which ranks a place on the list may be filled again, and until when it may be decided. */
export class SubstitutionInput {
  @Whole(1, 100_000, { means: { zh: '递补可及的最后名次', en: 'The last rank from which a place on the list may be filled again' } }) readonly fromRank: number;
  @Day({ means: { zh: '最迟何日决定递补', en: 'The last day on which it may be decided' } }) readonly until: BusinessDate;
}

const STAGES = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'] as const;

/** A selection group: subject × stage with seats of its own. null: every stage, every subject. */
export class GroupInput {
  @Id({ means: { zh: '评审组的代码，届次内不重复；方案已列评审组的用其代码，否则自定', en: 'Code of the group, once in the round: that of the rule file where it states the groups, else of your choice' } }) readonly code: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @SomeOf(STAGES, 1, STAGES.length, { nullable: true, means: { zh: '评审组的学段；null：全部学段', en: 'Its school stages; null: every stage' } }) readonly stages: readonly string[] | null;
  @Texts(40, 1, 100, { nullable: true, means: { zh: '评审组的学科；null：全部学科', en: 'Its subjects; null: every subject' } }) readonly subjects: readonly string[] | null;
  @Whole(1, 100_000, { means: { zh: '该组的授予名额', en: 'Titles that the group may have' } }) readonly seats: number;
}

/** What the notice of the year says (design, section 7). */
export class RoundParametersInput {
  @Day({ optional: true }) readonly bornOnOrAfter?: BusinessDate;
  @Part(() => BornInput, { optional: true }) readonly born?: BornInput;
  @Day({ means: { zh: '以何日的单位和岗位为准', en: 'The day as on which unit and post of a candidate are read' } }) readonly snapshotOn: BusinessDate;
  @Day({ means: { zh: '申报的第一天', en: 'First day of nominations' } }) readonly nominationsFrom: BusinessDate;
  @Day({ means: { zh: '申报的最后一天（含）；各级截止时间均在此前', en: 'Last day of nominations, itself in; every level\'s deadline lies within' } }) readonly nominationsTo: BusinessDate;
  @Parts(() => SeatsInput, 1, 5_000) readonly recommendationSeats: readonly SeatsInput[];
  @Whole(0, 100_000) readonly awardSeats: number;
  @Texts(80, 0, 50) readonly requiredAttachments: readonly string[];
  @Part(() => SubstitutionInput, { optional: true, nullable: true, means: { zh: '通知准予递补的，写明范围；不准予的不写或写 null', en: '递补; left out or null where the notice does not grant it' } }) readonly substitution?: SubstitutionInput | null;
  @OneOf(['BEFORE_DEADLINE', 'ALWAYS'], { optional: true, means: { zh: '截止后放弃的名额：BEFORE_DEADLINE（默认）作废，ALWAYS 退还', en: 'Whether a seat given up comes back after the deadline too; before it only where left out' } }) readonly seatsComeBack?: 'BEFORE_DEADLINE' | 'ALWAYS';
  @Parts(() => NamedDateInput, 1, 50, { optional: true }) readonly dates?: readonly NamedDateInput[];
  @Parts(() => DeadlineInput, 1, 3, { optional: true, means: { zh: '各级的截止时间；不写的级别至 nominationsTo 当日结束', en: 'Last minute of each level; a level without one runs to the end of nominationsTo' } }) readonly deadlines?: readonly DeadlineInput[];
  @Parts(() => SeatLimitInput, 1, 100, { optional: true }) readonly limits?: readonly SeatLimitInput[];
  @Part(() => OverSubscriptionInput, { optional: true }) readonly overSubscription?: OverSubscriptionInput;
  @Parts(() => LevelAttachmentsInput, 1, 3, { optional: true }) readonly attachments?: readonly LevelAttachmentsInput[];
  @Parts(() => ContactInput, 1, 20, { optional: true }) readonly contacts?: readonly ContactInput[];
  @SomeOf(STAGES, 1, STAGES.length, { optional: true, means: { zh: '面向哪些学段；不写则为全部。牵头层级按学段确定的方案必须写', en: 'School stages whose teachers the round takes; all where left out, but a programme whose lead depends on the stage has to be told' } }) readonly stages?: readonly string[];
  @Parts(() => GroupInput, 1, 200, { optional: true, means: { zh: '分学科、学段评审的各组；各自排名、划线、提名；不分组的不写', en: 'Selection groups by subject and stage; each is ranked, cut and proposed by itself; left out where there are none' } }) readonly groups?: readonly GroupInput[];
}

export class OpenRoundBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id() readonly programme: string;
  @Whole(1, 1_000_000, { optional: true, means: { zh: '适用的方案版本，默认最新发布的', en: 'The published version to pin; the latest where left out' } }) readonly version?: number;
  @Id({ means: { zh: '称号层级，规则文件中的代码', en: 'The tier, by its code in the rule file' } }) readonly tier: string;
  @Id({ means: { zh: '类别，规则文件中的代码', en: 'The track, by its code in the rule file' } }) readonly track: string;
  @Part(() => RoundParametersInput, { means: { zh: '年度通知的内容', en: 'What the notice of the year says' } }) readonly parameters: RoundParametersInput;
  @Flag({ optional: true, means: { zh: 'true：可采用演示值和新闻报道的演示届次；默认 false', en: 'True for a round that may stand on sample values and on news reports; false where left out' } }) readonly demonstration?: boolean;
  @Part(() => ActInput, { optional: true, means: { zh: '通知本身，作为所依据的文件；没有的不写', en: 'The notice itself, as the act that it rests on; left out where there is none' } }) readonly act?: ActInput;
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
    let posts: PostsRead | null = null;
    let toCome: ReturnType<typeof postsToCome> = null;
    let rough: Approximation | null = null;
    let opened: RoundOpened | undefined;
    const outcome = await this.desk.run({
      command, useCase: OpenRound.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        gate = await gateOf(this.desk, 'OpenRound', pinned);
        const { tiers } = await this.desk.programmes.effective(pinned.programme, version);
        const rules = tiers.find(({ code }) => code === tier);
        others = await roundsOfTier(this.desk, programme, rules, id);
        posts = await readPosts(this.desk, { programme, tier: rules, demonstration: demonstration ?? false });
        return this.desk.world(pinned, [...gate.reads, ...others.reads, ...(posts?.reads ?? [])], undefined, matterOfRound(tier, parameters));
      },
      authority: (world) => authorityOverUnits(world, command.sender, requirementsToOpen(world, matterOfRound(tier, parameters)), parameters.recommendationSeats.map(({ unit }) => unit)),
      decide: (state, context, { world: { orgs: tree, publisher } }) => {
        const rules = context.programme?.tiers.find((entry) => entry.code === tier);
        const beside = rules === undefined ? [] : seatsBeside(rules, others.rounds, { day: context.today, demonstration: demonstration ?? false });
        rough = rules === undefined ? null : roughSeats(rules, seatsInAll(parameters.awardSeats, beside));
        const given = waiverOf(waiver);
        const unwaived = given.waiver === undefined || rules === undefined ? null : limitWaiverFault(given.waiver, parameters, rules, { tree: tree.state, publisher, today: context.today });
        const decision = gate?.fault(context) ?? unwaived ?? decideOpenRound(state, { round: id, names: { zh, en }, tier, track, parameters, demonstration: demonstration ?? false, beside, ...(act === undefined ? {} : { act: actOf(act) }), ...given }, context);
        if (decision.kind === 'refused' || posts === null) return decision;
        const asked = { ...posts, asked: parameters.awardSeats, from: context.today, to: LAST_DAY };
        toCome = postsToCome(asked);
        // Posts that never come free are none to be applied for.
        return toCome?.free === null ? (postsFault(asked) ?? decision) : decision;
      },
      // Of a number that is meant roughly: how so many lie to it, with the other rounds of these years, so that NEAR is seen as the warning that it is.
      result: (facts) => {
        opened = (facts as readonly RoundFact[]).find((fact): fact is RoundOpened => fact.type === 'RoundOpened');
        return { round: id, ...(rough === null ? {} : { awardSeats: rough }), ...(toCome === null ? {} : { posts: toCome }) };
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
