import { createHash } from 'node:crypto';
import type { JsonObject, NominationId, RoundId, TeacherId } from '../domain/facts';
import { nameOn } from '../domain/orgs';
import type { OrgLevel } from '../domain/registry-facts';
import { publicRows } from '../domain/round/public-row';
import { decideListPart, listToPost, publicityRules, ROWS_IN_ONE, type PublicityRow } from '../domain/round/publicity';
import type { PublicityPick } from '../domain/round/publicity-state';
import type { RoundFact } from '../domain/round/facts';
import { holderKindOf, openedRound, round, tierOf, type RoundState } from '../domain/round/round';
import type { DecisionContext } from '../domain/context';
import type { Decision } from '../domain/facts';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { canonicalJson } from '../event-store/canonical';
import { createdId } from '../ids';
import { holderStream, roundStream, type Desk } from './desk';
import type { Authority, Read, World } from './world';
import { authorityOverRound, pinnedDay, requirementsOf } from './requirements';
import { openRound, worldOfRound } from './rounds';
import type { Attempt, Loaded, Transacted } from './streams';
import { Id, OneOf } from './input';
import type { Sender } from './use-case';

/** Which publicity a request is about: a recommending level and its unit, or, with neither, the final one. */
export class PickBody {
  @OneOf(['SCHOOL', 'DISTRICT', 'CITY'], { optional: true, means: { zh: '推荐环节的公示为哪一级；不写则为最终公示', en: 'A recommending level; left out: the final list' } }) readonly level?: OrgLevel;
  @Id({ optional: true, means: { zh: '该级公示的单位；最终公示不写', en: 'The unit that posts the list, where level names its level; left out for the final list' } }) readonly unit?: string;
}

export const pickOf = ({ level, unit }: PickBody): PublicityPick => ({ level: level ?? null, unit: unit ?? null });

/** The final list is whoever's the programme says; a level's is its own: the school's, the county's. */
export function authorityOverPublicity(world: World, sender: Sender, stage: 'OpenPublicity' | 'ClosePublicity', state: RoundState, { level, unit }: PublicityPick): Authority {
  if (level === null) return authorityOverRound(world, sender, stage, state);
  const subject = unit !== null && world.orgs.state.orgs.has(unit) ? unit : null;
  const stated = requirementsOf(world.programme, stage).filter((requirement) => requirement.level === level);
  const own = level === 'SCHOOL' ? ({ post: 'SchoolAdmin', level } as const) : ({ post: 'BureauOfficer', level } as const);
  return world.authority(sender, stated.length === 0 ? [own] : [own, ...stated], subject, pinnedDay(state));
}

/** A person on a list, with her dossier as it was read. */
export interface Listed extends Read {
  readonly loaded: Loaded<TeacherState>;
  readonly teacher: TeacherId;
  readonly nomination: NominationId;
}

const AT_ONCE = 200;

/** Who belongs on the list now, and on none where the round's programme is not known here. */
async function listNow(desk: Desk, id: RoundId, pick: PublicityPick): Promise<ReturnType<typeof listToPost>> {
  const { state } = await openRound(desk, id);
  const { programme } = await worldOfRound(desk, id, 'own');
  return programme === undefined ? [] : listToPost(state, pick, tierOf(state, programme));
}

/** The dossiers of those who belong on the list now. */
export async function dossiersOfList(desk: Desk, id: RoundId, pick: PublicityPick): Promise<readonly Listed[]> {
  const list = await listNow(desk, id, pick);
  const kind = holderKindOf((await openRound(desk, id)).state);
  const read: Listed[] = [];
  for (let from = 0; from < list.length; from += AT_ONCE) {
    read.push(...(await Promise.all(list.slice(from, from + AT_ONCE).map(async ({ teacher: id, nomination }) => {
      const stream = holderStream(kind, id);
      return { stream, loaded: await desk.streams.load(teacher, stream), teacher: id, nomination };
    }))));
  }
  return read;
}

