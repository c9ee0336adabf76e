import { alreadySo, refused, type Refused } from '../decision';
import type { Decision, JsonObject, NominationId, OrgId, TeacherId } from '../facts';
import { readCode, shownCode } from './check-code';
import type { PrintKind, RoundFact } from './facts';
import { currentList } from './ranking';
import { atGate, type RoundState } from './round';

export type PrintedList = RoundState['prints'] extends Map<string, infer P> ? P : never;

/** Somebody on a list that is printed. */
export interface PrintLine {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
}

export interface PrintListCommand {
  readonly print: string;
  readonly kind: PrintKind;
  readonly unit: OrgId | null;
  readonly named: readonly TeacherId[] | null;
  readonly lines: readonly PrintLine[];
  /** HMAC of all that the paper says, and the code made of it. */
  readonly content: string;
  readonly code: string;
}

/** What a decision needs the signed paper to be. */
export interface NeededPrint {
  readonly kind: PrintKind;
  readonly unit: OrgId | null;
  /** Who has to be on it; left out where the list is decided as a whole. */
  readonly nomination?: NominationId;
}

/** Who is on a list by what the round says; those named for a meeting stand on their own streams. */
export function peopleOn(state: RoundState, kind: PrintKind, unit: OrgId | null): readonly PrintLine[] {
  const ranked = state.ranking?.lines ?? [];
  switch (kind) {
    case 'recommendations':
      return [...state.recommendations.values()].filter((line) => line.unit === unit && (line.status === 'RESERVED' || line.status === 'CONFIRMED') && line.leaving === null && !state.left.has(line.nomination) && !state.returns.has(line.nomination)).map(bare);
    case 'ranking':
      return ranked.map(bare);
    case 'conferral': {
      const teachers = new Map(ranked.map((line) => [line.nomination, line]));
      return currentList(state).flatMap((nomination) => teachers.get(nomination) ?? []).map(bare);
    }
    case 'publicity':
      return (state.publicity?.rows ?? []).map(bare);
    case 'certificates': {
      if (state.opened?.endsIn === 'POOL') return [];
      const conferred = [...state.conferrals.values()].flatMap(({ conferrals }) => conferrals).filter(({ nomination }) => state.awards.get(nomination)?.status === 'CONFIRMED');
      return conferred.map(bare);
    }
  }
}

/** Printing what was printed already gives the same code again: the paper would say the same. */
export function decidePrintList(state: RoundState, command: PrintListCommand): Decision<RoundFact> {
  const unopened = state.gate === 'NONE' ? atGate(state, 'OPEN') : null;
  if (unopened) return unopened;
  const { print, kind, unit, named, lines, content, code } = command;
  if ((kind === 'recommendations') !== (unit !== null)) return refused(unit === null ? 'printNeedsUnit' : 'printOfWholeRound', { kind });
  if (lines.length === 0) return refused('nothingToPrint', { kind, unit });
  if (state.prints.has(code)) return alreadySo;
  const edition = 1 + [...state.prints.values()].filter((other) => other.kind === kind && other.unit === unit).length;
  return { kind: 'events', events: [{ type: 'ListPrinted', data: { print, kind, unit, edition, named, nominations: lines.map(({ nomination }) => nomination), content, code } }] };
}

/** The print behind a code as it was typed from a signed scan. */
export function printBehind(state: RoundState, typed: string): PrintedList | Refused {
  const code = readCode(typed);
  if (code === null) return refused('unknownPrint', { code: typed, mistyped: true });
  return state.prints.get(code) ?? refused('unknownPrint', { code: shownCode(code), mistyped: false });
}

/**
 * Why a decision cannot rest on this paper: it is another list, she is not on it, or the list no longer says what was signed.
 *
 * @param content of the same list as it is now.
 */
export function printFault(state: RoundState, print: PrintedList, content: string, needs: NeededPrint): Refused | null {
  const code = shownCode(print.code);
  if (print.kind !== needs.kind || print.unit !== needs.unit) return refused('printOfAnotherList', { code, kind: print.kind, unit: print.unit, needs: needs.kind, ofUnit: needs.unit });
  if (print.content !== content) return refused('printedListOutdated', outdated(state, print, content));
  return needs.nomination === undefined || print.nominations.includes(needs.nomination) ? null : refused('notOnPrintedList', { code, nomination: needs.nomination });
}

/** The print of the list as it is now; null where it was not printed since it changed. */
export function currentPrint(state: RoundState, content: string): PrintedList | null {
  return [...state.prints.values()].find((print) => print.content === content) ?? null;
}

function outdated(state: RoundState, { code, kind, unit, edition, on }: PrintedList, content: string): JsonObject {
  const current = currentPrint(state, content);
  return { code: shownCode(code), kind, unit, edition, on, current: current === null ? null : shownCode(current.code), currentEdition: current?.edition ?? null, round: state.id };
}

function bare({ nomination, teacher }: PrintLine): PrintLine {
  return { nomination, teacher };
}

