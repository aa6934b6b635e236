import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a new or renamed file's name durable, which its content being on the disk does not. */
export async function syncFolderOf(file: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Puts a file in place as a whole, durably: after a crash there is the old one, or the new one. */
export async function replaceFile(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.new`;
  await write(temporary);
  const written = await open(temporary, 'r+');
  try {
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(temporary, file);
  await syncFolderOf(file);
}
