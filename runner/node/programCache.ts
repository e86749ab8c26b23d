/**
 * Programs of small files that were compiled before. Making the parser ready takes several times as long as
 * everything else that a small file needs, so a file that has not changed is not parsed again. An entry holds
 * the very text and the mark of the build that it is for, and says nothing that compiling would not say;
 * whatever is wrong with the cache, the file is compiled.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import type { Diagnostic } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";

export interface CachedSource {
  readonly programs: readonly Program[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry extends CachedSource {
  readonly build: string;
  readonly text: string;
}

/** Programs of a file beyond which reading an entry would take as long as compiling. */
const PROGRAMS_MAX = 12;
const ENTRIES_MAX = 200;
const buildFolder = fileURLToPath(new URL(".", import.meta.url));
const folder = join(buildFolder, "cache");

/** What compiling the text answered before, if it did. */
export function cachedSource(text: string): CachedSource | undefined {
  try {
    const entry = deserialize(readFileSync(entryPath(text))) as Entry;
    return entry.text === text && entry.build === build()
      ? { programs: entry.programs, diagnostics: entry.diagnostics }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what compiling the text answered, provided that it depends on this text alone. */
export function keepSource(text: string, { programs, diagnostics }: CachedSource): void {
  if (programs.length === 0 || programs.length > PROGRAMS_MAX) return;
  try {
    mkdirSync(folder, { recursive: true });
    const entries = readdirSync(folder);
    if (entries.length >= ENTRIES_MAX)
      for (const entry of entries) rmSync(join(folder, entry), { force: true });
    const path = entryPath(text);
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, serialize({ build: build(), text, programs, diagnostics } satisfies Entry));
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
