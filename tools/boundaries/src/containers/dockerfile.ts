/** An instruction of a Dockerfile with its continuation lines joined. */
export interface Instruction {
  readonly keyword: string;
  readonly value: string;
}

export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile in order; comments are dropped. */
export function parseStages(dockerfile: string): Stage[] {
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const { keyword, value } of parseInstructions(dockerfile)) {
    if (keyword === 'FROM') {
      const [from = '', , name = String(stages.length)] = value.split(/\s+/);
      stages.push({ name, from, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ keyword, value });
    }
  }
  return stages;
}

/** What holds in the image built for a stage: the stage's instructions after those of the stages it is built on. */
export function effectiveInstructions(stages: readonly Stage[], name: string): Instruction[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...effectiveInstructions(stages, stage.from), ...stage.instructions] : [];
}

/** Flags that builders have learnt one after the other, and some never. `--from` and `--chown` are in all of them. */
const FLAGS_OF_ALL = /^--(from|chown|interval|timeout|start-period|retries)=/;

/** What in a Dockerfile is more than the classic language, which every builder reads. */
export function beyondEveryBuilder(dockerfile: string): string[] {
  const directives = dockerfile.split('\n').filter((line) => /^#\s*(syntax|escape|check)\s*=/i.test(line));
  const instructions = parseInstructions(dockerfile).flatMap(({ keyword, value }) => {
    const flags = /^((--\S+\s+)*)/.exec(value)?.[1]?.trim().split(/\s+/).filter(Boolean) ?? [];
    const unusual = flags.filter((flag) => !FLAGS_OF_ALL.test(flag)).map((flag) => `${keyword} ${flag}`);
    return value.includes('<<') ? [...unusual, `${keyword} <<`] : unusual;
  });
  return [...directives, ...instructions];
}

function parseInstructions(dockerfile: string): Instruction[] {
  return dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [keyword = '', ...rest] = line.split(/\s+/);
      return { keyword: keyword.toUpperCase(), value: rest.join(' ') };
    });
}
