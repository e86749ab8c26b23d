/** Files, with words for what goes wrong and nothing half written. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { InputError } from "./exitCodes.ts";

/** Writes a file atomically: whole under its name, or not at all. Throws InputError in words. */
export function writeWhole(path: string, text: string): void {
  attempt(path, () => {
    const temporary = `${path}.${process.pid}.part`;
    try {
      const file = openSync(temporary, "w", statSync(path, { throwIfNoEntry: false })?.mode);
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
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
};

function sentenceFor(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return `${path}: ${sentences[code] ?? (error as Error).message}.`;
}
