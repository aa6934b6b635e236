/** One sabotage of the delivery code: a line that breaks a promise, and where a test should notice. */
export interface Mutation {
  /** What is broken, in words. */
  readonly name: string;
  /** Relative to the workspace. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Projects whose tests are run, in this order, until one goes red. */
  readonly projects: readonly Project[];
}

export interface Project {
  /** Folder of the project, relative to the workspace. */
  readonly folder: string;
  /** Narrows the run to spec files whose path contains this. */
  readonly specs: string;
}

/** @throws Error when the text to replace is not there exactly once: then the list is out of date */
export function mutate(source: string, { file, find, name, replace }: Mutation): string {
  const occurrences = source.split(find).length - 1;
  if (occurrences !== 1) {
    throw new Error(
      `Mutation "${name}" is out of date: its text stands ${occurrences} times in ${file}, not once. ` +
        'Look at what the code does now and write the sabotage anew in tools/mutations/src/mutations/.',
    );
  }
  return source.replace(find, () => replace);
}
