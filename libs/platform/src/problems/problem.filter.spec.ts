import { Controller, Get } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { RecordingLog } from '../testing/recording-log';
import { Problem } from './problem';
import { ProblemFilter } from './problem.filter';

class KnownError extends Error {}

let thrown: unknown;
let now = 0;

@Controller('things')
class ThingsController {
  @Get(':id')
  show(): never {
    throw thrown;
  }
}

const TEAPOT = { status: 418, code: 'teapot', title: 'A teapot', detail: 'Short and stout.' };

describe('ProblemFilter', () => {
  let app: NestFastifyApplication;
  let recording: RecordingLog;

  const get = (url: string) => app.inject({ method: 'GET', url });

  beforeEach(async () => {
    now = 0;
    recording = new RecordingLog();
    const module = await Test.createTestingModule({ controllers: [ThingsController] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(
      new ProblemFilter(
        recording.log,
        (error) =>
          error instanceof KnownError ? new Problem({ ...TEAPOT, headers: { 'retry-after': '5' } }) : undefined,
        () => now,
      ),
    );
    await app.init();
  });

  afterEach(() => app.close());

  it('responds with problem details that must not be cached', async () => {
    thrown = new Problem({ ...TEAPOT, errors: [{ pointer: '#/spout', detail: 'must point up' }] });
    const { body, headers, statusCode } = await get('/things/7');

    expect(statusCode).toBe(418);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(JSON.parse(body)).toEqual({
      type: '/problems/teapot',
      title: 'A teapot',
      status: 418,
      detail: 'Short and stout.',
      instance: '/things/7',
      errors: [{ pointer: '#/spout', detail: 'must point up' }],
    });
  });

  it('asks the application first for the problem of an error, and sends its headers', async () => {
    thrown = new KnownError();
    const { headers, statusCode } = await get('/things/7');

    expect([statusCode, headers['retry-after']]).toEqual([418, '5']);
  });

  it('names the address without its query, which may contain a secret', async () => {
    thrown = new Problem(TEAPOT);
    const { body } = await get('/things/7?token=hunter2');

    expect(JSON.parse(body)).toMatchObject({ instance: '/things/7' });
  });

  it('responds to an unknown address in the same way', async () => {
    const { body, statusCode } = await get('/nowhere');

    expect(statusCode).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ type: '/problems/not-found', instance: '/nowhere' });
  });

  it('reveals nothing about an unexpected error, but logs it with the route', async () => {
    thrown = new Error('relation "orders" does not exist');
    const { body, statusCode } = await get('/things/hunter2');

    expect(statusCode).toBe(500);
    expect(body).not.toContain('relation');
    expect(recording.lines).toEqual([
      expect.objectContaining({
        level: 'error',
        problem: 'internal-error',
        route: '/things/:id',
        error: expect.objectContaining({ message: 'relation "orders" does not exist' }) as unknown,
      }),
    ]);
    expect(recording.texts.join()).not.toContain('hunter2');
  });

  it('does not log client errors', async () => {
    thrown = new Problem(TEAPOT);
    await get('/things/7');

    expect(recording.lines).toEqual([]);
  });

  it('logs temporarily refused requests at intervals, without a stack', async () => {
    thrown = new Problem({ ...TEAPOT, status: 503, code: 'not-now', title: 'Not now' });
    for (let n = 0; n < 3; n += 1) expect((await get('/things/7')).statusCode).toBe(503);
    now = 60_000;
    await get('/things/7');

    const line = { level: 'warn', problem: 'not-now', reason: 'Short and stout.', msg: 'Not now' };
    expect(recording.lines).toEqual([
      expect.objectContaining(line),
      expect.objectContaining({ ...line, occurrences: 3 }),
    ]);
    expect(recording.texts.join()).not.toContain('stack');
  });

  it('logs a repeated defect at intervals, with its stack the first time', async () => {
    thrown = new Error('relation "orders" does not exist');
    for (let n = 0; n < 3; n += 1) await get('/things/7');
    now = 60_000;
    await get('/things/7');

    expect(recording.lines).toMatchObject([{ level: 'error' }, { level: 'error', occurrences: 3 }]);
    expect(recording.texts.map((text) => text.includes('"stack"'))).toEqual([true, false]);
  });

  it('only logs an error after the response', () => {
    const reply = { sent: true, status: jest.fn() };
    const host = new ExecutionContextHost([{ url: '/things/7', raw: {} }, reply]);
    new ProblemFilter(recording.log, () => undefined).catch(new Error('too late'), host);

    expect(reply.status).not.toHaveBeenCalled();
    expect(recording.lines).toMatchObject([{ error: { message: 'too late' } }]);
  });
});
