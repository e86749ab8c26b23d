/** From texts to programs, with everything that is wrong in them said at once. */
import { compile, type CompiledScenario, type OtherFile } from "../../grammar/compile.ts";
import { hasErrors, type Diagnostic } from "../../grammar/diagnostics.ts";
import type { UsedFile } from "../../grammar/gather/folder.ts";
import type { CompiledFile, ProgramFile } from "../campaign/runAll.ts";
import { basename, resolve } from "node:path";
import type { SourceText } from "../campaign/results.ts";
import { scenariosIn } from "./readSources.ts";
import { folderOnDisk } from "./usedFiles.ts";

export interface CompiledSource extends CompiledFile {
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
  /** What its programs were made of; with other switches they make others. */
  readonly scenarios: readonly CompiledScenario[];
}

/** Compiles one text; a text with errors has no programs. */
export function compileSource(source: SourceText & { readonly folder: string }): CompiledSource {
  return compileAlone(source).compiled;
}

/** The same, and whether the text alone was looked at. */
export function compileAlone({ name, text, folder }: SourceText & { readonly folder: string }): {
  compiled: CompiledSource;
  alone: boolean;
} {
  let alone = true;
  const otherFiles = (): OtherFile[] => {
    alone = false;
    return scenariosIn(folder)
      .filter((file) => !isSamePath(file.name, name))
      .map((file) => ({ name: basename(file.name), text: file.text }));
  };
  const onDisk = folderOnDisk(folder, name);
  const read = (path: string): UsedFile => {
    alone = false;
    return onDisk.read(path);
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
    alone,
  };
}

/** Answers for the files of a folder, compiled once each and only when a twin is looked for there. */
export function foldersOf(compiled: readonly ProgramFile[]): (folder: string) => readonly ProgramFile[] {
  const known = new Map<string, readonly ProgramFile[]>();
  return (folder) => {
    const files =
      known.get(folder) ??
      scenariosIn(folder).map(
        (file) => compiled.find((each) => isSamePath(each.source.name, file.name)) ?? compileSource(file),
      );
    known.set(folder, files);
    return files;
  };
}

const isSamePath = (a: string, b: string): boolean => resolve(a) === resolve(b);
