import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DecisionContext } from '../domain/context';
import type { BusinessDate } from '../domain/dates';
import { admissionFault } from '../domain/cultivation/pool';
import { needed, type Refused } from '../domain/decision';
import { postsFault } from '../domain/posts';
import type { BatchId, Decision, Json, NominationId, Recorded, Refusal, RoundId } from '../domain/facts';
import type { ConferralDecided } from '../domain/round/facts';
import type { Verdict } from '../domain/round/mass';
import { holderKindOf, openedRound, round, tierOf, type RoundState } from '../domain/round/round';
import { decideConferral, holdFault } from '../domain/round/conferral';
import { heldBy, waitingForConferral } from '../domain/round/holds';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher } from '../domain/teacher/teacher';
import type { TeacherState } from '../domain/teacher/teacher';
import { conferralFault } from '../domain/teacher/title';
import { lastDayOf } from '../domain/teacher/title-term';
import { createdId } from '../ids';
import { ActInput, actOf } from './act-input';
import { settleConferral } from './conferral';
import { poolOfRound, type PoolRead } from './cultivation';
import { Desk, holderStream, roundStream } from './desk';
import { Read } from './world';
import { gateOf, type Gate } from './gates';
import { readMembers, type MembersRead } from './holders';
import { Day, Flag, Ids, OneOf, Part, Text } from './input';
import { answerMass, MODES, recordedVerdicts, refusedWhole, type Mode } from './mass';
import type { Outcome } from './outcome';
import { postsOfRound, type PostsRead } from './posts';
import { SignedScan } from './printed-list';
import { authorityOverRound } from './requirements';
import { openRound, worldOfRound } from './rounds';
import { givingSeats } from './rounds-of-tier';
import { dataOf } from './settle';
import type { Loaded } from './streams';
import { UseCase } from './use-case';

export class ConferTitlesBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ means: 'firstTitleDay' }) readonly effectiveOn: BusinessDate;
  @Ids(1, 2_000, { optional: true, means: { zh: '名单中授予的人；不写则为全部未被暂缓的。首次授予时，其余未被暂缓的即落选，被暂缓的等候', en: 'Those on the list who are conferred; all who are not held where left out. At the first decision the others who are not held are not selected; the held wait' } }) readonly nominations?: readonly NominationId[];
  @Ids(1, 2_000, { optional: true, means: { zh: '等候者中记为不再授予、使届次得以结束的；没有的不写', en: 'Those who wait and are passed over on record, so that the round can end; left out for nobody' } }) readonly passOver?: readonly NominationId[];
  @Text(40, { optional: true }) readonly printed?: string;
  @OneOf(MODES, { optional: true, means: { zh: 'ALL（默认）：全部通过才授予；PASSING：只授予通过的，其余等候以后决定', en: 'ALL, where left out: all of them or nobody. PASSING: those who pass; the others wait for a later decision' } }) readonly mode?: Mode;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class ConferTitles extends UseCase<{ readonly round: RoundId }, ConferTitlesBody> {}

@CommandHandler(ConferTitles)
export class ConferTitlesHandler implements ICommandHandler<ConferTitles, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** One act, one batch: the award seats first, then every teacher (`settleConferral`). */
  async execute(command: ConferTitles): Promise<Outcome> {
    const { round: id } = command.target;
    const { dryRun, printed } = command.body;
    const scan = new SignedScan(this.desk, id, printed);
    const attempt = this.desk.attempt(command, ConferTitles.name);
    const batch = createdId(attempt.commandId, 'batch');
    let candidates: readonly Candidate[] = [];
    let gate: Gate | undefined;
    let places: PoolRead | null = null;
    let posts: PostsRead | null = null;
    let weighed: Weighed = { verdicts: [], held: null };
    // Two rounds must not both find the same post vacant.
    const done = await givingSeats(this.desk, () => this.desk.transact(attempt, {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        const { state: read } = await openRound(this.desk, id);
        candidates = await this.candidates(read);
        places = await poolOfRound(this.desk, read);
        posts = await postsOfRound(this.desk, read);
        gate = await gateOf(this.desk, 'ConferTitles', openedRound(read));
        return worldOfRound(this.desk, id, 'own', [...gate.reads, ...(places === null ? [] : [places]), ...(posts?.reads ?? []), ...candidates.flatMap((one) => [one, ...one.members.reads]), ...(await scan.people())]);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'ConferTitles', state),
      decide: (state, context) => {
        const signed = scan.judged(state, { kind: 'conferral', unit: null }, context);
        if ('refusal' in signed) return signed;
        const closed = gate?.fault(context, [['conferredOn', command.body.effectiveOn], ['act.date', command.body.act.date]]);
        if (closed) return closed;
        const { decision, ...verdicts } = weigh(state, command.body, batch, candidates, signed, context);
        weighed = verdicts;
        return placesFault(places, posts, state, decision, context) ?? decision;
      },
    }));
    const [decided] = done.facts;
    if (done.kind === 'repeated' && decided !== undefined) weighed = recorded(dataOf<ConferralDecided>(decided), (await openRound(this.desk, id)).state);
    return answerMass(this.desk, done, { batch, dryRun, verdicts: weighed.verdicts, of: { round: id, ...(weighed.held === null ? {} : { held: weighed.held }) }, settle: (asked) => settleConferral(this.desk, asked) });
  }

  private candidates(state: RoundState): Promise<readonly Candidate[]> {
    const waiting = new Set(waitingForConferral(state));
    return Promise.all((state.ranking?.lines ?? []).filter((line) => waiting.has(line.nomination)).map(async (line) => {
      const stream = holderStream(holderKindOf(state), line.teacher);
      const loaded = await this.desk.streams.load(teacher, stream);
      return { stream, loaded, members: await readMembers(this.desk, loaded.state), teacher: line.teacher, nomination: line.nomination };
    }));
  }
}

