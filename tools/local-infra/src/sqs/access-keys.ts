import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** `AWS4-HMAC-SHA256 Credential=<access key>/20261127/eu-central-1/sqs/aws4_request, …` */
const CREDENTIAL = /Credential=([^/]+)\//;

/**
 * Makes this process's HTTP servers refuse requests that are signed with other access keys, as SQS refuses a key that was
 * deactivated. fauxqs itself takes any key.
 *
 * @param keys null: every key is accepted
 * @returns sets the accepted keys from then on
 */
export function refuseOtherKeys(keys: readonly string[] | null): (keys: readonly string[]) => void {
  let accepted = keys;
  const emit = Server.prototype.emit as (this: Server, event: string, ...args: unknown[]) => boolean;
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    if (event !== 'request' || accepted === null) return emit.call(this, event, ...args);
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const key = CREDENTIAL.exec(request.headers.authorization ?? '')?.[1];
    if (key !== undefined && accepted.includes(key)) return emit.call(this, event, ...args);
    refuse(request, response);
    return true;
  };
  return (others) => {
    accepted = others;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(403, { 'content-type': 'application/x-amz-json-1.0' }).end(
    JSON.stringify({
      __type: 'com.amazon.coral.service#InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    }),
  );
}
