import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { HEALTH_SOURCE, HealthController, type HealthReport } from './health.controller';

describe('HealthController', () => {
  let app: NestFastifyApplication;
  let live: HealthReport;
  let ready: HealthReport | Promise<HealthReport>;

  const get = async (url: string) => {
    const { body, headers, statusCode } = await app.inject({ method: 'GET', url });
    return { statusCode, cache: headers['cache-control'], body: JSON.parse(body) as unknown };
  };

  beforeEach(async () => {
    live = ready = { ok: true, checks: { database: true } };
    const module = await Test.createTestingModule({
      controllers: [HealthController],
      providers: [{ provide: HEALTH_SOURCE, useValue: { live: () => live, ready: () => ready } }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
  });

  afterEach(() => app.close());

  it.each(['/health/live', '/health/ready'])('responds with 200 at %s if all checks pass', async (url) => {
    expect(await get(url)).toEqual({
      statusCode: 200,
      cache: 'no-store',
      body: { status: 'ok', checks: { database: true } },
    });
  });

  it('reports the two separately', async () => {
    ready = Promise.resolve({ ok: false, checks: { database: 'no answer' } });

    expect(await get('/health/live')).toMatchObject({ statusCode: 200 });
    expect(await get('/health/ready')).toEqual({
      statusCode: 503,
      cache: 'no-store',
      body: { status: 'unavailable', checks: { database: 'no answer' } },
    });
    live = { ok: false, checks: { polling: 'no poll for minutes' } };
    expect(await get('/health/live')).toMatchObject({
      statusCode: 503,
      body: { status: 'unavailable', checks: { polling: 'no poll for minutes' } },
    });
  });
});
