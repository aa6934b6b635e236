const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopSignal = (typeof STOP_SIGNALS)[number];

/** Until an application takes over, nothing has been opened: there is nothing to close. */
let handle: (signal: StopSignal) => void = () => process.exit(0);

/** From now on, calls `handler` for each signal that asks the process to stop. */
export function handleStopSignals(handler: (signal: StopSignal) => void): void {
  handle = handler;
}

/**
 * Installed as soon as this file is loaded, so a main file imports it before anything else, and this file imports
 * nothing. Loading an application takes up to two seconds. Without a handler, Linux drops a SIGTERM sent to process 1 of
 * a container in that time, and the service starts although it was asked to stop.
 */
for (const signal of STOP_SIGNALS) process.on(signal, () => handle(signal));
