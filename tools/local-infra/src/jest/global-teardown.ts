import type { InfrastructureOfTheRun } from './global-setup';

export default async function stopTestInfrastructure(): Promise<void> {
  await (globalThis as InfrastructureOfTheRun).decoupleTestInfrastructure?.stop();
}
