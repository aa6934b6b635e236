/** Runs statements: a `Database`, which gives each a transaction of its own, or a `Transaction`. */
export interface Queryable {
  /**
   * @throws InfrastructureError
   * @throws StatementError
   */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}
