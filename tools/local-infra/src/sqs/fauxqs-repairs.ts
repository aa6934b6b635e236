import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { findPackageJSON } from 'node:module';
import { Server, type ListenOptions } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';

interface QueuePrototype {
  dequeue(...args: unknown[]): unknown[];
}

interface PersistencePrototype {
  db: DatabaseSync;
  load(...args: unknown[]): void;
  updateMessageReady(messageId: string): void;
}

/** fauxqs 2.4.1 listens on every interface of the machine and offers no setting for it. */
export function listenOnLoopbackOnly(): void {
  const listen = Server.prototype.listen as (this: Server, ...args: unknown[]) => Server;
  Server.prototype.listen = function (this: Server, first: ListenOptions, ...rest: unknown[]) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest);
  } as typeof Server.prototype.listen;
}

/** Repairs what a local run would otherwise lose messages by. Must run before the server starts. */
export async function repairFauxqs(): Promise<void> {
  const { SqsQueue } = await internal<{ SqsQueue: { prototype: QueuePrototype } }>('sqs/sqsStore.js');
  const { PersistenceManager } = await internal<{ PersistenceManager: { prototype: PersistencePrototype } }>(
    'persistence.js',
  );
  keepMessagesFromDeadClients(SqsQueue.prototype);
  keepReceiveCountOnRelease(PersistenceManager.prototype);
  writeWithoutFlushing(PersistenceManager.prototype);
}

/** fauxqs 2.4.1 hands messages to long polls whose client has gone; they then stay invisible for the whole timeout. */
function keepMessagesFromDeadClients(queue: QueuePrototype): void {
  const requests = new AsyncLocalStorage<ServerResponse>();
  subscribe('http.server.request.start', (event) =>
    requests.enterWith((event as { response: ServerResponse }).response),
  );
  const dequeue = queue.dequeue;
  queue.dequeue = function (...args) {
    const response = requests.getStore();
    const clientIsGone =
      response !== undefined && (response.destroyed || !response.socket || response.socket.destroyed);
    return clientIsGone ? [] : dequeue.apply(this, args);
  };
}

/**
 * fauxqs 2.4.1 with persistence fails to make a message visible at once (visibility timeout 0): it sets the receive
 * count to NULL, which its own table forbids, after it has dropped the message from memory.
 */
function keepReceiveCountOnRelease(persistence: PersistencePrototype): void {
  persistence.updateMessageReady = function (messageId) {
    this.db
      .prepare('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?')
      .run(messageId);
  };
}

/** A killed server loses nothing either way; flushing every message to disk only makes sending 13 times slower. */
function writeWithoutFlushing(persistence: PersistencePrototype): void {
  const load = persistence.load;
  persistence.load = function (...args) {
    this.db.exec('PRAGMA synchronous = NORMAL');
    load.apply(this, args);
  };
}

/** The package exports only its entry point; its other files lie beside it. */
async function internal<T>(file: string): Promise<T> {
  const manifest = findPackageJSON('fauxqs', __filename);
  if (manifest === undefined) throw new Error('The package fauxqs is not installed: run "npm ci".');
  return (await import(new URL(`dist/${file}`, pathToFileURL(manifest)).href)) as T;
}
