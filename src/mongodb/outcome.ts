import { MongoBulkWriteError, MongoError, MongoErrorLabel, MongoNetworkError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb';
import { StoreRefusedError, StoreUnavailableError } from '../event-store/event-store';
import { NoticeError } from '../event-store/notice';

/**
 * What a failed write means (pitfalls.md, 4d):
 * `duplicate`: every write that failed met an `_id` that is there, which is the compare-and-set saying no;
 * `unknown`: two lost connections in a row, or a missing acknowledgement of the majority: written, or not, or soon;
 * `failed`: anything else.
 */
export type WriteFailure = 'duplicate' | 'unknown' | 'failed';

const DUPLICATE_KEY = 11_000;
/** NotWritablePrimary, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, PrimarySteppedDown, shutdowns, InterruptedDueToReplStateChange, LegacyNotPrimary. */
const NOT_PRIMARY = new Set([10_107, 13_435, 13_436, 189, 91, 11_600, 11_602, 10_058]);
/** Unauthorized, AuthenticationFailed, and the name that some hosted services use. */
const NOT_ALLOWED = new Set([13, 18, 8_000]);

export function classifyWrite(error: unknown): WriteFailure {
  if (!(error instanceof MongoError)) return 'failed';
  if (error instanceof MongoWriteConcernError) return 'unknown';
  if (error instanceof MongoBulkWriteError) {
    const writeErrors = [error.writeErrors].flat();
    if (writeErrors.length > 0) return writeErrors.every(({ code }) => code === DUPLICATE_KEY) ? 'duplicate' : 'failed';
    // A bulk wraps whatever ended it: a write-concern error and a lost connection both arrive as MongoBulkWriteError.
    if (error.result.getWriteConcernError() !== undefined) return 'unknown';
  }
  if (error.code === DUPLICATE_KEY) return 'duplicate';
  if (NOT_PRIMARY.has(Number(error.code))) return 'failed';
  const lost = error instanceof MongoNetworkError || error.hasErrorLabel(MongoErrorLabel.RetryableWriteError);
  return lost && !(error instanceof MongoServerSelectionError) ? 'unknown' : 'failed';
}

/** A driver's error as a sentence with what to do. `where` is the host list: the address may hold a password. */
export function mongoError(where: string, error: unknown): unknown {
  if (error instanceof NoticeError || !(error instanceof MongoError)) return error;
  if (NOT_ALLOWED.has(Number(error.code))) {
    return new StoreRefusedError(
      {
        en: `MongoDB at ${where} does not let this user in: ${error.message}. Check user, password and roles in ECHELON_READ_MODELS.`,
        zh: `MongoDB（${where}）拒绝该用户访问：${error.message}。请检查 ECHELON_READ_MODELS 中的用户名、密码和角色。`,
      },
      { cause: error },
    );
  }
  if (NOT_PRIMARY.has(Number(error.code))) {
    return new StoreUnavailableError(
      {
        en: `MongoDB at ${where} has no primary at the moment. It heals by itself once one is elected; if not, check the replica set.`,
        zh: `MongoDB（${where}）目前没有主节点。选出主节点后会自行恢复；若未恢复，请检查副本集。`,
      },
      { cause: error },
    );
  }
  return new StoreUnavailableError(
    {
      en: `MongoDB at ${where} cannot be reached or does not answer: ${error.message}. Check that it runs and that ECHELON_READ_MODELS names it; it is tried again.`,
      zh: `无法连接 MongoDB（${where}）或其没有应答：${error.message}。请确认它在运行，且 ECHELON_READ_MODELS 填写正确；系统会自动重试。`,
    },
    { cause: error },
  );
}
