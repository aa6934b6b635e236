import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import type { SigningCredentials } from './reloading-credentials';
import { createSigner } from './signer';

const REGION = 'eu-central-1';
const HOST = 'sqs.eu-central-1.amazonaws.com';

/** An incremental hash, which makes no assumption about how the signer calls it. */
class IncrementalSha256 {
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

const word = fc.stringMatching(/^[A-Za-z0-9/+=]{1,60}$/);
const credentials = fc
  .record({ accessKeyId: word, secretAccessKey: word })
  .chain((keys) =>
    fc
      .option(word, { nil: undefined })
      .map((sessionToken): SigningCredentials => (sessionToken === undefined ? keys : { ...keys, sessionToken })),
  );
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true });
const target = fc.constantFrom('AmazonSQS.ReceiveMessage', 'AmazonSQS.SendMessageBatch');

describe('createSigner', () => {
  it('computes the same signature as with an incremental hash', async () => {
    await fc.assert(
      fc.asyncProperty(target, fc.string({ unit: 'grapheme' }), date, credentials, async (name, body, at, by) => {
        const headers = { host: HOST, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': name };
        const request = { method: 'POST', protocol: 'https:', hostname: HOST, path: '/', query: {}, headers, body };
        const reference = new SignatureV4({
          service: 'sqs',
          region: REGION,
          credentials: by,
          sha256: IncrementalSha256,
          applyChecksum: false,
        });
        const expected = await reference.sign(request, { signingDate: at });
        const signed = await createSigner(REGION, async () => by).sign(request, { signingDate: at });

        expect(signed.headers).toEqual(expected.headers);
      }),
    );
  });

  it('requests the credentials for each signature', async () => {
    let key = 'OLD';
    const signer = createSigner(REGION, async () => ({ accessKeyId: key, secretAccessKey: 'secret' }));
    const request = { method: 'POST', protocol: 'https:', hostname: HOST, path: '/', query: {}, headers: {}, body: '' };
    const signedBy = async () => /Credential=(\w+)\//.exec((await signer.sign(request)).headers['authorization']!)?.[1];

    expect(await signedBy()).toBe('OLD');
    key = 'NEW';
    expect(await signedBy()).toBe('NEW');
  });
});
