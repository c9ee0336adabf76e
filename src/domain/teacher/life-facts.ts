import type { BusinessDate } from '../dates';
import type { EventId, OrgId, Recorded } from '../facts';
import type { SchoolStage } from './facts';

/** `on`, and `effectiveOn` with it: the first day of the new state. */
export type Retired = Recorded<'Retired', { readonly on: BusinessDate }>;
export type Deceased = Recorded<'Deceased', { readonly on: BusinessDate }>;
/** MOVED_AWAY: 调离, to where no unit of the tree is; RESIGNED 辞职; DISMISSED 辞退、开除. */
export type DepartureKind = 'MOVED_AWAY' | 'RESIGNED' | 'DISMISSED';
export type Departed = Recorded<'Departed', { readonly on: BusinessDate; readonly kind: DepartureKind }>; // private[teacher]: { to }: where to, as far as known
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

export type LifeEvent = Retired | Deceased | Departed | Reemployed | SubjectChanged | StageChanged | IdentityCorrected;
