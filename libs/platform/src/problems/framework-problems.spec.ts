import { BadRequestException, HttpException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { FRAMEWORK_PROBLEMS, frameworkProblem, statusProblem } from './framework-problems';
import { Problem } from './problem';

describe('statusProblem', () => {
  it.each([
    [400, 'bad-request'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [408, 'request-timeout'],
    [413, 'body-too-large'],
    [414, 'uri-too-long'],
    [415, 'unsupported-media-type'],
    [431, 'headers-too-large'],
  ])('words %i as %s', (status, code) => {
    expect(statusProblem(status).facts).toMatchObject({ status, code });
  });

  it('keeps the status of other client errors, worded as a bad request', () => {
    expect(statusProblem(409).facts).toMatchObject({ status: 409, code: 'bad-request' });
  });

  it.each([500, 503, 200, 302])('turns %i into an internal error', (status) => {
    expect(statusProblem(status).facts).toMatchObject({ status: 500, code: 'internal-error' });
  });

  it('keeps the cause for the log', () => {
    const cause = new Error('inner');

    expect(statusProblem(500, cause).cause).toBe(cause);
    expect(statusProblem(404, cause).cause).toBe(cause);
  });
});

describe('frameworkProblem', () => {
  it('returns a problem unchanged', () => {
    const problem = new Problem({ status: 422, code: 'c', title: 't', detail: 'd' });

    expect(frameworkProblem(problem)).toBe(problem);
  });

  it.each([
    [new NotFoundException('Cannot GET /v1/secret'), 404],
    [new BadRequestException('Unexpected token 4111111111111111'), 400],
    [new HttpException('secret', 413), 413],
    [new ServiceUnavailableException('secret'), 500],
    [new Error('relation "secret" does not exist'), 500],
    ['secret', 500],
    [undefined, 500],
  ])('replaces the words of %s, which may quote the request or internals', (error, status) => {
    const { facts } = frameworkProblem(error);

    expect(facts.status).toBe(status);
    expect(JSON.stringify(facts)).not.toMatch(/secret|4111/);
  });
});

describe('FRAMEWORK_PROBLEMS', () => {
  it('lists every problem that the framework can cause, once', () => {
    const codes = FRAMEWORK_PROBLEMS.map(({ code }) => code);
    const reachable = Array.from({ length: 600 }, (_, status) => statusProblem(status).facts.code);

    expect(codes).toHaveLength(new Set(codes).size);
    expect(new Set(codes)).toEqual(new Set(reachable));
  });
});
