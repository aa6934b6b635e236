/** What the parent hands to the server process, as JSON in its first argument. */
export interface FauxqsSettings {
  readonly port: number;
  readonly region: string;
  readonly dataDir: string | null;
}

/** What the server process tells its parent. */
export type FauxqsReport =
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'requests'; readonly counts: RequestCounts };

/** Requests since the start, by operation: `SendMessageBatch`. */
export type RequestCounts = Readonly<Record<string, number>>;

/** What the parent asks: how many requests there were. */
export const COUNT_REQUESTS = 'count-requests';
