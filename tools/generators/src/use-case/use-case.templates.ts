import type { Names } from '../names/names';

/** A use case without a port of its own: a decision on its input and the time. */
export const decidingUseCase = ({ pascal, words }: Names): string => `
import type { Clock } from '@decouple/messaging-core';

export interface ${pascal}Input {
  readonly id: string;
}

export interface ${pascal}Result {
  readonly id: string;
  /** When it was decided. */
  readonly at: Date;
}

/** Decides to ${words}, now. */
export class ${pascal} {
  constructor(private readonly clock: Clock) {}

  async execute({ id }: ${pascal}Input): Promise<${pascal}Result> {
    return { id, at: this.clock.now() };
  }
}
`;

export const decidingSpec = ({ kebab, pascal }: Names): string => `
import { VirtualClock } from '@decouple/messaging-core/testing';
import { ${pascal} } from './${kebab}.use-case';

describe('${pascal}', () => {
  it('decides for the id that it is given, at the time of the clock', async () => {
    const clock = new VirtualClock();

    await expect(new ${pascal}(clock).execute({ id: 'id-1' })).resolves.toEqual({ id: 'id-1', at: clock.now() });
  });
});
`;

/** A use case that keeps its effect in a port: once per id, however often it is asked. */
export const keepingUseCase = ({ pascal, words }: Names, port: Names): string => `
import type { Clock, HandlerResult } from '@decouple/messaging-core';
import type { ${port.pascal} } from './${port.kebab}.port';

export interface ${pascal}Input {
  readonly id: string;
}

/** Keeps that it was asked to ${words}: once per id, however often it is asked. */
export class ${pascal} {
  constructor(
    private readonly ${port.camel}: ${port.pascal},
    private readonly clock: Clock,
  ) {}

  async execute({ id }: ${pascal}Input): Promise<HandlerResult> {
    const added = await this.${port.camel}.add({ id, at: this.clock.now() });
    return added ? 'done' : 'duplicate';
  }
}
`;

export const keepingSpec = ({ kebab, pascal }: Names, port: Names): string => `
import { VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { InMemory${port.pascal} } from '../in-memory/in-memory-${port.kebab}';
import { ${pascal} } from './${kebab}.use-case';

describe('${pascal}', () => {
  it('keeps its effect with the time of the clock', async () => {
    const clock = new VirtualClock();
    const ${port.camel} = new InMemory${port.pascal}();

    await expect(new ${pascal}(${port.camel}, clock).execute({ id: 'id-1' })).resolves.toBe('done');
    await expect(${port.camel}.find('id-1')).resolves.toEqual({ id: 'id-1', at: clock.now() });
  });

  it('has no second effect when it is asked again', async () => {
    const clock = new VirtualClock();
    const ${port.camel} = new InMemory${port.pascal}();
    const useCase = new ${pascal}(${port.camel}, clock);
    const first = clock.now();
    await useCase.execute({ id: 'id-1' });
    await new VirtualTimers(clock).advance(1_000);

    await expect(useCase.execute({ id: 'id-1' })).resolves.toBe('duplicate');
    await expect(${port.camel}.find('id-1')).resolves.toEqual({ id: 'id-1', at: first });
  });
});
`;
