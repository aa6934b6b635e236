/**
 * PostgreSQL's `text` takes every character but NUL. The description of a failure must be stored
 * whatever it contains, or storing it fails again each time: NUL becomes U+FFFD, the replacement character.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
