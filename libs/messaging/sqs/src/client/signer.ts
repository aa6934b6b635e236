import { createHmac, hash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CredentialProvider } from './reloading-credentials';

/** SHA-256 and HMAC-SHA-256 as the signer calls them: one update, then the digest. */
class Sha256 {
  private data: string | Uint8Array = '';

  constructor(private readonly secret?: string | ArrayBuffer | ArrayBufferView) {}

  update(data: string | Uint8Array): void {
    this.data = data;
  }

  async digest(): Promise<Uint8Array> {
    return this.secret === undefined
      ? hash('sha256', this.data, 'buffer')
      : createHmac('sha256', this.secret as string | NodeJS.ArrayBufferView)
          .update(this.data)
          .digest();
  }

  reset(): void {
    throw new Error('The signer creates a new hash for each digest.');
  }
}

/** AWS's own signer of Signature Version 4. It asks for the credentials before each signature. */
export function createSigner(region: string, credentials: CredentialProvider): SignatureV4 {
  return new SignatureV4({ service: 'sqs', region, credentials, sha256: Sha256, applyChecksum: false });
}
