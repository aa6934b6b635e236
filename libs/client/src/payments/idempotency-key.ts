const LENGTH = 32;
const LONGEST = 255;
const PRINTABLE = /^[\x20-\x7e]+$/;

/**
 * A new key for each intended payment: 32 random letters, 128 bits. No digits, because a long row of them may
 * look like a card number, which the service refuses. Works on pages without TLS too, where crypto.randomUUID is missing.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => String.fromCharCode(97 + (byte % 16))).join('');
}

/**
 * The header for a key, as an RFC 8941 string.
 *
 * @throws TypeError when it cannot be a key
 */
export function idempotencyKeyHeader(key: string): string {
  if (key.length > LONGEST || !PRINTABLE.test(key))
    throw new TypeError(`An idempotency key has 1 to ${LONGEST} printable ASCII characters.`);
  return `"${key.replaceAll(/["\\]/g, '\\$&')}"`;
}
