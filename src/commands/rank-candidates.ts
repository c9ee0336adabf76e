import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DecisionContext } from '../domain/context';
import { needed } from '../domain/decision';
import type { JsonObject, NominationId, Recorded, RoundId, TeacherId } from '../domain/facts';
import { leansOf } from '../domain/round/leans';
import { holderKindOf, openedRound, round, tierOf, type RoundState } from '../domain/round/round';
import { candidatesOf } from '../domain/round/recommendation-lines';
import { decideRank, type Leaning } from '../domain/round/ranking';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, holderStream, roundStream, type Decider, type Settled } from './desk';
import type { Read } from './world';
import { sha256 } from './hashing';
import { Ids, InputError, Part, Parts } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { loadPanels, openRound, type PanelRead, worldOfRound } from './rounds';
import { together } from './settle';
import type { Loaded, Transacted } from './streams';
import { UseCase } from './use-case';

export class TieOrderInput {
  @Ids(2, 2_000, { means: { zh: '一个评审组分数线上同分者的先后（申报标识）', en: 'Nominations of one group\'s tie in the order decided' } }) readonly order: readonly NominationId[];
}

export class RankCandidatesBody {
  @Ids(2, 2_000, { optional: true, means: { zh: '分数线上同分者由集体决定的先后；仅在以 tieAtTheCut 拒绝后才写', en: 'Nominations of one tie at the cut-off in the order a body decided; asked for by the refusal tieAtTheCut, and left out before' } }) readonly tieOrder?: readonly NominationId[];
  @Parts(() => TieOrderInput, 1, 200, { optional: true, means: { zh: '几个评审组各有同分者的，代替 tieOrder；其他情形不写', en: 'In place of tieOrder where several groups have a tie each; left out otherwise' } }) readonly tieOrders?: readonly TieOrderInput[];
  @Part(() => ActInput, { optional: true, means: { zh: '决定先后的文件；没有同分者的不写', en: 'The decision that the order rests on; left out where there is no tie' } }) readonly act?: ActInput;
}

export class RankCandidates extends UseCase<{ readonly round: RoundId }, RankCandidatesBody> {}

@CommandHandler(RankCandidates)
export class RankCandidatesHandler implements ICommandHandler<RankCandidates, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** One event for most rounds. A ranking of many is listed part by part, each an append of its own, and then headed. */
  async execute(command: RankCandidates): Promise<Outcome> {
    const { round: id } = command.target;
    const { tieOrder, tieOrders, act } = command.body;
    if (tieOrder !== undefined && tieOrders !== undefined) throw new InputError([{ path: 'tieOrders', notice: { zh: 'tieOrder 与 tieOrders 只写其一。', en: 'Give tieOrder or tieOrders, not both.' } }]);
    const orders = tieOrders?.map(({ order }) => [...order]) ?? (tieOrder === undefined ? [] : [[...tieOrder]]);
    let panels: readonly PanelRead[] = [];
    let dossiers: readonly DossierRead[] = [];
    const world = async () => {
      const { state } = await openRound(this.desk, id);
      panels = await loadPanels(this.desk, state);
      dossiers = await this.leanedTo(state);
      return worldOfRound(this.desk, id, 'own', [...panels, ...dossiers]);
    };
    const decide: Decider<RoundState> = (state, context) =>
      decideRank(state, { panels: panels.map(({ loaded }) => loaded.state), leans: leaning(state, dossiers, context), tieOrders: orders, ...(act === undefined ? {} : { act: actOf(act) }), hash: sha256 }, context);
    const stream = roundStream(id);
    const first = await this.desk.transact(this.desk.attempt(command, RankCandidates.name), { aggregate: round, stream, world, authority: (of, { state }) => authorityOverRound(of, command.sender, 'RankCandidates', state), decide });

    const steps: Settled[] = [];
    let last: Transacted<RoundState> = first;
    for (let part = 1; ; part += 1) {
      const [listed] = last.facts;
      if (last.refusal !== null || listed?.type !== 'RankingListed') break;
      last = await this.desk.follow(listed, `ranking:${part}`, undefined, { aggregate: round, stream, world, decide });
      steps.push(together(last));
    }
    const head = last.facts.find(({ type }) => type === 'CandidatesRanked');
    const result = { round: id, lines: head?.data['lines'] ?? [], workings: workingsIn([...first.facts, ...steps.flatMap(({ facts }) => facts)]) };
    return this.desk.chain(first, steps.length === 0 ? null : { ...together(...steps), refusal: last.refusal }, result);
  }

  /** Dossiers of whoever is ranked, where the scheme leans to somebody; else none is read. */
  private async leanedTo(state: RoundState): Promise<readonly DossierRead[]> {
    const { programme, version, adoptions } = openedRound(state);
    const { scoring } = tierOf(state, await this.desk.programmes.effective(programme, version, adoptions));
    if (scoring?.leans === undefined) return [];
    return Promise.all(candidatesOf(state).map(async ({ teacher: holder }) => {
      const stream = holderStream(holderKindOf(state), holder);
      return { holder, stream, loaded: await this.desk.streams.load(teacher, stream) };
    }));
  }
}

interface DossierRead extends Read {
  readonly holder: TeacherId;
  readonly loaded: Loaded<TeacherState>;
}

function leaning(state: RoundState, dossiers: readonly DossierRead[], context: DecisionContext): Leaning {
  const programme = needed(context, 'programme');
  const { scoring } = tierOf(state, programme);
  return new Map(scoring === null ? [] : dossiers.map(({ holder, loaded }) => [holder, leansOf(loaded.state.facts, state, programme, needed(context, 'orgs'), scoring)]));
}

/** Every number from sheet to rank, by teacher; absent where her data was erased. */
function workingsIn(ranked: readonly Recorded[]): JsonObject {
  return Object.fromEntries(ranked.flatMap((fact) => Object.entries(fact.private)).flatMap(([teacher, part]) => (part === null ? [] : [[teacher, part]])));
}