/** A decision that there are no places in the pool, or no posts, for is not taken: nobody is told of one that is not there. */
function placesFault(places: PoolRead | null, posts: PostsRead | null, state: RoundState, decision: Decision<Recorded>, context: DecisionContext): Refused | null {
  const [decided] = decision.kind === 'events' ? decision.events : [];
  if (decided?.type !== 'ConferralDecided') return null;
  const { conferrals, conferredOn } = decided.data as ConferralDecided['data'];
  const programme = needed(context, 'programme');
  const tier = tierOf(state, programme);
  if (posts !== null) return postsFault({ ...posts, asked: conferrals.length, from: conferredOn, to: lastDayOf(programme, tier, conferredOn) ?? LAST_DAY });
  return places === null ? null : admissionFault(places.loaded.state, tier, conferrals.length, conferredOn);
}

interface Candidate extends Read {
  readonly loaded: Loaded<TeacherState>;
  readonly members: MembersRead;
  readonly teacher: string;
  readonly nomination: NominationId;
}

/** Everybody's verdict, and who is held: by what where it is tried out, how many wait where it is done; null where nothing says. */
interface Weighed {
  readonly verdicts: readonly Verdict[];
  readonly held: Json | null;
}

/** Whom a hold stops is a verdict where those who pass are conferred or a trial asks; else it refuses the act. */
function weigh(state: RoundState, body: ConferTitlesBody, batch: BatchId, candidates: readonly Candidate[], signed: { readonly printed?: string }, context: DecisionContext): Weighed & { readonly decision: Decision<Recorded> } {
  const { act, effectiveOn: conferredOn, nominations, passOver, mode = 'ALL', dryRun } = body;
  const asked = { batch, ...signed, act: actOf(act), conferredOn, ...(passOver === undefined ? {} : { passOver: [...passOver] }) };
  const tier = state.opened === null ? null : tierOf(state, needed(context, 'programme'));
  const stopped = new Map<NominationId, Refusal>();
  if (tier !== null && (mode === 'PASSING' || dryRun === true)) {
    for (const nomination of nominations ?? []) {
      const fault = candidates.some((one) => one.nomination === nomination) ? holdFault(state, tier, nomination) : null;
      if (fault) stopped.set(nomination, fault.refusal);
    }
  }
  const named = nominations?.filter((nomination) => !stopped.has(nomination));
  // With nobody left of those named there is nothing to decide, and everything to say.
  const whole = named?.length === 0 && stopped.size > 0 ? null : decideConferral(state, { ...asked, ...(named === undefined ? {} : { nominations: named }), wait: [...stopped.keys()] }, context);
  if (whole?.kind === 'refused') return { verdicts: [], held: null, decision: whole };
  const decided = whole?.events.flatMap((event) => (event.type === 'ConferralDecided' ? [event.data] : []))[0];
  const chosen = new Set(decided?.conferrals.map(({ nomination }) => nomination));
  const verdicts = candidates.filter(({ nomination }) => chosen.has(nomination) || stopped.has(nomination)).map(({ nomination, teacher: who, loaded, members: { dossiers } }): Verdict => {
    const fault = stopped.has(nomination) ? null : conferralFault(loaded.state, state, nomination, conferredOn, { dossiers, today: context.today, programme: needed(context, 'programme') });
    return { teacher: who, nomination, refusal: stopped.get(nomination) ?? (fault === null ? null : { rule: fault.rule, inputs: fault.inputs }) };
  });
  if (dryRun === true) {
    const held = decided?.held ?? [...stopped.keys()];
    return { verdicts, held: held.map((nomination) => ({ nomination, by: [...new Set(heldBy(state, nomination).map(({ kind }) => kind))] })), decision: { kind: 'events', events: [] } };
  }
  const failing = verdicts.filter(({ refusal }) => refusal !== null);
  const passing = verdicts.flatMap(({ nomination, refusal }) => (refusal === null && nomination !== null ? [nomination] : []));
  if (whole !== null && failing.length === stopped.size && (passing.length > 0 || failing.length === 0)) return { verdicts, held: decided?.held.length ?? 0, decision: whole };
  // A list with one that does not pass is refused whole (design, section 4).
  if (mode === 'ALL' || passing.length === 0) return { verdicts, held: null, decision: refusedWhole(verdicts) };
  const wait = failing.flatMap(({ nomination }) => nomination ?? []);
  const decision = decideConferral(state, { ...asked, nominations: passing, wait }, context);
  return { verdicts, held: (decided?.held.length ?? 0) + wait.filter((nomination) => decided?.held.includes(nomination) !== true).length, decision };
}

/** As the act was recorded, for whoever asks again. */
function recorded({ conferrals, held }: ConferralDecided['data'], { ranking }: RoundState): Weighed {
  const teachers = new Map(ranking?.lines.map(({ nomination, teacher: who }) => [nomination, who]));
  const leftOut = held.flatMap((nomination) => {
    const who = teachers.get(nomination);
    return who === undefined ? [] : [{ teacher: who, nomination, rule: 'leftOut' }];
  });
  return { verdicts: recordedVerdicts(conferrals, leftOut), held: held.length };
}
