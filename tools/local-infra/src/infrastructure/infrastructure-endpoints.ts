/** Where the applications find their infrastructure: plain data that can be sent to another process. */
export interface InfrastructureEndpoints {
  readonly databaseUrls: { readonly customer: string; readonly sales: string };
  /** Superuser URL to the database `postgres` of the server that holds `customer`. */
  readonly serverUrl: string;
  readonly sqsEndpoint: string;
  /** Where the data really lies; see PostgresServer.dataDir. */
  readonly dataDir: string;
}
