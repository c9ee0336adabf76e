import { refused } from '../domain/decision';
import type { JsonObject, OfficialAct, Refusal, RoundId, TeacherId } from '../domain/facts';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { OrgLevel } from '../domain/registry-facts';
import type { LatePaper, PathStep } from '../domain/round/facts';
import { ledgerKey } from '../domain/round/path';
import { round } from '../domain/round/round';
import { decideReserveSeat, stageOf } from '../domain/round/seats';
import { lastDayOf, LAST_DAY, nominationIn, type NominationView } from '../domain/teacher/nomination-view';
import { decideRecordRecommendationRefusal, leadsASchool } from '../domain/teacher/recommendation';
import { teamReviewFault } from '../domain/team/review';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { createdId } from '../ids';
import { roundStream, type Desk } from './desk';
import { candidateStream, NO_MEMBERS, ofTeam, readMembers, type MembersRead } from './holders';
import type { Outcome } from './outcome';
import { SignedScan } from './printed-list';
import { refusalIn } from './recorded-refusal';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleRecommendation } from './settle';
import type { Attempt } from './streams';
import type { UseCase } from './use-case';

/** A recommendation at one level of a nomination's path. */
export interface Recommending {
  readonly command: UseCase<{ readonly round: RoundId }, object>;
  readonly useCase: 'RecommendAtSchool' | 'RecommendAtLevel';
  readonly level: OrgLevel;
  readonly candidate: TeacherId;
  readonly act: OfficialAct;
  readonly late?: LatePaper;
  /** Check code of the signed list. */
  readonly printed?: string;
}

/** Who speaks for a level: the post that the programme names, at the level itself. */
export function speaksFor(programme: EffectiveProgramme | undefined, level: OrgLevel): readonly Requirement[] {
  const requirements = requirementsOf(programme, stageOf(level));
  return level === 'SCHOOL' ? requirements : requirements.map((requirement) => ({ ...requirement, level }));
}

/** Takes one of the level's seats on the round's stream, then writes the outcome on the teacher's (`settleRecommendation`). */
export async function recommend(desk: Desk, { command, useCase, level, candidate, act, late, printed }: Recommending): Promise<Outcome> {
  const { round: id } = command.target;
  const attempt = desk.attempt(command, useCase);
  const refusing: Attempt = { ...attempt, commandId: createdId(attempt.commandId, 'refusal'), ifMatch: null };
  const stream = await candidateStream(desk, id, candidate);
  const before = await desk.streams.stored(teacher, stream, refusing);
  if (before !== null) return { kind: 'refused', refusal: refusalIn(before.facts) ?? { rule: 'unknownNomination', inputs: {} }, reference: null, position: before.position, repeated: true };

  const loaded = await desk.streams.load(teacher, stream);
  const nominated = nominationIn(view(loaded.state.facts, LAST_DAY).nominations, id);
  const step = nominated?.path.find((entry) => entry.level === level);
  const scan = new SignedScan(desk, id, printed);
  let decided = false;
  let members: MembersRead = NO_MEMBERS;
  const done = await desk.transact(attempt, {
    aggregate: round, stream: roundStream(id),
    world: async () => {
      members = await readMembers(desk, loaded.state);
      return worldOfRound(desk, id, 'own', [{ stream, loaded }, ...members.reads, ...(await scan.people())]);
    },
    authority: (world) => world.authority(command.sender, speaksFor(world.programme, level), step?.unit ?? nominated?.unit ?? null),
    decide: (state, context) => {
      if (nominated === undefined) return refused('unknownNomination');
      if (step === undefined) return refused('levelNotOnPath', { level, path: nominated.path.map((entry) => entry.level) });
      const { nomination, path, version, unit: school, stage, subject } = nominated;
      const waits = teamReviewFault(loaded.state, nomination, members.dossiers, context.today);
      if (waits) return waits;
      // A scan of an older list says nothing against her: it is no refusal of hers.
      const signed = scan.judged(state, { kind: 'recommendations', unit: step.unit, nomination }, context);
      if ('refusal' in signed) return signed;
      decided = true;
      return decideReserveSeat(state, { nomination, teacher: candidate, level, unit: step.unit, path, version, school, stage, subject, leader: leadsASchool(loaded.state, state), since: lastDayOf(nominated), ...ofTeam(nominated), act, ...signed, ...(late ? { late } : {}) }, context);
    },
  });
  const result = { round: id, teacher: candidate, nomination: nominated?.nomination ?? null };
  if (done.refusal !== null) return decided && nominated !== undefined && step !== undefined ? refuse(desk, id, candidate, nominated, step, done.refusal, refusing, command) : desk.outcome(done, () => result);
  const [reserved] = done.facts;
  if (reserved === undefined) return desk.outcome(done, () => result);
  const settled = await settleRecommendation(desk, reserved);
  const declined = settled.facts.find((fact) => fact.type === 'RecommendationDeclined');
  if (declined === undefined) return desk.chain(done, settled, result);
  return { kind: 'refused', refusal: { rule: String(declined.data['rule']), inputs: (declined.data['inputs'] ?? {}) as JsonObject }, reference: null, position: settled.position, repeated: done.kind === 'repeated' };
}

/** No seat left, the round closed, …: a fact about her, once for what was read of the unit's ledger. */
async function refuse(desk: Desk, id: RoundId, candidate: TeacherId, { nomination }: NominationView, { level, unit }: PathStep, refusal: Refusal, refusing: Attempt, command: Recommending['command']): Promise<Outcome> {
  const recorded = await desk.transact(refusing, {
    aggregate: teacher, stream: await candidateStream(desk, id, candidate),
    world: () => worldOfRound(desk, id, 'other'),
    authority: (world) => world.authority(command.sender, speaksFor(world.programme, level), unit),
    decide: (state, _context, { world }) =>
      // She is recommended already: nothing was refused her.
      refusal.rule === 'alreadyRecommended' ? { kind: 'events', events: [] } : decideRecordRecommendationRefusal(state, { nomination, round: id, unit, level, refusal, read: { [roundStream(id)]: world.round.ledgerRevision.get(ledgerKey(level, unit)) ?? -1 } }),
  });
  return { kind: 'refused', refusal, reference: null, position: recorded.position, repeated: false };
}
