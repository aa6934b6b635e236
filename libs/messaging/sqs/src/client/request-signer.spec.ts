import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { RequestSigner, type SigningCredentials } from './request-signer';

const REGION = 'eu-central-1';
const HOST = 'sqs.eu-central-1.amazonaws.com';

/** What AWS's own signer asks for. */
class Sha256 {
  private readonly state;

  constructor(secret?: string | ArrayBufferView | ArrayBuffer) {
    this.state = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }

  update(data: string | Uint8Array): void {
    this.state.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.state.digest();
  }

  reset(): void {
    throw new Error('Not needed for signing.');
  }
}

async function signedByAws(
  target: string,
  body: string,
  at: Date,
  credentials: SigningCredentials,
): Promise<Record<string, string>> {
  const { sessionToken, ...rest } = credentials;
  const signer = new SignatureV4({
    service: 'sqs',
    region: REGION,
    credentials: sessionToken === undefined ? rest : { ...rest, sessionToken },
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = { host: HOST, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
  const request = { method: 'POST', protocol: 'https:', hostname: HOST, path: '/', query: {}, headers, body };
  const signed = await signer.sign(request, { signingDate: at });
  return signed.headers;
}

const word = fc.stringMatching(/^[A-Za-z0-9/+=]{1,60}$/);
const credentials = fc
  .record({ accessKeyId: word, secretAccessKey: word })
  .chain((keys) =>
    fc
      .option(word, { nil: undefined })
      .map((sessionToken) => (sessionToken === undefined ? keys : { ...keys, sessionToken })),
  );
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true });
const target = fc.constantFrom('AmazonSQS.ReceiveMessage', 'AmazonSQS.SendMessageBatch');

describe('RequestSigner', () => {
  it('signs as the signer of AWS does, whatever is signed by whom and when', async () => {
    const signer = new RequestSigner(REGION);
    await fc.assert(
      fc.asyncProperty(target, fc.string({ unit: 'grapheme' }), moment, credentials, async (name, body, at, by) => {
        const { host: _, ...expected } = await signedByAws(name, body, at, by);

        expect(signer.sign({ host: HOST, target: name, body, at }, by)).toEqual(expected);
      }),
    );
  });
});
