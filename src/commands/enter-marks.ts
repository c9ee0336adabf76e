import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { needed, refused } from '../domain/decision';
import type { PersonId, RoundId, TeacherId } from '../domain/facts';
import { decideEnterMarks } from '../domain/panel/entry';
import { panel } from '../domain/panel/state';
import { byOneId } from '../domain/people';
import { rolesIn, tierOf } from '../domain/round/round';
import { ConflictError } from '../event-store/event-store';
import { asJson, Desk, panelStream } from './desk';
import type { Authority, World } from './world';
import { Amounts, Id } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { checkUnderSeal, sealOf } from './seal';
import { readIds } from './surviving-dossier';
import { UseCase } from './use-case';

export class EnterMarksBody {
  @Id() readonly teacher: TeacherId;
  @Id({ optional: true, means: { zh: '纸质评分表是哪位评委的；不分评委的分数不写', en: 'Whose paper sheet it is; left out for the marks that come on paper for the candidate' } }) readonly expert?: PersonId;
  @Amounts(1_000_000) readonly components: Readonly<Record<string, number>>;
}

/** A clerk enters marks from paper; they count once a second clerk has entered the same. */
export class EnterMarks extends UseCase<{ readonly round: RoundId; readonly panel: number }, EnterMarksBody> {}

@CommandHandler(EnterMarks)
export class EnterMarksHandler implements ICommandHandler<EnterMarks, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: EnterMarks): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { teacher, expert = null } = command.body;
    const components = asJson(command.body.components) as { readonly [component: string]: number };
    const sealKey = sealOf(id);
    const stream = panelStream(id, n);
    const authority = (world: World): Authority => authorityOverRound(world, command.sender, 'EnterMarks', world.round);
    /** Undefined: the seal was not asked for, as nothing would be sealed. */
    let check: string | null | undefined;
    let idsOf = byOneId;
    return this.desk.run({
      command, useCase: EnterMarks.name, aggregate: panel, stream,
      world: async () => {
        const ids = await readIds(this.desk.streams, expert === null ? [] : [expert]);
        idsOf = ids.idsOf;
        const world = await worldOfRound(this.desk, id, 'other', ids.reads);
        const { state } = await this.desk.streams.load(panel, stream);
        // Whoever may not enter, or enters for a panel that is none, leaves no key behind.
        check = authority(world).kind === 'authorised' && state.formed !== null ? await checkUnderSeal(this.desk, sealKey, components) : undefined;
        return world;
      },
      authority,
      decide: (state, context, { world, loaded }) => {
        if (check === null) return refused('panelClosed', { panel: state.formed?.panel ?? state.stream });
        const decision = decideEnterMarks(state, { entry: context.createdId('entry'), teacher, expert, components, check: check ?? '', sealKey, tier: tierOf(world.round, needed(context, 'programme')), idsOf }, rolesIn(world.round), context);
        // Formed since the panel was looked at: looked at again.
        if (check === undefined && decision.kind === 'events') throw new ConflictError(stream, -1, loaded.revision);
        // Her sheet, from her paper; the clerk stands beside her.
        return { decision, ...(expert === null ? {} : { actor: expert, enteredBy: command.sender.subject }) };
      },
      result: (facts) => ({ round: id, panel: n, entry: facts[0]?.data['entry'] ?? null, state: facts.some(({ type }) => type === 'EntriesAgreed') ? 'AGREED' : facts.some(({ type }) => type === 'EntriesDiffered') ? 'DIFFERED' : 'ENTERED' }),
    });
  }
}
