import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused, type Refused } from '../decision';
import type { Decision, OfficialAct, PersonId } from '../facts';
import { takenInFault, type DossierOf } from '../teacher/dossier';
import { placeFault } from '../teacher/life';
import { mergedWith } from '../teacher/merge';
import type { TeacherFact } from '../teacher/facts';
import { isRunning, LAST_DAY } from '../teacher/nomination-view';
import { isRegistered, ownDossier, type TeacherState } from '../teacher/teacher';
import { notInService } from '../teacher/place';
import { holderView, view } from '../teacher/view';
import { ownMatter } from '../people';
import type { FirstMember, LeavingReason, TeamRegistered, TeamRole } from './facts';
import { isMember } from './view';

export type RegisterTeamCommand = Omit<TeamRegistered['data'], 'members'> & {
  readonly members: readonly FirstMember[];
  readonly effectiveOn?: BusinessDate;
  readonly dossierOf: DossierOf;
};
export interface JoinTeamCommand {
  readonly member: PersonId;
  readonly role: TeamRole;
  readonly effectiveOn?: BusinessDate;
  readonly act?: OfficialAct;
  readonly dossierOf: DossierOf;
}
export interface LeaveTeamCommand {
  readonly member: PersonId;
  readonly reason: LeavingReason;
  /** First day on which she is no member any more. */
  readonly effectiveOn?: BusinessDate;
  readonly act?: OfficialAct;
}
export interface NameTeamLeaderCommand {
  readonly leader: PersonId;
  readonly dossierOf: DossierOf;
  readonly effectiveOn?: BusinessDate;
  readonly act?: OfficialAct;
}

/** A team with the members it begins with. They may be of several schools; the lead unit answers for it. */
export function decideRegisterTeam(state: TeacherState, command: RegisterTeamCommand, context: DecisionContext): Decision<TeacherFact> {
  const { names, unit, stage, subject, leader, effectiveOn = context.today, dossierOf } = command;
  if (isRegistered(state)) return refused('teamExists', { team: state.id });
  const members: readonly FirstMember[] = command.members.some(({ person }) => person === leader) ? command.members : [{ person: leader, role: 'CORE' }, ...command.members];
  const persons = members.map(({ person }) => person);
  const fault = ownMatter(persons, context) ?? dayFault(effectiveOn, context) ?? placeFault(context, unit, stage, effectiveOn);
  if (fault) return fault;
  const twice = persons.find((person, index) => persons.indexOf(person) < index);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  const unfit = persons.map((person) => takenInFault(person, dossierOf, effectiveOn)).find((one) => one !== null);
  if (unfit) return unfit;
  return { kind: 'events', events: [{ type: 'TeamRegistered', data: { names: { zh: names.zh, en: names.en }, unit, stage, subject, leader, members: members.map(({ person, role }) => ({ person, role })) }, effectiveOn }] };
}

/** While a nomination runs, its members are those who were nominated: another team would have to be judged. */
export function decideJoinTeam(state: TeacherState, command: JoinTeamCommand, context: DecisionContext): Decision<TeacherFact> {
  const { member, role, effectiveOn = context.today, act, dossierOf } = command;
  const fault = teamFault(state, context) ?? ownMatter([member], context) ?? dayFault(effectiveOn, context) ?? begunFault(state, effectiveOn) ?? fixedFault(state);
  if (fault) return fault;
  const unfit = takenInFault(member, dossierOf, effectiveOn);
  if (unfit) return unfit;
  const now = view(state.facts, LAST_DAY).team;
  const known = now === null ? undefined : [member, ...mergedWith(dossierOf(member) ?? [], member).absorbed].find((id) => isMember(now, id));
  if (known !== undefined) return refused('alreadyMember', { member: known, team: state.id });
  const before = now?.memberships.filter((held) => held.person === member).at(-1)?.leftOn ?? null;
  if (before !== null && effectiveOn < before) return outOfOrder('leftOn', before, 'effectiveOn', effectiveOn);
  return { kind: 'events', events: [{ type: 'MemberJoined', data: { member, role }, effectiveOn, ...(act ? { act } : {}) }] };
}

/** A member may go on any day; the title stays with the team, and she takes nothing of it with her (E39). */
export function decideLeaveTeam(state: TeacherState, command: LeaveTeamCommand, context: DecisionContext): Decision<TeacherFact> {
  const { member, reason, effectiveOn = context.today, act } = command;
  const fault = teamFault(state, context) ?? dayFault(effectiveOn, context);
  if (fault) return fault;
  const unfit = leavingFault(state, member, effectiveOn);
  if (unfit) return unfit;
  return { kind: 'events', events: [{ type: 'MemberLeft', data: { member, reason }, effectiveOn, ...(act ? { act } : {}) }] };
}

export function decideNameTeamLeader(state: TeacherState, command: NameTeamLeaderCommand, context: DecisionContext): Decision<TeacherFact> {
  const { leader, effectiveOn = context.today, act, dossierOf } = command;
  const fault = teamFault(state, context) ?? dayFault(effectiveOn, context) ?? begunFault(state, effectiveOn) ?? fixedFault(state);
  if (fault) return fault;
  const { team } = view(state.facts, effectiveOn);
  const last = view(state.facts, LAST_DAY).team;
  if (!team || !last || !isMember(team, leader) || !isMember(last, leader)) return refused('notAMember', { member: leader, team: state.id, day: effectiveOn });
  if (team.leader === leader && last.leader === leader) return refused('leadsAlready', { leader });
  const dossier = dossierOf(leader);
  const gone = dossier === null ? null : notInService(holderView(dossier, effectiveOn));
  if (gone) return gone;
  return { kind: 'events', events: [{ type: 'LeaderChanged', data: { leader }, effectiveOn, ...(act ? { act } : {}) }] };
}

/** Who leads has to be followed by another first: a team has a leader on every day. */
export function leavingFault(state: TeacherState, member: PersonId, effectiveOn: BusinessDate): Refused | null {
  const last = view(state.facts, LAST_DAY).team;
  const held = last?.memberships.find((one) => one.person === member && one.leftOn === null);
  if (!last || !held) return refused('notAMember', { member, team: state.id, day: effectiveOn });
  if (last.leader === member) return refused('leaderLeaves', { leader: member });
  return effectiveOn <= held.from ? outOfOrder('from', held.from, 'effectiveOn', effectiveOn) : null;
}

function teamFault(state: TeacherState, context: DecisionContext): Refused | null {
  if (!isRegistered(state)) return refused('unknownTeam', { team: state.id });
  return ownDossier(state, context);
}

function dayFault(day: BusinessDate, { today }: DecisionContext): Refused | null {
  if (!isBusinessDate(day)) return refused('notADate', { name: 'effectiveOn', date: day });
  return day > today ? refused('inTheFuture', { day, today }) : null;
}

function begunFault(state: TeacherState, day: BusinessDate): Refused | null {
  if (view(state.facts, day).team !== null) return null;
  const [first] = view(state.facts, LAST_DAY).team?.memberships ?? [];
  return outOfOrder('registered', first?.from ?? '', 'effectiveOn', day);
}

function fixedFault(state: TeacherState): Refused | null {
  const running = view(state.facts, LAST_DAY).nominations.find(isRunning);
  return running ? refused('teamFixed', { team: state.id, round: running.round }) : null;
}
