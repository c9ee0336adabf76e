export interface Growth {
  readonly first: number;
  readonly last: number;
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** CPU of the process during the last thousand beside the first. */
  readonly cpu: number;
  readonly disk: number | null;
}

export interface KindOfCommand {
  readonly kind: string;
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly growth?: Growth;
}

export class Meter {
  readonly commands: number;
  time<T>(kind: string, work: () => Promise<T>): Promise<T>;
  kinds(disk?: (from: number, to: number) => readonly number[]): readonly KindOfCommand[];
}
