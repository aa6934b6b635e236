/**
 * Control characters of every kind but line feed and tab, the invisible characters that change the direction of text or
 * hide in it, and the two line separators of Unicode.
 */
const INVISIBLE_PATTERN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text that may come from outside, for a terminal: what could move the cursor, colour, hide or reorder what is printed
 * becomes a visible `\uXXXX`. Inside a JSON string this is the same character in another spelling, so JSON stays as it is.
 */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE_PATTERN, escaped);
}

function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
