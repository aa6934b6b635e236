import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryApi } from '../testing/in-memory-api';

describe('the web application beside the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-web-'));
  let api: InMemoryApi;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets/folder'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<title>the page</title>');
    writeFileSync(join(folder, 'theme.js'), '// theme');
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'assets/index-abc.js'), '// script');
    api = await InMemoryApi.start({
      NODE_ENV: 'development',
      WEB_FOLDER: folder,
      WEB_CUSTOMER_API_MANAGEMENT_URL: 'http://127.0.0.1:3001',
      WEB_SALES_WORKER_MANAGEMENT_URL: 'http://127.0.0.1:3100',
      WEB_TROUBLE_URL: 'http://127.0.0.1:4001',
    });
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    '/',
    '/payments/019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f',
    '/operations',
    '/operations/dead-letters',
    '/trouble',
  ])('opens at %s', async (address) => {
    const response = await api.fetch(address);

    expect(await response.text()).toContain('the page');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain(
      "connect-src 'self' http://127.0.0.1:3001 http://127.0.0.1:3100 http://127.0.0.1:4001",
    );
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('lets browsers keep what bears a hash in its name', async () => {
    const response = await api.fetch('/assets/index-abc.js');

    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
  });

  it('tells the page what there is', async () => {
    expect(await (await api.fetch('/config.json')).json()).toEqual({
      apiUrl: '',
      operations: { customerApi: 'http://127.0.0.1:3001', salesWorker: 'http://127.0.0.1:3100' },
      troubleMode: 'http://127.0.0.1:4001',
    });
  });

  it.each([
    ...['/nothing', '/assets/nothing.js', '/v1/nothing', '/assets/../../etc/passwd'],
    ...['/assets', '/assets/', '/assets/.', '/assets/folder', '/assets/folder/', '/assets//'],
    ...['/assets/%00', '/assets/index-abc.js%00', '/assets/%2e%2e/index.html', '/assets/..%2findex.html'],
    ...['/assets/..%5cindex.html', '/assets/.hidden', `/assets/${'x'.repeat(120)}.js`],
  ])('answers %s with a problem, not with the page', async (address) => {
    // fetch would take the dots out of the address.
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(api.url, { path: address, agent: false }, resolve).on('error', reject);
    });
    response.resume();

    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('does not start without a built application', async () => {
    await expect(InMemoryApi.start({ WEB_FOLDER: join(folder, 'assets') })).rejects.toThrow(
      'WEB_FOLDER holds no built',
    );
  });

  it('is not there unless it is asked for', async () => {
    const plain = await InMemoryApi.start();
    expect((await plain.fetch('/')).status).toBe(404);
    expect((await plain.fetch('/config.json')).status).toBe(404);
    await plain.close();
  });
});
