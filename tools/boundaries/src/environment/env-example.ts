export interface ExampleEntry {
  readonly name: string;
  readonly value: string;
  /** Not set, only shown. */
  readonly commented: boolean;
  /** Title of the section that it stands in. */
  readonly section: string;
}

const SECTION = /^# --- (.+?) -+$/;
const ENTRY = /^(# )?([A-Z][A-Z0-9_]*)=(.*)$/;

/** The variables that an .env file names, whether set or commented out. */
export function readEnvironmentExample(text: string): ExampleEntry[] {
  const entries: ExampleEntry[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    section = SECTION.exec(line)?.[1] ?? section;
    const [, comment, name, value = ''] = ENTRY.exec(line) ?? [];
    if (name !== undefined) entries.push({ name, value, commented: comment !== undefined, section });
  }
  return entries;
}
