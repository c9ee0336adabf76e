import type { BusinessDate } from '../domain/dates';
import { SYSTEM_ACTOR, type TitleId } from '../domain/facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { decideExpire } from '../domain/teacher/title-term';
import { view } from '../domain/teacher/view';
import { createdId } from '../ids';
import type { Asked, Desk } from './desk';
import { decidingStream, worldOfTitle } from './dossiers';

/**
 * A term that ended by date, told once for whoever follows the log; nobody did it. False while the title runs on: a
 * suspension that gives its days back ends it later.
 */
export async function settleExpiry(desk: Desk, of: Asked, title: TitleId, lastDay: BusinessDate): Promise<boolean> {
  const standing = { person: SYSTEM_ACTOR, appointment: null, capacity: null };
  const attempt = { ...desk.laterStep(of, 'term-ended', 'reactor'), commandId: createdId(of.meta.correlation, `term-ended:${title}:${lastDay}:${desk.ports.clock.today()}`), useCase: 'EndTerm', actor: SYSTEM_ACTOR };
  const stream = await decidingStream(desk, of.meta.about ?? of.stream);
  // Its conferral may have been voided meanwhile.
  if (!view((await desk.streams.load(teacher, stream)).state.facts, LAST_DAY).titles.some((entry) => entry.title === title)) return true;
  const done = await desk.transact(attempt, {
    aggregate: teacher,
    stream,
    world: () => worldOfTitle(desk, stream, title),
    authority: () => ({ kind: 'authorised', standing }),
    decide: (state, { today }) => decideExpire(state, title, today),
  });
  return !isRunning(done.loaded.state, title, desk.ports.clock.today());
}

function isRunning({ facts }: TeacherState, title: TitleId, today: BusinessDate): boolean {
  const status = view(facts, today).titles.find((entry) => entry.title === title)?.status;
  return status === 'ACTIVE' || status === 'SUSPENDED' || status === 'PENDING';
}
