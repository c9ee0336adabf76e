import type { BusinessDate } from '../dates';
import type { EventId, OrgId, PersonId, Recorded } from '../facts';
import type { SchoolStage } from './facts';

/** `on`, and `effectiveOn` with it: the first day of the new state. */
export type Retired = Recorded<'Retired', { readonly on: BusinessDate }>;
export type Deceased = Recorded<'Deceased', { readonly on: BusinessDate }>;
/** MOVED_AWAY: 调离, to where no unit of the tree is; RESIGNED 辞职; DISMISSED 辞退、开除. */
export type DepartureKind = 'MOVED_AWAY' | 'RESIGNED' | 'DISMISSED';
/** A dismissal is a case, and whose service ended is not: how it ended stands in her own part. */
export type Departed = Recorded<'Departed', { readonly on: BusinessDate }>; // private[teacher]: { kind, to }: where to, as far as known
/** 返聘 after a retirement, or back from elsewhere: in service again, at a unit and in a post. */
export type Reemployed = Recorded<'Reemployed', { readonly on: BusinessDate; readonly unit: OrgId; readonly stage: SchoolStage; readonly subject: string; readonly onEstablishment: boolean; readonly inPost: boolean }>;
/** At the same unit. Her titles keep the subject and the stage that they were conferred for (E9). */
export type SubjectChanged = Recorded<'SubjectChanged', { readonly on: BusinessDate; readonly from: string; readonly subject: string }>;
export type StageChanged = Recorded<'StageChanged', { readonly on: BusinessDate; readonly from: SchoolStage; readonly stage: SchoolStage }>;

/** 证件更正: her number in the register was wrong. Stands beside the `TeacherRegistered` that restates her own part (E5). */
export type IdentityCorrected = Recorded<'IdentityCorrected', {
  /** The `IdentityClaimed` of the right number. */
  readonly claim: EventId;
  /** The restated `TeacherRegistered`. */
  readonly registration: EventId;
}>; // private[teacher]: { reason }

/** 档案合并: two dossiers are one person's. On both streams, first on that of `from`, which takes no command any more; its facts stay where they are (E6). */
export type IdentitiesMerged = Recorded<'IdentitiesMerged', { readonly into: PersonId; readonly from: PersonId }>; // private[whose stream it is]: { reason }
/** They are two after all: both streams say so, first that of `into`. `merge`: the `IdentitiesMerged` on the stream of `from`. */
export type MergeUndone = Recorded<'MergeUndone', { readonly into: PersonId; readonly from: PersonId; readonly merge: EventId }>; // private[whose stream it is]: { reason }

export type LifeEvent = IdentitiesMerged | MergeUndone | Retired | Deceased | Departed | Reemployed | SubjectChanged | StageChanged | IdentityCorrected;
