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
