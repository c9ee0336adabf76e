import { NoticeError } from '../event-store/notice';
import { StoreRefusedError } from '../event-store/event-store';
import type { Position } from '../event-store/event-store';
import { CollectionError, ForeignCheckpointError } from '../read-models/document-store';

/** The views know events that the log does not hold: it was reset, or restored from an older backup (pitfalls.md, 4b, trap 5). */
export class CheckpointAboveLogError extends NoticeError {
  constructor(readonly checkpoint: string, readonly position: Position, readonly head: Position | null) {
    super({
      en: `Checkpoint ${checkpoint} stands at ${position}, beyond the end of the log (${head ?? 'empty'}). The log was reset or restored from an older backup. Restore the views of the same time, or rebuild them: echelon projections rebuild.`,
      zh: `检查点 ${checkpoint} 位于 ${position}，超出事件日志末尾（${head ?? '空'}）。日志可能被重置或从较早的备份恢复。请恢复同一时间的视图，或重建视图：echelon projections rebuild。`,
    });
  }
}

/** The live views were made by another version of the projections than this program has. */
export class ViewsOutdatedError extends NoticeError {
  constructor(readonly live: readonly string[], readonly wanted: readonly string[]) {
    super({
      en: `The live views (${live.join(', ')}) are not those of this program (${wanted.join(', ')}). Rebuild them: echelon projections rebuild. Until the switch the old ones stay as they are.`,
      zh: `现用视图（${live.join('、')}）与本程序的视图（${wanted.join('、')}）不一致。请重建：echelon projections rebuild。切换之前旧视图保持不变。`,
    });
  }
}

/** A question to a view that this program has but that is not yet built. */
export class ViewNotReadyError extends NoticeError {
  constructor(readonly view: string) {
    super({
      en: `View ${view} is being built. Try again in a moment; echelon projections shows how far it is.`,
      zh: `视图 ${view} 正在构建，请稍后再试；可用 echelon projections 查看进度。`,
    });
  }
}

/** A rebuild, switch or skip that does not fit how things stand. */
export class ProjectorStateError extends NoticeError {}

/** Waiting does not help: a person has to change something. Everything else heals by itself. */
export function isRefusal(error: unknown): error is NoticeError {
  return (
    error instanceof CheckpointAboveLogError ||
    error instanceof ForeignCheckpointError ||
    error instanceof ViewsOutdatedError ||
    error instanceof StoreRefusedError ||
    error instanceof CollectionError
  );
}
