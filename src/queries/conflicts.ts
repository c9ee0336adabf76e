import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { panelStream, roundStream } from '../commands/desk';
import { placementsOf, placementsOfCandidates } from '../commands/placements';
import type { PersonId, RoundId } from '../domain/facts';
import { conflictsBetween } from '../domain/panel/conflicts';
import { panel as committee } from '../domain/panel/state';
import type { ConflictKind, PanelRules } from '../domain/programme-rules';
import { openedRound, round as rounds, tierOf } from '../domain/round/round';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface ConflictLine {
  readonly expert: PersonId;
  readonly teacher: PersonId;
  readonly kind: ConflictKind;
  /** What the programme says of the kind; null where it says nothing and the expert declared it. */
  readonly effect: 'EXCLUDE' | 'RECUSE' | null;
  /** The unit or the fact that it was computed from; null where it was declared only. */
  readonly basis: { readonly unit: string } | { readonly event: string } | null;
  readonly declared: boolean;
  readonly recused: boolean;
}

export interface ConflictsAnswer {
  readonly round: RoundId;
  readonly n: number;
  readonly asOf: string;
  /** Those without a recusal first: somebody has to decide on each. */
  readonly conflicts: readonly ConflictLine[];
  readonly unrecused: number;
}

export class ConflictsQuestion extends Question<ConflictsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly n: number,
  ) {
    super();
  }
}

/** Where a programme says nothing, everything that can be computed is told for the last three years, and decides nothing. */
const ALL: PanelRules['conflicts'] = (['SAME_UNIT', 'STUDIO', 'MENTOR', 'COAUTHOR'] as const).map((kind) => ({ kind, years: 3, effect: 'RECUSE' }));

/** What stands between a panel's experts and its candidates, computed from history and as declared (E41). For who runs or oversees rounds. */
@QueryHandler(ConflictsQuestion)
export class ConflictsHandler implements IQueryHandler<ConflictsQuestion, ConflictsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, n }: ConflictsQuestion): Promise<ConflictsAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('conflicts');
    const { desk } = this.reading.sources.application;
    const [{ state: of }, { state }] = await Promise.all([desk.streams.load(rounds, roundStream(round)), desk.streams.load(committee, panelStream(round, n))]);
    if (of.opened === null || state.formed === null) throw new NotFoundError('panel', `${round}/${n}`);
    const { programme, version, adoptions, parameters } = openedRound(of);
    const world = await desk.world({ programme, version, adoptions });
    const stated = world.programme === undefined ? null : tierOf(of, world.programme).panel;
    const rules = stated && stated.conflicts.length > 0 ? stated.conflicts : ALL;
    const asOf = this.reading.today();
    const people = world.people.state;
    const experts = await placementsOf(desk, people, state.formed.experts);
    const candidates = await placementsOfCandidates(desk, people, of, state.formed.candidates.map(({ teacher }) => teacher));
    const effects = new Map((stated?.conflicts ?? []).map(({ kind, effect }) => [kind, effect]));
    const lines = new Map<string, ConflictLine>();
    const recused = (expert: PersonId, teacher: PersonId): boolean => state.recused.get(teacher)?.has(expert) === true;
    for (const { expert, teacher, kind, effect, basis } of conflictsBetween(experts.placed, candidates.placed, people.relations, rules, asOf, parameters.snapshotOn)) {
      lines.set(`${expert} ${teacher} ${kind}`, { expert, teacher, kind, effect, basis, declared: false, recused: recused(expert, teacher) });
    }
    for (const { expert, teacher, kind } of state.declared) {
      const key = `${expert} ${teacher} ${kind}`;
      lines.set(key, { expert, teacher, kind, effect: effects.get(kind) ?? null, basis: lines.get(key)?.basis ?? null, declared: true, recused: recused(expert, teacher) });
    }
    this.reading.noted(asker, 'conflicts', [...lines.values()].map(({ teacher }) => teacher));
    const conflicts = [...lines.values()].sort((a, b) => Number(a.recused) - Number(b.recused) || (a.expert < b.expert ? -1 : a.expert > b.expert ? 1 : a.teacher < b.teacher ? -1 : 1));
    return { round, n, asOf, conflicts, unrecused: conflicts.filter((line) => !line.recused).length };
  }
}
