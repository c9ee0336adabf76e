import { NoticeError, type Notice } from '../event-store/notice';
import type { FieldError } from '../commands/input';

/** What is wrong with a request before any use case sees it: its form, its sender, its address. */
export class EdgeError extends NoticeError {
  constructor(
    readonly status: number,
    /** Last part of the problem's type, in kebab case: `malformed-json`. */
    readonly kind: string,
    readonly said: Notice,
    readonly more: { readonly fields?: readonly FieldError[]; readonly headers?: { readonly [name: string]: string } } = {},
    options?: ErrorOptions,
  ) {
    super(said, options);
  }
}
