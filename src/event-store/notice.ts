/** What is wrong and what to do about it, as a person reads it. */
export interface Notice {
  readonly zh: string;
  readonly en: string;
}

/** An error that a person sees: the message holds both languages, `notice` each by itself. */
export class NoticeError extends Error {
  readonly notice: Notice | undefined;

  constructor(what?: string | Notice, options?: ErrorOptions) {
    super(typeof what === 'object' ? `${what.en} ${what.zh}` : what, options);
    this.name = new.target.name;
    this.notice = typeof what === 'object' ? what : undefined;
  }
}
