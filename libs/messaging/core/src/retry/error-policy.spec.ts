import { ERROR_POLICY, type ErrorRule } from './error-policy';

const RULES = Object.entries<ErrorRule>(ERROR_POLICY);

describe('the error policy', () => {
  it.each(RULES)('says of %s how long to wait if it is met more than once, and only then', (_name, rule) => {
    const again = rule.reaction === 'retry' || rule.reaction === 'wait-out';
    expect(rule.backoff !== undefined).toBe(again);
    expect(rule.maxAttempts === 1).toBe(rule.reaction === 'dead-letter');
  });

  it.each(RULES)('never lets %s wait longer than its cap, which is no less than its base', (_name, { backoff }) => {
    if (backoff === undefined) return;
    expect(backoff.baseSeconds).toBeGreaterThan(0);
    expect(backoff.capSeconds).toBeGreaterThanOrEqual(backoff.baseSeconds);
  });

  it('gives up a message of its own fault alone, never for an outage or a shutdown', () => {
    const limited = RULES.filter(([, { maxAttempts }]) => maxAttempts !== 'unlimited').map(([name]) => name);
    expect(limited).toEqual(['unreadable', 'unhandled', 'permanent', 'failed', 'entry-refused']);
  });
});
