/** The single-page application that is served beside the API. */
export interface WebSettings {
  /** The folder that `nx build web` wrote. */
  readonly folder: string;
  readonly operations: { readonly customerApi: string; readonly salesWorker: string } | undefined;
  /** Base address of the fault injection controls; local runs only. */
  readonly troubleMode: string | undefined;
}
