import type { BusinessDate } from '../domain/dates';
import type { Decision, EventId, OrgId, PersonId, RoundId, StreamName, TitleId } from '../domain/facts';
import type { LedMatter } from '../domain/lead';
import { openedRound } from '../domain/round/round';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { OrgLevel } from '../domain/registry-facts';
import { factOf, ownProgramme, roundsOf } from '../domain/teacher/concerned';
import type { PinnedRound } from '../domain/teacher/correction';
import type { TeacherFact } from '../domain/teacher/facts';
import { roundsInDoubt, withLook } from '../domain/teacher/late-paper';
import { absorbedFault, standingStream } from '../domain/teacher/merge';
import { roundsOfTitles } from '../domain/teacher/title-place';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { roundStream, teacherStream, type Asked, type Cites, type Decider, type Desk, type OfOneStream } from './desk';
import type { Read, World } from './world';
import { NotFoundError } from './errors';
import { InputError } from './input';
import { openRound, worldOfRound } from './rounds';
import type { Attempt, Transacted } from './streams';

/** Her unit on a day; before her first day, the one she is first in, so that somebody is answerable for her. */
export function unitOf(state: TeacherState, day: BusinessDate): OrgId | null {
  return view(state.facts, day).unit ?? view(state.facts, LAST_DAY).unit;
}

/** Where what concerns a dossier is recorded now: on the surviving one, where it was merged into another meanwhile (E6). */
export async function decidingStream(desk: Pick<Desk, 'streams'>, stream: StreamName): Promise<StreamName> {
  return standingStream(stream, (await desk.streams.load(teacher, stream)).state);
}

/**
 * A later step about a person, on the dossier that stands for her: asked anew where hers is given up between the asking and
 * the writing. Refused as `dossierMerged` where neither takes anything: a merger that is itself cut short.
 */
export async function followHer(
  desk: Desk, of: Asked, step: string, via: Attempt['via'], person: PersonId,
  use: { readonly world: (stream: StreamName) => Promise<World>; readonly decide: Decider<TeacherState> },
): Promise<Transacted<TeacherState>> {
  const once = async (): Promise<Transacted<TeacherState>> => {
    const stream = await decidingStream(desk, teacherStream(person));
    return desk.follow(of, step, via, {
      aggregate: teacher, stream, world: () => use.world(stream),
      decide: (state, context, sitting) => absorbedFault(state) ?? use.decide(state, context, sitting),
    });
  };
  const done = await once();
  return done.refusal?.rule === 'dossierMerged' ? once() : done;
}

/** What is done about a title: led as for her tier and the stage that she teaches at on the day. */
export function matterOfTitle(state: TeacherState, title: TitleId | null, day: BusinessDate): LedMatter | undefined {
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  if (held === undefined) return undefined;
  const { tier } = held;
  const { stage } = view(state.facts, day);
  const unit = unitOf(state, day);
  return { tier, ...(stage === null ? {} : { stages: [stage] }), units: unit === null ? [] : [{ unit }], day };
}

/** The world by the version that a title was conferred under. Errors: NotFoundError, InputError. */
export async function worldOfTitle(desk: Desk, stream: StreamName, title: TitleId, programme?: string, also: readonly Read[] = []): Promise<World> {
  const { state } = await desk.streams.load(teacher, stream);
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  if (held === undefined) throw new NotFoundError('title', title);
  if (programme !== undefined && programme !== held.programme) {
    throw new InputError([{ path: 'programme', notice: { zh: `该称号属于方案 ${held.programme}，请改正。`, en: `The title is of the programme ${held.programme}: correct it.` } }]);
  }
  return worldOfRound(desk, held.round, 'other', also, matterOfTitle(state, title, desk.ports.clock.today()));
}

