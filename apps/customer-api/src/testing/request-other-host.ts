import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Sends a request with a Host header of another host, which `fetch` does not allow. */
export async function requestOtherHost(method: string, url: string, host: string): Promise<Response> {
  const [answer] = (await once(request(url, { method, headers: { host } }).end(), 'response')) as [IncomingMessage];
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(await text(answer), { status: answer.statusCode ?? 0, headers });
}
