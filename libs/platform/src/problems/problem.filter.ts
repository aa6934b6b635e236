import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log';
import { frameworkProblem } from './framework-problems';
import { type Problem, PROBLEM_MEDIA_TYPE, problemDocument } from './problem';
import { Repetition } from './repetition';

/** Often enough to see an outage go on, and few lines however many requests it turns away. */
const REFUSALS_TOLD_EVERY_MILLISECONDS = 5_000;

/**
 * Answers every error of the HTTP side with problem details; what is our own fault goes to the log as well: a defect
 * each time and with its stack, "not now" (503) with its reason and only now and then, because it comes in thousands.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly refusals: Repetition;

  constructor(
    private readonly log: Log,
    /** Knows the errors of the application; undefined for those it does not know. */
    private readonly knownProblem: (error: unknown) => Problem | undefined,
    /** Milliseconds that only grow. */
    now: () => number = () => performance.now(),
  ) {
    this.refusals = new Repetition(REFUSALS_TOLD_EVERY_MILLISECONDS, now);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const reply = context.getResponse<FastifyReply>();
    const problem = this.knownProblem(error) ?? frameworkProblem(error);
    const { facts } = problem;
    const route = request.routeOptions?.url;
    if (facts.status === 503) this.tellRefusal(error, facts.code, facts.title);
    else if (facts.status >= 500) this.log.error({ error, problem: facts.code, route }, facts.title);
    if (reply.sent) return;
    void reply
      .status(facts.status)
      .headers(facts.headers ?? {})
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemDocument(facts, request.url.split('?')[0] ?? '/')));
  }

  private tellRefusal(error: unknown, problem: string, title: string): void {
    const reason = error instanceof Error ? error.message : String(error);
    const requests = this.refusals.happened(`${problem} ${reason}`);
    if (requests !== undefined) this.log.warn({ problem, reason, requests }, title);
  }
}
