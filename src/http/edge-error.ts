import type { JsonObject } from '../domain/facts';
import { NoticeError, type Notice } from '../event-store/notice';

/** What the edge itself refuses: a status, a rule to tell it by, both sentences, and headers that go with it. */
export class EdgeError extends NoticeError {
  constructor(
    readonly status: number,
    readonly rule: string,
    readonly sentences: Notice,
    readonly more: { readonly headers?: { readonly [name: string]: string }; readonly members?: JsonObject } = {},
  ) {
    super(sentences);
  }
}
