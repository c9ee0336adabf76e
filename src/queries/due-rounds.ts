import { requirementsOf } from '../commands/requirements';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, RoundId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { inOffice, type PeopleState } from '../domain/people';
import { holderOf } from '../domain/people/handover';
import type { EffectiveProgramme, Stage } from '../domain/programme-rules';
import { DUE_ROWS, type TaskRow } from '../../projections/due/due';
import { dueOn, dueWhere, roundsUnderWay, standsIn } from '../../projections/due/query';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import type { Task, Waiting } from './due-task';
import type { Reading } from './reading';

export interface RoundTasksAsked {
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** What waits in this one alone. */
  readonly round: RoundId | undefined;
  readonly people: PeopleState;
  readonly tree: OrgsState;
}

interface UnderWay {
  readonly document: RoundDocument;
  readonly rules: EffectiveProgramme | undefined;
}

/** Stages whose post the programme may state; the other tasks go on with whoever did the step before. */
const stages: { readonly [kind: string]: Stage } = { NOMINATE: 'SubmitNomination', RECOMMEND: 'RecommendAtSchool' };

/** What waits in the rounds that are under way on the day. */
export async function roundTasks(reading: Reading, asked: RoundTasksAsked): Promise<readonly Waiting[]> {
  const { asOf, kind, round: only } = asked;
  const rounds = new Map<RoundId, UnderWay>();
  for (const where of roundsUnderWay(asOf)) for await (const { body } of reading.all(ROUNDS, where)) rounds.set((body as RoundDocument).round, await underWay(reading, body as RoundDocument));
  const wanted = ['', ...rounds.keys()].filter((id) => only === undefined || id === only);
  const found: Waiting[] = [];
  if (wanted.length === 0) return found;
  for await (const { body } of reading.all(DUE_ROWS, dueWhere({ asOf, rounds: wanted, ...(kind === undefined ? {} : { kind }) }))) {
    const row = body as TaskRow;
    const round = rounds.get(row.round);
    if (standsIn(row, round?.document, asOf)) found.push(taskOf(row, round, asked));
  }
  return found;
}

/** Which post acts is for the programme version to say that the round pins. */
async function underWay(reading: Reading, document: RoundDocument): Promise<UnderWay> {
  const { programme, version, adoptions } = document;
  const pinned = programme === null ? undefined : { programme, ...(version === null ? {} : { version }), ...(adoptions === null ? {} : { adoptions }) };
  return { document, rules: (await reading.sources.application.desk.world(pinned)).programme };
}

function taskOf(row: TaskRow, round: UnderWay | undefined, { asOf, people, tree }: RoundTasksAsked): Waiting {
  const { task, kind, unit, teacher, nomination, from } = row;
  const due = dueOn(row, round?.document, asOf);
  const overdue = due !== null && due < asOf;
  // Above the school it is the bureau that recommends, and the programme states that stage by itself.
  const stage = kind === 'RECOMMEND' && row.post === 'BureauOfficer' ? 'RecommendAtLevel' : stages[kind];
  const post = stage === undefined ? row.post : (requirementsOf(round?.rules, stage)[0]?.post ?? row.post);
  const { person, handedOverBy } = responsible(row, people, tree, asOf);
  return {
    task, kind, unit, post, person, teacher, due, overdue,
    tell: () => ({ round: row.round === '' ? null : row.round, roundNames: round?.document.names ?? null, handedOverBy, nomination, since: from }),
  };
}

/** Whose task it is on the day: hers by name while her appointment holds; after that it falls to the post. */
function responsible({ person, appointment }: TaskRow, people: PeopleState, tree: OrgsState, day: BusinessDate): Pick<Task, 'person' | 'handedOverBy'> {
  if (appointment === null) return { person, handedOverBy: null };
  const now = holderOf(people, appointment, day);
  const held = people.appointments.get(now);
  return { person: held !== undefined && inOffice(tree, held, day) ? held.person : null, handedOverBy: now === appointment ? null : person };
}

/** What a unit that was merged, split or closed leaves to be settled: nobody is moved along without an act (E32). */
export async function endedUnitTasks(reading: Reading, { asOf, kind: only, people, tree }: Omit<RoundTasksAsked, 'round'>): Promise<readonly Waiting[]> {
  const ended = [...tree.orgs.values()].flatMap((unit) => (unit.ended !== null && unit.ended.on <= asOf ? [{ org: unit.org, on: unit.ended.on }] : []));
  if (ended.length === 0) return [];
  const staffed = new Set<OrgId>();
  for await (const { body } of reading.all(ROSTER_ROWS, rosterWhere({ asOf, units: ended.map(({ org }) => org) }))) if ((body as RosterRow).inPost) staffed.add((body as RosterRow).unit);
  const handed = new Set(people.handovers.flatMap(({ appointment, from }) => (from <= asOf ? [appointment] : [])));
  const posts = new Set([...people.appointments.values()].flatMap(({ org, appointment, from, to }) => {
    const end = ended.find((unit) => unit.org === org);
    return end !== undefined && from < end.on && (to === null || to >= end.on) && !handed.has(appointment) ? [org] : [];
  }));
  return ended.flatMap(({ org, on }) =>
    [...(staffed.has(org) ? ['TRANSFER_TEACHERS'] : []), ...(posts.has(org) ? ['SETTLE_POSTS'] : [])].filter((kind) => only === undefined || kind === only).map((kind): Waiting => ({
      task: `${kind}/${org}`, kind, unit: org, post: 'BureauOfficer', person: null, teacher: null, due: null, overdue: false, tell: () => ({ since: on }),
    })),
  );
}
