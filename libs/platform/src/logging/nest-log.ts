import type { LoggerService } from '@nestjs/common';
import type { Log } from './log';

/** Writes Nest's own lines to the application's log. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Nest logs every route and module at "log": useful for debugging, noise otherwise.
    this.target.debug(fields(message, rest), text(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.target.fatal(fields(message, rest), text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(fields(message, rest), text(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn(fields(message, rest), text(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug(fields(message, rest), text(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.trace(fields(message, rest), text(message));
  }
}

/** Nest passes a stack before the context, or the context alone. */
function fields(message: unknown, rest: readonly unknown[]): Record<string, unknown> {
  const context = rest.at(-1);
  const stack = rest.length > 1 ? rest[0] : undefined;
  return {
    ...(typeof context === 'string' ? { context } : {}),
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(message instanceof Error ? { error: message } : {}),
  };
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'object' ? JSON.stringify(message) : String(message);
}
