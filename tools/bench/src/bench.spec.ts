import { temporaryFolder } from '@decouple/local-infra';
import { acceptTurn } from './benches/accept';
import { drainTurn } from './benches/drain';
import type { Contender } from './contenders/contender';
import { floor } from './contenders/floor';
import { ours } from './contenders/ours';
import { textbook, textbookInTens } from './contenders/textbook';
import { Stage } from './system/stage';

/** Checks that the benches run and verify their results. The figures of such short runs are meaningless. */
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

  it.each(contenders)('$name accepts payments and each of them is stored', async (contender) => {
    const result = await acceptTurn(stage, contender, 1, { warmUpSeconds: 0.2, seconds: 0.5 });

    expect(result.payments).toBeGreaterThan(0);
    expect(result.transactionsPerPayment).toBeGreaterThan(0);
  });

  // Just enough for several progress samples: the textbook records one payment at a time.
  const queues = [
    { ...ours({ from: 'source' }), messages: 3_000 },
    { ...floor, messages: 3_000 },
    { ...textbook, messages: 300 },
    { ...textbookInTens, messages: 600 },
  ];

  it.each(queues)('$name records a queue of $messages payments, each once', async ({ messages, ...contender }) => {
    const result = await drainTurn(stage, contender, 1, { messages });

    expect(result.sqsRequestsPerPayment).toBeGreaterThan(0.2);
  });

  it('fails when a payment is missing', async () => {
    const lossy = {
      ...floor,
      recordedSql: 'select count(*)::integer - 1 as count from ledger',
      progressSql: floor.recordedSql,
    };

    await expect(drainTurn(stage, lossy, 1, { messages: 3_000 })).rejects.toThrow('recorded 2999 of 3000 payments');
  });
});
