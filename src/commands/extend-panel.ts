import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId, RoundId } from '../domain/facts';
import type { Conflict } from '../domain/panel/conflicts';
import { draw, nextDrawn } from '../domain/panel/draw';
import { panel } from '../domain/panel/state';
import { byOneId } from '../domain/people';
import { decideExtendPanel } from '../domain/round/reranking';
import { openedRound, round, tierOf } from '../domain/round/round';
import { Desk, drawStream, panelStream, roundStream } from './desk';
import { Ids } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { exclusionsOf } from './placements';
import { type PanelRead, worldOfRound } from './rounds';
import { settleExtension } from './settle';
import { readIds } from './surviving-dossier';
import { UseCase } from './use-case';

export class ExtendPanelBody {
  @Ids(1, 99, { means: { zh: '增补的评委（人员标识）', en: 'Experts who join, by person id' } }) readonly experts: readonly PersonId[];
}

/** 增补评委: more experts for a panel that still scores, as where recusals left too few. */
export class ExtendPanel extends UseCase<{ readonly round: RoundId; readonly panel: number }, ExtendPanelBody> {}

@CommandHandler(ExtendPanel)
export class ExtendPanelHandler implements ICommandHandler<ExtendPanel, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: ExtendPanel): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const stream = panelStream(id, n);
    let read: PanelRead | undefined;
    let next: readonly PersonId[] = [];
    let excluded: readonly Conflict[] = [];
    let idsOf = byOneId;
    const done = await this.desk.transact(this.desk.attempt(command, ExtendPanel.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        read = { stream, loaded: await this.desk.streams.load(panel, stream) };
        const lot = { stream: drawStream(id, n), loaded: await this.desk.streams.load(draw, drawStream(id, n)) };
        next = nextDrawn(lot.loaded.state, read.loaded.state.formed?.experts ?? []);
        const bare = await worldOfRound(this.desk, id, 'own');
        const rules = bare.programme === undefined ? null : tierOf(bare.round, bare.programme).panel;
        // Who is next in a draw was held against its candidates before it.
        const exclusions = rules && rules.formedBy !== 'DRAW'
          ? await exclusionsOf(this.desk, bare, bare.round, rules.conflicts, command.body.experts, (read.loaded.state.formed?.candidates ?? []).map(({ teacher }) => teacher), openedRound(bare.round).parameters.snapshotOn)
          : { conflicts: [], read: [] };
        excluded = exclusions.conflicts;
        const ids = await readIds(this.desk.streams, command.body.experts);
        idsOf = ids.idsOf;
        return worldOfRound(this.desk, id, 'own', [read, ...(lot.loaded.revision < 0 ? [] : [lot]), ...exclusions.read, ...ids.reads]);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'FormPanel', state),
      decide: (state, context) => {
        if (read === undefined) throw new Error(`${stream} was not read`);
        return decideExtendPanel(state, { panel: read.loaded.state, experts: [...command.body.experts], next, excluded, idsOf }, context);
      },
    });
    const [extended] = done.facts;
    return this.desk.chain(done, extended === undefined ? null : await settleExtension(this.desk, extended), { round: id, panel: n });
  }
}
