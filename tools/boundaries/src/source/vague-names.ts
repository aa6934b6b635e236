/** Names that say where something was put, not what it is; code collects there that has no owner. */
const VAGUE = /^(utils?|helpers?|common|shared|managers?|misc)$/i;

/** The paths whose own name consists of such a word, alone (`utils/`) or among others (`date-helpers.ts`). */
export function vaguelyNamed(paths: readonly string[]): string[] {
  return paths.filter((path) => (path.split('/').at(-1) ?? '').split(/[.\-_]/).some((word) => VAGUE.test(word)));
}
