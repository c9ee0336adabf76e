import { decideReviewTeam, runningRounds } from '../domain/team/review';
import { openedRound } from '../domain/round/round';
import { teacher } from '../domain/teacher/teacher';
import type { StreamName } from '../domain/facts';
import { roundStream, type Asked, type Desk, type Settled } from './desk';
import { NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { openRound } from './rounds';
import { together } from './settle';
import type { Attempt } from './streams';

/**
 * A look at a team after a fact of its own or of a member's: whatever a person has to decide is asked, once (E39). Begun
 * again it finds what it asked and asks nothing.
 */
export const settleTeam = (desk: Desk, of: Asked, team: StreamName, via?: Attempt['via']): Promise<Settled> =>
  desk.once(`team ${team} ${of.id}`, async () => {
    let members: MembersRead = NO_MEMBERS;
    let rounds: Parameters<typeof decideReviewTeam>[1]['rounds'] = [];
    const looked = await desk.follow(of, `team:${team}:${of.id}`, via, {
      aggregate: teacher,
      stream: team,
      world: async () => {
        const { state } = await desk.streams.load(teacher, team);
        members = await readMembers(desk, state);
        const read = await Promise.all(runningRounds(state).map(async (id) => {
          const loaded = await openRound(desk, id);
          const { programme, version, adoptions } = openedRound(loaded.state);
          return { stream: roundStream(id), loaded, programme: await desk.programmes.effective(programme, version, adoptions) };
        }));
        rounds = read.map(({ loaded, programme }) => ({ round: loaded.state, programme }));
        return desk.world(undefined, [...read, ...members.reads]);
      },
      decide: (state, context) => {
        requireAllRead(state, team, members);
        return decideReviewTeam(state, { dossiers: members.dossiers, rounds, cause: of.id }, context);
      },
    });
    return together(looked);
  });
