import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpuSecondsOf, peakMegabytesOf } from './process-usage';

const onLinux = process.platform === 'linux' ? it : it.skip;

/** Works for a while, reports its usage, and then idles. */
const WORKER = `
  const until = performance.now() + 200;
  while (performance.now() < until);
  process.on('message', () => process.exit());
  process.send({ usage: process.cpuUsage(), rss: process.memoryUsage.rss() });
`;

/** Kernel ticks, and the cost of the report. */
const TOLERANCE_SECONDS = 0.2;

describe('the usage of a process', () => {
  onLinux('equals what the process itself reports', async () => {
    const worker = fork('-e', [WORKER], { execArgv: [], stdio: 'ignore' });
    const [told] = (await once(worker, 'message')) as [{ usage: NodeJS.CpuUsage; rss: number }];
    const seconds = cpuSecondsOf(worker.pid!);
    const megabytes = peakMegabytesOf(worker.pid!);
    worker.send('end');
    await once(worker, 'exit');

    const itself = (told.usage.user + told.usage.system) / 1e6;
    expect(itself).toBeGreaterThan(0.01);
    expect(Math.abs(seconds! - itself)).toBeLessThan(TOLERANCE_SECONDS);
    expect(megabytes).toBeGreaterThan(told.rss / 2e6);
  });

  it('is undefined for a process that has ended', () => {
    expect(cpuSecondsOf(2 ** 30)).toBeUndefined();
    expect(peakMegabytesOf(2 ** 30)).toBeUndefined();
  });
});
