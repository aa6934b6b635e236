import { whenLauncherEnds } from '../process/when-launcher-ends';

const TERMINATION_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Tells a command when it is to end: by Ctrl-C, a signal, a closed terminal, or because npm or Nx were killed. */
export function onEndRequested(listener: (signal: NodeJS.Signals) => void): void {
  for (const signal of TERMINATION_SIGNALS) process.on(signal, () => listener(signal));
  whenLauncherEnds(() => listener('SIGTERM'));
  // who has gone cannot read our last words, which must not end us before our work is done
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
