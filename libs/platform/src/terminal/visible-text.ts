/**
 * All control characters except line feed and tab, invisible characters that change the direction of text or hide in
 * it, and the two line separators of Unicode.
 */
const INVISIBLE_PATTERN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Makes untrusted text safe for a terminal: characters that move the cursor, colour, hide or reorder text become a
 * visible `\uXXXX`. In a JSON string this is the same character in another notation, so JSON stays unchanged.
 */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE_PATTERN, escaped);
}

function escaped(character: string): string {
  const units = character.split('');
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
