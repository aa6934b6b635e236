import { listenOnLoopbackOnly, repairFauxqs } from './fauxqs-repairs';
import { type AcceptOnly, COUNT_REQUESTS, type FauxqsReport, type FauxqsSettings } from './fauxqs-messages';
import { refuseOtherKeys } from './access-keys';
import { countRequests } from './request-counter';

/** The SQS server's process: serves until it gets a stop message or its parent ends. */
async function main({ acceptedKeys, port, region, dataDir }: FauxqsSettings): Promise<void> {
  listenOnLoopbackOnly();
  await repairFauxqs();
  const requestsSoFar = countRequests();
  const acceptOnly = refuseOtherKeys(acceptedKeys);
  process.on('message', (message) => {
    if (message === COUNT_REQUESTS) report({ type: 'requests', counts: requestsSoFar() });
    else acceptOnly((message as AcceptOnly).acceptedKeys);
  });
  const { startFauxqs } = await import('fauxqs');
  const server = await startFauxqs({
    port,
    defaultRegion: region,
    logger: false,
    ...(dataDir === null ? {} : { dataDir }),
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void server.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  report({ type: 'listening' });
}

function report(message: FauxqsReport): void {
  process.send?.(message);
}

function fail(error: unknown): void {
  console.error(error);
  report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
  process.disconnect?.();
}

main(JSON.parse(process.argv[2] ?? '{}') as FauxqsSettings).catch(fail);
