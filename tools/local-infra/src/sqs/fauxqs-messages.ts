/** What the parent hands to the server process, as JSON in its first argument. */
export interface FauxqsSettings {
  readonly port: number;
  readonly region: string;
  readonly dataDir: string | null;
}

/** What the server process tells its parent. */
export type FauxqsReport = { readonly type: 'listening' } | { readonly type: 'failed'; readonly reason: string };
