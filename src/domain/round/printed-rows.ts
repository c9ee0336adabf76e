import type { BusinessDate } from '../dates';
import type { JsonObject, NominationId, OrgId, TeacherId } from '../facts';
import { nameOn, type OrgsState } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import { LAST_DAY, nominationIn, type NominationStatus } from '../teacher/nomination-view';
import type { SchoolStage } from '../teacher/facts';
import type { TeacherState } from '../teacher/teacher';
import { view } from '../teacher/view';
import type { PrintKind } from './facts';
import { selectionGroups } from './groups';
import type { PrintLine } from './prints';
import { openedRound, parametersOf, tierOf, type RoundState } from './round';

/** One row of a printed list; `values` is all that the paper says of her, by column. */
export interface PrintedRow {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Whose candidate she is. */
  readonly unit: OrgId;
  readonly values: { readonly [column: string]: string | number | null };
}

/** What the rows are made from, beside the round. */
export interface RowSources {
  readonly teachers: ReadonlyMap<TeacherId, TeacherState>;
  readonly orgs: OrgsState;
  readonly programme: EffectiveProgramme;
  readonly today: BusinessDate;
}

const STAGES: { readonly [stage in SchoolStage]: string } = { PRESCHOOL: '学前', PRIMARY: '小学', JUNIOR: '初中', SENIOR: '高中', VOCATIONAL: '中职', SPECIAL: '特教' };
const SEXES: { readonly [code: string]: string } = { 1: '男', 2: '女' };
/** Not to be put forward as things stand. */
const GONE: ReadonlySet<NominationStatus> = new Set(['WITHDRAWN', 'NOT_RECOMMENDED', 'RETURNED', 'STRUCK']);

/** Her nomination of this round, if a unit may put it on a list: on its path, neither gone nor returned. */
export function printableOf(state: RoundState, teacher: TeacherState, unit: OrgId | null): NominationId | null {
  const nominated = nominationIn(view(teacher.facts, LAST_DAY).nominations, state.id);
  if (nominated === undefined || GONE.has(nominated.status) || state.left.has(nominated.nomination) || state.returns.has(nominated.nomination) || state.notice.ineligible.has(nominated.nomination)) return null;
  return nominated.path.some((step) => step.unit === unit) ? nominated.nomination : null;
}

/** The rows in the order of the list. Error where somebody on it was not read. */
export function rowsOf(state: RoundState, kind: PrintKind, lines: readonly PrintLine[], sources: RowSources): readonly PrintedRow[] {
  const tier = tierOf(state, sources.programme);
  const title = tier.names.zh;
  const groups = new Map(selectionGroups(parametersOf(state), tier).map(({ code, names }) => [code, names.zh]));
  const ranks = new Map((state.ranking?.lines ?? []).map((line) => [line.nomination, line]));
  // Of a round that ends in cultivation no certificate is issued.
  const certificates = new Map((state.opened?.endsIn === 'POOL' ? [] : [...state.conferrals.values()]).flatMap(({ conferrals }) => conferrals.map((line) => [line.nomination, line.certificate] as const)));
  const posted = new Map((state.publicity?.rows ?? []).map((row) => [row.nomination, row.row]));
  return lines.map(({ nomination, teacher }, index) => {
    const read = sources.teachers.get(teacher);
    if (read === undefined) throw new Error(`${teacher} was not read for the list`);
    const now = view(read.facts, sources.today);
    const nominated = view(read.facts, LAST_DAY).nominations.find((entry) => entry.nomination === nomination);
    const unit = nominated?.unit ?? '';
    const personal = now.personal ?? {};
    const { sex, birthDate } = personal;
    const common = {
      no: index + 1,
      name: now.team?.names.zh ?? textOf(personal['name']),
      unit: nameOn(sources.orgs, unit, openedRound(state).parameters.snapshotOn)?.zh ?? unit,
      stage: nominated === undefined ? null : STAGES[nominated.stage],
      subject: nominated?.subject ?? null,
    };
    const rank = ranks.get(nomination);
    switch (kind) {
      case 'recommendations':
        return { nomination, teacher, unit, values: { ...common, sex: typeof sex === 'string' ? (SEXES[sex] ?? null) : null, born: typeof birthDate === 'string' ? birthDate.slice(0, 7).replace('-', '.') : null, version: nominated?.version ?? null } };
      case 'ranking':
        return { nomination, teacher, unit, values: { ...common, group: typeof rank?.group === 'string' ? (groups.get(rank.group) ?? rank.group) : null, rank: rank?.rank ?? null, proposed: rank?.proposed === true ? '是' : '' } };
      case 'conferral':
        return { nomination, teacher, unit, values: { ...common, rank: rank?.rank ?? null, title, certificate: certificates.get(nomination) ?? null } };
      case 'publicity':
        return { nomination, teacher, unit, values: asPosted(posted.get(nomination) ?? null) };
      case 'certificates':
        return { nomination, teacher, unit, values: { ...common, title, ...paperOf(read, nomination), received: null } };
    }
  });
}

/** What was posted of her and nothing else: the fields that the programme allows, as they stood when the list was opened or last changed. */
function asPosted(row: JsonObject | null): PrintedRow['values'] {
  if (row === null) return { name: null };
  const { apart, ...shown } = row;
  const values = Object.fromEntries(Object.entries(shown).map(([column, value]) => [column, typeof value === 'string' || typeof value === 'number' ? value : null]));
  return typeof apart === 'number' ? { ...values, name: `${textOf(row['name']) ?? ''}（${apart}）` } : values;
}

/** The paper that counts, since when she holds the title, and what became of either. */
function paperOf({ facts }: TeacherState, nomination: NominationId): PrintedRow['values'] {
  const held = view(facts, LAST_DAY).titles.find((entry) => entry.nomination === nomination);
  if (held === undefined) return { certificate: null, conferredOn: null, note: null };
  const note = held.revokedOn !== null ? `${held.revokedOn} 撤销` : held.certificates.length > 1 ? '补发' : null;
  return { certificate: held.certificate, conferredOn: held.conferredOn, note };
}

/** All that the paper says, for the HMAC. Numbers of a ranking stand in the event that it names, which nobody can change. */
export function contentOf(state: RoundState, kind: PrintKind, unit: OrgId | null, rows: readonly PrintedRow[]): JsonObject {
  return { print: 1, round: state.id, kind, unit, ranking: kind === 'ranking' ? (state.ranking?.event ?? null) : null, rows: rows.map(({ nomination, values }) => ({ nomination, ...values })) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
