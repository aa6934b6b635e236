import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CredentialProvider } from './reloading-credentials';

type Secret = string | ArrayBuffer | ArrayBufferView;

/** AWS's own signer of Signature Version 4. It requests the credentials before each signature. */
export function createSigner(region: string, credentials: CredentialProvider): SignatureV4 {
  const keys = new KeyObjects();

  /** SHA-256 or HMAC-SHA-256, as the signer calls it: one update, then the digest. */
  class Sha256 {
    private data: string | Uint8Array = '';

    constructor(private readonly secret?: Secret) {}

    update(data: string | Uint8Array): void {
      this.data = data;
    }

    async digest(): Promise<Uint8Array> {
      if (this.secret === undefined) return hash('sha256', this.data, 'buffer');
      return createHmac('sha256', keys.of(this.secret)).update(this.data).digest();
    }

    reset(): void {
      throw new Error('The signer creates a new hash for each digest.');
    }
  }

  return new SignatureV4({ service: 'sqs', region, credentials, sha256: Sha256, applyChecksum: false });
}

/** Creating the key object of a secret takes as long as the HMAC, and the signer uses the same secrets for a whole day. */
class KeyObjects {
  private readonly ofBytes = new WeakMap<ArrayBuffer | ArrayBufferView, KeyObject>();
  private lastText: string | undefined;
  private keyOfLastText: KeyObject | undefined;

  of(secret: Secret): KeyObject {
    if (typeof secret === 'string') {
      if (secret !== this.lastText || this.keyOfLastText === undefined) {
        this.lastText = secret;
        this.keyOfLastText = createSecretKey(secret, 'utf8');
      }
      return this.keyOfLastText;
    }
    const known = this.ofBytes.get(secret);
    if (known !== undefined) return known;
    const key = createSecretKey(Buffer.from(secret as Uint8Array));
    this.ofBytes.set(secret, key);
    return key;
  }
}
