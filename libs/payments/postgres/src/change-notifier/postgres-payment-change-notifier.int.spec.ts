import { InfrastructureError } from '@decouple/messaging-core';
import { Deferred, systemTimers, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import {
  changePayment,
  anAcceptedPayment,
  describePaymentChangeNotifierContract,
  messageOf,
} from '@decouple/payments-domain/testing';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { paymentsMigrations } from '../migrations/payments-migrations';
import { PostgresPaymentStore } from '../store/postgres-payment-store';
import { PostgresPaymentChangeNotifier } from './postgres-payment-change-notifier';

const RESOURCE = 'test database';
const LONG_MILLISECONDS = 600_000;

let database: TestDatabase;
let dataSource: DataSource;
let otherDataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(paymentsMigrations);
  dataSource = await database.open();
  otherDataSource = await database.open();
});

afterAll(() => database.drop());

function failAtPollError(error: unknown): never {
  throw error;
}

function changesOf(
  source: DataSource,
  pollIntervalMilliseconds: number,
  onPollFailed = failAtPollError as (error: unknown) => void,
) {
  return new PostgresPaymentChangeNotifier(source, systemTimers, {
    resource: RESOURCE,
    pollIntervalMilliseconds,
    onPollFailed,
  });
}

describePaymentChangeNotifierContract('PostgresPaymentChangeNotifier', async () => ({
  changes: changesOf(dataSource, 5),
  store: new PostgresPaymentStore(otherDataSource, { resource: RESOURCE }),
  close: async () => undefined,
}));

describe('PostgresPaymentChangeNotifier', () => {
  const signal = new AbortController().signal;

  async function aStoredId(): Promise<string> {
    const payment = anAcceptedPayment();
    await new PostgresPaymentStore(dataSource, { resource: RESOURCE }).add(payment, messageOf(payment));
    return payment.id;
  }

  it('wakes waiters of a change that this process made at once, and no others', async () => {
    const changes = changesOf(dataSource, LONG_MILLISECONDS);
    const [mine, other] = [await aStoredId(), await aStoredId()];
    const leaving = new AbortController();
    const woken: string[] = [];
    const waiting = changes.waitForChange(mine, 1, LONG_MILLISECONDS, signal).then(() => woken.push('mine'));
    const waitingOn = changes
      .waitForChange(other, 1, LONG_MILLISECONDS, leaving.signal)
      .then(() => woken.push('other'));
    changes.notify(mine);
    await waiting;

    expect(woken).toEqual(['mine']);
    leaving.abort();
    await waitingOn;
  });

  it('polls for all waiters in one query, and does not poll without waiters', async () => {
    const ids = [await aStoredId(), await aStoredId()];
    const pool = await database.open();
    const looks = jest.spyOn(pool.driver as PostgresDriver, 'obtainMasterConnection');
    const timers = new VirtualTimers(new VirtualClock());
    const changes = new PostgresPaymentChangeNotifier(pool, timers, {
      resource: RESOURCE,
      onPollFailed: failAtPollError,
    });
    const leaving = new AbortController();
    const waiting = Array.from({ length: 50 }, (_, index) =>
      changes.waitForChange(ids[index % 2]!, 1, LONG_MILLISECONDS, leaving.signal),
    );
    /** When everybody sleeps, the look is over: the 51st is the one who looks. */
    const lookIsOver = async (): Promise<void> => {
      while (timers.sleeping < waiting.length + 1) await new Promise((resolve) => setImmediate(resolve));
    };
    await lookIsOver();
    await timers.advance(250);
    await lookIsOver();

    expect(looks).toHaveBeenCalledTimes(2);
    leaving.abort();
    await Promise.all(waiting);
    await timers.advance(LONG_MILLISECONDS);
    expect(looks).toHaveBeenCalledTimes(2);
  });

  it('reports a failing look and lets everybody wait on', async () => {
    const id = await aStoredId();
    const pool = await database.open();
    await pool.destroy();
    const failures: unknown[] = [];
    const failedTwice = new Deferred();
    const changes = changesOf(pool, 5, (error) => {
      if (failures.push(error) === 2) failedTwice.resolve();
    });
    let woken = false;
    const waiting = changes.waitForChange(id, 1, LONG_MILLISECONDS, signal).then(() => {
      woken = true;
    });
    await failedTwice.promise;

    expect(failures[0]).toBeInstanceOf(InfrastructureError);
    expect(woken).toBe(false);
    await pool.initialize();
    await changePayment(new PostgresPaymentStore(dataSource, { resource: RESOURCE }), id, (it) => ({
      ...it,
      version: 2,
    }));
    await waiting;
  });
});
