import { cpuSecondsOf, peakMegabytesOf } from './process-usage';

export interface MeteredProcess {
  readonly name: string;
  readonly pid: number;
}

/** What processes took between two moments. */
export interface Usage {
  readonly name: string;
  /** Seconds of processor time; undefined where that cannot be told. */
  readonly cpuSeconds: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** @returns tells the usage since this call */
export function meterUsage(processes: readonly MeteredProcess[]): () => readonly Usage[] {
  const before = processes.map(({ pid }) => cpuSecondsOf(pid));
  return () =>
    processes.map(({ name, pid }, index) => {
      const since = before[index];
      const now = cpuSecondsOf(pid);
      return {
        name,
        cpuSeconds: since === undefined || now === undefined ? undefined : now - since,
        peakMegabytes: peakMegabytesOf(pid),
      };
    });
}

/** Microseconds of processor time for each of so many payments; undefined where that cannot be told. */
export function microsecondsPerPayment({ cpuSeconds }: Usage, payments: number): number | undefined {
  return cpuSeconds === undefined || payments === 0 ? undefined : (cpuSeconds * 1e6) / payments;
}
