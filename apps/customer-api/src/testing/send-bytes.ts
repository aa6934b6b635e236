import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Sends bytes that no HTTP client would send, and reads one response. The connection is not reused. */
export async function sendBytes(url: string, bytes: string | Buffer): Promise<Response> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const text = (await buffer(socket)).toString('latin1');
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [statusLine = '', ...headers] = head.split('\r\n');
  return new Response(body.join('\r\n\r\n'), {
    status: Number(statusLine.split(' ')[1]),
    headers: headers.map((line) => line.split(/: (.*)/, 2) as [string, string]),
  });
}
