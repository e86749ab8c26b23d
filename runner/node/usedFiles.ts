/**
 * Where `use` finds files on disk: in the folder of the file that was given, and below it. A link that leads
 * out of there leads nowhere.
 */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Folder, UsedFile } from "../../grammar/gather/folder.ts";
import { InputError } from "./exitCodes.ts";
import { readSource } from "./readSources.ts";

/** The folder of a file; `name` is the file's own, so that it cannot use itself. */
export function folderOnDisk(folder: string, name?: string): Folder {
  const root = real(folder);
  const own = name === undefined ? undefined : real(name);
  return {
    ...(own !== undefined && { self: own }),
    read: (path) => (root === undefined ? { problem: "missing", names: [] } : readBelow(root, path)),
  };
}

function readBelow(root: string, path: string): UsedFile {
  const found = real(join(root, path));
  if (found === undefined) return { problem: "missing", names: namesBeside(root, path) };
  if (!isBelow(root, found)) return { problem: "outside" };
  if (!statSync(found).isFile()) return { problem: "unreadable", reason: "it is no file" };
  try {
    return { text: readSource(found).text, path: found };
  } catch (error) {
    if (error instanceof InputError) return { problem: "unreadable", reason: reasonOf(error.message) };
    throw error;
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== "" && way.split(sep)[0] !== ".." && join(root, way) === path;
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Paths that may have been meant. */
function namesBeside(root: string, path: string): string[] {
  const folder = dirname(path) === "." ? "" : `${dirname(path)}/`;
  const beside = real(join(root, folder));
  if (beside !== root && (beside === undefined || !isBelow(root, beside))) return [];
  try {
    return readdirSync(join(root, folder)).filter((name) => name.endsWith(".scn")).map((name) => folder + name);
  } catch {
    return [];
  }
}

/** `world.scn: SCN005: this is no text file. …` without its file and code, as part of a sentence. */
function reasonOf(message: string): string {
  const [first = message] = message.replace(/^.*?: (?:SCN\d+: )?/s, "").split(/[.;](?: |$)/);
  return first === "" ? `${basename(message)} cannot be read` : first;
}
