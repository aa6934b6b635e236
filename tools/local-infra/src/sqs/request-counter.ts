import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { RequestCounts } from './fauxqs-messages';

const OPERATION = /^AmazonSQS\.(\w+)$/;

/** Counts the requests that this process's HTTP servers get from now on. @returns the counts so far */
export function countRequests(): () => RequestCounts {
  const counts: Record<string, number> = {};
  subscribe('http.server.request.start', (event) => {
    const target = String((event as { request: IncomingMessage }).request.headers['x-amz-target']);
    const operation = OPERATION.exec(target)?.[1] ?? 'other';
    counts[operation] = (counts[operation] ?? 0) + 1;
  });
  return () => ({ ...counts });
}
