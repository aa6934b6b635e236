import { SystemRandomness } from '@decouple/platform';
import { RawConnection, requestText } from '@decouple/platform/testing';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { InMemoryWorker } from '../testing/in-memory-worker';

/** Each setting that is a number has the effect that it promises, measured from outside. */
describe('the numeric settings of sales-worker', () => {
  let worker: InMemoryWorker;
  afterEach(async () => {
    jest.restoreAllMocks();
    await worker.close();
  });

  it('MANAGEMENT_PORT is the port that it listens on', async () => {
    // A port that was free a moment ago.
    worker = await InMemoryWorker.start();
    const { port } = new URL(worker.url);
    await worker.close();
    worker = await InMemoryWorker.start({ MANAGEMENT_PORT: port });

    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
  });

  it('REQUEST_TIMEOUT_SECONDS ends a slow request', async () => {
    worker = await InMemoryWorker.start({ REQUEST_TIMEOUT_SECONDS: '1' });
    const connection = await RawConnection.open(worker.url);
    const from = performance.now();
    await connection.send('GET / HTTP/1.1\r\nhost: ');
    await connection.until('HTTP/1.1 408 ');

    expect(performance.now() - from).toBeGreaterThan(900);
    expect(performance.now() - from).toBeLessThan(3_000);
  });

  it('MANAGEMENT_MAX_CONNECTIONS bounds the connections', async () => {
    worker = await InMemoryWorker.start({ MANAGEMENT_MAX_CONNECTIONS: '1' });
    const kept = await RawConnection.open(worker.url);
    await kept.send(requestText('GET /health/live'));
    await kept.until('200 OK');
    const refused = await RawConnection.open(worker.url);
    await refused.closed;

    expect(refused.received).toBe('');
    kept.leave();
  });

  it('MAX_PAYMENTS_PER_SECOND spreads payments over time', async () => {
    worker = await InMemoryWorker.start({ MAX_PAYMENTS_PER_SECOND: '10' });
    const from = performance.now();
    for (let n = 0; n < 30; n += 1) worker.accept(`POL-2${String(n).padStart(5, '0')}`, '4999');
    await worker.recording.until('message settled', 30);

    // The last batch of ten may begin when the twenty before it have had their two seconds.
    expect(performance.now() - from).toBeGreaterThan(1_900);
  }, 60_000);

  it('MAX_CONCURRENT_PAYMENTS bounds the payments that are recorded at once', async () => {
    const record = InMemorySalesLedger.prototype.record;
    let [now, most] = [0, 0];
    jest.spyOn(InMemorySalesLedger.prototype, 'record').mockImplementation(async function (
      this: InMemorySalesLedger,
      ...args
    ) {
      most = Math.max(most, (now += 1));
      await new Promise(setImmediate);
      now -= 1;
      return record.apply(this, args);
    });
    worker = await InMemoryWorker.start({ MAX_CONCURRENT_PAYMENTS: '3' });
    for (let n = 0; n < 20; n += 1) worker.accept(`POL-3${String(n).padStart(5, '0')}`, '4999');
    await worker.recording.until('message settled', 20);

    expect(most).toBe(3);
  });

  describe('of a payment that fails', () => {
    beforeEach(() => {
      jest.spyOn(InMemorySalesLedger.prototype, 'record').mockRejectedValue(new Error('a bug'));
      // Almost the longest of the random delays.
      jest.spyOn(SystemRandomness.prototype, 'next').mockReturnValue(0.999);
    });

    it.each([
      ['RETRY_BASE_SECONDS is the longest first delay', { RETRY_BASE_SECONDS: '5', RETRY_CAP_SECONDS: '900' }, 5],
      ['RETRY_CAP_SECONDS is the longest delay of all', { RETRY_BASE_SECONDS: '3600', RETRY_CAP_SECONDS: '7' }, 7],
    ])('%s', async (_title, settings, delaySeconds) => {
      worker = await InMemoryWorker.start(settings);
      worker.accept('POL-100001', '4999');
      const [line] = await worker.recording.until('handling failed; the message will be tried again');

      expect(line).toMatchObject({ attempt: 1, delaySeconds });
    });

    it('RETRY_MAX_ATTEMPTS is the number of attempts before the dead letter', async () => {
      worker = await InMemoryWorker.start({ RETRY_MAX_ATTEMPTS: '2', RETRY_BASE_SECONDS: '1' });
      worker.accept('POL-100001', '4999');
      await worker.recording.until('the message is kept as a dead letter');
      const { deadLetters } = (await (await fetch(`${worker.url}/v1/dead-letters`)).json()) as {
        readonly deadLetters: readonly { readonly attempts: number; readonly reasonCode: string }[];
      };

      expect(deadLetters).toMatchObject([{ attempts: 2, reasonCode: 'attempts-exhausted' }]);
    });
  });
});
