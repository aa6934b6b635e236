const FENCE = '```';

/** The Mermaid block that follows `<!-- generated: name -->` in a Markdown text, without its fences. */
export function generatedBlock(text: string, name: string): string {
  return blockAround(text, name).body;
}

/** The text with that block replaced. */
export function withGeneratedBlock(text: string, name: string, body: string): string {
  const { before, after } = blockAround(text, name);
  return `${before}${body}${after}`;
}

function blockAround(text: string, name: string): { before: string; body: string; after: string } {
  const opening = `<!-- generated: ${name} -->\n\n${FENCE}mermaid\n`;
  const start = text.indexOf(opening);
  const end = text.indexOf(`\n${FENCE}`, start + opening.length);
  if (start === -1 || end === -1) throw new Error(`There is no block "${name}".`);
  const bodyStart = start + opening.length;
  return { before: text.slice(0, bodyStart), body: text.slice(bodyStart, end), after: text.slice(end) };
}
