import { aPayment } from '@decouple/invariants/testing';
import { soundChaosEvidence } from '../testing/evidence.builder';
import { details } from './details';

describe('details', () => {
  it('shows a violation with the rows of both services', () => {
    const text = details(
      [{ invariant: 'agreed', requestId: 'a', what: 'they differ' }],
      soundChaosEvidence({ ledger: [] }),
    );

    expect(text).toContain('- a: they differ (both services agree on every payment)');
    expect(text).toContain(`customer: ${JSON.stringify(aPayment('a'))}`);
    expect(text).toContain('sales:    "no row"');
  });

  it('shows the first 20 violations and the number of the others', () => {
    const findings = Array.from({ length: 25 }, () => ({ invariant: 'rest', what: 'left' }) as const);
    const lines = details(findings, soundChaosEvidence()).split('\n');

    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… and 5 more');
  });
});
