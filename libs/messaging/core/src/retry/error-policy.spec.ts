import { ERROR_POLICY, type ErrorRule } from './error-policy';

const RULES = Object.entries<ErrorRule>(ERROR_POLICY);

describe('the error policy', () => {
  it.each(RULES)('limits the attempts of %s if and only if it is retried, and says how long to wait', (_name, rule) => {
    expect(rule.maxAttempts !== undefined).toBe(rule.reaction === 'retry');
    if (rule.reaction === 'retry' || rule.reaction === undefined) expect(rule.backoff).toBeDefined();
  });

  it.each(RULES)('never lets %s wait longer than its cap, which is no less than its base', (_name, { backoff }) => {
    if (backoff === undefined) return;
    expect(backoff.baseSeconds).toBeGreaterThan(0);
    expect(backoff.capSeconds).toBeGreaterThanOrEqual(backoff.baseSeconds);
  });

  it('gives up a message for a fault of its own, never for an outage or a shutdown', () => {
    const givenUp = RULES.filter(([, { maxAttempts, reaction }]) => reaction === 'dead-letter' || maxAttempts);
    expect(givenUp.map(([name]) => name)).toEqual(['unreadable', 'unhandled', 'permanent', 'failed']);
  });
});
