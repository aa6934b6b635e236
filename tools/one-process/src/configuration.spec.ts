import { ConfigurationError } from '@decouple/platform';
import { readOneProcessConfiguration } from './configuration';

describe('the configuration of one process', () => {
  it('needs no variable at all', () => {
    const { api, worker, ...process } = readOneProcessConfiguration({});

    expect([api.database, api.sqs, worker.database, worker.sqs]).toEqual([undefined, undefined, undefined, undefined]);
    expect([api.http.port, api.management.port, worker.management.port]).toEqual([3000, 3001, 3100]);
    expect(process).toEqual({ logLevel: 'info', shutdownDelaySeconds: 0, shutdownGraceSeconds: 20 });
  });

  it('stays in memory, whatever the environment says', () => {
    const { api, worker } = readOneProcessConfiguration({
      PAYMENT_STORE: 'postgres',
      SALES_LEDGER: 'postgres',
      MESSAGE_BROKER: 'sqs',
    });

    expect([api.database, api.sqs, worker.database, worker.sqs]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('takes the ports and the level of the log from the environment', () => {
    const configuration = readOneProcessConfiguration({
      PORT: '1',
      API_MANAGEMENT_PORT: '3',
      MANAGEMENT_PORT: '2',
      LOG_LEVEL: 'debug',
    });

    expect(configuration).toMatchObject({
      api: { http: { port: 1 }, management: { port: 3 } },
      worker: { management: { port: 2 } },
      logLevel: 'debug',
    });
  });

  it('is not valid with a bad variable of either service', () => {
    expect(() => readOneProcessConfiguration({ PORT: 'x' })).toThrow(ConfigurationError);
    expect(() => readOneProcessConfiguration({ MANAGEMENT_PORT: 'x' })).toThrow(ConfigurationError);
  });
});
