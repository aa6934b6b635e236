import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log';
import { LogThrottle } from '../logging/log-throttle';
import { frameworkProblem } from './framework-problems';
import { type Problem, PROBLEM_MEDIA_TYPE, problemDocument } from './problem';

/**
 * Responds to every error with problem details. Errors of the service are also logged, throttled while they repeat: a
 * defect with its stack, "not now" (503) with its reason.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly throttle: LogThrottle;

  constructor(
    log: Log,
    /** Maps the errors of the application; undefined for unknown ones. */
    private readonly knownProblem: (error: unknown) => Problem | undefined,
    /** Monotonic milliseconds. */
    now?: () => number,
  ) {
    this.throttle = new LogThrottle(log, now === undefined ? {} : { now });
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const reply = context.getResponse<FastifyReply>();
    // The connection closed before the request was complete: there is no client to respond to, and no fault.
    if (error === request.raw.errored) return;
    const problem = this.knownProblem(error) ?? frameworkProblem(error);
    const { facts } = problem;
    const route = request.routeOptions?.url;
    if (facts.status === 503) this.logRefusal(error, facts.code, facts.title);
    else if (facts.status >= 500) this.logDefect(error, facts.code, facts.title, route);
    if (reply.sent) return;
    void reply
      .status(facts.status)
      .headers(facts.headers ?? {})
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemDocument(facts, request.url.split('?')[0] ?? '/')));
  }

  private logRefusal(error: unknown, problem: string, title: string): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.throttle.warn(`${problem} ${reason}`, { problem, reason }, title);
  }

  private logDefect(error: unknown, problem: string, title: string, route: string | undefined): void {
    const { message, name } = error instanceof Error ? error : { message: '', name: typeof error };
    this.throttle.error(`${route ?? ''} ${name} ${message}`, { error, problem, route }, title);
  }
}
