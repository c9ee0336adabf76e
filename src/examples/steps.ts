import { catalogue } from '../domain/catalogue';
import type { Outcome } from '../commands/outcome';
import type { Place } from '../domain/rules/problems';
import { fault } from './difference';
import { dayOf } from './office';
import type { Play } from './play';
import { checkThen } from './then';
import { eventsInWords, foundInWords, matches, refusedInWords, sameEvents } from './words';
import type { ExpectedEvents, ExpectedRefusal, Step } from './worked-example';

/** Plays one step and holds what came of it against what the example says. Error: ExampleError. */
export async function playStep(play: Play, step: Step, place: Place): Promise<void> {
  refuseUnknownTypes(step.expect, place);
  if (step.do === undefined && step.together === undefined && step.expect === undefined && step.then === undefined) throw fault(place, '这一步什么都没有做：请写 do、together，或写 expect 等待到期之事', 'Nothing is done here: write do or together, or expect what falls due');
  const before = play.office.length;
  await play.moveTo(step.recorded ?? step.on, place, step.recorded === undefined ? 'on' : 'recorded');
  if (step.together !== undefined) await playTogether(play, step, place);
  else if (step.do === undefined) checkEvents(play, step.expect, play.office.eventsFrom(before).map(({ type }) => type), place);
  else await playEach(play, step, place);
  await checkThen(play, step.then, [...place, 'then']);
}

async function playEach(play: Play, step: Step, place: Place): Promise<void> {
  if (step.as === undefined) throw fault(place, '没有写明由谁操作（as）', 'Nothing says who acts (as)', 'do');
  const late = step.recorded === undefined ? null : dayOf(step.on);
  for (const command of await play.expanded(step, place)) {
    const { outcome, events } = await play.carryOut(command, late, place);
    const who = step.each === undefined && step.marks === undefined ? '' : `${JSON.stringify(command.with ?? {})} `;
    checkOutcome(play, step, outcome, place, who);
    checkEvents(play, step.expect ?? (step.refused === undefined ? undefined : []), events.map(({ type }) => type), place);
    if (play.differences.length > 20) return;
  }
}

async function playTogether(play: Play, step: Step, place: Place): Promise<void> {
  const before = play.office.length;
  const outcomes = await Promise.all((step.together ?? []).map((command, index) => play.ask(command, null, [...place, 'together', index])));
  await play.office.rest();
  const accepted = outcomes.filter(({ kind }) => kind !== 'refused').length;
  if (step.accepted !== undefined && accepted !== step.accepted) play.differs(place, `同时提出的 ${outcomes.length} 项中有 ${accepted} 项获准，应为 ${step.accepted} 项`, `${accepted} of ${outcomes.length} at the same moment were accepted, not ${step.accepted}`, 'accepted');
  for (const outcome of outcomes) if (outcome.kind === 'refused' && step.refused !== undefined) checkRefusal(play, step.refused, outcome, place, '');
  checkEvents(play, step.expect, play.office.eventsFrom(before).map(({ type }) => type), place);
}

function checkOutcome(play: Play, step: Step, outcome: Outcome, place: Place, who: string): void {
  if (step.refused !== undefined) return checkRefusal(play, step.refused, outcome, place, who);
  if (outcome.kind === 'refused') {
    const { zh, en } = refusedInWords(outcome.refusal, play.names);
    return play.differs(place, `${who}被拒绝：${zh}`, `${who}was refused: ${en}`, 'do');
  }
  if (step.result !== undefined && !matches(step.result, outcome.result, play.names)) {
    play.differs(place, `${who}结果是 ${foundInWords(step.result, outcome.result, play.names)}`, `${who}the result is ${foundInWords(step.result, outcome.result, play.names)}`, 'result');
  }
}

function checkRefusal(play: Play, expected: ExpectedRefusal, outcome: Outcome, place: Place, who: string): void {
  if (outcome.kind !== 'refused') return play.differs(place, `${who}应被拒绝（${expected.rule}），却获准了`, `${who}should be refused (${expected.rule}) and was accepted`, 'refused');
  const { rule, clause, inputs, personal = {} } = outcome.refusal;
  const said = refusedInWords(outcome.refusal, play.names);
  const at: Place = [...place, 'refused'];
  if (rule !== expected.rule) play.differs(at, `${who}拒绝的理由是 ${said.zh}`, `${who}the refusal is ${said.en}`, 'rule');
  if (expected.clause !== undefined && clause !== expected.clause) play.differs(at, `${who}依据的条款是 ${clause ?? '—'}`, `${who}the clause is ${clause ?? '—'}`, 'clause');
  if (expected.inputs !== undefined && !matches(expected.inputs, inputs, play.names)) play.differs(at, `${who}依据的数据是 ${foundInWords(expected.inputs, inputs, play.names)}`, `${who}it was decided on ${foundInWords(expected.inputs, inputs, play.names)}`, 'inputs');
  const [own] = Object.values(personal);
  if (expected.personal !== undefined && !matches(expected.personal, own, play.names)) play.differs(at, `${who}本人数据是 ${foundInWords(expected.personal, own, play.names)}`, `${who}what was read of her is ${foundInWords(expected.personal, own, play.names)}`, 'personal');
}

function checkEvents(play: Play, expected: ExpectedEvents | undefined, types: readonly string[], place: Place): void {
  if (expected === undefined || sameEvents(expected, types)) return;
  play.differs(place, `登记的事实是：${eventsInWords(types)}`, `The events are: ${eventsInWords(types)}`, 'expect');
}

/** A misspelt type would never be found, and a count of 0 would always hold. */
function refuseUnknownTypes(expected: ExpectedEvents | undefined, place: Place): void {
  const types = expected === undefined ? [] : Array.isArray(expected) ? (expected as readonly string[]) : Object.keys(expected);
  for (const [index, type] of types.entries()) {
    if (Object.hasOwn(catalogue, type)) continue;
    throw fault(Array.isArray(expected) ? [...place, 'expect', index] : [...place, 'expect', type], `没有事件类型“${type}”`, `There is no event type "${type}"`);
  }
}
