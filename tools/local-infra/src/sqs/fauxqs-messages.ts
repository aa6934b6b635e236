/** What the parent hands to the server process, as JSON in its first argument. */
export interface FauxqsSettings {
  readonly port: number;
  readonly region: string;
  readonly dataDir: string | null;
  /** Access keys whose requests are answered; null: every key. */
  readonly acceptedKeys: readonly string[] | null;
}

/** What the server process tells its parent. */
export type FauxqsReport =
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'requests'; readonly counts: RequestCounts };

/** Requests since the start, by operation: `SendMessageBatch`. */
export type RequestCounts = Readonly<Record<string, number>>;

/** What the parent asks for: from now on only requests with these access keys are answered. */
export interface AcceptOnly {
  readonly acceptedKeys: readonly string[];
}

/** What the parent asks: how many requests there were. */
export const COUNT_REQUESTS = 'count-requests';
