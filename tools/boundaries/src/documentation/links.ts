import { posix } from 'node:path';

const LINK = /\]\(([^()\s]+)\)/g;
const CODE = /```[\s\S]*?```/g;
const HEADING = /^#{1,6} (.+)$/gm;

/** Text of a Markdown file, any text for another file, undefined if it does not exist. Paths start at the workspace. */
type ReadText = (path: string) => string | undefined;

/** Links from a Markdown file into the workspace whose file or heading does not exist. */
export function brokenLinks(file: string, readText: ReadText): string[] {
  const text = (readText(file) ?? '').replaceAll(CODE, '');
  const targets = [...text.matchAll(LINK)].map(([, target = '']) => target).filter((target) => !target.includes(':'));
  return targets.filter((target) => !resolves(file, target, readText)).map((target) => `${file}: ${target}`);
}

function resolves(file: string, target: string, readText: ReadText): boolean {
  const [path = '', anchor] = target.split('#');
  const linked = path === '' ? file : posix.join(posix.dirname(file), decodeURIComponent(path));
  const text = readText(linked);
  if (text === undefined) return false;
  return anchor === undefined || !linked.endsWith('.md') || anchorsOf(text).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): string[] {
  return [...text.replaceAll(CODE, '').matchAll(HEADING)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
