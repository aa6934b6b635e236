import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { statusProblem } from '../problems/framework-problems';
import { Problem, type ProblemLocation } from '../problems/problem';

const UTF8_BYTE_ORDER_MARK = '\uFEFF';
/** JSON is UTF-8 (RFC 8259, 8.1), of which ASCII is a subset. */
const CHARSET_PATTERN = /;\s*charset\s*=(?!\s*"?(?:utf-?8|us-ascii)"?\s*(?:;|$))/i;

/**
 * Makes a server read JSON bodies in UTF-8 and refuse all others: 415 for another content type, charset or content
 * encoding, 400 for bytes that are not UTF-8. A byte order mark is skipped, as RFC 8259 (8.1) allows.
 *
 * @param parse reads the text; the error that it throws is the response
 */
export function acceptJson(fastify: FastifyInstance, parse: (text: string) => unknown): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, ({ headers }, body, done) => {
    try {
      if (!isReadable(headers)) throw statusProblem(415);
      done(null, parse(textOf(body)));
    } catch (error) {
      done(error as Error);
    }
  });
}

function isReadable({ 'content-encoding': encoding, 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return (encoding === undefined || /^\s*(?:identity)?\s*$/i.test(encoding)) && !CHARSET_PATTERN.test(type);
}

function textOf(body: Buffer): string {
  // Decoding would silently replace each broken byte, and store a text that was never sent.
  if (!isUtf8(body)) throw malformedBody('The body is not UTF-8. Send JSON in UTF-8.');
  const text = body.toString();
  return text.startsWith(UTF8_BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** The response to a body that is not a JSON document. It does not repeat the text, which may contain a secret. */
export function malformedBody(detail: string, errors?: readonly ProblemLocation[]): Problem {
  const facts = { status: 400, code: 'malformed-body', title: 'The body cannot be read', detail };
  return new Problem(errors === undefined ? facts : { ...facts, errors });
}
