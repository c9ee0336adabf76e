import { HttpException } from '@nestjs/common';
import { ContendedError, IdempotencyKeyReusedError, NotFoundError, OutcomeUnknownError, ProgrammeFaultsError, StaleRevisionError } from '../commands/errors';
import { InputError } from '../commands/input';
import type { Outcome } from '../commands/outcome';
import { DamagedFileError, FileRefusedError } from '../documents/document-files';
import type { JsonObject, Refusal } from '../domain/facts';
import { ConflictError, InvalidEventError, StoreRefusedError, StoreUnavailableError, UnknownOutcomeError } from '../event-store/event-store';
import { NoticeError, type Notice } from '../event-store/notice';
import { ErasedError, MasterKeyError } from '../keys/key-store';
import { ViewNotReadyError } from '../projector/refusals';
import { TableError } from '../tables/table';
import { CollectionError, CursorError, InvalidQueryError } from '../read-models/document-store';
import { EdgeError } from './edge-error';
import { refusalNotice, said, type Language } from './sentences';

/** RFC 9457, with both languages beside the one asked for. */
export interface Problem extends JsonObject {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly sentences: { readonly zh: string; readonly en: string };
  readonly instance: string;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Problem;
  /** True where nobody foresaw it: it goes to the log, under the incident's number. */
  readonly unforeseen: boolean;
}

const titles: { readonly [status: number]: Notice } = {
  400: { zh: '请求有误', en: 'Bad request' },
  401: { zh: '未通过身份验证', en: 'Not authenticated' },
  403: { zh: '没有权限', en: 'Not permitted' },
  404: { zh: '没有找到', en: 'Not found' },
  405: { zh: '方法不适用', en: 'Method not allowed' },
  408: { zh: '请求超时', en: 'Request timed out' },
  409: { zh: '与现状冲突', en: 'Conflict' },
  410: { zh: '已删除', en: 'Gone' },
  412: { zh: '版本已变动', en: 'Precondition failed' },
  413: { zh: '内容过大', en: 'Content too large' },
  415: { zh: '内容类型不支持', en: 'Unsupported media type' },
  422: { zh: '不符合规则', en: 'Refused by the rules' },
  428: { zh: '须写明版本', en: 'Precondition required' },
  431: { zh: '请求头过大', en: 'Request headers too large' },
  500: { zh: '服务器内部出错', en: 'Internal error' },
  503: { zh: '暂时不可用', en: 'Temporarily unavailable' },
};

/** Seconds after which it is worth trying again. */
const RETRY_AFTER = '2';

interface Told {
  readonly status: number;
  readonly rule: string;
  readonly sentences: Notice;
  readonly headers?: { readonly [name: string]: string };
  readonly members?: JsonObject;
  readonly unforeseen?: true;
}

/** Any error as problem details. `incident` is the number that stands in the log. */
export function problemOf(error: unknown, request: { readonly language: Language; readonly instance: string; readonly incident: string; readonly writes: boolean }): ProblemAnswer {
  const told = toldOf(error, request);
  return answerOf(told, request);
}

/** A refusal by the rules: 403 where authority lacks, 409 where the state of things is in the way, else 422. */
export function refusalAnswer(outcome: Extract<Outcome, { readonly kind: 'refused' }>, request: { readonly language: Language; readonly instance: string; readonly target: object }): ProblemAnswer {
  const { refusal, reference, position, repeated } = outcome;
  const status = statusOfRefusal(refusal, request.target);
  const clause = refusal.clause ?? reference?.clause;
  return answerOf(
    {
      status,
      rule: refusal.rule,
      sentences: refusalNotice({ ...refusal, ...(clause === undefined ? {} : { clause }) }),
      headers: { ...(position === null ? {} : { 'Echelon-Position': position }), ...(repeated ? { 'Echelon-Repeated': 'true' } : {}) },
      members: {
        clause: clause ?? null,
        ...(reference === null ? {} : { programme: reference.programme, programmeVersion: reference.version }),
        working: { inputs: refusal.inputs, ...(refusal.personal === undefined ? {} : { personal: refusal.personal }) },
        position,
      },
    },
    request,
  );
}

