import type { Chance } from '../chance/chance';
import type { Journal } from '../journal/journal';
import type { FaultKind, IncidentKind } from './fault-kind';

export type FaultRates = Partial<Readonly<Record<FaultKind, number>>>;

/** Decides at each opportunity whether something goes wrong, and counts what did. */
export class Faults {
  readonly counts = new Map<FaultKind | IncidentKind, number>();
  private active = true;

  constructor(
    /** Probability of each kind, per opportunity. */
    private readonly rates: FaultRates,
    private readonly chance: Chance,
    private readonly journal: Journal,
  ) {}

  strikes(kind: FaultKind, who: string, where: string): boolean {
    const rate = this.rates[kind] ?? 0;
    if (!this.active || rate === 0 || !this.chance.happens(rate)) return false;
    this.count(kind);
    this.journal.note(who, `! ${kind}: ${where}`);
    return true;
  }

  count(kind: FaultKind | IncidentKind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** From now on nothing goes wrong any more: whatever is still unfinished must finish. */
  end(): void {
    this.active = false;
  }
}
