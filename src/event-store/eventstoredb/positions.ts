import { StoreRefusedError, type Position } from '../event-store';

/** A place in EventStoreDB's transaction log. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** 2^64−1 has 20 digits. */
const DIGITS = 20;
const SHAPE = /^(\d{20})-(\d{20})$/;

/** Commit and prepare, padded so that text order is log order. Both are kept: a commit alone misses events (pitfalls.md, 4b 3). */
export function positionText(position: LogPosition): Position {
  const commit = position.commit.toString().padStart(DIGITS, '0');
  // Equal on every event seen so far (eventstoredb.md, 6); the second conversion is saved, not assumed.
  return position.prepare === position.commit ? `${commit}-${commit}` : `${commit}-${position.prepare.toString().padStart(DIGITS, '0')}`;
}

/** Errors: StoreRefusedError for a position that another kind of store made. */
export function logPosition(position: Position): LogPosition {
  const [, commit, prepare] = SHAPE.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new StoreRefusedError({
      zh: `“${position}”不是 EventStoreDB 的位置；请从头开始读取，或检查是否换过事件库。`,
      en: `"${position}" is not a position of EventStoreDB; start from the beginning, or see whether the store was exchanged.`,
    });
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

export function isAfter(left: LogPosition, right: LogPosition): boolean {
  return left.commit === right.commit ? left.prepare > right.prepare : left.commit > right.commit;
}
