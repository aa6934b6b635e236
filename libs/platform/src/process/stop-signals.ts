const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopSignal = (typeof STOP_SIGNALS)[number];

/** Before an application takes over, nothing is open and nothing must be closed. */
let handle: (signal: StopSignal) => void = () => process.exit(0);

/** Calls `handler` from now on for each signal that requests a stop. */
export function handleStopSignals(handler: (signal: StopSignal) => void): void {
  handle = handler;
}

/**
 * Installed when this file is loaded, so a main file imports it first, and this file imports nothing. Loading an
 * application takes up to two seconds. Without a handler, Linux drops a SIGTERM that is sent to process 1 of a
 * container in that time, and the service starts although it was asked to stop.
 */
for (const signal of STOP_SIGNALS) process.on(signal, () => handle(signal));
