import { DamagedFileError, type DocumentFiles } from '../documents/document-files';
import type { EventStore } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import { ErasedError } from '../keys/key-store';
import { filesOf } from './cited-files';
import type { Finding } from './verify';

export interface FileVerification {
  /** Files that events name and that are as they were filed: content and salt give the hash. */
  readonly intact: number;
  /** Files of persons who were erased. */
  readonly erased: number;
  /** At most `MOST_FINDINGS`; `more` says how many others there are. Each file once, at the first event that names it. */
  readonly findings: readonly Finding[];
  readonly more: number;
}

const MOST_FINDINGS = 100;

/** Opens every file that the log names. Errors: StoreUnavailableError. */
export async function verifyFiles(sources: { readonly events: Pick<EventStore, 'readAll'>; readonly files: Pick<DocumentFiles, 'get'> }, onProgress: (events: number) => void = () => undefined): Promise<FileVerification> {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  let [events, intact, erased, more] = [0, 0, 0, 0];
  for await (const page of sources.events.readAll(null, 500)) {
    for (const { position, envelope } of page) {
      for (const file of filesOf(envelope)) {
        if (seen.has(file)) continue;
        seen.add(file);
        const found = await look(sources.files, file);
        if (found === 'intact') intact += 1;
        else if (found === 'erased') erased += 1;
        else if (findings.length < MOST_FINDINGS) findings.push({ position, event: envelope.id, notice: found });
        else more += 1;
      }
    }
    events += page.length;
    onProgress(events);
  }
  return { intact, erased, findings, more };
}

async function look(files: Pick<DocumentFiles, 'get'>, hash: string): Promise<'intact' | 'erased' | Notice> {
  try {
    if ((await files.get(hash)) !== undefined) return 'intact';
  } catch (error) {
    if (error instanceof ErasedError) return 'erased';
    if (!(error instanceof DamagedFileError)) throw error;
    return { zh: `事件引用的文件 ${hash} 与归档时不一致，或其密钥已丢失。请从最近一份校验通过的备份中恢复文件和密钥。`, en: `The file ${hash} that this event names is not what was filed, or its key is lost. Put documents and keys back from the latest backup that verifies.` };
  }
  return { zh: `事件引用的文件 ${hash} 不在文件库中。请从最近一份校验通过的备份中恢复文件。`, en: `The file ${hash} that this event names is not in the document store. Put it back from the latest backup that verifies.` };
}
