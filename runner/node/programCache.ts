/**
 * Programs of small files that were compiled before. Making the parser ready takes several times as long as
 * everything else that a small file needs, so a file that has not changed is not parsed again. An entry holds
 * the very texts (the file's own and those that it uses) and the mark of the build that it is for, and says
 * nothing that compiling would not say; whatever is wrong with the cache, the file is compiled.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { deserialize, serialize } from "node:v8";
import type { Diagnostic } from "../../grammar/diagnostics.ts";
import type { UsedFile } from "../../grammar/gather/folder.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { SourceText } from "../campaign/results.ts";
import type { SourceFile } from "./readSources.ts";
import { folderOnDisk } from "./usedFiles.ts";

export interface CachedSource {
  readonly source: SourceText;
  readonly programs: readonly Program[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry extends Omit<CachedSource, "source"> {
  readonly build: string;
  readonly text: string;
  /** What lay under each path that the file, or one that it uses, asked for. */
  readonly reads: ReadonlyMap<string, UsedFile>;
  /** The whole text with those that it uses, and where they begin in it. */
  readonly whole: Omit<SourceText, "name">;
}

/** Programs of a file beyond which reading an entry would take as long as compiling. */
const PROGRAMS_MAX = 12;
const ENTRIES_MAX = 200;
const buildFolder = fileURLToPath(new URL(".", import.meta.url));
const folder = join(buildFolder, "cache");

/** What compiling the file answered before, if it did and its texts are the same. */
export function cachedSource({ name, text, folder: place }: SourceFile): CachedSource | undefined {
  try {
    const entry = deserialize(readFileSync(entryPath(text))) as Entry;
    if (entry.text !== text || entry.build !== build()) return undefined;
    const { read } = folderOnDisk(place, name);
    if ([...entry.reads].some(([path, before]) => !isDeepStrictEqual(read(path), before))) return undefined;
    return { source: { name, ...entry.whole }, programs: entry.programs, diagnostics: entry.diagnostics };
  } catch {
    return undefined;
  }
}

/** Keeps what compiling the text answered, provided that it depends on this text and on `reads` alone. */
export function keepSource(
  text: string,
  { source: { name: _, ...whole }, programs, diagnostics }: CachedSource,
  reads: Entry["reads"],
): void {
  if (programs.length === 0 || programs.length > PROGRAMS_MAX) return;
  try {
    mkdirSync(folder, { recursive: true });
    const entries = readdirSync(folder);
    if (entries.length >= ENTRIES_MAX)
      for (const entry of entries) rmSync(join(folder, entry), { force: true });
    const path = entryPath(text);
    const entry: Entry = { build: build(), text, reads, whole, programs, diagnostics };
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, serialize(entry));
    renameSync(temporary, path);
  } catch {
    // a build that cannot be written is as good without
  }
}

const build = (): string => readFileSync(join(buildFolder, "stamp"), "utf8");

/**
 * A short number of the text; two texts that share one take the place from each other, and neither is
 * mistaken for the other.
 */
function entryPath(text: string): string {
  let number = 0;
  for (let index = 0; index < text.length; index++)
    number = (Math.imul(number, 31) + text.charCodeAt(index)) >>> 0;
  return join(folder, `${number.toString(16)}-${text.length}`);
}
