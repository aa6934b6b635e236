import { beyondEveryBuilder, effectiveInstructions, parseStages } from './dockerfile';

const DOCKERFILE = `
ARG IMAGE=node
# a comment
FROM \${IMAGE} AS base
ENV A=1 \\
    B=2
USER node
FROM base AS app
CMD ["node", \\
  "main.js"]
FROM scratch
`;

describe('reading a Dockerfile', () => {
  const stages = parseStages(DOCKERFILE);

  it('finds the stages and what they are built on; a stage without a name has its number', () => {
    expect(stages.map(({ name, from }) => [name, from])).toEqual([
      ['base', '${IMAGE}'],
      ['app', 'base'],
      ['2', 'scratch'],
    ]);
  });

  it('joins continued lines and drops comments', () => {
    expect(stages[0]?.instructions).toEqual([
      { keyword: 'ENV', value: 'A=1 B=2' },
      { keyword: 'USER', value: 'node' },
    ]);
  });

  it.each([
    ['# syntax=docker/dockerfile:1\nFROM a', '# syntax=docker/dockerfile:1'],
    ['FROM a\nCOPY --parents b/*/c ./', 'COPY --parents'],
    ['FROM a\nCOPY --from=b --link c ./', 'COPY --link'],
    ['FROM a\nRUN --mount=type=cache,target=/c \\\n  npm ci', 'RUN --mount=type=cache,target=/c'],
    ['FROM --platform=linux/amd64 a', 'FROM --platform=linux/amd64'],
    ['FROM a\nRUN <<END', 'RUN <<'],
  ])('finds in %j what not every builder knows', (dockerfile, found) => {
    expect(beyondEveryBuilder(dockerfile)).toEqual([found]);
  });

  it('accepts what every builder knows', () => {
    expect(beyondEveryBuilder(`${DOCKERFILE}COPY --from=base --chown=root:root a ./\n`)).toEqual([]);
  });

  it('inherits the instructions of the stages below', () => {
    expect(effectiveInstructions(stages, 'app').map(({ keyword }) => keyword)).toEqual(['ENV', 'USER', 'CMD']);
  });
});
