import { CommanderError } from 'commander';
import { ConfigError } from '../config';
import { NoticeError, type Notice } from '../event-store/notice';
import { usageNotice, wasHelp } from './usage';

/** EX_CONFIG of sysexits.h: what has to change is a setting. */
const EX_CONFIG = 78;

/** A failure as an operator reads it: what is wrong and what to do, in both languages, and no stack trace. */
export function told(error: unknown): { readonly notice: Notice; readonly exitCode: number } {
  if (error instanceof CommanderError) return { notice: usageNotice(error), exitCode: error.exitCode };
  if (error instanceof ConfigError) return { notice: { zh: error.zh, en: error.en }, exitCode: EX_CONFIG };
  if (error instanceof NoticeError && error.notice !== undefined) return { notice: error.notice, exitCode: 1 };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    notice: {
      zh: `出现意外错误(${message})。请检查数据文件夹和磁盘；若仍出现，请把这一行交给维护人员。`,
      en: `Something unexpected went wrong (${message}). Check the data folder and the disk; if it stays, give this line to whoever maintains the server.`,
    },
    exitCode: 1,
  };
}

export function tellFailure(error: unknown): void {
  const { notice, exitCode } = told(error);
  if (!(error instanceof CommanderError && wasHelp(error))) process.stderr.write(`\n✗ ${notice.zh}\n✗ ${notice.en}\n`);
  process.exitCode = exitCode;
}
