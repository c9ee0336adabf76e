import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { conflictsBetween, type Conflict } from '../domain/panel/conflicts';
import { decidePrepareDraw, draw } from '../domain/panel/draw';
import { expertPool, type Listing } from '../domain/panel/pool';
import { byOneId } from '../domain/people';
import { openedRound, tierOf } from '../domain/round/round';
import { drawStream, Desk, poolStream } from './desk';
import { sha256 } from './hashing';
import { Id, Ids, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { idsIn, placementsOf, placementsOfCandidates, servedRunning } from './placements';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { readIds } from './surviving-dossier';
import { readTies } from './ties';
import { UseCase } from './use-case';

export class PrepareDrawBody {
  @Id({ means: { zh: '从哪个专家库抽取', en: 'The pool of experts to draw from' } }) readonly pool: string;
  @Text(40, { optional: true, means: { zh: '只抽可评该学科（或全部学科）的专家；不写则不限', en: 'Only who is listed for it, or for every subject; left out: anybody of the pool' } }) readonly subject?: string;
  @Whole(1, 99, { means: { zh: '抽取几人', en: 'How many are drawn' } }) readonly size: number;
  @Ids(1, 2_000) readonly candidates: readonly TeacherId[];
}

/** Fixes whom the experts of panel n are drawn among, with the reason of every exclusion. */
export class PrepareDraw extends UseCase<{ readonly round: RoundId; readonly draw: number }, PrepareDrawBody> {}

@CommandHandler(PrepareDraw)
export class PrepareDrawHandler implements ICommandHandler<PrepareDraw, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: PrepareDraw): Promise<Outcome> {
    const { round: id, draw: n } = command.target;
    const { pool, subject = null, size } = command.body;
    const candidates = [...command.body.candidates];
    let listed: readonly Listing[] = [];
    let conflicts: readonly Conflict[] = [];
    let served: Awaited<ReturnType<typeof servedRunning>> = { rounds: [], tooOften: new Set() };
    let asOf = '';
    let idsOf = byOneId;
    return this.desk.run({
      command, useCase: PrepareDraw.name, aggregate: draw, stream: drawStream(id, n),
      world: async () => {
        const bare = await worldOfRound(this.desk, id, 'other');
        const loaded = await this.desk.streams.load(expertPool, poolStream(pool));
        const { programme, parameters } = openedRound(bare.round);
        const rules = bare.programme === undefined ? null : tierOf(bare.round, bare.programme).panel;
        listed = [...loaded.state.listed.values()];
        asOf = bare.today;
        const experts = await placementsOf(this.desk, bare.people.state, bare.orgs.state, listed.map(({ person }) => person), loaded.state.listed);
        const judged = await placementsOfCandidates(this.desk, bare.people.state, bare.orgs.state, bare.round, candidates);
        const ties = await readTies({ streams: this.desk.streams, store: this.desk.ports.store }, bare.people.state, idsIn(experts.placed));
        conflicts = conflictsBetween(experts.placed, judged.placed, ties.relations, rules?.conflicts ?? [], asOf, parameters.snapshotOn);
        const ids = await readIds(this.desk.streams, listed.map(({ person }) => person));
        idsOf = ids.idsOf;
        if (rules?.maxConsecutive) served = await servedRunning(this.desk.ports.store, programme, id, rules.maxConsecutive, listed.map(({ person }) => person), idsOf);
        return worldOfRound(this.desk, id, 'other', [{ stream: poolStream(pool), loaded }, ...experts.read, ...ids.reads, ...judged.read, ...ties.read]);
      },
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) =>
        decidePrepareDraw(state, { n, pool, subject, size, candidates, listed, conflicts, rounds: served.rounds, tooOften: served.tooOften, round: world.round, asOf, hash: sha256, idsOf }, context),
      result: (facts) => ({ round: id, draw: n, input: facts[0]?.data['input'] ?? null, eligible: facts[0]?.data['eligible'] ?? [], excluded: facts[0]?.data['excluded'] ?? [] }),
    });
  }
}
