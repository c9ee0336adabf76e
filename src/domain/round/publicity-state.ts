import type { Stretch } from '../calendar';
import { addDays, type BusinessDate } from '../dates';
import type { EventId, JsonObject, NominationId, OrgId, PersonId, TeacherId } from '../facts';
import { actedBy } from '../people';
import type { OrgLevel } from '../registry-facts';
import type { ListedRow, PublicityFact, PublicityListChanged, PublicityListed, PublicityOpened } from './facts';

export interface PublishedRow {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly hash: string;
  /** As posted; null where she was erased. */
  readonly row: JsonObject | null;
}

/** Which publicity is meant: the last of a level and unit; both null: the final one. */
export interface PublicityPick {
  readonly level: OrgLevel | null;
  readonly unit: OrgId | null;
}

export interface PublicityState extends PublicityPick {
  readonly publicity: string;
  readonly event: EventId;
  /** Who posted it, and for whom she did it. */
  readonly openers: readonly PersonId[];
  readonly openedOn: BusinessDate;
  readonly workingDays: number;
  readonly countFirstDay: boolean;
  readonly places: readonly string[];
  readonly contact: { readonly office: string; readonly phone: string } | null;
  readonly signedBy: string | null;
  /** Unit of the appointment that posted it. */
  readonly postedBy: OrgId | null;
  /** 1, and one more for each change of the list. */
  edition: number;
  listHash: string;
  rows: readonly PublishedRow[];
  /** The days on which the clock has run since the list stands as it does. */
  stretches: readonly Stretch[];
  firstDay: BusinessDate;
  /** Of the last fact that counted; while the clock is suspended there is none, see `suspended`. */
  lastDay: BusinessDate;
  calendar: string;
  provisional: boolean;
  suspended: { readonly on: BusinessDate; readonly staysPosted: boolean } | null;
  /** The last day whose end was told. */
  windowEnded: BusinessDate | null;
  closedOn: BusinessDate | null;
  /** Another ranking took the place of what it shows. */
  superseded: boolean;
  /** Places from which it was taken down, with the day. */
  readonly down: Map<string, BusinessDate>;
}

/** Indexes over the postings of a round, so that none has to be searched for. */
export interface PublicityIndex {
  /** The last posting of a level and unit. */
  readonly latest: Map<string, string>;
  /** In which closed posting of a level a nomination was shown. */
  readonly shown: Map<string, string>;
  /** Parts of lists, by publicity and edition, which count for nothing before the posting that names them. */
  readonly parts: Map<string, PublishedRow[][]>;
}

export const noPublicities = (): PublicityIndex => ({ latest: new Map(), shown: new Map(), parts: new Map() });

export const keyOfPosting = ({ level, unit }: PublicityPick): string => (level === null ? '' : `${level}/${unit ?? ''}`);
export const keyOfShown = (nomination: NominationId, level: OrgLevel): string => `${nomination}/${level}`;
export const keyOfEdition = (publicity: string, edition: number): string => `${publicity}/${edition}`;

/** Folds what is about postings alone; the round's gate is the round's own (round.ts). */
export function evolvePublicity(publicities: Map<string, PublicityState>, index: PublicityIndex, fact: PublicityFact): void {
  if (fact.type === 'PublicityListed') {
    const { publicity, edition, part, rows } = fact.data;
    const key = keyOfEdition(publicity, edition);
    const parts = index.parts.get(key) ?? [];
    parts[part - 1] = published(rows, fact.private);
    index.parts.set(key, parts);
    return;
  }
  if (fact.type === 'PublicityOpened') {
    open(publicities, index, fact);
    return;
  }
  const posting = publicities.get(fact.data.publicity);
  if (posting) step(posting, index, fact);
}

function open(publicities: Map<string, PublicityState>, index: PublicityIndex, fact: PublicityOpened): void {
  const { publicity, level, unit, listHash, openedOn, workingDays, countFirstDay, firstDay, lastDay, calendar, provisional, places, contact, signedBy } = fact.data;
  publicities.set(publicity, {
    publicity, level, unit, event: fact.id, openers: actedBy(fact.meta), openedOn, workingDays, countFirstDay, places, contact: contact ?? null, signedBy: signedBy ?? null, postedBy: fact.meta.capacity?.org ?? null,
    edition: 1, listHash, rows: rowsOf(index, fact, 1), stretches: [{ from: openedOn, until: null }], firstDay, lastDay, calendar, provisional,
    suspended: null, windowEnded: null, closedOn: null, superseded: false, down: new Map(),
  });
  index.latest.set(keyOfPosting({ level, unit }), publicity);
}

function step(posting: PublicityState, index: PublicityIndex, fact: Exclude<PublicityFact, PublicityListed | PublicityOpened>): void {
  switch (fact.type) {
    case 'PublicityWindowEnded':
      posting.windowEnded = fact.data.lastDay;
      break;
    case 'PublicityClockSuspended': {
      const { on, staysPosted } = fact.data;
      posting.suspended = { on, staysPosted };
      posting.stretches = posting.stretches.map((stretch) => (stretch.until === null ? { from: stretch.from, until: addDays(on, -1) } : stretch));
      break;
    }
    case 'PublicityClockResumed':
      posting.suspended = null;
      posting.stretches = [...posting.stretches, { from: fact.data.on, until: null }];
      counted(posting, fact.data);
      break;
    case 'PublicityRecomputed':
      posting.firstDay = fact.data.firstDay;
      counted(posting, fact.data);
      break;
    case 'PublicityListChanged':
      posting.edition = fact.data.edition;
      posting.listHash = fact.data.listHash;
      posting.rows = rowsOf(index, fact, fact.data.edition);
      posting.stretches = [{ from: fact.data.openedOn, until: null }];
      posting.firstDay = fact.data.firstDay;
      counted(posting, fact.data);
      break;
    case 'PublicityClosed':
      posting.closedOn = fact.meta.effectiveOn;
      if (posting.level !== null) for (const { nomination } of posting.rows) index.shown.set(keyOfShown(nomination, posting.level), posting.publicity);
      break;
    case 'ListTakenDown':
      for (const place of fact.data.places) posting.down.set(place, fact.data.on);
      break;
  }
}

function counted(posting: PublicityState, { lastDay, calendar, provisional }: { readonly lastDay: BusinessDate; readonly calendar: string; readonly provisional: boolean }): void {
  posting.lastDay = lastDay;
  posting.calendar = calendar;
  posting.provisional = provisional;
}

/** The list that a posting names: within it, or in the parts before it, which are then let go. */
function rowsOf(index: PublicityIndex, fact: PublicityOpened | PublicityListChanged, edition: number): readonly PublishedRow[] {
  if (fact.data.listed === undefined) return published(fact.data.rows, fact.private);
  const key = keyOfEdition(fact.data.publicity, edition);
  const rows = (index.parts.get(key) ?? []).slice(0, fact.data.listed.parts).flat();
  index.parts.delete(key);
  return rows;
}

function published(rows: readonly ListedRow[], parts: PublicityOpened['private']): PublishedRow[] {
  return rows.map(({ nomination, teacher, hash }) => {
    const row = parts[teacher]?.['row'];
    return { nomination, teacher, hash, row: typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as JsonObject) : null };
  });
}