export interface WorldOfCorrection {
  readonly world: World;
  readonly rounds: readonly PinnedRound[];
  /** Whose rules say who may touch the fact: the programme that it is of; of a fact that is of none, that of a round standing on it. */
  readonly programme: EffectiveProgramme | undefined;
  /** Of a recognition: who records it. */
  readonly recordedBy: (Requirement & { readonly level: OrgLevel }) | null;
  readonly cites: Cites;
}

/** Whose acts may be cited: also of those that published the programmes of the rounds. */
export function citesOf(rounds: readonly PinnedRound[]): Cites {
  return { programmes: rounds.map(({ programme }) => programme.id) };
}

/** The rounds whose outcomes stand on a fact, each with the version it pinned, and the world that names them. `also`: what else the decision reads. */
export async function worldOfCorrection(desk: Desk, stream: StreamName, event: EventId, also: readonly Read[] = []): Promise<WorldOfCorrection> {
  const { state } = await desk.streams.load(teacher, stream);
  const own = ownProgramme(state, event);
  const [{ world, rounds }, programme] = await Promise.all([worldOfRounds(desk, roundsOf(state, event), also), own === null ? undefined : desk.programmes.effective(own.programme)]);
  return { world, rounds, programme: own === null ? rounds[0]?.programme : programme, recordedBy: programme?.recognitions?.find(({ code }) => code === own?.recognition)?.by ?? null, cites: { programmes: [...rounds.map((round) => round.programme.id), ...(own === null ? [] : [own.programme])], undoes: factOf(state, event)?.type ?? null } };
}

/** The rounds of the titles that she holds on a day: what a transfer or another subject means for them is theirs to say. */
export async function worldOfTitles(desk: Desk, stream: StreamName, day: BusinessDate): Promise<{ readonly world: World; readonly rounds: readonly PinnedRound[] }> {
  const { state } = await desk.streams.load(teacher, stream);
  return worldOfRounds(desk, roundsOfTitles(state, day));
}

async function worldOfRounds(desk: Desk, ids: readonly RoundId[], also: readonly Read[] = []): Promise<{ readonly world: World; readonly rounds: readonly PinnedRound[] }> {
  const { reads, rounds } = await readRounds(desk, ids);
  return { world: await desk.world(undefined, [...reads, ...also]), rounds };
}

async function readRounds(desk: Desk, ids: readonly RoundId[]): Promise<{ readonly reads: readonly Read[]; readonly rounds: readonly PinnedRound[] }> {
  const read = await Promise.all(ids.map(async (of) => {
    const loaded = await openRound(desk, of);
    const { programme, version, adoptions } = openedRound(loaded.state);
    return { stream: roundStream(of), loaded, programme: await desk.programmes.effective(programme, version, adoptions) };
  }));
  return { reads: read, rounds: read.map(({ loaded, programme }) => ({ round: loaded.state, programme })) };
}

/** The rounds that a paper which holds from a day may put in doubt, as they are now. */
export async function roundsOfLook(desk: Desk, stream: StreamName, day: BusinessDate): ReturnType<typeof readRounds> {
  return readRounds(desk, roundsInDoubt((await desk.streams.load(teacher, stream)).state, day));
}

/**
 * The same use case for a paper about somebody's life or career that may come late: what was decided without it is looked at
 * again (`withLook`).
 *
 * @param day from which what it says holds: rounds in which nothing was decided since are not read.
 */
export function looking(desk: Desk, day: BusinessDate, use: OfOneStream<TeacherState, TeacherFact>): OfOneStream<TeacherState, TeacherFact> {
  let rounds: readonly PinnedRound[] = [];
  return {
    ...use,
    world: async () => {
      const [world, read] = await Promise.all([use.world(), roundsOfLook(desk, use.stream, day)]);
      rounds = read.rounds;
      return world.reading(read.reads);
    },
    decide: (state, context, sitting) => {
      const answer = use.decide(state, context, sitting);
      // The log's catalogue is wider than any one aggregate's: what a dossier's use case writes are facts of hers.
      return 'decision' in answer ? answer : withLook(state, answer as Decision<TeacherFact>, rounds, context);
    },
  };
}
