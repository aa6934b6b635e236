import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/log';
import { frameworkProblem } from './framework-problems';
import { type Problem, PROBLEM_MEDIA_TYPE, problemDocument } from './problem';

/** Answers every error of the HTTP side with problem details; what is our own fault goes to the log as well. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    /** Knows the errors of the application; undefined for those it does not know. */
    private readonly knownProblem: (error: unknown) => Problem | undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const reply = context.getResponse<FastifyReply>();
    const problem = this.knownProblem(error) ?? frameworkProblem(error);
    const { facts } = problem;
    if (facts.status >= 500) {
      this.log.error({ error, problem: facts.code, route: request.routeOptions?.url }, facts.title);
    }
    if (reply.sent) return;
    void reply
      .status(facts.status)
      .headers(facts.headers ?? {})
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemDocument(facts, request.url.split('?')[0] ?? '/')));
  }
}
