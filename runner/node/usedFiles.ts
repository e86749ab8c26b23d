/**
 * Where `use` finds files on disk: in the folder of the file that was given, and below it. A link that leads
 * out of there leads nowhere.
 */
import { readdirSync, realpathSync } from "node:fs";
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
  const way = relative(root, found);
  if (way === "" || way.split(sep)[0] === ".." || join(root, way) !== found) return { problem: "outside" };
  try {
    return { text: readSource(found).text, path: found };
  } catch (error) {
    if (error instanceof InputError) return { problem: "unreadable", reason: reasonOf(error.message) };
    throw error;
  }
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
