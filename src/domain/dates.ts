/** A day in Asia/Shanghai, `YYYY-MM-DD` (GB/T 7408). Sorts as text. */
export type BusinessDate = string;
/** A moment, UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. Sorts as text. */
export type Instant = string;
