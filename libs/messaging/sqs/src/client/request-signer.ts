import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface RequestToSign {
  /** As it stands in the `Host` header: with the port, where it is not the scheme's own. */
  readonly host: string;
  /** Of the JSON protocol: `AmazonSQS.ReceiveMessage`. */
  readonly target: string;
  readonly body: string;
  readonly at: Date;
}

const CONTENT_TYPE = 'application/x-amz-json-1.0';
const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'sqs';
const SCOPE_END = 'aws4_request';

/**
 * Signs requests of SQS's JSON protocol with AWS Signature Version 4: a `POST` of `/` with the same few headers each
 * time. The key is derived once a day and credential, not once a request.
 */
export class RequestSigner {
  private derivedFrom = '';
  private key: KeyObject | undefined;

  constructor(private readonly region: string) {}

  /** @returns all headers that the signature covers, but for `host`, and the signature */
  sign({ at, body, host, target }: RequestToSign, credentials: SigningCredentials): Record<string, string> {
    const time = at.toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
    const day = time.slice(0, 8);
    const { sessionToken } = credentials;
    const headers: Record<string, string> = {
      'content-type': CONTENT_TYPE,
      host,
      'x-amz-date': time,
      ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      'x-amz-target': target,
    };
    // In the order of their names already.
    const names = Object.keys(headers).join(';');
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${hash('sha256', body)}`;
    const scope = `${day}/${this.region}/${SERVICE}/${SCOPE_END}`;
    const toSign = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', this.keyOf(day, credentials)).update(toSign).digest('hex');
    const { host: _ofTheConnection, ...sent } = headers;
    const credential = `${credentials.accessKeyId}/${scope}`;
    sent['authorization'] = `${ALGORITHM} Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
    return sent;
  }

  private keyOf(day: string, { secretAccessKey }: SigningCredentials): KeyObject {
    const derivedFrom = `${day} ${secretAccessKey}`;
    if (this.key !== undefined && this.derivedFrom === derivedFrom) return this.key;
    const secret = [day, this.region, SERVICE, SCOPE_END].reduce<string | Buffer>(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      `AWS4${secretAccessKey}`,
    );
    this.key = createSecretKey(Buffer.from(secret));
    this.derivedFrom = derivedFrom;
    return this.key;
  }
}
