import { InMemoryPaymentStore } from '@decouple/payments-domain/in-memory';
import { SystemRandomness } from '@decouple/platform';
import { RawConnection, requestText } from '@decouple/platform/testing';
import { aPaymentRequest, InMemoryApi } from '../testing/in-memory-api';

const LIMIT_SECONDS = 2;

/** Each setting that is a number has the effect that it promises, measured from outside. */
describe('the numeric settings of customer-api', () => {
  let api: InMemoryApi;
  afterEach(async () => {
    jest.restoreAllMocks();
    await api.close();
  });

  const publicUrl = () => api.url;
  const managementUrl = () => api.managementUrl;

  it('PORT and MANAGEMENT_PORT are the ports that it listens on', async () => {
    // Two ports that were free a moment ago.
    api = await InMemoryApi.start();
    const [one, other] = [new URL(api.url).port, new URL(api.managementUrl).port];
    await api.close();
    api = await InMemoryApi.start({ PORT: other, MANAGEMENT_PORT: one });

    expect((await fetch(`http://127.0.0.1:${other}/openapi.json`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${one}/metrics`)).status).toBe(200);
  });

  it.each([
    ['its public port', publicUrl],
    ['its management port', managementUrl],
  ])('REQUEST_TIMEOUT_SECONDS ends slow headers on %s', async (_port, urlOf) => {
    api = await InMemoryApi.start({ REQUEST_TIMEOUT_SECONDS: String(LIMIT_SECONDS) });
    expectLimit(await secondsUntilRefused(urlOf(), 'GET / HTTP/1.1\r\nhost: '));
  });

  it.each([
    ['/v1/payments', publicUrl],
    ['/v1/dead-letters/discard', managementUrl],
  ])('REQUEST_TIMEOUT_SECONDS ends a slow body of %s', async (path, urlOf) => {
    api = await InMemoryApi.start({ REQUEST_TIMEOUT_SECONDS: String(LIMIT_SECONDS) });
    const headers = ['content-type: application/json', 'content-length: 300'];
    expectLimit(await secondsUntilRefused(urlOf(), requestText(`POST ${path}`, headers, '{')));
  });

  it.each([
    ['MAX_CONNECTIONS', publicUrl],
    ['MANAGEMENT_MAX_CONNECTIONS', managementUrl],
  ])('%s bounds the connections', async (name, urlOf) => {
    api = await InMemoryApi.start({ [name]: '2' });
    const kept = [await served(urlOf()), await served(urlOf())];
    const refused = await RawConnection.open(urlOf());
    await refused.closed;

    expect(refused.received).toBe('');
    for (const connection of kept) connection.leave();
  });

  it('RECONCILE_AFTER_SECONDS and RECONCILE_INTERVAL_SECONDS decide when the message is sent again', async () => {
    api = await InMemoryApi.start({ RECONCILE_AFTER_SECONDS: '2', RECONCILE_INTERVAL_SECONDS: '1' });
    const from = performance.now();
    await api.post(aPaymentRequest());
    await api.recording.until('the payment is overdue; its message is sent again');
    const seconds = (performance.now() - from) / 1_000;

    expect(seconds).toBeGreaterThan(1.9);
    // The defaults are 300 and 30 seconds.
    expect(seconds).toBeLessThan(20);
  }, 60_000);

  describe('of a reply that cannot be applied', () => {
    beforeEach(() => {
      jest.spyOn(InMemoryPaymentStore.prototype, 'change').mockRejectedValue(new Error('a bug'));
      // Almost the longest of the random delays.
      jest.spyOn(SystemRandomness.prototype, 'next').mockReturnValue(0.999);
    });

    const answer = async (settings: Record<string, string>): Promise<void> => {
      api = await InMemoryApi.start(settings);
      api.answerRecorded((await api.pay()).requestId);
    };

    it.each([
      ['RETRY_BASE_SECONDS is the longest first delay', { RETRY_BASE_SECONDS: '5', RETRY_CAP_SECONDS: '900' }, 5],
      ['RETRY_CAP_SECONDS is the longest delay of all', { RETRY_BASE_SECONDS: '3600', RETRY_CAP_SECONDS: '7' }, 7],
    ])('%s', async (_title, settings, delaySeconds) => {
      await answer(settings);
      const [line] = await api.recording.until('handling failed; the message will be tried again');

      expect(line).toMatchObject({ attempt: 1, delaySeconds });
    });

    it('RETRY_MAX_ATTEMPTS is the number of attempts before the dead letter', async () => {
      await answer({ RETRY_MAX_ATTEMPTS: '2', RETRY_BASE_SECONDS: '1' });
      await api.recording.until('the message is kept as a dead letter');
      const listed = await fetch(`${api.managementUrl}/v1/dead-letters`);

      expect(await listed.json()).toMatchObject({ deadLetters: [{ attempts: 2, reasonCode: 'attempts-exhausted' }] });
    });
  });
});

/** A tenth late by design, and later on a busy machine; the next value that Node has is 15 s. */
function expectLimit(seconds: number): void {
  expect(seconds).toBeGreaterThan(LIMIT_SECONDS - 0.1);
  expect(seconds).toBeLessThan(2 * LIMIT_SECONDS);
}

async function served(url: string): Promise<RawConnection> {
  const connection = await RawConnection.open(url);
  await connection.send(requestText('GET /health/live'));
  await connection.until('200 OK');
  return connection;
}

async function secondsUntilRefused(url: string, unfinished: string): Promise<number> {
  const connection = await RawConnection.open(url);
  const from = performance.now();
  await connection.send(unfinished);
  await connection.until('HTTP/1.1 408 ');
  return (performance.now() - from) / 1_000;
}
