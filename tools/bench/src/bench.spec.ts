import { temporaryFolder } from '@decouple/local-infra';
import { acceptTurn } from './benches/accept';
import { drainTurn } from './benches/drain';
import type { Contender } from './contenders/contender';
import { floor } from './contenders/floor';
import { ours } from './contenders/ours';
import { textbook, textbookInTens } from './contenders/textbook';
import { Stage } from './system/stage';

/** That everything runs and that what it came to was checked; the figures of so short a run mean nothing. */
describe('a bench', () => {
  const folder = temporaryFolder('decouple-bench-');
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(folder.path);
  });

  afterAll(async () => {
    await stage.close();
    folder.remove();
  });

  const contenders: readonly Contender[] = [ours({ from: 'source' }), textbook, floor];

  it.each(contenders)('has $name accept payments and finds each of them stored', async (contender) => {
    const result = await acceptTurn(stage, contender, 1, { warmUpSeconds: 0.2, seconds: 0.5 });

    expect(result.payments).toBeGreaterThan(0);
    expect(result.transactionsPerPayment).toBeGreaterThan(0);
  });

  // Enough for several looks at the progress, and no more: the textbook records one payment at a time.
  const queues = [
    { ...ours({ from: 'source' }), messages: 3_000 },
    { ...floor, messages: 3_000 },
    { ...textbook, messages: 300 },
    { ...textbookInTens, messages: 600 },
  ];

  it.each(queues)(
    'has $name record a queue of $messages and finds each payment recorded once',
    async ({ messages, ...contender }) => {
      const result = await drainTurn(stage, contender, 1, { messages });

      expect(result.sqsRequestsPerPayment).toBeGreaterThan(0.2);
    },
  );

  it('fails when a payment is missing', async () => {
    const lossy = {
      ...floor,
      recordedSql: 'select count(*)::integer - 1 as count from ledger',
      progressSql: floor.recordedSql,
    };

    await expect(drainTurn(stage, lossy, 1, { messages: 3_000 })).rejects.toThrow('recorded 2999 of 3000 payments');
  });
});
