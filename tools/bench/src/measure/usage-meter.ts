import { cpuSecondsOf, peakMegabytesOf } from './process-usage';

export interface MeteredProcess {
  readonly name: string;
  readonly pid: number;
}

/** Resources used by a process. */
export interface Usage {
  readonly name: string;
  /** CPU seconds; undefined where they are unknown. */
  readonly cpuSeconds: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** @returns a function that returns the usage since this call */
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

/** CPU time per payment in microseconds; undefined where it is unknown. */
export function microsecondsPerPayment({ cpuSeconds }: Usage, payments: number): number | undefined {
  return cpuSeconds === undefined || payments === 0 ? undefined : (cpuSeconds * 1e6) / payments;
}
