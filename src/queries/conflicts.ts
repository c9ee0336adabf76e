import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { drawStream, panelStream, poolStream, roundStream, type Desk } from '../commands/desk';
import { idsIn, placementsOf, placementsOfCandidates } from '../commands/placements';
import type { Log } from '../commands/read-on';
import { readTies } from '../commands/ties';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, RoundId } from '../domain/facts';
import { conflictsBetween } from '../domain/panel/conflicts';
import { draw } from '../domain/panel/draw';
import { expertPool } from '../domain/panel/pool';
import { panel as committee } from '../domain/panel/state';
import type { ConflictKind, PanelRules } from '../domain/programme-rules';
import { openedRound, round as rounds, tierOf } from '../domain/round/round';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';

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

/** A kind of conflict: how far back it was looked for, what the programme says of it, and what it can be known from. */
export interface KnownKind {
  readonly kind: ConflictKind;
  readonly years: number;
  readonly effect: 'EXCLUDE' | 'RECUSE' | null;
  readonly from: 'COMPUTED' | 'RECORDED' | 'DECLARED';
  readonly sentences: Labelled;
}

export interface ConflictsAnswer {
  readonly kinds: readonly KnownKind[];
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

const KINDS = ['SAME_UNIT', 'STUDIO', 'MENTOR', 'COAUTHOR', 'DECLARED'] as const satisfies readonly ConflictKind[];
/** A kind that the programme does not state is looked for all the same, so far back, and decides nothing. */
const UNSTATED_YEARS = 3;

/** What each kind can be known from. What nobody recorded or declared is not known here. */
const known: { readonly [kind in ConflictKind]: { readonly from: KnownKind['from']; readonly sentences: Labelled } } = {
  SAME_UNIT: { from: 'COMPUTED', sentences: { zh: '由教师档案、任职和专家库登记推算；未登记的任职无从得知。', en: 'Computed from dossiers, appointments and the expert pool; a post that nobody recorded is not known.' } },
  STUDIO: { from: 'RECORDED', sentences: { zh: '以各方案登记的工作室主持人、成员及人员关系为准；未登记的无从得知。', en: 'As far as studios with their hosts and members, or the relation as such, were recorded; what was not is not known.' } },
  MENTOR: { from: 'RECORDED', sentences: { zh: '以各方案登记的师徒结对及人员关系为准；未登记的无从得知。', en: 'As far as pairs of mentor and mentee, or the relation as such, were recorded; what was not is not known.' } },
  COAUTHOR: { from: 'RECORDED', sentences: { zh: '以登记的合作发表、合作课题关系为准；未登记的无从得知。', en: 'As far as joint work was recorded; what was not is not known.' } },
  DECLARED: { from: 'DECLARED', sentences: { zh: '亲属及其他关系只有评委本人申报才能得知，系统不能推算。', en: 'Kin and anything else are known only where the expert declared them; nothing here can compute them.' } },
};

function rulesLooked(stated: PanelRules['conflicts']): PanelRules['conflicts'] {
  return [...stated, ...KINDS.filter((kind) => !stated.some((rule) => rule.kind === kind)).map((kind) => ({ kind, years: UNSTATED_YEARS, effect: 'RECUSE' as const }))];
}

/** What stands between a panel's experts and its candidates, computed from history and as declared (E41). For who runs or oversees rounds. */
@QueryHandler(ConflictsQuestion)
export class ConflictsHandler implements IQueryHandler<ConflictsQuestion, ConflictsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, n }: ConflictsQuestion): Promise<ConflictsAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('conflicts', 'rounds');
    const { application, events } = this.reading.sources;
    const asOf = this.reading.today();
    const found = await conflictsOfPanel(application.desk, events, round, n, asOf);
    if (found === null) throw new NotFoundError('panel', `${round}/${n}`);
    this.reading.noted(asker, 'conflicts', found.conflicts.map(({ teacher }) => teacher));
    return { round, n, asOf, ...found, unrecused: found.conflicts.filter((line) => !line.recused).length };
  }
}

/** What stands between the experts and the candidates of a panel on a day, computed and declared; null where no such panel was formed. */
export async function conflictsOfPanel(desk: Pick<Desk, 'world' | 'streams'>, store: Log, round: RoundId, n: number, asOf: BusinessDate): Promise<Pick<ConflictsAnswer, 'kinds' | 'conflicts'> | null> {
  const [{ state: of }, { state }] = await Promise.all([desk.streams.load(rounds, roundStream(round)), desk.streams.load(committee, panelStream(round, n))]);
  if (of.opened === null || state.formed === null) return null;
  const { programme, version, adoptions, parameters } = openedRound(of);
  const world = await desk.world({ programme, version, adoptions });
  const stated = world.programme === undefined ? null : tierOf(of, world.programme).panel;
  const rules = rulesLooked(stated?.conflicts ?? []);
  const people = world.people.state;
  // Whoever was drawn from a pool works where that lists her, too.
  const { prepared } = (await desk.streams.load(draw, drawStream(round, n))).state;
  const listed = prepared === null ? undefined : (await desk.streams.load(expertPool, poolStream(prepared.pool))).state.listed;
  const experts = await placementsOf(desk, people, world.orgs.state, state.formed.experts, listed);
  const candidates = await placementsOfCandidates(desk, people, world.orgs.state, of, state.formed.candidates.map(({ teacher }) => teacher));
  const { relations } = await readTies({ streams: desk.streams, store }, people, idsIn(experts.placed));
  const effects = new Map((stated?.conflicts ?? []).map(({ kind, effect }) => [kind, effect]));
  const lines = new Map<string, ConflictLine>();
  const recused = (expert: PersonId, teacher: PersonId): boolean => state.recused.get(teacher)?.has(expert) === true;
  for (const { expert, teacher, kind, basis } of conflictsBetween(experts.placed, candidates.placed, relations, rules, asOf, parameters.snapshotOn)) {
    lines.set(`${expert} ${teacher} ${kind}`, { expert, teacher, kind, effect: effects.get(kind) ?? null, basis, declared: false, recused: recused(expert, teacher) });
  }
  for (const { expert, teacher, kind } of state.declared) {
    const key = `${expert} ${teacher} ${kind}`;
    lines.set(key, { expert, teacher, kind, effect: effects.get(kind) ?? null, basis: lines.get(key)?.basis ?? null, declared: true, recused: recused(expert, teacher) });
  }
  const conflicts = [...lines.values()].sort((a, b) => Number(a.recused) - Number(b.recused) || (a.expert < b.expert ? -1 : a.expert > b.expert ? 1 : a.teacher < b.teacher ? -1 : 1));
  const kinds = KINDS.map((kind): KnownKind => ({ kind, years: rules.find((rule) => rule.kind === kind)?.years ?? UNSTATED_YEARS, effect: effects.get(kind) ?? null, ...known[kind] }));
  return { kinds, conflicts };
}
