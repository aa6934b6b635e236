import { InfrastructureError } from '@decouple/messaging-core';

/** Holds a part of a resource open, such as a transaction. */
export interface Holder {
  /** Calls back when the holder dies. Returns how to forget that again. */
  onCrash(callBack: () => void): () => void;
}

/** Something outside the processes that they need, and that may be away for a while. */
export class Resource {
  private outages = 0;
  private readonly open = new Set<() => void>();

  constructor(readonly name: string) {}

  get isDown(): boolean {
    return this.outages > 0;
  }

  /** Outages may overlap: it works again when the last one is over. */
  beginOutage(): void {
    this.outages += 1;
    for (const cut of [...this.open]) cut();
  }

  endOutage(): void {
    this.outages -= 1;
  }

  failure(code: string): InfrastructureError {
    return new InfrastructureError(this.name, code);
  }

  /**
   * Holds something open for as long as the work takes. An outage, or the death of the holder, ends it early: then this
   * rejects at once, whatever the work still does.
   */
  async hold<T>(work: Promise<T>, holder: Holder): Promise<T> {
    let cut = (): void => undefined;
    const broken = new Promise<never>((_resolve, reject) => {
      cut = () => reject(this.failure('ECONNRESET'));
    });
    this.open.add(cut);
    const forget = holder.onCrash(cut);
    try {
      return await Promise.race([work, broken]);
    } finally {
      this.open.delete(cut);
      forget();
    }
  }
}
