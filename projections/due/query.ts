import { addDays, type BusinessDate } from '../../src/domain/dates';
import type { Comparison } from '../../src/read-models/document-store';
import { roundAsOf } from '../rounds/query';
import type { RoundDocument } from '../rounds/rounds';
import type { TaskRow } from './due';

export interface DueFilter {
  readonly asOf: BusinessDate;
  /** Rounds that are under way on the day; '' for what belongs to none. */
  readonly rounds: readonly string[];
  readonly kind?: string;
}

export function dueWhere({ asOf, rounds, kind }: DueFilter): readonly Comparison[] {
  return [
    { field: 'round', in: rounds },
    { field: 'from', lte: asOf },
    { field: 'until', gt: asOf },
    ...(kind === undefined ? [] : [{ field: 'kind', eq: kind }]),
  ];
}

/** Rounds that are not concluded on the day: as comparisons to be asked one after the other, since the end of one may not be known. */
export function roundsUnderWay(asOf: BusinessDate): readonly (readonly Comparison[])[] {
  const opened: Comparison = { field: 'openedOn', lte: asOf };
  return [[opened, { field: 'concludedOn', eq: null }], [opened, { field: 'concludedOn', gt: asOf }]];
}

/** Whether a task is still one as the round stands on the day; true of those that end by their own events alone. */
export function standsIn({ kind, unit, task }: TaskRow, round: RoundDocument | undefined, asOf: BusinessDate): boolean {
  if (round === undefined) return true;
  const { gates, recommendation, counts } = roundAsOf(round, asOf);
  const sumOf = (type: string, detail: string): number => gates.reduce((sum, gate) => sum + (gate.type === type ? Number(gate.details[detail] ?? 0) : 0), 0);
  switch (kind) {
    // A unit that has used all its seats has put forward whom it may.
    case 'NOMINATE':
      return recommendation.some((ledger) => ledger.unit === unit && ledger.free > 0);
    case 'RECOMMEND':
      return !gates.some(({ type }) => type === 'NominationsClosed');
    // A final list in whose place another was posted: what hangs of it is no longer to be picked out.
    case 'TAKE_DOWN': {
      const posted = gates.findIndex(({ type, details }) => type === 'PublicityOpened' && details['publicity'] === task.split('/')[1]);
      return posted < 0 || !gates.slice(posted + 1).some(({ type }) => type === 'PublicityOpened');
    }
    // A list that another ranking made void is not closed any more.
    case 'CLOSE_PUBLICITY': {
      const posted = gates.findIndex(({ type, details }) => type === 'PublicityOpened' && details['publicity'] === task.split('/')[1]);
      return posted < 0 || !gates.slice(posted).some(({ type }) => type === 'CandidatesRanked');
    }
    case 'FORM_PANELS':
      return sumOf('PanelCommissioned', 'candidates') < sumOf('NominationsClosed', 'recommended');
    case 'OPEN_SCORES':
      return (counts['panelsClosed'] ?? 0) >= (counts['panels'] ?? 0) && sumOf('PanelCommissioned', 'candidates') >= sumOf('NominationsClosed', 'recommended');
    default:
      return true;
  }
}

/** Last day for a task: its own, or what the round's parameters say. */
export function dueOn({ kind, due, unit, task }: TaskRow, round: RoundDocument | undefined, asOf: BusinessDate): BusinessDate | null {
  const closing = round?.parameters?.nominationsTo ?? null;
  switch (kind) {
    case 'NOMINATE':
      return closing;
    case 'RECOMMEND': {
      if (round === undefined) return closing;
      const level = task.split('/')[2];
      const own = roundAsOf(round, asOf).deadlines.filter((entry) => entry.level === level);
      return (own.find((entry) => entry.unit === unit) ?? own.find((entry) => entry.unit === null))?.at.slice(0, 10) ?? closing;
    }
    case 'CLOSE_NOMINATIONS':
      return closing === null ? null : addDays(closing, 1);
    default:
      return due;
  }
}
