import { existsSync, readFileSync } from 'node:fs';
import type { ApiChange } from './compare-apis';

/** A difference from the released description that breaks no program, because the service never did what that said. */
export interface Correction {
  readonly place: string;
  readonly rule: string;
  readonly reason: string;
}

export interface CorrectedChanges {
  readonly breaking: readonly ApiChange[];
  /** Those that no difference needs any more, or that give no reason. */
  readonly unused: readonly Correction[];
}

/** Takes the corrections out of what breaks. Each stands for one place and one rule, so it hides nothing else. */
export function applyCorrections(changes: readonly ApiChange[], corrections: readonly Correction[]): CorrectedChanges {
  const isOf = (change: ApiChange) => (correction: Correction) =>
    correction.place === change.place && correction.rule === change.rule && correction.reason !== '';
  return {
    breaking: changes.filter((change) => !corrections.some(isOf(change))),
    unused: corrections.filter((correction) => !changes.some((change) => isOf(change)(correction))),
  };
}

/** @param file may be absent: then there are none */
export function readCorrections(file: string): readonly Correction[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Correction[]) : [];
}
