import { spawn } from 'node:child_process';
import { OutputTail } from '../process/output-tail';
import { OwnedProcess } from '../process/owned-process';
import { TYPESCRIPT_LOADER } from '../workspace';
import { eventuallyTrue } from './eventually';

/** A TypeScript program of this project in a process of its own, with its output. */
export class TypeScriptProgram extends OwnedProcess {
  private readonly tail = new OutputTail();

  static run(file: string, args: readonly string[] = [], environment: Record<string, string> = {}): TypeScriptProgram {
    return TypeScriptProgram.command([process.execPath, '-r', TYPESCRIPT_LOADER, file, ...args], environment);
  }

  static command(
    [program = '', ...args]: readonly string[],
    environment: Record<string, string> = {},
  ): TypeScriptProgram {
    // neither a port nor a database of the shell that runs the tests
    const { PORT: _port, MANAGEMENT_PORT: _management, DATABASE_URL: _database, ...inherited } = process.env;
    const env = { ...inherited, ...environment };
    const run = new TypeScriptProgram(spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    for (const stream of [run.child.stdout, run.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => run.tail.append(text));
    return run;
  }

  get output(): string {
    return this.tail.last();
  }

  async says(text: string): Promise<void> {
    await eventuallyTrue(`the program says "${text}"`, () => {
      if (!this.running && !this.output.includes(text))
        throw new Error(`It ended without saying "${text}":\n${this.output}`);
      return this.output.includes(text);
    });
  }
}
