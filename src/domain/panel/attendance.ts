import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { alreadySo, byClauseOf, refused, sameJson } from '../decision';
import type { Decision, OfficialAct, PersonId } from '../facts';
import { candidateAsOfficer, type RoundRoles } from '../people';
import type { PanelFact } from '../round/facts';
import type { AttendanceRecorded } from './facts';
import type { PanelState } from './state';

export interface RecordAttendanceCommand {
  /** Day of the meeting. */
  readonly on: BusinessDate;
  readonly present: readonly PersonId[];
  /** Who let another speak or vote for her. She is absent all the same. */
  readonly proxies: readonly { readonly absent: PersonId; readonly by: PersonId }[];
  /** The minutes, or the list of signatures. */
  readonly act: OfficialAct;
}

/** Who sat in one meeting of a panel. Recorded as it was, also where too few came: who reads it sees that. */
export function decideRecordAttendance(state: PanelState, command: RecordAttendanceCommand, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { on, act } = command;
  const { formed, closed } = state;
  if (!formed) return refused('unknownPanel', { panel: state.stream });
  if (closed) return refused('panelClosed', { panel: formed.panel });
  const clash = candidateAsOfficer(roles, context.acting);
  if (clash) return clash;
  if (!isBusinessDate(on)) return refused('notADate', { name: 'on', date: on });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  const present = [...new Set(command.present)].sort();
  const proxies = [...command.proxies].sort((a, b) => (a.absent < b.absent ? -1 : 1)).map(({ absent, by }) => ({ absent, by }));
  const stranger = [...present, ...proxies.flatMap(({ absent, by }) => [absent, by])].find((person) => !formed.experts.includes(person));
  if (stranger !== undefined) return refused('notOnThePanel', { person: stranger, panel: formed.panel });
  const twice = proxies.find(({ absent }, index) => proxies[index + 1]?.absent === absent);
  if (twice) return refused('namedTwice', { id: twice.absent });
  const wrong = proxies.find(({ absent, by }) => present.includes(absent) || !present.includes(by));
  if (wrong) return refused('proxyOfNobody', { absent: wrong.absent, by: wrong.by });
  const data = { panel: formed.panel, on, present, proxies } satisfies AttendanceRecorded['data'];
  const before = state.attendance.get(on);
  if (before && sameJson(before.present, present) && sameJson(before.proxies, proxies)) return alreadySo;
  return { kind: 'events', events: [{ type: 'AttendanceRecorded', data, effectiveOn: on, act, ...byClauseOf(context, 'FormPanel') }] };
}

/** A meeting as it is read. Who is represented is not present. */
export interface Meeting {
  readonly on: BusinessDate;
  readonly present: readonly PersonId[];
  readonly absent: readonly PersonId[];
  readonly proxies: AttendanceRecorded['data']['proxies'];
  /** Least number of experts by the programme; null where it states none. */
  readonly minimum: number | null;
  readonly short: boolean;
  readonly act: OfficialAct | null;
}

/** By day. */
export function meetings({ formed, attendance }: PanelState, minimum: number | null): readonly Meeting[] {
  return [...attendance.values()].sort((a, b) => (a.on < b.on ? -1 : 1)).map(({ on, present, proxies, act }) => ({
    on, present, absent: (formed?.experts ?? []).filter((expert) => !present.includes(expert)), proxies, minimum, short: minimum !== null && present.length < minimum, act,
  }));
}

/** Who handed in a sheet and sat in no meeting; nobody while no meeting is on record. */
export function scoredAbsent({ formed, attendance, sheets }: PanelState): readonly PersonId[] {
  if (attendance.size === 0) return [];
  const came = new Set([...attendance.values()].flatMap(({ present }) => present));
  const scored = new Set([...sheets.values()].flatMap((own) => [...own.keys()]));
  return (formed?.experts ?? []).filter((expert) => scored.has(expert) && !came.has(expert));
}
