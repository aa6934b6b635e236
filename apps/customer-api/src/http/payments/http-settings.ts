export interface HttpSettings {
  /** Name of the header with the client's id, in lower case. */
  readonly clientIdHeader: string;
  readonly now: () => Date;
}

export const HTTP_SETTINGS = Symbol('HttpSettings');
