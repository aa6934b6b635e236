import { printFailures, printSummary } from './report';
import { Tally } from './tally';

describe('the report of an exploration', () => {
  const printed: string[] = [];

  beforeEach(() => {
    printed.length = 0;
    for (const method of ['log', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...line: unknown[]) => void printed.push(line.join(' ')));
    }
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const broken = [{ name: 'a payment ends', violations: ['It is delayed.'] }];

  it('names the seed, what broke in it, and the command that shows it again', () => {
    const tally = new Tally();
    tally.add({ seed: 41, broken: [], payments: 7, faults: new Map() });
    tally.add({ seed: 42, broken, payments: 5, faults: new Map() });
    printFailures(tally.failed);
    const text = printed.join('\n');

    expect(text).toContain('Seed 42 ');
    expect(text).not.toContain('Seed 41 ');
    expect(text).toContain('a payment ends');
    expect(text).toContain('It is delayed.');
    expect(text).toContain('npm run simulate -- --seed 42');
  });

  it('says so when nothing broke', () => {
    printFailures([]);
    expect(printed).toEqual(['Every invariant held after every run.']);
  });

  it('adds up payments and faults, and tells the rate', () => {
    const tally = new Tally();
    tally.add({ seed: 1, broken: [], payments: 7, faults: new Map([['slow call', 2]]) });
    tally.add({ seed: 2, broken: [], payments: 5, faults: new Map([['slow call', 3]]) });
    printSummary(tally, 0.5);
    const text = printed.join('\n');

    expect(text).toMatch(/slow call +5/);
    expect(text).toContain('2 seeds, 12 payments, 0.5 s, 4 seeds/s.');
  });
});
