import type { BusinessDate } from '../dates';
import type { EventId, OrgId, Recorded, RoundId } from '../facts';
import type { SchoolStage } from './facts';

/**
 * What a county notice asks of a career beside her post, her training and her titles. A spell, a credential, a sanction and
 * a leave are named by the event that first recorded them, so that a correction does not change what a later fact ends.
 */
export type ServiceKind = 'PUBLIC_SCHOOL' | 'PRIVATE_SCHOOL' | 'MILITARY' | 'OTHER';
/** EDUCATION is 学历, DEGREE 学位, PROFESSIONAL_TITLE 职称, LANGUAGE 普通话水平. */
export type CredentialKind = 'TEACHER_LICENCE' | 'EDUCATION' | 'DEGREE' | 'PROFESSIONAL_TITLE' | 'LANGUAGE';
/** 年度考核 of her employer, which is no assessment of a programme; NO_GRADE is 不定等次. */
export type AppraisalGrade = 'EXCELLENT' | 'QUALIFIED' | 'BASICALLY_QUALIFIED' | 'UNQUALIFIED' | 'NO_GRADE';
export type LeaderPost = 'PRINCIPAL' | 'PARTY_SECRETARY' | 'DEPUTY_PRINCIPAL' | 'DEPUTY_SECRETARY' | 'MIDDLE_MANAGER';
/** DISCIPLINARY 处分, OTHER_MEASURE 其他处理: two kinds with grounds and releases of their own (domain.md reading 8). */
export type SanctionKind = 'DISCIPLINARY' | 'OTHER_MEASURE';
/** EVALUATION 评价, NOMINATION 申报, HONOURS 评优. ALL stands for every one of them. */
export type SanctionScope = 'EVALUATION' | 'NOMINATION' | 'HONOURS' | 'ALL';
export type SanctionReview = 'RELEASED' | 'EXTENDED' | 'MAINTAINED' | 'QUASHED';
export type EvidenceKind = 'PAPER' | 'PROJECT' | 'AWARD' | 'LESSON' | 'OTHER_WORK';
export type LeaveKind = 'MATERNITY' | 'SICK' | 'STUDY' | 'SECONDMENT' | 'AID_POSTING';

export type ServiceRecorded = Recorded<'ServiceRecorded', { readonly kind: ServiceKind; readonly from: BusinessDate; readonly to: BusinessDate | null }>; // private[teacher]: { employer }
/** `level` is one of the kind's own (career-levels.ts); `subject` of a licence or a professional title. */
export type CredentialRecorded = Recorded<'CredentialRecorded', { readonly kind: CredentialKind; readonly level: string; readonly subject: string | null; readonly obtainedOn: BusinessDate; readonly validTo: BusinessDate | null }>; // private[teacher]: { number, issuer }
/** One per calendar year; holds from the day it was concluded. */
export type AppraisalRecorded = Recorded<'AppraisalRecorded', { readonly year: number; readonly grade: AppraisalGrade }>;
/** `year` 2018 is the school year from 1 September 2018. Holds from its first day. One per (year, subject, stage). */
export type TeachingRecorded = Recorded<'TeachingRecorded', { readonly year: number; readonly subject: string; readonly stage: SchoolStage; readonly periodsPerWeek: number }>;
export type ClassTeacherSpellRecorded = Recorded<'ClassTeacherSpellRecorded', { readonly from: BusinessDate; readonly to: BusinessDate | null }>;
/** `teaching`: the post is held beside lessons of her own. */
export type LeaderPostRecorded = Recorded<'LeaderPostRecorded', { readonly post: LeaderPost; readonly unit: OrgId; readonly from: BusinessDate; readonly to: BusinessDate | null; readonly teaching: boolean }>;
/** A spell that was still running when it was recorded: `to` is its last day. */
export type SpellEnded = Recorded<'SpellEnded', { readonly spell: EventId; readonly to: BusinessDate }>;

export type SanctionRecorded = Recorded<'SanctionRecorded', {
  readonly kind: SanctionKind;
  readonly scopes: readonly SanctionScope[];
  readonly from: BusinessDate;
  /** Last day of the period; null only where a decision alone releases it. */
  readonly to: BusinessDate | null;
  /** As the dated basis says. DECISION: after `to` it waits to be released (期满待解除) and still holds. */
  readonly releaseBy: 'AUTOMATIC' | 'DECISION';
  /** Months after the release during which it still bars, by the sanction's own basis. */
  readonly barMonths: number;
}>; // private[teacher]: { measure, basis, reason }
/** `effectiveOn`: the first day on which a released or quashed one no longer holds. `to` is the new last day of an extended one. */
export type SanctionReleased = Recorded<'SanctionReleased', { readonly sanction: EventId; readonly outcome: SanctionReview; readonly to: BusinessDate | null }>; // private[teacher]: { reason }

/** The kind tells of her health or family and is hers, as the reason is. */
export type LeaveStarted = Recorded<'LeaveStarted', { readonly from: BusinessDate; readonly expectedTo: BusinessDate | null }>; // private[teacher]: { kind, reason }
/** `effectiveOn`: the first day back. */
export type LeaveEnded = Recorded<'LeaveEnded', { readonly leave: EventId; readonly backOn: BusinessDate }>;

/** 例外审批: one rule of a tier need not hold for her in one round. `rule` is the entry's code. */
export type WaiverGranted = Recorded<'WaiverGranted', { readonly round: RoundId; readonly rule: string }>; // private[teacher]: { reason }

/** A paper, project, award or lesson that she presents in a round, as its own stream ordered it (E43). */
export type EvidenceEntered = Recorded<'EvidenceEntered', {
  /** The `EvidenceUsed` it follows from. */
  readonly reservation: EventId;
  readonly fingerprint: string;
  readonly kind: EvidenceKind;
  readonly round: RoundId;
  readonly earlierInRound: number;
  readonly earlier: number;
}>; // private[teacher]: { source }

export type CareerFact =
  | ServiceRecorded | CredentialRecorded | AppraisalRecorded | TeachingRecorded | ClassTeacherSpellRecorded | LeaderPostRecorded | SpellEnded
  | SanctionRecorded | SanctionReleased
  | LeaveStarted | LeaveEnded
  | WaiverGranted
  | EvidenceEntered;
