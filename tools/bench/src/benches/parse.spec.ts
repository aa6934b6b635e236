import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from '@decouple/contracts';
import { temporaryFolder, WORKSPACE_ROOT } from '@decouple/local-infra';
import { parseReport } from '../report/parse-report';
import { messageTexts } from './message-texts';
import { examples, parseResults } from './parse';
import { type ParseResult, ratesOf } from './parse-result';

const silent = (): void => undefined;

describe('the bench of parsing', () => {
  it('has everybody read, make and check, and compares them', () => {
    const results = parseResults({ only: [], rounds: 1, seconds: 0.05 }, silent);

    expect(results.map(({ contender, work }) => `${work} ${contender}`)).toEqual([
      ...[
        'parse ours',
        'parse textbook',
        'parse floor',
        'create ours',
        'create textbook',
        'check ours',
        'check textbook',
      ],
    ]);
    expect(results.every(({ messagesPerCoreSecond }) => messagesPerCoreSecond > 0)).toBe(true);
    expect(parseReport(results)).toContain('parse  │ textbook');
  });

  it('reads messages that are different from one another, and all valid', () => {
    const texts = messageTexts(examples(), 50);

    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.map((text) => parseMessage(text)).length).toBe(50 * examples().length);
  });

  it('finds 100,000 messages a second and core at least, parsed and validated', () => {
    // In a process of its own, as it is run: what Jest puts around the globals costs more than the parsing.
    const folder = temporaryFolder('decouple-bench-');
    try {
      const options = ['--only', 'ours', '--rounds', '1', '--seconds', '1', '--output', folder.path];
      execFileSync(
        process.execPath,
        ['-r', './tools/build/swc-register.cjs', 'tools/bench/src/main.ts', 'parse', ...options],
        {
          cwd: WORKSPACE_ROOT,
          stdio: 'pipe',
        },
      );
      const { results } = JSON.parse(readFileSync(join(folder.path, 'parse.json'), 'utf8')) as {
        results: ParseResult[];
      };

      expect(Math.max(...ratesOf(results, 'parse', 'ours'))).toBeGreaterThan(100_000);
    } finally {
      folder.remove();
    }
  });
});
