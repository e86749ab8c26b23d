/*
 * What may stand behind `use`: a path below the folder of the file that uses it, spelled in one way, so that
 * a folder can be given away whole and means the same on every system.
 */
import type { DiagnosticForm } from "../diagnostics.ts";

/** A path from the folder of the file that was given; or what is wrong with it, and what to write instead. */
export type UsePath =
  | { readonly path: string; readonly wrong?: undefined }
  | { readonly wrong: DiagnosticForm; readonly instead?: string };

/** A drive, a scheme, a host, the root: somewhere else altogether. */
const elsewhere = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|[\\/])/;

/** Characters that no name has on every system. */
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u001f\u007f:*?"<>|\\]/;

/** Reads a path as it is written in a file; `folder` is that file's own, empty or ending with `/`. */
export function readUsePath(written: string, folder: string): UsePath {
  const parts = written.split(/[\\/]/);
  const inside = elsewhere.test(written) ? undefined : withoutUps(parts);
  if (inside === undefined) return { wrong: "SCN014/outside" };
  if (parts.includes("..")) {
    const path = inside.join("/");
    return isClean(path) ? { wrong: "SCN014/up", instead: path } : { wrong: "SCN014/spelling" };
  }
  const clean = parts.filter((part) => part !== "" && part !== ".").join("/");
  if (!isClean(clean)) return { wrong: "SCN014/spelling" };
  return clean === written ? { path: folder + clean } : { wrong: "SCN014/spelling", instead: clean };
}

/** The parts without those that `..` takes back; undefined: they lead out of where they begin. */
function withoutUps(parts: readonly string[]): string[] | undefined {
  const left: string[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part !== "..") left.push(part);
    else if (left.pop() === undefined) return undefined;
  }
  return left;
}

/** Windows drops blanks and dots at the end of a name: what ends so is another name there. */
function isClean(path: string): boolean {
  return (
    path.endsWith(".scn") && !forbidden.test(path) && path.split("/").every((part) => !/^\s|[\s.]$/.test(part))
  );
}

/** The folder of a file by its path: empty or ending with `/`. */
export function folderOfPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
