import type { BusinessDate } from '../domain/dates';
import type { OrgId, StreamName, TeacherId } from '../domain/facts';
import { nameOn, orgs } from '../domain/orgs';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import type { Notice } from '../event-store/notice';
import type { AsRead } from './what-if-record';

/** Whom a line is about, as far as her keys are still there. */
export interface Who {
  /** null of whom it is not to be told. */
  readonly name: Notice | null;
  /** Her personal data was erased. */
  readonly erased: boolean;
  /** Where she was on the day of the decision. */
  readonly unit: OrgId | null;
  readonly unitName: Notice | null;
}

/** A person or a team by its own stream, as it is known now; the unit as of the day. */
export async function whoIs(read: AsRead, holder: TeacherId, day: BusinessDate): Promise<Who> {
  const streams: readonly StreamName[] = [`teacher-${holder}`, `team-${holder}`];
  const [stream] = (await Promise.all(streams.map(async (name) => ((await read.read(name)).length > 0 ? [name] : [])))).flat();
  if (stream === undefined) return { name: null, erased: false, unit: null, unitName: null };
  const { facts } = await read.fold(teacher, stream, Number.MAX_SAFE_INTEGER);
  const [now, then] = [view(facts, LAST_DAY), view(facts, day)];
  const unit = then.unit ?? now.unit;
  const own = now.personal?.['name'];
  const name = now.team !== null ? now.team.names : typeof own === 'string' ? { zh: own, en: own } : null;
  const tree = await read.fold(orgs, 'orgs', Number.MAX_SAFE_INTEGER);
  return { name, erased: now.erased, unit, unitName: unit === null ? null : nameOn(tree, unit, day) };
}
