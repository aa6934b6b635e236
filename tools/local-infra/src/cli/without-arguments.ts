/**
 * For commands that take no arguments: an argument that is ignored would look as if it were honoured.
 * @param usage what the command does
 * @returns the exit code with which to end now; undefined to go on
 */
export function withoutArguments(command: string, usage: string, args: readonly string[]): 0 | 2 | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  const text = `Usage: ${command}\n\n${usage}\n`;
  if (first === '--help') {
    process.stdout.write(text);
    return 0;
  }
  process.stderr.write(`${command} takes no arguments, and was given "${first}".\n\n${text}`);
  return 2;
}
