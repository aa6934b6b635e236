/**
 * PostgreSQL's `text` takes every character but NUL. What tells of a failure must be kept whatever is in it, or the
 * failure comes back for ever: NUL becomes U+FFFD, the replacement character.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
