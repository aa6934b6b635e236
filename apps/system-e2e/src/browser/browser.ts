import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export type Scheme = 'light' | 'dark';

export interface Visit {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: Scheme;
}

export const LAPTOP = { width: 1_280, height: 800 };

/** As root, as in containers, Chromium refuses to run with its sandbox. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** One person's browser: their own storage, and their language. */
export class Person {
  /** What went wrong in the console: errors of scripts, and what the content security policy refused. */
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

  /** Closes the tab and opens another, with the same storage. */
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
      // A service that is down on purpose shows as a failed load, and is no fault of the page. While it stops, it refuses
      // with a bare 503, which browsers tell of as a refusal to pages of this origin.
      const isOutage = /^Failed to load resource|blocked by CORS policy: No 'Access-Control-Allow-Origin'/;
      const isFault = message.type() === 'error' && !isOutage.test(message.text());
      if (isFault) this.complaints.push(message.text());
    });
  }
}
