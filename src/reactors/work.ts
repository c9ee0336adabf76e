import type { PersonId, StreamName } from '../domain/facts';
import type { BusinessDate, BusinessMinute } from '../domain/dates';
import type { StoredEnvelope } from '../event-store/event-store';
import type { EndingTerm } from './terms-to-end';

/** An event that asks for more to be done. Nothing here is personal: `data` and `meta` stand in clear. */
export type Asking = Pick<StoredEnvelope, 'id' | 'type' | 'stream' | 'data' | 'meta'>;

export type Work =
  /** A 推荐名额 is reserved, and the teacher's stream has to say what became of it. */
  | { readonly kind: 'recommendation'; readonly of: Asking; readonly round: StreamName }
  /** A mass act reserved 推荐名额: its batch, every line, its completion. */
  | { readonly kind: 'seats'; readonly of: Asking; readonly batch: string }
  /** Returns or 不予推荐 registered together: their batch. Each is a work of its own too. */
  | { readonly kind: 'registrations'; readonly of: Asking; readonly batch: string }
  /** A withdrawal or a 不予推荐 is registered: her stream, then what became of her seats. */
  | { readonly kind: 'departure'; readonly of: Asking; readonly nomination: string; readonly seats: Set<string>; told: boolean }
  /** A return for completion: told to her, then ended by her stream or by its due minute. */
  | { readonly kind: 'return'; readonly of: Asking; readonly nomination: string; readonly due: BusinessMinute; told: boolean; ended: boolean }
  /** An overdue return opened again by paper received in time: her stream, then its end. */
  | { readonly kind: 'reopening'; readonly of: Asking; readonly registration: string }
  /** A supplement makes nominations ineligible that the programme has reviewed; candidates `left` whose streams do not say so. */
  | { readonly kind: 'supplement'; readonly of: Asking; readonly left: Set<string> }
  /** A post came back that had been filled, and whoever filled it has to be asked about; titles `left` whose streams do not say so. */
  | { readonly kind: 'posts'; readonly of: Asking; readonly left: Set<string> }
  /** The round knows a panel that has to be formed. */
  | { readonly kind: 'panel'; readonly of: Asking; readonly panel: StreamName }
  /** Experts that a panel has to take. */
  | { readonly kind: 'extension'; readonly of: Asking; readonly panel: StreamName }
  /** An opened score that a panel has to change. */
  | { readonly kind: 'scoreChange'; readonly of: Asking; readonly panel: StreamName }
  /** An identity is claimed for a dossier or a person that has to be written. */
  | { readonly kind: 'claim'; readonly of: Asking; readonly person: PersonId }
  /** An expert is appointed who is to be listed in a pool. */
  | { readonly kind: 'listing'; readonly of: Asking }
  /** A work is presented, and her dossier has to say so. */
  | { readonly kind: 'evidence'; readonly of: Asking }
  /** Sealed scores are ordered open, panel by panel. */
  | { readonly kind: 'opening'; readonly of: Asking; readonly panels: readonly StreamName[] }
  /** Award seats are taken: batch, conferrals, conclusion. */
  | { readonly kind: 'conferral'; readonly of: Asking; readonly round: StreamName }
  /** Candidates of a pool are confirmed, or one left it: what their own streams say, then the pool. */
  | { readonly kind: 'confirmation' | 'leaving'; readonly of: Asking }
  /** A cohort is assessed by one act: its batch, every verdict. */
  | { readonly kind: 'cohort'; readonly of: Asking; readonly batch: string }
  /** The round registered an objection that has to be filed. */
  | { readonly kind: 'objection'; readonly of: Asking; readonly objection: string }
  /** An objection is decided, and the round has to learn of it. */
  | { readonly kind: 'objection-decision'; readonly of: Asking; readonly objection: string }
  /** Persons are off a list, or to be reviewed, and their streams have to say so; `left` of them. */
  | { readonly kind: 'strike'; readonly of: Asking; readonly left: Set<string> }
  /** A school's list of nominations that is opened. */
  | { readonly kind: 'nominations'; readonly of: Asking }
  /** An import that has begun. */
  | { readonly kind: 'import'; readonly of: Asking }
  /** Somebody retired, left or died, and her posts end with it. */
  | { readonly kind: 'roles'; readonly of: Asking; readonly person: PersonId }
  /** A right identity number is claimed, and her dossier has to say so before the wrong one is given back. */
  | { readonly kind: 'identity'; readonly of: Asking }
  /** One of two dossiers says that they are one, or that they are two again; the other has to say so. */
  | { readonly kind: 'merge'; readonly of: Asking }
  | { readonly kind: 'unmerge'; readonly of: Asking }
  /** She was erased, and with her the dossiers that were merged into hers. */
  | { readonly kind: 'erasure'; readonly of: Asking; readonly left: Set<PersonId> }
  /** Something happened to a team or to a member of it, and somebody may have to be asked. Ended by whoever looks. */
  | { readonly kind: 'team'; readonly of: Asking; readonly team: StreamName }
  | EndingTerm
  /** A publicity window that ends on a day; of a provisional one nobody knows the day yet. */
  | { readonly kind: 'window'; readonly of: Asking; readonly round: StreamName; readonly publicity: string; readonly lastDay: BusinessDate; readonly provisional: boolean };

/** One work, one key: what ends it finds it by this. */
export function keyOf(work: Work): string {
  switch (work.kind) {
    case 'recommendation':
    case 'departure':
    case 'return':
    case 'supplement':
    case 'posts':
    case 'opening':
    case 'strike':
    case 'evidence':
    case 'listing':
    case 'extension':
    case 'scoreChange':
    case 'confirmation':
    case 'leaving':
      return `${work.kind} ${work.of.id}`;
    case 'objection':
    case 'objection-decision':
      return `${work.kind} ${work.objection}`;
    case 'seats':
    case 'cohort':
    case 'registrations':
      return `${work.kind} ${work.batch}`;
    case 'reopening':
      return `reopening ${work.registration}`;
    case 'panel':
      return `panel ${work.panel}`;
    case 'claim':
      return `claim ${work.person}`;
    case 'roles':
      return `roles ${work.person}`;
    case 'identity':
    case 'merge':
    case 'unmerge':
    case 'erasure':
      return `${work.kind} ${work.of.id}`;
    case 'conferral':
      return `conferral ${work.round}`;
    case 'import':
    case 'nominations':
      return `${work.kind} ${work.of.stream}`;
    case 'team':
      return `team ${work.team} ${work.of.id}`;
    case 'expiry':
      return `expiry ${work.title} ${work.number} ${work.lastDay}`;
    case 'window':
      return `window ${work.round} ${work.publicity} ${work.lastDay}`;
  }
}
