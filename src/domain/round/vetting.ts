import { enteredOn, type DecisionContext } from '../context';
import { citing, needed, refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct, OrgId } from '../facts';
import { signedBefore } from '../people/on-paper';
import { ruleReference } from '../programme-rules';
import type { RoundFact } from './facts';
import { currentList } from './ranking';
import { gateOfOfficer, gates, tierOf, type RoundState } from './round';

export interface RequestVettingCommand {
  /** Which unit each of the programme's bodies is; every one of them. */
  readonly bodies: readonly { readonly code: string; readonly org: OrgId }[];
  readonly act?: OfficialAct;
}

export interface AnswerVettingCommand {
  /** Code of the body that answers. */
  readonly body: string;
  readonly answers: readonly { readonly nomination: NominationId; readonly holds: boolean; readonly reason?: string }[];
  /** The letter, with its number. */
  readonly act: OfficialAct;
}

/** Asks the bodies that the programme names about everyone on the list who was not asked about yet. */
export function decideRequestVetting(state: RoundState, command: RequestVettingCommand, context: DecisionContext): Decision<RoundFact> {
  const { bodies, act } = command;
  const early = gateOfOfficer(state, gates.indexOf(state.gate) > gates.indexOf('RANKED') && state.gate !== 'CONCLUDED' ? state.gate : 'RANKED', context);
  if (early) return early;
  const programme = needed(context, 'programme');
  const rules = tierOf(state, programme).vetting;
  if (!rules) return refused('noVettingStated', { tier: tierOf(state, programme).code });
  const missing = rules.bodies.filter(({ code }) => !bodies.some((body) => body.code === code)).map(({ code }) => code);
  if (missing.length > 0) return refused('vettingBodiesMissing', { missing }, citing(rules));
  const unknown = bodies.find(({ code }) => !rules.bodies.some((body) => body.code === code));
  if (unknown) return refused('unknownVettingBody', { body: unknown.code, bodies: rules.bodies.map(({ code }) => code) }, citing(rules));
  const nowhere = bodies.find(({ org }) => context.orgs?.orgs.has(org) === false);
  if (nowhere) return refused('unknownOrg', { org: nowhere.org });
  const asked = currentList(state).filter((nomination) => rules.bodies.some(({ code }) => !state.vetting.get(code)?.has(nomination)));
  if (asked.length === 0) return refused('nobodyToVet', { round: state.id });
  // 发函当日不计：the days are counted as those of a publicity are.
  const due = needed(context, 'calendar').window(context.today, rules.answerWithinWorkingDays, false).lastDay;
  return { kind: 'events', events: [{ type: 'VettingRequested', data: { bodies: bodies.map(({ code, org }) => ({ code, org })), nominations: asked, due }, rule: ruleReference(programme, rules.clause), ...(act ? { act } : {}) }] };
}

/** What a body answered: clear, or something stands against her, which holds her alone. A later answer replaces an earlier one. */
export function decideAnswerVetting(state: RoundState, command: AnswerVettingCommand, context: DecisionContext): Decision<RoundFact> {
  const { body, answers, act } = command;
  const ended = state.gate === 'CONCLUDED' || state.gate === 'NONE' ? gateOfOfficer(state, 'CONFERRAL_DECIDED', context) : gateOfOfficer(state, state.gate, context);
  if (ended) return ended;
  const asked = state.vetting.get(body);
  const by = citing(tierOf(state, needed(context, 'programme')).vetting);
  if (!asked) return refused('unknownVettingBody', { body, bodies: [...state.vetting.keys()] }, by);
  if (act.number === null) return refused('actNumberRequired', {}, by);
  const stranger = answers.find(({ nomination }) => !asked.has(nomination));
  if (stranger) return refused('notAskedAbout', { body, nomination: stranger.nomination });
  const early = answers.map(({ nomination }) => signedBefore(asked.get(nomination)?.on, context)).find((one) => one !== null);
  if (early) return early;
  const twice = answers.find(({ nomination }, index) => answers.findIndex((other) => other.nomination === nomination) < index);
  if (twice) return refused('namedTwice', { id: twice.nomination });
  const conferred = answers.find(({ nomination, holds }) => holds && state.awards.has(nomination));
  if (conferred) return refused('conferredAlready', { nomination: conferred.nomination });
  const teachers = new Map((state.ranking?.lines ?? []).map((line) => [line.nomination, line.teacher]));
  const parts: { [teacher: string]: JsonObject } = {};
  for (const { nomination, holds, reason } of answers) {
    const teacher = teachers.get(nomination);
    if (teacher !== undefined) parts[teacher] = { answer: holds ? 'ADVERSE' : 'CLEAR', ...(reason === undefined ? {} : { reason }) };
  }
  const late = answers.some(({ nomination }) => enteredOn(context) > (asked.get(nomination)?.due ?? enteredOn(context)));
  return { kind: 'events', events: [{ type: 'VettingAnswered', data: { body, answers: answers.map(({ nomination, holds }) => ({ nomination, holds })), late }, private: parts, act }] };
}
