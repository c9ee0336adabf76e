import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { DeliveryError, type NoticeChannel, type OutgoingNotice } from './notice-channel';

/** A line of JSON for each, for whatever sends messages at the place: it follows the file. */
export class FileChannel implements NoticeChannel {
  constructor(private readonly file: string) {}

  async deliver(notice: OutgoingNotice): Promise<void> {
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      const file = await open(this.file, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(notice)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch {
      throw new DeliveryError('UNREACHABLE');
    }
  }
}