/** What each row would say today, in the order of the list. */
export function rowsToday(state: RoundState, people: readonly Listed[], pick: PublicityPick, context: DecisionContext): readonly JsonObject[] {
  const { programme, orgs } = context;
  if (programme === undefined || orgs === undefined || state.opened === null) return [];
  const title = tierOf(state, programme).names.zh;
  const shown = people.map(({ loaded, nomination }) => {
    const now = view(loaded.state.facts, context.today);
    const nominated = now.nominations.find((entry) => entry.nomination === nomination);
    const unit = nominated === undefined ? null : nameOn(orgs, nominated.unit, openedRound(state).parameters.snapshotOn);
    const name = now.team?.names.zh ?? now.personal?.['name'];
    return { name: typeof name === 'string' ? name : null, unit: unit?.zh ?? null, subject: nominated?.subject ?? null, stage: nominated?.stage ?? null, title };
  });
  return publicRows(shown, publicityRules(state, programme, pick.level)?.fieldsShown);
}

export function todayByNomination(people: readonly Listed[], rows: readonly JsonObject[]): ReadonlyMap<NominationId, JsonObject> {
  return new Map(people.flatMap(({ nomination }, index) => (rows[index] === undefined ? [] : [[nomination, rows[index]] as const])));
}

/** Rows under salts of their own, so that a row can be shown without the others and a short one cannot be guessed. */
export function salted(desk: Desk, people: readonly Listed[], rows: readonly JsonObject[]): readonly PublicityRow[] {
  return people.map(({ nomination, teacher: id }, index) => {
    const row = rows[index] ?? {};
    const salt = desk.ports.randomBytes(16).toString('hex');
    const hash = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(row, 'row'), 'utf8').digest('hex');
    return { nomination, teacher: id, hash, row, salt };
  });
}

export function listHashOf(rows: readonly { readonly hash: string }[]): string {
  return createHash('sha256').update(rows.map((row) => row.hash).join('\n'), 'utf8').digest('hex');
}

export interface LongList {
  readonly round: RoundId;
  readonly pick: PublicityPick;
  readonly edition: number;
  readonly publicity: string;
  readonly authority: (world: World, state: RoundState) => Authority;
  /** Refuses what the posting itself would, before any part of it is stored. */
  readonly allowed: (state: RoundState, rows: readonly PublicityRow[], people: readonly Listed[], context: DecisionContext) => Decision<RoundFact>;
}

/**
 * Stores a list of more than `ROWS_IN_ONE` in parts, each an append of its own (1 MiB at most); the posting then names them.
 * A repeated command finds the parts of its first run. Answers with their number, or with the step that was refused;
 * undefined: the list fits into the posting.
 */
export async function storeParts(desk: Desk, attempt: Attempt, list: LongList): Promise<number | Transacted<RoundState> | undefined> {
  const { length } = await listNow(desk, list.round, list.pick);
  const parts = Math.ceil(length / ROWS_IN_ONE);
  if (parts <= 1) return undefined;
  for (let part = 1; part <= parts; part += 1) {
    let people: readonly Listed[] = [];
    const step: Attempt = { ...attempt, commandId: createdId(attempt.commandId, `publicity-part-${part}`), ifMatch: part === 1 ? attempt.ifMatch : null };
    const stored = await desk.transact(step, {
      aggregate: round, stream: roundStream(list.round),
      world: async () => {
        people = await dossiersOfList(desk, list.round, list.pick);
        return worldOfRound(desk, list.round, 'own', people.slice((part - 1) * ROWS_IN_ONE, part * ROWS_IN_ONE));
      },
      authority: (world, { state }) => list.authority(world, state),
      decide: (state, context) => {
        const rows = salted(desk, people, rowsToday(state, people, list.pick, context));
        const whole = list.allowed(state, rows, people, context);
        if (whole.kind === 'refused') return whole;
        return decideListPart(state, { publicity: list.publicity, edition: list.edition, part, rows: rows.slice((part - 1) * ROWS_IN_ONE, part * ROWS_IN_ONE) });
      },
    });
    if (stored.refusal !== null) return stored;
  }
  return parts;
}
