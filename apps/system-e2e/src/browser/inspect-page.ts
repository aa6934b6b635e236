import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The axe violations of the current page: the rule and the elements that break it. */
export async function accessibilityViolations(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    const found = (await axe.run()).violations;
    return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
}

/** By how many pixels the page or a table overflows its container. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const frames = [...document.querySelectorAll('.table-frame')];
    const ofTables = frames.map(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth);
    return Math.max(document.body.scrollWidth - document.documentElement.clientWidth, ...ofTables);
  });
}

interface ObservedShifts {
  layoutShift: number;
}

/** Measures layout shifts from the next load on. */
export async function observeLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const observed = globalThis as unknown as ObservedShifts;
    observed.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        readonly value: number;
        readonly hadRecentInput: boolean;
      }[])
        if (!entry.hadRecentInput) observed.layoutShift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** The cumulative layout shift since the page was loaded (https://web.dev/articles/cls; 0.1 passes as good there). */
export function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as ObservedShifts).layoutShift);
}
