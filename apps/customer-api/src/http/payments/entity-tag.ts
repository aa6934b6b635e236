/** The ETag of one version of a payment. */
export function entityTag(version: number): string {
  return `"v${version}"`;
}

/** Whether an If-None-Match header (RFC 9110, 13.1.2) names the tag; weak comparison, lists and `*` included. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/** The version that a client says it knows, for waiting until there is another; undefined when it names none of ours. */
export function knownVersion(header: string | undefined): number | undefined {
  const version = /^\s*(?:W\/)?"v(\d{1,9})"\s*$/.exec(header ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}
