import type { DecisionContext } from '../domain/context';
import type { Refused } from '../domain/decision';
import type { Decision, Proposed, StreamName, TitleId } from '../domain/facts';
import { awarded, holdingOf, postsBeyond, postsFault, postsOf, type PostHolding } from '../domain/posts';
import type { Sourced, TierRules } from '../domain/programme-rules';
import { holderKindOf, openedRound, round, tierOf, type RoundState } from '../domain/round/round';
import type { FactVoided, TeacherFact } from '../domain/teacher/facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { decideReviewPost } from '../domain/teacher/review';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import type { RevocationOverturned, TitleRenewed } from '../domain/teacher/title-facts';
import { view, type LifeFact } from '../domain/teacher/view';
import { holderStream, roundStream, type Desk, type Settled } from './desk';
import { decidingStream, worldOfTitle } from './dossiers';
import { openedRounds } from './opened-rounds';
import { openRound } from './rounds';
import { dataOf, together, type Settle } from './settle';
import { survivingDossier } from './surviving-dossier';
import type { Read } from './world';

/** A tier's posts with whoever has one, from the streams themselves. */
export interface PostsRead {
  readonly posts: Sourced<number>;
  readonly holdings: readonly PostHolding[];
  readonly reads: readonly Read[];
}

/** Every round of the tier, and each title that came of one: posts are few, and so are their holders. A demonstration stands to demonstrations alone. Null where the tier counts no posts. */
export async function readPosts(desk: Desk, { programme, tier, demonstration, own = null }: { readonly programme: string; readonly tier: TierRules | undefined; readonly demonstration: boolean; /** The round that is decided about, which is no other's. */ readonly own?: string | null }): Promise<PostsRead | null> {
  const posts = tier === undefined ? null : postsOf(tier);
  if (tier === undefined || posts === null) return null;
  const reads = new Map<StreamName, Read>();
  const holdings: PostHolding[] = [];
  for (const [id, { tier: code }] of (await openedRounds(desk.ports.store)).get(programme) ?? []) {
    if (code !== tier.code) continue;
    const loaded = await desk.streams.load(round, roundStream(id));
    const { state } = loaded;
    if (state.opened?.demonstration !== demonstration) continue;
    if (id !== own) reads.set(roundStream(id), { stream: roundStream(id), loaded });
    for (const { conferrals, conferredOn } of state.conferrals.values()) {
      for (const { nomination, teacher: holder, title } of conferrals) {
        const read = await holdersOf(desk, state, holder);
        for (const one of read.reads) reads.set(one.stream, one);
        const held = holdingOf(read.stream, read.state.facts, title);
        if (held !== null) holdings.push(held);
        else if (state.awards.get(nomination)?.status === 'RESERVED') holdings.push(awarded(read.stream, title, conferredOn));
      }
    }
  }
  return { posts, holdings, reads: [...reads.values()] };
}

async function holdersOf(desk: Desk, of: RoundState, holder: string): Promise<{ readonly stream: StreamName; readonly state: TeacherState; readonly reads: readonly Read[] }> {
  if (holderKindOf(of) === 'PERSON') {
    const { state, told, reads } = await survivingDossier(desk.streams, holder);
    return { stream: told.stream, state, reads };
  }
  const stream = holderStream('TEAM', holder);
  const loaded = await desk.streams.load(teacher, stream);
  return { stream, state: loaded.state, reads: [{ stream, loaded }] };
}

/** The posts of the round's tier, by the version that it pinned. */
export async function postsOfRound(desk: Desk, state: RoundState): Promise<PostsRead | null> {
  const { programme, version, adoptions, demonstration } = openedRound(state);
  return readPosts(desk, { programme, tier: tierOf(state, await desk.programmes.effective(programme, version, adoptions)), demonstration, own: state.id });
}

export interface PostOfTitle {
  readonly title: TitleId;
  readonly posts: Sourced<number>;
  /** Of everybody else. */
  readonly others: readonly PostHolding[];
}

/** Her titles that are posts, each with who has the others; only those asked about. */
export async function postsOfHolder(desk: Desk, stream: StreamName, asked: (title: TitleId) => boolean = () => true): Promise<{ readonly held: readonly PostOfTitle[]; readonly reads: readonly Read[] }> {
  const { state } = await desk.streams.load(teacher, stream);
  const held: PostOfTitle[] = [];
  const reads: Read[] = [];
  for (const { title, round: id } of view(state.facts, LAST_DAY).titles) {
    if (!asked(title)) continue;
    const read = await postsOfRound(desk, (await openRound(desk, id)).state);
    if (read === null) continue;
    held.push({ title, posts: read.posts, others: read.holdings.filter((one) => one.title !== title) });
    reads.push(...read.reads.filter((one) => one.stream !== stream && !reads.some((known) => known.stream === one.stream)));
  }
  return { held, reads };
}

/** The decision as it is, its first fact saying which of her posts came back by it although they were filled meanwhile: `settlePosts` asks about these. */
export function withBeyond(stream: StreamName, { facts }: TeacherState, decision: Decision<TeacherFact>, held: readonly PostOfTitle[], { eventId, today }: DecisionContext): Decision<TeacherFact> {
  const [first, ...more] = decision.events;
  if (decision.kind === 'refused' || first === undefined || held.length === 0) return decision;
  const supposed = decision.events.map(({ type, data, private: parts = {}, effectiveOn = today, corrects }, index) => ({ id: eventId(index), type, revision: Number.MAX_SAFE_INTEGER, data, private: parts, meta: { effectiveOn, ...(corrects === undefined ? {} : { corrects }) } }) as LifeFact);
  const after = [...facts, ...supposed];
  const day = supposed[0]?.meta.effectiveOn ?? today;
  const beyond = held.flatMap(({ title, posts, others }) => postsBeyond({ before: holdingOf(stream, facts, title), after: holdingOf(stream, after, title), others, posts, day }) ?? []);
  if (beyond.length === 0) return decision;
  return { kind: 'events', events: [{ ...first, data: { ...first.data, beyond } } as Proposed<TeacherFact>, ...more] };
}

/** A term for which there is no post left, since others have them all meanwhile. */
export function renewalBeyond(decision: Decision<TeacherFact>, held: readonly PostOfTitle[]): Refused | null {
  const renewed = decision.events.find(({ type }) => type === 'TitleRenewed') as Proposed<TitleRenewed> | undefined;
  const post = held.find(({ title }) => title === renewed?.data.title);
  if (renewed === undefined || post === undefined) return null;
  const { from, to } = renewed.data.term;
  return postsFault({ posts: post.posts, holdings: post.others, asked: 1, from, to: to ?? LAST_DAY });
}

/** After a post came back that had been filled: `ReviewRequired` on the title of whoever filled it last. The decision itself stands. */
export const settlePosts: Settle = (desk, of, via) =>
  desk.once(`posts ${of.id}`, async () => {
    const { beyond = [] } = dataOf<FactVoided | RevocationOverturned>(of);
    const steps: Settled[] = [];
    for (const returned of beyond) {
      for (const { stream, title } of returned.filled) {
        const deciding = await decidingStream(desk, stream);
        steps.push(together(await desk.follow(of, `posts:${of.id}:${title}`, via, {
          aggregate: teacher, stream: deciding, world: () => worldOfTitle(desk, deciding, title),
          decide: (state, context) => decideReviewPost(state, { title, restoredBy: of.id, beyond: returned, act: of.meta.act ?? null }, context),
        })));
      }
    }
    return together(...steps);
  });
