/**
 * From paths to texts. Whatever lies there instead of a scenario is said in a plain sentence; nothing is read
 * that is too large or no text.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { SourceText } from "../campaign/results.ts";
import { InputError } from "./exitCodes.ts";
import { attempt } from "./files.ts";
import { printError } from "./output.ts";

/** Files above this are diagnosed and never read whole (design 2.6). */
const FILE_BYTES_MAX = 1 << 20;

export interface SourceFile extends SourceText {
  readonly folder: string;
  readonly isStandardInput: boolean;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** How many files and folders below a given folder could not be read; each has been said. */
  readonly unreadable: number;
}

/**
 * The texts of all paths: files as they are, folders with all `.scn` below them, `-` standard input; what
 * several paths lead to is read once, by the first of them. What cannot be read below a folder is said and
 * left out. Throws InputError for a path that was given itself.
 */
export function readSources(paths: readonly string[]): Sources {
  const found = new FoundPaths();
  for (const path of paths) {
    if (path === "-" || !stat(path).isDirectory()) found.add(path, true);
    else if (!found.addFolder(path)) throw new InputError(`${path}: there is no .scn file in this folder.`);
  }
  return found.read();
}

class FoundPaths {
  /** By where they lie: by which path first, and whether they were given themselves. */
  private readonly found = new Map<string, { readonly path: string; readonly isGiven: boolean }>();
  private unreadable = 0;

  add(path: string, isGiven: boolean): void {
    const place = path === "-" ? path : resolve(path);
    const known = this.found.get(place);
    this.found.set(place, { path: known?.path ?? path, isGiven: isGiven || known?.isGiven === true });
  }

  /** Adds all `.scn` below a folder in order of their names; false: there is none. */
  addFolder(folder: string, isGiven = true): boolean {
    const names = () => attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
    const entries = isGiven ? names() : (this.orSay(names) ?? []);
    let hasSome = false;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // hidden folders and `node_modules` are no scenarios
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) hasSome = this.addFolder(path, false) || hasSome;
      else if (entry.name.endsWith(".scn")) {
        this.add(path, false);
        hasSome = true;
      }
    }
    return hasSome;
  }

  read(): Sources {
    const files = [...this.found.values()].flatMap(({ path, isGiven }) => {
      const file = isGiven ? readSource(path) : this.orSay(() => readSource(path));
      return file === undefined ? [] : [file];
    });
    return { files, unreadable: this.unreadable };
  }

  /** The answer, or the sentence that says why there is none. */
  private orSay<Value>(action: () => Value): Value | undefined {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      printError(`guise: ${error.message}`);
      this.unreadable++;
      return undefined;
    }
  }
}

/**
 * The `.scn` files of one folder, not those below it. What cannot be read is left out: it is the business of
 * whoever asks for it.
 */
export function scenariosIn(folder: string): SourceFile[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".scn"))
      .sort()
      .flatMap((name) => readIfPossible(join(folder, name)));
  } catch {
    return [];
  }
}

/** One text; none where it cannot be read. */
export function readIfPossible(path: string): SourceFile[] {
  try {
    return [readSource(path)];
  } catch {
    return [];
  }
}

/** One text. Throws InputError when it is missing, too large or no text. */
export function readSource(path: string): SourceFile {
  if (path !== "-") {
    const stats = stat(path);
    if (isNoFile(path, stats)) throw new InputError(`${path}: this is no regular file, so it is not read.`);
    if (stats.size > FILE_BYTES_MAX) throw tooLarge(path, stats.size);
  }
  const bytes = attempt(path, () => readFileSync(path === "-" ? 0 : path));
  const name = path === "-" ? "standard input" : path;
  if (bytes.length > FILE_BYTES_MAX) throw tooLarge(name, bytes.length);
  return {
    name,
    text: decode(name, bytes),
    folder: path === "-" ? "." : dirname(path),
    isStandardInput: path === "-",
  };
}

/**
 * Whether what has the name of a scenario is something that reading may wait for, without end. Under other
 * names it is what somebody meant, such as `<(…)` of a shell.
 */
const isNoFile = (path: string, stats: Stats): boolean =>
  path.endsWith(".scn") && !stats.isFile() && !stats.isDirectory();

function decode(name: string, bytes: Uint8Array): string {
  const binary = new InputError(`${name}: SCN005: this is no text file. Scenarios are UTF-8 text.`);
  if (bytes.includes(0)) throw binary;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw binary;
  }
}

function tooLarge(name: string, size: number): InputError {
  return new InputError(
    `${name}: SCN004: the file is larger than 1 MiB (${(size / FILE_BYTES_MAX).toFixed(1)} MiB); scenarios are at most that.`,
  );
}

function stat(path: string): Stats {
  const found = attempt(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (found?.isSymbolicLink() && !existsSync(path))
    throw new InputError(`${path}: this link leads to nothing.`);
  return attempt(path, () => statSync(path));
}
