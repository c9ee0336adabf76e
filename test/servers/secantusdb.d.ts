export interface SecantusDb {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  kill(): Promise<void>;
  stop(): Promise<void>;
}
export function install(): string;
export function startSecantusDb(options?: { program?: string; folder?: string; port?: number; log?: string }): Promise<SecantusDb>;