function answerOf({ status, rule, sentences, headers = {}, members = {}, unforeseen }: Told, { language, instance }: { readonly language: Language; readonly instance: string }): ProblemAnswer {
  const title = titles[status] ?? titles[400] ?? sentences;
  return {
    status,
    headers: { ...(status === 503 ? { 'Retry-After': RETRY_AFTER } : {}), ...headers, 'Content-Language': language },
    body: { type: `urn:echelon:problem:${rule}`, title: title[language], status, detail: sentences[language], sentences: { zh: sentences.zh, en: sentences.en }, rule, ...members, instance },
    unforeseen: unforeseen ?? false,
  };
}

function toldOf(error: unknown, { incident, writes, language }: { readonly incident: string; readonly writes: boolean; readonly language: Language }): Told {
  if (error instanceof EdgeError) return { status: error.status, rule: error.rule, sentences: error.sentences, ...error.more };
  if (error instanceof InputError) {
    const errors = error.fields.map(({ path, notice }) => ({ path, detail: notice[language], sentences: { zh: notice.zh, en: notice.en } }));
    const [only, another] = error.fields;
    // One wrong field is told at once, with its path, and not only in the list.
    const sentences = only !== undefined && another === undefined ? { zh: `${only.path}：${only.notice.zh}`, en: `${only.path}: ${only.notice.en}` } : said('fieldsWrong', { count: errors.length });
    return { status: 422, rule: 'fieldsWrong', sentences, members: { errors } };
  }
  if (error instanceof ProgrammeFaultsError) {
    const errors = error.problems.map(({ code, path, line, column, zh, en }) => ({ code, path, line, column, detail: language === 'zh' ? zh : en, sentences: { zh, en } }));
    return { status: 422, rule: 'programmeFaults', sentences: noticeOf(error, writes), members: { errors } };
  }
  for (const [type, status, rule] of foreseen) if (error instanceof type) return { status, rule, sentences: noticeOf(error, writes) };
  if (error instanceof ErasedError) return { status: 410, rule: 'erased', sentences: said('erasedFile') };
  if (error instanceof FileRefusedError) return { status: { empty: 422, tooLarge: 413, unknownType: 415, notAsDeclared: 415 }[error.reason], rule: `file.${error.reason}`, sentences: noticeOf(error, writes) };
  if (error instanceof HttpException) return httpTold(error.getStatus());
  if (isOfFastify(error)) return httpTold(error.statusCode);
  return { status: 500, rule: 'internal', sentences: said('internal', { incident }), members: { incident }, unforeseen: true };
}

const foreseen: readonly (readonly [abstract new (...given: never[]) => Error, number, string])[] = [
  [IdempotencyKeyReusedError, 422, 'idempotencyKeyReused'],
  [StaleRevisionError, 412, 'staleRevision'],
  [ContendedError, 503, 'contended'],
  [OutcomeUnknownError, 503, 'outcomeUnknown'],
  [UnknownOutcomeError, 503, 'outcomeUnknown'],
  [ConflictError, 503, 'contended'],
  [NotFoundError, 404, 'notFound'],
  [CursorError, 400, 'cursor'],
  [InvalidQueryError, 400, 'query'],
  [InvalidEventError, 422, 'invalidEvent'],
  [ViewNotReadyError, 503, 'viewNotReady'],
  [StoreUnavailableError, 503, 'storeUnavailable'],
  [StoreRefusedError, 503, 'storeRefused'],
  [CollectionError, 503, 'viewsOutdated'],
  [MasterKeyError, 503, 'masterKey'],
  [TableError, 422, 'fileUnreadable'],
  [DamagedFileError, 503, 'damagedFile'],
];

function noticeOf(error: unknown, writes: boolean): Notice {
  return (error instanceof NoticeError ? error.notice : undefined) ?? said(writes ? 'storeUnavailable' : 'readUnavailable');
}

function isOfFastify(error: unknown): error is Error & { readonly statusCode: number } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_') && 'statusCode' in error && typeof error.statusCode === 'number';
}

/** What Fastify or Nest refuse before a handler is reached. Their own messages are English only and are not shown. */
function httpTold(status: number): Told {
  switch (status) {
    case 413:
      return { status, rule: 'tooLarge', sentences: said('tooLarge', { limit: '1 MB; /teachers/batches 16 MB; /documents, /imports 20 MB' }) };
    case 415:
      return { status, rule: 'mediaType', sentences: said('mediaType', { accepted: 'application/json' }) };
    case 503:
      return { status, rule: 'unavailable', sentences: said('shuttingDown') };
    default:
      return { status: status >= 500 ? 500 : status in titles ? status : 400, rule: 'badRequest', sentences: said('badRequest') };
  }
}

