import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { TAP_ACCESS_KEY } from './queues';

/** Where the accepted keys are decided: the SQS server. */
export interface KeyChecker {
  acceptOnly(accessKeys: readonly string[]): void;
}

/** Credentials in a file that a sidecar would renew. SQS refuses every key but the current one and the tool's own. */
export class RotatingCredentials {
  /** Rotations so far. */
  rotations = 0;
  private key = '';

  constructor(
    /** Read by the applications through `AWS_SHARED_CREDENTIALS_FILE`. */
    readonly file: string,
    private readonly sqs: KeyChecker,
  ) {
    this.write();
    this.acceptCurrent();
  }

  /** Writes a new key; the old one is refused after `overlapMilliseconds`. */
  async rotate(overlapMilliseconds: number, signal: AbortSignal): Promise<void> {
    const old = this.key;
    this.rotations += 1;
    this.write();
    this.sqs.acceptOnly([old, this.key, TAP_ACCESS_KEY]);
    await delay(overlapMilliseconds, undefined, { signal });
    this.acceptCurrent();
  }

  private acceptCurrent(): void {
    this.sqs.acceptOnly([this.key, TAP_ACCESS_KEY]);
  }

  /** Renamed into place: a reader never sees half a file. */
  private write(): void {
    this.key = `CHAOSKEY${this.rotations}`;
    const draft = `${this.file}.new`;
    writeFileSync(draft, `[default]\naws_access_key_id = ${this.key}\naws_secret_access_key = ${this.key}-secret\n`);
    renameSync(draft, this.file);
  }
}
