import { PAYMENT_ID_PATTERN } from '@decouple/contracts';
import { SequentialIdGenerator } from './sequential-id-generator';

describe('SequentialIdGenerator', () => {
  it('gives ascending, distinct ids of the form that payments have', () => {
    const generator = new SequentialIdGenerator();
    const ids = Array.from({ length: 300 }, () => generator.next());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) expect(id).toMatch(PAYMENT_ID_PATTERN);
  });

  it('gives the same ids in every run', () => {
    expect(new SequentialIdGenerator().next()).toBe(new SequentialIdGenerator().next());
  });
});