const LACKS_AUTHORITY: ReadonlySet<string> = new Set(['postMayNot', 'otherLevelLeads', 'leadUnknown', 'outsideJurisdiction', 'programmeNotOfUnit', 'appointmentNotValid', 'notYourAppointment', 'firstAppointmentReserved', 'pickAppointment', 'notOnThePanel', 'separationOfDuties', 'ownDossier', 'consentNotHers', 'matterNotDelegated', 'delegationOfDelegation', 'delegatesToHerself', 'ownException', 'unitOfPostEnded', 'neverOnPaper', 'clerkMayNot', 'paperNotTaken', 'paperWithoutPost']);
/** The state of things is in the way; another day, or another record, and the same request would do. */
const IN_THE_WAY: ReadonlySet<string> = new Set([
  'roundExists', 'wrongGate', 'nominationsNotRunning', 'nominationsStillRunning', 'reservationsPending', 'listsUnderWay', 'alreadyRecommended', 'noSeatLeft', 'givenUpSeatTaken', 'nobodyReady', 'selectionNeeded', 'noAwardSeatLeft',
  'panelExists', 'panelNumberNotNext', 'candidateOfAnotherPanel', 'panelClosed', 'panelAfterOpening', 'panelNotClosed', 'tooFewSheets', 'candidatesWithoutPanel', 'scoresNotOpened', 'tieAtTheCut', 'publicityRunning',
  'publicityOpen', 'publicityClosed', 'nothingPosted', 'nobodyToPost', 'notShownAtLevel', 'clockSuspended', 'clockRunning', 'windowOver', 'windowProvisional', 'windowCertain', 'holidaysUnknown', 'listUnchanged', 'listOutdated',
  'teacherExists', 'identityTaken', 'identityErased', 'nothingChanges', 'trainingCounted', 'alreadyConsented', 'alreadyNominated', 'nominationNotOpen', 'nominationNotRecommended', 'reviewOpen',
  'credentialRecorded', 'alreadyAppraised', 'teachingRecorded', 'spellOverlaps', 'spellEnded', 'sanctionRecorded', 'sanctionOver', 'leaveOverlaps', 'leaveEnded', 'alreadyWaived', 'evidenceEntered',
  'stepDone', 'phaseOutOfOrder', 'courseBeforeQualification', 'alreadyEnrolled', 'notEnrolled', 'taskSetExceeded', 'deliverableJudged', 'hoursVoided', 'basesFull', 'baseExists', 'baseIdUsed', 'baseWithdrawn', 'activityRecorded',
  'studioExists', 'studiosFull', 'hostsAnother', 'studioFull', 'studioNotRunning', 'studioMustClose', 'studioMustRest', 'studioHostLost', 'hostsAlready', 'noHost', 'memberAlready', 'noMember', 'studioRuns', 'studioAssessed', 'pairExists', 'pairedAlready', 'mentorFull', 'pairEnded',
  'teamExists', 'teamFixed', 'alreadyMember', 'leaderLeaves', 'leadsAlready', 'reviewOver', 'teamReviewOpen', 'teamReviewDue', 'memberNominated',
  'titleNotHeld', 'titleSuspended', 'titleEndsFrom', 'alreadyAssessed', 'alreadyVoided', 'sameValue', 'orgExists', 'orgCodeTaken', 'sameName', 'orgEnded', 'orgUsedLater', 'orgChangeBuiltOn', 'orgHasUnits', 'orgInOffice', 'sameParent', 'sameCode', 'sameTraits', 'unitEndedOnSnapshot', 'appointmentExists', 'appointmentEnded', 'sameVersion', 'versionNotNext', 'alreadyAdopted', 'batchOpened', 'batchNotOpened', 'batchNotSettled', 'openValues', 'wayOpen',
]);

/** @param target what the path names: an unknown one of these is 404, an unknown one in the body 422. */
export function statusOfRefusal({ rule }: Pick<Refusal, 'rule'>, target: object): 403 | 404 | 409 | 422 {
  if (rule.startsWith('unknown') && Object.hasOwn(target, rule.slice('unknown'.length).toLowerCase())) return 404;
  return LACKS_AUTHORITY.has(rule) ? 403 : IN_THE_WAY.has(rule) ? 409 : 422;
}
