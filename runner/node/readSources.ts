/**
 * From paths to texts. Whatever lies there instead of a scenario is said in a plain sentence; nothing is read
 * that is too large or no text.
 */
import { readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { SourceText } from "../campaign/results.ts";
import { InputError } from "./exitCodes.ts";
import { attempt } from "./files.ts";

/** Files above this are diagnosed and never read whole (design 2.6). */
const FILE_BYTES_MAX = 1 << 20;

export interface SourceFile extends SourceText {
  readonly folder: string;
  readonly isStandardInput: boolean;
}

/**
 * The texts of all paths: files as they are, folders with all `.scn` below them, `-` standard input; what
 * several paths lead to is read once, by the first of them. Throws InputError.
 */
export function readSources(paths: readonly string[]): SourceFile[] {
  const files = new Map<string, string>();
  for (const path of paths.flatMap((each) => (each === "-" ? ["-"] : filesOf(each)))) {
    const place = path === "-" ? path : resolve(path);
    if (!files.has(place)) files.set(place, path);
  }
  return [...files.values()].map(readSource);
}

function filesOf(path: string): string[] {
  if (!stat(path).isDirectory()) return [path];
  const found = scenariosBelow(path);
  if (found.length === 0) throw new InputError(`${path}: there is no .scn file in this folder.`);
  return found;
}

/** All `.scn` below a folder in order of their names; hidden folders and `node_modules` are no scenarios. */
function scenariosBelow(folder: string): string[] {
  return attempt(folder, () => readdirSync(folder, { withFileTypes: true }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return scenariosBelow(path);
      return entry.name.endsWith(".scn") ? [path] : [];
    });
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

function readIfPossible(path: string): SourceFile[] {
  try {
    return [readSource(path)];
  } catch {
    return [];
  }
}

/** One text. Throws InputError when it is missing, too large or no text. */
export function readSource(path: string): SourceFile {
  if (path !== "-") {
    const { size } = stat(path);
    if (size > FILE_BYTES_MAX) throw tooLarge(path, size);
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
  return attempt(path, () => statSync(path));
}
