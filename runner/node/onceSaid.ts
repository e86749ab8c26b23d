/**
 * What is wrong in a file that others use is found wherever it is read: in the file itself, and in each that
 * uses it. Where several of them are asked about, it is said once, at the file itself if that is among them.
 */
import { resolve } from "node:path";
import { messageOf, type Diagnostic } from "../../grammar/diagnostics.ts";
import { SourceMap } from "../../grammar/sources.ts";
import type { DiagnosedFile } from "./diagnosticsOutput.ts";

/** The files with each diagnostic at one of them; which of them are broken stays as it is. */
export function onceSaid<File extends DiagnosedFile>(files: readonly File[]): File[] {
  const said = new Set<string>();
  const isFirst = (key: string): boolean => !said.has(key) && said.add(key) !== undefined;
  const asked = new Set(files.map(({ source }) => resolve(source.name)));
  return files.map((file) => {
    const map = new SourceMap(file.source);
    const isSaidHere = (given: Diagnostic): boolean => {
      const { file: name, line, column } = map.placeOf(given.span.start);
      const path = resolve(name);
      if (name !== file.source.name && asked.has(path)) return false;
      return isFirst(`${path}:${line}:${column} ${given.code} ${messageOf(given)}`);
    };
    return { ...file, diagnostics: file.diagnostics.filter(isSaidHere) };
  });
}
