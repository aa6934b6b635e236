import { cpuSecondsOf, peakMegabytesOf } from './process-usage';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the usage of a process', () => {
  onLinux('is what the process itself says of it', () => {
    const { system, user } = process.cpuUsage();

    expect(Math.abs(cpuSecondsOf(process.pid)! - (user + system) / 1e6)).toBeLessThan(30);
    expect(peakMegabytesOf(process.pid)).toBeGreaterThan(process.memoryUsage.rss() / 2e6);
  });

  it('of a process that is gone is not known', () => {
    expect(cpuSecondsOf(2 ** 30)).toBeUndefined();
    expect(peakMegabytesOf(2 ** 30)).toBeUndefined();
  });
});
