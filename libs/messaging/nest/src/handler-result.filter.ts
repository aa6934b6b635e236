import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/**
 * Lets every error through as it is. Without it Nest's default filter turns errors into "Internal server error", and
 * what the message needs (retry, dead letter, waiting for the database) can no longer be told.
 */
@Catch()
export class HandlerResultFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
