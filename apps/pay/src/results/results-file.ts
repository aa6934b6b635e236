import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { basename } from 'node:path';
import { type Fingerprint, keysOf } from '../input/fingerprint';
import { InputError } from '../input/payment-rows';
import { linesOf } from '../input/lines';
import { DurableAppender } from './durable-appender';
import { LineStates } from './line-states';
import { isOpen, parseResult, type Result, RESULT_HEADER, resultLine } from './result';
import { writing } from './results-unwritable.error';
import { replaceFile, syncFolderOf } from './sync-folder';

const TAIL_BYTES = 128 * 1_024;

/**
 * The outcome of each row: a CSV file that is also the journal of the batch. Results are appended durably; the last one
 * of a line counts. If the program or the machine dies, rows without a result are paid again with the same key.
 */
export class ResultsFile {
  readonly states = new LineStates();
  /** Lines that a crash of the machine has damaged; their rows count as not yet paid. */
  damaged = 0;
  private superseded = 0;

  private constructor(
    readonly path: string,
    private file: FileHandle,
    private appender: DurableAppender,
  ) {}

  /**
   * Opens the results of an input, or begins them.
   *
   * @throws InputError when they belong to another content
   * @throws ResultsUnwritableError
   */
  static open(path: string, input: string, fingerprint: Fingerprint): Promise<ResultsFile> {
    return writing(path, () => ResultsFile.openOrBegin(path, input, fingerprint));
  }

  private static async openOrBegin(path: string, input: string, fingerprint: Fingerprint): Promise<ResultsFile> {
    await rememberInput(path, input, fingerprint);
    const isNew = !existsSync(path);
    const file = await open(path, 'a+');
    if (isNew) await syncFolderOf(path);
    try {
      return await ResultsFile.read(path, file, input, fingerprint);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private static async read(
    path: string,
    file: FileHandle,
    input: string,
    fingerprint: Fingerprint,
  ): Promise<ResultsFile> {
    await cutTornLine(file);
    const results = new ResultsFile(path, file, new DurableAppender(file));
    const { prefix } = keysOf(fingerprint);
    const { size } = await file.stat();
    for await (const result of results.stored(size, () => (results.damaged += 1))) {
      if (!result.idempotencyKey.startsWith(prefix)) throw changedInput(input, path);
      results.note(result);
    }
    if (size === 0) await results.appender.append(RESULT_HEADER);
    return results;
  }

  /** Durable when it resolves. */
  async append(result: Result): Promise<void> {
    await writing(this.path, () => this.appender.append(resultLine(result)));
    this.note(result);
  }

  /** Payments that are neither recorded nor rejected, as of now; later results are not read. */
  async *openPayments(): AsyncGenerator<Result, void, undefined> {
    const { size } = await this.file.stat();
    for await (const result of this.stored(size)) {
      if (isOpen(result.status) && this.states.get(result.line) === result.status) yield result;
    }
  }

  /** Keeps one line per row: the last result. */
  async tidy(): Promise<void> {
    if (this.superseded > 0 || this.damaged > 0) await writing(this.path, () => this.rewrite());
  }

  private async rewrite(): Promise<void> {
    await replaceFile(this.path, (temporary) => pipeline(this.latest(), createWriteStream(temporary)));
    await this.file.close();
    this.file = await open(this.path, 'a+');
    this.appender = new DurableAppender(this.file);
    this.superseded = 0;
    this.damaged = 0;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private note({ line, status }: Result): void {
    if (this.states.get(line) !== undefined) this.superseded += 1;
    this.states.set(line, status);
  }

  private async *latest(): AsyncGenerator<string, void, undefined> {
    const written = new LineStates();
    yield `${RESULT_HEADER}\n`;
    const { size } = await this.file.stat();
    for await (const result of this.stored(size)) {
      const { line, status } = result;
      if (this.states.get(line) !== status || written.get(line) !== undefined) continue;
      written.set(line, status);
      yield `${resultLine(result)}\n`;
    }
  }

  private async *stored(size: number, onDamaged?: () => void): AsyncGenerator<Result, void, undefined> {
    if (size === 0) return;
    const chunks = createReadStream(this.path, { end: size - 1 }) as AsyncIterable<Buffer>;
    for await (const { number, text } of linesOf(chunks)) {
      if (number === 1 && text === RESULT_HEADER) continue;
      const result = text === undefined ? undefined : parseResult(text);
      if (result === undefined) onDamaged?.();
      else yield result;
    }
  }
}

/**
 * Writes down beside the results which content they are of, before anything is paid: a changed file is noticed even when
 * a crash has left no result.
 */
async function rememberInput(path: string, input: string, { sha256 }: Fingerprint): Promise<void> {
  const note = `${path}.input`;
  const line = `${sha256}  ${basename(input)}\n`;
  if (!existsSync(note)) return replaceFile(note, (temporary) => writeFile(temporary, line));
  if (!(await readFile(note, 'utf8')).startsWith(sha256)) throw changedInput(input, path);
}

function changedInput(input: string, path: string): InputError {
  return new InputError(
    `${input} has changed since ${path} was begun. Some of its rows may be paid: put the rows that are new into a file of their own, or name other results with --results if all rows of this one are to be paid.`,
  );
}

/** A line without an end was not written in full: its row counts as not yet paid. */
async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const length = Math.min(size, TAIL_BYTES);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const end = buffer.lastIndexOf(0x0a) + 1;
  if (end < length) await file.truncate(size - length + end);
}
