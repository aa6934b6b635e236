import { SequentialIdGenerator } from './sequential-id-generator';

describe('SequentialIdGenerator', () => {
  it('returns ascending, distinct UUIDs of version 7', () => {
    const generator = new SequentialIdGenerator();
    const ids = Array.from({ length: 300 }, () => generator.next());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('gives the same ids in every run', () => {
    expect(new SequentialIdGenerator().next()).toBe(new SequentialIdGenerator().next());
  });
});
