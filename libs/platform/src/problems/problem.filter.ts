import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log';
import { LogThrottle } from '../logging/log-throttle';
import { frameworkProblem } from './framework-problems';
import { type Problem, PROBLEM_MEDIA_TYPE, problemDocument } from './problem';

/**
 * Answers every error of the HTTP side with problem details. What is our own fault goes to the log as well, at intervals
 * while it repeats: a defect with its stack, "not now" (503) with its reason.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly throttle: LogThrottle;

  constructor(
    log: Log,
    /** Knows the errors of the application; undefined for those it does not know. */
    private readonly knownProblem: (error: unknown) => Problem | undefined,
    /** Milliseconds that only grow. */
    now?: () => number,
  ) {
    this.throttle = new LogThrottle(log, now === undefined ? {} : { now });
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const reply = context.getResponse<FastifyReply>();
    // The connection closed before the request was complete: nobody is left to answer, and nothing is wrong here.
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
