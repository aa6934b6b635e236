export { aClient, anEntry, aPayment, soundEvidence } from './evidence.builder';
