/** Reads requests as every management API does; the composition says how. */
export interface RequestReader {
  /**
   * The document as an instance of the class, checked in full.
   *
   * @param place of the document in the request, as a JSON Pointer
   * @throws Problem 400 naming every bad place
   */
  document<T extends object>(type: new () => T, document: unknown, place?: string): T;

  /**
   * Who asks, for the audit.
   *
   * @throws Problem 400
   */
  operator(headers: Readonly<Record<string, string>>): string;
}
