export const WIDTH = 720;
export const HEIGHT = 280;

const STYLE = `
  text { font: 14px system-ui, sans-serif; fill: #1f2937 }
  .title { font-weight: 600; font-size: 16px }
  .background { fill: #ffffff }
  .first { fill: #2563eb } .other { fill: #9ca3af }
  .line { fill: none; stroke-width: 2 } .grid { stroke: #d1d5db }
  @media (prefers-color-scheme: dark) {
    text { fill: #e5e7eb } .background { fill: #111827 } .first { fill: #60a5fa } .other { fill: #6b7280 }
    .grid { stroke: #374151 }
  }
`;

/** A chart that reads in light and dark, and out loud. */
export function document(title: string, summary: string, content: string, height = HEIGHT): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title summary">
<title id="title">${escaped(title)}</title>
<desc id="summary">${summary}</desc>
<style>${STYLE}</style>
<rect class="background" width="${WIDTH}" height="${height}" rx="8"/>
<text class="title" x="16" y="32">${escaped(title)}</text>
${content}
</svg>
`;
}

export function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
