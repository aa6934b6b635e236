import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosSystem } from '../system/chaos-system';
import type { Replica } from '../system/replica';
import { Turns } from '../system/turns';
import type { FaultKind } from './fault-kind';
import type { Strike } from './fault-injector';
import type { MessageDuplicator } from './message-duplicator';

/** How each kind of fault is done to a system, and undone. */
export function systemStrikes(system: ChaosSystem, duplicator: MessageDuplicator): Record<FaultKind, Strike> {
  const { apis, credentials, infrastructure, workers } = system;
  const { postgres, sqs } = infrastructure;
  const turns = { customer: new Turns(), sales: new Turns(), sqs: new Turns() };
  const restart = (database: 'customer' | 'sales'): Strike =>
    away(postgres[database], turns[database], (server) => server.stop());
  const crash = (database: 'customer' | 'sales'): Strike =>
    away(postgres[database], turns[database], (server) => server.kill());
  return {
    'API killed': ({ instance, lastsMilliseconds }, signal) => apis[instance].killFor(lastsMilliseconds, signal),
    'worker killed': ({ instance, lastsMilliseconds }, signal) => workers[instance].killFor(lastsMilliseconds, signal),
    'API frozen': ({ instance, lastsMilliseconds }, signal) => apis[instance].freezeFor(lastsMilliseconds, signal),
    'worker frozen': ({ instance, lastsMilliseconds }, signal) =>
      workers[instance].freezeFor(lastsMilliseconds, signal),
    'customer database restarted': restart('customer'),
    'sales database restarted': restart('sales'),
    'customer database crashed': crash('customer'),
    'sales database crashed': crash('sales'),
    'all queued messages lost': away(sqs, turns.sqs, (server) => server.kill()),
    'messages duplicated': ({ lastsMilliseconds }, signal) => duplicator.duplicateFor(lastsMilliseconds, signal),
    'APIs restarted in turn': inTurn(apis),
    'workers restarted in turn': inTurn(workers),
    'API clock jumped': clockJump(apis),
    'worker clock jumped': clockJump(workers),
    'credentials rotated': ({ lastsMilliseconds }, signal) => credentials.rotate(lastsMilliseconds, signal),
  };
}

function inTurn(replicas: readonly Replica[]): Strike {
  return async ({ lastsMilliseconds }, signal) => {
    for (const replica of replicas) await replica.restartFor(lastsMilliseconds, signal);
  };
}

function clockJump(replicas: readonly [Replica, Replica]): Strike {
  return ({ clockOffsetMilliseconds, instance, lastsMilliseconds }, signal) =>
    replicas[instance].shiftClockFor(clockOffsetMilliseconds, lastsMilliseconds, signal);
}

interface Server {
  start(): Promise<void>;
}

function away<S extends Server>(server: S, turns: Turns, takeDown: (server: S) => Promise<void>): Strike {
  return ({ lastsMilliseconds }, signal) =>
    turns.take(async () => {
      await takeDown(server);
      await delay(lastsMilliseconds, undefined, { signal });
      await server.start();
    });
}
