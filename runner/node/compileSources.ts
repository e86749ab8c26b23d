/** From texts to programs, with everything that is wrong in them said at once. */
import { compile } from "../../grammar/compile.ts";
import { hasErrors, type Diagnostic } from "../../grammar/diagnostics.ts";
import type { CompiledFile } from "../campaign/runAll.ts";
import { resolve } from "node:path";
import type { SourceText } from "../campaign/results.ts";
import { scenariosIn } from "./readSources.ts";

export interface CompiledSource extends CompiledFile { readonly diagnostics: readonly Diagnostic[]; readonly broken: boolean }

/** Compiles one text; a text with errors has no programs. */
export function compileSource({ name, text, folder }: SourceText & { readonly folder: string }): CompiledSource {
  const { value, diagnostics } = compile(text, { otherFiles: () => scenariosIn(folder).filter((file) => !isSamePath(file.name, name)).map((file) => file.text) });
  const programs = value.scenarios.flatMap((scenario) => scenario.versions.map((version) => scenario.program(version)));
  return { source: { name, text }, folder, file: value.file, programs, diagnostics, broken: hasErrors(diagnostics) };
}

/** Files of folders, compiled once each and only when a twin is looked for there. */
export class Folders {
  private readonly known = new Map<string, readonly CompiledSource[]>();

  constructor(private readonly compiled: readonly CompiledSource[]) {}

  /** All files of a folder. What cannot be read or has errors is no twin, and is the business of whoever asks for that file. */
  readonly filesIn = (folder: string): readonly CompiledSource[] => {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const files = scenariosIn(folder).map((file) => this.compiled.find((each) => isSamePath(each.source.name, file.name)) ?? compileSource(file));
    this.known.set(folder, files);
    return files;
  };
}

const isSamePath = (a: string, b: string): boolean => resolve(a) === resolve(b);
