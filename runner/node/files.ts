/** Files, with words for what goes wrong and nothing half written. */
import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, realpathSync, renameSync,
  rmSync, statSync, writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "./exitCodes.ts";

/**
 * Writes a file atomically: whole under its name, or not at all; a link keeps leading to it. Throws
 * InputError in words.
 */
export function writeWhole(path: string, text: string | Uint8Array): void {
  attempt(path, () => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    const target = mode === undefined ? path : realpathSync(path);
    const temporary = `${target}.${process.pid}.part`;
    try {
      const file = openSync(temporary, "w", mode);
      try {
        // writes until all is written, which a single write need not do
        writeFileSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, target);
      bringNamesToDisk(dirname(target));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** A name is part of its folder; where a folder cannot be opened, its system takes care of that itself. */
function bringNamesToDisk(folder: string): void {
  let opened: number;
  try {
    opened = openSync(folder, "r");
  } catch {
    return;
  }
  try {
    fsyncSync(opened);
  } catch {
    // not every file system can
  } finally {
    closeSync(opened);
  }
}

/**
 * Makes the folder of a store, without what processes that are gone left half-written, and sees that it can
 * be written before anything is found. Throws InputError in words.
 */
export function openStore(folder: string): void {
  attempt(folder, () => {
    makeFolders(folder);
    removeLeftovers(folder);
    const probe = join(folder, `${process.pid}.part`);
    closeSync(openSync(probe, "w"));
    rmSync(probe);
  });
}

/**
 * Makes a folder with those around it, one after the other: what makes all of them at once says of a file
 * system that cannot be written that something is not there.
 */
export function makeFolders(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) makeFolders(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // made by somebody else in the meantime, or there before
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/** Removes half-written files of processes that are gone. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const writer = /(\d+)\.part$/.exec(name)?.[1];
    const path = join(folder, name);
    if (writer !== undefined && isFile(path) && !isAlive(Number(writer))) rmSync(path, { force: true });
  }
}

/** Whether it is a regular file, or a link to one; what is not may make a reader wait without end. */
const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** The files of a store, and a sentence for each of its names that leads to none which can be read. */
export interface StoreFiles {
  readonly files: readonly { readonly path: string; readonly bytes: Buffer }[];
  readonly unread: readonly string[];
}

/**
 * Reads the files of a store whose names are asked for, in their order; a folder that is not there is empty.
 * Others may put something strange there: that stops nobody. Throws InputError for the folder itself.
 */
export function readStore(folder: string, names: RegExp): StoreFiles {
  const all = existsSync(folder) ? attempt(folder, () => readdirSync(folder)) : [];
  const files: { path: string; bytes: Buffer }[] = [];
  const unread: string[] = [];
  for (const path of all.filter((name) => names.test(name)).sort().map((name) => join(folder, name))) {
    if (!isFile(path)) unread.push(`${path}: this is no regular file, so it is not read.`);
    else
      try {
        files.push({ path, bytes: attempt(path, () => readFileSync(path)) });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        unread.push(error.message);
      }
  }
  return { files, unread };
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Does something with the file system and says in words why it could not be done. */
export function attempt<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw new InputError(sentenceFor(path === "-" ? "standard input" : path, error));
  }
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EEXIST: "something else has this name",
  EACCES: "access is denied",
  EPERM: "access is denied",
  EISDIR: "this is a folder and no file",
  ENOTDIR: "a part of this path is no folder",
  ENOSPC: "the disk is full",
  EROFS: "the file system cannot be written",
  ELOOP: "too many links",
  EMFILE: "too many files are open",
  EAGAIN: "nothing can be read from it",
  ENAMETOOLONG: "the name is too long",
  EBADF: "it is not open for this",
};

/** What went wrong with a file, in words. */
export function sentenceFor(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return `${path}: ${sentences[code] ?? (error as Error).message}.`;
}
