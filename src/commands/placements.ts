import type { PersonId, RoundId, TeacherId, TeamId } from '../domain/facts';
import { carriedOn, conflictsBetween, type Conflict, type Placed, type Spell } from '../domain/panel/conflicts';
import type { Listing } from '../domain/panel/pool';
import type { OrgsState } from '../domain/orgs';
import { appointmentsOf, byOneId, type IdsOf, type PeopleState } from '../domain/people';
import type { PanelRules } from '../domain/programme-rules';
import { addDays, type BusinessDate } from '../domain/dates';
import { mergersIn } from '../domain/teacher/merge';
import { unitSpans } from '../domain/teacher/spans';
import { holderKindOf, type RoundState } from '../domain/round/round';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { personsBehind, teacher, type TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { teacherStream, teamStream, type Desk } from './desk';
import { openedRounds } from './opened-rounds';
import { readOnce, type Log } from './read-on';
import { survivingDossier } from './surviving-dossier';
import { readTies } from './ties';
import type { Read, World } from './world';

/** Posts that are held beside somebody's work and say nothing of where she works. */
const BESIDE: ReadonlySet<string> = new Set(['Expert', 'Auditor', 'SystemOperator', 'Subscriber']);

/** Where each works and worked, by dossier, appointment and listing under any of her ids (E6); and the dossiers that say so. */
export async function placementsOf(desk: Pick<Desk, 'streams'>, people: PeopleState, tree: OrgsState, persons: readonly PersonId[], listed: ReadonlyMap<PersonId, Listing> = new Map()): Promise<{ readonly placed: readonly Placed[]; readonly read: readonly Read[] }> {
  const read = await Promise.all(persons.map(async (person) => ({ person, ...(await dossiersBehind(desk.streams, person)) })));
  const placed = read.map(({ person, ids, served }): Placed => {
    const posts = ids.flatMap((id) => appointmentsOf(people, id)).filter(({ post }) => !BESIDE.has(post)).map(({ org, from, to }): Spell => ({ unit: org, from, to }));
    const listings = ids.flatMap((id) => listed.get(id) ?? []).map(({ unit, from }): Spell => ({ unit, from, to: null }));
    return { person, ids, spells: [...served, ...posts, ...listings].flatMap((spell) => carriedOn(tree, spell)) };
  });
  // Somebody without a dossier was not read from one.
  return { placed, read: read.flatMap(({ reads }) => reads).filter(({ loaded }) => loaded.revision >= 0) };
}

/** Where her dossiers say that she served; one that was given up says it up to then, and from then on the one that stands for it. */
async function dossiersBehind(streams: Pick<Desk['streams'], 'load'>, person: PersonId): Promise<{ readonly ids: readonly PersonId[]; readonly served: readonly Spell[]; readonly reads: readonly Read[] }> {
  const { state, reads } = await survivingDossier(streams, person);
  const mergers = new Map(mergersIn(state.facts).map(({ from, on }) => [from, on]));
  const absorbed = await Promise.all([...state.absorbed.keys()].map(async (id) => ({ id, stream: teacherStream(id), loaded: await streams.load(teacher, teacherStream(id)) })));
  const served = [
    ...spellsOf(state),
    ...absorbed.flatMap(({ id, loaded }) => spellsOf(loaded.state).flatMap((spell): readonly Spell[] => {
      const given = mergers.get(id);
      if (given === undefined || (spell.to !== null && spell.to < given)) return [spell];
      return spell.from < given ? [{ ...spell, to: addDays(given, -1) }] : [];
    })),
  ];
  const others = absorbed.filter(({ stream }) => !reads.some((one) => one.stream === stream)).map(({ stream, loaded }): Read => ({ stream, loaded }));
  return { ids: personsBehind(state), served, reads: [...reads, ...others] };
}

function spellsOf({ facts }: TeacherState): readonly Spell[] {
  return unitSpans(facts).map(({ unit, from, to }): Spell => ({ unit, from, to: to === null ? null : addDays(to, -1) }));
}

/** Every id that these are known by. */
export function idsIn(placed: readonly Placed[]): readonly PersonId[] {
  return placed.flatMap(({ person, ids = [person] }) => ids);
}

/** What keeps experts who are named from scoring these candidates, by the rules that exclude; nothing is read where there is none. */
export async function exclusionsOf(desk: Pick<Desk, 'streams' | 'ports'>, world: Pick<World, 'people' | 'orgs' | 'today'>, round: RoundState, rules: PanelRules['conflicts'], experts: readonly PersonId[], candidates: readonly PersonId[], snapshot: BusinessDate): Promise<{ readonly conflicts: readonly Conflict[]; readonly read: readonly Read[] }> {
  const excluding = rules.filter(({ effect }) => effect === 'EXCLUDE');
  if (excluding.length === 0) return { conflicts: [], read: [] };
  const people = world.people.state;
  const [named, judged] = [await placementsOf(desk, people, world.orgs.state, experts), await placementsOfCandidates(desk, people, world.orgs.state, round, candidates)];
  const ties = await readTies({ streams: desk.streams, store: desk.ports.store }, people, idsIn(named.placed));
  return { conflicts: conflictsBetween(named.placed, judged.placed, ties.relations, excluding, world.today, snapshot), read: [...named.read, ...judged.read, ...ties.read] };
}

/** The same of the candidates of a round; of a team, everybody in it and the unit that leads it. */
export async function placementsOfCandidates(desk: Pick<Desk, 'streams'>, people: PeopleState, tree: OrgsState, round: RoundState, candidates: readonly (TeacherId | TeamId)[]): Promise<{ readonly placed: readonly Placed[]; readonly read: readonly Read[] }> {
  if (holderKindOf(round) === 'PERSON') return placementsOf(desk, people, tree, candidates);
  const teams = await Promise.all(candidates.map(async (team) => ({ team, stream: teamStream(team), loaded: await desk.streams.load(teacher, teamStream(team)) })));
  const members = await Promise.all(teams.map(async ({ team, loaded }) => ({ team, ...(await placementsOf(desk, people, tree, personsBehind(loaded.state))) })));
  return {
    placed: [
      ...teams.map(({ team, loaded }): Placed => ({ person: team, spells: teamSpells(loaded.state).flatMap((spell) => carriedOn(tree, spell)) })),
      ...members.flatMap(({ team, placed }) => placed.map((one) => ({ ...one, of: team }))),
    ],
    read: [...teams.map(({ stream, loaded }) => ({ stream, loaded })), ...members.flatMap(({ read }) => read)],
  };
}

function teamSpells(state: TeacherState): readonly Spell[] {
  const { unit, team } = view(state.facts, LAST_DAY);
  const from = team?.memberships[0]?.from;
  return unit === null || from === undefined ? [] : [{ unit, from, to: null }];
}

/**
 * The last `limit` rounds of a programme before this one, and who of these persons served in every one of them, under any of
 * her ids. By the rounds' own facts, since a view may lag behind them.
 */
export async function servedRunning(store: Log, programme: string, round: RoundId, limit: number, persons: readonly PersonId[], idsOf: IdsOf = byOneId): Promise<{ readonly rounds: readonly RoundId[]; readonly tooOften: ReadonlySet<PersonId> }> {
  const before = (await serviceIn(store, programme, round)).slice(-limit);
  const served = before.length < limit ? [] : persons.filter((person) => before.every(({ experts }) => idsOf(person).some((id) => experts.has(id))));
  return { rounds: before.map((entry) => entry.round), tooOften: new Set(served) };
}

/** A round of a programme with everybody who sat on one of its panels. */
export interface RoundService {
  readonly round: RoundId;
  readonly on: BusinessDate;
  readonly experts: ReadonlySet<PersonId>;
}

/** Whoever sat on a panel of a round. */
const served: (log: Log) => Promise<ReadonlyMap<RoundId, ReadonlySet<PersonId>>> = readOnce(new Set(['PanelCommissioned', 'PanelExtended']), () => new Map<RoundId, Set<PersonId>>(), (known, { stream, data }) => {
  const round = stream.replace(/^round-/, '');
  const experts = known.get(round) ?? new Set();
  for (const expert of Array.isArray(data['experts']) ? data['experts'] : []) experts.add(String(expert));
  known.set(round, experts);
});

/** Rounds of a programme in the order in which they opened, up to but without `until` where it is given; rounds without a panel gave nobody a turn. */
export async function serviceIn(log: Log, programme: string, until: RoundId | null): Promise<readonly RoundService[]> {
  const experts = await served(log);
  const opened = [...((await openedRounds(log)).get(programme) ?? [])].map(([round, { on }]) => ({ round, on }));
  const own = until === null ? -1 : opened.findIndex((entry) => entry.round === until);
  return opened.slice(0, own < 0 ? opened.length : own).flatMap((entry) => {
    const sat = experts.get(entry.round);
    return sat === undefined ? [] : [{ ...entry, experts: new Set(sat) }];
  }).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
