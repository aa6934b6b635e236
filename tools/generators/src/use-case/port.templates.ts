import type { Names } from '../names/names';

export const portFile = ({ pascal, words }: Names): string => `
export interface ${pascal}Entry {
  readonly id: string;
  readonly at: Date;
}

/** The ${words}: one entry per id, and the first one stays. */
export interface ${pascal} {
  /**
   * Promised: of all entries with one id, from whatever process, exactly one is kept, and it is durable when this
   * resolves.
   *
   * @returns false when there is an entry with this id already, which is left as it is
   */
  add(entry: ${pascal}Entry): Promise<boolean>;

  find(id: string): Promise<${pascal}Entry | undefined>;
}
`;

export const inMemoryFile = (useCase: Names, { kebab, pascal }: Names): string => `
import type { ${pascal}, ${pascal}Entry } from '../${useCase.kebab}/${kebab}.port';

export class InMemory${pascal} implements ${pascal} {
  private readonly entries = new Map<string, ${pascal}Entry>();

  async add(entry: ${pascal}Entry): Promise<boolean> {
    if (this.entries.has(entry.id)) return false;
    this.entries.set(entry.id, entry);
    return true;
  }

  async find(id: string): Promise<${pascal}Entry | undefined> {
    return this.entries.get(id);
  }
}
`;

export const inMemorySpec = ({ camel, pascal }: Names): string => `
import { describe${pascal}Contract } from '../testing';
import { InMemory${pascal} } from '.';

describe${pascal}Contract('InMemory${pascal}', async () => {
  const ${camel} = new InMemory${pascal}();
  return { ${camel}, other: ${camel}, close: async () => undefined };
});
`;

export const contractFile = (useCase: Names, { camel, kebab, pascal }: Names): string => `
/// <reference types="jest" />
import type { ${pascal} } from '../${useCase.kebab}/${kebab}.port';

export interface ${pascal}Subject {
  readonly ${camel}: ${pascal};
  /** The same entries as another process sees them. */
  readonly other: ${pascal};
  close(): Promise<void>;
}

const AT = new Date('2026-11-22T10:00:00.000Z');
const LATER = new Date('2026-11-22T10:00:01.000Z');

/** What every adapter of the \`${pascal}\` port promises. */
export function describe${pascal}Contract(name: string, factory: () => Promise<${pascal}Subject>): void {
  describe(\`\${name} as ${pascal}\`, () => {
    let subject: ${pascal}Subject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    it('keeps an entry, also for other processes', async () => {
      await expect(subject.${camel}.add({ id: 'id-1', at: AT })).resolves.toBe(true);
      await expect(subject.other.find('id-1')).resolves.toEqual({ id: 'id-1', at: AT });
    });

    it('leaves the first entry of an id as it is', async () => {
      await subject.${camel}.add({ id: 'id-1', at: AT });

      await expect(subject.other.add({ id: 'id-1', at: LATER })).resolves.toBe(false);
      await expect(subject.${camel}.find('id-1')).resolves.toEqual({ id: 'id-1', at: AT });
    });

    it('keeps exactly one of many entries that come at once', async () => {
      const added = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? subject.${camel} : subject.other).add({ id: 'id-1', at: AT }),
        ),
      );

      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('finds nothing under an id that has no entry', async () => {
      await subject.${camel}.add({ id: 'id-1', at: AT });

      await expect(subject.${camel}.find('id-2')).resolves.toBeUndefined();
    });
  });
}
`;
