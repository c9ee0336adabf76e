import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own messages on the server's log; what it says of ordinary starting is for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown): void {
    this.pino.debug({ nest: String(message) });
  }

  warn(message: unknown): void {
    this.pino.warn({ nest: String(message) });
  }

  /** Messages of faults may quote values; the filter logs each with its frames. */
  error(): void {
    this.pino.debug({ nest: 'error' });
  }
}
