import type { DecisionContext } from '../domain/context';
import { needed, type Refused } from '../domain/decision';
import type { OrgId, RoundId, TeacherId } from '../domain/facts';
import { codeOf } from '../domain/round/check-code';
import type { PrintKind } from '../domain/round/facts';
import { contentOf, printableOf, rowsOf, type PrintedRow, type RowSources } from '../domain/round/printed-rows';
import { peopleOn, printBehind, printFault, type NeededPrint, type PrintLine } from '../domain/round/prints';
import { holderKindOf, type RoundState } from '../domain/round/round';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import { ConflictError } from '../event-store/event-store';
import { holderStream, roundStream, type Desk } from './desk';
import type { Read } from './world';
import type { Secrets } from './ports';
import { openRound } from './rounds';
import type { Loaded } from './streams';

/** Which list: of one kind, of a unit where it is a unit's, of named people where it goes to a meeting first. */
export interface WhichList {
  readonly kind: PrintKind;
  readonly unit: OrgId | null;
  readonly named: readonly TeacherId[] | null;
}

export interface TeacherRead extends Read {
  readonly teacher: TeacherId;
  readonly loaded: Loaded<TeacherState>;
}

/** A list as it is at one moment. */
export interface ListNow {
  readonly lines: readonly PrintLine[];
  readonly rows: readonly PrintedRow[];
  readonly content: string;
  readonly code: string;
}

/** Everybody on a list, each read to the end of her stream. */
export function readPeople(desk: Pick<Desk, 'streams'>, state: RoundState, { kind, unit, named }: WhichList): Promise<readonly TeacherRead[]> {
  const people = named ?? peopleOn(state, kind, unit).map((line) => line.teacher);
  return Promise.all([...new Set(people)].map(async (id) => {
    const stream = holderStream(holderKindOf(state), id);
    return { stream, teacher: id, loaded: await desk.streams.load(teacher, stream) };
  }));
}

/** Made anew from the round and from what was read of those on it. Null where somebody came on it after they were read. */
export function listNow(state: RoundState, { kind, unit, named }: WhichList, read: readonly TeacherRead[], sources: Omit<RowSources, 'teachers'>, secrets: Pick<Secrets, 'list'>): ListNow | null {
  const teachers = new Map(read.map((one) => [one.teacher, one.loaded.state]));
  const lines = named === null ? peopleOn(state, kind, unit) : named.flatMap((id) => lineOf(state, id, teachers.get(id), unit));
  if (lines.some((line) => !teachers.has(line.teacher))) return null;
  const rows = rowsOf(state, kind, lines, { ...sources, teachers });
  const content = secrets.list(canonicalJson(contentOf(state, kind, unit, rows), 'print'));
  return { lines, rows, content, code: codeOf(content) };
}

/** The same where a decision is taken. Error: ConflictError, so that the people are read again. */
export function listIn(desk: Desk, state: RoundState, which: WhichList, read: readonly TeacherRead[], context: DecisionContext): ListNow {
  const now = listNow(state, which, read, { orgs: needed(context, 'orgs'), programme: needed(context, 'programme'), today: context.today }, desk.ports.secrets);
  if (now === null) throw new ConflictError(roundStream(state.id), -1, undefined);
  return now;
}

/** A signed scan that a decision rests on, by the check code typed from it. */
export class SignedScan {
  private read: readonly TeacherRead[] = [];

  constructor(private readonly desk: Desk, private readonly round: RoundId, private readonly typed: string | undefined) {}

  /** Whom the paper names, read before the decision. Error: NotFoundError. */
  async people(): Promise<readonly Read[]> {
    if (this.typed === undefined) return [];
    const { state } = await openRound(this.desk, this.round);
    const print = printBehind(state, this.typed);
    this.read = 'refusal' in print ? [] : await readPeople(this.desk, state, print);
    return this.read;
  }

  /** Why the decision cannot rest on it, or its code as it is recorded; `undefined` where none is cited. */
  judged(state: RoundState, needs: NeededPrint, context: DecisionContext): Refused | { readonly printed?: string } {
    if (this.typed === undefined) return {};
    const print = printBehind(state, this.typed);
    if ('refusal' in print) return print;
    return printFault(state, print, listIn(this.desk, state, print, this.read, context).content, needs) ?? { printed: print.code };
  }
}

function lineOf(state: RoundState, id: TeacherId, read: TeacherState | undefined, unit: OrgId | null): readonly PrintLine[] {
  const nomination = read === undefined ? null : printableOf(state, read, unit);
  return nomination === null ? [] : [{ nomination, teacher: id }];
}
