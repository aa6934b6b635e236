/** The ETag of one version of a payment. */
export function entityTag(version: number): string {
  return `"v${version}"`;
}

/** Whether an If-None-Match header (RFC 9110, 13.1.2) contains the tag; supports weak comparison, lists and `*`. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/** The version that a client knows, to wait for another one; undefined if it names none of this API. */
export function knownVersion(header: string | undefined): number | undefined {
  const version = /^\s*(?:W\/)?"v(\d{1,9})"\s*$/.exec(header ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}
