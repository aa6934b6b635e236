import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export type Scheme = 'light' | 'dark';

export interface Visit {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: Scheme;
}

export const LAPTOP = { width: 1_280, height: 800 };

/** Chromium does not run with its sandbox as root, for example in containers. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A browser context of one person, with its own storage and locale. */
export class Person {
  /** Console errors: script errors and violations of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async at(browser: Browser, baseURL: string, { height, scheme = 'light', width }: Visit = {}): Promise<Person> {
    const viewport = { width: width ?? LAPTOP.width, height: height ?? LAPTOP.height };
    const context = await browser.newContext({
      baseURL,
      viewport,
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    const person = new Person(context, await context.newPage());
    person.listen(person.page);
    return person;
  }

  /** Opens another tab with the same storage. */
  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.listen(page);
    return page;
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  private listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A service that a test stopped causes failed loads, which are not errors of the page. A stopping service responds
      // with a 503 without CORS headers, which browsers report as a CORS error.
      const isOutage = /^Failed to load resource|blocked by CORS policy: No 'Access-Control-Allow-Origin'/;
      const isFault = message.type() === 'error' && !isOutage.test(message.text());
      if (isFault) this.complaints.push(message.text());
    });
  }
}
