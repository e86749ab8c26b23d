/** From texts to programs, with everything that is wrong in them said at once. */
import { compile, type CompiledScenario, type OtherFile } from "../../grammar/compile.ts";
import { hasErrors, type Diagnostic } from "../../grammar/diagnostics.ts";
import type { UsedFile } from "../../grammar/gather/folder.ts";
import type { CompiledFile, ProgramFile } from "../campaign/runAll.ts";
import { basename, join, resolve } from "node:path";
import type { SourceText } from "../campaign/results.ts";
import { readIfPossible, scenariosIn, type SourceFile } from "./readSources.ts";
import { folderOnDisk } from "./usedFiles.ts";

export interface CompiledSource extends CompiledFile {
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
  /** What its programs were made of; with other switches they make others. */
  readonly scenarios: readonly CompiledScenario[];
}

/** Compiles one text; a text with errors has no programs. */
export function compileSource(source: SourceText & { readonly folder: string }): CompiledSource {
  return compileNoting(source).compiled;
}

/**
 * The same, and the texts of used files that it depends on, by the paths that they were asked for under.
 * Undefined where it depends on more than texts: on what else lies in the folder.
 */
export function compileNoting({ name, text, folder }: SourceText & { readonly folder: string }): {
  compiled: CompiledSource;
  reads: ReadonlyMap<string, UsedFile> | undefined;
} {
  let readsTextsOnly = true;
  const reads = new Map<string, UsedFile>();
  const otherFiles = (): OtherFile[] => {
    readsTextsOnly = false;
    return scenariosIn(folder)
      .filter((file) => !isSamePath(file.name, name))
      .map((file) => ({ name: basename(file.name), text: file.text }));
  };
  const onDisk = folderOnDisk(folder, name);
  const read = (path: string): UsedFile => {
    const found = onDisk.read(path);
    reads.set(path, found);
    return found;
  };
  const { value, diagnostics } = compile(text, { otherFiles, folder: { ...onDisk, read } });
  const programs = value.scenarios.flatMap((scenario) =>
    scenario.versions.map((version) => scenario.program(version)),
  );
  return {
    compiled: {
      source: { name, text: value.text, ...(value.used.length > 0 && { used: value.used }) },
      folder,
      file: value.file,
      programs,
      scenarios: value.scenarios,
      diagnostics,
      broken: hasErrors(diagnostics),
    },
    reads: readsTextsOnly ? reads : undefined,
  };
}

/**
 * Answers for the files beside a file and those that it uses, compiled once each and only when a twin is
 * looked for there.
 */
export function siblingsOf(compiled: readonly ProgramFile[]): (file: ProgramFile) => readonly ProgramFile[] {
  const known = new Map<string, ProgramFile>();
  const compiledOnce = (source: SourceFile): ProgramFile => {
    const path = resolve(source.name);
    const file =
      known.get(path) ??
      compiled.find((each) => isSamePath(each.source.name, source.name)) ??
      compileSource(source);
    known.set(path, file);
    return file;
  };
  return ({ folder, source: { used = [] } }) => [
    ...scenariosIn(folder).map(compiledOnce),
    ...used.flatMap(({ name }) => readIfPossible(join(folder, name))).map(compiledOnce),
  ];
}

const isSamePath = (a: string, b: string): boolean => resolve(a) === resolve(b);
