import { aPayment, soundEvidence } from '../testing/evidence.builder';
import { details } from './details';

describe('details', () => {
  it('shows what is wrong beside the rows of both sides', () => {
    const text = details([{ invariant: 'agreed', requestId: 'a', what: 'they differ' }], soundEvidence({ ledger: [] }));

    expect(text).toContain('- a: they differ (customer and sales side agree)');
    expect(text).toContain(`customer: ${JSON.stringify(aPayment('a'))}`);
    expect(text).toContain('sales:    "no row"');
  });

  it('stops after twenty, and says how many there are', () => {
    const findings = Array.from({ length: 25 }, () => ({ invariant: 'rest', what: 'left' }) as const);
    const lines = details(findings, soundEvidence()).split('\n');

    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… and 5 more');
  });
});
